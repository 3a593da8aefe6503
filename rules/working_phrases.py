"""Workings in sentences: what was reported, what applied, what that cost, and the arithmetic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, assert_never

from rules.answer import Answer, Counted, Dated, Itemised, Proportion, Sourced
from rules.criterion import Criterion
from rules.errors import N_
from rules.formula import Operation, Truth, Values, holds
from rules.formula_phrases import SIGNS, cases_taken, with_figures, written_condition, written_formula
from rules.formula_reading import formula
from rules.language import Language
from rules.method_phrases import amount, figure_name, names_in_band, names_in_formula, points_text, stretch
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
from rules.methods.worth import FIGURE, FixedPoints, Proportional, Share
from rules.number import HUNDRED, Comparison, Count
from rules.scored import (
    Act,
    AgainstBest,
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

_OfBands = BandTaken | BandComputed | NothingDone
_OfRatio = TargetReached | BelowTarget | BelowFloor

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
    seen = _reported(method, scored, criterion, language)
    if not seen:
        return cost
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


def _reported(method: Method, scored: Scored, criterion: Criterion, language: Language) -> str:
    """What was seen, and who says so where that is not the agency: the rubric, or another body with its document."""
    answer, applied = scored.working.answer, scored.working.applied
    if isinstance(applied, NothingArose) and not applied.reason:
        return language.words(N_("outside the scope of assessment of this agency"))
    if isinstance(applied, Concluded) and isinstance(answer, Sourced):
        return language.words(N_("concluded by the Council in {document}"), document=answer.document)
    if isinstance(method, Supplied) and isinstance(answer, Sourced):
        seen = _seen(method.scored, scored, criterion, language)
        source = language.words(N_("supplied by {by}, {document}"), by=method.by, document=answer.document)
        return f"{seen}; {source}" if seen else source
    return _seen(method, scored, criterion, language)


def is_own_report(working: Working) -> bool:
    """Whether *working* goes by what the agency reports of itself: no ballots, no other body, not the rubric alone."""
    match working.applied:
        case AsGiven() | SurveyWorking():
            return False
        case NothingArose(reason):
            return bool(reason)
        case _:
            return not isinstance(working.answer, Sourced)


def _seen(method: Method, scored: Scored, criterion: Criterion, language: Language) -> str:
    """What was reported, and the part of *method* that applied to it; the way to the maximum where points are lost.

    Nothing of points that were given: who gave them, and at which stage, is not known here.
    """
    applied, is_full = scored.working.applied, scored.points == criterion.max_points
    match method, applied:
        case _, AsGiven():
            return ""
        case _, NothingArose(reason):
            return language.words(N_("nothing arose ({reason})"), reason=reason)
        case Choice(), OptionTaken(option):
            return next(language.text(each.name) for each in method.options if each.code == option)
        case Bands(), BandTaken() | BandComputed() | NothingDone():
            seen = _of_bands(method, applied, scored.working, criterion, language)
            full = None if is_full or isinstance(applied, NothingDone) else _full_band(method, criterion, language)
            return seen if full is None else language.words(_FULL, seen=seen, where=full)
        case RatioToTarget(), TargetReached() | BelowTarget() | BelowFloor():
            seen = _of_ratio(method, applied, scored.working, criterion, language)
            full = amount(method.figure, method.target, language)
            return seen if is_full else language.words(_FULL, seen=seen, where=full)
        case PerItem(), ItemsCounted(counted):
            return _of_items(method, counted, scored.working.answer, language)
        case Deduction(), Deducted() | NotAccepted() | Excused():
            seen = _figure(method.figure, Fraction(applied.count), criterion, language)
            seen = _as_reported(seen, scored.working, language)
            return _of_deduction(method, applied, seen, language)
        case RelativeToBest(), AgainstBest(value, best):
            seen = _figure(method.figure, value, criterion, language, (best.__le__,))
            seen = _as_reported(seen, scored.working, language)
            best_text = amount(method.figure, best, language)
            return language.words(N_("{seen}, the best of the period {best}"), seen=seen, best=best_text)
        case Formula(), FormulaComputed(text, values):
            names = names_in_formula(method, criterion, language)
            told = _of_inputs(method, values, criterion, language)
            return _by_case(told, cases_taken(formula(text, tuple(values)), values), names, language)
        case _:
            raise TypeError("the working is of another method")


def _of_inputs(method: Formula, values: Mapping[str, Fraction], criterion: Criterion, language: Language) -> str:
    given = ((each.figure, values[each.name]) for each in method.inputs)
    return "; ".join(
        f"{figure_name(figure, criterion, language)}: {amount(figure, number, language, (number.__eq__,))}"
        for figure, number in given
    )


def _figure(
    figure: Figure,
    value: Fraction,
    criterion: Criterion,
    language: Language,
    comparisons: tuple[Comparison, ...] = (),
) -> str:
    """A *figure* and its value: “the share of dossiers settled in time 91,2%”."""
    return f"{figure_name(figure, criterion, language)} {amount(figure, value, language, comparisons)}"


def _as_reported(seen: str, working: Working, language: Language) -> str:
    """What was *seen*, with the day or the parts it was worked out from, unless the arithmetic begins with these."""
    reported = working.answer.answer if isinstance(working.answer, Sourced) else working.answer
    match reported:
        case Dated(_, day):
            return language.words(N_("{seen} (done on {day})"), seen=seen, day=day)
        case Proportion(_, numerator, denominator) if working.steps[:1] != (Step(Act.OVER, denominator),):
            parts = {"numerator": language.number(numerator), "denominator": language.number(denominator)}
            return language.words(N_("{seen} ({numerator} of {denominator})"), seen=seen, **parts)
        case _:
            return seen


def _by_case(seen: str, cases: Iterable[Truth], names: Mapping[str, str], language: Language) -> str:
    """What was *seen*, with the conditions by which a formula took its *cases*."""
    told = tuple(written_condition(case, names, language) for case in cases)
    return language.words(N_("{seen}; since {conditions}"), seen=seen, conditions="; ".join(told)) if told else seen


def _of_items(method: PerItem, counted: Mapping[str, int], answer: Answer, language: Language) -> str:
    """The items that count, with how many were reported where that is more."""
    reported = answer.answer if isinstance(answer, Sourced) else answer
    items = reported.items if isinstance(reported, Itemised) else {}
    told = []
    for item in method.items:
        if item.code in counted:
            count = counted[item.code]
            given = items.get(item.code, reported.count if isinstance(reported, Counted) else count)
            words = N_("{name}: {count}") if given == count else N_("{name}: {given} reported, {count} counted")
            told.append(language.words(words, name=item.name, given=Count(given), count=Count(count)))
    return "; ".join(told) or language.words(N_("no item"))


def _of_bands(method: Bands, applied: _OfBands, working: Working, criterion: Criterion, language: Language) -> str:
    if isinstance(applied, NothingDone):
        name = figure_name(method.figure, criterion, language)
        return language.words(N_("{figure}: nothing done"), figure=name)
    bounds = [bound for band in method.bands for bound in (band.low, band.high) if bound is not None]
    bounds += [band.worth.target for band in method.bands if isinstance(band.worth, Proportional)]
    comparisons: tuple[Comparison, ...] = (*(bound.__le__ for bound in bounds), *(bound.__lt__ for bound in bounds))
    cases: tuple[Truth, ...] = ()
    if isinstance(applied, BandComputed):
        values = applied.values
        cases = tuple(cases_taken(formula(applied.text, tuple(values)), values))
        comparisons += tuple(_as_figure(case, values) for case in cases)
    seen = _as_reported(_figure(method.figure, applied.value, criterion, language, comparisons), working, language)
    seen = _in_band(method, applied, seen, language)
    return _by_case(seen, cases, names_in_band(method, criterion, language), language)


def _in_band(method: Bands, applied: BandTaken | BandComputed, seen: str, language: Language) -> str:
    """What was *seen*, with the band that applied, unless that is the very figure or any."""
    band = method.bands[applied.band]
    where = stretch(method.figure, band.low, band.high, method.includes, language)
    if len(method.bands) == 1 or where == amount(method.figure, applied.value, language):
        return seen
    return language.words(N_("{seen}, in the band {band}"), seen=seen, band=where)


def _as_figure(case: Truth, values: Values) -> Comparison:
    """Whether a *case* of the formula of a band holds for another figure, for which it may not be defined."""

    def compared(figure: Fraction) -> bool:
        try:
            return holds(case, {**values, FIGURE: figure})
        except ZeroDivisionError:
            return False

    return compared


def _full_band(method: Bands, criterion: Criterion, language: Language) -> str | None:
    """The figures that earn the maximum, where one band is worth it."""
    full = next((band for band in method.bands if _is_full(band, criterion)), None)
    return None if full is None else stretch(method.figure, full.low, full.high, method.includes, language)


def _is_full(band: Band, criterion: Criterion) -> bool:
    return band.worth in (FixedPoints(criterion.max_points), Share(HUNDRED))


def _of_ratio(
    method: RatioToTarget, applied: _OfRatio, working: Working, criterion: Criterion, language: Language
) -> str:
    bounds = [bound for bound in (method.floor, method.target) if bound is not None]
    comparisons = tuple(bound.__le__ for bound in bounds)
    seen = _figure(method.figure, applied.value, criterion, language, comparisons)
    seen = _as_reported(seen, working, language)
    if method.floor is not None and isinstance(applied, BelowFloor):
        floor = amount(method.figure, method.floor, language)
        return language.words(N_("{seen}, below {floor}"), seen=seen, floor=floor)
    return seen


def _of_deduction(method: Deduction, applied: Deducted | NotAccepted | Excused, seen: str, language: Language) -> str:
    match applied:
        case Deducted(count, charged) if charged not in (0, count):
            words = N_("{seen}, {count} of them beyond those that are free")
            return language.words(words, seen=seen, count=amount(method.figure, Fraction(charged), language))
        case Deducted():
            return seen
        case NotAccepted():
            accepted = amount(method.figure, Fraction(method.accepted or 0), language)
            return language.words(N_("{seen}, more than {accepted} are not accepted"), seen=seen, accepted=accepted)
        case Excused(count, _) if count <= method.free:  # nothing was there to be excused
            return seen
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
            return language.decimals(working.start)


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
    right = language.decimals(step.number)
    begins = step.act is Act.PLUS and told == _NOTHING
    if step.number < 0 and step.act in _SIGNS and not (begins and step.times == 1):
        right = f"({right})"
    if step.times != 1:
        right = language.words(_SIGNS[Act.TIMES], left=language.number(Fraction(step.times)), right=right)
    if begins:
        return right
    return language.words((_SIGNS | _ENDS)[step.act], left=told, right=right, number=number)
