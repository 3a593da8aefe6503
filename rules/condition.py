"""Conditions: a measure compared with a constant. Never two measures: their encoded integers do not compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, assert_never

from rules.errors import N_, BadValue, require
from rules.measure import CodeMeasure, CountMeasure, FindingsOf, Measure, PreviousReviewed
from rules.number import PLACES, is_exact
from rules.said import Said, said


class Operator(StrEnum):
    """How a measure is compared with its threshold."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUALS = "="
    IN = "in"
    MISSING = "missing"


_MEASURES: Final[Mapping[str, str]] = {
    "total_points": N_("the total points"),
    "total_percent": N_("the composite index"),
    "criterion_points": N_("the points of a criterion"),
    "criterion_percent": N_("the percentage of a criterion"),
    "step_remainder": N_("the points of a criterion above its step"),
    "lowest_percent": N_("the lowest percentage in a scope"),
    "count_below": N_("the number of criteria below a percentage"),
    "indicator": N_("an indicator"),
    "outcome": N_("the result of a table"),
    "findings": N_("the number of cases of a table"),
    "previous_reviewed": N_("the accountability review of the previous period"),
    "previous_rank": N_("the rank of the previous period"),
    "previous_outcome": N_("the result of a table in the previous period"),
    "period": N_("the period"),
}
"""What the kinds of measures are called, whatever they are about."""

_COMPARED: Final[Mapping[Operator, str]] = {
    Operator.AT_LEAST: N_("at least"),
    Operator.ABOVE: N_("above"),
    Operator.AT_MOST: N_("at most"),
    Operator.BELOW: N_("below"),
    Operator.EQUALS: N_("equal to"),
    Operator.IN: N_("one of"),
    Operator.MISSING: N_("no data"),
}
"""What the operators are called."""

_NOTHING = N_("nothing")
_CODES = N_("a list of different codes")
_TRUTH = N_("true or false")
_CODE = N_("a code")
_WHOLE = N_("a whole number")
_NUMBER = N_("a number with at most {places} decimals")

Threshold = Fraction | str | bool | tuple[str, ...] | None
"""A number; a code for `=` on codes; yes or no; codes for `in`; nothing for `missing`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A measure, an operator and the threshold, which stands here and nowhere else."""

    measure: Measure
    operator: Operator
    threshold: Threshold = None

    def __post_init__(self) -> None:
        measure = said(_MEASURES[self.measure.kind])
        allowed = _operators(self.measure)
        require(
            self.operator in allowed,
            BadValue(
                what=said(N_("condition on {measure}: operator"), measure=measure),
                given=self.operator,
                allowed=", ".join(sorted(allowed)),
                at=("operator",),
            ),
        )
        wanted = _threshold_wanted(self.measure, self.operator)
        require(
            _is_of_kind(self.threshold, wanted),
            BadValue(
                what=threshold_named(self.measure, self.operator),
                given=said(_NOTHING) if self.threshold is None else self.threshold,
                allowed=said(wanted, places=PLACES),
                at=("threshold",),
            ),
        )


def threshold_named(measure: Measure, operator: Operator) -> Said:
    """What the threshold of a condition is called."""
    about, compared = said(_MEASURES[measure.kind]), said(_COMPARED[operator])
    return said(N_("condition on {measure} ({operator}): threshold"), measure=about, operator=compared)


def _operators(measure: Measure) -> set[Operator]:
    """The operators that make sense of *measure*. A count of findings is never missing, only bounded."""
    match measure:
        case PreviousReviewed():
            return {Operator.EQUALS, Operator.MISSING}
        case FindingsOf():
            return set(Operator) - {Operator.IN, Operator.MISSING}
        case _ if isinstance(measure, CodeMeasure):
            return {Operator.EQUALS, Operator.IN, Operator.MISSING}
        case _:
            return set(Operator) - {Operator.IN}


def _threshold_wanted(measure: Measure, operator: Operator) -> str:
    if operator is Operator.MISSING:
        return _NOTHING
    if operator is Operator.IN:
        return _CODES
    if isinstance(measure, PreviousReviewed):
        return _TRUTH
    if isinstance(measure, CodeMeasure):
        return _CODE
    if isinstance(measure, CountMeasure):
        return _WHOLE
    return _NUMBER


def _is_of_kind(threshold: Threshold, wanted: str) -> bool:
    match threshold:
        case None:
            return wanted == _NOTHING
        case bool():  # before numbers: Python counts True as 1, a regulation does not
            return wanted == _TRUTH
        case str():
            return wanted == _CODE and threshold != ""
        case tuple():
            return wanted == _CODES and len(threshold) > 0 and len(set(threshold)) == len(threshold)
        case Fraction():
            whole = wanted == _WHOLE and threshold.denominator == 1
            return is_exact(threshold) and (whole or wanted == _NUMBER)
        case _:
            assert_never(threshold)
