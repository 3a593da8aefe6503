"""Chapter 8: the previous period and the period itself."""

import pytest

from rules.measure import (
    CriterionPercent,
    FindingsOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    TotalPercent,
)
from rules.settlement import Reason
from rules.sheet import Previous
from tests.builders import rubric, rule, sheet, table, when
from tests.evaluators import Evaluator

REVIEW = table("review", rule("review", when(CriterionPercent(), "<", 75)), policy="COLLECT", scope="all")
REPEAT = table(
    "repeat",
    rule("again", when(FindingsOf("review"), ">=", 1), when(PreviousReviewed(), "=", threshold=True)),
    policy="COLLECT",
)
WORLD = rubric(REVIEW, REPEAT, scopes={"all": ("a",)}, review_table="review")


def test_a_second_year_under_review_is_a_finding(evaluator: Evaluator) -> None:
    answer = evaluator(WORLD, sheet({"a": 74}, previous=Previous(reviewed=True)))
    assert answer.findings("repeat") == [("", "again")]


@pytest.mark.parametrize(("points", "reviewed"), [(75, True), (74, False), (75, False)])
def test_one_year_under_review_is_no_repeat(evaluator: Evaluator, points: int, reviewed: bool) -> None:  # noqa: FBT001
    answer = evaluator(WORLD, sheet({"a": points}, previous=Previous(reviewed=reviewed)))
    assert answer.findings("repeat") == []
    assert answer.settled["repeat"].determined


def test_an_unknown_previous_period_leaves_a_possible_finding(evaluator: Evaluator) -> None:
    answer = evaluator(WORLD, sheet({"a": 74}))
    assert (answer.findings("repeat"), answer.possible("repeat")) == ([], [("", "again")])
    assert answer.settled["repeat"].reason is Reason.MISSING
    assert answer.settled["review"].determined


def test_an_unknown_previous_period_does_not_matter_where_nothing_is_under_review(evaluator: Evaluator) -> None:
    assert evaluator(WORLD, sheet({"a": 75})).settled["repeat"].determined


def test_each_fact_of_the_previous_period_may_be_known_without_the_others(evaluator: Evaluator) -> None:
    group = table("group", rule("good", when(TotalPercent(), ">=", 0)))
    ranked = table("ranked", rule("top", when(PreviousRank(), "<=", 3)), policy="COLLECT")
    kept = table("kept", rule("kept", when(PreviousOutcome("group"), "=", "good")), policy="COLLECT")
    answer = evaluator(rubric(group, ranked, kept), sheet(previous=Previous(rank=3)))
    assert answer.findings("ranked") == [("", "top")]
    assert answer.possible("kept") == [("", "kept")]


def test_a_transitional_provision_is_a_rule_with_a_condition_on_the_period(evaluator: Evaluator) -> None:
    first_year = rule(
        "good", when(TotalPercent(), ">=", 80), when(PeriodCode(), "in", ["2022", "2023-H1"]), code="first"
    )
    after = rule("good", when(TotalPercent(), ">=", 90), code="after")
    world = rubric(table("group", first_year, after, default="poor"))
    outcomes = [
        evaluator(world, sheet({"a": 85}, period=period)).settled["group"].outcome
        for period in ("2022", "2023-H1", "2023")
    ]
    assert outcomes == ["good", "good", "poor"]
