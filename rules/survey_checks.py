"""Static checks of a survey against its criterion: what cannot be scored, never happens, or goes against sense."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from rules.criterion import Absence
from rules.errors import N_, Path
from rules.method_finding import Finding, Severity
from rules.methods.survey import Axis, Group, Places, Question, Survey, SurveyTakenOver, Then, Weighing
from rules.methods.survey_scale import Band, Banded, Proportional, Scale, Target
from rules.number import HUNDRED, rounded
from rules.said import said
from rules.survey_scoring import Bounds


def check_survey(survey: Survey | SurveyTakenOver, bounds: Bounds) -> tuple[Finding, ...]:
    """Everything found in *survey* for a criterion within *bounds*."""
    match survey:
        case SurveyTakenOver():
            return tuple(_about_scale(survey.scale, survey.places, HUNDRED, bounds))
        case Survey():
            best = max(level.worth for level in survey.levels)
            return (
                *_about_levels(survey),
                *_about_weights(survey),
                *_about_order(survey),
                *_about_groups(survey),
                *_about_deduction(survey, bounds),
                *_about_scale(survey.scale, survey.places, best, bounds),
            )
        case _:
            assert_never(survey)


def check_sample(survey: Survey, absent: Absence) -> Iterator[Finding]:
    """What is found in what becomes of too small a sample; *absent*: what follows where nothing arose."""
    match survey.minimum.then, absent:
        case Then.EXCLUDE, Absence.REFUSED:
            words = N_(
                "Too small a sample is to be left out, but this component must not be “not applicable”: nothing can be "
                "answered then"
            )
            yield _error(words, "minimum", "then")
        case Then.EXCLUDE, Absence.EARNS:
            words = N_("Too small a sample is answered “not applicable”, which earns the maximum here")
            yield _warning(words, "minimum", "then")
        case Then.COUNCIL, _:
            words = N_(
                "Too small a sample, or one without any answer that counts, earns no points: nothing is determined "
                "until the Council has concluded"
            )
            yield _warning(words, "minimum", "then")


def _warning(words: str, *at: str | int, **facts: object) -> Finding:
    return Finding(Severity.WARNING, said(words, **facts), at)


def _error(words: str, *at: str | int, **facts: object) -> Finding:
    return Finding(Severity.ERROR, said(words, **facts), at)


def _about_levels(survey: Survey) -> Iterator[Finding]:
    if len({level.worth for level in survey.levels}) == 1:
        yield _warning(N_("All levels are worth the same: the answers change nothing"), "levels")
    for place, (lower, higher) in enumerate(pairwise(survey.levels), start=1):
        if higher.worth < lower.worth:
            yield _warning(
                N_("Level “{higher}” is worth less than the lower level “{lower}”"),
                *("levels", place, "worth"),
                higher=higher.name,
                lower=lower.name,
            )


def _about_weights(survey: Survey) -> Iterator[Finding]:
    placed: tuple[tuple[Path, Question | Group], ...] = (
        *((("questions", place), question) for place, question in enumerate(survey.questions)),
        *((("groups", place), group) for place, group in enumerate(survey.groups)),
    )
    for at, part in placed:
        if part.weight == 0:
            words = N_("“{name}” weighs nothing: its answers never count")
            yield _warning(words, *at, "weight", name=part.name)


def _about_order(survey: Survey) -> Iterator[Finding]:
    """Steps by which one more satisfied ballot can lower the points.

    A ballot adds to the weight of its group or question. Where the share of these was rounded before, or where the
    parts within were weighed otherwise, it may add to the weight and nothing to the share.
    """
    inner, outer = survey.questions_by, survey.groups_by
    if survey.first is Axis.GROUPS:
        inner, outer = outer, inner
    if outer is Weighing.ANSWERS and inner is not Weighing.ANSWERS and not _alone(survey):
        words = N_(
            "What is averaged last weighs by its answers, what is averaged first does not: a further satisfied ballot "
            "may lower the points"
        )
        yield _warning(words, "groups_by" if survey.first is Axis.QUESTIONS else "questions_by")
    for name, weighing in (("share", {inner, outer}), ("mean", {outer})):
        if getattr(survey.places, name) is not None and weighing & {Weighing.ANSWERS, Weighing.BALLOTS}:
            words = N_(
                "Rounded before it is weighed by ballots or answers: a further satisfied ballot may lower the points"
            )
            yield _warning(words, "places", name)


def _alone(survey: Survey) -> bool:
    """Whether there is one question only or one group only along the axis that is averaged first."""
    first = survey.questions if survey.first is Axis.QUESTIONS else survey.groups
    return len(first) == 1 or (survey.all_positive and survey.first is Axis.QUESTIONS)


def _about_groups(survey: Survey) -> Iterator[Finding]:
    """That nobody of a group may have answered, where the group weighs as much as it does otherwise."""
    by_itself = survey.groups_by in {Weighing.EQUAL, Weighing.FIXED}
    if by_itself and sum(group.weight != 0 for group in survey.groups) > 1 and not survey.minimum.of_group:
        words = N_("Without a least number of ballots in each group, a group nobody of which answered drops out")
        yield _warning(words, "minimum", "of_group")


def _about_deduction(survey: Survey, bounds: Bounds) -> Iterator[Finding]:
    if survey.minimum.deduction > bounds.cap:
        yield _error(
            N_("{deduction} points are deducted, more than the maximum of {cap} points"),
            *("minimum", "deduction"),
            deduction=survey.minimum.deduction,
            cap=bounds.cap,
        )


def _about_scale(scale: Scale, places: Places, best: Fraction, bounds: Bounds) -> Iterator[Finding]:
    """What of *scale* is out of bounds or out of reach, where *best* is the highest percentage that can be."""
    match scale:
        case Proportional():
            if rounded(best * bounds.cap / HUNDRED, places.points) < bounds.cap:
                yield _nothing_earns(bounds, best)
        case Target(percent):
            if percent > best:
                yield _nothing_earns(bounds, best)
        case Banded(bands):
            for place, band in enumerate(bands):
                yield from _about_band(band.at_least, band.points, bounds, best, ("scale", "bands", place))
            if max(band.points for band in bands if band.at_least <= best) < bounds.cap:
                yield _no_band_earns(bands, bounds, best)
            for place, (lower, higher) in enumerate(pairwise(bands), start=1):
                if higher.points < lower.points:
                    yield _warning(
                        N_("The band from {percent}% earns less than the band below it"),
                        *("scale", "bands", place, "points"),
                        percent=higher.at_least,
                    )
        case _:
            assert_never(scale)


def _about_band(at_least: Fraction, points: Fraction, bounds: Bounds, best: Fraction, at: Path) -> Iterator[Finding]:
    if not bounds.low <= points <= bounds.cap:
        yield _error(
            N_("The band from {percent}% earns {points} points. Allowed: from {low} to {cap}"),
            *(*at, "points"),
            percent=at_least,
            points=points,
            low=bounds.low,
            cap=bounds.cap,
        )
    if at_least > best:
        yield _warning(
            N_("The band from {percent}% is never reached: the best answers make {best}%"),
            *(*at, "at_least"),
            percent=at_least,
            best=best,
        )


def _no_band_earns(bands: tuple[Band, ...], bounds: Bounds, best: Fraction) -> Finding:
    """That nothing earns the maximum: because of the points of the bands, or of the levels, which lead no further."""
    most = max(band.points for band in bands)
    if most >= bounds.cap:
        return _nothing_earns(bounds, best)
    words = N_("No answer earns the maximum of {cap} points: no band is worth more than {points} points")
    return _warning(words, "scale", "bands", cap=bounds.cap, points=most)


def _nothing_earns(bounds: Bounds, best: Fraction) -> Finding:
    words = N_("No answer earns the maximum of {cap} points: the best answers make {best}%")
    return _warning(words, "scale", cap=bounds.cap, best=best)
