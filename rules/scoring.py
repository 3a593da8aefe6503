"""Scoring a component: from what is reported of it to points, with the working."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, assert_never

from rules.answer import Chosen, Counted, Dated, Inputs, Itemised, Points, Reported, Sourced
from rules.criterion import Criterion
from rules.errors import N_, OverCap, UnderMinimum, require
from rules.formula import computed
from rules.formula_errors import FormulaTooLarge
from rules.methods import Method, OfBallots, OfFigures
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.formula import MAXIMUM, Formula
from rules.methods.items import Item, PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.worth import BandWorth, FixedPoints, Proportional, Share
from rules.number import HUNDRED, LARGEST, ZERO, rounded
from rules.reporting import NO_CONTEXT, Context, Reading, name_of_figure, reading, require_possible, require_waiver
from rules.said import said
from rules.scored import (
    Act,
    AgainstBest,
    AsGiven,
    BandTaken,
    BelowFloor,
    BelowTarget,
    Deducted,
    Excused,
    FormulaComputed,
    ItemsCounted,
    NotAccepted,
    NothingDone,
    OptionTaken,
    Scored,
    Step,
    TargetReached,
    Working,
)
from rules.scoring_errors import (
    BestUnknown,
    BeyondBest,
    DividedByZero,
    DocumentMissing,
    FigureOutOfRange,
    MissingInputs,
    NoBand,
    UnknownInput,
    UnknownItem,
    UnknownOption,
    WrongAnswer,
    require_exact_answer,
)
from rules.survey_steps import survey_steps

_MOST_BITS: Final = 10_000
"""What a formula may come to before it is rounded: Python prints no number of more than 4,300 digits."""


def score(method: Method, answer: Reported, criterion: Criterion, context: Context = NO_CONTEXT) -> Scored:
    """The points that *answer* earns by *method*, from the minimum to the maximum of *criterion*.

    Raises: `AnswerRefusal`, `OverCap`, `UnderMinimum`, `TooManyDecimals`, `TooLarge`; the paths are within the answer.
    """
    if isinstance(method, OfBallots):
        working = survey_steps(method, answer, criterion)
    else:
        working = _working(method, answer, criterion, context)
    points = working.start
    for step in working.steps:
        points = step.taken(points)
    steps = working.steps
    if points > criterion.max_points:
        points, steps = criterion.max_points, (*steps, Step(Act.AT_MOST, criterion.max_points))
    elif points < criterion.min_points:
        points, steps = criterion.min_points, (*steps, Step(Act.AT_LEAST, criterion.min_points))
    return Scored(points, Working(answer, working.applied, working.start, steps))


def _working(method: OfFigures, answer: Reported, criterion: Criterion, context: Context) -> Working:
    match method:
        case GivenPoints():
            return _given(answer, criterion)
        case Choice():
            return _choice(method, answer, criterion)
        case Bands():
            return _bands(method, answer, criterion, context)
        case RatioToTarget():
            return _ratio(method, answer, criterion, context)
        case PerItem():
            return _items(method, answer, criterion)
        case Deduction():
            return _deduction(method, answer, criterion, context)
        case Supplied():
            return _supplied(method, answer, criterion, context)
        case RelativeToBest():
            return _relative(method, answer, criterion, context)
        case Formula():
            return _formula(method, answer, criterion)
        case _:
            assert_never(method)


def _rounding(start: Fraction, steps: tuple[Step, ...], places: int) -> tuple[Step, ...]:
    """*steps* and rounding what they come to from *start*, where that changes it."""
    number = start
    for step in steps:
        number = step.taken(number)
    return steps if rounded(number, places) == number else (*steps, Step(Act.ROUNDED, Fraction(places)))


def _in_proportion(
    read: Reading, target: Fraction, criterion: Criterion, places: int
) -> tuple[Fraction, tuple[Step, ...]]:
    """The arithmetic of what was *read* over *target*, times the maximum."""
    steps = (*read.steps, Step(Act.OVER, target), Step(Act.TIMES, criterion.max_points))
    return read.start, _rounding(read.start, steps, places)


def _given(answer: Reported, criterion: Criterion) -> Working:
    if not isinstance(answer, Points):
        raise WrongAnswer(criterion.name, said(N_("points")))
    points, low, cap = answer.points, criterion.min_points, criterion.max_points
    require_exact_answer(points, at=("points",))
    require(points <= cap, OverCap(criterion.name, points, low, cap, at=("points",)))
    require(points >= low, UnderMinimum(criterion.name, points, low, cap, at=("points",)))
    return Working(answer, AsGiven(), points)


def _choice(method: Choice, answer: Reported, criterion: Criterion) -> Working:
    if not isinstance(answer, Chosen):
        raise WrongAnswer(criterion.name, said(N_("one of the options")))
    worths = {option.code: option.worth for option in method.options}
    require(answer.option in worths, UnknownOption(criterion.name, answer.option, tuple(worths), at=("option",)))
    start, steps = _of_maximum(worths[answer.option], criterion, method.places)
    return Working(answer, OptionTaken(answer.option), start, steps)


def _of_maximum(worth: FixedPoints | Share, criterion: Criterion, places: int) -> tuple[Fraction, tuple[Step, ...]]:
    """The arithmetic of a *worth* that no figure enters."""
    match worth:
        case FixedPoints(points):
            return points, ()
        case Share(percent):
            start = criterion.max_points
            return start, _rounding(start, (Step(Act.TIMES, percent), Step(Act.OVER, HUNDRED)), places)
        case _:
            assert_never(worth)


def _bands(method: Bands, answer: Reported, criterion: Criterion, context: Context) -> Working:
    require_waiver(answer, criterion, allowed=False)
    read = reading(method.figure, answer, criterion, context)
    if method.nothing is not None and read.value == 0:
        return Working(answer, NothingDone(), *_of_maximum(method.nothing, criterion, method.places))
    place = method.band_of(read.value)
    if place is None:
        raise NoBand(name_of_figure(method.figure, criterion), read.value)
    worth: BandWorth = method.bands[place].worth
    applied = BandTaken(place, read.value)
    if isinstance(worth, Proportional):
        return Working(answer, applied, *_in_proportion(read, worth.target, criterion, method.places))
    return Working(answer, applied, *_of_maximum(worth, criterion, method.places))


def _ratio(method: RatioToTarget, answer: Reported, criterion: Criterion, context: Context) -> Working:
    require_waiver(answer, criterion, allowed=False)
    read = reading(method.figure, answer, criterion, context)
    if read.value >= method.target:
        return Working(answer, TargetReached(read.value), criterion.max_points)
    if method.floor is not None and read.value < method.floor:
        return Working(answer, BelowFloor(read.value), ZERO)
    start, steps = _in_proportion(read, method.target, criterion, method.places)
    return Working(answer, BelowTarget(read.value), start, steps)


def _items(method: PerItem, answer: Reported, criterion: Criterion) -> Working:
    counts = _counts(method, answer, criterion)
    counted = {item.code: _that_count(item, counts[item.code]) for item in method.items if counts.get(item.code)}
    points = {item.code: item.points for item in method.items}
    steps = tuple(Step(Act.PLUS, points[code], count) for code, count in counted.items())
    total = sum((step.number * step.times for step in steps), ZERO)
    if method.cap is not None and total > method.cap:
        steps = (*steps, Step(Act.AT_MOST, method.cap))
    return Working(answer, ItemsCounted(counted), ZERO, steps)


def _counts(method: PerItem, answer: Reported, criterion: Criterion) -> Mapping[str, int]:
    """How many of each item were reported; of a single kind of item the number alone will do."""
    codes = tuple(item.code for item in method.items)
    match answer:
        case Counted(_, count) if len(codes) == 1:
            counts: Mapping[str, int] = {codes[0]: count}
        case Itemised(_, items):
            counts = items
        case _:
            raise WrongAnswer(criterion.name, said(N_("how many of each item")))
    for code, count in counts.items():
        require(code in codes, UnknownItem(criterion.name, code, codes, at=("items", code)))
        possible = 0 <= count < LARGEST
        require(possible, FigureOutOfRange(criterion.name, count, 0, LARGEST - 1, at=("items", code)))
    return counts


def _that_count(item: Item, count: int) -> int:
    return count if item.most is None else min(count, item.most)


def _deduction(method: Deduction, answer: Reported, criterion: Criterion, context: Context) -> Working:
    require_waiver(answer, criterion, allowed=method.may_be_waived)
    count = int(reading(method.figure, answer, criterion, context).value)
    if isinstance(answer, Dated | Counted) and answer.waived:
        return Working(answer, Excused(count, answer.reason), criterion.max_points)
    if method.accepted is not None and count > method.accepted:
        return Working(answer, NotAccepted(count), criterion.min_points)
    charged = max(count - method.free, 0)
    steps = (Step(Act.MINUS, method.each, charged),) if charged else ()
    return Working(answer, Deducted(count, charged), criterion.max_points, steps)


def _supplied(method: Supplied, answer: Reported, criterion: Criterion, context: Context) -> Working:
    if not isinstance(answer, Sourced):
        raise WrongAnswer(criterion.name, said(N_("what was supplied, with its document")))
    require(answer.document.strip() != "", DocumentMissing(criterion.name, method.by, at=("document",)))
    return _working(method.scored, answer.answer, criterion, context)


def _relative(method: RelativeToBest, answer: Reported, criterion: Criterion, context: Context) -> Working:
    require_waiver(answer, criterion, allowed=False)
    read = reading(method.figure, answer, criterion, context)
    best = context.best
    if best is None:
        raise BestUnknown(criterion.name)
    require(read.value <= best, BeyondBest(criterion.name, read.value, best))
    applied = AgainstBest(read.value, best)
    if best <= 0:  # nobody has done anything
        return Working(answer, applied, ZERO)
    return Working(answer, applied, *_in_proportion(read, best, criterion, method.places))


def _formula(method: Formula, answer: Reported, criterion: Criterion) -> Working:
    if not isinstance(answer, Inputs):
        raise WrongAnswer(criterion.name, said(N_("a value for each figure of the formula")))
    names = tuple(each.name for each in method.inputs)
    for name in answer.values:
        require(name in names, UnknownInput(criterion.name, name, names, at=("values", name)))
    missing = tuple(name for name in names if name not in answer.values)
    require(not missing, MissingInputs(criterion.name, missing, at=("values",)))
    for each in method.inputs:
        at = ("values", each.name)
        require_exact_answer(answer.values[each.name], at=at)
        require_possible(each.figure, answer.values[each.name], criterion, at)
    values = {**{name: answer.values[name] for name in names}, MAXIMUM: criterion.max_points}
    try:
        start = computed(method.number, values)
    except ZeroDivisionError:
        raise DividedByZero(criterion.name, at=("values",)) from None
    if max(start.numerator.bit_length(), start.denominator.bit_length()) > _MOST_BITS:
        raise FormulaTooLarge(at=("values",))
    return Working(answer, FormulaComputed(method.text, values), start, _rounding(start, (), method.places))
