"""Thresholds of percentages: there is none below 0 or above 100, but where points are extra or fall below 0."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.condition import Condition
from rules.criterion import Criterion
from rules.measure import CountBelow, CriterionPercent, LowestPercent, TotalPercent, TotalPoints
from rules.threshold_checks import beyond
from rulesvc.languages import language
from tests.builders import leaf, rubric, rule, table, when

EN = language("en")
TOTAL = TotalPercent()


def of(*areas: Criterion, asks: Condition) -> list[str]:
    """What is allowed where a rule *asks* for a percentage that there cannot be."""
    whole = rubric(table("first", rule("a", asks)), criteria=areas, scopes={"all": (areas[0].code,)})
    return [EN.say(each.refusal) for each in beyond(whole)]


PLAIN, EXTRA = leaf("x", 100), replace(leaf("e", 5), extra=True)
FALLING = leaf("x", 100, low=-5)
"""May fall below 0."""


@pytest.mark.parametrize("measure", [TOTAL, LowestPercent("all"), CriterionPercent("x")])
@pytest.mark.parametrize(("percent", "is_told"), [(-1, True), (0, False), (100, False), (101, True)])
def test_a_percentage_lies_from_0_to_100(measure: LowestPercent, percent: int, is_told: bool) -> None:  # noqa: FBT001
    assert bool(of(PLAIN, asks=when(measure, ">=", percent))) is is_told


def test_with_extra_points_the_total_may_be_more_than_all_and_is_kept_at_0() -> None:
    assert not of(PLAIN, EXTRA, asks=when(TOTAL, ">=", 104))
    assert of(FALLING, EXTRA, asks=when(TOTAL, ">=", -1))
    assert of(PLAIN, EXTRA, asks=when(LowestPercent("all"), ">=", 104))


def test_where_points_fall_below_0_so_does_the_percentage() -> None:
    assert not of(FALLING, asks=when(TOTAL, "<", -1))
    assert not of(FALLING, asks=when(CriterionPercent("x"), "<", -1))
    assert of(FALLING, asks=when(TOTAL, "<", 101))


def test_the_percentage_below_which_criteria_are_counted_is_looked_at_too() -> None:
    assert of(PLAIN, asks=when(CountBelow("all", Fraction(150)), ">=", 1))
    assert not of(PLAIN, asks=when(CountBelow("all", Fraction(50)), ">=", 150))
    assert not of(PLAIN, asks=when(TotalPoints(), ">=", 150))


def test_what_is_allowed_is_told() -> None:
    (told,) = of(PLAIN, asks=when(TOTAL, ">=", 150))
    assert told.endswith("Allowed: from 0 to 100.")
    (told,) = of(PLAIN, EXTRA, asks=when(TOTAL, ">=", -1))
    assert told.endswith("Allowed: 0 or more.")
    (told,) = of(FALLING, asks=when(TOTAL, "<", 101))
    assert told.endswith("Allowed: at most 100.")


def test_of_a_table_about_each_criterion_the_criteria_at_hand_are_looked_at() -> None:
    each = table("first", rule("a", when(CriterionPercent(), "<", -1)), policy="COLLECT", scope="all")
    assert list(beyond(rubric(each, criteria=(PLAIN,), scopes={"all": ("x",)})))
    assert not list(beyond(rubric(each, criteria=(FALLING,), scopes={"all": ("x",)})))
