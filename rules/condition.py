"""Conditions: a measure compared with a constant. Never two measures: their encoded integers do not compare."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from rules.errors import BadValue, require
from rules.measure import CodeMeasure, CountMeasure, FindingsOf, Measure, PreviousReviewed
from rules.number import is_exact


class Operator(StrEnum):
    """How a measure is compared with its threshold."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUALS = "="
    IN = "in"
    MISSING = "missing"


Threshold = Fraction | str | bool | tuple[str, ...] | None
"""A number; a code for `=` on codes; yes or no; codes for `in`; nothing for `missing`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A measure, an operator and the threshold, which stands here and nowhere else."""

    measure: Measure
    operator: Operator
    threshold: Threshold = None

    def __post_init__(self) -> None:
        what = f"condition on {self.measure.kind}"
        allowed = _operators(self.measure)
        require(
            self.operator in allowed,
            BadValue(what=f"{what}: operator", given=self.operator, allowed=", ".join(sorted(allowed))),
        )
        wanted = _threshold_wanted(self.measure, self.operator)
        require(
            _is_of_kind(self.threshold, wanted),
            BadValue(what=f"{what} {self.operator}: threshold", given=self.threshold, allowed=wanted),
        )


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
        return "nothing"
    if operator is Operator.IN:
        return "a list of different codes"
    if isinstance(measure, PreviousReviewed):
        return "true or false"
    if isinstance(measure, CodeMeasure):
        return "a code"
    if isinstance(measure, CountMeasure):
        return "a whole number"
    return "a number with at most 6 decimals"


def _is_of_kind(threshold: Threshold, wanted: str) -> bool:
    match threshold:
        case None:
            return wanted == "nothing"
        case bool():  # before numbers: Python counts True as 1, a regulation does not
            return wanted == "true or false"
        case str():
            return wanted == "a code" and threshold != ""
        case tuple():
            return wanted.startswith("a list") and len(threshold) > 0 and len(set(threshold)) == len(threshold)
        case Fraction():
            whole = wanted == "a whole number" and threshold.denominator == 1
            return is_exact(threshold) and (whole or wanted.startswith("a number"))
        case _:
            assert_never(threshold)
