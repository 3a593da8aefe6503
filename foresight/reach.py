"""Reach: which points a criterion can rise to, as bits of one integer, and by what in its leaves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import assert_never

from foresight.earnable import earnable
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


Bounds = Mapping[str, tuple[int | None, int | None]]
"""From where to where points must lie, by criterion, in units."""


@dataclass(frozen=True)
class Climb:
    """What the points of an accepted sheet can rise to, in *unit*ths; only leaves in *free* rise."""

    rubric: Rubric
    sheet: Accepted
    tally: Tally
    unit: int
    steps: Mapping[str, Reach]
    free: frozenset[str]
    _known: dict[str, tuple[Reach, ...]] = field(default_factory=dict)

    def only(self, free: frozenset[str]) -> "Climb":
        """The same with fewer leaves that rise."""
        return Climb(self.rubric, self.sheet, self.tally, self.unit, self.steps, free)

    def reach(self, criterion: Criterion, bounds: Bounds) -> Reach:
        """What *criterion* can rise to within *bounds*."""
        low, high = bounds.get(criterion.code, (None, None))
        return self._whole(criterion, self._sums(criterion, bounds)[-1]).within(low, high)

    def _sums(self, criterion: Criterion, bounds: Bounds) -> tuple[Reach, ...]:
        """What the first parts that count come to together, one more each; of a leaf what it rises to."""
        plain = bounds.keys().isdisjoint(each.code for each in walk((criterion,)))
        if plain and criterion.code in self._known:
            return self._known[criterion.code]
        if not criterion.parts:
            free = criterion.code in self.free
            sums: tuple[Reach, ...] = (
                self.steps[criterion.code] if free else Reach(self.steps[criterion.code].low, 1),
            )
        elif isinstance(criterion.combined, Best):
            sums = (self._best(criterion, bounds),)
        else:
            sums = (Reach(0, 1),)
            for part in self.counting(criterion):
                sums = (*sums, together(sums[-1], self.reach(part, bounds)))
        if plain:
            self._known[criterion.code] = sums
        return sums

    def counting(self, criterion: Criterion) -> list[Criterion]:
        """The parts that are assessed, and of a branched criterion count."""
        parts = [part for part in criterion.parts if self.tally.scores[part.code].applicable]
        if isinstance(criterion.combined, Branch):
            taken = parts_taken(self.rubric, self.sheet.answers)[criterion.code]
            return [part for part in parts if part.code == taken]
        return parts

    def _best(self, criterion: Criterion, bounds: Bounds) -> Reach:
        reaches = [self.reach(part, bounds) for part in self.counting(criterion)]
        floor = max(each.low for each in reaches)
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

    def leaves_for(self, criterion: Criterion, points: int, bounds: Bounds) -> Mapping[str, int]:
        """The points of the leaves with which *criterion* comes to *points*, earlier parts as high as can be."""
        if not criterion.parts:
            return {criterion.code: points}
        sums, parts = self._sums(criterion, bounds), self.counting(criterion)
        if isinstance(criterion.combined, Best):
            return self._best_leaves(criterion, points, bounds)
        of_sum = self.of_sum(criterion)
        summed = next(value for value in sums[-1].points if of_sum(value) == points)
        found: dict[str, int] = {}
        for part, before in zip(reversed(parts), reversed(sums[:-1]), strict=True):
            own = next(value for value in self.reach(part, bounds).points if before.has(summed - value))
            found |= self.leaves_for(part, own, bounds)
            summed -= own
        return found

    def _best_leaves(self, criterion: Criterion, points: int, bounds: Bounds) -> Mapping[str, int]:
        parts = self.counting(criterion)
        best = next(part for part in parts if self.reach(part, bounds).has(points))
        found: dict[str, int] = {}
        for part in parts:
            own = points if part is best else self.reach(part, bounds).low
            found |= self.leaves_for(part, own, bounds)
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
