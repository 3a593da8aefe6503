"""Fields for what may be sent in any number or under any name: bounded, with paths that lead to what is wrong."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from marshmallow import ValidationError, fields, validate

from rulesvc.schemas.mistakes import NO_MEMBER, TOO_MANY

MOST_PARTS: Final = 1000
"""Members that a list may have: more than any rubric has criteria."""


AT_LEAST_ONE: Final = validate.Length(min=1, error=NO_MEMBER)
"""That a list has members."""


class Items(fields.List[Any]):
    """A list that is refused by its length before anything in it is read."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        if isinstance(value, list) and len(value) > MOST_PARTS:
            raise ValidationError(TOO_MANY)
        return super()._deserialize(value, attr, data, **kwargs)


class Members(fields.Dict):
    """An object with names that are data; what is wrong with a member is told under its name."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call] # of marshmallow
        except ValidationError as error:
            if not isinstance(error.messages, dict):
                raise
            found = {name: wrong.get("key") or wrong["value"] for name, wrong in error.messages.items()}
            raise ValidationError(found) from error


class Instant(fields.AwareDateTime):
    """A point in time that can be told in UTC: the first and the last day of all years have some that cannot."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:
        moment = super()._deserialize(value, attr, data, **kwargs)
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from error
