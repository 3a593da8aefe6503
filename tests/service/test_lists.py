"""Periods, blocks and agencies are added with everything checked, and every change is audited."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from rules.errors import Refused
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import UnknownAgency, UnknownBlock
from rulesvc.store import agencies, facts
from rulesvc.store.blocks import BlockLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.agencies import (
    AgencyDetails,
    AgencyDiffers,
    BlockOfEvaluations,
    Imported,
    NameTaken,
    OwnPredecessor,
    PredecessorsInCircle,
    import_agencies,
    list_agencies,
)
from rulesvc.usecases.blocks import BlockExists, add_block, list_blocks
from rulesvc.usecases.new_names import BadCode, BadName
from rulesvc.usecases.periods import (
    DaysReversed,
    NewPeriod,
    PeriodExists,
    PeriodsBeginTogether,
    PeriodsOverlap,
    add_period,
    list_periods,
)
from tests.service.databases import NOW

NEXT_YEAR = NewPeriod("2023", date(2023, 1, 1), date(2023, 12, 31))


def events(database: Database, subject: str) -> list[tuple[str, str, Any]]:
    with database.reading() as session:
        found = session.scalars(select(models.AuditEvent).where(models.AuditEvent.subject == subject)).all()
    return [(event.action, event.subject_key, json.loads(event.details)) for event in found]


def kinds(refused: Refused) -> list[tuple[type, tuple[str | int, ...]]]:
    return [(type(refusal), refusal.at) for refusal in refused.refusals]


# ---- periods ---------------------------------------------------------------------------------------------------------


def test_a_period_is_added_in_time_and_audited(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session:
        add_period(session, NEXT_YEAR, actor=actor, now=NOW)
        assert [each.code for each in list_periods(session)] == ["2021", "2022", "2023"]
    days = {"first_day": "2023-01-01", "last_day": "2023-12-31"}
    assert events(hai_duong, "period") == [("period-added", "2023", days)]


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        (NewPeriod("Năm 2023", date(2023, 1, 1), date(2023, 12, 31)), [(BadCode, ("code",))]),
        (NewPeriod("2023", date(2023, 12, 31), date(2023, 1, 1)), [(DaysReversed, ("last_day",))]),
        (NewPeriod("2022", date(2023, 1, 1), date(2023, 12, 31)), [(PeriodExists, ("code",))]),
        (NewPeriod("2022-6", date(2022, 1, 1), date(2022, 6, 30)), [(PeriodsBeginTogether, ("first_day",))]),
        (
            NewPeriod("", date(2022, 1, 1), date(2021, 1, 1)),
            [(BadCode, ("code",)), (DaysReversed, ("last_day",)), (PeriodsBeginTogether, ("first_day",))],
        ),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_all_that_is_wrong(
    hai_duong: Database, actor: Actor, new: NewPeriod, wrong: object
) -> None:
    with hai_duong.writing() as session:
        with pytest.raises(Refused) as refused:
            add_period(session, new, actor=actor, now=NOW)
        assert len(list_periods(session)) == 2
    assert kinds(refused.value) == wrong
    assert events(hai_duong, "period") == []


def test_a_period_of_one_day_is_one(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session:
        line = add_period(session, NewPeriod("x", date(2023, 1, 1), date(2023, 1, 1)), actor=actor, now=NOW)
    assert line.first_day == line.last_day


HALF = NewPeriod("2022-h2", date(2022, 7, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    "new",
    [
        NewPeriod("x", date(2022, 12, 31), date(2023, 12, 30)),
        NewPeriod("x", date(2021, 7, 1), date(2022, 6, 30)),
        NewPeriod("x", date(2020, 1, 1), date(2030, 12, 31)),
        HALF,
    ],
)
def test_a_period_of_days_of_another_one_is_refused(hai_duong: Database, actor: Actor, new: NewPeriod) -> None:
    with hai_duong.writing() as session, pytest.raises(Refused) as refused:
        add_period(session, new, actor=actor, now=NOW)
    assert set(kinds(refused.value)) == {(PeriodsOverlap, ("first_day",))}


def test_a_period_may_lie_within_another_one_where_that_is_asked_for(hai_duong: Database, actor: Actor) -> None:
    around = NewPeriod("2020s", date(2020, 1, 1), date(2029, 12, 31))
    across = NewPeriod("x", date(2022, 12, 31), date(2023, 12, 30))
    with hai_duong.writing() as session:
        for new in (HALF, around):
            add_period(session, new, overlapping=True, actor=actor, now=NOW)
        assert [each.code for each in list_periods(session)] == ["2020s", "2021", "2022", "2022-h2"]
        with pytest.raises(Refused) as refused:
            add_period(session, across, overlapping=True, actor=actor, now=NOW)
    assert [refusal.facts()["other"] for refusal in refused.value.refusals] == ["2022", "2022-h2"]


def test_of_two_periods_that_ended_together_the_longer_one_came_before(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session:
        add_period(session, HALF, overlapping=True, actor=actor, now=NOW)
        year, agency = add_period(session, NEXT_YEAR, actor=actor, now=NOW), agencies.by_code(session, "so-y-te")
        earlier = facts.before(session, agency.id, year)
    assert earlier is not None
    assert earlier.period == "2022"


# ---- blocks ----------------------------------------------------------------------------------------------------------


def test_a_block_is_added_and_audited(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session:
        add_block(session, BlockLine("xa", Text("Khối UBND cấp xã")), actor=actor, now=NOW)
        assert [each.code for each in list_blocks(session)] == ["huyen", "so", "xa"]
    assert events(hai_duong, "block") == [("block-added", "xa", {"name": {"vi": "Khối UBND cấp xã", "en": ""}})]


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        (BlockLine("so", Text("Khối khác")), [(BlockExists, ("code",))]),
        (BlockLine("a b", Text("Khối")), [(BadCode, ("code",))]),
        (BlockLine("xa", Text("")), [(BadName, ("name",))]),
        (BlockLine("xa", Text("hai\ndòng", "x" * 301)), [(BadName, ("name",)), (BadName, ("name",))]),
    ],
)
def test_a_block_that_cannot_be_is_refused(hai_duong: Database, actor: Actor, new: BlockLine, wrong: object) -> None:
    with hai_duong.writing() as session:
        with pytest.raises(Refused) as refused:
            add_block(session, new, actor=actor, now=NOW)
        assert len(list_blocks(session)) == 2
    assert kinds(refused.value) == wrong


# ---- agencies --------------------------------------------------------------------------------------------------------

NEW: Mapping[str, Any] = {"name": "Sở Nông nghiệp và Môi trường", "block": "so"}


def brought_in(
    database: Database, actor: Actor, stated: Mapping[str, Mapping[str, Any]], *, update: bool = False
) -> Imported:
    with database.writing() as session:
        return import_agencies(session, stated, update=update, actor=actor, now=NOW)


def stored(database: Database, code: str) -> AgencyDetails:
    with database.reading() as session:
        return next(each for each in list_agencies(session) if each.code == code)


def as_stored(agency: AgencyDetails, **changes: Any) -> dict[str, dict[str, Any]]:
    """What a list states that says of *agency* what is stored, with *changes*."""
    return {agency.code: {"name": agency.name, "block": agency.block, **changes}}


def test_a_new_agency_goes_by_its_name_and_is_of_the_kind_of_its_block(hai_duong: Database, actor: Actor) -> None:
    assert brought_in(hai_duong, actor, {"so-moi": NEW}) == Imported(("so-moi",), (), 0)
    found = stored(hai_duong, "so-moi")
    assert (found.short_name, found.kind, found.valid_from, found.predecessors) == (NEW["name"], "so", None, ())
    ((action, key, details),) = events(hai_duong, "agency")
    assert (action, key, details["name"]) == ("agency-added", "so-moi", NEW["name"])


def test_predecessors_may_be_stored_or_in_the_same_list_whatever_the_order(hai_duong: Database, actor: Actor) -> None:
    heir = {**NEW, "predecessors": ("so-tai-nguyen-moi-truong", "so-cu"), "valid_from": date(2025, 3, 1)}
    brought_in(hai_duong, actor, {"so-moi": heir, "so-cu": {**NEW, "valid_until": date(2025, 2, 28)}})
    found = stored(hai_duong, "so-moi")
    assert found.predecessors == ("so-cu", "so-tai-nguyen-moi-truong")
    assert found.valid_from == date(2025, 3, 1)


def test_a_list_that_says_what_is_stored_changes_nothing(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.reading() as session:
        every = list_agencies(session)
    said = {code: row for each in every for code, row in as_stored(each, short_name=each.short_name).items()}
    assert brought_in(hai_duong, actor, said) == Imported((), (), 30)
    assert events(hai_duong, "agency") == []


def test_a_stored_agency_is_changed_only_where_that_is_asked_for(hai_duong: Database, actor: Actor) -> None:
    before = stored(hai_duong, "so-y-te")
    said = as_stored(before, valid_until=date(2025, 2, 28), head_title="Giám đốc")
    with pytest.raises(Refused) as refused:
        brought_in(hai_duong, actor, {**said, "so-moi": NEW})
    (differs,) = refused.value.refusals
    assert isinstance(differs, AgencyDiffers)
    assert [each.words for each in differs.fields] == ["title of the head", "valid until"]
    assert differs.at == ("so-y-te", "code")
    assert stored(hai_duong, "so-y-te") == before

    assert brought_in(hai_duong, actor, {**said, "so-moi": NEW}, update=True) == Imported(("so-moi",), ("so-y-te",), 0)
    after = stored(hai_duong, "so-y-te")
    assert (after.valid_until, after.head_title, after.name_en) == (date(2025, 2, 28), "Giám đốc", before.name_en)
    changed = events(hai_duong, "agency")[-1]
    assert changed[:2] == ("agency-changed", "so-y-te")
    assert changed[2]["after"] == {"head_title": "Giám đốc", "valid_until": "2025-02-28"}
    assert changed[2]["before"] == {"head_title": before.head_title, "valid_until": None}


def test_predecessors_are_replaced_by_an_update(hai_duong: Database, actor: Actor) -> None:
    brought_in(hai_duong, actor, {"so-moi": {**NEW, "predecessors": ("so-y-te",)}})
    brought_in(hai_duong, actor, {"so-moi": {**NEW, "predecessors": ("so-tu-phap",)}}, update=True)
    assert stored(hai_duong, "so-moi").predecessors == ("so-tu-phap",)


@pytest.mark.parametrize(
    ("code", "changes", "wrong"),
    [
        ("Sở mới", {}, [(BadCode, "code")]),
        ("so-moi", {"name": "hai\ndòng"}, [(BadName, "name"), (BadName, "short_name")]),
        ("so-moi", {"head_title": "x" * 301}, [(BadName, "head_title")]),
        ("so-moi", {"block": "sso"}, [(UnknownBlock, "block")]),
        ("so-moi", {"kind": "Sở"}, [(BadCode, "kind")]),
        ("so-moi", {"valid_from": date(2025, 7, 1), "valid_until": date(2025, 6, 30)}, [(DaysReversed, "valid_until")]),
        ("so-moi", {"predecessors": ("so-y-tee",)}, [(UnknownAgency, "predecessors")]),
        ("so-moi", {"predecessors": ("so-moi",)}, [(OwnPredecessor, "predecessors")]),
    ],
)
def test_an_agency_that_cannot_be_is_refused_and_nothing_is_brought_in(
    hai_duong: Database, actor: Actor, code: str, changes: dict[str, Any], wrong: list[tuple[type, str]]
) -> None:
    with pytest.raises(Refused) as refused:
        brought_in(hai_duong, actor, {"so-tot": {**NEW, "name": "Sở Tốt"}, code: {**NEW, **changes}})
    assert kinds(refused.value) == [(kind, (code, field)) for kind, field in wrong]
    with hai_duong.reading() as session:
        assert len(list_agencies(session)) == 30
    assert events(hai_duong, "agency") == []


def test_an_agency_with_evaluations_stays_in_its_block(hai_duong: Database, actor: Actor) -> None:
    moved = {"so-y-te": {"name": "Sở Y tế", "block": "huyen"}}
    with hai_duong.writing() as session, pytest.raises(Refused) as refused:
        import_agencies(session, moved, update=True, actor=actor, now=NOW)
    assert kinds(refused.value) == [(BlockOfEvaluations, ("so-y-te", "block"))]
    assert events(hai_duong, "agency") == []


def test_an_agency_without_evaluations_may_change_its_block(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session:
        import_agencies(session, {"m": {"name": "M", "block": "so"}}, update=False, actor=actor, now=NOW)
        moved = {"m": {"name": "M", "block": "huyen"}}
        assert import_agencies(session, moved, update=True, actor=actor, now=NOW).changed == ("m",)


@pytest.mark.parametrize(
    ("before", "circles"),
    [
        ({"a": ("b",), "b": ("a",)}, {"a": ("a", "b", "a"), "b": ("b", "a", "b")}),
        ({"a": ("so-y-te",), "so-y-te": ("b",), "b": ("c", "a"), "c": ()}, {"a": ("a", "so-y-te", "b", "a")}),
        ({"a": ("b", "c"), "b": ("c", "d"), "c": ("d",), "d": ("so-y-te",)}, {}),
        ({"a": ("b",), "b": ("c",), "c": ("b",)}, {"b": ("b", "c", "b"), "c": ("c", "b", "c")}),
    ],
)
def test_no_agency_comes_before_itself_by_any_detour(
    hai_duong: Database, actor: Actor, before: dict[str, tuple[str, ...]], circles: dict[str, tuple[str, ...]]
) -> None:
    stated = {code: {"name": code, "block": "so", "predecessors": each} for code, each in before.items()}
    with hai_duong.writing() as session:
        if not circles:
            import_agencies(session, stated, update=True, actor=actor, now=NOW)
            return
        with pytest.raises(Refused) as refused:
            import_agencies(session, stated, update=True, actor=actor, now=NOW)
    told = {refusal.at[0]: refusal.facts()["agencies"] for refusal in refused.value.refusals}
    assert {type(refusal) for refusal in refused.value.refusals} == {PredecessorsInCircle}
    assert circles.items() <= told.items()


def test_a_circle_may_close_over_agencies_that_are_stored(hai_duong: Database, actor: Actor) -> None:
    with hai_duong.writing() as session:
        first = {"m": {"name": "M", "block": "so", "predecessors": ("so-y-te",)}}
        import_agencies(session, first, update=False, actor=actor, now=NOW)
        closing = {"so-y-te": {"name": "Sở Y tế", "block": "so", "predecessors": ("m",)}}
        with pytest.raises(Refused) as refused:
            import_agencies(session, closing, update=True, actor=actor, now=NOW)
    assert kinds(refused.value) == [(PredecessorsInCircle, ("so-y-te", "predecessors"))]


def test_agencies_are_listed_by_block(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        assert {each.block for each in list_agencies(session, block="huyen")} == {"huyen"}
        assert len(list_agencies(session, block="huyen")) == 12
        with pytest.raises(UnknownBlock):
            list_agencies(session, block="xa")


@pytest.mark.parametrize(
    ("changes", "is_taken"),
    [({}, True), ({"name": "SỞ Y TẾ"}, True), ({"block": "huyen"}, False), ({"valid_from": date(2025, 3, 1)}, False)],
)
def test_an_agency_has_no_name_that_another_one_of_its_block_has_at_the_same_time(
    hai_duong: Database, actor: Actor, changes: dict[str, Any], *, is_taken: bool
) -> None:
    brought_in(hai_duong, actor, as_stored(stored(hai_duong, "so-y-te"), valid_until=date(2025, 2, 28)), update=True)
    said = {"so-dup": {"name": "Sở Y tế", "block": "so", **changes}}
    if is_taken:
        with pytest.raises(Refused) as refused:
            brought_in(hai_duong, actor, said)
        assert kinds(refused.value) == [(NameTaken, ("so-dup", "name"))]
    else:
        assert brought_in(hai_duong, actor, said).added == ("so-dup",)
