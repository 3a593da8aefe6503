"""Scoring a survey: shares, means, percentage, points, each exact and rounded only where the rubric says so."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from rules.ballots import GroupBallots, Marks, Surveyed, SurveyPercent
from rules.methods.survey import Axis, Group, Minimum, Places, Question, Survey, SurveyTakenOver, Then, Weighing
from rules.methods.survey_scale import Banded, Proportional, Scale, Target
from rules.number import HUNDRED, ZERO, added_weighted, percentage, product, quotient, rounded, weighted_mean
from rules.survey_working import (
    Basis,
    Branch,
    Converted,
    Least,
    Mean,
    Share,
    Shortage,
    Standing,
    SurveyWorking,
    Weighed,
)

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most points of the criterion."""

    low: Fraction
    cap: Fraction


def score_survey(survey: Survey, answer: Surveyed, bounds: Bounds) -> SurveyWorking:
    """The working of accepted ballots, with points where the survey is scored."""
    worked = worked_out(survey, answer)
    if worked.overall is not None and (not worked.shortages or survey.minimum.then is Then.DEDUCT):
        deduction = survey.minimum.deduction if worked.shortages else ZERO
        return _scored(worked, worked.overall.percent, _Earning(survey.scale, survey.places, bounds, deduction))
    match survey.minimum.then:
        case Then.EXCLUDE:
            return replace(worked, standing=Standing.EXCLUDED)
        case Then.BLOCK_AVERAGE:
            averaged = replace(worked, basis=Basis.BLOCK_AVERAGE, standing=Standing.AWAITS_BLOCK_AVERAGE)
            earning = _Earning(survey.scale, survey.places, bounds)
            return averaged if answer.block_average is None else _scored(averaged, answer.block_average, earning)
        case Then.COUNCIL | Then.DEDUCT | Then.REFUSE:
            return replace(worked, standing=Standing.FOR_COUNCIL)
        case _:
            assert_never(survey.minimum.then)


def score_taken_over(survey: SurveyTakenOver, answer: SurveyPercent, bounds: Bounds) -> SurveyWorking:
    """The working of an accepted percentage of another survey."""
    worked = SurveyWorking(Basis.TAKEN_OVER, Standing.SCORED, document=answer.document)
    return _scored(worked, answer.percent, _Earning(survey.scale, survey.places, bounds))


def worked_out(survey: Survey, answer: Surveyed) -> SurveyWorking:
    """Sample, shares and means of accepted ballots, before what the least sample and the scale make of them."""
    given = {ballots.group: ballots for ballots in answer.groups}
    sample = tuple(given[group.code] for group in survey.groups)
    shares = tuple(_shares(survey, sample))
    means = _means(survey, _weights(survey, sample, survey.first), shares)
    outer = Axis.GROUPS if survey.first is Axis.QUESTIONS else Axis.QUESTIONS
    parts = [(mean.code, mean.percent, mean.counted) for mean in means]
    overall = _mean("", parts, _weights(survey, sample, outer), survey.places.percent)
    shortages = tuple(_shortages(survey.minimum, sample))
    return SurveyWorking(Basis.BALLOTS, Standing.SCORED, sample, shortages, shares, means, overall)


def _rounded(number: Fraction, places: int | None) -> Fraction:
    return number if places is None else rounded(number, places)


# ---- the sample ------------------------------------------------------------------------------------------------------


def _shortages(minimum: Minimum, sample: tuple[GroupBallots, ...]) -> Iterator[Shortage]:
    """Every part of the least sample that is missed."""
    valid = sum([group.valid for group in sample])
    if valid < minimum.ballots:
        yield Shortage(Least.BALLOTS, "", Fraction(valid), Fraction(minimum.ballots))
    for group in sample:
        if group.valid < minimum.of_group:
            yield Shortage(Least.OF_GROUP, group.group, Fraction(group.valid), Fraction(minimum.of_group))
    if minimum.returned:
        issued, returned = sum([group.issued for group in sample]), sum([group.returned for group in sample])
        percent = percentage(Fraction(returned), Fraction(issued)) if issued else ZERO
        if percent < minimum.returned:
            yield Shortage(Least.RETURNED, "", percent, minimum.returned)


# ---- shares ----------------------------------------------------------------------------------------------------------


def _shares(survey: Survey, sample: tuple[GroupBallots, ...]) -> Iterator[Share]:
    """The share of each question in each group; of all ballots of the group where these are counted whole."""
    for group in sample:
        invalid = _invalid(survey, group)
        if survey.all_positive:
            yield from _share(survey, (group.group, ""), HUNDRED * (group.all_positive or 0), group.valid + invalid)
            continue
        for question in survey.questions:
            marks = group.questions[question.code]
            worth = added_weighted((level.worth, marks.levels.get(level.code, 0)) for level in survey.levels)
            yield from _share(survey, (group.group, question.code), worth, _counted(survey, marks) + invalid)


