"""Aiming: in which ways points meet a condition, and in which they do not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from typing import Final

from foresight.bounds import rounded_bound
from foresight.goals import ALWAYS, NEVER, TOTAL, Room, TooManyGoals, Ways, all_of, any_of, at_least, none_of, within
from rules.condition import Operator
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    LowestPercent,
    Measure,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.number import HUNDRED
from rules.rubric import Rubric
from rules.table import Table
from rules.tally import Score
from rules.value import Verdict
from rules.working import Working

_MOST_STEPS: Final = 400
"""Points above more steps than these are not told apart."""


@dataclass(frozen=True)
class Met:
    """The ways in which something holds for certain, and in which it certainly does not, once they are asked for.

    *known*: one of the two is always so. Otherwise it cannot be told what is neither.
    """

    holding: Callable[[], Ways]
    failing: Callable[[], Ways]
    known: bool = True

    @cached_property
    def yes(self) -> Ways:
        """The ways in which it holds. Raises: `TooManyGoals`."""
        return self.holding()

    @cached_property
    def no(self) -> Ways:
        """The ways in which it does not. Raises: `TooManyGoals`."""
        return self.failing()


@dataclass(frozen=True, slots=True)
class Aiming:
    """A rubric as it was worked out on a sheet, how many *unit*s a point has, and what *room* there is to rise."""

    rubric: Rubric
    working: Working
    unit: int
    room: Room
    known: dict[tuple[str, str], list[Met]] = field(default_factory=dict)
    """What was found of the rules of a table for a member."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """A comparison of what *table* looks at of *member* (blank: of the agency) with a *threshold*."""

    aiming: Aiming
    table: Table
    member: str
    operator: Operator
    threshold: Fraction

    @property
    def scores(self) -> Mapping[str, Score]:
        """The scores on the sheet as it is, of which maxima and what is assessed stay."""
        return self.aiming.working.tally.scores

    def using(self, operator: Operator, threshold: Fraction) -> "Comparing":
        """The same with another operator and threshold."""
        return Comparing(self.aiming, self.table, self.member, operator, threshold)


OPPOSITE: Final[Mapping[Operator, tuple[Operator, ...]]] = {
    Operator.AT_LEAST: (Operator.BELOW,),
    Operator.ABOVE: (Operator.AT_MOST,),
    Operator.AT_MOST: (Operator.ABOVE,),
    Operator.BELOW: (Operator.AT_LEAST,),
    Operator.EQUALS: (Operator.BELOW, Operator.ABOVE),
}


def constant(verdict: Verdict) -> Met:
    """What points do not change."""
    yes, no = (ALWAYS if verdict is each else NEVER for each in (Verdict.YES, Verdict.NO))
    return Met(lambda: yes, lambda: no, known=verdict is not Verdict.CANNOT_TELL)


def unmet(met: Met, room: Room) -> Ways:
    """The ways in which something does not hold, or not for certain."""
    return met.no if met.known else none_of(met.yes, room)


def met_by_points(comparing: Comparing, measure: Measure) -> Met | None:
    """In which ways points make *measure* compare so; `None` where it is not points that do.

    Raises: `TooManyGoals`.
    """
    yes = _ways(comparing, measure)
    if yes is None:
        return None
    others = [comparing.using(each, comparing.threshold) for each in OPPOSITE[comparing.operator]]
    return Met(lambda: yes, lambda: any_of(_ways(each, measure) or NEVER for each in others))


def counting(comparing: Comparing, items: Iterable[Met]) -> Met:
    """In which ways the number of *items* that hold compares so, whatever those come to that cannot be told.

    Raises: `TooManyGoals`.
    """
    found = list(items)

    def bound(operator: Operator) -> Ways:
        count = int(comparing.threshold)
        match operator:
            case Operator.AT_LEAST:
                return at_least(count, [each.yes for each in found])
            case Operator.ABOVE:
                return at_least(count + 1, [each.yes for each in found])
            case Operator.AT_MOST:
                return at_least(len(found) - count, [each.no for each in found])
            case Operator.BELOW:
                return at_least(len(found) - count + 1, [each.no for each in found])
            case _:
                return all_of(bound(each) for each in (Operator.AT_LEAST, Operator.AT_MOST))

    return Met(
        lambda: bound(comparing.operator),
        lambda: any_of(bound(each) for each in OPPOSITE[comparing.operator]),
        known=all(each.known for each in found),
    )


# ---- one measure -----------------------------------------------------------------------------------------------------


def _ways(comparing: Comparing, measure: Measure) -> Ways | None:
    total, scores = comparing.aiming.working.tally.total, comparing.scores
    match measure:
        case TotalPoints():
            return _points(comparing, TOTAL, comparing.table.places)
        case TotalPercent() if total.percent is not None:
            return _percent(comparing, TOTAL, total)
        case CriterionPoints(code) if scores[code or comparing.member].applicable:
            return _points(comparing, code or comparing.member, comparing.table.places)
        case CriterionPercent(code) if scores[code or comparing.member].percent is not None:
            return _percent(comparing, code or comparing.member, scores[code or comparing.member])
        case StepRemainder(code) if scores[code or comparing.member].applicable:
            return _above_steps(comparing, code or comparing.member)
        case LowestPercent(scope) if _assessed(comparing, scope):
            return _lowest(comparing, scope)
        case CountBelow(scope, percent):
            return _below(comparing, scope, percent)
        case _:
            return None


def _points(comparing: Comparing, code: str, places: int | None) -> Ways:
    low, high = _span(comparing, Fraction(comparing.aiming.unit), places)
    return within(comparing.aiming.room, code, low, high)


def _percent(comparing: Comparing, code: str, score: Score) -> Ways:
    scale = score.max_points * comparing.aiming.unit / HUNDRED
    return within(comparing.aiming.room, code, *_span(comparing, scale, comparing.table.places))


def _span(comparing: Comparing, scale: Fraction, places: int | None) -> tuple[int | None, int | None]:
    """The whole numbers that compare so with the threshold once they are divided by *scale*."""
    low = high = None
    operator, threshold = comparing.operator, comparing.threshold
    if operator in {Operator.AT_LEAST, Operator.ABOVE, Operator.EQUALS}:
        bound, strictly = rounded_bound(threshold, places, strictly=operator is Operator.ABOVE)
        low = bound * scale // 1 + 1 if strictly else -(-bound * scale // 1)
    if operator in {Operator.AT_MOST, Operator.BELOW, Operator.EQUALS}:
        bound, strictly = rounded_bound(threshold, places, strictly=operator is not Operator.BELOW)
        high = bound * scale // 1 if strictly else -(-bound * scale // 1) - 1
    return low, high


def _assessed(comparing: Comparing, scope: str) -> dict[str, Score]:
    scores = {code: comparing.scores[code] for code in comparing.aiming.rubric.scope[scope].criteria}
    return {code: score for code, score in scores.items() if score.percent is not None}


def _lowest(comparing: Comparing, scope: str) -> Ways:
    if comparing.operator is Operator.EQUALS:
        both = (Operator.AT_LEAST, Operator.AT_MOST)
        return all_of(_lowest(comparing.using(each, comparing.threshold), scope) for each in both)
    ways = [_percent(comparing, code, score) for code, score in _assessed(comparing, scope).items()]
    return all_of(ways) if comparing.operator in {Operator.AT_LEAST, Operator.ABOVE} else any_of(ways)


def _below(comparing: Comparing, scope: str, percent: Fraction) -> Ways:
    """How many criteria are below *percent*."""
    below, above = (comparing.using(each, percent) for each in (Operator.BELOW, Operator.AT_LEAST))
    items = [
        Met(partial(_percent, below, code, score), partial(_percent, above, code, score))
        for code, score in _assessed(comparing, scope).items()
    ]
    return counting(comparing, items).yes


def _above_steps(comparing: Comparing, code: str) -> Ways | None:
    """How far points are above the nearest lower multiple of their step."""
    step, unit = comparing.aiming.rubric.criterion[code].step, comparing.aiming.unit
    if step is None:
        return None
    first, last = (Fraction(end, unit) // step for end in comparing.aiming.room[code])
    if last - first > _MOST_STEPS:
        raise TooManyGoals
    return any_of(
        all_of(
            _points(comparing.using(operator, place * step + above), code, None)
            for operator, above in (
                (Operator.AT_LEAST, Fraction(0)),
                (Operator.BELOW, step),
                (comparing.operator, comparing.threshold),
            )
        )
        for place in range(first, last + 1)
    )
