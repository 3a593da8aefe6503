"""Reported figures: the number that a method looks at, out of the form in which it was reported."""

from dataclasses import dataclass
from fractions import Fraction

from rules.answer import Counted, Dated, Measured, Proportion, Reported
from rules.criterion import Criterion
from rules.errors import N_, Path, require
from rules.methods.figure import Figure, Quantity
from rules.number import HUNDRED, ZERO
from rules.said import Said, said
from rules.scored import Act, Step
from rules.scoring_errors import (
    FigureOutOfRange,
    NoDenominator,
    NotWaivable,
    NotWhole,
    NoYear,
    WaiverUnexplained,
    WrongAnswer,
    require_exact_answer,
)
from rules.text import Text


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the answer: the *year* that is assessed, and the *best* figure of the period."""

    year: int | None = None
    best: Fraction | None = None


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Reading:
    """The *value* of a figure, and the arithmetic that leads to it."""

    value: Fraction
    start: Fraction
    steps: tuple[Step, ...] = ()


_FORMS = {
    Quantity.PERCENT: N_("a percentage, or a numerator and a denominator"),
    Quantity.COUNT: N_("a count"),
    Quantity.DAYS: N_("a number of days"),
    Quantity.VALUE: N_("a value"),
}
_OR_DATE = N_("a number of days, or a date")


def name_of_figure(figure: Figure, criterion: Criterion) -> Text:
    """What *figure* of *criterion* is called."""
    return figure.name if figure.name.vi else criterion.name


def reading(figure: Figure, answer: Reported, criterion: Criterion, context: Context) -> Reading:
    """The *figure* that *answer* reports of *criterion*.

    Raises: `AnswerRefusal`, `TooManyDecimals`, `TooLarge`.
    """
    match figure.quantity, answer:
        case ((Quantity.PERCENT | Quantity.VALUE), Measured(_, value)):
            return _exactly(figure, value, criterion, ("value",))
        case Quantity.PERCENT, Proportion():
            return _of_whole(figure, answer, criterion)
        case ((Quantity.COUNT | Quantity.DAYS), Counted(_, count)):
            return _exactly(figure, Fraction(count), criterion, ("count",))
        case Quantity.DAYS, Dated() if figure.deadline is not None:
            require(context.year is not None, NoYear(name_of_figure(figure, criterion), at=("date",)))
            late = (answer.day - figure.deadline.in_year(context.year or 0)).days
            return _exactly(figure, Fraction(max(late, 0)), criterion, ("date",))
        case _:
            raise WrongAnswer(criterion.name, form_of(figure))


def form_of(figure: Figure) -> Said:
    """In what form *figure* is reported."""
    return said(_FORMS[figure.quantity] if figure.deadline is None else _OR_DATE)


def require_possible(figure: Figure, value: Fraction, criterion: Criterion, at: Path) -> None:
    """Refuse a *value* that *figure* of *criterion* cannot have."""
    low, high = figure.low, figure.high
    if value.denominator != 1 and figure.is_whole:
        raise NotWhole(name_of_figure(figure, criterion), value, at=at)
    if (low is not None and value < low) or (high is not None and value > high):
        raise FigureOutOfRange(name_of_figure(figure, criterion), value, low, high, at=at)


def _exactly(figure: Figure, value: Fraction, criterion: Criterion, at: Path) -> Reading:
    require_exact_answer(value, at=at)
    require_possible(figure, value, criterion, at)
    return Reading(value, value)


def _of_whole(figure: Figure, answer: Proportion, criterion: Criterion) -> Reading:
    require_exact_answer(answer.numerator, at=("numerator",))
    require_exact_answer(answer.denominator, at=("denominator",))
    name = name_of_figure(figure, criterion)
    require(answer.denominator > ZERO, NoDenominator(name, answer.denominator, at=("denominator",)))
    percent = answer.numerator * HUNDRED / answer.denominator
    require_possible(figure, percent, criterion, ("numerator",))
    steps = (Step(Act.OVER, answer.denominator), Step(Act.TIMES, HUNDRED))
    return Reading(percent, answer.numerator, steps)


def require_waiver(answer: Reported, criterion: Criterion, *, allowed: bool) -> None:
    """Refuse a waiver where it is not *allowed*, and one without a reason."""
    if isinstance(answer, Dated | Counted) and answer.waived:
        require(allowed, NotWaivable(criterion.name, at=("waived",)))
        require(answer.reason.strip() != "", WaiverUnexplained(criterion.name, at=("reason",)))
