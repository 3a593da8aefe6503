"""Trees: points and maximum of every criterion, over all that agencies can report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from math import gcd, lcm
from typing import assert_never

from foresight.earnable import Earnable, Run, earnable, surely_earned, worths_of
from foresight.logic import (
    Number,
    Truth,
    World,
    added,
    all_of,
    any_of,
    at_least,
    chosen,
    divided,
    largest,
    least,
    negated,
    same,
)
from rules.combining import Best, Branch, CappedSum, Rescaled, Sum
from rules.criterion import Absence, Criterion, leaves, walk
from rules.methods import whoever_supplies
from rules.methods.choice import Choice
from rules.methods.survey import Survey, Then
from rules.rubric import Rubric

_MOST_MAXIMA = 64
"""So many maxima of a rescaled sum are told apart; with more, nothing is proven."""


class TooManyMaxima(Exception):
    """A rescaled sum can have more maxima than are told apart."""


@dataclass(frozen=True, slots=True)
class Node:
    """Points and maximum of a criterion in units.

    *maxima* are those it can have where it is assessed; `None` where there are too many.
    """

    points: Number
    most: Number
    applicable: Truth
    maxima: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is asked of one leaf: its *points*, which *option*, whether it is *absent*, and whether it is answered.

    *plain*: its points are some that an answer earns for sure.
    """

    criterion: Criterion
    points: Number
    absent: Truth
    answered: Truth
    plain: Truth
    option: Number | None = None


@dataclass(frozen=True)
class Tree:
    """All that agencies can report of *rubric*, in *unit*ths of a point.

    *pattern* says which agency's exemptions hold: 0 for none of them, else its place in *agencies*, from 1 on.
    """

    rubric: Rubric
    unit: int
    nodes: Mapping[str, Node]
    total: Node
    leaves: tuple[Leaf, ...]
    pattern: Number
    agencies: tuple[str, ...]
    constraints: tuple[Truth, ...]


@dataclass
class _Growing:
    world: World
    rubric: Rubric
    unit: int
    earnable: Mapping[str, Earnable]
    patterns: tuple[frozenset[str], ...]
    earning: tuple[frozenset[str], ...]
    pattern: Number
    decisive: frozenset[str]
    nodes: dict[str, Node] = field(default_factory=dict)
    leaves: dict[str, Leaf] = field(default_factory=dict)
    constraints: list[Truth] = field(default_factory=list)

    def whole(self, number: Fraction) -> int:
        """*number* in units, of which it is a multiple."""
        return int(number * self.unit)


def tree_of(world: World, rubric: Rubric, *, on_step: bool = True) -> Tree:
    """The tree of *rubric* in a *world*, with points beside the steps unless *on_step*.

    Raises: `TooManyMaxima`.
    """
    runs = {code: earnable(rubric.criterion[code], on_step=on_step) for code in rubric.leaf_codes}
    agencies, patterns, earning = _patterns(rubric)
    pattern: Number = world.number("pattern") if agencies else 0
    decisive = frozenset(branch.on for _, branch in rubric.branches)
    growing = _Growing(world, rubric, _unit(rubric, runs.values()), runs, patterns, earning, pattern, decisive)
    if not isinstance(pattern, int):
        growing.constraints += [pattern >= 0, pattern <= len(agencies)]
    for code in sorted(decisive):  # which no branch leaves out
        growing.nodes[code] = _leaf(growing, rubric.criterion[code], open_=True)
    for area in rubric.criteria:
        _grow(growing, area, open_=True)
    total = _total(growing)
    growing.constraints.append(at_least(total.most, 1))
    leaves = tuple(growing.leaves[code] for code in rubric.leaf_codes)
    return Tree(rubric, growing.unit, growing.nodes, total, leaves, pattern, agencies, tuple(growing.constraints))


