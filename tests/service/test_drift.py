"""A threshold that is changed alone: its name and its source go on saying the old one, and somebody is told."""

from typing import Any

import pytest

from rules.errors import BadValue, Refused
from rulesvc.database import Database
from rulesvc.errors import ToBeAcknowledged
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store import edition_changes, editions
from rulesvc.store.persons import Actor
from rulesvc.usecases.check import ProblemLine, check
from rulesvc.usecases.drafting import Added, Amendment, amend, problems
from rulesvc.usecases.editions import EditionRef, submit
from rulesvc.usecases.rubrics import find_edition
from tests.hai_duong import edited, moved, rubric_of
from tests.service.asking import imported
from tests.service.databases import NOW
from tests.service.editing import acknowledged, changed, drafted, issued, lan, tried

NINETY = ("tables", "group", "rules", "90")
FIRST_OF_NINETY = (*NINETY, "conditions", "0")
SOURCE = "same_citation:group:90"
DRIFT = ["same_citation", "stale_name"]


def drift(database: Database, ref: EditionRef) -> dict[str, ProblemLine]:
    """What is told of thresholds that were changed alone, by name."""
    with database.reading() as session:
        found = check(session, ref).problems
    return {each.found.name: each for each in found if each.found.name.partition(":")[0] in DRIFT}


def lowered(database: Database) -> EditionRef:
    """A draft with a first threshold of 89% in place of 90%."""
    ref = drafted(database)
    changed(database, ref, *FIRST_OF_NINETY, threshold="89")
    return ref


def test_nothing_drifts_in_a_copy(hai_duong: Database) -> None:
    assert not drift(hai_duong, drafted(hai_duong))
    assert not drift(hai_duong, EditionRef("huyen", 1))


def test_a_threshold_that_is_changed_alone_leaves_names_and_a_source_behind(hai_duong: Database) -> None:
    found = drift(hai_duong, lowered(hai_duong))
    assert list(found) == ["stale_name:group:90", "stale_name:group:80-90", SOURCE]
    assert [each.found.severity for each in found.values()] == ["warning"] * 3
    assert [each.found.at for each in found.values()] == [
        ("tables", 0, "outcomes", 0, "name"),
        ("tables", 0, "outcomes", 1, "name"),
        ("tables", 0, "rules", 0, "citations"),
    ]


def test_it_is_told_what_the_name_says_and_what_is_cited(hai_duong: Database) -> None:
    name, _, source = (each.found.told for each in drift(hai_duong, lowered(hai_duong)).values())
    assert name.vi == (
        "“Nhóm điểm theo Chỉ số tổng hợp”: tên “Nhóm đạt Chỉ số tổng hợp từ 90% trở lên” nêu 90%, không trùng với "
        "mức quy định nào trong quy tắc xác định kết quả này."
    )
    assert "“Composite index of 90% or more” says 90%" in name.en
    rule, _, cited = source.vi.partition(" Căn cứ vẫn ghi như trước: ")
    assert rule.endswith("sửa điều kiện từ “Chỉ số tổng hợp từ 90% trở lên” thành “Chỉ số tổng hợp từ 89% trở lên”.")
    assert cited.startswith("Quyết định số 3396/QĐ-UBND ngày 15/12/2022")


def test_a_name_that_follows_in_one_language_is_told_in_the_other(hai_duong: Database) -> None:
    ref = lowered(hai_duong)
    name = {"vi": "Nhóm đạt Chỉ số tổng hợp từ 89% trở lên", "en": "Composite index of 90% or more"}
    changed(hai_duong, ref, "tables", "group", "outcomes", "90", name=name)
    told = drift(hai_duong, ref)["stale_name:group:90"].found.told
    assert "tên “Composite index of 90% or more” nêu 90%" in told.vi
    changed(hai_duong, ref, "tables", "group", "outcomes", "90", name={**name, "en": "Composite index of 89% or more"})
    assert "stale_name:group:90" not in drift(hai_duong, ref)


def test_whoever_names_another_source_is_not_told_of_the_old_one(hai_duong: Database) -> None:
    ref = lowered(hai_duong)
    changed(hai_duong, ref, *NINETY, citations=[{"document": "27-bc-ubnd", "article": "Điều 5"}])
    assert SOURCE not in drift(hai_duong, ref)


def test_to_cite_less_is_not_to_name_another_source(hai_duong: Database) -> None:
    ref, at = drafted(hai_duong), ("tables", "head_rating", "rules", "hoan-thanh-xuat-sac")
    changed(hai_duong, ref, *at, "conditions", "1", threshold="85")
    changed(hai_duong, ref, *at, citations=[{"document": "13-2016-qd-ubnd", "stated_in": "27-bc-ubnd"}])
    with hai_duong.reading() as session:
        rule = find_edition(session, "so", ref.number).edition.rubric.table["head_rating"].rules[0]
    assert len(rule.citations) == 1
    assert not drift(hai_duong, ref)


