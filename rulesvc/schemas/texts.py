"""Fields for the texts of a rubric: codes, names, days, choices. What nobody could see or type is refused."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, Final
from unicodedata import category, normalize

from marshmallow import ValidationError, fields, validate

from rules.code import CODE_PATTERN, LONGEST_CODE, is_code
from rules.document import DATED_PATTERN, is_dated
from rulesvc.schemas.mistakes import (
    EMPTY,
    Longest,
    NotACode,
    NotADay,
    NotAnOption,
    NotAWholeDay,
    NotEmpty,
    TooLong,
    Unprinted,
)

NAME: Final = 500
"""Characters of a name, an article, a place in a document."""

PASSAGE: Final = 2000
"""Characters of a subject or an assumption."""

_LETTERS_OF_A_DAY: Final = len("2023-03-01")

_PRINTED_ON_ONE_LINE: Final = (
    r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$"
)


class Line(fields.String):
    """A text on one line: composed (NFC), not blank, of printed characters, at most *longest* of them."""

    def __init__(self, longest: int = NAME, **more: Any) -> None:
        described = {"maxLength": longest, "pattern": _PRINTED_ON_ONE_LINE}
        super().__init__(**{"metadata": described, **more})
        self._longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = normalize("NFC", super()._deserialize(value, attr, data, **kwargs))
        if not text.strip():
            raise ValidationError([NotEmpty()])
        if len(text) > self._longest:
            raise ValidationError([TooLong(limit=self._longest)])
        for character in text:
            if not _is_printed(character):
                raise ValidationError([Unprinted(character=f"U+{ord(character):04X}")])
        return text


def _is_printed(character: str) -> bool:
    kind = category(character)
    return kind[0] != "C" and kind not in {"Zl", "Zp"}


class Code(Line):
    """A code, of whatever has one."""

    def __init__(self, **more: Any) -> None:
        described = {"minLength": 1, "maxLength": LONGEST_CODE, "pattern": f"^{CODE_PATTERN}$"}
        super().__init__(LONGEST_CODE, metadata=described, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        code = super()._deserialize(value, attr, data, **kwargs)
        if not is_code(code):
            raise ValidationError([NotACode()])
        return code


def code(**more: Any) -> fields.String:
    """A field for the code of something that is looked up: what nothing has is refused there."""
    return fields.String(validate=[validate.Length(min=1, error=EMPTY), Longest(LONGEST_CODE)], **more)


class Dated(Line):
    """A day, or a year where no more is known."""

    def __init__(self, **more: Any) -> None:
        super().__init__(metadata={"pattern": f"^{DATED_PATTERN}$"}, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not is_dated(text):
            raise ValidationError([NotADay()])
        return text


class Day(fields.Field[date]):
    """A day of the calendar."""

    def __init__(self, **more: Any) -> None:
        super().__init__(metadata={"type": "string", "format": "date"}, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:
        if not isinstance(value, str) or len(value) != _LETTERS_OF_A_DAY or not is_dated(value):
            raise ValidationError([NotAWholeDay()])
        return date.fromisoformat(value)


class Choice(fields.Enum[Any]):
    """One of the values of an enumeration."""

    def __init__(self, choices: type[Enum], **more: Any) -> None:
        super().__init__(choices, by_value=True, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            return super()._deserialize(value, attr, data, **kwargs)
        except ValidationError as error:
            raise ValidationError([NotAnOption(allowed=", ".join(str(each.value) for each in self.enum))]) from error
