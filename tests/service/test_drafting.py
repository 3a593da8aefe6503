"""A draft is changed one element at a time, and whoever changes what somebody else changed is told."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from rules.addresses import UnknownElement
from rules.canonical import canonical
from rules.comparison_values import Kind
from rules.content import rubric_content
from rules.errors import Refusal, Refused, SumDiffers, UnknownReference
from rules.version import FORMAT_VERSION
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import ContentChanged, DraftUnderWay, NotOpen, PeriodsMissing, RoleMissing, UnknownPeriod
from rulesvc.models import Role
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store import edition_changes, edition_steps, snapshots
from rulesvc.store.persons import Actor
from rulesvc.usecases.compare import compare_editions
from rulesvc.usecases.drafting import (
    Added,
    Amendment,
    Changed,
    Removed,
    amend,
    find_element,
    problems,
    set_origins,
    set_periods,
)
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import export_rubric, find_edition
from tests.service.asking import imported
from tests.service.databases import NOW
from tests.service.editing import changed, drafted, lan, submitted
from tests.service.everything import everything
from tests.service.people import person

FIRST = EditionRef("everything", 1)
Address = tuple[str, ...]


@pytest.fixture
def ref(hai_duong: Database, actor: Actor) -> EditionRef:
    """A draft of a rubric with everything."""
    imported(hai_duong, everything(), actor, issue=True)
    return drafted(hai_duong, origin=FIRST)


def amended(database: Database, ref: EditionRef, change: Changed | Added | Removed) -> None:
    actor = lan(database)
    with database.writing() as session:
        amend(session, ref, Amendment(change, read_part), actor=actor, now=NOW)


def content(database: Database, ref: EditionRef) -> dict[str, Any]:
    with database.reading() as session:
        return export_rubric(session, ref.rubric, number=ref.number)


def origins(database: Database, ref: EditionRef) -> dict[str, tuple[str, ...]]:
    with database.reading() as session:
        return edition_changes.origins(session, find_edition(session, ref.rubric, ref.number).line.id)


CHANGES: dict[str, Changed | Added | Removed] = {
    "the name of the rubric": Changed((), {"name": {"vi": "Tên khác"}}),
    "no table of reviews": Changed((), {"review_table": None}),
    "a name": Changed(("criteria", "b1"), {"name": {"vi": "Tên khác", "en": None}}),
    "a cap": Changed(("criteria", "b1"), {"max_points": "21.5"}),
    "a step taken away": Changed(("criteria", "a"), {"step": None}),
    "another code": Changed(("criteria", "b21"), {"code": "b22"}),
    "another code for an area": Changed(("criteria", "b"), {"code": "c"}),
    "a place before": Changed(("criteria", "b"), {"position": 0}),
    "another parent": Changed(("criteria", "b21"), {"parent": "b"}),
    "no parent": Changed(("criteria", "b1"), {"parent": None}),
    "a new criterion": Added(("criteria",), {"code": "c", "name": {"vi": "C"}, "max_points": "1", "parent": "b"}),
    "a new area in front": Added(("criteria",), {"code": "c", "name": {"vi": "C"}, "max_points": "1", "position": 0}),
    "members": Changed(("scopes", "some"), {"criteria": ["b1", "b21"]}),
    "a scope by another code": Changed(("scopes", "some"), {"code": "few"}),
    "a new scope": Added(("scopes",), {"code": "new", "name": {"vi": "N"}, "criteria": ["a"]}),
    "a scope less": Removed(("scopes", "other")),
    "an indicator by another code": Changed(("indicators", "speed"), {"code": "pace"}),
    "a bound taken away": Changed(("indicators", "speed"), {"high": None}),
    "an exemption": Added(("exemptions",), {"criterion": "b1", "agency": "agency-3"}),
    "an exemption less": Removed(("exemptions", "so-noi-vu", "b2")),
    "a table by another code": Changed(("tables", "flags"), {"code": "marks"}),
    "a table decided otherwise": Changed(("tables", "rating"), {"hit_policy": "UNIQUE", "places": 3}),
    "a table less": Removed(("tables", "worth")),
    "an outcome by another code": Changed(("tables", "rating", "outcomes", "good"), {"code": "fine"}),
    "an outcome more": Added(("tables", "rating", "outcomes"), {"code": "worst", "name": {"vi": "W"}}),
    "a threshold": Changed(("tables", "rating", "rules", "best", "conditions", "0"), {"threshold": "89"}),
    "a rule less": Removed(("tables", "worth", "rules", "n0")),
    "a condition more": Added(
        ("tables", "rating", "rules", "best", "conditions"),
        {"measure": {"kind": "total_points"}, "operator": ">", "threshold": "1", "position": 0},
    ),
    "a condition less": Removed(("tables", "rating", "rules", "best", "conditions", "1")),
    "a method": Changed(("criteria", "a"), {"method": {"kind": "relative", "figure": {"quantity": "count"}}}),
    "a method otherwise": Changed(("criteria", "m.ratio"), {"method": {"target": "90", "floor": None}}),
    "a method of another kind": Changed(("criteria", "m.items"), {"method": {"kind": "points"}}),
    "no method": Changed(("criteria", "m.survey"), {"method": None}),
    "a way of combining": Changed(("criteria", "rescaled"), {"combined": {"kind": "sum"}}),
    "no way of combining": Changed(("criteria", "branch"), {"combined": None, "max_points": "20"}),
    "another policy": Changed(("criteria", "m.formula"), {"not_applicable": "earns_maximum"}),
    "no policy": Changed(("criteria", "m.bands"), {"not_applicable": None}),
    "points beside the maximum": Changed(("criteria", "a"), {"extra": True}),
    "no points beside the maximum": Changed(("criteria", "o"), {"extra": False}),
    "a branch on another code": Changed(("criteria", "m.choice"), {"code": "m.chosen"}),
    "a branch to another code": Changed(("criteria", "branch.2"), {"code": "branch.3"}),
    "a document by another code": Changed(("documents", "law"), {"code": "act"}),
    "an article": Changed(("tables", "worth", "rules", "silent", "citations", "1"), {"article": "Điều 4"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_written_to_the_rows_and_read_back(
    hai_duong: Database, ref: EditionRef, change: Changed | Added | Removed
) -> None:
    before = content(hai_duong, ref)
    amended(hai_duong, ref, change)
    after = content(hai_duong, ref)
    assert canonical(after) != canonical(before)
    assert canonical(rubric_content(snapshots.read_content(after, FORMAT_VERSION))) == canonical(after)
    with hai_duong.reading() as session:
        event = session.scalars(select(models.AuditEvent).order_by(models.AuditEvent.id.desc())).first()
        line = find_edition(session, ref.rubric, ref.number).line
        assert edition_steps.editors(session, line.id) == ("lan",)
    assert event is not None
    assert (event.action, event.subject_key) == ("draft-changed", "everything/2")


def test_a_code_that_changes_changes_wherever_it_stands(hai_duong: Database, ref: EditionRef) -> None:
    amended(hai_duong, ref, Changed(("criteria", "b1"), {"code": "b9"}))
    after = content(hai_duong, ref)
    assert after["scopes"][0]["criteria"] == ["b21", "a", "b9"]
    assert '"b1"' not in canonical(after).decode()
    assert origins(hai_duong, ref)["b9"] == ("b1",)


def test_a_branch_leads_to_what_it_led_to_under_another_code(hai_duong: Database, ref: EditionRef) -> None:
    amended(hai_duong, ref, Changed(("criteria", "m.choice"), {"code": "chosen"}))
    amended(hai_duong, ref, Changed(("criteria", "branch.1"), {"code": "way"}))
    with hai_duong.reading() as session:
        combined = find_element(session, ref, ("criteria", "branch")).content["combined"]
    assert (combined["on"], combined["cases"][0]) == ("chosen", {"option": "full", "part": "way"})


def test_what_is_wrong_in_a_method_is_told_by_its_place_in_the_element(hai_duong: Database, ref: EditionRef) -> None:
    wrong = Changed(("criteria", "m.ratio"), {"method": {"floor": "x"}})
    with pytest.raises(Refused) as refused:
        amended(hai_duong, ref, wrong)
    assert [each.at for each in refused.value.refusals] == [("method", "floor")]


def test_changes_there_and_back_leave_what_was_there(hai_duong: Database, ref: EditionRef) -> None:
    before = content(hai_duong, ref)
    amended(hai_duong, ref, Changed(("tables", "rating", "outcomes", "good"), {"code": "fine"}))
    amended(hai_duong, ref, Changed(("tables", "rating", "outcomes", "fine"), {"code": "good"}))
    amended(hai_duong, ref, Changed(("criteria", "b"), {"position": 0}))
    amended(hai_duong, ref, Changed(("criteria", "b"), {"position": 1}))
    assert canonical(content(hai_duong, ref)) == canonical(before)


TEN = {"kind": "points", "points": "10"}

REFUSED: dict[str, tuple[Changed | Added | Removed, str]] = {
    "a cap that is no number": (Changed(("criteria", "a"), {"max_points": "ten"}), "max_points"),
    "a field that nothing has": (Changed(("criteria", "a"), {"weight": "2"}), "weight"),
    "a criterion that a scope names": (Removed(("criteria", "a")), "scope"),
    "a code twice": (Changed(("criteria", "a"), {"code": "b"}), "b"),
    "a scope of nothing": (Changed(("scopes", "some"), {"criteria": []}), "criteria"),
    "parts in one go": (Changed(("criteria", "b"), {"parts": []}), "parts"),
    "a criterion below itself": (Changed(("criteria", "b"), {"parent": "b21"}), "below itself"),
    "a bound that is none": (Changed(("criteria", "m.ratio"), {"method": {"floor": "x"}}), "floor"),
    "a floor above the target": (Changed(("criteria", "m.ratio"), {"method": {"floor": "86"}}), "floor"),
    "a method of a parent": (Changed(("criteria", "b"), {"method": {"kind": "survey_taken_over"}}), "method"),
    "parts combined that there are not": (Changed(("criteria", "a"), {"combined": {"kind": "best"}}), "combined"),
    "an option without its case": (
        Changed(("criteria", "m.choice"), {"method": {"options": [{"code": "a", "name": {"vi": "A"}, "worth": TEN}]}}),
        "cases",
    ),
    "a part without its case": (
        Added(("criteria",), {"code": "c", "name": {"vi": "C"}, "max_points": "1", "parent": "branch"}),
        "c",
    ),
    "a part that a case names": (Removed(("criteria", "branch.1")), "branch.1"),
    "points beside the maximum below": (Changed(("criteria", "b1"), {"extra": True}), "extra"),
    "a field of the whole": (Changed((), {"code": "other"}), "code"),
}


@pytest.mark.parametrize(("change", "told"), REFUSED.values(), ids=REFUSED)
def test_a_change_that_leaves_no_rubric_is_refused(
    hai_duong: Database, ref: EditionRef, change: Changed | Added | Removed, told: str
) -> None:
    before = content(hai_duong, ref)
    with pytest.raises((Refused, Refusal)) as refused:
        amended(hai_duong, ref, change)
    found: Any = refused.value.refusals[0] if isinstance(refused.value, Refused) else refused.value
    assert told in (*map(str, found.at), *map(str, found.facts().values())) or told in str(found)
    assert canonical(content(hai_duong, ref)) == canonical(before)


@pytest.mark.parametrize(
    "address",
    [
        ("criteria", "z"),
        ("criteria",),
        ("exemptions", "so-noi-vu"),
        ("tables", "rating", "rules", "z"),
        ("tables", "rating", "rules", "best", "conditions", "2"),
        ("tables", "rating", "rules", "best", "conditions", "-1"),
        ("nothing", "a"),
    ],
)
def test_nothing_is_found_at_an_address_of_nothing(hai_duong: Database, ref: EditionRef, address: Address) -> None:
    with hai_duong.reading() as session, pytest.raises(UnknownElement):
        find_element(session, ref, address)


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(hai_duong: Database, ref: EditionRef) -> None:
    with hai_duong.reading() as session:
        seen = find_element(session, ref, ("criteria", "b1")).tag
    first = changed(hai_duong, replace(ref, expected=seen), "criteria", "b1", max_points="21")
    nam = person(hai_duong, "nam", Role.EDITOR)
    with pytest.raises(ContentChanged, match="lan"):
        changed(hai_duong, replace(ref, expected=seen), "criteria", "b1", by=nam, max_points="22")
    assert (
        changed(hai_duong, replace(ref, expected=first.tag), "criteria", "b1", by=nam, max_points="22").content[
            "max_points"
        ]
        == "22"
    )


def test_editors_of_different_elements_do_not_meet(hai_duong: Database, ref: EditionRef) -> None:
    with hai_duong.reading() as session:
        one, other = (find_element(session, ref, ("criteria", code)).tag for code in ("a", "b1"))
    changed(hai_duong, replace(ref, expected=one), "criteria", "a", max_points="61")
    changed(hai_duong, replace(ref, expected=other), "criteria", "b1", max_points="21")


def test_only_a_draft_is_changed_and_only_by_an_editor(hai_duong: Database, ref: EditionRef) -> None:
    with pytest.raises(RoleMissing):
        changed(hai_duong, ref, "criteria", "a", by=person(hai_duong, "khach", Role.APPROVER), max_points="61")
    with pytest.raises(NotOpen):
        changed(hai_duong, FIRST, "criteria", "a", max_points="61")
    submitted(hai_duong, ref)
    with pytest.raises(NotOpen):
        changed(hai_duong, ref, "criteria", "a", max_points="61")


def test_what_stands_in_the_way_of_a_submission_is_told(hai_duong: Database, ref: EditionRef) -> None:
    changed(hai_duong, ref, "criteria", "b21", max_points="19")
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        set_periods(session, ref, (), actor=actor, now=NOW)
    with hai_duong.reading() as session:
        found = problems(session, ref)
    assert [type(each) for each in found] == [PeriodsMissing, SumDiffers]
    assert found[1].at == ("criteria", 1, "parts", 1, "max_points")


def test_periods_are_changed(hai_duong: Database, ref: EditionRef) -> None:
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        assert set_periods(session, ref, ("2021",), actor=actor, now=NOW).periods == ("2021",)
    with pytest.raises(UnknownPeriod), hai_duong.writing() as session:
        set_periods(session, ref, ("1999",), actor=actor, now=NOW)


def test_origins_tell_what_was_split_and_merged(hai_duong: Database, ref: EditionRef) -> None:
    actor = lan(hai_duong)
    amended(hai_duong, ref, Added(("criteria",), {"code": "c", "name": {"vi": "C"}, "max_points": "1"}))
    assert "c" not in origins(hai_duong, ref)
    with hai_duong.writing() as session:
        found = set_origins(session, ref, {"c": ("a", "b1"), "b1": ()}, actor=actor, now=NOW)
    assert (found["c"], found.get("b1")) == (("a", "b1"), None)
    for wanted in ({"z": ("a",)}, {"c": ("z",)}):
        with pytest.raises(UnknownReference), hai_duong.writing() as session:
            set_origins(session, ref, wanted, actor=actor, now=NOW)


def test_the_same_draft_is_not_made_a_second_time_until_it_was_changed(hai_duong: Database, ref: EditionRef) -> None:
    with pytest.raises(DraftUnderWay) as refused:
        drafted(hai_duong, origin=FIRST)
    assert refused.value.edition == ref.number
    drafted(hai_duong, origin=FIRST, periods=())
    amended(hai_duong, ref, Changed(("criteria", "b21"), {"code": "b22"}))
    drafted(hai_duong, origin=FIRST)


def test_a_criterion_is_followed_through_all_editions_between(hai_duong: Database, ref: EditionRef) -> None:
    second = drafted(hai_duong, origin=ref)
    amended(hai_duong, second, Changed(("criteria", "b21"), {"code": "b22"}))
    third = drafted(hai_duong, origin=second)
    amended(hai_duong, third, Changed(("criteria", "b22"), {"code": "b23"}))
    beside = drafted(hai_duong, origin=FIRST, by=person(hai_duong, "mai", "editor"))
    amended(hai_duong, beside, Changed(("criteria", "b21"), {"code": "b23"}))
    assert told_of(hai_duong, old=1, new=third.number) == {("renamed", "b21", "b23")}
    assert told_of(hai_duong, old=2, new=second.number) == {("renamed", "b21", "b22")}
    assert told_of(hai_duong, old=1, new=1) == set()
    assert {kind for kind, *_ in told_of(hai_duong, old=beside.number, new=second.number)} == {"added", "removed"}


def told_of(database: Database, *, old: int, new: int) -> set[tuple[str, Any, Any]]:
    """What happened to criteria: how, the code before, the code after."""
    with database.reading() as session:
        found = compare_editions(session, FIRST.rubric, old=old, new=new).changes
    return {
        (each.kind.value, each.old, each.new) if each.kind is Kind.RENAMED else (each.kind.value, None, None)
        for each in found
    }
