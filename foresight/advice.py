"""Advice: the least that it takes to rise, by what, and what one area alone can do; each way is evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from foresight.earnable import answer_earning
from foresight.goals import TOTAL, Aiming, Goal, TooManyGoals, goals
from foresight.reach import Climb, Reach, TooFine, climb_of, together
from rules.acceptance import accept
from rules.answer import Answer
from rules.criterion import Criterion, leaves
from rules.evaluation import evaluate, examine
from rules.examination import Seen
from rules.result import Result
from rules.rubric import Edition
from rules.sheet import Sheet
from rules.table import SINGLE, Grain, Table
from rules.value import Verdict
from rules.working import Working


@dataclass(frozen=True, slots=True)
class Rise:
    """A leaf that rises from points *before* to points *after*."""

    criterion: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class Way:
    """What rises, by how many points of the total in all, and the *result* of the sheet that has risen so.

    What rises keeps to the steps of the scoring guide; *lacking* is the least gain whatever they are.
    """

    gain: Fraction
    lacking: Fraction
    rises: tuple[Rise, ...]
    sheet: Sheet
    result: Result


@dataclass(frozen=True, slots=True)
class Alone:
    """What one *criterion* can do alone: a *way*, or what is still *unmet* of the closest rule with all it can have."""

    criterion: str
    way: Way | None
    unmet: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """The least way to an *outcome* or a better one; `None` where points do not lead there. What each area can do."""

    outcome: str
    way: Way | None
    alone: tuple[Alone, ...]


class NotTold(Exception):
    """There is no advice: the table does not give one outcome, or the search would be too large to be exact."""


def advice(edition: Edition, sheet: Sheet, table: str) -> tuple[Advice, ...]:
    """The ways of an agency to each outcome of *table* that is better than its own, the nearest first.

    Only points rise; what was before, what is known beside points, and what is not assessed stay as they are.
    Raises: as `evaluate`; `NotTold`.
    """
    rubric = edition.rubric
    decided = rubric.table[table]
    if decided.hit_policy not in SINGLE or decided.grain is not Grain.AGENCY:
        raise NotTold
    accepted = accept(rubric, sheet)
    working = examine(rubric, accepted)
    try:
        on_step, fine = (climb_of(rubric, accepted, working.tally, on_step=each) for each in (True, False))
    except TooFine:
        raise NotTold from None
    climbing = _Climbing(edition, sheet, decided, working, (on_step, fine))
    own = working.settled[table].outcome
    better = decided.outcome_codes[: decided.outcome_codes.index(own)] if own else decided.outcome_codes
    return tuple(_towards(climbing, outcome) for outcome in reversed(better))


@dataclass(frozen=True, slots=True)
class _Aimed:
    """The least *points* of all areas that meet *aim*; *sums* is what the first areas come to together, one more each.

    Points are counted in the units of *climb*.
    """

    climb: Climb
    aim: Goal
    sums: tuple[Reach, ...]
    points: int


@dataclass(frozen=True, slots=True)
class _Climbing:
    """An agency on its way: its *sheet* as it was worked out, and what it can rise to, on the steps and beside them."""

    edition: Edition
    sheet: Sheet
    table: Table
    working: Working
    climbs: tuple[Climb, Climb]

    def aims(self, climb: Climb, outcome: str) -> list[Goal]:
        """Each way in which points lead to *outcome*, in the units of *climb*.

        Raises: `TooManyGoals`.
        """
        examined = self.working.examined[self.table.code]
        return goals(Aiming(self.edition.rubric, self.table, examined, self.working.tally, climb.unit), outcome)


def _towards(climbing: _Climbing, outcome: str) -> Advice:
    areas = _areas(climbing.climbs[0])
    try:
        way = _way(climbing, frozenset(climbing.climbs[0].steps), outcome)
        return Advice(outcome, way, tuple(_alone(climbing, area, outcome) for area in areas))
    except TooManyGoals:
        raise NotTold from None


def _alone(climbing: _Climbing, area: Criterion, outcome: str) -> Alone:
    """What *area* can do with everything else as it is."""
    free = frozenset(leaf.code for leaf in leaves((area,)))
    way = _way(climbing, free, outcome)
    if way is not None:
        return Alone(area.code, way)
    climb = climbing.climbs[0].only(free)
    most = climb.reach(area, {}).most
    risen = _risen(climbing, climb, climb.leaves_for(area, most, {}))
    return Alone(area.code, None, _unmet(climbing, risen, outcome))


def _unmet(climbing: _Climbing, risen: Sheet, outcome: str) -> tuple[Seen, ...]:
    """What a sheet that has risen still lacks of the rule with *outcome* to which it comes closest."""
    rubric, table = climbing.edition.rubric, climbing.table
    examined = examine(rubric, accept(rubric, risen)).examined[table.code]
    of_outcome = [each for each in examined if each.rule.outcome == outcome]
    lacking = [tuple(seen for seen in each.conditions if seen.verdict is not Verdict.YES) for each in of_outcome]
    return min(lacking, key=len, default=())


# ---- the least way ---------------------------------------------------------------------------------------------------


def _way(climbing: _Climbing, free: frozenset[str], outcome: str) -> Way | None:
    """The least way on the steps with only the leaves in *free*, and what lacks beside them."""
    on_step, fine = (_least(climbing, climb.only(free), outcome) for climb in climbing.climbs)
    return replace(on_step, lacking=min(on_step.gain, fine.gain)) if on_step and fine else on_step


def _least(climbing: _Climbing, climb: Climb, outcome: str) -> Way | None:
    """The way with the least gain of the total, proven by the engine."""
    aimed = filter(None, (_aimed(climb, aim) for aim in climbing.aims(climb, outcome)))
    for each in sorted(aimed, key=lambda each: each.points):
        way = _proven(climbing, each, outcome)
        if way is not None:
            return way
    return None


def _areas(climb: Climb) -> list[Criterion]:
    return [area for area in climb.rubric.criteria if climb.tally.scores[area.code].applicable]


def _totals(climb: Climb, aim: Goal) -> tuple[Reach, ...]:
    """What the first areas come to together within *aim*, one more each."""
    sums: tuple[Reach, ...] = (Reach(0, 1),)
    for area in _areas(climb):
        sums = (*sums, together(sums[-1], climb.reach(area, aim)))
    return sums


def _kept(climb: Climb, points: int) -> int:
    """The total where the areas come to *points*."""
    if not any(area.extra for area in climb.rubric.criteria):
        return points
    return min(max(points, 0), climb.units(climb.tally.total.max_points))


def _aimed(climb: Climb, aim: Goal) -> _Aimed | None:
    low, high = aim.get(TOTAL, (None, None))
    sums = _totals(climb, aim)
    for points in sums[-1].points:
        kept = _kept(climb, points)
        if (low is None or kept >= low) and (high is None or kept <= high):
            return _Aimed(climb, aim, sums, points)
    return None


def _proven(climbing: _Climbing, aimed: _Aimed, outcome: str) -> Way | None:
    """The least way that meets an aim, if the engine finds that it leads to *outcome* or a better one."""
    climb, aim, left = aimed.climb, aimed.aim, aimed.points
    found: dict[str, int] = {}
    for area, before in zip(reversed(_areas(climb)), reversed(aimed.sums[:-1]), strict=True):
        own = next(value for value in climb.reach(area, aim).points if before.has(left - value))
        found |= climb.leaves_for(area, own, aim)
        left -= own
    risen = _risen(climbing, climb, found)
    result = evaluate(climbing.edition, risen)
    code, table = result["outcomes"][climbing.table.code]["code"], climbing.table
    if code is None or table.outcome_codes.index(code) > table.outcome_codes.index(outcome):
        return None
    rises = tuple(_rises(climb, found))
    gain = Fraction(result["total"]["points"]) - climb.tally.total.points
    return Way(gain, gain, rises, risen, result)


def _rises(climb: Climb, points: Mapping[str, int]) -> list[Rise]:
    before = {code: climb.steps[code].low for code in points}
    return [
        Rise(code, Fraction(before[code], climb.unit), Fraction(points[code], climb.unit))
        for code in climb.rubric.leaf_codes
        if code in points and points[code] > before[code]
    ]


def _risen(climbing: _Climbing, climb: Climb, points: Mapping[str, int]) -> Sheet:
    """The sheet with answers that earn *points*, in units, where these have risen."""
    sheet, rubric = climbing.sheet, climbing.edition.rubric
    risen: dict[str, Answer] = {}
    for rise in _rises(climb, points):
        earning = answer_earning(rubric.criterion[rise.criterion], rise.after, sheet.bests.get(rise.criterion))
        if earning is not None:
            risen[rise.criterion] = earning.answer
    return replace(sheet, answers=tuple(risen.get(answer.criterion, answer) for answer in sheet.answers))
