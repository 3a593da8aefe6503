"""Mistakes: what a schema found wrong, as refusals that name field, value and what is allowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema, ValidationError

from rules.errors import N_, InputRefusal, Path, Refusal, Refused
from rulesvc.schemas.json_text import JsonNumber


@dataclass(eq=False)
class FieldMissing(InputRefusal):
    """A field that must be there."""

    field: str
    words = N_("{field}: this field is missing.")


@dataclass(eq=False)
class UnknownField(InputRefusal):
    """A field that the schema does not have."""

    field: str
    allowed: tuple[str, ...]
    words = N_("{field}: this field is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class WrongKind(InputRefusal):
    """A value of another kind than the field takes."""

    field: str
    given: str
    words = N_("{field}: “{given}” is not allowed here.")


class NotText(WrongKind):
    """Something else in place of text."""

    words = N_("{field}: “{given}” is not text. Allowed: text in quotation marks.")


class NotAList(WrongKind):
    """Something else in place of a list."""

    words = N_("{field}: “{given}” is not a list. Allowed: a list in square brackets.")


class NotAnObject(WrongKind):
    """Something else in place of an object."""

    words = N_("{field}: “{given}” is not an object. Allowed: an object in curly brackets.")


class NotYesOrNo(WrongKind):
    """Something else in place of true or false."""

    words = N_("{field}: “{given}” is not true or false. Allowed: true, false.")


class NotAWholeNumber(WrongKind):
    """Something else in place of a whole number."""

    words = N_("{field}: “{given}” is not a whole number. Allowed: digits only, at most 9.")


class NotAnInstant(WrongKind):
    """Something else in place of an instant."""

    words = N_("{field}: “{given}” is not an instant. Allowed: a date and time with time zone, 2023-03-01T00:00:00Z.")


class NotEmpty(WrongKind):
    """Nothing where something must be."""

    words = N_("{field}: may not be empty.")


class TooLong(WrongKind):
    """More text than a field holds."""

    words = N_("{field}: “{given}” is too long. Allowed: at most 100 characters, 2,000 for a reason.")


class TooMany(WrongKind):
    """More members than a list may have."""

    words = N_("{field}: too many. Allowed: at most 1,000.")


class NamedTwice(WrongKind):
    """A parameter of the query that stands there twice."""

    words = N_("{field}: stands twice (“{given}”). Allowed: each parameter once.")


@dataclass(eq=False)
class NotAnOption(WrongKind):
    """A value outside a closed list or range; *allowed* as the schema says it."""

    allowed: str
    words = N_("{field}: “{given}” is not allowed. Allowed: {allowed}.")


EMPTY: Final = "Empty."
TOO_LONG: Final = "Too long."
TOO_MANY: Final = "Too many."
NOT_WHOLE: Final = "Not a whole number."

_KINDS: dict[str, type[WrongKind]] = {
    "Not a valid string.": NotText,
    "Not a valid list.": NotAList,
    "Not a valid mapping type.": NotAnObject,
    "Invalid input type.": NotAnObject,
    "Not a valid boolean.": NotYesOrNo,
    NOT_WHOLE: NotAWholeNumber,
    EMPTY: NotEmpty,
    TOO_LONG: TooLong,
    TOO_MANY: TooMany,
    "Not a valid datetime.": NotAnInstant,
    "Not a valid aware datetime.": NotAnInstant,
    "Field may not be null.": NotEmpty,
}

_LONGEST_SHOWN = 100


def shown(value: Any) -> str:
    """*value* as it was sent, cut where it is long."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str() | JsonNumber():
            text = str(value)
        case list():
            text = "[…]"
        case _:
            text = "{…}"
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def load(schema: Schema, content: Any) -> Any:
    """*content* as *schema* reads it.

    Raises: `Refused` with everything that is wrong.
    """
    try:
        return schema.load(content)
    except ValidationError as error:
        raise Refused(mistakes(error, schema, content)) from error


def mistakes(error: ValidationError, schema: Schema, content: Any) -> tuple[Refusal, ...]:
    """What *error* says about *content*, one refusal for each thing that is wrong, with its path."""
    return tuple(_mistake(message, path, schema, content) for path, message in _flat(error.messages, ()))


def _flat(messages: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    match messages:
        case dict():
            for name, inner in messages.items():
                yield from _flat(inner, path if name == "_schema" else (*path, name))
        case list():
            for message in messages:
                yield from _flat(message, path)
        case _:
            yield path, messages


def _mistake(message: Any, path: Path, schema: Schema, content: Any) -> Refusal:
    field = ".".join(str(part) for part in path) or "body"
    if isinstance(message, Refusal):
        message.at = (*path, *message.at)
        return message
    if message == "Missing data for required field.":
        return FieldMissing(field, at=path)
    if message == "Unknown field.":
        return UnknownField(field, _fields_at(schema, path[:-1]), at=path)
    given = shown(_value_at(content, path))
    kind = _KINDS.get(message)
    return NotAnOption(field, given, message, at=path) if kind is None else kind(field, given, at=path)


def _value_at(content: Any, path: Path) -> Any:
    for part in path:
        try:
            content = content[part]
        except (KeyError, IndexError, TypeError):
            return None
    return content


def _fields_at(schema: Schema, path: Path) -> tuple[str, ...]:
    """The fields of the schema at *path*: through nested schemas and lists of them."""
    for part in path:
        if isinstance(part, int):
            continue
        field: Any = schema.fields[str(part)]
        field = getattr(field, "inner", field)
        schema = getattr(field, "schema", schema)
    return tuple(name for name, field in schema.fields.items() if not field.dump_only)
