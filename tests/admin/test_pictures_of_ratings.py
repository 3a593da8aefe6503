"""The plane of a rating: what holds where is the engine's own answer, and what is drawn is whole numbers."""

import json
from dataclasses import astuple, replace
from fractions import Fraction
from itertools import combinations

import pytest

from admin.pictures.canvas import NARROW, WIDE, Box, Canvas
from admin.pictures.drawing import Picture, Standing, draw
from admin.pictures.rating import Plane, Region, Span, plane_of, regions, span
from admin.pictures.standings import last_period, standing
from rules.condition import Operator
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.text import Text
from rulesvc.store.judged import JudgedSheet
from tests.hai_duong import rubric_of

SO: Rubric = rubric_of("so")
AXES = (Span(Fraction(50), Fraction(100)), Span(Fraction(35), Fraction(100)))


def plane() -> Plane:
    found = plane_of(SO)
    assert found is not None
    return found


def with_floor(floor: int) -> Plane:
    """The plane with another floor for the best rating."""
    table = plane().table
    best, *others = table.rules
    conditions = (best.conditions[0], replace(best.conditions[1], threshold=Fraction(floor)))
    return replace(plane(), table=replace(table, rules=(replace(best, conditions=conditions), *others)))


def area(region: Region) -> Fraction:
    return (region.across.high - region.across.low) * (region.up.high - region.up.low)


def of(found: tuple[Region, ...], outcome: str) -> Fraction:
    return sum((area(each) for each in found if each.holding.outcome == outcome), Fraction(0))


def test_the_rating_of_heads_is_decided_in_a_plane_and_the_group_is_not() -> None:
    assert plane().table.code == "head_rating"
    assert plane_of(replace(SO, tables=SO.tables[:1], review_table="")) is None


def test_a_table_that_asks_for_an_exact_value_has_no_plane() -> None:
    table = plane().table
    first = table.rules[0]
    exact = replace(first, conditions=(replace(first.conditions[0], operator=Operator.EQUALS), *first.conditions[1:]))
    assert plane_of(replace(SO, tables=(replace(table, rules=(exact, *table.rules[1:])),), review_table="")) is None


def test_regions_cover_the_plane_once() -> None:
    found = regions(plane(), *AXES)
    assert sum(map(area, found)) == 50 * 65
    boxes = [each.box for each in draw(plane(), []).drawn]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_a_hole_is_where_no_rule_holds() -> None:
    holes = [each for each in regions(plane(), *AXES) if each.holding.reason is Reason.NO_RULE]
    assert [(astuple(each.across), astuple(each.up)) for each in holes] == [((65, 100), (35, 50))]


def test_a_higher_floor_takes_from_the_best_and_gives_to_the_next() -> None:
    before, after = regions(plane(), *AXES), regions(with_floor(85), *AXES)
    assert of(after, "hoan-thanh-xuat-sac") == of(before, "hoan-thanh-xuat-sac") - 50
    assert of(after, "hoan-thanh-tot") == of(before, "hoan-thanh-tot") + 50


@pytest.mark.parametrize(("floor", "outcome"), [(80, "hoan-thanh-xuat-sac"), (85, "hoan-thanh-tot")])
def test_a_dot_is_in_the_region_that_the_rules_say(floor: int, outcome: str) -> None:
    standing = Standing(Text("Sở Khoa học và Công nghệ"), Fraction(913, 10), Fraction(250, 3))
    assert draw(with_floor(floor), [standing]).placed[0].holding.outcome == outcome


def test_a_value_on_a_threshold_is_judged_exactly() -> None:
    assert plane().at(Fraction(90), Fraction(80)).outcome == "hoan-thanh-xuat-sac"
    assert plane().at(Fraction(90) - Fraction(1, 10**9), Fraction(80)).outcome == "hoan-thanh-tot"


def test_a_table_that_compares_rounded_values_is_asked_with_rounded_values() -> None:
    rounding = replace(plane(), table=replace(plane().table, places=0))
    assert rounding.at(Fraction(179, 2), Fraction(80)).outcome == "hoan-thanh-xuat-sac"


def test_an_axis_begins_below_its_lowest_threshold_and_shows_every_dot() -> None:
    assert astuple(span([Fraction(65), Fraction(90)], [])) == (50, 100)
    assert astuple(span([Fraction(65)], [Fraction(83, 2)])) == (39, 100)
    assert astuple(span([Fraction(10)], [])) == (0, 100)


