"""Reach: which points a criterion can rise to, as bits of one integer, and by what in its leaves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import assert_never

from foresight.earnable import earnable
from foresight.goals import TOTAL, Goal, Room, Span
from rules.branching import parts_taken
from rules.combining import Best, Branch, CappedSum, Rescaled, Sum
from rules.criterion import Criterion, walk
from rules.number import ZERO
from rules.rubric import Rubric
from rules.sheet import Accepted
from rules.tally import Tally

_MOST_UNITS = 2_000_000
"""Points in more units than these are not searched."""


class TooFine(Exception):
    """Points are divided too finely to be searched."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Points from *low* on, in units: bit n tells whether *low* + n can be reached."""

    low: int
    bits: int

    def has(self, points: int) -> bool:
        """Whether *points* can be reached."""
        return points >= self.low and bool(self.bits >> (points - self.low) & 1)

    def within(self, low: int | None, high: int | None) -> "Reach":
        """What lies from *low* to *high*."""
        bits = self.bits
        if high is not None:
            bits &= (1 << max(high - self.low + 1, 0)) - 1
        if low is not None and low > self.low:
            return _normal(low, bits >> (low - self.low))
        return _normal(self.low, bits)

    @property
    def points(self) -> Iterator[int]:
        """All that can be reached, the least first."""
        bits, at = self.bits, self.low
        while bits:
            skipped = (bits & -bits).bit_length() - 1
            at += skipped
            yield at
            bits >>= skipped + 1
            at += 1

    @property
    def most(self) -> int:
        """The most that can be reached, where anything can."""
        return self.low + self.bits.bit_length() - 1


def _normal(low: int, bits: int) -> Reach:
    """A reach whose first bit is set, where any is."""
    skipped = (bits & -bits).bit_length() - 1 if bits else 0
    return Reach(low + skipped, bits >> skipped)


def reach_of(points: Iterator[int] | list[int]) -> Reach:
    """The reach of single *points*."""
    values = list(points)
    low, bits = min(values, default=0), 0
    for value in values:
        bits |= 1 << (value - low)
    return Reach(low, bits)


def together(one: Reach, other: Reach) -> Reach:
    """The sums of what can be reached on both sides."""
    if one.bits.bit_count() > other.bits.bit_count():
        one, other = other, one
    bits = 0
    for value in one.points:
        bits |= other.bits << (value - one.low)
    return Reach(one.low + other.low, bits)


