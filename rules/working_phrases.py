"""Workings in sentences: what was reported, what applied, what that cost, and the arithmetic."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, assert_never

from rules.answer import Sourced
from rules.criterion import Criterion
from rules.errors import N_
from rules.formula import Operation
from rules.formula_phrases import SIGNS, with_figures, written_formula
from rules.formula_reading import formula
from rules.language import Language
from rules.method_phrases import amount, figure_name, points_text, stretch
from rules.methods import Method, OfBallots
from rules.methods.bands import Band, Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.worth import FixedPoints, Share
from rules.number import HUNDRED, Comparison
from rules.scored import (
    Act,
    AgainstBest,
    Applied,
    AsGiven,
    BandComputed,
    BandTaken,
    BelowFloor,
    BelowTarget,
    Deducted,
    Excused,
    FormulaComputed,
    ItemsCounted,
    NotAccepted,
    NothingArose,
    NothingDone,
    OptionTaken,
    Scored,
    Step,
    TargetReached,
    Working,
)
from rules.survey_scoring import Bounds
from rules.survey_sentences import SurveyTelling, survey_sentence, survey_told
from rules.survey_working import SurveyWorking

_FULL: Final = N_("{seen}, the maximum for {where}")
_MAXIMUM: Final = N_("the maximum of {cap}")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a component is told of: whether its points are *extra*, beside the maximum, and whether it is *alone*.

    Among others the agency's own report is named once for all of them.
    """

    extra: bool = False
    alone: bool = True


BY_ITSELF: Final = Setting()


def working_sentence(
    method: Method, scored: Scored, criterion: Criterion, language: Language, setting: Setting = BY_ITSELF
) -> str:
    """What was reported of *criterion* and by whom, and what it earned by *method*: “0.50 points deducted: ...”."""
    applied, bounds = scored.working.applied, Bounds(criterion.min_points, criterion.max_points)
    if isinstance(method, OfBallots) and isinstance(applied, SurveyWorking):
        telling = SurveyTelling(method, applied, bounds, language)
        return ". ".join(survey_told(telling)) if setting.extra else survey_sentence(telling)
    if isinstance(applied, NothingArose):
        cost = language.words(_MAXIMUM, cap=points_text(scored.points, language))
    else:
        cost = points_sentence(scored.points, criterion, language, extra=setting.extra)
    seen = _reported(method, scored.working, criterion, language)
    if setting.alone and is_own_report(scored.working):
        seen = language.words(N_("{seen}; reported by the agency"), seen=seen)
    return language.words(N_("{cost}: {seen}"), cost=cost, seen=seen)


def points_sentence(points: Fraction, criterion: Criterion, language: Language, *, extra: bool = False) -> str:
    """What *points* of *criterion* are against its maximum, and of *extra* points that they are added or taken off."""
    lost = -points if extra else criterion.max_points - points
    if points == 0 and lost == 0:
        return language.words(N_("nothing added") if criterion.max_points > 0 else N_("nothing deducted"))
    if lost > 0:
        return language.words(N_("{lost} deducted"), lost=points_text(lost, language))
    told = points_text(points, language)
    return language.words(N_("{points} added"), points=told) if extra else language.words(_MAXIMUM, cap=told)


def _reported(method: Method, working: Working, criterion: Criterion, language: Language) -> str:
    """What was seen, and who says so where that is not the agency: the rubric, or another body with its document."""
    answer, applied = working.answer, working.applied
    if isinstance(applied, NothingArose) and not applied.reason:
        return language.words(N_("outside the scope of assessment of this agency"))
    if isinstance(method, Supplied) and isinstance(answer, Sourced):
        seen = _seen(method.scored, applied, criterion, language)
        words = N_("{seen}; supplied by {by}, {document}")
        return language.words(words, seen=seen, by=method.by, document=answer.document)
    return _seen(method, applied, criterion, language)


def is_own_report(working: Working) -> bool:
    """Whether *working* goes by what the agency reports of itself: no ballots, no other body, not the rubric alone."""
    match working.applied:
        case AsGiven() | SurveyWorking():
            return False
        case NothingArose(reason):
            return bool(reason)
        case _:
            return not isinstance(working.answer, Sourced)


def _seen(method: Method, applied: Applied, criterion: Criterion, language: Language) -> str:
    """What was reported, and the part of *method* that applied to it."""
    match method, applied:
        case _, AsGiven():
            return language.words(N_("points as given"))
        case _, NothingArose(reason):
            return language.words(N_("nothing arose ({reason})"), reason=reason)
        case Choice(), OptionTaken(option):
            return next(language.text(each.name) for each in method.options if each.code == option)
        case Bands(), BandTaken() | BandComputed() | NothingDone():
            return _of_bands(method, applied, criterion, language)
        case RatioToTarget(), TargetReached() | BelowTarget() | BelowFloor():
            return _of_ratio(method, applied, criterion, language)
        case PerItem(), ItemsCounted(counted):
            names = {item.code: language.text(item.name) for item in method.items}
            told = (f"{names[code]}: {language.count(count)}" for code, count in counted.items())
            return "; ".join(told) or language.words(N_("no item"))
        case Deduction(), Deducted() | NotAccepted() | Excused():
            return _of_deduction(method, applied, criterion, language)
        case RelativeToBest(), AgainstBest(value, best):
            seen = _figure(method.figure, value, criterion, language, (best.__le__,))
            best_text = amount(method.figure, best, language)
            return language.words(N_("{seen}, the best of the period {best}"), seen=seen, best=best_text)
        case Formula(), FormulaComputed(_, values):
            given = ((each.figure, values[each.name]) for each in method.inputs)
            told = (
                f"{figure_name(figure, criterion, language)}: {amount(figure, number, language)}"
                for figure, number in given
            )
            return "; ".join(told)
        case _:
            raise TypeError("the working is of another method")


