"""Editions are drafted, submitted, returned or cleared by somebody else, issued with a decision, and then stay."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from rules.errors import Refusal, Refused, SumDiffers
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import (
    ContentChanged,
    DocumentNotComplete,
    EarlierThanKnown,
    EditionRepealed,
    ExemptedStranger,
    HadAHand,
    InstantToCome,
    NothingKnownAsOf,
    PeriodsMissing,
    RepealedByItsOwn,
    ReplacesOthers,
    RoleMissing,
    StepNotPossible,
    UnknownDocument,
)
from rulesvc.models import Role
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store import edition_steps
from rulesvc.store.persons import Actor
from rulesvc.usecases.drafting import Added, Amendment, amend, problems
from rulesvc.usecases.editions import EditionRef, Issuing, clear, give_back, issue, repeal, submit, tag_of
from rulesvc.usecases.evaluate import dry_run
from rulesvc.usecases.evaluations import find_evaluation
from rulesvc.usecases.replay import replay
from rulesvc.usecases.rubrics import find_edition, list_editions, resolve
from tests.service.asking import evaluated, imported, request_for
from tests.service.databases import NOW
from tests.service.editing import (
    DAY,
    acknowledged,
    changed,
    cleared,
    decision,
    drafted,
    hoa,
    issued,
    lan,
    minh,
    submitted,
)
from tests.service.everything import everything
from tests.service.people import person

pytestmark = pytest.mark.on_both

TOP = ("tables", "group", "rules", "90", "conditions", "0")


def status_of(database: Database, ref: EditionRef) -> str:
    with database.reading() as session:
        return find_edition(session, ref.rubric, ref.number).line.status


def applying(database: Database, **when: object) -> int:
    with database.reading() as session:
        return resolve(session, "so", period="2022", **{"now": NOW + 9 * DAY, **when}).line.number  # type: ignore[arg-type]


def test_a_draft_is_a_copy_with_its_origins(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    with hai_duong.reading() as session:
        draft, source = find_edition(session, "so", 2), find_edition(session, "so", 1)
    assert (draft.line.status, draft.line.based_on, draft.line.author, draft.line.periods) == (
        "draft",
        1,
        "lan",
        ("2022",),
    )
    assert draft.edition.sha256 == source.edition.sha256
    assert ref == EditionRef("so", 2)


def test_from_draft_to_issued(hai_duong: Database) -> None:
    line = issued(hai_duong, drafted(hai_duong))
    assert (line.status, line.document, line.issued_at) == ("issued", "qd-1", NOW + 2 * DAY)
    assert status_of(hai_duong, EditionRef("so", 1)) == "superseded"
    assert applying(hai_duong) == 2
    with hai_duong.reading() as session:
        steps = edition_steps.of_edition(session, line.id)
    assert [(step.status, step.person) for step in steps] == [
        ("submitted", "lan"),
        ("cleared", "minh"),
        ("issued", "hoa"),
    ]
    assert {step.sha256 for step in steps} == {line.sha256}


def test_what_was_returned_can_be_changed_and_submitted_again(hai_duong: Database) -> None:
    ref = submitted(hai_duong, drafted(hai_duong))
    approver = minh(hai_duong)
    with hai_duong.writing() as session:
        give_back(session, replace(ref, comment="Xem lại ngưỡng"), actor=approver, now=NOW + DAY)
    assert status_of(hai_duong, ref) == "returned"
    changed(hai_duong, ref, *TOP, threshold="89")
    assert issued(hai_duong, ref).status == "issued"


def test_as_of_gives_what_applied_then_and_both_evaluations_replay(hai_duong: Database, actor: Actor) -> None:
    before = evaluated(hai_duong, request_for("so-lao-dong-tbxh"), actor)
    ref = drafted(hai_duong)
    changed(hai_duong, ref, *TOP, threshold="89")
    issued(hai_duong, ref)
    after = evaluated(hai_duong, request_for("so-lao-dong-tbxh"), actor)
    assert (applying(hai_duong, as_of=NOW + DAY), applying(hai_duong, as_of=NOW + 3 * DAY)) == (1, 2)
    assert before.effective["group"]["code"] != after.effective["group"]["code"]
    assert before.effective["head_rating"] == after.effective["head_rating"]
    with hai_duong.reading() as session:
        for record in (before, after):
            assert record.id is not None
            assert replay(session, record.id).identical
        assert before.id is not None
        assert find_evaluation(session, before.id).result == before.result


def test_a_repealed_edition_applies_no_more(hai_duong: Database) -> None:
    document, actor = decision(hai_duong), hoa(hai_duong)
    with hai_duong.writing() as session:
        assert repeal(session, EditionRef("so", 1), document, actor=actor, now=NOW + DAY).status == "repealed"
    for when in ({}, {"as_of": NOW + DAY}, {"as_of": NOW + 2 * DAY}):
        with pytest.raises(EditionRepealed) as told:
            applying(hai_duong, **when)
        assert (told.value.edition, told.value.period, told.value.until) == (1, "2022", NOW + DAY)
    assert applying(hai_duong, as_of=NOW + DAY - timedelta(microseconds=1)) == 1
    with pytest.raises(NothingKnownAsOf):
        applying(hai_duong, as_of=NOW - DAY)


def test_between_a_repeal_and_the_next_edition_the_repealed_one_is_told(hai_duong: Database) -> None:
    document, actor = decision(hai_duong), hoa(hai_duong)
    with hai_duong.writing() as session:
        repeal(session, EditionRef("so", 1), document, actor=actor, now=NOW + DAY)
    issued(hai_duong, drafted(hai_duong), replaces=(), at=NOW + 3 * DAY)
    with pytest.raises(EditionRepealed, match=r"Edition 1 .* was repealed"):
        applying(hai_duong, as_of=NOW + 2 * DAY)
    assert applying(hai_duong) == applying(hai_duong, as_of=NOW + 3 * DAY) == 2


def test_what_will_apply_as_known_at_an_instant_to_come_is_not_answered(hai_duong: Database) -> None:
    for instant in (NOW + timedelta(microseconds=1), NOW.replace(year=9999)):
        with hai_duong.reading() as session, pytest.raises(InstantToCome):
            resolve(session, "so", period="2022", as_of=instant, now=NOW)
        with hai_duong.reading() as session, pytest.raises(InstantToCome) as told:
            dry_run(session, request_for("so-y-te", as_of=instant), now=NOW)
        assert told.value.at == ("as_of",)
    assert applying(hai_duong, as_of=NOW, now=NOW) == 1


def test_the_decision_that_issued_an_edition_does_not_repeal_it(hai_duong: Database) -> None:
    line, actor = issued(hai_duong, drafted(hai_duong)), hoa(hai_duong)
    with pytest.raises(RepealedByItsOwn), hai_duong.writing() as session:
        repeal(session, EditionRef("so", line.number), "qd-1", actor=actor, now=NOW + 3 * DAY)
    other = decision(hai_duong, "qd-2")
    with hai_duong.writing() as session:
        repeal(session, EditionRef("so", line.number), other, actor=actor, now=NOW + 3 * DAY)


@pytest.mark.parametrize("changes", [{"dated": "9999-12-31"}, {"dated": "2023-02-04"}, {"status": "expired"}])
def test_a_decision_that_is_not_in_force_neither_issues_nor_repeals(
    hai_duong: Database, changes: dict[str, str]
) -> None:
    document, actor = decision(hai_duong), hoa(hai_duong)
    with hai_duong.writing() as session:
        session.execute(update(models.Document).where(models.Document.code == document).values(**changes))
    ref = cleared(hai_duong, drafted(hai_duong))
    with pytest.raises(DocumentNotComplete), hai_duong.writing() as session:
        issue(session, ref, Issuing(document, (1,)), actor=actor, now=NOW + 2 * DAY)
    with pytest.raises(DocumentNotComplete), hai_duong.writing() as session:
        repeal(session, EditionRef("so", 1), document, actor=actor, now=NOW + 2 * DAY)
    assert applying(hai_duong) == 1


def test_an_exemption_for_an_agency_that_does_not_exist_is_no_draft_to_submit(hai_duong: Database) -> None:
    ref, editor = acknowledged(hai_duong, drafted(hai_duong)), lan(hai_duong)
    exemption = Added(("exemptions",), {"agency": "so-khong-co", "criterion": "sipas"})
    with hai_duong.writing() as session:
        amend(session, ref, Amendment(exemption, read_part), actor=editor, now=NOW + DAY)
    with hai_duong.reading() as session:
        (told,) = problems(session, ref)
    assert isinstance(told, ExemptedStranger)
    assert (told.agency, told.criterion, told.at[0], told.at[2]) == ("so-khong-co", "sipas", "exemptions", "agency")
    with pytest.raises(Refused) as refused, hai_duong.writing() as session:
        submit(session, ref, actor=editor, now=NOW + DAY)
    assert [type(each) for each in refused.value.refusals] == [ExemptedStranger]
    assert status_of(hai_duong, ref) == "draft"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.APPROVER}))
def test_only_an_approver_clears(hai_duong: Database, role: Role) -> None:
    ref, actor = submitted(hai_duong, drafted(hai_duong)), person(hai_duong, "somebody", role)
    with pytest.raises(RoleMissing), hai_duong.writing() as session:
        clear(session, ref, actor=actor, now=NOW + DAY)


def test_nobody_clears_what_they_had_a_hand_in_whatever_their_roles(hai_duong: Database) -> None:
    whoever = person(hai_duong, "quan-tri", *Role)
    by_author = submitted(hai_duong, drafted(hai_duong, by=whoever))
    by_editor = drafted(hai_duong)
    changed(hai_duong, by_editor, *TOP, threshold="89", by=whoever)
    submitted(hai_duong, by_editor)
    for ref in (by_author, by_editor):
        with pytest.raises(HadAHand), hai_duong.writing() as session:
            clear(session, ref, actor=whoever, now=NOW + DAY)
        assert status_of(hai_duong, ref) == "submitted"


def test_whoever_approves_must_have_seen_what_stands_there(hai_duong: Database) -> None:
    ref, actor = submitted(hai_duong, drafted(hai_duong)), minh(hai_duong)
    with pytest.raises(ContentChanged), hai_duong.writing() as session:
        clear(session, replace(ref, expected="0" * 64), actor=actor, now=NOW + DAY)
    with hai_duong.reading() as session:
        found = find_edition(session, "so", 2)
        seen = tag_of(found.line, found.edition)
    with hai_duong.writing() as session:
        assert clear(session, replace(ref, expected=seen), actor=actor, now=NOW + DAY).status == "cleared"


def test_steps_are_taken_in_their_order(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    everybody = {"minh": minh(hai_duong), "hoa": hoa(hai_duong), "lan": lan(hai_duong)}
    by = Issuing(decision(hai_duong), (1,))
    with pytest.raises(StepNotPossible), hai_duong.writing() as session:
        clear(session, ref, actor=everybody["minh"], now=NOW + DAY)
    with pytest.raises(StepNotPossible), hai_duong.writing() as session:
        issue(session, ref, by, actor=everybody["hoa"], now=NOW + DAY)
    cleared(hai_duong, ref)
    with pytest.raises(StepNotPossible), hai_duong.writing() as session:
        submit(session, ref, actor=everybody["lan"], now=NOW + DAY)


def test_a_draft_whose_sums_differ_is_not_submitted(hai_duong: Database, actor: Actor) -> None:
    imported(hai_duong, everything(), actor, issue=True)
    ref, editor = drafted(hai_duong, origin=EditionRef("everything", 1)), lan(hai_duong)
    changed(hai_duong, ref, "criteria", "b21", max_points="20")
    with pytest.raises(SumDiffers), hai_duong.writing() as session:
        submit(session, ref, actor=editor, now=NOW + DAY)
    changed(hai_duong, ref, "criteria", "b2", max_points="20")
    changed(hai_duong, ref, "criteria", "b", max_points="40")
    assert submitted(hai_duong, ref) == ref


def test_a_draft_that_covers_no_period_is_not_submitted(hai_duong: Database) -> None:
    ref, actor = drafted(hai_duong, periods=()), lan(hai_duong)
    with pytest.raises(PeriodsMissing), hai_duong.writing() as session:
        submit(session, ref, actor=actor, now=NOW + DAY)


@pytest.mark.parametrize("named", [(), (2,), (1, 2)])
def test_what_is_replaced_must_be_named(hai_duong: Database, named: tuple[int, ...]) -> None:
    ref = cleared(hai_duong, drafted(hai_duong))
    by, actor = Issuing(decision(hai_duong), named), hoa(hai_duong)
    with pytest.raises(ReplacesOthers, match="replaces"), hai_duong.writing() as session:
        issue(session, ref, by, actor=actor, now=NOW + DAY)
    assert applying(hai_duong) == 1


def test_an_edition_that_still_applies_elsewhere_is_not_superseded(hai_duong: Database) -> None:
    issued(hai_duong, drafted(hai_duong, periods=("2021", "2022")), at=NOW + 2 * DAY)
    issued(hai_duong, drafted(hai_duong, periods=("2022",)), replaces=(2,), at=NOW + 3 * DAY)
    with hai_duong.reading() as session:
        assert [line.status for line in list_editions(session, "so")] == ["superseded", "issued", "issued"]


@pytest.mark.parametrize(("code", "refusal"), [("nothing", UnknownDocument), ("unsigned", DocumentNotComplete)])
def test_issuing_needs_a_signed_document(hai_duong: Database, code: str, refusal: type[Refusal]) -> None:
    decision(hai_duong, "unsigned", signed=False)
    ref, actor = cleared(hai_duong, drafted(hai_duong)), hoa(hai_duong)
    with pytest.raises(refusal), hai_duong.writing() as session:
        issue(session, ref, Issuing(code, (1,)), actor=actor, now=NOW + DAY)


def test_a_clock_that_was_set_back_changes_no_earlier_answer(hai_duong: Database) -> None:
    issued(hai_duong, drafted(hai_duong), at=NOW + 5 * DAY)
    ref = cleared(hai_duong, drafted(hai_duong))
    by, actor = Issuing(decision(hai_duong), (2,)), hoa(hai_duong)
    with pytest.raises(EarlierThanKnown), hai_duong.writing() as session:
        issue(session, ref, by, actor=actor, now=NOW + 4 * DAY)
