"""Chapter 2: operators. Exactly on, just above and just below a threshold; codes; yes and no; missing."""

from fractions import Fraction

import pytest

from rules.errors import BadValue
from rules.measure import (
    CountBelow,
    CriterionPercent,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    Measure,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    TotalPercent,
    TotalPoints,
)
from rules.number import LARGEST
from rules.sheet import Previous
from tests.builders import CANNOT_TELL, NO, YES, leaf, rubric, rule, sheet, table, when
from tests.evaluators import Evaluator, Judge

A_HAIR = Fraction(1, 10**6)
"""The least difference between two scores."""

HUNDRED_EITHER_WAY = rubric(criteria=(leaf("a", 100, low=-100),))
TRUTH = {">=": (NO, YES, YES), ">": (NO, NO, YES), "<=": (YES, YES, NO), "<": (YES, NO, NO), "=": (NO, YES, NO)}
"""Verdicts just below, on and just above a threshold."""


@pytest.mark.parametrize("threshold", [90, 0, -90, "-33.333333", "0.000001", "-0.000001"])
@pytest.mark.parametrize("operator", TRUTH)
def test_points_compare_exactly_just_below_on_and_just_above(judge: Judge, operator: str, threshold: int | str) -> None:
    points = [Fraction(threshold) + step for step in (-A_HAIR, 0, A_HAIR)]
    verdicts = [judge(HUNDRED_EITHER_WAY, sheet({"a": each}), TotalPoints(), operator, threshold) for each in points]
    assert verdicts == list(TRUTH[operator])


@pytest.mark.parametrize("operator", TRUTH)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_percentage_that_is_no_decimal_compares_with_the_decimals_next_to_it(
    judge: Judge, operator: str, sign: int
) -> None:
    thirds = rubric(criteria=(leaf("a", 3, low=-3),))
    below, above = sorted([sign * Fraction("33.333333"), sign * Fraction("33.333334")])
    low, _, high = TRUTH[operator]
    assert judge(thirds, sheet({"a": sign}), TotalPercent(), operator, above) is low
    assert judge(thirds, sheet({"a": sign}), TotalPercent(), operator, below) is high


def test_ninety_per_cent_is_reached_exactly_at_ninety_and_not_a_millionth_below(judge: Judge) -> None:
    assert judge(rubric(), sheet({"a": 90}), TotalPercent(), ">=", 90) is YES
    assert judge(rubric(), sheet({"a": 90 - A_HAIR}), TotalPercent(), ">=", 90) is NO


def test_an_area_at_exactly_eighty_per_cent_meets_a_floor_of_eighty(judge: Judge) -> None:
    world = rubric(criteria=(leaf("a", "14.5"), leaf("b", 10)), scopes={"floors": ("a", "b")})
    exactly = sheet({"a": "11.6", "b": 9})
    below = sheet({"a": "11.599999", "b": 9})
    for measure in (CriterionPercent("a"), LowestPercent("floors")):
        assert judge(world, exactly, measure, ">=", 80) is YES
        assert judge(world, exactly, measure, "<", 80) is NO
        assert judge(world, below, measure, ">=", 80) is NO


def test_penalties_are_compared_below_zero(judge: Judge) -> None:
    world = rubric(criteria=(leaf("a", 10), leaf("penalty", 0, low=-30)))
    answers = sheet({"a": 5, "penalty": "-25.5"})
    assert judge(world, answers, TotalPoints(), "=", "-20.5") is YES
    assert judge(world, answers, TotalPercent(), "<", "-204.999999") is YES
    assert judge(world, answers, TotalPercent(), "<=", "-205.000001") is NO


@pytest.mark.parametrize("sign", [1, -1])
def test_the_largest_numbers_compare_exactly(judge: Judge, sign: int) -> None:
    largest = LARGEST - A_HAIR
    world = rubric(indicators=("online",))
    answers = sheet(indicators={"online": sign * largest})
    assert judge(world, answers, IndicatorValue("online"), "=", sign * largest) is YES
    assert judge(world, answers, IndicatorValue("online"), ">", sign * (largest - A_HAIR)) is (YES if sign > 0 else NO)


