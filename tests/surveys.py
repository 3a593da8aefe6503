"""Short builders of surveys and counted ballots, so that a test is little more than its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from rules.ballots import GroupBallots, Marks, Surveyed
from rules.methods.survey import Group, Level, Question, Survey
from rules.survey_scoring import Bounds, score_survey
from rules.survey_working import SurveyWorking
from tests.builders import Number, text

POSITIVE = {"1": 0, "2": 0, "3": 0, "4": 100, "5": 100}
"""What answers are worth where satisfied and very satisfied count."""

DEPARTMENTS = {"council": 20, "front": 4, "districts": 96, "people": 640}
"""The ballots on the departments of Hải Dương in 2022: 760."""

DISTRICTS = {"council": 20, "front": 4, "departments": 72, "people": 1620}
"""The ballots on the districts of Hải Dương in 2022: 1,716."""

Counts = Mapping[str, int]


def weighted(kind: Any, parts: Iterable[str] | Mapping[str, Number]) -> tuple[Any, ...]:
    """Questions or groups by code, with weights where there are any."""
    if isinstance(parts, Mapping):
        return tuple(kind(code, text(code), Fraction(weight)) for code, weight in parts.items())
    return tuple(kind(code, text(code)) for code in parts)


def survey(
    worth: Mapping[str, Number] = POSITIVE,
    questions: Iterable[str] | Mapping[str, Number] = ("q",),
    groups: Iterable[str] | Mapping[str, Number] = ("people",),
    **parameters: Any,
) -> Survey:
    levels = tuple(Level(code, text(code), Fraction(value)) for code, value in worth.items())
    return Survey(levels, weighted(Question, questions), weighted(Group, groups), **parameters)


def marks(*counts: int, blank: int = 0, no_opinion: int = 0) -> Marks:
    """Answers by level, the lowest first, the levels named 1, 2, 3 ..."""
    levels = {str(level): count for level, count in enumerate(counts, start=1)}
    return Marks(levels, blank, no_opinion)


def ballots(
    group: str = "people", invalid: int = 0, all_positive: int | None = None, **questions: Marks
) -> GroupBallots:
    """The ballots of a group; all that were issued were returned, and each valid one is counted under each question."""
    first = next(iter(questions.values()))
    valid = sum(first.levels.values()) + first.blank + first.no_opinion
    return GroupBallots(group, valid + invalid, valid + invalid, invalid, questions, all_positive)


def satisfied(group: str, positive: int, of: int) -> GroupBallots:
    """Ballots of a group, *positive* satisfied *of* all, the others dissatisfied."""
    return ballots(group, q=marks(0, of - positive, 0, positive, 0))


def counted(*groups: GroupBallots, block_average: Number | None = None) -> Surveyed:
    return Surveyed("c", groups, None if block_average is None else Fraction(block_average))


def worked(asked: Survey, *groups: GroupBallots, cap: Number = 10, low: Number = 0, **answer: Any) -> SurveyWorking:
    """The working of *groups*."""
    return score_survey(asked, counted(*groups, **answer), Bounds(Fraction(low), Fraction(cap)))


def returned(group: GroupBallots, issued: int) -> GroupBallots:
    """The same ballots where more were *issued*."""
    return replace(group, issued=issued)
