"""Workings in sentences: what was reported, what applied, what that cost, and the arithmetic."""

from fractions import Fraction
from typing import Final, assert_never

from rules.answer import Sourced
from rules.criterion import Criterion
from rules.errors import N_
from rules.language import Language
from rules.method_phrases import amount, figure_name, points_text, stretch
from rules.methods import Method, OfBallots
from rules.methods.bands import Band, Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure
from rules.methods.formula import MAXIMUM
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
from rules.survey_sentences import SurveyTelling, survey_sentence
from rules.survey_working import SurveyWorking

_FULL: Final = N_("{seen}, the maximum for {where}")


def working_sentence(method: Method, scored: Scored, criterion: Criterion, language: Language) -> str:
    """What was reported of *criterion*, and what it earned by *method*: “91,2%, ...: 0,50 points deducted”."""
    answer, applied = scored.working.answer, scored.working.applied
    if isinstance(applied, NothingArose):
        return _nothing_arose(applied, scored, language)
    if isinstance(method, OfBallots) and isinstance(applied, SurveyWorking):
        bounds = Bounds(criterion.min_points, criterion.max_points)
        return survey_sentence(SurveyTelling(method, applied, bounds, language))
    if isinstance(method, Supplied):
        seen = _seen(method.scored, applied, criterion, language)
        document = answer.document if isinstance(answer, Sourced) else ""
        words = N_("{seen} (supplied by {by}, {document})")
        seen = language.words(words, seen=seen, by=method.by, document=document)
    else:
        seen = _seen(method, applied, criterion, language)
    lost = criterion.max_points - scored.points
    if lost == 0 and scored.points == 0:
        return language.words(N_("{seen}: nothing deducted"), seen=seen)
    if lost == 0:
        return language.words(N_("{seen}: the maximum of {cap}"), seen=seen, cap=points_text(scored.points, language))
    return language.words(N_("{seen}: {lost} deducted"), seen=seen, lost=points_text(lost, language))


def _nothing_arose(applied: NothingArose, scored: Scored, language: Language) -> str:
    """That the maximum is earned since nothing arose, or the rubric exempts the agency."""
    reason = applied.reason or language.words(N_("outside the scope of assessment of this agency"))
    cap = points_text(scored.points, language)
    return language.words(N_("nothing arose ({reason}): the maximum of {cap}"), reason=reason, cap=cap)


def _seen(method: Method, applied: Applied, criterion: Criterion, language: Language) -> str:
    """What was reported, and the part of *method* that applied to it."""
    match method, applied:
        case _, AsGiven():
            return language.words(N_("points as given"))
        case Choice(), OptionTaken(option):
            return next(language.text(each.name) for each in method.options if each.code == option)
        case Bands(), BandTaken() | NothingDone():
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
        case _, FormulaComputed(text, values):
            given = (f"{name} = {language.number(value)}" for name, value in values.items() if name != MAXIMUM)
            return language.words(N_("{text} with {values}"), text=text, values="; ".join(given))
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


def _of_bands(method: Bands, applied: BandTaken | NothingDone, criterion: Criterion, language: Language) -> str:
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
    told, number = language.number(working.start), working.start
    for step in working.steps:
        number = step.taken(number)
        told = _then(told, step, number, language)
    result = language.number(number)
    ends = not working.steps or working.steps[-1].act in _ENDS
    return told if ends or told == result else f"{told} = {result}"


_NOTHING: Final = "0"
"""From here items are added up; nobody writes it."""

_SIGNS: Final = {
    Act.PLUS: N_("{left} + {right}"),
    Act.MINUS: N_("{left} - {right}"),
    Act.TIMES: N_("{left} x {right}"),
    Act.OVER: N_("{left} / {right}"),
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
