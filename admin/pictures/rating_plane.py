"""The picture of a rating: the total across, the lowest area up, and in each part of it what the rules answer.

The rules are asked by the engine's own functions, at one result within each part: thresholds lie between parts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from rules.condition import Condition
from rules.examination import verdict_of
from rules.measure import LowestPercent, TotalPercent
from rules.number import HUNDRED, ZERO
from rules.rubric import Rubric
from rules.settlement import settle
from rules.table import SINGLE, Grain, Table
from rules.value import conjunction

WIDTH: Final = 640
HEIGHT: Final = 360
"""Of the plane, in units of the picture."""

_MARGIN: Final = 15
"""Percents shown below the lowest threshold."""

_TEN: Final = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plane, in percents, and the *outcome* that the table answers there, blank where it has none."""

    left: Fraction
    right: Fraction
    low: Fraction
    high: Fraction
    outcome: str


@dataclass(frozen=True, slots=True)
class Plane:
    """What *table* answers between the corner (*left*, *low*) and (100, 100), by total and lowest area of *scope*."""

    table: Table
    scope: str
    left: Fraction
    low: Fraction
    parts: tuple[Part, ...]

    def across(self, percent: Fraction) -> int:
        """Where a total lies, from the left."""
        return _placed(percent, self.left, WIDTH)

    def up(self, percent: Fraction) -> int:
        """Where a lowest area lies, from the top."""
        return HEIGHT - _placed(percent, self.low, HEIGHT)

    def ticks(self, start: Fraction) -> tuple[int, ...]:
        """Round percents from *start* on, for an axis."""
        return tuple(range(int(start), int(HUNDRED) + 1, _TEN))

    def outcome_at(self, total: Fraction, lowest: Fraction) -> str:
        """What the table answers there, blank where it has no answer."""
        return _outcome(self.table, total, lowest)


def plane_of(rubric: Rubric) -> Plane | None:
    """The picture of the first table that decides on a total and a lowest area alone; `None` where there is none."""
    for table in rubric.tables:
        scope = _scope(table)
        if scope:
            return _plane(table, scope)
    return None


def _scope(table: Table) -> str:
    """The list whose lowest area *table* looks at beside the total and nothing else; blank where it is not so."""
    if table.grain is not Grain.AGENCY or table.hit_policy not in SINGLE or table.places is not None:
        return ""
    measures = [condition.measure for rule in table.rules for condition in rule.conditions]
    scopes = {each.scope for each in measures if isinstance(each, LowestPercent)}
    is_plain = all(isinstance(each, LowestPercent | TotalPercent) for each in measures)
    return next(iter(scopes)) if is_plain and len(scopes) == 1 else ""


def _plane(table: Table, scope: str) -> Plane:
    conditions = [condition for rule in table.rules for condition in rule.conditions]
    across = _marks(each for each in conditions if isinstance(each.measure, TotalPercent))
    up = _marks(each for each in conditions if isinstance(each.measure, LowestPercent))
    parts = tuple(
        Part(left, right, low, high, _outcome(table, (left + right) / 2, (low + high) / 2))
        for left, right in pairwise(across)
        for low, high in pairwise(up)
    )
    return Plane(table, scope, across[0], up[0], parts)


def _marks(conditions: Iterable[Condition]) -> list[Fraction]:
    """The ends of an axis and the thresholds between them."""
    thresholds = {each.threshold for each in conditions if isinstance(each.threshold, Fraction)}
    inside = sorted(each for each in thresholds if ZERO < each < HUNDRED)
    start = max(ZERO, inside[0] - _MARGIN) if inside else ZERO
    return [Fraction(int(start) // _TEN * _TEN), *inside, HUNDRED]


def _outcome(table: Table, total: Fraction, lowest: Fraction) -> str:
    judged = []
    for rule in table.rules:
        values = (total if isinstance(each.measure, TotalPercent) else lowest for each in rule.conditions)
        verdicts = tuple(verdict_of(each, value) for each, value in zip(rule.conditions, values, strict=True))
        judged.append((rule, "", conjunction(verdicts)))
    return settle(table, tuple(judged)).outcome or ""


def _placed(percent: Fraction, start: Fraction, length: int) -> int:
    inside = min(max(percent, start), HUNDRED)
    return int((inside - start) * length / (HUNDRED - start))
