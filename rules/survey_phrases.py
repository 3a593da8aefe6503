"""What a survey asks, in sentences: what counts, over what is averaged, the least sample, rounding, and points."""

from collections.abc import Iterator
from typing import assert_never

from rules.errors import N_
from rules.language import Language
from rules.methods.survey import Axis, Group, Minimum, Places, Question, Survey, SurveyTakenOver, Then, Weighing
from rules.methods.survey_scale import Band, Banded, Proportional, Scale, Target
from rules.number import Count

_WEIGHING = {
    Weighing.EQUAL: N_("each the same"),
    Weighing.BALLOTS: N_("by number of ballots"),
    Weighing.ANSWERS: N_("by number of answers"),
    Weighing.FIXED: N_("with fixed weights"),
}

_ORDER = {
    Axis.QUESTIONS: N_("Averaged over the questions of each group first, then over the groups"),
    Axis.GROUPS: N_("Averaged over the groups for each question first, then over the questions"),
}

_THEN = {
    Then.DEDUCT: N_("{deduction} points are deducted"),
    Then.BLOCK_AVERAGE: N_("the average of the block holds"),
    Then.COUNCIL: N_("the Council decides"),
    Then.EXCLUDE: N_("the criterion leaves the maximum points"),
    Then.REFUSE: N_("the survey is not scored"),
}

_ROUNDED = {
    "share": N_("the share of each question in each group to {places} decimals"),
    "mean": N_("what is averaged first to {places} decimals"),
    "percent": N_("the satisfaction index to {places} decimals"),
    "points": N_("points to {places} decimals"),
}

_BESIDE = {
    "blanks": N_("blank answers"),
    "no_opinion": N_("“no opinion”"),
    "invalid": N_("invalid ballots"),
}


def survey_described(survey: Survey | SurveyTakenOver, language: Language) -> list[str]:
    """What *survey* asks, a sentence each."""
    match survey:
        case SurveyTakenOver():
            told = [language.words(N_("Satisfaction index: taken over from another survey, with its document"))]
        case Survey():
            told = [
                _what_counts(survey, language),
                _questions(survey, language),
                _groups(survey, language),
                *([language.words(_ORDER[survey.first])] if len(survey.groups) > 1 < len(survey.questions) else []),
                *_denominator(survey, language),
                _minimum(survey.minimum, language),
            ]
        case _:
            assert_never(survey)
    return [*told, _rounding(survey.places, language), _scale(survey.scale, language)]


def _what_counts(survey: Survey, language: Language) -> str:
    if survey.all_positive or survey.is_share:
        words = (
            N_("Satisfaction index: the share of ballots with every answer at {levels}")
            if survey.all_positive
            else N_("Satisfaction index: the share of answers at {levels}")
        )
        return language.words(words, levels=tuple(level.name for level in survey.positive))
    worth = "; ".join(f"{language.text(level.name)} {language.number(level.worth)}%" for level in survey.levels)
    return language.words(N_("Satisfaction index: the mean of the answers, worth {levels}"), levels=worth)


def _questions(survey: Survey, language: Language) -> str:
    names = _names(survey.questions, language)
    if len(survey.questions) == 1:
        return language.words(N_("Question: {names}"), names=names)
    if survey.all_positive:
        return language.words(N_("Questions: {names}"), names=names)
    weighing = language.words(_WEIGHING[survey.questions_by])
    return language.words(N_("Questions ({weighing}): {names}"), weighing=weighing, names=names)


def _groups(survey: Survey, language: Language) -> str:
    names = _names(survey.groups, language)
    if len(survey.groups) == 1:
        return language.words(N_("Respondent group: {names}"), names=names)
    weighing = language.words(_WEIGHING[survey.groups_by])
    return language.words(N_("Respondent groups ({weighing}): {names}"), weighing=weighing, names=names)


def _names(parts: tuple[Question | Group, ...], language: Language) -> str:
    return "; ".join(
        language.text(part.name)
        if part.weight is None
        else language.words(N_("{name} (weight {weight})"), name=part.name, weight=part.weight)
        for part in parts
    )


def _denominator(survey: Survey, language: Language) -> Iterator[str]:
    """What stands in the denominator beside the answers, and what does not."""
    counts = {name: getattr(survey.denominator, name) for name in _BESIDE}
    sentences = (
        {True: N_("Counted as not positive: {what}"), False: N_("Passed over: {what}")}
        if survey.all_positive
        else {True: N_("In the denominator as well: {what}"), False: N_("Not in the denominator: {what}")}
    )
    for counted, words in sentences.items():
        what = tuple(language.words(_BESIDE[name]) for name, is_in in counts.items() if is_in is counted)
        if what:
            yield language.words(words, what=what)


def _minimum(minimum: Minimum, language: Language) -> str:
    then = language.words(_THEN[minimum.then], deduction=language.points(minimum.deduction))
    parts = []
    if minimum.ballots:
        parts.append(language.words(N_("{count} valid ballots in all"), count=Count(minimum.ballots)))
    if minimum.of_group:
        parts.append(language.words(N_("{count} valid ballots in each group"), count=Count(minimum.of_group)))
    if minimum.returned:
        parts.append(language.words(N_("{percent}% of the ballots issued returned"), percent=minimum.returned))
    if not parts:
        return language.words(N_("Where no answer counts, {then}"), then=then)
    return language.words(N_("Least sample: {parts}. With less, {then}"), parts="; ".join(parts), then=then)


def _rounding(places: Places, language: Language) -> str:
    steps = [
        language.words(words, places=getattr(places, name))
        for name, words in _ROUNDED.items()
        if getattr(places, name) is not None
    ]
    return language.words(N_("Rounded half-up: {steps}"), steps="; ".join(steps))


def _scale(scale: Scale, language: Language) -> str:
    match scale:
        case Proportional():
            return language.words(N_("Points: the satisfaction index times the maximum points"))
        case Target(percent, floor):
            words = (
                N_(
                    "Points: the maximum from {target}% on; below, the share of {target}% that is reached; below "
                    "{floor}%, 0"
                )
                if floor
                else N_("Points: the maximum from {target}% on; below, the share of {target}% that is reached")
            )
            return language.words(words, target=percent, floor=floor)
        case Banded(bands):
            return language.words(N_("Points: {bands}"), bands="; ".join(_bands(bands, language)))
        case _:
            assert_never(scale)


def _bands(bands: tuple[Band, ...], language: Language) -> Iterator[str]:
    """The bands, the highest first, as officials read them."""
    above: Band | None = None
    for band in reversed(bands):
        words = N_("{band}: {points} points")
        yield language.words(words, band=band_text(band, above, language), points=language.points(band.points))
        above = band


def band_text(band: Band, above: Band | None, language: Language) -> str:
    """The percentages of *band*, up to the one *above* it."""
    if above is None:
        return language.words(N_("{low}% or more"), low=band.at_least)
    return language.words(N_("from {low}% to below {high}%"), low=band.at_least, high=above.at_least)
