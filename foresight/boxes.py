"""Boxes: a set of results told by bounds on what a table looks at, as wide as nothing in it is touched.

A box holds what its bounds say and nothing else: what has no value is in it only where no bound asks for one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from foresight.least import least_known, one_of
from foresight.logic import Truth, all_of, any_of, negated
from foresight.solving import Model
from foresight.space import Space
from rules.condition import Condition, Operator
from rules.measure import (
    CodeMeasure,
    FindingsOf,
    IndicatorValue,
    Measure,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousReviewed,
)
from rules.number import ZERO
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
    """A measure, and the *cells* into which its thresholds divide its values: in order, the missing value last.

    *above* and *under* say of each cut on which side a value lies for certain. A count of findings is never missing;
    where it lies between two numbers it is in the last cell. *least* is a bound that every known value keeps; `None`
    where no condition says just that.
    """

    measure: Measure
    known: Truth
    cells: tuple[Truth, ...]
    cuts: tuple[Cut, ...] = ()
    above: tuple[Truth, ...] = ()
    under: tuple[Truth, ...] = ()
    codes: tuple[str, ...] = ()
    least: Condition | None = None

    @property
    def every(self) -> frozenset[int]:
        """All cells."""
        return frozenset(range(len(self.cells)))

    @property
    def values(self) -> frozenset[int]:
        """The cells of values that are known."""
        return self.every - self.missing

    @property
    def missing(self) -> frozenset[int]:
        """The cell of what is missing."""
        return frozenset({len(self.cells) - 1})

    def tellable(self, cells: frozenset[int]) -> frozenset[int]:
        """*cells*, with what is missing where they cannot be told from it."""
        return self.every if cells == self.values and (self.known is True or self.least is None) else cells

    def has(self, cells: frozenset[int]) -> Truth:
        """Whether the measure is in *cells*, as the conditions say that tell them."""
        if cells in {self.every, self.missing}:
            return True if cells == self.every else negated(self.known)
        if not isinstance(self.measure, FindingsOf):
            return any_of(self.cells[cell] for cell in sorted(cells))
        low, high = min(cells), max(cells)
        return all_of([*self.above[max(low - 1, 0) : low], *self.under[high : high + 1]])


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
    least = least_known(space.rubric, table, member, measure)
    if isinstance(measure, CodeMeasure | PreviousReviewed):
        codes = _codes(space, measure)
        named: list[Truth] = [
            space.holds(table, member, Condition(measure, Operator.EQUALS, _code(measure, code))) for code in codes
        ]
        return Axis(measure, known, (*named, negated(known)), codes=codes, least=least)
    cuts = _cuts(asked) or ((Cut(ZERO, beyond=False),) if least is None and isinstance(measure, IndicatorValue) else ())
    above = tuple(space.holds(table, member, Condition(measure, cut.above, cut.at)) for cut in cuts)
    under: tuple[Truth, ...] = tuple(space.holds(table, member, Condition(measure, cut.below, cut.at)) for cut in cuts)
    cells = [all_of([known, low, high]) for low, high in zip((True, *above), (*under, True), strict=True)]
    missing = negated(any_of(cells) if isinstance(measure, FindingsOf) else known)
    return Axis(measure, known, (*cells, missing), cuts, above, under, least=least)


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
    return all_of(axis.has(cells) for axis, cells in zip(axes, box, strict=True))


def cell_of(axes: tuple[Axis, ...], model: Model) -> Box:
    """The smallest box with the result of *model*."""
    return tuple(axis.tellable(_cells_of(axis, model)) for axis in axes)


def _cells_of(axis: Axis, model: Model) -> frozenset[int]:
    if not model.truth(axis.known):
        return axis.missing
    if axis.codes:
        return frozenset({next(place for place, cell in enumerate(axis.cells) if model.truth(cell))})
    low = sum(model.truth(each) for each in axis.above)
    return frozenset(range(low, len(axis.cuts) - sum(model.truth(each) for each in axis.under) + 1))


def widened(axes: tuple[Axis, ...], box: Box, untouched: Callable[[Truth], bool]) -> Box:
    """*box* with every neighbouring cell of each axis that leaves it *untouched*; the first axis comes last."""
    for place in (*range(1, len(axes)), *range(min(len(axes), 1))):
        for wider in _growth(axes[place]):
            while (cells := wider(box[place])) != box[place]:
                tried = (*box[:place], cells, *box[place + 1 :])
                if not untouched(inside(axes, tried)):
                    break
                box = tried
    return box


def _growth(axis: Axis) -> Iterator[Callable[[frozenset[int]], frozenset[int]]]:
    """In which ways a set of cells of *axis* can grow: one cell at a time, down and up, or to any other."""
    steps: list[Callable[[frozenset[int]], set[int]]] = [
        lambda cells: {min(cells) - 1},
        lambda cells: {max(cells) + 1},
    ]
    if axis.codes:
        steps = [lambda _, each=each: {each} for each in sorted(axis.values)]  # type: ignore[misc]
    for step in steps:
        yield lambda cells, step=step: _grown(axis, cells, step(cells))  # type: ignore[misc]
    whole = (axis.values, axis.missing)  # a condition tells no part of the values together with what is missing
    yield lambda cells: axis.every if cells in whole else cells


def _grown(axis: Axis, cells: frozenset[int], further: set[int]) -> frozenset[int]:
    """*cells* and those *further* ones that there are; what is missing stays by itself."""
    return cells if axis.missing <= cells else axis.tellable(cells | (further & axis.values))


def conditions_of(axes: tuple[Axis, ...], box: Box) -> tuple[Condition, ...]:
    """The conditions that tell *box*, apart from that it is about `other_periods`."""
    return tuple(condition for axis, cells in zip(axes, box, strict=True) for condition in _conditions(axis, cells))


def other_periods(axes: tuple[Axis, ...], box: Box) -> tuple[str, ...]:
    """The periods that *box* is not about, where it is about all but these: no condition says so."""
    return next(
        (
            tuple(axis.codes[cell] for cell in sorted(axis.values - cells))
            for axis, cells in zip(axes, box, strict=True)
            if isinstance(axis.measure, PeriodCode) and max(axis.values) in cells
        ),
        (),
    )


def _conditions(axis: Axis, cells: frozenset[int]) -> Iterator[Condition]:
    if cells == axis.every or (isinstance(axis.measure, PeriodCode) and max(axis.values) in cells):
        return
    if cells == axis.missing:
        yield Condition(axis.measure, Operator.MISSING)
    elif cells == axis.values:
        yield from (each for each in (axis.least,) if each)
    elif isinstance(axis.measure, PreviousReviewed):
        yield Condition(axis.measure, Operator.EQUALS, 0 in cells)
    elif axis.codes:
        yield one_of(axis.measure, tuple(axis.codes[cell] for cell in sorted(cells)))
    else:
        low, high = min(cells), max(cells)
        if low > 0:
            yield Condition(axis.measure, axis.cuts[low - 1].above, axis.cuts[low - 1].at)
        if high < len(axis.cuts):
            yield Condition(axis.measure, axis.cuts[high].below, axis.cuts[high].at)
