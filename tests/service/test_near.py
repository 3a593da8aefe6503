"""Agencies near a threshold: those for which little would change a rating, held against trying it out; and the log."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

import pytest

from foresight.nearness import Near
from rules.answer import Points
from rules.measure import LowestPercent
from rules.number import percentage
from rulesvc.database import Database
from rulesvc.errors import RoleMissing, UnknownPeriod
from rulesvc.store import audit, periods
from rulesvc.store.audit import Event
from rulesvc.store.periods import NewPeriod
from rulesvc.store.persons import Actor
from rulesvc.usecases.near import MOST, AgencyNear, DistanceNotAllowed, NearList, view_near
from tests.hai_duong import block_of, rubric_of, sheets
from tests.service.asking import queries
from tests.service.concluding import council_on
from tests.service.databases import NOW
from tests.service.people import person

HALF = Fraction(1, 2)
STEP = Fraction(1, 200)
SEVEN = "seven-areas"


def viewed(database: Database, actor: Actor, within: Fraction = HALF, period: str = "2022") -> NearList:
    with database.writing() as session:
        return view_near(session, period, within, actor=actor, now=NOW)


def listed(seen: NearList) -> dict[str, AgencyNear]:
    return {each.judged.stored.agency: each for block in seen.blocks for each in block.agencies}


def logged(database: Database) -> tuple[Event, ...]:
    with database.reading() as session:
        return audit.page(session, audit.Filters(action="near-threshold-viewed"), before=None, limit=9).events


@pytest.fixture
def secretary(hai_duong: Database) -> Actor:
    return person(hai_duong, "secretary", "secretary")


# ---- who is listed ---------------------------------------------------------------------------------------------------


def group(block: str, total: Fraction) -> str:
    floors = (90, 80, 70) if block == "huyen" else (90, 80)
    return str(next((floor for floor in floors if total >= floor), "below"))


def head(total: Fraction, lowest: Fraction) -> str:
    levels = ((90, 80), (80, 70), (65, 50))
    met = (str(total_floor) for total_floor, floor in levels if total >= total_floor and lowest >= floor)
    return next(met, "below" if total < 65 else "silent")


def turns(answer: Callable[[Fraction], object], value: Fraction, within: Fraction) -> Iterator[bool]:
    """The ways, up (True) and down (False), in which the answer is another one, a step further than *within*."""
    steps = [STEP * count for count in range(1, int(within / STEP) + 2)]
    for upwards in (True, False):
        moved = (value + step if upwards else value - step for step in steps)
        if any(answer(to) != answer(value) for to in moved if to <= 100):
            yield upwards


def expected(agency: str, within: Fraction) -> set[tuple[str, str, bool]]:
    """What trying it out finds: of each table the figures that turn its answer, and which way."""
    block, sheet = block_of(agency), sheets()[agency]
    rubric = rubric_of(block)
    had = {each.criterion: each.points for each in sheet.answers if isinstance(each, Points)}
    areas = {code: percentage(points, rubric.criterion[code].max_points) for code, points in had.items()}
    total = percentage(sum(had.values(), Fraction(0)), rubric.max_points)
    lowest = min(areas[code] for code in rubric.scope[SEVEN].criteria)
    found = {("group", "", way) for way in turns(lambda to: group(block, to), total, within)}
    found |= {("head_rating", "", way) for way in turns(lambda to: head(to, lowest), total, within)}
    found |= {("head_rating", SEVEN, way) for way in turns(lambda to: head(total, to), lowest, within)}
    for code in rubric.scope["review-areas"].criteria:
        found |= {("review", code, way) for way in turns(lambda to: to < 75, areas[code], within)}
    return found


def told(near: Near) -> tuple[str, str, bool]:
    measure = near.condition.measure
    return near.table, measure.scope if isinstance(measure, LowestPercent) else near.member, near.upwards


@pytest.mark.parametrize("within", [Fraction(1, 4), HALF, Fraction(1), Fraction(2), MOST])
def test_whoever_is_listed_would_be_rated_otherwise_and_nobody_is_left_out(
    hai_duong: Database, secretary: Actor, within: Fraction
) -> None:
    seen = viewed(hai_duong, secretary, within)
    found = {agency: {told(each) for each in of.near} for agency, of in listed(seen).items()}
    tried = {agency: expected(agency, within) for agency in sheets()}
    assert found == {agency: turned for agency, turned in tried.items() if turned}
    assert seen.agencies == len(found)


def test_half_a_point_names_three_of_thirty(hai_duong: Database, secretary: Actor) -> None:
    seen = viewed(hai_duong, secretary)
    assert {(each.block.code, each.judged, len(each.agencies)) for each in seen.blocks} == {
        ("so", 18, 2),
        ("huyen", 12, 1),
    }
    (near,) = listed(seen)["so-ke-hoach-dau-tu"].near
    assert (near.value, near.condition.threshold, near.settled.outcome) == (Fraction(1125, 16), 70, "hoan-thanh")
    (near,) = listed(seen)["tu-ky"].near
    at = Fraction(75)
    assert (near.value, near.condition.threshold, near.upwards) == (at, at, False)


def test_a_figure_at_just_the_distance_is_within_it_on_either_side(hai_duong: Database, secretary: Actor) -> None:
    margin = Fraction(1125, 16) - 70
    rounded = Fraction(3125, 10_000)
    assert margin == rounded
    assert "so-ke-hoach-dau-tu" in listed(viewed(hai_duong, secretary, rounded))
    assert "so-ke-hoach-dau-tu" not in listed(viewed(hai_duong, secretary, rounded - Fraction(1, 10_000)))
    assert "so-lao-dong-tbxh" in listed(viewed(hai_duong, secretary, HALF))


def test_what_the_council_concluded_is_at_hand_beside_it(hai_duong: Database) -> None:
    council = council_on(hai_duong)
    secretary = council.actors["secretary"]
    before = listed(viewed(hai_duong, secretary))["so-ke-hoach-dau-tu"].judged
    council.conclude(before.stored.id)
    held = listed(viewed(hai_duong, secretary))["so-ke-hoach-dau-tu"].judged.held["head_rating"]
    assert held.by_council
    assert held.outcome is not None
    assert held.outcome.code == "hoan-thanh"


# ---- who may look, and the log ---------------------------------------------------------------------------------------


def test_the_viewing_is_logged_with_its_period_its_distance_and_how_many_were_named(
    hai_duong: Database, secretary: Actor
) -> None:
    viewed(hai_duong, secretary)
    (event,) = logged(hai_duong)
    assert (event.person, event.at, event.subject) == ("secretary", NOW, ("period", "2022"))
    assert event.details == {"distance": "0.5", "agencies": 3}


@pytest.mark.parametrize("role", ["viewer", "editor", "appraiser", "issuer", "administrator"])
def test_it_is_for_those_who_conclude_and_confirm_only(hai_duong: Database, role: str) -> None:
    with pytest.raises(RoleMissing):
        viewed(hai_duong, person(hai_duong, role, role))
    assert logged(hai_duong) == ()


@pytest.mark.parametrize("within", [Fraction(0), Fraction(-1), MOST + Fraction(1, 100)])
def test_a_distance_that_names_nobody_or_everybody_is_refused(
    hai_duong: Database, secretary: Actor, within: Fraction
) -> None:
    with pytest.raises(DistanceNotAllowed) as refused:
        viewed(hai_duong, secretary, within)
    assert refused.value.at == ("distance",)
    assert logged(hai_duong) == ()


def test_a_period_that_is_not_there_is_refused_at_its_field(hai_duong: Database, secretary: Actor) -> None:
    with pytest.raises(UnknownPeriod) as refused:
        viewed(hai_duong, secretary, period="1900")
    assert refused.value.at == ("period",)


def test_a_period_without_results_names_nobody_and_is_logged_too(hai_duong: Database, secretary: Actor) -> None:
    with hai_duong.writing() as session:
        periods.add(session, NewPeriod("2030", date(2030, 1, 1), date(2030, 12, 31)))
    assert viewed(hai_duong, secretary, period="2030").blocks == ()
    assert logged(hai_duong)[0].details["agencies"] == 0


def test_it_takes_few_queries_however_many_there_are(hai_duong: Database, secretary: Actor) -> None:
    with queries(hai_duong) as sent:
        viewed(hai_duong, secretary, MOST)
    assert len(sent) <= 13
