"""Boxes: a set of results told by bounds on what a table looks at, as wide as nothing in it is touched."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from foresight.logic import Truth, all_of, any_of, negated
from foresight.solving import Model
from foresight.space import Space
from rules.condition import Condition, Operator
from rules.measure import CodeMeasure, FindingsOf, Measure, OutcomeOf, PreviousOutcome, PreviousReviewed
from rules.rubric import conditions
from rules.table import Table


@dataclass(frozen=True, slots=True)
class Cut:
    """A place at which a condition changes: values from *at* on are above it, or only those beyond *at*."""

    at: Fraction
    beyond: bool

    @property
    def above(self) -> Operator:
        """How values above the cut compare."""
        return Operator.ABOVE if self.beyond else Operator.AT_LEAST

    @property
    def below(self) -> Operator:
        """How values below it compare."""
        return Operator.AT_MOST if self.beyond else Operator.BELOW


@dataclass(frozen=True, slots=True)
class Axis:
    """A measure, and the *cells* into which its thresholds divide its values: in order, the missing value last."""

    measure: Measure
    cuts: tuple[Cut, ...]
    codes: tuple[str, ...]
    cells: tuple[Truth, ...]

    @property
    def known(self) -> range:
        """The cells of values that are known."""
        return range(len(self.cells) - 1)


Box = tuple[frozenset[int], ...]
"""For each axis the cells that belong to it."""


def axes_of(space: Space, table: Table, member: str) -> tuple[Axis, ...]:
    """What *table* looks at of *member*, the total first."""
    asked: dict[Measure, list[Condition]] = {}
    for condition in conditions(table):
        asked.setdefault(condition.measure, []).append(condition)
    axes = [_axis(space, table, member, measure, found) for measure, found in asked.items()]
    return tuple(sorted(axes, key=lambda axis: not axis.measure.kind.startswith("total_")))


def _axis(space: Space, table: Table, member: str, measure: Measure, asked: list[Condition]) -> Axis:
    known = space.known(table, member, measure)
    missing = negated(known)
    if isinstance(measure, CodeMeasure | PreviousReviewed):
        codes = _codes(space, measure)
        named: list[Truth] = [
            space.holds(table, member, Condition(measure, Operator.EQUALS, _code(measure, code))) for code in codes
        ]
        return Axis(measure, (), codes, (*named, missing))
    cuts = _cuts(asked)
    above = [space.holds(table, member, Condition(measure, cut.above, cut.at)) for cut in cuts]
    under: list[Truth] = [space.holds(table, member, Condition(measure, cut.below, cut.at)) for cut in cuts]
    cells = [all_of([low, high]) for low, high in zip([known, *above], [*under, known], strict=True)]
    if isinstance(measure, FindingsOf):  # never missing, but not certain where what it counts is missing
        missing = negated(any_of(cells))
    return Axis(measure, cuts, (), (*cells, missing))


def _codes(space: Space, measure: Measure) -> tuple[str, ...]:
    match measure:
        case PreviousReviewed():
            return ("true", "false")
        case OutcomeOf(table) | PreviousOutcome(table):
            return space.rubric.table[table].outcome_codes
        case _:
            return space.facts.facts[measure].codes


def _code(measure: Measure, code: str) -> str | bool:
    return code == "true" if isinstance(measure, PreviousReviewed) else code


def _cuts(asked: Iterable[Condition]) -> tuple[Cut, ...]:
    found = set[Cut]()
    for condition in asked:
        if not isinstance(condition.threshold, Fraction):
            continue
        if condition.operator in {Operator.AT_LEAST, Operator.BELOW, Operator.EQUALS}:
            found.add(Cut(condition.threshold, beyond=False))
        if condition.operator in {Operator.ABOVE, Operator.AT_MOST, Operator.EQUALS}:
            found.add(Cut(condition.threshold, beyond=True))
    return tuple(sorted(found, key=lambda cut: (cut.at, cut.beyond)))


def inside(axes: tuple[Axis, ...], box: Box) -> Truth:
    """Whether a result is in *box*."""
    return all_of(
        any_of(axis.cells[cell] for cell in cells)
        for axis, cells in zip(axes, box, strict=True)
        if len(cells) < len(axis.cells)
    )


def cell_of(axes: tuple[Axis, ...], model: Model) -> Box:
    """The smallest box with the result of *model*."""
    return tuple(
        frozenset({next(place for place, cell in enumerate(axis.cells) if model.truth(cell))}) for axis in axes
    )


def widened(axes: tuple[Axis, ...], box: Box, untouched: Callable[[Truth], bool]) -> Box:
    """*box* with every neighbouring cell of each axis that leaves it *untouched*; the first axis comes last."""
    for place in (*range(1, len(axes)), *range(min(len(axes), 1))):
        for cells in _growth(axes[place]):
            tried = cells(box[place])
            while tried is not None:
                slab = (*box[:place], frozenset({tried}), *box[place + 1 :])
                if not untouched(inside(axes, slab)):
                    break
                box = (*box[:place], box[place] | {tried}, *box[place + 1 :])
                tried = cells(box[place])
    return box


def _growth(axis: Axis) -> Iterator[Callable[[frozenset[int]], int | None]]:
    """In which ways a set of cells of *axis* can grow: one cell at a time, down and up, or to any other."""
    last = len(axis.cells) - 1
    if axis.codes:
        for each in range(last):
            yield lambda cells, each=each: None if {each, last} & cells else each  # type: ignore[misc]
    else:
        yield lambda cells: min(cells) - 1 if 0 < min(cells) < last else None
        yield lambda cells: max(cells - {last}) + 1 if cells - {last} and max(cells - {last}) + 1 < last else None
    yield lambda cells: last if cells == set(axis.known) else None  # a condition tells no part with what is missing


def conditions_of(axes: tuple[Axis, ...], box: Box) -> tuple[Condition, ...]:
    """The conditions that tell *box*."""
    return tuple(condition for axis, cells in zip(axes, box, strict=True) for condition in _conditions(axis, cells))


def _conditions(axis: Axis, cells: frozenset[int]) -> Iterator[Condition]:
    missing = len(axis.cells) - 1
    if cells == {missing}:
        yield Condition(axis.measure, Operator.MISSING)
    elif cells >= set(axis.known):
        return
    elif isinstance(axis.measure, PreviousReviewed):
        yield Condition(axis.measure, Operator.EQUALS, 0 in cells)
    elif axis.codes:
        codes = tuple(axis.codes[cell] for cell in sorted(cells - {missing}))
        single = len(codes) == 1
        yield (
            Condition(axis.measure, Operator.EQUALS, codes[0])
            if single
            else Condition(axis.measure, Operator.IN, codes)
        )
    else:
        low, high = min(cells - {missing}), max(cells - {missing})
        if low > 0:
            yield Condition(axis.measure, axis.cuts[low - 1].above, axis.cuts[low - 1].at)
        if high < len(axis.cuts):
            yield Condition(axis.measure, axis.cuts[high].below, axis.cuts[high].at)
