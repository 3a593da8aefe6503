"""Reading a measure: the exact value that a condition looks at, and where it was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from rules.measure import (
    CountBelow,
    CriterionMeasure,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    Measure,
    OutcomeOf,
    PercentMeasure,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.number import ZERO, rounded
from rules.rubric import Rubric
from rules.settlement import Settled
from rules.sheet import Accepted, Sheet
from rules.tally import Score, Tally
from rules.value import Between, Missing, Value, Why

NOT_GIVEN = Missing(Why.NOT_GIVEN)
NOT_APPLICABLE = Missing(Why.NOT_APPLICABLE)
NO_APPLICABLE_AREA = Missing(Why.NO_APPLICABLE_AREA)
NOT_DETERMINED = Missing(Why.NOT_DETERMINED)


@dataclass(frozen=True, slots=True)
class Reading:
    """All a measure may look at: the rubric, an accepted sheet, its tally, and the tables settled so far.

    *settled* may grow while tables are settled.
    """

    rubric: Rubric
    sheet: Accepted
    tally: Tally
    settled: Mapping[str, Settled]


def applicable(reading: Reading, scope: str) -> dict[str, Fraction]:
    """Percentages of the criteria in *scope* that are assessed and have a maximum."""
    percents = ((code, reading.tally.scores[code].percent) for code in reading.rubric.scope[scope].criteria)
    return {code: percent for code, percent in percents if percent is not None}


def read(reading: Reading, measure: Measure, member: str, places: int | None) -> Value:
    """The value of *measure* for *member* (blank for the agency), points and percentages rounded to *places*."""
    value = _read(reading, measure, member, places)
    rounds = isinstance(measure, TotalPoints | CriterionPoints | PercentMeasure)
    return rounded(value, places) if rounds and places is not None and isinstance(value, Fraction) else value


def _read(reading: Reading, measure: Measure, member: str, places: int | None) -> Value:
    match measure:
        case TotalPoints():
            return reading.tally.total.points
        case TotalPercent():
            percent = reading.tally.total.percent
            return NOT_APPLICABLE if percent is None else percent
        case CriterionPoints() | CriterionPercent() | StepRemainder():
            return _of_criterion(reading, measure, member)
        case LowestPercent(scope):
            return min(applicable(reading, scope).values(), default=NO_APPLICABLE_AREA)
        case CountBelow(scope, percent):
            values = applicable(reading, scope).values()
            seen = values if places is None else [rounded(value, places) for value in values]
            return Fraction(sum(value < percent for value in seen))
        case IndicatorValue(indicator):
            return reading.sheet.indicators.get(indicator, NOT_GIVEN)
        case OutcomeOf(table):
            settled = reading.settled[table].of(member)
            return settled.outcome or NOT_DETERMINED
        case FindingsOf(table):
            return _findings(reading.settled[table])
        case PreviousReviewed() | PreviousRank() | PreviousOutcome() | PeriodCode():
            return _of_period(reading.sheet, measure)
        case _:
            assert_never(measure)


def _of_criterion(reading: Reading, measure: CriterionMeasure, member: str) -> Value:
    code = measure.criterion or member
    score: Score = reading.tally.scores[code]
    if not score.applicable:
        return NOT_APPLICABLE
    match measure:
        case CriterionPoints():
            return score.points
        case CriterionPercent():
            return NOT_APPLICABLE if score.percent is None else score.percent
        case StepRemainder():
            step = reading.rubric.criterion[code].step
            return ZERO if step is None else score.points % step
        case _:
            assert_never(measure)


def _of_period(sheet: Sheet, measure: PreviousReviewed | PreviousRank | PreviousOutcome | PeriodCode) -> Value:
    previous = sheet.previous
    match measure:
        case PreviousReviewed():
            return NOT_GIVEN if previous.reviewed is None else previous.reviewed
        case PreviousRank():
            return NOT_GIVEN if previous.rank is None else Fraction(previous.rank)
        case PreviousOutcome(table):
            return previous.outcomes.get(table, NOT_GIVEN)
        case PeriodCode():
            return sheet.period
        case _:
            assert_never(measure)


def _findings(settled: Settled) -> Value:
    low, high = settled.counted
    return Fraction(low) if low == high else Between(low, high)
