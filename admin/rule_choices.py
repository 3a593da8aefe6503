"""What conditions may be about and what they may be compared with, as lists of plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction
from typing import Final

from rules.condition import Operator
from rules.criterion import Criterion, walk
from rules.errors import N_
from rules.measure import (
    CodeMeasure,
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
from rules.number import ZERO
from rules.rubric import Rubric, has_outcome, is_about_as_much, listing_codes
from rules.table import Grain, Table

Grouped = Mapping[str, Mapping[str, Measure]]


class Comparison(StrEnum):
    """How a condition of a form compares: a range is two conditions, yes and no are one operator."""

    AT_LEAST = "AT_LEAST"
    ABOVE = "ABOVE"
    AT_MOST = "AT_MOST"
    BELOW = "BELOW"
    TO_BELOW = "TO_BELOW"
    TO = "TO"
    EQUALS = "EQUALS"
    AMONG = "AMONG"
    YES = "YES"
    NO = "NO"
    MISSING = "MISSING"


WORDS: Final[Mapping[Comparison, str]] = {
    Comparison.AT_LEAST: N_("at … or more"),
    Comparison.ABOVE: N_("above …"),
    Comparison.AT_MOST: N_("at most …"),
    Comparison.BELOW: N_("below …"),
    Comparison.TO_BELOW: N_("from … to below …"),
    Comparison.TO: N_("from … to …, both included"),
    Comparison.EQUALS: N_("exactly …"),
    Comparison.AMONG: N_("one of those ticked"),
    Comparison.YES: N_("yes"),
    Comparison.NO: N_("no"),
    Comparison.MISSING: N_("no data"),
}
"""What comparisons are called in a list."""

RANGES: Final[Mapping[Comparison, Operator]] = {
    Comparison.TO_BELOW: Operator.BELOW,
    Comparison.TO: Operator.AT_MOST,
}
"""The comparisons with two bounds, by the operator of the upper one."""

_TRUTHS: Final = (Comparison.YES, Comparison.NO, Comparison.MISSING)
_CODES: Final = (Comparison.AMONG, Comparison.MISSING)
_NUMBERS: Final = tuple(each for each in Comparison if each not in (Comparison.AMONG, Comparison.YES, Comparison.NO))


@dataclass(frozen=True, slots=True)
class Choosing:
    """What there is to choose from for the conditions of a *table*; *periods* are those that there are."""

    rubric: Rubric
    table: Table
    periods: tuple[str, ...] = ()

    @property
    def measures(self) -> dict[str, Measure]:
        """All that a condition may be about, by what stands for it in a form."""
        return {key: measure for group in self.grouped().values() for key, measure in group.items()}

    def grouped(self) -> Grouped:
        """The same in groups, by what these are called."""
        listed = {name: {key_of(each): each for each in found} for name, found in self._groups()}
        return {name: group for name, group in listed.items() if group}

    def codes(self, measure: Measure) -> tuple[str, ...]:
        """The codes that *measure* may be compared with: outcomes of a table, or periods."""
        if isinstance(measure, OutcomeOf | PreviousOutcome):
            return self.rubric.table[measure.table].outcome_codes
        return self.periods if isinstance(measure, PeriodCode) else ()

    def _groups(self) -> Iterator[tuple[str, Iterator[Measure]]]:
        criteria = tuple(walk(self.rubric.criteria))
        yield N_("The criterion considered"), self._at_hand()
        yield N_("The agency as a whole"), iter((TotalPercent(), TotalPoints()))
        yield N_("Groups of criteria"), self._scoped()
        yield N_("Percentage of a criterion"), (CriterionPercent(each.code) for each in criteria if each.max_points > 0)
        yield N_("Points of a criterion"), (CriterionPoints(each.code) for each in criteria)
        yield N_("Points above the step"), (StepRemainder(each.code) for each in criteria if _has_step(each))
        yield N_("Indicators"), (IndicatorValue(each.code) for each in self.rubric.indicators)
        yield N_("Other tables"), self._of_tables()
        yield N_("The previous period"), self._before()
        yield N_("The time"), iter((PeriodCode(),))

    def _at_hand(self) -> Iterator[Measure]:
        if self.table.grain is Grain.CRITERION:
            yield from (CriterionPercent(), CriterionPoints(), StepRemainder())

    def _scoped(self) -> Iterator[Measure]:
        for scope in self.rubric.scopes:
            yield LowestPercent(scope.code)
            yield CountBelow(scope.code, ZERO)

    def _of_tables(self) -> Iterator[Measure]:
        """Results and cases of the tables that stand before this one."""
        codes = tuple(self.rubric.table)
        earlier = self.rubric.tables[: codes.index(self.table.code)]
        for each in earlier:
            if has_outcome(each, of_agency=False) and is_about_as_much(self.rubric, self.table, each):
                yield OutcomeOf(each.code)
        yield from (FindingsOf(code) for code in listing_codes(earlier))

    def _before(self) -> Iterator[Measure]:
        yield from (PreviousReviewed(), PreviousRank())
        yield from (PreviousOutcome(each.code) for each in self.rubric.tables if has_outcome(each, of_agency=True))


def key_of(measure: Measure) -> str:
    """What stands for *measure* in a form: its kind, and what it is about."""
    about = next((getattr(measure, each.name) for each in fields(measure) if each.name != "percent"), "")
    return f"{measure.kind}:{about}"


def comparisons_of(measure: Measure) -> tuple[Comparison, ...]:
    """How *measure* may be compared. A count of cases is never missing."""
    if isinstance(measure, PreviousReviewed):
        return _TRUTHS
    if isinstance(measure, CodeMeasure):
        return _CODES
    return tuple(each for each in _NUMBERS if each is not Comparison.MISSING or not isinstance(measure, FindingsOf))


def comparison_of(operator: Operator, threshold: object) -> Comparison:
    """The comparison of a condition with that *operator* and *threshold*."""
    match operator, threshold:
        case _, bool():
            return Comparison.YES if threshold else Comparison.NO
        case (Operator.IN, _) | (Operator.EQUALS, str()):
            return Comparison.AMONG
        case _:
            return Comparison(operator.name)


def asks_for_a_number(comparison: Comparison) -> bool:
    """Whether something is typed for it."""
    return comparison in _NUMBERS and comparison is not Comparison.MISSING


def with_percent(measure: Measure, percent: Fraction) -> Measure:
    """*measure* with the percentage below which it counts, where it does."""
    return CountBelow(measure.scope, percent) if isinstance(measure, CountBelow) else measure


def _has_step(criterion: Criterion) -> bool:
    return criterion.step is not None