def _figure(
    figure: Figure,
    value: Fraction,
    criterion: Criterion,
    language: Language,
    comparisons: tuple[Comparison, ...] = (),
) -> str:
    """A *figure* and its value: “the share of dossiers settled in time 91,2%”."""
    return f"{figure_name(figure, criterion, language)} {amount(figure, value, language, comparisons)}"


def _of_bands(
    method: Bands, applied: BandTaken | BandComputed | NothingDone, criterion: Criterion, language: Language
) -> str:
    if isinstance(applied, NothingDone):
        name = figure_name(method.figure, criterion, language)
        return language.words(N_("{figure}: nothing done"), figure=name)
    bounds = [bound for band in method.bands for bound in (band.low, band.high) if bound is not None]
    comparisons = (*(bound.__le__ for bound in bounds), *(bound.__lt__ for bound in bounds))
    seen = _figure(method.figure, applied.value, criterion, language, comparisons)
    full = next((band for band in method.bands if _is_full(band, criterion)), None)
    if full is None or full == method.bands[applied.band]:
        return seen
    where = stretch(method.figure, full.low, full.high, method.includes, language)
    return language.words(_FULL, seen=seen, where=where)


def _is_full(band: Band, criterion: Criterion) -> bool:
    return band.worth in (FixedPoints(criterion.max_points), Share(HUNDRED))


def _of_ratio(
    method: RatioToTarget,
    applied: TargetReached | BelowTarget | BelowFloor,
    criterion: Criterion,
    language: Language,
) -> str:
    bounds = [bound for bound in (method.floor, method.target) if bound is not None]
    comparisons = tuple(bound.__le__ for bound in bounds)
    seen = _figure(method.figure, applied.value, criterion, language, comparisons)
    if method.floor is not None and isinstance(applied, BelowFloor):
        floor = amount(method.figure, method.floor, language)
        return language.words(N_("{seen}, below {floor}"), seen=seen, floor=floor)
    if isinstance(applied, TargetReached):
        return seen
    return language.words(_FULL, seen=seen, where=amount(method.figure, method.target, language))


def _of_deduction(
    method: Deduction, applied: Deducted | NotAccepted | Excused, criterion: Criterion, language: Language
) -> str:
    seen = _figure(method.figure, Fraction(applied.count), criterion, language)
    match applied:
        case Deducted(count, charged) if charged not in (0, count):
            words = N_("{seen}, {count} of them beyond those that are free")
            return language.words(words, seen=seen, count=amount(method.figure, Fraction(charged), language))
        case Deducted():
            return seen
        case NotAccepted():
            accepted = amount(method.figure, Fraction(method.accepted or 0), language)
            return language.words(N_("{seen}, more than {accepted} are not accepted"), seen=seen, accepted=accepted)
        case Excused(_, reason):
            return language.words(N_("{seen}, excused: {reason}"), seen=seen, reason=reason)
        case _:
            assert_never(applied)


# ---- the arithmetic --------------------------------------------------------------------------------------------------


def arithmetic(working: Working, language: Language) -> str:
    """The steps of *working* one after the other: “60 / 85 x 10, rounded to 2 decimals: 7.06”."""
    told, number = _start(working, language), working.start
    for step in working.steps:
        number = step.taken(number)
        told = _then(told, step, number, language)
    result = language.number(number)
    ends = bool(working.steps) and working.steps[-1].act in _ENDS
    return told if ends or told == result else f"{told} = {result}"


def _start(working: Working, language: Language) -> str:
    """What the steps begin with; of a formula all that is computed, with the figures in their places."""
    match working.applied:
        case FormulaComputed(text, values) | BandComputed(_, text, values):
            return written_formula(with_figures(formula(text, tuple(values)), values), {}, language)
        case _:
            return _decimals(working.start, language)


def _decimals(number: Fraction, language: Language) -> str:
    """*number* as a decimal, broken off where it would not end: few read 22945/249 as 92.1485…."""
    whole = language.number(number)
    return f"{language.number(Fraction(int(number * _PARTS), _PARTS))}…" if "/" in whole else whole


_PARTS: Final = 10**4
"""Of one, of which whole ones are written where a number is broken off."""

_NOTHING: Final = "0"
"""From here items are added up; nobody writes it."""

_SIGNS: Final = {
    Act.PLUS: SIGNS[Operation.PLUS],
    Act.MINUS: SIGNS[Operation.MINUS],
    Act.TIMES: SIGNS[Operation.TIMES],
    Act.OVER: SIGNS[Operation.OVER],
}

_ENDS: Final = {
    Act.ROUNDED: N_("{left}, rounded to {right} decimals: {number}"),
    Act.AT_MOST: N_("{left}, at most {right} points"),
    Act.AT_LEAST: N_("{left}, at least {right} points"),
}


def _then(told: str, step: Step, number: Fraction, language: Language) -> str:
    """*told* and the *step* that comes to *number*."""
    right = language.number(step.number)
    if step.times != 1:
        right = language.words(_SIGNS[Act.TIMES], left=language.number(Fraction(step.times)), right=right)
    if step.act is Act.PLUS and told == _NOTHING:
        return right
    return language.words((_SIGNS | _ENDS)[step.act], left=told, right=right, number=number)
