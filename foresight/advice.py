"""Advice: the least that it takes to rise, by what, and what one area alone can do; each way is evaluated."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from foresight.aiming import Aiming
from foresight.goals import TooManyGoals, Ways
from foresight.leading import leading
from foresight.reach import Climb, TooFine, climb_of
from foresight.rising import (
    NotEarned,
    Rise,
    Risen,
    TooManyTries,
    below,
    highest,
    lowest,
    lowest_total,
    risen,
    total_of,
)
from rules.acceptance import accept
from rules.condition import Operator
from rules.criterion import Criterion, leaves
from rules.evaluation import evaluate, examine
from rules.examination import Seen
from rules.measure import (
    CriterionPercent,
    CriterionPoints,
    LowestPercent,
    TotalPercent,
    TotalPoints,
)
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey, SurveyTakenOver
from rules.result import Result
from rules.rubric import Edition
from rules.sheet import Sheet
from rules.table import SINGLE, Grain, Rule, Table
from rules.tally import Tally
from rules.value import Verdict
from rules.working import Working


@dataclass(frozen=True, slots=True)
class Way:
    """What rises, by how many points of the total in all, and the *result* of the sheet that has risen so.

    What rises keeps to the steps of the scoring guide; *lacking* is the least gain whatever they are. *others*: there
    are other ways with as small a gain.
    """

    gain: Fraction
    lacking: Fraction
    rises: tuple[Rise, ...]
    sheet: Sheet
    result: Result
    others: bool = False


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition as it was *seen* where an area has all that it can have; *stays*: that is as without."""

    seen: Seen
    stays: bool


