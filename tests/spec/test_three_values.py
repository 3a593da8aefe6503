"""Chapter 3: three values. A rule holds, does not hold, or cannot be told: a missing fact is not a false one."""

from itertools import product

import pytest

from rules.condition import Condition
from rules.measure import IndicatorValue
from rules.value import Verdict, conjunction
from tests.builders import CANNOT_TELL, NO, YES, rubric, rule, sheet, table, when
from tests.evaluators import Evaluator

VALUES = {YES: {"value": 1}, NO: {"value": 0}, CANNOT_TELL: {}}


def verdict(evaluator: Evaluator, *verdicts: Verdict) -> Verdict:
    """The verdict on a rule with one condition for each of *verdicts*."""
    names = [f"i{place}" for place in range(len(verdicts))]
    conditions: list[Condition] = [when(IndicatorValue(name), ">=", 1) for name in names]
    values = {name: value for name, each in zip(names, verdicts, strict=True) for value in VALUES[each].values()}
    world = rubric(table("t", rule("holds", *conditions)), indicators=names)
    return evaluator(world, sheet(indicators=values)).verdicts["t", "holds", ""]


@pytest.mark.parametrize("verdicts", [*product((YES, NO, CANNOT_TELL), repeat=3)])
def test_a_rule_holds_if_all_conditions_hold_and_fails_if_any_fails(
    evaluator: Evaluator, verdicts: tuple[Verdict, ...]
) -> None:
    expected = NO if NO in verdicts else CANNOT_TELL if CANNOT_TELL in verdicts else YES
    assert verdict(evaluator, *verdicts) is expected
    assert conjunction(verdicts) is expected


def test_a_condition_that_fails_decides_whatever_else_is_missing(evaluator: Evaluator) -> None:
    assert verdict(evaluator, CANNOT_TELL, NO) is NO


def test_each_condition_is_told_apart_even_where_two_together_cannot_hold(evaluator: Evaluator) -> None:
    """`x >= 2` and `x < 1`, x missing: cannot tell, since conditions are judged one by one."""
    both = rule("never", when(IndicatorValue("x"), ">=", 2), when(IndicatorValue("x"), "<", 1))
    world = rubric(table("t", both), indicators=("x",))
    assert evaluator(world, sheet()).verdicts["t", "never", ""] is CANNOT_TELL
    assert evaluator(world, sheet(indicators={"x": 3})).verdicts["t", "never", ""] is NO


def test_a_rule_may_say_one_thing_twice(evaluator: Evaluator) -> None:
    once = when(IndicatorValue("x"), ">=", 2)
    world = rubric(table("t", rule("holds", once, once)), indicators=("x",))
    assert evaluator(world, sheet(indicators={"x": 2})).verdicts["t", "holds", ""] is YES


def test_a_rule_may_ask_for_a_missing_value_beside_a_known_one(evaluator: Evaluator) -> None:
    both = rule("holds", when(IndicatorValue("x"), "missing"), when(IndicatorValue("y"), ">=", 1))
    world = rubric(table("t", both), indicators=("x", "y"))
    verdicts = [
        evaluator(world, sheet(indicators=values)).verdicts["t", "holds", ""]
        for values in ({"y": 1}, {"y": 0}, {}, {"x": 0, "y": 1}, {"x": 0})
    ]
    assert verdicts == [YES, NO, CANNOT_TELL, NO, NO]
