"""Least bounds: conditions that every value of a measure meets, and that nothing meets which has no value."""

from fractions import Fraction

from rules.condition import Condition, Operator
from rules.criterion import leaves
from rules.measure import (
    CriterionPercent,
    CriterionPoints,
    IndicatorValue,
    LowestPercent,
    Measure,
    OutcomeOf,
    PreviousOutcome,
    PreviousRank,
    StepRemainder,
)
from rules.number import HUNDRED, ZERO, rounded
from rules.rubric import Rubric
from rules.table import Table


def least_known(rubric: Rubric, table: Table, member: str, measure: Measure) -> Condition | None:
    """That *measure* has a value, as *table* asks it of *member*; `None` where no condition says that alone."""
    match measure:
        case OutcomeOf(code) | PreviousOutcome(code):
            return one_of(measure, rubric.table[code].outcome_codes)
        case PreviousRank():
            return Condition(measure, Operator.AT_LEAST, Fraction(1))
        case StepRemainder():
            return Condition(measure, Operator.AT_LEAST, ZERO)
        case IndicatorValue(code):
            return _of_indicator(rubric, measure, code)
        case LowestPercent(scope):
            return _of_points(rubric, measure, rubric.scope[scope].criteria, HUNDRED)
        case CriterionPercent(code):
            return _of_points(rubric, measure, (code or member,), HUNDRED)
        case CriterionPoints(code):
            cap = rubric.criterion[code or member].max_points
            most = cap if table.places is None else rounded(cap, table.places)
            return _of_points(rubric, measure, (code or member,), most)
        case _:
            return None


def one_of(measure: Measure, codes: tuple[str, ...]) -> Condition:
    """That *measure* is one of *codes*."""
    if len(codes) == 1:
        return Condition(measure, Operator.EQUALS, codes[0])
    return Condition(measure, Operator.IN, codes)


def _of_indicator(rubric: Rubric, measure: Measure, code: str) -> Condition | None:
    indicator = rubric.indicator[code]
    if indicator.low is not None:
        return Condition(measure, Operator.AT_LEAST, indicator.low)
    return None if indicator.high is None else Condition(measure, Operator.AT_MOST, indicator.high)


def _of_points(rubric: Rubric, measure: Measure, codes: tuple[str, ...], most: Fraction) -> Condition:
    below = leaves(tuple(rubric.criterion[code] for code in codes))
    if any(leaf.min_points < 0 for leaf in below):
        return Condition(measure, Operator.AT_MOST, most)
    return Condition(measure, Operator.AT_LEAST, ZERO)
