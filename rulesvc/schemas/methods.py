"""Fields for what a criterion says of its scoring: values that say their kind, read by the types of their fields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from marshmallow import ValidationError, fields

from rules.errors import N_, BadValue, Refusal
from rules.number import exact
from rules.together import all_of
from rulesvc.schemas.json_text import JsonNumber
from rulesvc.schemas.mistakes import WrongKind, shown
from rulesvc.schemas.texts import PASSAGE, Line

MOST_MEMBERS: Final = 100
"""Options, bands, items or questions that a method may have: each is compared with every other one."""


@dataclass(eq=False)
class TooManyMembers(WrongKind):
    """More members than a list in a method may have."""

    limit: int = MOST_MEMBERS
    words = N_("{field}: too many. Allowed: at most {limit}.")


class OfKind(fields.Field[Any]):
    """A value of one of the kinds in *hint*, which *read* makes of content; its texts are as those of other fields."""

    def __init__(self, hint: Any, read: Callable[[Any], Any], **more: Any) -> None:
        super().__init__(**more)
        self.hint = hint
        self._read = read

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        content = _content(value)
        try:
            return self._read(content)
        except Refusal as refusal:
            raise ValidationError([_readable(each) for each in all_of(refusal)]) from refusal


def _content(value: Any) -> Any:
    """*value* with numbers as they are in content, and texts of printed characters on one line, composed (NFC)."""
    match value:
        case JsonNumber(text):
            return _number(text)
        case str():
            return Line(PASSAGE).deserialize(value)
        case dict():
            return _each(value.items())
        case list() if len(value) > MOST_MEMBERS:
            raise ValidationError([TooManyMembers()])
        case list():
            return list(_each(enumerate(value)).values())
        case _:
            return value


def _number(text: str) -> int | Fraction:
    try:
        number = exact(text)
    except Refusal as refusal:
        raise ValidationError([refusal]) from refusal
    return int(number) if number.denominator == 1 else number


def _each(parts: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """All *parts*, or what is wrong with each that is wrong."""
    found, wrong = {}, {}
    for name, part in parts:
        try:
            found[name] = _content(part)
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return found


def _readable(refusal: Refusal) -> Refusal:
    """*refusal*, with an object, a list or nothing in place of a value shown as other fields show it."""
    if isinstance(refusal, BadValue) and isinstance(refusal.given, dict | list | bool | None):
        refusal.given = shown(refusal.given)
    return refusal