def test_a_draft_is_submitted_once_somebody_says_why_they_stay(hai_duong: Database) -> None:
    ref = tried(hai_duong, lowered(hai_duong))
    with hai_duong.reading() as session:
        open_ = [each for each in problems(session, ref) if isinstance(each, ToBeAcknowledged)]
    assert {SOURCE, "stale_name:group:90"} < {each.problem.vi for each in open_}
    acknowledged(hai_duong, ref)
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        submit(session, ref, actor=actor, now=NOW)


def test_what_was_said_of_one_threshold_does_not_hold_for_the_next(hai_duong: Database) -> None:
    ref = acknowledged(hai_duong, lowered(hai_duong))
    assert all(each.is_settled for each in drift(hai_duong, ref).values())
    changed(hai_duong, ref, *FIRST_OF_NINETY, threshold="88")
    assert not any(each.is_settled for each in drift(hai_duong, ref).values())


def test_a_copy_of_a_draft_is_held_against_the_edition_that_was_issued(hai_duong: Database) -> None:
    copy = drafted(hai_duong, origin=lowered(hai_duong))
    assert SOURCE in drift(hai_duong, copy)


def test_what_was_issued_so_is_what_the_next_draft_starts_from(hai_duong: Database) -> None:
    first = tried(hai_duong, lowered(hai_duong))
    issued(hai_duong, first)
    assert SOURCE in drift(hai_duong, first)
    assert SOURCE not in drift(hai_duong, drafted(hai_duong, origin=first))


def test_what_is_only_called_otherwise_asks_for_nothing_else(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    changed(hai_duong, ref, "scopes", "seven-areas", code="bay-linh-vuc")
    assert not drift(hai_duong, ref)


# ---- percentages that there cannot be --------------------------------------------------------------------------------


def refused(database: Database, *address: str, **changes: Any) -> BadValue:
    ref = drafted(database)
    with pytest.raises(Refused) as caught:
        changed(database, ref, *address, **changes)
    (refusal,) = caught.value.refusals
    assert isinstance(refusal, BadValue)
    return refusal


@pytest.mark.parametrize("percent", ["150", "100.01", "-1", "-0.5"])
def test_no_threshold_is_entered_that_no_percentage_comes_to(hai_duong: Database, percent: str) -> None:
    refusal = refused(hai_duong, *FIRST_OF_NINETY, threshold=percent)
    assert refusal.at == ("threshold",)
    assert str(refusal).startswith("condition on the composite index (at least): threshold: “")
    assert str(refusal).endswith("” is not allowed. Allowed: from 0 to 100.")


@pytest.mark.parametrize("percent", ["0", "100"])
def test_the_ends_may_be_asked_for(hai_duong: Database, percent: str) -> None:
    assert changed(hai_duong, drafted(hai_duong), *FIRST_OF_NINETY, threshold=percent).content["threshold"] == percent


def test_a_whole_rule_is_refused_with_the_path_of_its_threshold(hai_duong: Database) -> None:
    condition = {"measure": {"kind": "count_below", "scope": "seven-areas", "percent": "150"}, "operator": ">="}
    refusal = refused(hai_duong, *NINETY, conditions=[{**condition, "threshold": "1"}])
    assert refusal.at == ("conditions", 0, "measure", "percent")


def test_a_rule_with_such_a_threshold_is_not_added(hai_duong: Database, actor: Actor) -> None:
    ref = drafted(hai_duong)
    rule = {
        "code": "moi",
        "outcome": "90",
        "conditions": [{"measure": {"kind": "total_percent"}, "operator": ">=", "threshold": "150"}],
        "citations": [{"document": "27-bc-ubnd"}],
    }
    added = Amendment(Added(("tables", "group", "rules"), rule), read_part)
    with pytest.raises(Refused), hai_duong.writing() as session:
        amend(session, ref, added, actor=actor, now=NOW)


def test_no_rubric_is_brought_in_with_such_a_threshold(hai_duong: Database, actor: Actor) -> None:
    beyond = edited(rubric_of("so"), "group", moved("total_percent", 90, 150))
    with pytest.raises(BadValue) as caught:
        imported(hai_duong, beyond, actor)
    assert caught.value.at == ("tables", 0, "rules", 0, "conditions", 0, "threshold")


@pytest.mark.parametrize("percent", [150, -1])
def test_a_draft_that_has_one_already_is_read_and_has_an_error(hai_duong: Database, actor: Actor, percent: int) -> None:
    ref = drafted(hai_duong)
    with hai_duong.writing() as session:
        line, old = editions.by_number(session, "so", ref.number), rubric_of("so")
        new = edited(old, "group", moved("total_percent", 90, percent))
        edition_changes.rewrite(session, line, old, new, actor=actor)
    with hai_duong.reading() as session:
        error = next(each.found for each in check(session, ref).problems if each.found.severity == "error")
    assert error.name == f"out_of_range:group:90:total_percent >= {percent}"
    assert error.at == ("tables", 0, "rules", 0, "conditions", 0)
    changed(hai_duong, ref, "tables", "head_rating", name={"vi": "Xếp loại"})
    changed(hai_duong, ref, *FIRST_OF_NINETY, threshold="90")
    assert not drift(hai_duong, ref)
