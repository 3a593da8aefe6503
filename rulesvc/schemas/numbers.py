"""Fields for numbers, which never pass through a binary floating-point number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from marshmallow import ValidationError
from marshmallow.fields import Field

from rules.errors import N_, InputRefusal, NotANumber, Refusal
from rules.number import exact, exact_text
from rulesvc.schemas.json_text import JsonNumber
from rulesvc.schemas.mistakes import NOT_WHOLE, shown

NUMBER: Final = {"type": ["string", "number"], "pattern": r"^-?[0-9]+(\.[0-9]{1,6})?$"}
"""How numbers are described to those who send them."""

_MOST_DIGITS = 9
_RATIO: Final = re.compile(r"-?[0-9]{1,40}/(?!0+$)[0-9]{1,40}", re.ASCII)


@dataclass(eq=False)
class NotAFigure(InputRefusal):
    """Something else in place of a figure, be it a fraction."""

    given: str
    words = N_("“{given}” is not a figure. Allowed: a number such as 91.25, or a fraction such as 100/3.")


class Exact(Field[Fraction]):
    """A number as text or as a JSON number in plain notation, at most 6 decimals."""

    def _validate_missing(self, value: Any) -> None:
        if value is None and not self.allow_none:
            raise ValidationError([NotANumber(shown(value))])
        super()._validate_missing(value)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Fraction:
        if not isinstance(value, str | JsonNumber):
            raise ValidationError([NotANumber(shown(value))])
        try:
            return exact(str(value))
        except Refusal as refusal:
            raise ValidationError([refusal]) from refusal

    def _serialize(self, value: Fraction | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else exact_text(value)


class Best(Exact):
    """A figure that was worked out: a number, or a fraction that no decimals end, such as `"100/3"`."""

    def __init__(self, **more: Any) -> None:
        pattern = r"^-?[0-9]+(\.[0-9]{1,6}|/0*[1-9][0-9]*)?$"
        super().__init__(metadata={**NUMBER, "pattern": pattern, "example": "100/3"}, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Fraction:
        if isinstance(value, str) and "/" in value:
            if not _RATIO.fullmatch(value):
                raise ValidationError([NotAFigure(shown(value))])
            return Fraction(value)
        return super()._deserialize(value, attr, data, **kwargs)


class Whole(Field[int]):
    """A whole number, as a JSON number without a decimal part or as digits (in a query)."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        if type(value) is int:  # a document that was read by plain `json`; True is no number
            return value
        text = str(value) if isinstance(value, str | JsonNumber) else ""
        if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
            raise ValidationError(NOT_WHOLE)
        return int(text)
