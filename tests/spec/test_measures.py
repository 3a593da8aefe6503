"""Chapter 1: measures. What a condition can look at, known and missing."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    Measure,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.sheet import Previous
from tests.builders import CANNOT_TELL, NA, NO, YES, area, leaf, rubric, rule, sheet, table, when
from tests.evaluators import Judge

WORLD = rubric(
    table("group", rule("good", when(TotalPercent(), ">=", 90)), rule("poor", when(TotalPercent(), "<", 50))),
    table("review", rule("listed", when(CriterionPercent(), "<", 50)), policy="COLLECT", scope="areas"),
    criteria=(
        area("staff", leaf("training", 10), leaf("discipline", 5)),
        leaf("law", 5, step="0.25"),
        leaf("penalty", 0, low=-5),
    ),
    scopes={"areas": ("staff", "law"), "law": ("law",), "with-penalty": ("staff", "penalty")},
    indicators=("online",),
)
MIDDLING = sheet({"training": 7, "discipline": 3, "law": 4, "penalty": -1})
"""13 of 20 points, 65%; staff 10 of 15, 66.67%; law 80%; no group, nothing under review."""
WITHOUT_LAW = sheet({"training": 7, "discipline": 3, "law": NA, "penalty": 0})


def test_total_points_are_the_sum_of_all_leaves(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, TotalPoints(), "=", 13) is YES


def test_total_percent_is_of_the_applicable_maximum(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, TotalPercent(), "=", 65) is YES
    assert judge(WORLD, WITHOUT_LAW, TotalPercent(), ">", "66.666666") is YES
    assert judge(WORLD, WITHOUT_LAW, TotalPercent(), "<", "66.666667") is YES


def test_points_of_a_leaf_are_those_given(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, CriterionPoints("training"), "=", 7) is YES


def test_points_of_a_parent_are_the_sum_of_its_parts(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, CriterionPoints("staff"), "=", 10) is YES


def test_percent_of_a_criterion_is_exact_also_where_it_is_no_finite_decimal(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, CriterionPercent("staff"), ">", "66.666666") is YES
    assert judge(WORLD, MIDDLING, CriterionPercent("staff"), ">=", "66.666667") is NO
    assert judge(WORLD, MIDDLING, CriterionPercent("staff"), "=", "66.666667") is NO


def test_percent_of_a_parent_leaves_inapplicable_parts_out_of_the_maximum(judge: Judge) -> None:
    answers = sheet({"training": 7, "discipline": NA, "law": 4, "penalty": 0})
    assert judge(WORLD, answers, CriterionPercent("staff"), "=", 70) is YES


@pytest.mark.parametrize("kind", [CriterionPoints, CriterionPercent, StepRemainder])
def test_an_inapplicable_criterion_has_no_points_no_percent_and_no_remainder(
    judge: Judge, kind: type[CriterionPoints]
) -> None:
    assert judge(WORLD, WITHOUT_LAW, kind("law"), ">=", 0) is CANNOT_TELL
    assert judge(WORLD, WITHOUT_LAW, kind("law")) is YES


def test_a_criterion_without_a_maximum_has_points_but_no_percent(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, CriterionPoints("penalty"), "=", -1) is YES
    assert judge(WORLD, MIDDLING, CriterionPercent("penalty")) is YES


def test_the_step_remainder_is_what_is_left_above_the_nearest_step(judge: Judge) -> None:
    answers = sheet({"training": 7, "discipline": 3, "law": "3.30", "penalty": 0})
    assert judge(WORLD, answers, StepRemainder("law"), "=", "0.05") is YES
    assert judge(WORLD, MIDDLING, StepRemainder("law"), "=", 0) is YES


def test_the_step_remainder_of_negative_points_is_above_the_next_lower_step(judge: Judge) -> None:
    world = rubric(criteria=(leaf("a"), leaf("penalty", 0, low=-5, step="0.25")))
    assert judge(world, sheet({"a": 5, "penalty": "-0.30"}), StepRemainder("penalty"), "=", "0.2") is YES


def test_the_step_remainder_is_nothing_where_no_step_is_named(judge: Judge) -> None:
    answers = sheet({"training": "6.999999", "discipline": 3, "law": 3, "penalty": 0})
    assert judge(WORLD, answers, StepRemainder("training"), "=", 0) is YES


def test_the_lowest_percent_is_the_least_in_the_scope(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, LowestPercent("areas"), "<", "66.666667") is YES
    assert judge(WORLD, MIDDLING, LowestPercent("law"), "=", 80) is YES


def test_the_lowest_percent_passes_over_what_is_inapplicable_or_has_no_maximum(judge: Judge) -> None:
    assert judge(WORLD, WITHOUT_LAW, LowestPercent("areas"), ">", "66.666666") is YES
    assert judge(WORLD, MIDDLING, LowestPercent("with-penalty"), ">", "66.666666") is YES


def test_the_lowest_over_nothing_is_missing(judge: Judge) -> None:
    assert judge(WORLD, WITHOUT_LAW, LowestPercent("law"), ">=", 0) is CANNOT_TELL
    assert judge(WORLD, WITHOUT_LAW, LowestPercent("law")) is YES


@pytest.mark.parametrize(("percent", "count"), [("66.666666", 0), ("66.666667", 1), ("80", 1), ("80.000001", 2)])
def test_a_count_below_leaves_out_what_is_exactly_on_the_percentage(judge: Judge, percent: str, count: int) -> None:
    assert judge(WORLD, MIDDLING, CountBelow("areas", Fraction(percent)), "=", count) is YES


def test_a_count_below_over_nothing_is_nothing(judge: Judge) -> None:
    assert judge(WORLD, WITHOUT_LAW, CountBelow("law", Fraction(100)), "=", 0) is YES


def test_an_indicator_has_the_value_that_was_sent(judge: Judge) -> None:
    assert (
        judge(WORLD, replace(MIDDLING, indicators={"online": Fraction("81.5")}), IndicatorValue("online"), "=", "81.5")
        is YES
    )


def test_an_indicator_that_was_not_sent_is_missing(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, IndicatorValue("online"), ">=", 0) is CANNOT_TELL
    assert judge(WORLD, MIDDLING, IndicatorValue("online")) is YES


def test_the_outcome_of_an_earlier_table_is_its_code(judge: Judge) -> None:
    best = sheet({"training": 10, "discipline": 5, "law": 5, "penalty": 0})
    assert judge(WORLD, best, OutcomeOf("group"), "=", "good") is YES
    assert judge(WORLD, best, OutcomeOf("group"), "=", "poor") is NO


def test_an_outcome_that_is_not_determined_is_missing(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, OutcomeOf("group"), "=", "good") is CANNOT_TELL
    assert judge(WORLD, MIDDLING, OutcomeOf("group")) is YES


def test_findings_of_an_earlier_table_are_counted(judge: Judge) -> None:
    answers = sheet({"training": 3, "discipline": 3, "law": 2, "penalty": 0})
    assert judge(WORLD, answers, FindingsOf("review"), "=", 2) is YES
    assert judge(WORLD, MIDDLING, FindingsOf("review"), "=", 0) is YES


PREVIOUS = {
    PreviousReviewed(): (Previous(reviewed=True), True),
    PreviousRank(): (Previous(rank=3), 3),
    PreviousOutcome("group"): (Previous(outcomes={"group": "good"}), "good"),
}


@pytest.mark.parametrize("measure", PREVIOUS)
def test_a_fact_of_the_previous_period_has_the_value_that_was_sent(judge: Judge, measure: Measure) -> None:
    previous, value = PREVIOUS[measure]
    assert judge(WORLD, replace(MIDDLING, previous=previous), measure, "=", value) is YES
    assert judge(WORLD, replace(MIDDLING, previous=previous), measure) is NO


@pytest.mark.parametrize("measure", PREVIOUS)
def test_a_fact_of_the_previous_period_that_is_not_known_is_missing(judge: Judge, measure: Measure) -> None:
    _, value = PREVIOUS[measure]
    assert judge(WORLD, MIDDLING, measure, "=", value) is CANNOT_TELL
    assert judge(WORLD, MIDDLING, measure) is YES


def test_not_reviewed_is_known_and_is_not_reviewed(judge: Judge) -> None:
    previous = Previous(reviewed=False)
    assert judge(WORLD, replace(MIDDLING, previous=previous), PreviousReviewed(), "=", threshold=True) is NO
    assert judge(WORLD, replace(MIDDLING, previous=previous), PreviousReviewed(), "=", threshold=False) is YES


def test_another_outcome_of_the_previous_period_is_not_this_one(judge: Judge) -> None:
    previous = Previous(outcomes={"group": "poor"})
    assert judge(WORLD, replace(MIDDLING, previous=previous), PreviousOutcome("group"), "=", "good") is NO


def test_the_period_is_that_of_the_sheet(judge: Judge) -> None:
    assert judge(WORLD, MIDDLING, PeriodCode(), "=", "2022") is YES
    assert judge(WORLD, MIDDLING, PeriodCode(), "=", "2023") is NO
    assert judge(WORLD, MIDDLING, PeriodCode()) is NO
