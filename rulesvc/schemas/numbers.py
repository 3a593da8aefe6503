"""Fields for exact numbers, which never pass through a binary floating-point number."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from marshmallow import ValidationError
from marshmallow.fields import Field

from rules.errors import NotANumber, Refusal
from rules.number import exact, exact_text


class NumberText(str):
    """A JSON number as it was written, so that 1e400 and 0.1 are seen as they were sent."""

    __slots__ = ()


class Exact(Field[Fraction]):
    """A number as text or as a JSON number in plain notation, at most 6 decimals."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Fraction:
        if not isinstance(value, str):
            raise ValidationError([NotANumber(str(value))])
        try:
            return exact(value)
        except Refusal as refusal:
            raise ValidationError([refusal]) from refusal

    def _serialize(self, value: Fraction | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else exact_text(value)
