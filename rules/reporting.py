"""Reported figures: the number that a method looks at, out of the form in which it was reported."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from fractions import Fraction
from typing import Final

from rules.answer import Counted, Dated, Measured, Proportion, Reported
from rules.answer_content import form_sent
from rules.criterion import Absence, Criterion
from rules.errors import N_, Path, require
from rules.methods.figure import Figure, Quantity
from rules.number import is_below
from rules.said import Said, said
from rules.scored import TIMES_HUNDRED, Act, Arithmetic, Step, begun
from rules.scoring_errors import (
    DateOutOfRange,
    FigureOutOfRange,
    NoDenominator,
    NotWaivable,
    NotWhole,
    NoYear,
    ProportionOutOfRange,
    WaiverUnexplained,
    WrongAnswer,
    component,
    part_of,
    require_exact_answer,
)
from rules.text import Text


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the answer: the *year* that is assessed, and the *best* figure of the period."""

    year: int | None = None
    best: Fraction | None = None


NO_CONTEXT = Context()

YEARS_BEFORE: Final = 1
YEARS_AFTER: Final = 2
"""Around the year that is assessed, the years in which what is assessed was done.

It may be done ahead, in the year before; deadlines are in the year or in the next one, and appraisal closes before yet
another one is over. A date beyond is mistyped, and would score as very early or very late.
"""

_FORMS = {
    Quantity.PERCENT: N_("a percentage, or a numerator and a denominator"),
    Quantity.COUNT: N_("a count"),
    Quantity.DAYS: N_("a number of days"),
    Quantity.VALUE: N_("a value"),
}
_OR_DATE = N_("a number of days, or a date")
_A_WHOLE = N_("a whole above 0, or “not applicable”")
_ALWAYS_A_WHOLE = N_("a whole above 0")


def name_of_figure(figure: Figure, criterion: Criterion) -> Text:
    """What *figure* of *criterion* is called."""
    return figure.name if figure.name.vi else criterion.name


def figure_of(figure: Figure, criterion: Criterion) -> Said:
    """How a refusal names *figure*: after its component, which alone is named where the figure has no name."""
    of = component(criterion)
    return part_of(of, figure.name) if figure.name.vi else of


def reading(figure: Figure, answer: Reported, criterion: Criterion, context: Context) -> Arithmetic:
    """The *figure* that *answer* reports of *criterion*, and the arithmetic that leads to it.

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
            if context.year is None:
                raise NoYear(figure_of(figure, criterion), at=("date",))
            _require_near(figure, answer.day, criterion, context.year)
            late = (answer.day - figure.deadline.in_year(context.year)).days
            return _exactly(figure, Fraction(max(late, 0)), criterion, ("date",))
        case _:
            raise WrongAnswer(component(criterion), form_sent(answer), form_of(figure))


def form_of(figure: Figure) -> Said:
    """In what form *figure* is reported."""
    return said(_FORMS[figure.quantity] if figure.deadline is None else _OR_DATE)


def require_possible(figure: Figure, value: Fraction, criterion: Criterion, at: Path) -> None:
    """Refuse a *value* that *figure* of *criterion* cannot have."""
    if value.denominator != 1 and figure.is_whole:
        raise NotWhole(figure_of(figure, criterion), value, at=at)
    if not _is_possible(figure, value):
        raise FigureOutOfRange(figure_of(figure, criterion), value, figure.low, figure.high, at=at)


def _is_possible(figure: Figure, value: Fraction) -> bool:
    """Whether *value* is from the least to the largest that *figure* can have."""
    low, high = figure.low, figure.high
    return (low is None or not is_below(value, low)) and (high is None or not is_below(high, value))


def _require_near(figure: Figure, day: date, criterion: Criterion, year: int) -> None:
    first, last = date(max(year - YEARS_BEFORE, MINYEAR), 1, 1), date(min(year + YEARS_AFTER, MAXYEAR), 12, 31)
    if not first <= day <= last:
        raise DateOutOfRange(figure_of(figure, criterion), day, first, last, at=("date",))


def _exactly(figure: Figure, value: Fraction, criterion: Criterion, at: Path) -> Arithmetic:
    require_exact_answer(value, at=at)
    require_possible(figure, value, criterion, at)
    return begun(value)


def _of_whole(figure: Figure, answer: Proportion, criterion: Criterion) -> Arithmetic:
    require_exact_answer(answer.numerator, at=("numerator",))
    require_exact_answer(answer.denominator, at=("denominator",))
    if answer.denominator <= 0:
        allowed = _ALWAYS_A_WHOLE if criterion.not_applicable is Absence.REFUSED else _A_WHOLE
        raise NoDenominator(figure_of(figure, criterion), answer.denominator, said(allowed), at=("denominator",))
    percent = begun(answer.numerator, Step(Act.OVER, answer.denominator), TIMES_HUNDRED)
    if not _is_possible(figure, percent.number):
        named, parts = figure_of(figure, criterion), (answer.numerator, answer.denominator)
        raise ProportionOutOfRange(named, *parts, figure.low, figure.high, at=("numerator",))
    return percent


def require_waiver(answer: Reported, criterion: Criterion, *, allowed: bool) -> None:
    """Refuse a waiver where it is not *allowed*, and one without a reason."""
    if isinstance(answer, Dated | Counted) and answer.waived:
        require(allowed, NotWaivable(component(criterion), at=("waived",)))
        require(answer.reason.strip() != "", WaiverUnexplained(component(criterion), at=("reason",)))