@dataclass(frozen=True)
class Climb:
    """What the points of an accepted sheet can rise to, in *unit*ths; only leaves in *free* rise."""

    rubric: Rubric
    sheet: Accepted
    tally: Tally
    unit: int
    steps: Mapping[str, Reach]
    free: frozenset[str]
    _known: dict[tuple[object, ...], tuple[Reach, ...]] = field(default_factory=dict)
    _codes: dict[str, frozenset[str]] = field(default_factory=dict)

    def only(self, free: frozenset[str]) -> "Climb":
        """The same with fewer leaves that rise."""
        return Climb(self.rubric, self.sheet, self.tally, self.unit, self.steps, self.free & free, _codes=self._codes)

    def keeping(self, leaf: str, points: Reach) -> "Climb":
        """The same with a *leaf* that rises to no other *points*."""
        steps = {**self.steps, leaf: points}
        return Climb(self.rubric, self.sheet, self.tally, self.unit, steps, self.free, _codes=self._codes)

    @property
    def areas(self) -> list[Criterion]:
        """The areas that are assessed."""
        return [area for area in self.rubric.criteria if self.tally.scores[area.code].applicable]

    @property
    def room(self) -> Room:
        """From where to where the points of each criterion that is assessed can rise, and the total."""
        found: dict[str, Span] = {}
        for criterion in walk(self.rubric.criteria):
            if self.tally.scores[criterion.code].applicable:
                reach = self.reach(criterion, {})
                found[criterion.code] = (reach.low, reach.most)
        low, high = (sum(found[area.code][end] for area in self.areas) for end in (0, 1))
        return {**found, TOTAL: (self.kept(low), self.kept(high))}

    def kept(self, points: int) -> int:
        """The total where the areas come to *points*: with extra points, from nothing to the maximum."""
        if not any(area.extra for area in self.rubric.criteria):
            return points
        return min(max(points, 0), self.units(self.tally.total.max_points))

    def totals(self, goal: Goal) -> tuple[Reach, ...]:
        """What the first areas come to together within *goal*, one more each; all of them for a total within it."""
        sums: tuple[Reach, ...] = (Reach(0, 1),)
        key: tuple[object, ...] = ()
        for area in self.areas:
            key = (*key, area.code, self._asked(area, goal))
            if key not in self._known:
                self._known[key] = (together(sums[-1], self.reach(area, goal)),)
            sums = (*sums, *self._known[key])
        low, high = goal.get(TOTAL, (None, None))
        if low is not None and low == self.kept(low - 1):
            low = None
        if high is not None and high == self.kept(high + 1):
            high = None
        return (*sums[:-1], sums[-1].within(low, high))

    def reach(self, criterion: Criterion, goal: Goal) -> Reach:
        """What *criterion* can rise to within *goal*."""
        low, high = goal.get(criterion.code, (None, None))
        return self._whole(criterion, self._sums(criterion, goal)[-1]).within(low, high)

    def _asked(self, criterion: Criterion, goal: Goal) -> tuple[tuple[str, Span], ...]:
        """What *goal* asks of *criterion* and its parts."""
        if criterion.code not in self._codes:
            self._codes[criterion.code] = frozenset(each.code for each in walk((criterion,)))
        codes = self._codes[criterion.code]
        return tuple(sorted((code, span) for code, span in goal.items() if code in codes))

    def _sums(self, criterion: Criterion, goal: Goal) -> tuple[Reach, ...]:
        """What the first parts that count come to together, one more each; of a leaf what it rises to."""
        key = (criterion.code, *self._asked(criterion, goal))
        if key not in self._known:
            self._known[key] = self._summed(criterion, goal)
        return self._known[key]

    def _summed(self, criterion: Criterion, goal: Goal) -> tuple[Reach, ...]:
        if not criterion.parts:
            steps = self.steps[criterion.code]
            return (steps if criterion.code in self.free else Reach(steps.low, 1),)
        if isinstance(criterion.combined, Best):
            return (self._best(criterion, goal),)
        sums: tuple[Reach, ...] = (Reach(0, 1),)
        for part in self.counting(criterion):
            sums = (*sums, together(sums[-1], self.reach(part, goal)))
        return sums

    def counting(self, criterion: Criterion) -> list[Criterion]:
        """The parts that are assessed, and of a branched criterion count."""
        parts = [part for part in criterion.parts if self.tally.scores[part.code].applicable]
        if isinstance(criterion.combined, Branch):
            taken = parts_taken(self.rubric, self.sheet.answers)[criterion.code]
            return [part for part in parts if part.code == taken]
        return parts

    def _best(self, criterion: Criterion, goal: Goal) -> Reach:
        """What the best part can have, where each of the others can have no more."""
        reaches = [self.reach(part, goal) for part in self.counting(criterion)]
        if not all(each.bits for each in reaches):
            return Reach(0, 0)
        floor = max((each.low for each in reaches), default=0)
        return reach_of([value for each in reaches for value in each.within(floor, None).points])

    def _whole(self, criterion: Criterion, summed: Reach) -> Reach:
        """What *criterion* comes to where its parts come to *summed*."""
        if isinstance(criterion.combined, Rescaled | CappedSum) and criterion.parts and summed.bits:
            of_sum = self.of_sum(criterion)
            return reach_of([of_sum(value) for value in summed.points])
        return summed

    def of_sum(self, criterion: Criterion) -> Callable[[int], int]:
        """How the points of *criterion* follow from what its parts come to."""
        cap, low = self.units(criterion.max_points), self.units(criterion.min_points)
        match criterion.combined:
            case Sum() | Best() | Branch():
                return int
            case CappedSum():
                return lambda summed: min(max(summed, low), cap)
            case Rescaled(places):
                counting = self.counting(criterion)
                most = self.units(sum((self.tally.scores[part.code].max_points for part in counting), ZERO))
                grain = self.unit // 10**places
                return int if most in (0, cap) else lambda summed: min(_scaled(summed * cap, most, grain), cap)
            case _:
                assert_never(criterion.combined)

    def units(self, points: Fraction) -> int:
        """*points* in units, of which they are a multiple."""
        return int(points * self.unit)

    def leaves_for(self, criterion: Criterion, points: int, goal: Goal) -> Mapping[str, int]:
        """The points of the leaves with which *criterion* comes to *points*, earlier parts as high as can be."""
        if not criterion.parts:
            return {criterion.code: points}
        sums, parts = self._sums(criterion, goal), self.counting(criterion)
        if isinstance(criterion.combined, Best):
            return self._best_leaves(criterion, points, goal)
        of_sum = self.of_sum(criterion)
        summed = next(value for value in sums[-1].points if of_sum(value) == points)
        found: dict[str, int] = {}
        for part, before in zip(reversed(parts), reversed(sums[:-1]), strict=True):
            own = next(value for value in self.reach(part, goal).points if before.has(summed - value))
            found |= self.leaves_for(part, own, goal)
            summed -= own
        return found

    def _best_leaves(self, criterion: Criterion, points: int, goal: Goal) -> Mapping[str, int]:
        """The part that has to rise the least is the best one, the others have no more than they must."""
        parts = self.counting(criterion)
        able = [part for part in parts if self.reach(part, goal).has(points)]
        best = max(able, key=lambda part: self.reach(part, goal).low)
        found: dict[str, int] = {}
        for part in parts:
            own = points if part is best else self.reach(part, goal).low
            found |= self.leaves_for(part, own, goal)
        return found