@pytest.mark.parametrize("operator", TRUTH)
def test_a_missing_number_is_never_compared(judge: Judge, operator: str) -> None:
    for threshold in (-90, 0, 90):
        world = rubric(indicators=("online",))
        assert judge(world, sheet(), IndicatorValue("online"), operator, threshold) is CANNOT_TELL


def test_a_code_is_in_a_list_that_names_it(judge: Judge) -> None:
    assert judge(rubric(), sheet(period="2022"), PeriodCode(), "in", ["2021", "2022"]) is YES
    assert judge(rubric(), sheet(period="2023"), PeriodCode(), "in", ["2021", "2022"]) is NO


def test_a_missing_code_is_neither_in_a_list_nor_outside_it(judge: Judge) -> None:
    group = table("group", rule("good", when(TotalPercent(), ">=", 90)), rule("poor", when(TotalPercent(), "<", 90)))
    measure = PreviousOutcome("group")
    assert judge(rubric(group), sheet(), measure, "in", ["good", "poor"]) is CANNOT_TELL
    previous = Previous(outcomes={"group": "poor"})
    assert judge(rubric(group), sheet(previous=previous), measure, "in", ["good", "poor"]) is YES


@pytest.mark.parametrize("count", [1, 2, 31])
def test_a_list_may_name_as_many_codes_as_fit_a_ruleset(judge: Judge, count: int) -> None:
    codes = [str(2000 + year) for year in range(count)]
    assert [judge(rubric(), sheet(period=each), PeriodCode(), "in", codes) for each in (*codes, "1999")] == [
        *[YES] * count,
        NO,
    ]


def test_two_lists_in_one_rule_allow_every_combination(evaluator: Evaluator) -> None:
    group = table("group", rule("good", when(TotalPercent(), ">=", 90)), rule("poor", when(TotalPercent(), "<", 90)))
    both = rule("listed", when(PeriodCode(), "in", ["2022", "2023"]), when(PreviousOutcome("group"), "in", ["good"]))
    world = rubric(group, table("both", both, policy="COLLECT"))
    previous = Previous(outcomes={"group": "good"})
    held = [
        evaluator(world, sheet(period=period, previous=previous)).verdicts["both", "listed", ""]
        for period in ("2021", "2022", "2023")
    ]
    assert held == [NO, YES, YES]


def test_missing_holds_only_for_what_is_missing(judge: Judge) -> None:
    world = rubric(indicators=("online",))
    assert judge(world, sheet(), IndicatorValue("online"), "missing") is YES
    assert judge(world, sheet(indicators={"online": 0}), IndicatorValue("online"), "missing") is NO


@pytest.mark.parametrize(
    ("operator", "threshold", "verdict"),
    [
        (">=", 1, YES),
        (">=", 2, CANNOT_TELL),
        (">=", 3, NO),
        (">", 0, YES),
        (">", 1, CANNOT_TELL),
        (">", 2, NO),
        ("<=", 2, YES),
        ("<=", 1, CANNOT_TELL),
        ("<=", 0, NO),
        ("<", 3, YES),
        ("<", 2, CANNOT_TELL),
        ("<", 1, NO),
        ("=", 0, NO),
        ("=", 1, CANNOT_TELL),
        ("=", 2, CANNOT_TELL),
        ("=", 3, NO),
    ],
)
def test_a_count_of_one_or_two_findings_is_compared_as_far_as_it_is_known(
    judge: Judge, operator: str, threshold: int, verdict: str
) -> None:
    certain, possible = when(TotalPercent(), ">=", 0), when(IndicatorValue("online"), ">=", 0)
    review = table("review", rule("sure", certain), rule("perhaps", possible), policy="COLLECT")
    world = rubric(review, indicators=("online",))
    assert judge(world, sheet(), FindingsOf("review"), operator, threshold) is verdict


@pytest.mark.parametrize("count", [FindingsOf("review"), CountBelow("areas", Fraction(50)), PreviousRank()])
def test_a_count_is_compared_with_whole_numbers_only(count: Measure) -> None:
    """A count that lies between 1 and 2 would equal 1.5 "possibly", which no completion can make true."""
    with pytest.raises(BadValue, match="a whole number"):
        when(count, "=", "1.5")