def picture(canvas: Canvas) -> Picture:
    """Twenty agencies close together."""
    crowd = [Standing(Text(str(n)), Fraction(800 + 7 * n, 10), Fraction(75 + n % 3)) for n in range(20)]
    return draw(plane(), crowd, canvas)


def test_where_there_is_room_each_agency_has_a_dot_whose_number_covers_no_other() -> None:
    dots = picture(WIDE).dots
    spots = [dot.spot for dot in dots if dot.spot]
    assert [len(dot.placed) for dot in dots] == [1] * 20
    assert len(spots) == 20
    assert all(WIDE.holds(spot.label) for spot in spots)
    assert not any(one.label.meets(other.label) for one, other in combinations(spots, 2))
    assert not any(spot.label.meets(Box(dot.x - 4, dot.y - 4, 8, 8)) for spot in spots for dot in dots)


def test_a_number_far_from_its_dot_is_led_to() -> None:
    alone = draw(plane(), [Standing(Text("Sở"), Fraction(85), Fraction(75))]).dots
    assert [dot.spot is not None and dot.spot.is_led_to for dot in alone] == [False]
    assert any(dot.spot and dot.spot.is_led_to for dot in picture(WIDE).dots)


def test_where_there_is_none_dots_of_one_result_do_not_cover_each_other() -> None:
    dots = picture(NARROW).dots
    alike = [pair for pair in combinations(dots, 2) if len({dot.placed[0].holding for dot in pair}) == 1]
    assert not any(one.covers(other) for one, other in alike)
    assert len(dots) < 20


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_every_agency_is_in_one_dot_that_stands_where_the_same_holds(canvas: Canvas) -> None:
    drawn = picture(canvas)
    assert sorted(each.number for dot in drawn.dots for each in dot.placed) == list(range(1, 21))
    for dot in drawn.dots:
        assert len({each.holding for each in dot.placed}) == 1
        assert (dot.x, dot.y) in {(each.x, each.y) for each in dot.placed}


def test_two_in_one_place_for_which_something_else_holds_are_two_dots() -> None:
    sides = [Standing(Text("A"), Fraction(90), Fraction(80)), Standing(Text("B"), Fraction(8999, 100), Fraction(80))]
    assert [len(dot.placed) for dot in draw(plane(), sides, NARROW).dots] == [1, 1]


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_everything_stands_within_the_frame_in_whole_units(canvas: Canvas) -> None:
    drawn = picture(canvas)
    assert all(canvas.holds(each.box) for each in drawn.drawn)
    assert all(canvas.holds(Box(dot.x, dot.y, 0, 0)) for dot in drawn.dots)
    assert all(isinstance(number, int) for each in drawn.drawn for number in astuple(each.box))
    assert all(isinstance(number, int) for dot in drawn.dots for number in (dot.x, dot.y, dot.radius))


def test_ten_in_one_place_are_one_dot_with_their_number() -> None:
    (dot,) = draw(plane(), [Standing(Text(str(n)), Fraction(85), Fraction(75)) for n in range(10)], NARROW).dots
    assert len(dot.placed) == 10


def judged_sheet(*, assessed: bool) -> JudgedSheet:
    """A stored result with one area of the scope, assessed or not."""
    line = {"code": "the-che", "applicable": assessed, "percent_exact": "250/3" if assessed else None}
    result = {"period": "2022", "total": {"percent_exact": "91.3"}, "criteria": [line]}
    return JudgedSheet(Text("Sở"), Text(""), 1, "", b"", json.dumps(result).encode(), "1", Text(""))


def test_an_agency_stands_where_its_stored_result_says() -> None:
    period, ((sheet, result),) = last_period([judged_sheet(assessed=True)])
    assert period == "2022"
    assert standing(sheet, result, SO.scope["seven-areas"]) == Standing(Text("Sở"), Fraction(913, 10), Fraction(250, 3))


def test_an_agency_without_an_assessed_area_has_no_place() -> None:
    _, ((sheet, result),) = last_period([judged_sheet(assessed=False)])
    assert standing(sheet, result, SO.scope["seven-areas"]) is None


def test_without_results_there_is_no_period() -> None:
    assert last_period([]) == ("", ())
