"""Rising: the lowest total within any of several goals, the leaves that rise to it, and the sheet that has risen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from foresight.earnable import answer_earning
from foresight.goals import Goal, Ways
from foresight.reach import Climb
from rules.answer import Answer
from rules.combining import Best
from rules.criterion import Criterion
from rules.sheet import Sheet

_TRIES: Final = 60
"""So many points that no answer earns are left out one by one."""


class TooManyTries(Exception):
    """Too many points turned out to be earned by no answer that was found."""


class NotEarned(Exception):
    """No answer was found to a *leaf* that earns *points*, in units."""

    def __init__(self, leaf: str, points: int) -> None:
        super().__init__(leaf, points)
        self.leaf, self.points = leaf, points


@dataclass(frozen=True, slots=True)
class Rise:
    """A leaf that rises from points *before* to points *after*."""

    criterion: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class Risen:
    """A *sheet* that has risen, and what its *leaves* and the *total* came to on *climb*, in units."""

    climb: Climb
    leaves: Mapping[str, int]
    sheet: Sheet
    total: int

    @property
    def rises(self) -> tuple[Rise, ...]:
        """What has risen, in the order of the rubric."""
        steps, unit = self.climb.steps, self.climb.unit
        return tuple(
            Rise(code, Fraction(steps[code].low, unit), Fraction(self.leaves[code], unit))
            for code in self.climb.rubric.leaf_codes
            if code in self.leaves and self.leaves[code] > steps[code].low
        )


def risen(climb: Climb, sheet: Sheet, points: Mapping[str, int]) -> Risen:
    """*sheet* with answers that earn *points* where these are more than before.

    Raises: `NotEarned`.
    """
    answers: dict[str, Answer] = {}
    for code, each in points.items():
        if each > climb.steps[code].low:
            leaf, best = climb.rubric.criterion[code], sheet.bests.get(code)
            earning = answer_earning(leaf, Fraction(each, climb.unit), best)
            if earning is None:
                raise NotEarned(code, each)
            answers[code] = earning.answer
    given = tuple(answers.get(answer.criterion, answer) for answer in sheet.answers)
    return Risen(climb, points, replace(sheet, answers=given), total_of(climb, points))


def lowest(climb: Climb, sheet: Sheet, ways: Ways) -> Risen | None:
    """The sheet with the lowest total within one of *ways*; `None` where nothing leads there.

    Raises: `TooManyTries`.
    """
    for _ in range(_TRIES):
        found = _lowest(climb, ways)
        if found is None:
            return None
        try:
            return risen(climb, sheet, _leaves(climb, *found))
        except NotEarned as missing:
            climb = _without(climb, missing)
    raise TooManyTries


def highest(climb: Climb, sheet: Sheet, area: Criterion) -> Risen:
    """The sheet on which *area* has all that it can have.

    Raises: `TooManyTries`.
    """
    for _ in range(_TRIES):
        try:
            return risen(climb, sheet, climb.leaves_for(area, climb.reach(area, {}).most, {}))
        except NotEarned as missing:
            climb = _without(climb, missing)
    raise TooManyTries


def lowest_total(climb: Climb, ways: Ways) -> int | None:
    """The lowest total within one of *ways*, in units, whether or not answers are found that earn it."""
    found = _lowest(climb, ways)
    return None if found is None else climb.kept(found[0])


def below(climb: Climb, leaf: str, points: int) -> Climb:
    """The same where *leaf* stays below *points*."""
    return climb.keeping(leaf, climb.steps[leaf].within(None, points - 1))


def total_of(climb: Climb, points: Mapping[str, int]) -> int:
    """The total where the leaves have *points*, in units."""
    return climb.kept(sum(_of(climb, area, points) for area in climb.areas))


def _of(climb: Climb, criterion: Criterion, points: Mapping[str, int]) -> int:
    if not criterion.parts:
        return points.get(criterion.code, climb.steps[criterion.code].low)
    of_parts = [_of(climb, part, points) for part in climb.counting(criterion)]
    if isinstance(criterion.combined, Best):
        return max(of_parts, default=0)
    return climb.of_sum(criterion)(sum(of_parts))


def _without(climb: Climb, missing: NotEarned) -> Climb:
    reach = climb.steps[missing.leaf]
    return climb.keeping(missing.leaf, replace(reach, bits=reach.bits & ~(1 << (missing.points - reach.low))))


def _lowest(climb: Climb, ways: Ways) -> tuple[int, Goal] | None:
    """The least points of all areas within one of *ways*, and the first goal that they meet."""
    found: tuple[int, Goal] | None = None
    for goal in ways:
        reach = climb.totals(goal)[-1]
        if reach.bits and (found is None or reach.low < found[0]):
            found = (reach.low, goal)
    return found


def _leaves(climb: Climb, points: int, goal: Goal) -> Mapping[str, int]:
    """The points of the leaves with which all areas come to *points* within *goal*."""
    found: dict[str, int] = {}
    for area, before in zip(reversed(climb.areas), reversed(climb.totals(goal)[:-1]), strict=True):
        own = next(value for value in climb.reach(area, goal).points if before.has(points - value))
        found |= climb.leaves_for(area, own, goal)
        points -= own
    return found
