"""Chapter 7: rounding. Exact by default; a table may say that it compares rounded values, half-up."""

from fractions import Fraction

import pytest

from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    IndicatorValue,
    LowestPercent,
    Measure,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from tests.builders import NO, YES, leaf, result_of, rubric, rule, sheet, table, when
from tests.evaluators import Evaluator

ROUNDED = [TotalPoints(), TotalPercent(), CriterionPoints("a"), CriterionPercent("a"), LowestPercent("all")]


def holds(evaluator: Evaluator, points: str, measure: Measure, threshold: int | str, places: int | None) -> bool:
    """Whether *measure* equals *threshold* for *points* out of 100, compared after rounding to *places*."""
    asked = table("t", rule("holds", when(measure, "=", threshold)), places=places)
    world = rubric(asked, criteria=(leaf("a", 100, low=-100, step=1),), scopes={"all": ("a",)}, indicators=("i",))
    answered = evaluator(world, sheet({"a": points}, indicators={"i": points}))
    return answered.verdicts["t", "holds", ""] is YES


@pytest.mark.parametrize("measure", ROUNDED)
@pytest.mark.parametrize(
    ("points", "places", "rounded"),
    [
        ("89.995", 2, "90"),
        ("89.994999", 2, "89.99"),
        ("89.5", 0, "90"),
        ("89.499999", 0, "89"),
        ("0.05", 1, "0.1"),
        ("-0.05", 1, "-0.1"),
        ("-89.5", 0, "-90"),
        ("-89.499999", 0, "-89"),
        ("89.999999", 6, "89.999999"),
    ],
)
def test_values_are_rounded_half_up_and_halves_go_away_from_zero(
    evaluator: Evaluator, measure: Measure, points: str, places: int, rounded: str
) -> None:
    assert holds(evaluator, points, measure, rounded, places)


@pytest.mark.parametrize("measure", ROUNDED)
def test_values_are_exact_unless_the_table_rounds(evaluator: Evaluator, measure: Measure) -> None:
    assert not holds(evaluator, "89.995", measure, 90, None)
    assert holds(evaluator, "89.995", measure, "89.995", None)


def test_a_third_is_rounded_from_its_exact_value(evaluator: Evaluator) -> None:
    thirds = rubric(table("t", rule("holds", when(TotalPercent(), "=", "66.67")), places=2), criteria=(leaf("a", 3),))
    assert evaluator(thirds, sheet({"a": 2})).verdicts["t", "holds", ""] is YES


@pytest.mark.parametrize(("places", "count"), [(None, 1), (0, 0)])
def test_a_count_below_compares_rounded_percentages_where_the_table_rounds(
    evaluator: Evaluator, places: int | None, count: int
) -> None:
    below = table("t", rule("holds", when(CountBelow("all", Fraction(80)), "=", count)), places=places)
    world = rubric(below, scopes={"all": ("a",)})
    assert evaluator(world, sheet({"a": "79.6"})).verdicts["t", "holds", ""] is YES


def test_indicators_and_step_remainders_are_never_rounded(evaluator: Evaluator) -> None:
    assert holds(evaluator, "89.75", IndicatorValue("i"), "89.75", 0)
    assert holds(evaluator, "89.75", StepRemainder("a"), "0.75", 0)


def test_two_tables_may_round_the_same_measure_differently(evaluator: Evaluator) -> None:
    ask = rule("holds", when(TotalPercent(), ">=", 90))
    world = rubric(*(table(f"t{places}", ask, places=places) for places in (None, 0, 1, 2)))
    verdicts = evaluator(world, sheet({"a": "89.95"})).verdicts
    assert [verdicts[code, "holds", ""] for code in ("tNone", "t0", "t1", "t2")] == [NO, YES, YES, NO]


def test_the_working_shows_the_rounded_value_and_which_criteria_have_it() -> None:
    lowest = table("t", rule("low", when(LowestPercent("all"), "<", 80)), policy="COLLECT", places=0)
    world = rubric(lowest, criteria=(leaf("a", 3), leaf("b", 300), leaf("c")), scopes={"all": ("a", "b", "c")})
    (condition,) = result_of(world, sheet({"a": 2, "b": 201, "c": 9}))["verdicts"]["t"][0]["conditions"]
    assert (condition["value"], condition["margin"], condition["where"]) == ("67", "13", ["a", "b"])
