"""Workings of components as plain content, both ways: as they stand in a result."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, cast

from rules.answer_content import answer_content, answer_of
from rules.number import exact_text
from rules.plain import plain, read_back
from rules.scored import Applied, Step, Working


def working_content(working: Working) -> dict[str, Any]:
    """*working* as content: what was reported, what applied, and the steps from the start to the points."""
    answer = answer_content(working.answer)
    del answer["criterion"]
    content: dict[str, Any] = {"answer": answer, "applied": plain(working.applied), "start": exact_text(working.start)}
    return content | {"steps": plain(working.steps)} if working.steps else content


def working_of(criterion: str, content: Mapping[str, Any]) -> Working:
    """The working of *criterion* that `working_content` made *content* of."""
    return Working(
        answer_of({"criterion": criterion, **content["answer"]}),
        cast(Applied, read_back(Applied, content["applied"])),
        Fraction(content["start"]),
        cast(tuple[Step, ...], read_back(tuple[Step, ...], content.get("steps", []))),
    )
