"""Refusals of reported answers: each names the component, what was reported, and what is possible."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules.criterion import Criterion
from rules.errors import N_, InputRefusal, Path, TooLarge, TooManyDecimals
from rules.number import LARGEST, PLACES, exact_text, is_exact
from rules.said import Said, said


def component(criterion: Criterion) -> Said:
    """How a refusal names *criterion*: by its code as well, since a sheet has a hundred of them."""
    return said(N_("{name} ({code})"), name=criterion.name, code=criterion.code)


def part_of(component: Said, name: object) -> Said:
    """How a refusal names a part of a *component*: a figure, an item."""
    return said(N_("{component}, {name}"), component=component, name=name)


class AnswerRefusal(InputRefusal):
    """An answer that cannot be scored as it was reported."""


@dataclass(eq=False)
class WrongAnswer(AnswerRefusal):
    """An answer in another form than the method asks for."""

    criterion: object
    given: str
    allowed: object
    words = N_("{criterion}: an answer with “{given}” is not possible. Allowed: {allowed}.")


@dataclass(eq=False)
class DocumentWithoutUse(AnswerRefusal):
    """A document beside what no other body supplies."""

    criterion: object
    words = N_("{criterion}: this is not supplied by another body, and needs no document. Leave out the document.")


@dataclass(eq=False)
class UnknownOption(AnswerRefusal):
    """An option that the method does not have."""

    criterion: object
    given: str
    allowed: tuple[str, ...]
    words = N_("{criterion}: option “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class FigureOutOfRange(AnswerRefusal):
    """A figure that cannot be."""

    figure: object
    given: object
    low: object
    high: object
    words = N_("{figure}: {given} is out of range. Allowed: from {low} to {high}.")


@dataclass(eq=False)
class ProportionOutOfRange(AnswerRefusal):
    """A part and a whole whose percentage cannot be: more than there was in all."""

    figure: object
    numerator: object
    denominator: object
    low: object
    high: object
    words = N_(
        "{figure}: {numerator} of {denominator} is out of range. Allowed: from {low} to {high} per cent of the whole."
    )


@dataclass(eq=False)
class NotWhole(AnswerRefusal):
    """Part of what is counted in wholes."""

    figure: object
    given: object
    words = N_("{figure}: {given} is not a whole number. Allowed: whole numbers.")


@dataclass(eq=False)
class NoDenominator(AnswerRefusal):
    """A proportion of nothing, or of less."""

    figure: object
    given: object
    allowed: object
    words = N_("{figure}: there is no percentage of {given}. Allowed: {allowed}.")


@dataclass(eq=False)
class NoBand(AnswerRefusal):
    """A figure for which the method has no band."""

    figure: object
    given: object
    words = N_("{figure}: the scoring method has no band for {given}.")


@dataclass(eq=False)
class NoYear(AnswerRefusal):
    """A date, where it is not known which year's deadline holds."""

    figure: object
    words = N_("{figure}: the period has no year, so its deadline is not known. Give the number of days late.")


@dataclass(eq=False)
class DateOutOfRange(AnswerRefusal):
    """A date too far from the year that is assessed: a mistyped one."""

    figure: object
    given: date
    first: date
    last: date
    words = N_("{figure}: the date {given} is out of range. Allowed: from {first} to {last}.")


@dataclass(eq=False)
class UnknownItem(AnswerRefusal):
    """An item that the method does not have."""

    criterion: object
    given: str
    allowed: tuple[str, ...]
    words = N_("{criterion}: item “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class NotWaivable(AnswerRefusal):
    """A waiver where the method has none."""

    criterion: object
    words = N_("{criterion}: what counts against it cannot be excused. Leave the waiver out.")


@dataclass(eq=False)
class WaiverUnexplained(AnswerRefusal):
    """A waiver without a reason."""

    criterion: object
    words = N_("{criterion}: a waiver needs a reason.")


@dataclass(eq=False)
class DocumentMissing(AnswerRefusal):
    """What another body supplied, without the document it came with."""

    criterion: object
    by: object
    words = N_("{criterion}: what {by} supplied needs the document it came with.")


@dataclass(eq=False)
class BestUnknown(AnswerRefusal):
    """A comparison with the best before everybody has answered."""

    criterion: object
    words = N_(
        "{criterion}: the best of the period is not known. Send the sheets of all agencies together, or the best "
        "figure in “bests”."
    )


@dataclass(eq=False)
class BeyondBest(AnswerRefusal):
    """A figure above what was said to be the best of the period."""

    criterion: object
    given: object
    best: object
    words = N_("{criterion}: {given} is above the best of the period, {best}. The best must be found anew.")


@dataclass(eq=False)
class UnknownBest(AnswerRefusal):
    """A best figure of a criterion that is not scored relative to it."""

    given: str
    allowed: tuple[str, ...]
    words = N_("“{given}” is not scored relative to the best of the period. Criteria that are: {allowed}.")


@dataclass(eq=False)
class OnAnotherBranch(AnswerRefusal):
    """An answer for a component that does not count, because of an option that was chosen elsewhere."""

    criterion: object
    on: object
    option: object
    words = N_("{criterion}: not to be answered, since “{option}” was chosen for {on}. Leave it out.")


@dataclass(eq=False)
class OnNoBranch(AnswerRefusal):
    """An answer for a component that does not count, because nothing is chosen where that is decided."""

    criterion: object
    on: object
    words = N_("{criterion}: not to be answered, since {on}, which decides on it, is not assessed. Leave it out.")


@dataclass(eq=False)
class AlwaysApplicable(AnswerRefusal):
    """“Not applicable” where the rubric does not allow it."""

    criterion: object
    words = N_("{criterion}: “not applicable” is not possible for this component. Report what was done.")


@dataclass(eq=False)
class UnknownInput(AnswerRefusal):
    """A value for a name that the formula does not declare."""

    criterion: object
    given: str
    allowed: tuple[str, ...]
    words = N_("{criterion}: the formula has no figure “{given}”. Allowed: {allowed}.")


@dataclass(eq=False)
class MissingInputs(AnswerRefusal):
    """Names of the formula without a value."""

    criterion: object
    missing: tuple[object, ...]
    words = N_("{criterion}: the formula needs a value for each of: {missing}.")


@dataclass(eq=False)
class DividedByZero(AnswerRefusal):
    """A formula that divides by zero for what was reported."""

    criterion: object
    allowed: object
    words = N_("{criterion}: with these figures the formula divides by zero. Allowed: {allowed}.")


def require_exact_answer(number: Fraction, *, at: Path) -> None:
    """Refuse a reported *number* with more decimals or digits than are kept."""
    if not is_exact(number):  # asked for every number there is: no refusal is made before there is one
        raise inexact(number, at=at)


def inexact(number: Fraction, *, at: Path) -> TooLarge | TooManyDecimals:
    """The refusal of a *number* that is not exact."""
    text = exact_text(number)
    return TooLarge(text, LARGEST, at=at) if abs(number) >= LARGEST else TooManyDecimals(text, PLACES, at=at)
