"""Chapter 18, relative to the best: the best of the period is found among all sheets, in a pass before the others."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.acceptance import accept
from rules.answer import Answer, Chosen, Counted, Measured, NotApplicable, Points, Proportion
from rules.bests import bests_of, completed, counts, figures_of
from rules.combining import Branch, Case
from rules.criterion import Criterion
from rules.errors import OverCap, Refused, TooLarge
from rules.methods.choice import Choice
from rules.methods.figure import Figure, Quantity
from rules.methods.relative import RelativeToBest
from rules.relative import relative_leaves
from rules.scoring_errors import BestUnknown, BeyondBest, FigureOutOfRange, UnknownBest
from rules.sheet import Sheet
from rules.tally import tally
from tests.builders import leaf, rubric, text
from tests.scoring import PERCENT, option

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


SPOILT = (
    Sheet("typo", "2022", (Measured("online", Fraction(99)), Points("b", Fraction(50)))),
    Sheet("half", "2022", (Measured("online", Fraction(98)),)),
    sheet("twice", Measured("online", Fraction(97)), Measured("online", Fraction(96))),
    replace(sheet("facts", Measured("online", Fraction(95))), indicators={"nothing": Fraction(1)}),
    sheet("below", Measured("online", Fraction(94)), online=Fraction(93)),
    Sheet(" ", "2022", SHEETS[0].answers),
)


@pytest.mark.parametrize("spoilt", SPOILT, ids=[each.agency for each in SPOILT])
def test_a_sheet_that_is_refused_for_anything_else_counts_for_nobody(spoilt: Sheet) -> None:
    assert not counts(WORLD, spoilt)
    assert bests_of(WORLD, (spoilt, *SHEETS)) == {"online": Fraction(200, 3)}


def test_a_sheet_that_is_refused_is_told_its_own_mistakes_alone() -> None:
    for bests in ({}, bests_of(WORLD, SHEETS)):
        assert refused(completed(WORLD, SPOILT[0], bests)) == [(OverCap, ("answers", 1, "points"))]


def test_what_a_sheet_says_of_the_best_itself_holds_for_it_alone() -> None:
    stating = sheet("f", Measured("online", Fraction(70)), online=Fraction(90))
    bests = bests_of(WORLD, (*SHEETS, stating))
    assert bests == {"online": 70}
    assert completed(WORLD, stating, bests).bests == {"online": 90}
    assert completed(WORLD, SHEETS[0], bests).bests == {"online": 70}


def test_a_figure_on_a_branch_that_is_not_taken_does_not_count() -> None:
    plan = replace(leaf("plan", 1), method=Choice((option("yes", 1), option("no", 1))))
    cases = Branch("plan", (Case("yes", "online"), Case("no", "papers")))
    parts = (ONLINE, leaf("papers"))
    world = rubric(criteria=(plan, Criterion("1", text("1"), Fraction(10), parts=parts, combined=cases)))
    forty, ninety = Measured("online", Fraction(40)), Measured("online", Fraction(90))
    taken = Sheet("a", "2022", (Chosen("plan", "yes"), forty))
    elsewhere = Sheet("b", "2022", (Chosen("plan", "no"), Points("papers", Fraction(1)), ninety))
    nowhere = Sheet("c", "2022", (NotApplicable("plan", "none"), ninety))
    assert figures_of(world, elsewhere) == {"online": 90}
    assert bests_of(world, (taken, elsewhere, nowhere)) == {"online": 40}


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
