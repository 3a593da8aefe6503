"""Earnable points: which points a leaf can come to, and an answer that earns them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import ceil, floor, prod

from foresight.curve import Curve, curve_of, range_of, reported
from rules.answer import Chosen, Inputs, Itemised, Points, Reported
from rules.criterion import Criterion
from rules.errors import Refusal
from rules.methods import whoever_supplies
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.figure import Figure
from rules.methods.formula import Formula
from rules.methods.items import Item, PerItem
from rules.methods.points import GivenPoints
from rules.methods.survey import Survey
from rules.methods.worth import ByFormula
from rules.number import ZERO
from rules.scoring import score

UNDECLARED_STEP = Fraction(1, 100)
"""The smallest difference between two scores, where the scoring guide names none."""

_FEW = 64
"""So many answers are looked at one by one."""

_MOST_SUMS = 4_096
_TRIES = 400
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Points from *low* to *high*, each a *step* above the one before."""

    low: Fraction
    high: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class Earnable:
    """All that a leaf can come to lies in *runs*; where it is *sure*, an answer earns each of them."""

    runs: tuple[Run, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Earning:
    """An *answer*, and the *best* of the period that it is scored against."""

    answer: Reported
    best: Fraction | None = None


@lru_cache(maxsize=1024)
def earnable(criterion: Criterion, best: Fraction | None = None, *, on_step: bool = True) -> Earnable:
    """Which points a leaf can come to, against the *best* of the period where there has been one.

    Points beside its step, which are accepted with a note, are among them unless *on_step*.
    """
    scored = whoever_supplies(criterion.method)
    match scored:
        case GivenPoints():
            return _steps(criterion, (criterion.step if on_step else None) or UNDECLARED_STEP)
        case Choice():
            return _values(worths_of(criterion, scored).values())
        case PerItem():
            sums = _sums(criterion, scored)
            return _steps(criterion, UNDECLARED_STEP, sure=False) if sums is None else _values(sums)
        case Formula(places=places):
            all_inputs = _inputs(criterion, scored)
            return _values(all_inputs) if all_inputs else _steps(criterion, Fraction(1, 10**places), sure=False)
        case Bands(bands=bands, places=places) if any(isinstance(band.worth, ByFormula) for band in bands):
            return _steps(criterion, Fraction(1, 10**places), sure=False)
        case _:
            curve = curve_of(criterion, best)
            return _of_curve(curve) if curve else _steps(criterion, UNDECLARED_STEP, sure=False)


@lru_cache(maxsize=4096)
def answer_earning(criterion: Criterion, points: Fraction, best: Fraction | None = None) -> Earning | None:
    """An answer to a leaf that earns exactly *points*, against the *best* of the period where there has been one.

    `None` where none was found.
    """
    scored = whoever_supplies(criterion.method)
    match scored:
        case GivenPoints():
            return Earning(reported(criterion, Points(criterion.code, points)))
        case Choice():
            codes = (code for code, worth in worths_of(criterion, scored).items() if worth == points)
            return next((Earning(reported(criterion, Chosen(criterion.code, code))) for code in codes), None)
        case PerItem():
            items = (_sums(criterion, scored) or {}).get(points)
            return None if items is None else Earning(reported(criterion, Itemised(criterion.code, items)))
        case Formula():
            return _formula_earning(criterion, scored, points)
        case _:
            curve = curve_of(criterion, best)
            number = curve.number_earning(points) if curve else None
            return Earning(curve.answer(number), curve.best) if curve and number is not None else None


@lru_cache(maxsize=1024)
def surely_earned(criterion: Criterion, within: Earnable) -> tuple[Fraction, ...]:
    """Some points of a leaf that are earned for sure, where not all are: ends of the runs and what lies between."""
    places = {
        run.low + part * ((run.high - run.low) / run.step // _PARTS) * run.step
        for run in within.runs
        for part in range(_PARTS)
    }
    tried = sorted(places | {run.high for run in within.runs})
    return tuple(points for points in tried if answer_earning(criterion, points) is not None)


def _values(values: Iterable[Fraction]) -> Earnable:
    """Single values, those that are evenly spaced in one run."""
    return Earnable(tuple(_runs(sorted(set(values)))))


def _runs(values: list[Fraction]) -> Iterator[Run]:
    place = 0
    while place < len(values):
        last = place
        if last + 1 < len(values):
            step = values[place + 1] - values[place]
            while last + 1 < len(values) and values[last + 1] - values[last] == step:
                last += 1
        yield Run(values[place], values[last], values[place + 1] - values[place] if last > place else Fraction(1))
        place = last + 1


def _steps(criterion: Criterion, step: Fraction, *, sure: bool = True) -> Earnable:
    """All multiples of *step* within bounds, and the bounds themselves."""
    low, high = criterion.min_points, criterion.max_points
    first, last = -(-low // step) * step, high // step * step
    ends = {end for end in (low, high) if end % step}
    between = (Run(first, last, step),) if first <= last else ()
    return Earnable((*between, *(Run(end, end, step) for end in sorted(ends))), sure)


def _of_curve(curve: Curve) -> Earnable:
    values, runs, sure = set[Fraction](), [], not _rounds_on_the_way(curve.criterion)
    for low, high in curve.pieces:
        if high - low < _FEW:
            values |= {points for number in range(low, high + 1) if (points := curve.points(number)) is not None}
            continue
        ends = curve.points(low), curve.points(high)
        if None in ends:
            continue
        bottom, top = sorted(end for end in ends if end is not None)
        step = Fraction(1, 10**curve.places)
        sure = sure and (top - bottom) / (high - low) <= step
        runs += [Run(bottom, top, step)] if bottom < top else []
        values.add(bottom)
    single = [value for value in values if not any(_has(run, value) for run in runs)]
    return Earnable((*runs, *_values(single).runs), sure)


def _rounds_on_the_way(criterion: Criterion) -> bool:
    """Whether a survey is rounded before its points are, so that some of these are passed over."""
    method = criterion.method
    places = method.places if isinstance(method, Survey) else None
    return places is not None and any(each is not None for each in (places.share, places.mean, places.percent))


def _has(run: Run, value: Fraction) -> bool:
    return run.low <= value <= run.high and (value - run.low) % run.step == 0


# ---- choices, items, formulas ----------------------------------------------------------------------------------------


def _points(criterion: Criterion, answer: Reported) -> Fraction | None:
    try:
        return score(criterion.method, answer, criterion).points
    except Refusal:
        return None


def worths_of(criterion: Criterion, choice: Choice) -> dict[str, Fraction]:
    """The points of each option that can be chosen."""
    answers = {option.code: reported(criterion, Chosen(criterion.code, option.code)) for option in choice.options}
    points = {code: _points(criterion, answer) for code, answer in answers.items()}
    return {code: each for code, each in points.items() if each is not None}


@lru_cache(maxsize=1024)
def _sums(criterion: Criterion, items: PerItem) -> Mapping[Fraction, Mapping[str, int]] | None:
    """How many of each item come to which points; `None` where there are too many sums."""
    reached: dict[Fraction, dict[str, int]] = {ZERO: {}}
    for item in items.items:
        most = item.most if item.most is not None else _enough(criterion, item)
        added = dict(reached)
        for start, counts in reached.items():
            for count in range(1, most + 1):
                added.setdefault(start + count * item.points, {**counts, item.code: count})
                if len(added) > _MOST_SUMS:
                    return None
        reached = added
    found: dict[Fraction, Mapping[str, int]] = {}
    for counts in reached.values():
        points = _points(criterion, reported(criterion, Itemised(criterion.code, counts)))
        if points is not None:
            found.setdefault(points, counts)
    return found


def _enough(criterion: Criterion, item: Item) -> int:
    """How many of an *item* without a limit are enough to reach every bound."""
    return int((criterion.max_points - criterion.min_points) / abs(item.points)) + 1


@lru_cache(maxsize=1024)
def _inputs(criterion: Criterion, formula: Formula) -> Mapping[Fraction, Mapping[str, Fraction]] | None:
    """Which figures come to which points; `None` where there are too many, or not only whole ones."""
    ranges = [_whole(each.figure) for each in formula.inputs]
    if any(each is None for each in ranges) or prod(len(each) for each in ranges if each is not None) > _MOST_SUMS:
        return None
    found: dict[Fraction, Mapping[str, Fraction]] = {}
    for numbers in product(*(each for each in ranges if each is not None)):
        values = {one.name: Fraction(number) for one, number in zip(formula.inputs, numbers, strict=True)}
        points = _points(criterion, Inputs(criterion.code, values))
        if points is not None:
            found.setdefault(points, values)
    return found


def _whole(figure: Figure) -> range | None:
    """All numbers that can be reported, where these are whole and not without end."""
    if not figure.is_whole or figure.low is None or figure.high is None:
        return None
    return range(ceil(figure.low), floor(figure.high) + 1)


def _formula_earning(criterion: Criterion, formula: Formula, points: Fraction) -> Earning | None:
    """One of all figures where these are few; else by halving along each, with the others low, high and between."""
    all_inputs = _inputs(criterion, formula)
    if all_inputs is not None:
        values = all_inputs.get(points)
        return None if values is None else Earning(Inputs(criterion.code, values))
    ranges = [_three(range_of(each.figure, ())) for each in formula.inputs]
    for start in list(product(*ranges))[:_TRIES]:
        for place, each in enumerate(formula.inputs):
            low, high = range_of(each.figure, ())
            unit = 1 if each.figure.is_whole else 10**4

            def answer(
                number: int, start: tuple[Fraction, ...] = start, at: int = place, low: Fraction = low, unit: int = unit
            ) -> Reported:
                values = {one.name: value for one, value in zip(formula.inputs, start, strict=True)}
                values[formula.inputs[at].name] = low + Fraction(number, unit)
                return Inputs(criterion.code, values)

            curve = Curve(criterion, answer, int((high - low) * unit), (), formula.places)
            number = curve.number_earning(points)
            if number is not None:
                return Earning(curve.answer(number))
    return None


def _three(ends: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    low, high = ends
    return (high, low, Fraction(int((low + high) / 2)))