def _share(survey: Survey, of: tuple[str, str], worth: Fraction, counted: int) -> Iterator[Share]:
    """The share, unless nothing counts: what nobody answered is left out, and the rest weighs on."""
    if counted:
        exact = quotient(worth, counted)
        yield Share(*of, worth, counted, exact, _rounded(exact, survey.places.share))


def _invalid(survey: Survey, group: GroupBallots) -> int:
    """How many invalid ballots stand in the denominators."""
    return group.invalid if survey.denominator.invalid else 0


def _counted(survey: Survey, marks: Marks) -> int:
    """How many stand in the denominator, invalid ballots apart."""
    blank = marks.blank if survey.denominator.blanks else 0
    no_opinion = marks.no_opinion if survey.denominator.no_opinion else 0
    return sum(marks.levels.values()) + blank + no_opinion


# ---- means -----------------------------------------------------------------------------------------------------------

_Part = tuple[str, Fraction, int]
"""The code of what is averaged, its percentage, and how many answers count in it."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the parts of a mean over questions or over groups weigh: what is *known* of each, or as many as answered."""

    axis: Axis
    known: Mapping[str, Fraction] | None

    def of(self, code: str, counted: int) -> Fraction:
        """The weight of the part *code*, in which *counted* answers count."""
        return Fraction(counted) if self.known is None else self.known[code]


def _weights(survey: Survey, sample: tuple[GroupBallots, ...], axis: Axis) -> _Weights:
    """What the parts along *axis* weigh; ballots that are counted whole are one part, of which nothing is said."""
    parts: tuple[Group | Question, ...] = survey.groups if axis is Axis.GROUPS else survey.questions
    by = survey.groups_by if axis is Axis.GROUPS else survey.questions_by
    match by:
        case Weighing.EQUAL:
            return _Weights(axis, {"": ONE, **{part.code: ONE for part in parts}})
        case Weighing.ANSWERS:
            return _Weights(axis, None)
        case Weighing.BALLOTS:
            return _Weights(axis, {group.group: Fraction(group.valid + _invalid(survey, group)) for group in sample})
        case Weighing.FIXED:
            return _Weights(axis, {"": ONE, **{part.code: part.weight or ZERO for part in parts}})
        case _:
            assert_never(by)


def _means(survey: Survey, weights: _Weights, shares: tuple[Share, ...]) -> tuple[Mean, ...]:
    """A mean for each group over its questions, or for each question over the groups."""
    parts: dict[str, list[_Part]] = {}
    for share in shares:
        outer, code = (share.group, share.question) if weights.axis is Axis.QUESTIONS else (share.question, share.group)
        parts.setdefault(outer, []).append((code, share.percent, share.counted))
    means = [_mean(outer, averaged, weights, survey.places.mean) for outer, averaged in parts.items()]
    return tuple([mean for mean in means if mean is not None])


def _mean(code: str, parts: Collection[_Part], weights: _Weights, places: int | None) -> Mean | None:
    """The mean of *parts*, unless they weigh nothing."""
    weighed = tuple([Weighed(part, percent, weights.of(part, counted)) for part, percent, counted in parts])
    exact = weighted_mean([(part.percent, part.weight) for part in weighed])
    if exact is None:
        return None
    return Mean(code, weighed, sum([counted for _, _, counted in parts]), exact, _rounded(exact, places))


# ---- points ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Earning:
    """What makes points of a percentage."""

    scale: Scale
    places: Places
    bounds: Bounds
    deduction: Fraction = ZERO


def _scored(worked: SurveyWorking, percent: Fraction, earning: _Earning) -> SurveyWorking:
    given = _rounded(percent, earning.places.percent)
    branch, threshold, exact = _earned(earning.scale, given, earning.bounds.cap)
    points = rounded(exact, earning.places.points)
    kept = min(max(points - earning.deduction, earning.bounds.low), earning.bounds.cap)
    converted = Converted(branch, threshold, exact, points, earning.deduction, kept)
    return replace(worked, standing=Standing.SCORED, percent=given, converted=converted)


def _earned(scale: Scale, percent: Fraction, cap: Fraction) -> tuple[Branch, Fraction | None, Fraction]:
    """Which part of *scale* applies, its threshold, and the points before rounding."""
    match scale:
        case Proportional():
            return Branch.PROPORTION, None, quotient(product(percent, cap), HUNDRED)
        case Target(target) if percent >= target:
            return Branch.TARGET_REACHED, target, cap
        case Target(target, floor) if percent >= floor:
            return Branch.SHARE_OF_TARGET, target, quotient(product(percent, cap), target)
        case Target(_, floor):
            return Branch.BELOW_FLOOR, floor, ZERO
        case Banded(bands):
            band = next(band for band in reversed(bands) if percent >= band.at_least)
            return Branch.BAND, band.at_least, band.points
        case _:
            assert_never(scale)