def _patterns(rubric: Rubric) -> tuple[tuple[str, ...], tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """One agency for each set of exemptions, the leaves that are left out for it, and those that earn the maximum."""
    seen: dict[tuple[frozenset[str], frozenset[str]], str] = {}
    for agency, codes in rubric.exempt.items():
        seen.setdefault((codes, rubric.earning[agency]), agency)
    return tuple(seen.values()), tuple(codes for codes, _ in seen), tuple(earns for _, earns in seen)


def _unit(rubric: Rubric, earnables: Iterable[Earnable]) -> int:
    """In how many parts a point is divided so that all that can be had is whole."""
    runs = chain.from_iterable(each.runs for each in earnables)
    numbers = [number for run in runs for number in (run.low, run.high, run.step)]
    numbers += [number for each in walk(rubric.criteria) for number in (each.max_points, each.min_points)]
    numbers += [each.step for each in walk(rubric.criteria) if each.step is not None]
    places = [each.combined.places for each in walk(rubric.criteria) if isinstance(each.combined, Rescaled)]
    return lcm(*(number.denominator for number in numbers), *(10**each for each in places))


# ---- leaves ----------------------------------------------------------------------------------------------------------


def _grow(growing: _Growing, criterion: Criterion, open_: Truth) -> Node:
    """The node of *criterion*; nothing of it is assessed unless it is *open_*."""
    if criterion.code in growing.nodes:
        return growing.nodes[criterion.code]
    if not criterion.parts:
        node = _leaf(growing, criterion, open_)
    elif isinstance(criterion.combined, Branch):
        node = _branched(growing, criterion, criterion.combined, open_)
    else:
        node = _together(growing, criterion, [_grow(growing, part, open_) for part in criterion.parts])
    growing.nodes[criterion.code] = node
    return node


def _leaf(growing: _Growing, criterion: Criterion, open_: Truth) -> Node:
    code, cap = criterion.code, growing.whole(criterion.max_points)
    exempt = _exempt(growing, criterion)
    earns = any_of(same(growing.pattern, place) for place, codes in enumerate(growing.earning, 1) if code in codes)
    answered = all_of([open_, negated(exempt)])
    absent: Truth = growing.world.truth(f"absent {code}") if _may_be_absent(criterion) else False
    points, option = _points(growing, criterion)
    applicable = any_of([all_of([answered, negated(absent)]), earns])
    scored = chosen(applicable, chosen(earns, cap, points), 0)
    growing.leaves[code] = Leaf(criterion, points, absent, answered, _plain(growing, criterion, points), option)
    return Node(scored, chosen(applicable, cap, 0), applicable, frozenset({cap}))


def _exempt(growing: _Growing, criterion: Criterion) -> Truth:
    """Whether all of *criterion* is exempt."""
    below = {leaf.code for leaf in leaves((criterion,))}
    return any_of(same(growing.pattern, place) for place, codes in enumerate(growing.patterns, 1) if below <= codes)


def _plain(growing: _Growing, criterion: Criterion, points: Number) -> Truth:
    within = growing.earnable[criterion.code]
    if within.sure:
        return True
    return any_of(same(points, growing.whole(each)) for each in surely_earned(criterion, within))


def _may_be_absent(criterion: Criterion) -> bool:
    """Whether a leaf that is asked for may leave the maximum."""
    method = criterion.method
    excluded = isinstance(method, Survey) and method.minimum.then is Then.EXCLUDE
    return criterion.not_applicable is Absence.LEAVES or excluded


def _points(growing: _Growing, criterion: Criterion) -> tuple[Number, Number | None]:
    """The points that a leaf can have, and the option where something hangs on which it is."""
    choice = whoever_supplies(criterion.method)
    if criterion.code in growing.decisive and isinstance(choice, Choice):
        return _optional(growing, criterion, choice)
    runs = growing.earnable[criterion.code].runs
    if criterion.not_applicable is Absence.EARNS:
        runs = (*runs, Run(criterion.max_points, criterion.max_points, Fraction(1)))
    units = [(growing.whole(run.low), growing.whole(run.high), growing.whole(run.step)) for run in runs]
    base = min(low for low, _, _ in units)
    step = gcd(*(low - base for low, _, _ in units), *(each for low, high, each in units if high > low))
    if not step:
        return base, None
    place = growing.world.number(f"points {criterion.code}")
    ranges = [_between(place, (low - base) // step, (high - base) // step, each // step) for low, high, each in units]
    growing.constraints += [place >= 0, any_of(ranges)]
    return base + step * place, None


def _between(place: Number, low: int, high: int, step: int) -> Truth:
    within = [place >= low, place <= high]
    return all_of([*within, (place - low) % step == 0] if high > low and step > 1 else within)


def _optional(growing: _Growing, criterion: Criterion, choice: Choice) -> tuple[Number, Number | None]:
    option, worths = growing.world.number(f"option {criterion.code}"), worths_of(criterion, choice)
    points: Number = 0
    for place, each in enumerate(choice.options):
        if each.code in worths:
            points = chosen(same(option, place), growing.whole(worths[each.code]), points)
    possible = [same(option, place) for place, each in enumerate(choice.options) if each.code in worths]
    growing.constraints.append(any_of(possible))
    return points, option


# ---- parents ---------------------------------------------------------------------------------------------------------


def _branched(growing: _Growing, criterion: Criterion, branch: Branch, open_: Truth) -> Node:
    """Only the part counts, and is open, that the option chosen elsewhere names.

    What that part is worth less than *criterion* stays in the maximum, even where nothing of it is assessed.
    """
    on, cap = growing.leaves[branch.on], growing.whole(criterion.max_points)
    choice = whoever_supplies(on.criterion.method)
    options = [option.code for option in choice.options] if isinstance(choice, Choice) else []
    option: Number = 0 if on.option is None else on.option
    reported, asked = all_of([on.answered, negated(on.absent)]), negated(_exempt(growing, criterion))
    applicable, maxima = list[Truth](), list[frozenset[int] | None]()
    points: Number = 0
    most: Number = 0
    for part in criterion.parts:
        named = [options.index(case.option) for case in branch.cases if case.part == part.code]
        taken = all_of([open_, reported, any_of(same(option, place) for place in named)])
        node, spared = _grow(growing, part, taken), cap - growing.whole(part.max_points)
        counts = all_of([taken, any_of([node.applicable, asked if spared else False])])
        points, most = chosen(counts, node.points, points), chosen(counts, spared + node.most, most)
        applicable.append(counts)
        beside = {spared} - {0}
        maxima.append(None if node.maxima is None else frozenset(spared + each for each in node.maxima) | beside)
    return Node(points, most, any_of(applicable), _either(maxima))


def _either(maxima: Iterable[frozenset[int] | None]) -> frozenset[int] | None:
    """All the maxima that there can be; `None` where some are too many."""
    found = frozenset[int]()
    for each in maxima:
        if each is None:
            return None
        found |= each
    return found


def _together(growing: _Growing, criterion: Criterion, parts: list[Node]) -> Node:
    applicable = any_of(part.applicable for part in parts)
    summed = Node(added(part.points for part in parts), added(part.most for part in parts), applicable, _maxima(parts))
    cap, low = growing.whole(criterion.max_points), growing.whole(criterion.min_points)
    full = chosen(applicable, cap, 0)
    match criterion.combined:
        case Sum():
            return summed
        case Rescaled(places):
            return _rescaled(growing, summed, cap, places)
        case CappedSum():
            kept = chosen(applicable, least(largest(summed.points, low), cap), 0)
            return Node(kept, full, applicable, frozenset({cap}))
        case Best():
            return _best(parts, applicable)
        case Branch():
            raise AssertionError("a branch grows its parts itself")
        case _:
            assert_never(criterion.combined)


def _best(parts: list[Node], applicable: Truth) -> Node:
    """The most points of those parts that are assessed, out of the largest maximum among them."""
    points: Number = 0
    most: Number = 0
    for place, part in enumerate(parts):
        others = parts[:place] + parts[place + 1 :]
        beats = all_of(any_of([negated(other.applicable), at_least(part.points, other.points)]) for other in others)
        points = chosen(all_of([part.applicable, beats]), part.points, points)
        most = largest(most, part.most)
    return Node(points, most, applicable, _either(part.maxima for part in parts))


def _maxima(parts: list[Node]) -> frozenset[int] | None:
    """The maxima that parts can have together, some of them not assessed; `None` where there are too many."""
    sums = {0}
    for part in parts:
        if part.maxima is None:
            return None
        own = set(part.maxima) | (set() if part.applicable is True else {0})
        sums = {one + other for one in sums for other in own}
        if len(sums) > _MOST_MAXIMA:
            return None
    return frozenset(sums - {0})


def _rescaled(growing: _Growing, summed: Node, cap: int, places: int) -> Node:
    """The sum for each maximum that there can be, in proportion to the whole, rounded half away from zero."""
    if summed.maxima is None:
        raise TooManyMaxima
    if summed.maxima <= {cap}:
        return summed
    points, grain = summed.points, growing.unit // 10**places
    for most in sorted(summed.maxima - {cap}):
        ahead = divided(2 * summed.points * cap + most * grain, 2 * most * grain) * grain
        behind = -divided(-2 * summed.points * cap + most * grain, 2 * most * grain) * grain
        rescaled = least(chosen(at_least(summed.points, 0), ahead, behind), cap)
        points = chosen(same(summed.most, most), rescaled, points)
    return Node(points, chosen(summed.applicable, cap, 0), summed.applicable, frozenset({cap}))


def _total(growing: _Growing) -> Node:
    areas = [(growing.nodes[area.code], area.extra) for area in growing.rubric.criteria]
    points = added(node.points for node, _ in areas)
    most = added(node.most for node, extra in areas if not extra)
    if any(extra for _, extra in areas):
        points = least(largest(points, 0), most)
    return Node(points, most, any_of(node.applicable for node, _ in areas), None)
