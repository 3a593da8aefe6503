"""What of a survey may be shown: nothing that so few answered that it would be known of each of them."""

from collections.abc import Collection, Mapping
from typing import Final

from rules.methods.survey import Axis, Survey, SurveyTakenOver
from rules.survey_working import Basis, SurveyWorking

FEWEST_SHOWN: Final = 5
"""Ballots of the smallest group that is shown alone."""


def is_shown(survey: Survey | SurveyTakenOver, working: SurveyWorking) -> bool:
    """Whether the percentage may be shown: always, but for that of fewer than five ballots."""
    if working.basis is not Basis.BALLOTS or isinstance(survey, SurveyTakenOver) or working.overall is None:
        return True
    weighed = [part.code for part in working.overall.parts if part.weight]
    if survey.first is Axis.QUESTIONS:
        return are_enough(working, weighed)
    return are_enough(working, set[str]().union(*(groups_of(working, code) for code in weighed)))


def are_enough(working: SurveyWorking, groups: Collection[str]) -> bool:
    """Whether a figure made of *groups* may be shown."""
    valid = valid_ballots(working)
    return sum(valid[group] for group in groups) >= FEWEST_SHOWN


def groups_of(working: SurveyWorking, question: str) -> set[str]:
    """The groups whose answers to *question* count."""
    means = [mean for mean in working.means if mean.code == question]
    return {part.code for mean in means for part in mean.parts if part.weight}


def valid_ballots(working: SurveyWorking) -> Mapping[str, int]:
    """The valid ballots of each group."""
    return {group.group: group.valid for group in working.sample}
