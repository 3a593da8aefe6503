"""Chapter 18, relative to the best: the best of the period is found among all sheets, in a pass before the others."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.acceptance import accept
from rules.answer import Answer, Counted, Measured, NotApplicable, Points, Proportion
from rules.bests import bests_of, relative_leaves
from rules.errors import Refused, TooLarge
from rules.methods.figure import Figure, Quantity
from rules.methods.relative import RelativeToBest
from rules.scoring_errors import BestUnknown, BeyondBest, FigureOutOfRange, UnknownBest
from rules.sheet import Sheet
from rules.tally import tally
from tests.builders import leaf, rubric
from tests.scoring import PERCENT

ONLINE = replace(leaf("online"), method=RelativeToBest(PERCENT))
WORLD = rubric(criteria=(ONLINE, leaf("b")), exemptions=[("online", "inspectorate")])


def sheet(agency: str, *answers: Answer, **bests: Fraction) -> Sheet:
    return Sheet(agency, "2022", (*answers, Points("b", Fraction(5))), bests=bests)


def refused(given: Sheet) -> list[tuple[type, object]]:
    with pytest.raises(Refused) as caught:
        accept(WORLD, given)
    return [(type(each), each.at) for each in caught.value.refusals]


SHEETS = (
    sheet("a", Measured("online", Fraction(40))),
    sheet("b", Proportion("online", Fraction(2), Fraction(3))),
    sheet("c", NotApplicable("online", "none")),
    sheet("d", Measured("online", Fraction(101))),
    sheet("e", Points("online", Fraction(99))),
    sheet("inspectorate", Measured("online", Fraction(90))),
)


def test_the_best_is_found_exactly_among_what_can_be_accepted() -> None:
    assert bests_of(WORLD, SHEETS) == bests_of(WORLD, SHEETS[::-1]) == {"online": Fraction(200, 3)}


def test_there_is_none_where_nothing_is_relative_or_nobody_answered() -> None:
    assert bests_of(rubric(criteria=(leaf("b"),)), SHEETS) == {}
    assert bests_of(WORLD, SHEETS[2:]) == {}
    assert list(relative_leaves(WORLD)) == ["online"]


def test_points_are_in_proportion_to_the_best() -> None:
    for given, points in ((SHEETS[0], "6"), (SHEETS[1], "10")):
        accepted = accept(WORLD, replace(given, bests=bests_of(WORLD, SHEETS)))
        assert tally(WORLD, accepted).scores["online"].points == Fraction(points)


def test_without_the_best_and_beyond_it_nothing_is_scored() -> None:
    assert refused(SHEETS[0]) == [(BestUnknown, ("answers", 0))]
    assert refused(replace(SHEETS[0], bests={"online": Fraction(39)})) == [(BeyondBest, ("answers", 0))]


def test_a_best_is_of_a_component_that_is_relative_and_possible() -> None:
    answer = Measured("online", Fraction(40))
    at = ("bests", "online")
    assert refused(sheet("a", answer, online=Fraction(40), b=Fraction(1))) == [(UnknownBest, ("bests", "b"))]
    assert refused(sheet("a", answer, online=Fraction(101))) == [(FigureOutOfRange, at)]
    assert refused(sheet("a", answer, online=Fraction(10**20))) == [(TooLarge, at)]


def test_days_late_by_a_date_are_days_of_the_period() -> None:
    late = replace(leaf("late"), method=RelativeToBest(Figure(Quantity.DAYS)))
    assert bests_of(rubric(criteria=(late,)), (Sheet("a", "2022", (Counted("late", 3),)),)) == {"late": 3}


@pytest.mark.parametrize(
    ("period", "year"),
    [("2022", 2022), ("2022-h1", 2022), ("22", None), ("0000", None), ("9999", None), ("nam-2022", None)],
)
def test_the_year_that_is_assessed_begins_the_code_of_its_period(period: str, year: int | None) -> None:
    assert Sheet("a", period, ()).year == year
