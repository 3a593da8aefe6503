"""How ballots became points, in sentences.

A group with fewer than five ballots is never shown alone: what so few answered would be known of each of them. Nor is
it left out alone, since it could be calculated from the rest; it is told together with the next smaller groups.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from rules.errors import N_
from rules.language import Language
from rules.methods.survey import Axis, Survey, SurveyTakenOver
from rules.methods.survey_scale import Banded, Target
from rules.number import ZERO, Comparison, Count
from rules.survey_phrases import band_text
from rules.survey_scoring import Bounds
from rules.survey_shown import FEWEST_SHOWN, are_enough, groups_of, is_shown, valid_ballots
from rules.survey_working import Basis, Branch, Converted, Least, Shortage, Standing, SurveyWorking, Weighed
from rules.text import Text

_NO_BOUNDS: Final = Bounds(ZERO, ZERO)

_STANDING = {
    Standing.FOR_COUNCIL: N_("The points are not determined and are submitted to the Council"),
    Standing.AWAITS_BLOCK_AVERAGE: N_("The points are not determined until the average of the block is supplied"),
    Standing.EXCLUDED: N_("The criterion leaves the maximum points"),
}

_INDEX = {
    Basis.BALLOTS: N_("Satisfaction index: {percent}"),
    Basis.BLOCK_AVERAGE: N_("The average of the block holds: {percent}"),
    Basis.TAKEN_OVER: N_("Satisfaction index taken over: {percent} ({document})"),
}

_SHORT = {
    Least.BALLOTS: N_("The least sample is missed: {given} valid ballots of at least {least}"),
    Least.OF_GROUP: N_("The least sample is missed: {group}, {given} valid ballots of at least {least}"),
    Least.RETURNED: N_("The least sample is missed: {given} of the ballots issued returned, of at least {least}"),
}

_BRANCH = {
    Branch.PROPORTION: N_("{percent} of {cap} points: {points} points"),
    Branch.TARGET_REACHED: N_("{percent} reaches the target of {threshold}%: {points} points"),
    Branch.SHARE_OF_TARGET: N_("{percent} against the target of {threshold}%, of {cap} points: {points} points"),
    Branch.BELOW_FLOOR: N_("{percent} is below {threshold}%, the maximum from {target}% on: {points} points"),
    Branch.BAND: N_("{percent} is in the band {band}: {points} points"),
}


@dataclass(frozen=True, slots=True)
class SurveyTelling:
    """What sentences are made from: the survey, its working, the bounds of the criterion, the language."""

    survey: Survey | SurveyTakenOver
    working: SurveyWorking
    bounds: Bounds
    language: Language


def survey_told(telling: SurveyTelling) -> list[str]:
    """How the points came about, a sentence each; why there are none, where there are none."""
    working = telling.working
    told = [*_sample(telling), *(_short(telling, shortage) for shortage in working.shortages)]
    if working.converted is None or working.percent is None:
        return [*told, telling.language.words(_STANDING[working.standing])]
    told += _means(telling)
    if not is_shown(telling.survey, working):
        words = N_("Fewer than {count} ballots: the satisfaction index is not shown; {points} points")
        points = telling.language.points(working.converted.rounded)
        told.append(telling.language.words(words, count=Count(FEWEST_SHOWN), points=points))
    else:
        percent = _percent(telling, working.percent)
        told.append(telling.language.words(_INDEX[working.basis], percent=percent, document=working.document))
        told.append(_converted(telling, working.converted, percent))
    return [*told, *_kept(telling, working.converted)]


def survey_sentence(telling: SurveyTelling) -> str:
    """All that `survey_told` tells, and what is lost of the maximum, without the last full stop."""
    told, converted = survey_told(telling), telling.working.converted
    if converted is not None and converted.points < telling.bounds.cap:
        lost = telling.language.points(telling.bounds.cap - converted.points)
        told.append(telling.language.words(N_("Points lost: {lost}"), lost=lost))
    return ". ".join(told)


def left_out_because(survey: Survey, working: SurveyWorking, language: Language) -> str:
    """Why the criterion leaves the maximum: every part of the least sample that is missed, or that no answer counts."""
    telling = SurveyTelling(survey, working, _NO_BOUNDS, language)
    short = "; ".join(_short(telling, shortage) for shortage in working.shortages)
    return short[:1].lower() + short[1:] or language.words(N_("no answer of the survey counts"))


# ---- the sample ------------------------------------------------------------------------------------------------------


def _sample(telling: SurveyTelling) -> Iterator[str]:
    sample = telling.working.sample
    if sample:
        yield telling.language.words(
            N_("Ballots: {issued} issued, {returned} returned, {valid} valid, {invalid} invalid"),
            issued=Count(sum(group.issued for group in sample)),
            returned=Count(sum(group.returned for group in sample)),
            valid=Count(sum(group.valid for group in sample)),
            invalid=Count(sum(group.invalid for group in sample)),
        )


def _short(telling: SurveyTelling, shortage: Shortage) -> str:
    language = telling.language
    given, least = language.count(int(shortage.given)), language.count(int(shortage.least))
    if shortage.of is Least.RETURNED:
        given = language.percent(shortage.given, [_reaches(shortage.least)])
        least = language.number(shortage.least) + "%"
    elif shortage.group and shortage.given < FEWEST_SHOWN:
        given = language.words(N_("fewer than {count}"), count=Count(FEWEST_SHOWN))
    group = _group_names(telling.survey).get(shortage.group, "")
    return language.words(_SHORT[shortage.of], group=group, given=given, least=least)


# ---- means -----------------------------------------------------------------------------------------------------------


def _means(telling: SurveyTelling) -> Iterator[str]:
    """What was averaged last, where it was more than one and may be shown."""
    survey, working = telling.survey, telling.working
    if isinstance(survey, SurveyTakenOver) or working.basis is not Basis.BALLOTS or working.overall is None:
        return
    weighed = [part for part in working.overall.parts if part.weight]
    if survey.first is Axis.QUESTIONS:
        words, figures = N_("By respondent group: {figures}"), _together(weighed, valid_ballots(working))
        names = _group_names(survey)
    else:
        words = N_("By question: {figures}")
        figures = [(part,) for part in weighed if are_enough(working, groups_of(working, part.code))]
        names = {question.code: question.name for question in survey.questions}
    if len(figures) > 1:
        told = "; ".join(_figure(telling.language, parts, names) for parts in figures)
        yield telling.language.words(words, figures=told)


def _figure(language: Language, parts: tuple[Weighed, ...], names: Mapping[str, Text]) -> str:
    total = sum((part.weight for part in parts), ZERO)
    percent = sum((part.percent * part.weight for part in parts), ZERO) / total
    named = " + ".join(language.text(names[part.code]) for part in parts)
    return language.words(N_("{names} {percent}"), names=named, percent=language.percent(percent))


def _together(parts: list[Weighed], valid: Mapping[str, int]) -> list[tuple[Weighed, ...]]:
    """Each group alone, but small ones together, and with the next smaller until none can be told from the rest."""
    together = [part for part in parts if valid[part.code] < FEWEST_SHOWN]
    alone = sorted((part for part in parts if part not in together), key=lambda part: valid[part.code])
    while together and alone and sum(valid[part.code] for part in together) < FEWEST_SHOWN:
        together.append(alone.pop(0))
    shown: list[tuple[Weighed, ...]] = [(part,) for part in parts if part in alone]
    return [*shown, tuple(together)] if together else shown


def _group_names(survey: Survey | SurveyTakenOver) -> dict[str, Text]:
    return {} if isinstance(survey, SurveyTakenOver) else {group.code: group.name for group in survey.groups}


# ---- points ----------------------------------------------------------------------------------------------------------


def _converted(telling: SurveyTelling, converted: Converted, percent: str) -> str:
    return telling.language.words(
        _BRANCH[converted.branch],
        percent=percent,
        cap=telling.bounds.cap,
        threshold=converted.threshold or ZERO,
        target=telling.survey.scale.percent if isinstance(telling.survey.scale, Target) else ZERO,
        band=_band(telling, converted),
        points=telling.language.points(converted.rounded),
    )


def _band(telling: SurveyTelling, converted: Converted) -> str:
    match telling.survey.scale:
        case Banded(bands):
            place = next(place for place, band in enumerate(bands) if band.at_least == converted.threshold)
            above = bands[place + 1] if place + 1 < len(bands) else None
            return band_text(bands[place], above, telling.language)
        case _:
            return ""


def _kept(telling: SurveyTelling, converted: Converted) -> Iterator[str]:
    """What was deducted, and that the points were kept within the bounds, where they were."""
    language, points = telling.language, telling.language.points(converted.points)
    if converted.deduction:
        words = N_("Less {deduction} points, since the least sample is missed: {points} points")
        yield language.words(words, deduction=language.points(converted.deduction), points=points)
    elif converted.points != converted.rounded:
        words = N_("Kept between {low} and {cap} points: {points} points")
        yield language.words(words, low=telling.bounds.low, cap=telling.bounds.cap, points=points)


def _percent(telling: SurveyTelling, percent: Fraction) -> str:
    """*percent* on the right side of every threshold of the scale."""
    match telling.survey.scale:
        case Target(target, floor):
            thresholds = [target, floor]
        case Banded(bands):
            thresholds = [band.at_least for band in bands]
        case _:
            thresholds = []
    return telling.language.percent(percent, map(_reaches, thresholds))


def _reaches(threshold: Fraction) -> Comparison:
    return lambda number: number >= threshold
