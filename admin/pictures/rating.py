"""The rating as a plane: the composite index across, the lowest area up, and what a table answers in each part of it.

What holds where is asked of the engine: the conditions are judged and the table settled as in an evaluation, over one
point of each cell between the thresholds.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from rules.condition import Operator
from rules.examination import verdict_of
from rules.measure import LowestPercent, Measure, TotalPercent
from rules.number import HUNDRED, ZERO, rounded
from rules.rubric import Rubric
from rules.settlement import Reason, settle
from rules.table import SINGLE, Grain, Rule, Table
from rules.value import Verdict, conjunction

BELOW_THE_LOWEST: Final = 15
"""How far below its lowest threshold an axis begins, in per cent."""

_BESIDE_A_DOT: Final = 2
_BOUNDS: Final = frozenset({Operator.AT_LEAST, Operator.ABOVE, Operator.AT_MOST, Operator.BELOW})


@dataclass(frozen=True, slots=True)
class Holding:
    """What a table answers: the code of an *outcome*, or why there is none."""

    outcome: str = ""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From *low* to *high*, in per cent."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the plane where the same holds: *across* of the composite index, *up* of the lowest area."""

    holding: Holding
    across: Span
    up: Span


@dataclass(frozen=True, slots=True)
class Plane:
    """A *table* that decides by the composite index and the lowest percentage of a *scope*, and by nothing else."""

    table: Table
    scope: str

    def at(self, total: Fraction, lowest: Fraction) -> Holding:
        """What the table answers at that point."""
        judged = tuple((rule, "", self._verdict(rule, total, lowest)) for rule in self.table.rules)
        settled = settle(self.table, judged)
        return Holding(settled.outcome, settled.reason)

    def thresholds(self, measure: type[TotalPercent | LowestPercent]) -> list[Fraction]:
        """What the *measure* is compared with, each once, the lowest first."""
        asked = (each for rule in self.table.rules for each in rule.conditions if isinstance(each.measure, measure))
        return sorted({each.threshold for each in asked if isinstance(each.threshold, Fraction)})

    def _verdict(self, rule: Rule, total: Fraction, lowest: Fraction) -> Verdict:
        total, lowest = self._compared(total), self._compared(lowest)
        values: dict[Measure, Fraction] = {TotalPercent(): total, LowestPercent(self.scope): lowest}
        return conjunction(tuple(verdict_of(each, values[each.measure]) for each in rule.conditions))

    def _compared(self, value: Fraction) -> Fraction:
        return value if self.table.places is None else rounded(value, self.table.places)


def plane_of(rubric: Rubric) -> Plane | None:
    """The first table of *rubric* that decides in a plane; none where there is no such table."""
    return next((plane for table in rubric.tables if (plane := _plane(table)) is not None), None)


def span(thresholds: Iterable[Fraction], values: Iterable[Fraction]) -> Span:
    """What an axis shows: whole per cents from below the lowest threshold, and all *values*, up to 100 at least."""
    shown = [each - BELOW_THE_LOWEST for each in thresholds]
    shown += [each - _BESIDE_A_DOT for each in values]
    low = min(shown, default=ZERO)
    return Span(max(ZERO, Fraction(low.numerator // low.denominator)), HUNDRED)


def regions(plane: Plane, across: Span, up: Span) -> tuple[Region, ...]:
    """The parts of what is shown, those of the highest lowest area first; together they cover it once."""
    columns = _spans(across, plane.thresholds(TotalPercent))
    rows = reversed(_spans(up, plane.thresholds(LowestPercent)))
    strips = [each for row in rows for each in _strips(plane, columns, row)]
    return tuple(_stacked(strips))


@dataclass(frozen=True, slots=True)
class Stretch:
    """From *low* to *high*, in per cent, each `None` where there is no such end; whether the ends belong to it."""

    low: Fraction | None
    high: Fraction | None
    with_low: bool
    with_high: bool


def stretches(plane: Plane, all_of: Iterable[Region], region: Region) -> tuple[Stretch, Stretch]:
    """Where a *region* of *all_of* lies, across and up; the edges of what is shown are no ends."""
    every, across, up = tuple(all_of), _middle(region.across), _middle(region.up)
    shown_across = Span(min(each.across.low for each in every), max(each.across.high for each in every))
    shown_up = Span(min(each.up.low for each in every), max(each.up.high for each in every))
    return (
        _stretch(region.across, shown_across, lambda total: plane.at(total, up) == region.holding),
        _stretch(region.up, shown_up, lambda lowest: plane.at(across, lowest) == region.holding),
    )


def _stretch(span: Span, shown: Span, holds: Callable[[Fraction], bool]) -> Stretch:
    low = span.low if span.low > shown.low else None
    high = span.high if span.high < shown.high else None
    return Stretch(low, high, low is not None and holds(low), high is not None and holds(high))


def _plane(table: Table) -> Plane | None:
    asked = [each for rule in table.rules for each in rule.conditions]
    scopes = {each.measure.scope for each in asked if isinstance(each.measure, LowestPercent)}
    others = [each for each in asked if not isinstance(each.measure, TotalPercent | LowestPercent)]
    by_total = any(isinstance(each.measure, TotalPercent) for each in asked)
    decides = table.grain is Grain.AGENCY and table.hit_policy in SINGLE
    bounded = all(each.operator in _BOUNDS for each in asked)
    is_plane = decides and bounded and by_total and not others and len(scopes) == 1
    return Plane(table, scopes.pop()) if is_plane else None


def _spans(shown: Span, thresholds: Iterable[Fraction]) -> list[Span]:
    inside = [each for each in thresholds if shown.low < each < shown.high]
    return [Span(low, high) for low, high in pairwise([shown.low, *inside, shown.high])]


def _strips(plane: Plane, columns: Iterable[Span], row: Span) -> Iterator[Region]:
    """The parts of one *row*: neighbours where the same holds are one."""
    strip: Region | None = None
    for column in columns:
        holding = plane.at(_middle(column), _middle(row))
        if strip is not None and strip.holding == holding:
            strip = Region(holding, Span(strip.across.low, column.high), row)
            continue
        if strip is not None:
            yield strip
        strip = Region(holding, column, row)
    if strip is not None:
        yield strip


def _stacked(strips: Iterable[Region]) -> list[Region]:
    """*strips*, one with what lies below it where the same holds as far across."""
    stacked: dict[tuple[Holding, Span, Fraction], Region] = {}
    for each in strips:
        above = stacked.pop((each.holding, each.across, each.up.high), None)
        whole = each if above is None else Region(each.holding, each.across, Span(each.up.low, above.up.high))
        stacked[each.holding, each.across, whole.up.low] = whole
    return list(stacked.values())


def _middle(span: Span) -> Fraction:
    return (span.low + span.high) / 2