def _scaled(number: int, by: int, grain: int) -> int:
    """*number* over *by*, rounded to a multiple of *grain*, a half away from zero."""
    multiples = (2 * abs(number) + by * grain) // (2 * by * grain)
    return multiples * grain if number >= 0 else -multiples * grain


def climb_of(rubric: Rubric, sheet: Accepted, tally: Tally, *, on_step: bool) -> Climb:
    """What *sheet* can rise to: each leaf to all that its method can come to, from what it has on.

    What decides a branch stays as it is. Steps that the scoring guide names are kept only *on_step*. Raises: `TooFine`.
    """
    decisive = {branch.on for _, branch in rubric.branches}
    now = {code: score.points for code, score in tally.scores.items() if score.applicable}
    leaves = [rubric.criterion[code] for code in rubric.leaf_codes if code in now]
    runs = {leaf.code: earnable(leaf, sheet.bests.get(leaf.code), on_step=on_step).runs for leaf in leaves}
    numbers = [number for each in runs.values() for run in each for number in (run.low, run.high, run.step)]
    numbers += [now[leaf.code] for leaf in leaves]
    numbers += [number for each in walk(rubric.criteria) for number in (each.max_points, each.min_points)]
    places = [each.combined.places for each in walk(rubric.criteria) if isinstance(each.combined, Rescaled)]
    unit = lcm(*(number.denominator for number in numbers), *(10**each for each in places))
    if unit * sum((abs(area.max_points) + abs(area.min_points) for area in rubric.criteria), ZERO) > _MOST_UNITS:
        raise TooFine
    steps = {
        leaf.code: reach_of(
            [
                int(now[leaf.code] * unit),
                *(
                    int(run.low * unit) + place * int(run.step * unit)
                    for run in runs[leaf.code]
                    for place in range(int((run.high - run.low) / run.step) + 1)
                    if leaf.code not in decisive and run.low + place * run.step > now[leaf.code]
                ),
            ]
        )
        for leaf in leaves
    }
    return Climb(rubric, sheet, tally, unit, steps, frozenset(steps))