@dataclass(frozen=True, slots=True)
class Alone:
    """What one *criterion* can do alone: a *way*, or what is still *unmet* of the closest rule with all it can have."""

    criterion: str
    way: Way | None
    unmet: tuple[Unmet, ...] = ()


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

    Only points rise; what was before, what is known beside points, and what is not assessed stay as they are. Where an
    agency has no outcome, those are left out that are no rise: see `_rising`.
    Raises: as `evaluate`; `NotTold`.
    """
    rubric = edition.rubric
    decided = rubric.table[table]
    if decided.hit_policy not in SINGLE or decided.grain is not Grain.AGENCY:
        raise NotTold
    accepted = accept(rubric, sheet)
    working = examine(rubric, accepted)
    try:
        climbs = [climb_of(rubric, accepted, working.tally, on_step=each) for each in (True, False)]
        climbing = _Climbing(edition, sheet, decided, working, (climbs[0], climbs[1]))
        own = working.settled[table].outcome
        better = decided.outcome_codes[: decided.outcome_codes.index(own)] if own else decided.outcome_codes
        told = tuple(_towards(climbing, outcome) for outcome in reversed(better))
    except (TooFine, TooManyGoals, TooManyTries):
        raise NotTold from None
    return told if own else _rising(decided, told)


# ---- an agency on its way --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    """How far an agency can rise, and what tables answer then."""

    climb: Climb
    aiming: Aiming


@dataclass(frozen=True, slots=True)
class _Climbing:
    """An agency on its way: its *sheet* as it was worked out, and what it can rise to, on the steps and beside them."""

    edition: Edition
    sheet: Sheet
    table: Table
    working: Working
    climbs: tuple[Climb, Climb]
    known: dict[tuple[int, frozenset[str]], _Side] = field(default_factory=dict)
    highest: dict[str, Working] = field(default_factory=dict)

    def side(self, free: frozenset[str], *, on_step: bool = True) -> _Side:
        """Where only the leaves in *free* rise."""
        key = (0 if on_step else 1, free)
        if key not in self.known:
            climb = self.climbs[key[0]].only(free)
            self.known[key] = _Side(climb, Aiming(self.edition.rubric, self.working, climb.unit, climb.room))
        return self.known[key]

    def own(self, free: frozenset[str]) -> frozenset[str]:
        """The leaves among *free* that hang on nothing that others supply, answer or achieve."""
        measured = Supplied | Survey | SurveyTakenOver | RelativeToBest
        return frozenset(code for code in free if not isinstance(self.edition.rubric.criterion[code].method, measured))

    def ways(self, side: _Side, outcome: str) -> Ways:
        """The goals of those who want *outcome*, or a better one.

        Raises: `TooManyGoals`.
        """
        return leading(side.aiming, self.table, self.wanted(outcome))

    def wanted(self, outcome: str) -> tuple[str, ...]:
        """*outcome* and the better ones."""
        codes = self.table.outcome_codes
        return codes[: codes.index(outcome) + 1]

    def with_all(self, area: Criterion) -> Working:
        """How it works out where *area* has all that it can have."""
        if area.code not in self.highest:
            rubric, free = self.edition.rubric, frozenset(leaf.code for leaf in leaves((area,)))
            sheet = highest(self.side(free).climb, self.sheet, area).sheet
            self.highest[area.code] = examine(rubric, accept(rubric, sheet))
        return self.highest[area.code]

    def leads(self, sheet: Sheet, outcome: str) -> bool:
        """Whether *sheet* has *outcome* or a better one."""
        rubric = self.edition.rubric
        return examine(rubric, accept(rubric, sheet)).settled[self.table.code].outcome in self.wanted(outcome)


def _towards(climbing: _Climbing, outcome: str) -> Advice:
    climb = climbing.climbs[0]
    way = _way(climbing, climb.free, outcome)
    if way is not None:
        way = replace(way, others=_has_others(climbing, way, outcome))
    return Advice(outcome, way, tuple(_alone(climbing, area, outcome) for area in climb.areas))


def _rising(table: Table, told: Iterable[Advice]) -> tuple[Advice, ...]:
    """Of an agency without an outcome: what it would rise to, not what it would pass on the way, nor fall to."""
    kept = [each for each in told if not _is_fallen_to(table, each.outcome)]
    if all(each.way is None for each in kept):
        return ()
    return tuple(each for each in kept if each.way is None or _outcome(table, each.way.result) == each.outcome)


_POINTS = TotalPoints | TotalPercent | CriterionPoints | CriterionPercent | LowestPercent
_DOWNWARDS = frozenset({Operator.BELOW, Operator.AT_MOST})


def _is_fallen_to(table: Table, outcome: str) -> bool:
    """Whether the rules with *outcome* ask for few points and nothing else of points."""
    rules = [rule for rule in table.rules if rule.outcome == outcome]
    return bool(rules) and all(_asks_few(rule) for rule in rules)


def _asks_few(rule: Rule) -> bool:
    operators = {each.operator for each in rule.conditions if isinstance(each.measure, _POINTS)}
    return bool(operators) and operators <= _DOWNWARDS


def _outcome(table: Table, result: Result) -> str | None:
    return result["outcomes"][table.code]["code"]


# ---- one area alone --------------------------------------------------------------------------------------------------


def _alone(climbing: _Climbing, area: Criterion, outcome: str) -> Alone:
    """What *area* can do with everything else as it is."""
    free = frozenset(leaf.code for leaf in leaves((area,)))
    way = _way(climbing, free, outcome)
    if way is not None:
        return Alone(area.code, way)
    return Alone(area.code, None, _unmet(climbing, climbing.with_all(area), outcome))


def _unmet(climbing: _Climbing, risen: Working, outcome: str) -> tuple[Unmet, ...]:
    """What is still lacking of the rule with *outcome* to which points come closest."""
    before = climbing.working.examined[climbing.table.code]
    rules = zip(before, risen.examined[climbing.table.code], strict=True)
    lacking = [
        tuple(
            Unmet(seen, _stays(climbing.working.tally, risen.tally, was, seen))
            for was, seen in zip(old.conditions, each.conditions, strict=True)
            if seen.verdict is not Verdict.YES
        )
        for old, each in rules
        if each.rule.outcome == outcome
    ]
    return min(lacking, key=len, default=())


def _stays(before: Tally, after: Tally, was: Seen, seen: Seen) -> bool:
    """Whether a condition, or of the lowest percentage each criterion that has it, is seen as before."""
    if seen.where:
        return all(before.scores[code] == after.scores[code] for code in seen.where)
    return was.value == seen.value


# ---- the least way ---------------------------------------------------------------------------------------------------


def _way(climbing: _Climbing, free: frozenset[str], outcome: str) -> Way | None:
    """The least way on the steps with only the leaves in *free*, and what lacks beside them.

    Among ways that are as short it is one that leaves alone what others measure, where there is one.
    """
    side = climbing.side(free)
    found = _lowest(climbing, side, outcome)
    if found is None:
        return None
    mine = climbing.own(free)
    if any(rise.criterion not in mine for rise in found.rises):
        own = _lowest(climbing, climbing.side(mine), outcome)
        found = own if own is not None and own.total == found.total else found
    on_step = _evaluated(climbing, _pared(climbing, found, outcome), outcome)
    fine = _lowest(climbing, climbing.side(free, on_step=False), outcome)
    return replace(on_step, lacking=min(on_step.gain, _evaluated(climbing, fine, outcome).gain)) if fine else on_step


def _lowest(climbing: _Climbing, side: _Side, outcome: str) -> Risen | None:
    return lowest(side.climb, climbing.sheet, climbing.ways(side, outcome))


def _evaluated(climbing: _Climbing, found: Risen, outcome: str) -> Way:
    """The way to what was found, if the engine finds that it leads to *outcome* or a better one.

    Raises: `NotTold` otherwise, since then it is not known what does.
    """
    result = evaluate(climbing.edition, found.sheet)
    if _outcome(climbing.table, result) not in climbing.wanted(outcome):
        raise NotTold
    gain = Fraction(result["total"]["points"]) - climbing.working.tally.total.points
    return Way(gain, gain, found.rises, found.sheet, result)


def _pared(climbing: _Climbing, found: Risen, outcome: str) -> Risen:
    """The same without the steps that raise no total, and that another rule of the table does not need."""
    for rise in found.rises:
        while (lesser := _a_step_less(climbing, found, rise.criterion)) and climbing.leads(lesser.sheet, outcome):
            found = lesser
    return found


def _a_step_less(climbing: _Climbing, found: Risen, leaf: str) -> Risen | None:
    """The same with a *leaf* one step lower, where that leaves the total as it is."""
    climb, less = found.climb, below(found.climb, leaf, found.leaves[leaf]).steps[leaf]
    if not less.bits or total_of(climb, {**found.leaves, leaf: less.most}) != found.total:
        return None
    try:
        return risen(climb, climbing.sheet, {**found.leaves, leaf: less.most})
    except NotEarned:
        return None


def _has_others(climbing: _Climbing, way: Way, outcome: str) -> bool:
    """Whether something that rises on *way* may rise less, with as small a gain."""
    side = climbing.side(climbing.climbs[0].free)
    climb, goals = side.climb, climbing.ways(side, outcome)
    total = (climbing.working.tally.total.points + way.gain) * climb.unit
    return any(
        lowest_total(below(climb, rise.criterion, int(rise.after * climb.unit)), goals) == total for rise in way.rises
    )
