"""Workings of components as plain content, both ways: as they stand in a result.

The ballots of a survey stand in the answer alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from rules.answer_content import answer_content, answer_of
from rules.ballots import Surveyed
from rules.criterion import Criterion
from rules.methods.survey import Survey
from rules.number import exact_text
from rules.plain import plain, read_back
from rules.scored import Applied, Step, Working
from rules.survey_content import survey_content
from rules.survey_working import SurveyWorking


def working_content(working: Working, reported: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """*working* as content: what was reported, what applied, and the steps from the start to the points.

    *reported* is the content of its answer, where that was made before.
    """
    answer, applied = {**(reported or answer_content(working.answer))}, working.applied
    del answer["criterion"]
    told = survey_content(applied) if isinstance(applied, SurveyWorking) else plain(applied)
    content: dict[str, Any] = {"answer": answer, "applied": told, "start": exact_text(working.start)}
    if working.steps:
        content["steps"] = [_step_content(step) for step in working.steps]
    return content


def _step_content(step: Step) -> dict[str, Any]:
    content: dict[str, Any] = {"act": str(step.act), "number": exact_text(step.number)}
    return content if step.times == 1 else {**content, "times": step.times}


def working_of(leaf: Criterion, content: Mapping[str, Any]) -> Working:
    """The working of *leaf* that `working_content` made *content* of."""
    answer = answer_of({"criterion": leaf.code, **content["answer"]})
    applied = cast(Applied, read_back(Applied, content["applied"]))
    if isinstance(applied, SurveyWorking) and isinstance(answer, Surveyed) and isinstance(leaf.method, Survey):
        given = {ballots.group: ballots for ballots in answer.groups}
        applied = replace(applied, sample=tuple(given[group.code] for group in leaf.method.groups))
    steps = cast(tuple[Step, ...], read_back(tuple[Step, ...], content.get("steps", [])))
    return Working(answer, applied, Fraction(content["start"]), steps)
