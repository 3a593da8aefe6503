"""Scoring a component: from what is reported of it to points, with the working."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, assert_never

from rules.answer import Chosen, Counted, Dated, Inputs, Itemised, Points, Reported, Sourced
from rules.answer_content import form_sent
from rules.criterion import Absence, Criterion
from rules.errors import N_, OverCap, Path, UnderMinimum
from rules.formula import Number, Values, computed
from rules.formula_errors import FormulaTooLarge
from rules.methods import Method, OfBallots, OfFigures
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.formula import Formula
from rules.methods.items import Item, PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey
from rules.methods.worth import FIGURE, MAXIMUM, BandWorth, ByFormula, FixedPoints, Proportional, Share
from rules.number import LARGEST, ZERO, is_below
from rules.reporting import NO_CONTEXT, Context, figure_of, name_of_figure, reading, require_possible, require_waiver
from rules.said import said
from rules.scored import (
    OVER_HUNDRED,
    Act,
    AgainstBest,
    Applied,
    Arithmetic,
    AsGiven,
    BandComputed,
    BandTaken,
    BelowFloor,
    BelowTarget,
    Concluded,
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
    begun,
)
from rules.scoring_errors import (
    BestUnknown,
    BeyondBest,
    DividedByZero,
    DocumentMissing,
    DocumentWithoutUse,
    FigureOutOfRange,
    MissingInputs,
    NoBand,
    UnknownInput,
    UnknownItem,
    UnknownOption,
    WrongAnswer,
    component,
    part_of,
    require_exact_answer,
)
from rules.survey_steps import survey_steps

_Found = tuple[Applied, Arithmetic]
"""What of a method applied to an answer, and the arithmetic of the points."""

_MOST_BITS: Final = 10_000
"""What a formula may come to before it is rounded: Python prints no number of more than 4,300 digits."""


def score(method: Method, answer: Reported, criterion: Criterion, context: Context = NO_CONTEXT) -> Scored:
    """The points that *answer* earns by *method*, from the minimum to the maximum of *criterion*.

    Raises: `AnswerRefusal`, `OverCap`, `UnderMinimum`, `TooManyDecimals`, `TooLarge`; the paths are within the answer.
    """
    found: _Found
    if isinstance(method, OfBallots):
        found = _of_ballots(method, answer, criterion)
    elif isinstance(answer, Sourced) and not isinstance(method, Supplied):
        _found(method, answer.answer, criterion, context)  # a form that is not asked for is told first
        raise DocumentWithoutUse(component(criterion), at=("document",))
    else:
        found = _found(method, answer, criterion, context)
    applied, arithmetic = found
    if is_below(criterion.max_points, arithmetic.number):
        arithmetic = arithmetic.then(Step(Act.AT_MOST, criterion.max_points))
    elif is_below(arithmetic.number, criterion.min_points):
        arithmetic = arithmetic.then(Step(Act.AT_LEAST, criterion.min_points))
    return Scored(arithmetic.number, Working(answer, applied, arithmetic.start, arithmetic.steps))


def _found(method: OfFigures, answer: Reported, criterion: Criterion, context: Context) -> _Found:
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


def _of_ballots(method: OfBallots, answer: Reported, criterion: Criterion) -> _Found:
    """What ballots earn; on a sample that is too small, what the council concluded."""
    if not (isinstance(method, Survey) and method.minimum.is_concluded_on and isinstance(answer, Points | Sourced)):
        return survey_steps(method, answer, criterion)
    if isinstance(answer, Points) or not answer.document.strip():
        raise DocumentMissing(component(criterion), said(N_("the Council")), at=("document",))
    _, arithmetic = _given(answer.answer, criterion)
    return Concluded(), arithmetic


def _in_proportion(read: Arithmetic, target: Fraction, criterion: Criterion, places: int) -> Arithmetic:
    """What was *read* over *target*, times the maximum."""
    return read.then(Step(Act.OVER, target), Step(Act.TIMES, criterion.max_points)).rounded(places)


def _given(answer: Reported, criterion: Criterion) -> _Found:
    if not isinstance(answer, Points):
        raise WrongAnswer(component(criterion), form_sent(answer), said(N_("points")))
    points, low, cap = answer.points, criterion.min_points, criterion.max_points
    require_exact_answer(points, at=("points",))
    if points > cap:
        raise OverCap(component(criterion), points, low, cap, at=("points",))
    if points < low:
        raise UnderMinimum(component(criterion), points, low, cap, at=("points",))
    return AsGiven(), begun(points)


def _choice(method: Choice, answer: Reported, criterion: Criterion) -> _Found:
    if not isinstance(answer, Chosen):
        raise WrongAnswer(component(criterion), form_sent(answer), said(N_("one of the options")))
    worths = {option.code: option.worth for option in method.options}
    if answer.option not in worths:
        raise UnknownOption(component(criterion), answer.option, tuple(worths), at=("option",))
    return OptionTaken(answer.option), _of_maximum(worths[answer.option], criterion, method.places)


def _of_maximum(worth: FixedPoints | Share, criterion: Criterion, places: int) -> Arithmetic:
    """The arithmetic of a *worth* that no figure enters."""
    match worth:
        case FixedPoints(points):
            return begun(points)
        case Share(percent):
            return begun(criterion.max_points, Step(Act.TIMES, percent), OVER_HUNDRED).rounded(places)
        case _:
            assert_never(worth)


def _bands(method: Bands, answer: Reported, criterion: Criterion, context: Context) -> _Found:
    require_waiver(answer, criterion, allowed=False)
    read = reading(method.figure, answer, criterion, context)
    if method.nothing is not None and read.number == 0:
        return NothingDone(), _of_maximum(method.nothing, criterion, method.places)
    place = method.band_of(read.number)
    if place is None:
        raise NoBand(figure_of(method.figure, criterion), read.number)
    worth: BandWorth = method.bands[place].worth
    if isinstance(worth, ByFormula):
        values = {FIGURE: read.number, MAXIMUM: criterion.max_points}
        start = _computed(worth.number, values, criterion, ())
        return BandComputed(place, worth.text, values), begun(start).rounded(method.places)
    applied = BandTaken(place, read.number)
    if isinstance(worth, Proportional):
        return applied, _in_proportion(read, worth.target, criterion, method.places)
    return applied, _of_maximum(worth, criterion, method.places)


def _ratio(method: RatioToTarget, answer: Reported, criterion: Criterion, context: Context) -> _Found:
    require_waiver(answer, criterion, allowed=False)
    read = reading(method.figure, answer, criterion, context)
    if read.number >= method.target:
        return TargetReached(read.number), begun(criterion.max_points)
    if method.floor is not None and read.number < method.floor:
        return BelowFloor(read.number), begun(ZERO)
    return BelowTarget(read.number), _in_proportion(read, method.target, criterion, method.places)


def _items(method: PerItem, answer: Reported, criterion: Criterion) -> _Found:
    counts = _counts(method, answer, criterion)
    counted = {item.code: _that_count(item, counts[item.code]) for item in method.items if counts.get(item.code)}
    points = {item.code: item.points for item in method.items}
    arithmetic = begun(ZERO, *[Step(Act.PLUS, points[code], count) for code, count in counted.items()])
    if method.cap is not None and arithmetic.number > method.cap:
        arithmetic = arithmetic.then(Step(Act.AT_MOST, method.cap))
    return ItemsCounted(counted), arithmetic


def _counts(method: PerItem, answer: Reported, criterion: Criterion) -> Mapping[str, int]:
    """How many of each item were reported; of a single kind of item the number alone will do."""
    codes = tuple(item.code for item in method.items)
    match answer:
        case Counted(_, count) if len(codes) == 1:
            counts: Mapping[str, int] = {codes[0]: count}
        case Itemised(_, items):
            counts = items
        case _:
            raise WrongAnswer(component(criterion), form_sent(answer), said(N_("how many of each item")))
    for code, count in counts.items():
        if code not in codes:
            raise UnknownItem(component(criterion), code, codes, at=("items", code))
        if not 0 <= count < LARGEST:
            named = part_of(component(criterion), next(item.name for item in method.items if item.code == code))
            raise FigureOutOfRange(named, count, 0, LARGEST - 1, at=("items", code))
    return counts


def _that_count(item: Item, count: int) -> int:
    return count if item.most is None else min(count, item.most)


def _deduction(method: Deduction, answer: Reported, criterion: Criterion, context: Context) -> _Found:
    require_waiver(answer, criterion, allowed=method.may_be_waived)
    count = int(reading(method.figure, answer, criterion, context).number)
    if isinstance(answer, Dated | Counted) and answer.waived:
        return Excused(count, answer.reason), begun(criterion.max_points)
    if method.accepted is not None and count > method.accepted:
        return NotAccepted(count), begun(criterion.min_points)
    charged = max(count - method.free, 0)
    taken_off = (Step(Act.MINUS, method.each, charged),) if charged else ()
    return Deducted(count, charged), begun(criterion.max_points, *taken_off)


def _supplied(method: Supplied, answer: Reported, criterion: Criterion, context: Context) -> _Found:
    if not isinstance(answer, Sourced) or not answer.document.strip():
        raise DocumentMissing(component(criterion), method.by, at=("document",))
    return _found(method.scored, answer.answer, criterion, context)


def _relative(method: RelativeToBest, answer: Reported, criterion: Criterion, context: Context) -> _Found:
    require_waiver(answer, criterion, allowed=False)
    read = reading(method.figure, answer, criterion, context)
    best = context.best
    if best is None:
        raise BestUnknown(component(criterion))
    if read.number > best:
        raise BeyondBest(component(criterion), read.number, best)
    applied = AgainstBest(read.number, best)
    if best <= 0:  # nobody has done anything
        return applied, begun(ZERO)
    return applied, _in_proportion(read, best, criterion, method.places)


def _formula(method: Formula, answer: Reported, criterion: Criterion) -> _Found:
    if not isinstance(answer, Inputs):
        raise WrongAnswer(component(criterion), form_sent(answer), said(N_("a value for each figure of the formula")))
    names = tuple(each.name for each in method.inputs)
    for name in answer.values:
        if name not in names:
            raise UnknownInput(component(criterion), name, names, at=("values", name))
    missing = tuple(
        said(N_("{name} ({code})"), name=name_of_figure(each.figure, criterion), code=each.name)
        for each in method.inputs
        if each.name not in answer.values
    )
    if missing:
        raise MissingInputs(component(criterion), missing, at=("values",))
    for each in method.inputs:
        at = ("values", each.name)
        require_exact_answer(answer.values[each.name], at=at)
        require_possible(each.figure, answer.values[each.name], criterion, at)
    values = {**{name: answer.values[name] for name in names}, MAXIMUM: criterion.max_points}
    start = _computed(method.number, values, criterion, ("values",))
    return FormulaComputed(method.text, values), begun(start).rounded(method.places)


def _computed(number: Number, values: Values, criterion: Criterion, at: Path) -> Fraction:
    """What a formula comes to with these *values*, which the path *at* leads to."""
    try:
        start = computed(number, values)
    except ZeroDivisionError:
        always = criterion.not_applicable is Absence.REFUSED
        allowed = N_("other figures") if always else N_("other figures, or “not applicable”")
        raise DividedByZero(component(criterion), said(allowed), at=at) from None
    if max(start.numerator.bit_length(), start.denominator.bit_length()) > _MOST_BITS:
        raise FormulaTooLarge(at=at)
    return start
