"""Answers as plain content, both ways: as they are sent, stored, and stand under the hash of the input.

What is read back is content as it is written here; strangers' content is checked by a schema first.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, assert_never

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
from rules.ballots_content import ballots_content, groups_of
from rules.number import exact, exact_text
from rules.text import composed

Content = Mapping[str, Any]

FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "points": ("points",),
    "option": ("option",),
    "value": ("value",),
    "count": ("count",),
    "numerator": ("numerator", "denominator"),
    "date": ("date",),
    "items": ("items",),
    "values": ("values",),
    "groups": ("groups",),
    "percent": ("percent",),
    "not_applicable": ("not_applicable",),
}
"""The fields by which each form is known, under the first of them."""

BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "points": ("document",),
    "option": ("document",),
    "value": ("document",),
    "count": ("waived", "reason", "document"),
    "numerator": ("document",),
    "date": ("waived", "reason", "document"),
    "items": ("document",),
    "groups": ("block_average",),
    "percent": ("document",),
    "not_applicable": ("reason",),
}
"""What else an answer in a form may have."""


def form_sent(answer: Answer) -> str:
    """The field by which the form of *answer* is known."""
    return next(name for name in answer_content(answer) if name != "criterion")


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
            return {"items": {code: count for code, count in items.items() if count}}
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
    """The answer in *content*, as it is written here."""
    return answer_with({name: _READ[name](value) if name in _READ else value for name, value in content.items()})


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("points", "value", "numerator", "denominator", "percent", "block_average"), exact),
    "date": date.fromisoformat,
    "values": lambda values: {name: exact(value) for name, value in values.items()},
    "groups": groups_of,
}
"""How the numbers and days in content are read."""


def answer_with(said: Mapping[str, Any]) -> Answer:
    """The answer in which this is *said*, by the names that content has: they tell which one it is."""
    if said.get("not_applicable"):
        return NotApplicable(said["criterion"], said.get("reason", ""))
    answer = _answer(said)
    if "document" not in said or isinstance(answer, Inputs | Sourced | Surveyed | SurveyPercent):
        return answer
    return Sourced(answer, said["document"])


def _answer(said: Mapping[str, Any]) -> Reported:
    criterion, waiver = said["criterion"], (said.get("waived", False), said.get("reason", ""))
    match said:
        case {"points": points}:
            return Points(criterion, points)
        case {"option": option}:
            return Chosen(criterion, option)
        case {"value": value}:
            return Measured(criterion, value)
        case {"count": count}:
            return Counted(criterion, count, *waiver)
        case {"numerator": numerator, "denominator": denominator}:
            return Proportion(criterion, numerator, denominator)
        case {"date": day}:
            return Dated(criterion, day, *waiver)
        case _:
            return _answer_of_several(criterion, said)


def _answer_of_several(criterion: str, said: Mapping[str, Any]) -> Reported:
    match said:
        case {"items": items}:
            return Itemised(criterion, items)
        case {"values": values}:
            return Inputs(criterion, values)
        case {"groups": groups}:
            return Surveyed(criterion, tuple(groups), said.get("block_average"))
        case _:
            return SurveyPercent(criterion, said["percent"], said.get("document", ""))


def normalised(answer: Answer) -> Answer:
    """*answer* with its texts composed (NFC) and stripped, so that one text has one hash."""
    match answer:
        case NotApplicable() | Counted() | Dated():
            return replace(answer, reason=composed(answer.reason)) if answer.reason else answer
        case Sourced(Counted() | Dated() as excused, document):
            return Sourced(replace(excused, reason=composed(excused.reason)), composed(document))
        case Sourced() | SurveyPercent():
            return replace(answer, document=composed(answer.document))
        case _:
            return answer
