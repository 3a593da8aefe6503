"""Answers as plain content, both ways: as they are sent, stored, and stand under the hash of the input.

What is read back is content as it is written here; strangers' content is checked by a schema first.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, assert_never
from unicodedata import normalize

from rules.answer import (
    Answer,
    Chosen,
    Counted,
    Dated,
    Inputs,
    Itemised,
    Measured,
    NotApplicable,
    Points,
    Proportion,
    Reported,
    Sourced,
)
from rules.ballots import Surveyed, SurveyPercent
from rules.ballots_content import ballots_content, survey_percent_of, surveyed_of
from rules.number import exact, exact_text

Content = Mapping[str, Any]


def answer_content(answer: Answer) -> dict[str, Any]:
    """*answer* as content, in the form in which it is sent."""
    if isinstance(answer, NotApplicable):
        return {"criterion": answer.criterion, "not_applicable": True, "reason": answer.reason}
    return {"criterion": answer.criterion, **_reported(answer)}


def _reported(answer: Reported) -> dict[str, Any]:
    match answer:
        case Points(_, points):
            return {"points": exact_text(points)}
        case Chosen(_, option):
            return {"option": option}
        case Measured(_, value):
            return {"value": exact_text(value)}
        case Counted(_, count, waived, reason):
            return {"count": count, **_waiver(reason, waived=waived)}
        case Proportion(_, numerator, denominator):
            return {"numerator": exact_text(numerator), "denominator": exact_text(denominator)}
        case Dated(_, day, waived, reason):
            return {"date": day.isoformat(), **_waiver(reason, waived=waived)}
        case _:
            return _of_several(answer)


def _of_several(answer: Itemised | Inputs | Sourced | Surveyed | SurveyPercent) -> dict[str, Any]:
    match answer:
        case Itemised(_, items):
            return {"items": dict(items)}
        case Inputs(_, values):
            return {"values": {name: exact_text(value) for name, value in values.items()}}
        case Sourced(of, document):
            return {**_reported(of), "document": document}
        case Surveyed() | SurveyPercent():
            return ballots_content(answer)
        case _:
            assert_never(answer)


def _waiver(reason: str, *, waived: bool) -> dict[str, Any]:
    return {"waived": True, "reason": reason} if waived else {}


def answer_of(content: Content) -> Answer:
    """The answer in *content*: what it has tells which one it is."""
    criterion = content["criterion"]
    if content.get("not_applicable"):
        return NotApplicable(criterion, content["reason"])
    if "percent" in content:
        return survey_percent_of(criterion, content)
    if "groups" in content:
        return surveyed_of(criterion, content)
    answer = _answer(criterion, content)
    if "document" in content and isinstance(answer, Points | Measured | Counted | Proportion):
        return Sourced(answer, content["document"])
    return answer


def _answer(criterion: str, content: Content) -> Reported:
    waiver = (content.get("waived", False), content.get("reason", ""))
    match content:
        case {"points": points}:
            return Points(criterion, exact(points))
        case {"option": option}:
            return Chosen(criterion, option)
        case {"value": value}:
            return Measured(criterion, exact(value))
        case {"count": count}:
            return Counted(criterion, count, *waiver)
        case {"numerator": numerator, "denominator": denominator}:
            return Proportion(criterion, exact(numerator), exact(denominator))
        case {"date": day}:
            return Dated(criterion, date.fromisoformat(day), *waiver)
        case {"items": items}:
            return Itemised(criterion, dict(items))
        case {"values": values}:
            return Inputs(criterion, {name: exact(value) for name, value in values.items()})
        case _:
            raise KeyError(criterion)


def normalised(answer: Answer) -> Answer:
    """*answer* with its texts composed (NFC) and stripped, so that one text has one hash."""
    match answer:
        case NotApplicable() | Counted() | Dated():
            return replace(answer, reason=_one_form(answer.reason)) if answer.reason else answer
        case Sourced(Counted() as counted, document):
            return Sourced(replace(counted, reason=_one_form(counted.reason)), _one_form(document))
        case Sourced(reported, document):
            return Sourced(reported, _one_form(document))
        case SurveyPercent(criterion, percent, document):
            return SurveyPercent(criterion, percent, _one_form(document))
        case _:
            return answer


def _one_form(text: str) -> str:
    return normalize("NFC", text.strip())
