"""Documents are registered, changed while nothing was issued by them, related and found."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from rules.errors import BadValue, Refusal
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import DocumentNotComplete, RoleMissing, UnknownDocument, UnknownPeriod
from rulesvc.languages import language
from rulesvc.models.base import table
from rulesvc.models.document import DocumentStatus
from rulesvc.store import documents as store
from rulesvc.store.document_citations import EditionIssued
from rulesvc.store.persons import Actor
from rulesvc.usecases.document_refusals import (
    DocumentChanged,
    DocumentExists,
    DocumentFixed,
    DocumentInUse,
    DocumentReadOtherwise,
    NotToBeRelatedSo,
    RelatedToItself,
    RelationExists,
    RelationInACircle,
    SameDocument,
    UnknownRelation,
    UnknownRelationKind,
)
from rulesvc.usecases.document_words import kind_named, usual_kinds
from rulesvc.usecases.documents import (
    DocumentRecord,
    DocumentRef,
    Entry,
    Filters,
    Relation,
    add_document,
    change_document,
    list_documents,
    relate,
    unrelate,
)
from rulesvc.usecases.editions import Issuing, issue
from tests.service.asking import queries
from tests.service.databases import NOW
from tests.service.editing import cleared, decision, drafted, hoa, issued, lan
from tests.service.registering import HOUR, an_entry, attached, record_of, registered, related
from tests.service.test_lists import events

NOBODY = Actor(1, "khach")


def changed(database: Database, actor: Actor, ref: DocumentRef | str = "kh-12", **changes: Any) -> DocumentRecord:
    """What a document has become by *changes*."""
    wanted = DocumentRef(ref) if isinstance(ref, str) else ref
    with database.writing() as session:
        return change_document(
            session, wanted, lambda entry: replace(entry, **changes), actor=actor, now=NOW + 2 * HOUR
        )


def found(database: Database, **filters: str) -> list[str]:
    with database.reading() as session:
        return [entry.code for entry in list_documents(session, Filters(**filters)).entries]


# ---- adding ----------------------------------------------------------------------------------------------------------


def test_a_document_is_registered_and_audited(hai_duong: Database, actor: Actor) -> None:
    record = registered(hai_duong, actor, effective_from=date(2023, 1, 15), periods=("2022", "2021"))
    assert record.entry == an_entry(
        kind=Text("Kế hoạch", "Plan"), effective_from=date(2023, 1, 15), periods=("2021", "2022")
    )
    assert record == record_of(hai_duong)
    ((action, key, details),) = events(hai_duong, "document")
    assert (action, key, details["after"]["number"]) == ("document-added", "kh-12", "12/KH-UBND")
    assert details["after"]["effective_from"] == "2023-01-15"


@pytest.mark.parametrize("dated", ["", "2021"])
def test_a_document_may_have_no_number_and_no_day(hai_duong: Database, actor: Actor, dated: str) -> None:
    entry = registered(hai_duong, actor, "nq-moi", number="", dated=dated).entry
    assert (entry.number, entry.dated) == ("", dated)


@pytest.mark.parametrize("other", [{}, {"number": "12/kh-ubnd"}, {"issuer": Text("")}, {"subject": Text("Khác")}])
def test_a_document_of_the_same_number_and_date_is_not_entered_twice(
    hai_duong: Database, actor: Actor, other: dict[str, Any]
) -> None:
    registered(hai_duong, actor)
    with pytest.raises(SameDocument) as refused:
        registered(hai_duong, actor, "kh-12-2023", **{"number": "12/KH-UBND", **other})
    assert (refused.value.existing, refused.value.at) == ("kh-12", ("number",))


@pytest.mark.parametrize("other", [{"dated": "2023-01-11"}, {"number": "13/KH-UBND"}, {"issuer": Text("Sở Nội vụ")}])
def test_a_document_of_another_number_date_or_issuer_is_another_one(
    hai_duong: Database, actor: Actor, other: dict[str, Any]
) -> None:
    registered(hai_duong, actor)
    assert registered(hai_duong, actor, "kh-12-khac", **{"number": "12/KH-UBND", **other}).entry.code == "kh-12-khac"


@pytest.mark.parametrize("changes", [{"dated": "2023-02-30"}, {"kind": Text("")}, {"code": ""}])
def test_what_cannot_be_a_document_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        Entry(**{"code": "kh-12", "kind": Text("Kế hoạch"), **changes})


def test_a_code_is_given_once(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    with hai_duong.writing() as session, pytest.raises(DocumentExists) as refused:
        add_document(session, an_entry(number="13/KH-UBND"), actor=actor, now=NOW)
    assert refused.value.at == ("code",)
    assert record_of(hai_duong).entry.number == "12/KH-UBND"
    assert len(events(hai_duong, "document")) == 1


def test_a_document_is_about_periods_that_there_are(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session, pytest.raises(UnknownPeriod) as refused:
        add_document(session, an_entry(periods=("2022", "2032")), actor=actor, now=NOW)
    assert refused.value.at == ("periods", 1)


def test_usual_kinds_are_offered_and_known_in_either_language() -> None:
    assert [kind.vi for kind in usual_kinds()] == [
        "Quyết định",
        "Nghị quyết",
        "Kế hoạch",
        "Báo cáo",
        "Công văn",
        "Tờ trình",
        "Biên bản",
        "Thông báo",
        "Chỉ thị",
    ]
    decision = Text("Quyết định", "Decision")
    assert {kind_named(name) for name in ("Quyết định", "quyet dinh", "DECISION")} == {decision}
    assert kind_named("Hướng dẫn") == Text("Hướng dẫn")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (Text("Báo cáo", "Decision"), Text("Báo cáo", "Report")),
        (Text("Báo cáo", "Statement"), Text("Báo cáo", "Statement")),
        (Text("Hướng dẫn", "Decision"), Text("Hướng dẫn", "Decision")),
        (Text("decision"), Text("Quyết định", "Decision")),
    ],
)
def test_a_usual_kind_is_not_called_by_the_name_of_another(
    hai_duong: Database, actor: Actor, given: Text, kept: Text
) -> None:
    assert registered(hai_duong, actor, kind=given).entry.kind == kept


def add(database: Database, actor: Actor) -> None:
    registered(database, actor)


def change(database: Database, actor: Actor) -> None:
    changed(database, actor, "27-bc-ubnd", number="28/BC-UBND")


def attach(database: Database, actor: Actor) -> None:
    attached(database, actor, "27-bc-ubnd")


def relate_them(database: Database, actor: Actor) -> None:
    related(database, actor, "29-2018-qd-ubnd", "amends", "13-2016-qd-ubnd")


def unrelate_them(database: Database, actor: Actor) -> None:
    with database.writing() as session:
        unrelate(session, "29-2018-qd-ubnd", Relation("amends", "13-2016-qd-ubnd"), actor=actor, now=NOW)


@pytest.mark.parametrize("act", [add, change, attach, relate_them, unrelate_them])
def test_whoever_may_not_keep_the_register_changes_nothing(
    hai_duong: Database, act: Callable[[Database, Actor], None]
) -> None:
    with pytest.raises(RoleMissing, match="register"):
        act(hai_duong, NOBODY)
    assert events(hai_duong, "document") == []


# ---- changing --------------------------------------------------------------------------------------------------------


def test_a_change_tells_what_was_and_what_is(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    record = changed(hai_duong, actor, signer="Trần Thị B", status=DocumentStatus.EXPIRED)
    assert (record.entry.signer, record.entry.status, record.entry.number) == ("Trần Thị B", "expired", "12/KH-UBND")
    action, _, details = events(hai_duong, "document")[-1]
    assert (action, details["before"], details["after"]) == (
        "document-changed",
        {"signer": "Nguyễn Văn Đức", "status": "issued"},
        {"signer": "Trần Thị B", "status": "expired"},
    )


def test_a_change_to_what_is_there_already_leaves_no_trace(hai_duong: Database, actor: Actor) -> None:
    before = registered(hai_duong, actor)
    assert changed(hai_duong, actor, number="12/KH-UBND") == before
    assert len(events(hai_duong, "document")) == 1


def test_the_second_of_two_who_change_it_is_told_and_nothing_is_overwritten(hai_duong: Database, actor: Actor) -> None:
    seen = registered(hai_duong, actor)
    ref = DocumentRef("kh-12", seen.sha256)
    first = changed(hai_duong, actor, ref, signer="Trần Thị B")
    with pytest.raises(DocumentChanged) as refused:
        changed(hai_duong, actor, ref, signer="Lê Văn C")
    assert (refused.value.person, refused.value.when) == ("tester", NOW + 2 * HOUR)
    assert record_of(hai_duong) == first
    assert changed(hai_duong, actor, DocumentRef("kh-12", first.sha256), signer="Lê Văn C").entry.signer == "Lê Văn C"


def test_what_nobody_ever_changed_was_read_otherwise(hai_duong: Database, actor: Actor) -> None:
    with pytest.raises(DocumentReadOtherwise):
        changed(hai_duong, actor, DocumentRef("27-bc-ubnd", "0" * 64), signer="Lê Văn C")


def test_a_document_that_is_not_there_is_told_with_what_is_written_alike(hai_duong: Database, actor: Actor) -> None:
    with pytest.raises(UnknownDocument) as refused:
        changed(hai_duong, actor, "27-bc-ubn", signer="Lê Văn C")
    assert refused.value.closest[0] == "27-bc-ubnd"


def test_a_document_by_which_an_edition_was_issued_only_runs_out(hai_duong: Database, actor: Actor) -> None:
    issued(hai_duong, drafted(hai_duong))
    for changes in ({"subject": Text("Khác")}, {"status": DocumentStatus.DRAFT}):
        with pytest.raises(DocumentFixed) as refused:
            changed(hai_duong, actor, "qd-1", **changes)
        said = language("vi").say(refused.value)
        assert said.startswith("Không sửa văn bản “Quyết định số 12/QĐ-UBND ngày 01/02/2023 của UBND tỉnh” vì ")
        assert "đã là căn cứ của: so, lần ban hành 2. " in said
    assert changed(hai_duong, actor, "qd-1", status=DocumentStatus.EXPIRED).entry.status == "expired"
    assert record_of(hai_duong, "qd-1").issued == (EditionIssued("so", 2),)
    with pytest.raises(DBAPIError, match="does not change"), hai_duong.writing() as session:
        session.execute(update(table(models.Document)).values(number="x"))


def test_a_document_is_not_changed_while_something_is_issued_by_it(committing: Database) -> None:
    ref, by, editor = cleared(committing, drafted(committing)), Issuing(decision(committing), (1,)), lan(committing)
    actor = hoa(committing)
    with ThreadPoolExecutor(1) as pool:
        with committing.writing() as session:
            issue(session, ref, by, actor=actor, now=NOW + 72 * HOUR)
            late = pool.submit(changed, committing, editor, "qd-1", number="13/QĐ-UBND")
            assert wait([late], timeout=0.5).done == set()
        with pytest.raises(DocumentFixed):
            late.result()
    assert record_of(committing, "qd-1").entry.number == "12/QĐ-UBND"


def test_a_document_that_corrects_it_is_told_with_it(hai_duong: Database, actor: Actor) -> None:
    issued(hai_duong, drafted(hai_duong))
    registered(hai_duong, actor, "dc-1", kind=Text("Quyết định"))
    related(hai_duong, actor, "dc-1", "corrects", "qd-1")
    assert [(each.kind, each.other) for each in record_of(hai_duong, "qd-1").related] == [("corrects", "dc-1")]


# ---- relating --------------------------------------------------------------------------------------------------------


def test_relations_are_told_from_both_sides_and_audited(hai_duong: Database, actor: Actor) -> None:
    record = related(hai_duong, actor, "29-2018-qd-ubnd", "amends", "13-2016-qd-ubnd")
    assert [(each.kind, each.other) for each in record.relations] == [("amends", "13-2016-qd-ubnd")]
    other = record_of(hai_duong, "13-2016-qd-ubnd")
    assert [(each.kind, each.other) for each in other.related] == [("amends", "29-2018-qd-ubnd")]
    told = {"kind": "amends", "other": "13-2016-qd-ubnd"}
    assert events(hai_duong, "document") == [("document-related", "29-2018-qd-ubnd", told)]


def test_a_relation_is_taken_back(hai_duong: Database, actor: Actor) -> None:
    relate_them(hai_duong, actor)
    unrelate_them(hai_duong, actor)
    assert record_of(hai_duong, "13-2016-qd-ubnd").related == ()
    assert events(hai_duong, "document")[-1][0] == "document-unrelated"
    with pytest.raises(UnknownRelation):
        unrelate_them(hai_duong, actor)


def test_no_relation_of_a_document_by_which_an_edition_was_issued_is_taken_back(
    hai_duong: Database, actor: Actor
) -> None:
    related(hai_duong, actor, decision(hai_duong), "replaces", "27-bc-ubnd")
    issued(hai_duong, drafted(hai_duong))
    with pytest.raises(DocumentFixed), hai_duong.writing() as session:
        unrelate(session, "qd-1", Relation("replaces", "27-bc-ubnd"), actor=actor, now=NOW)
    assert len(record_of(hai_duong, "27-bc-ubnd").related) == 1


def test_what_a_draft_will_do_to_others_it_does_not_do_yet(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor, "du-thao", status=DocumentStatus.DRAFT)
    related(hai_duong, actor, "du-thao", "replaces", "27-bc-ubnd")
    assert record_of(hai_duong, "27-bc-ubnd").related == ()
    changed(hai_duong, actor, "du-thao", status=DocumentStatus.ISSUED)
    assert len(record_of(hai_duong, "27-bc-ubnd").related) == 1


@pytest.mark.parametrize(
    ("code", "relation", "refusal"),
    [
        ("kh-12", Relation("amends", "kh-12"), RelatedToItself),
        ("kh-12", Relation("amends", "du-thao"), NotToBeRelatedSo),
        ("kh-12", Relation("based-on", "du-thao"), NotToBeRelatedSo),
        ("kh-12", Relation("amends", "het"), NotToBeRelatedSo),
        ("kh-12", Relation("repeals", "het"), NotToBeRelatedSo),
        ("kh-12", Relation("supports", "het"), UnknownRelationKind),
        ("kh-12", Relation("amends", "kh-13"), UnknownDocument),
        ("kh-13", Relation("amends", "kh-12"), UnknownDocument),
        ("13-2016-qd-ubnd", Relation("amends", "29-2018-qd-ubnd"), RelationInACircle),
        ("29-2018-qd-ubnd", Relation("amends", "13-2016-qd-ubnd"), RelationExists),
    ],
)
def test_relations_that_cannot_be_are_refused(
    hai_duong: Database, actor: Actor, code: str, relation: Relation, refusal: type[Refusal]
) -> None:
    registered(hai_duong, actor)
    registered(hai_duong, actor, "du-thao", status=DocumentStatus.DRAFT)
    registered(hai_duong, actor, "het", status=DocumentStatus.EXPIRED)
    relate_them(hai_duong, actor)
    before = events(hai_duong, "document")
    with hai_duong.writing() as session, pytest.raises(refusal):
        relate(session, code, relation, actor=actor, now=NOW)
    assert events(hai_duong, "document") == before


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("annexed-to", "du-thao"),
        ("based-on", "het"),
        ("replaces", "het"),
        ("corrects", "het"),
        ("amends", "27-bc-ubnd"),
    ],
)
def test_each_relation_needs_the_other_to_have_come_so_far(
    hai_duong: Database, actor: Actor, kind: str, other: str
) -> None:
    registered(hai_duong, actor)
    registered(hai_duong, actor, "du-thao", status=DocumentStatus.DRAFT)
    registered(hai_duong, actor, "het", status=DocumentStatus.EXPIRED)
    assert related(hai_duong, actor, "kh-12", kind, other).relations[0].other == other


def test_a_circle_is_seen_however_long_and_only_within_a_kind(hai_duong: Database, actor: Actor) -> None:
    for code in ("a", "b", "c", "d"):
        registered(hai_duong, actor, code)
    for code, other in (("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")):
        related(hai_duong, actor, code, "amends", other)
    with pytest.raises(RelationInACircle) as refused:
        related(hai_duong, actor, "d", "amends", "a")
    assert refused.value.at == ("other",)
    assert related(hai_duong, actor, "d", "corrects", "a").relations[0].kind == "corrects"


def test_a_document_on_which_others_rest_does_not_become_a_draft(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    registered(hai_duong, actor, "phu-luc")
    related(hai_duong, actor, "phu-luc", "annexed-to", "kh-12")
    assert changed(hai_duong, actor, status=DocumentStatus.DRAFT).entry.status == "draft"
    changed(hai_duong, actor, status=DocumentStatus.ISSUED)
    related(hai_duong, actor, "phu-luc", "based-on", "kh-12")
    with pytest.raises(DocumentInUse) as refused:
        changed(hai_duong, actor, status=DocumentStatus.DRAFT)
    assert [each.vi for each in refused.value.others] == [
        "Kế hoạch số phu-luc/KH-UBND ngày 10/01/2023 của Ủy ban nhân dân tỉnh"
    ]


# ---- what issuing needs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, "tệp đã ký"),
        ({"number": ""}, "số, ký hiệu, tệp đã ký"),
        ({"dated": "2023"}, "ngày ban hành, tệp đã ký"),
        ({"dated": "", "signer": ""}, "ngày ban hành, người ký, tệp đã ký"),
        ({"status": DocumentStatus.DRAFT}, "tệp đã ký, trạng thái “đã ban hành”"),
        ({"status": DocumentStatus.EXPIRED}, "tệp đã ký, trạng thái “đã ban hành”"),
        ({"dated": "9999-12-31"}, "ngày ban hành đã đến, tệp đã ký"),
    ],
)
def test_what_a_document_lacks_to_issue_by_it_is_told_in_words(
    hai_duong: Database, actor: Actor, changes: dict[str, Any], missing: str
) -> None:
    registered(hai_duong, actor, **changes)
    with hai_duong.writing() as session, pytest.raises(DocumentNotComplete) as refused:
        store.require_signed(session, "kh-12", today=NOW.date(), at=("document",))
    name, _, lacking = language("vi").say(refused.value).partition("” còn thiếu: ")
    assert name.startswith("Văn bản “Kế hoạch ")
    assert lacking.startswith(f"{missing}. ")
    assert refused.value.at == ("document",)


def test_a_document_with_all_of_it_is_signed(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    attached(hai_duong, actor)
    with hai_duong.writing() as session:
        assert store.require_signed(session, "kh-12", today=NOW.date()).code == "kh-12"


# ---- finding ---------------------------------------------------------------------------------------------------------


def test_a_document_says_which_editions_and_rules_cite_it(hai_duong: Database) -> None:
    citing = {each.rubric: each for each in record_of(hai_duong, "nq-btv-2021").citing}
    assert {rubric: (each.edition, each.status) for rubric, each in citing.items()} == {
        "huyen": (1, "issued"),
        "so": (1, "issued"),
    }
    assert citing["so"].rules == (("review", "kiem-diem"), ("review_repeat", "lap-lai"))
    stated = {each.rubric: each.rules for each in record_of(hai_duong, "27-bc-ubnd").citing}
    assert set(citing["so"].rules) < set(stated["so"])


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({}, ["kh-12", "27-bc-ubnd", "nq-btv-2021", "29-2018-qd-ubnd", "13-2016-qd-ubnd", "3396-qd-ubnd"]),
        ({"kind": "Quyết định"}, ["29-2018-qd-ubnd", "13-2016-qd-ubnd", "3396-qd-ubnd"]),
        ({"kind": "quyet dinh", "words": "2018"}, ["29-2018-qd-ubnd"]),
        ({"kind": "Resolution"}, ["nq-btv-2021"]),
        ({"kind": "Luật"}, []),
        ({"status": "draft"}, ["kh-12"]),
        ({"period": "2022"}, ["kh-12"]),
        ({"period": "2021"}, []),
        ({"words": "DUC chu tich"}, ["kh-12"]),
        ({"words": "Cải cách năm 2023"}, ["kh-12", "27-bc-ubnd"]),
        ({"words": "3396/qđ-ubnd"}, ["3396-qd-ubnd"]),
        ({"words": "standing committee"}, ["nq-btv-2021"]),
        ({"words": "100%_"}, []),
        ({"words": "  "}, ["kh-12", "27-bc-ubnd", "nq-btv-2021", "29-2018-qd-ubnd", "13-2016-qd-ubnd", "3396-qd-ubnd"]),
    ],
)
def test_documents_are_found_whatever_their_accents_and_case(
    hai_duong: Database, actor: Actor, filters: dict[str, str], codes: list[str]
) -> None:
    registered(hai_duong, actor, periods=("2022",), status=DocumentStatus.DRAFT)
    assert sorted(found(hai_duong, **filters)) == sorted(codes)
    assert found(hai_duong, **filters)[:1] == codes[:1] or "kh-12" not in codes


def test_what_was_changed_is_found_by_its_new_words_alone(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    changed(hai_duong, actor, subject=Text("Chuyển đổi số"))
    assert found(hai_duong, words="chuyen doi so") == ["kh-12"]
    assert found(hai_duong, words="cai cach hanh chinh nam 2023 duc") == []


def test_a_period_that_there_is_not_finds_nothing_and_is_told(hai_duong: Database) -> None:
    with pytest.raises(UnknownPeriod):
        found(hai_duong, period="2032")


def test_a_period_is_found_as_a_whole_word(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor, periods=("2021", "2022"))
    assert found(hai_duong, period="2022") == found(hai_duong, period="2021") == ["kh-12"]
    with hai_duong.writing() as session:
        session.add(models.Period(code="202", first_day=date(2030, 1, 1), last_day=date(2030, 1, 2)))
    assert found(hai_duong, period="202") == []


def test_pages_of_documents_follow_each_other_in_one_query_each(hai_duong: Database) -> None:
    codes, before = [], None
    with hai_duong.reading() as session:
        while True:
            with queries(hai_duong) as sent:
                page = list_documents(session, Filters(), before=before, limit=2)
            assert len(sent) == 1
            codes += [entry.code for entry in page.entries]
            before = page.next
            if before is None:
                break
    assert len(codes) == len(set(codes)) == 5


def test_a_document_is_shown_in_a_fixed_number_of_queries(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    with queries(hai_duong) as few:
        record_of(hai_duong)
    for code in ("a", "b", "c"):
        registered(hai_duong, actor, code)
        related(hai_duong, actor, code, "amends", "kh-12")
    with queries(hai_duong) as many:
        record_of(hai_duong)
    assert len(few) == len(many) == 7
