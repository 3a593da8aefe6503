"""Mistakes: what a schema found wrong, as refusals that name field, value and what is allowed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate

from rules.errors import N_, InputRefusal, Path, Refusal, Refused
from rules.said import Said
from rulesvc.schemas.json_text import JsonNumber


@dataclass(eq=False)
class Mistake(InputRefusal):
    """Something that is wrong with one field. Whoever finds it may leave out which: the schema knows the path."""

    field: object = ""


@dataclass(eq=False)
class FieldMissing(Mistake):
    """A field that must be there."""

    words = N_("{field}: this field is missing.")


@dataclass(eq=False)
class UnknownField(Mistake):
    """A field that the schema does not have."""

    allowed: tuple[str, ...] = ()
    words = N_("{field}: this field is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class WrongKind(Mistake):
    """A value of another kind than the field takes."""

    given: str = ""
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

    words = N_("{field}: “{given}” is not a whole number of 0 or more with at most 9 digits.")


class NotAnInstant(WrongKind):
    """Something else in place of an instant."""

    words = N_("{field}: “{given}” is not an instant. Allowed: a date and time with time zone, 2023-03-01T00:00:00Z.")


class NotEmpty(WrongKind):
    """Nothing where something must be."""

    words = N_("{field}: may not be empty.")


@dataclass(eq=False)
class TooLong(WrongKind):
    """More text than a field holds."""

    limit: int = 0
    words = N_("{field}: “{given}” is too long. Allowed: at most {limit} characters.")


class NotACode(WrongKind):
    """Something that cannot be a code."""

    words = N_(
        "{field}: “{given}” is not a code. Allowed: lower-case letters from a to z and digits, with single points, "
        "hyphens or underscores between them."
    )


@dataclass(eq=False)
class Unprinted(WrongKind):
    """A character that is not printed: it would be in the text and nobody would see it."""

    character: str = ""
    words = N_(
        "{field}: “{given}” has a character that is not printed ({character}). Allowed: letters, digits, signs and "
        "spaces on one line."
    )


class NotADay(WrongKind):
    """Something else in place of a day or a year."""

    words = N_("{field}: “{given}” is not a date. Allowed: a day such as 2023-03-01, or a year such as 2023.")


class NotAWholeDay(WrongKind):
    """Something else in place of a day, be it a year."""

    words = N_("{field}: “{given}” is not a day. Allowed: year, month and day, such as 2023-03-01.")


class NoMember(WrongKind):
    """A list without any members."""

    words = N_("{field}: the list is empty. Allowed: at least one member.")


class TooMany(WrongKind):
    """More members than a list may have."""

    words = N_("{field}: too many. Allowed: at most 1,000.")


class NamedTwice(WrongKind):
    """A parameter of the query that stands there twice."""

    words = N_("{field}: stands twice (“{given}”). Allowed: each parameter once.")


@dataclass(eq=False)
class NotAnOption(WrongKind):
    """A value outside a closed list or range; *allowed* as the schema says it."""

    allowed: str = ""
    words = N_("{field}: “{given}” is not allowed. Allowed: {allowed}.")


class Longest(validate.Length):
    """At most so many characters."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)
        self._most = most

    def __call__(self, value: Any) -> Any:
        """*value*, if it is not too long."""
        if len(value) > self._most:
            raise ValidationError([TooLong(limit=self._most)])
        return value


EMPTY: Final = "Empty."
MISSING: Final = "Missing data for required field."
NO_MEMBER: Final = "No member."
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
    NO_MEMBER: NoMember,
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


Naming = Callable[[Path], object]
"""How a message names the field at a path."""


def dotted(path: Path) -> str:
    """The field at *path* as other systems know it: `answers.0.points`."""
    return ".".join(str(part) for part in path) or "body"


def pointer(path: Path) -> str:
    """The JSON pointer (RFC 6901) that leads along *path*: `/answers/0/points`, blank for the whole."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def load(schema: Schema, content: Any, *, naming: Naming = dotted) -> Any:
    """*content* as *schema* reads it.

    Raises: `Refused` with everything that is wrong.
    """
    try:
        return schema.load(content)
    except ValidationError as error:
        raise Refused(mistakes(error, schema, content, naming=naming)) from error


def mistakes(error: ValidationError, schema: Schema, content: Any, *, naming: Naming = dotted) -> tuple[Refusal, ...]:
    """What *error* says about *content*, one refusal for each thing that is wrong, with its path."""
    found = ((path, _mistake(message, path, schema)) for path, message in _flat(error.messages, ()))
    return tuple(_about(_placed(refusal, path, content, naming), schema, content) for path, refusal in found)


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


def _mistake(message: Any, path: Path, schema: Schema) -> Refusal:
    if isinstance(message, Refusal):
        return message
    if message == MISSING:
        return FieldMissing()
    if message == "Unknown field.":
        return UnknownField(allowed=_fields_at(schema, path[:-1]))
    kind = _KINDS.get(message)
    return NotAnOption(allowed=message) if kind is None else kind()


def _placed(refusal: Refusal, path: Path, content: Any, naming: Naming) -> Refusal:
    """*refusal* with its whole path, and with what stands there where it is a mistake of one field."""
    refusal.at = (*path, *refusal.at)
    if isinstance(refusal, Mistake):
        refusal.field = naming(refusal.at)
    if isinstance(refusal, WrongKind):
        refusal.given = shown(_value_at(content, refusal.at))
    return refusal


def _about(refusal: Refusal, schema: Schema, content: Any) -> Refusal:
    """*refusal* with the criterion it is about, unless its own words name it.

    That is what the innermost object around the mistake says of itself in the field that its schema is *named_by*.
    """
    if "criterion" not in refusal.facts():
        for part, inner in _objects(schema, content, refusal.at):
            name = inner.get(getattr(part, "named_by", "")) if isinstance(inner, dict) else None
            refusal.of = shown(name) if isinstance(name, str) else refusal.of
        if any(isinstance(fact, Said) and refusal.of in fact.facts.values() for fact in refusal.facts().values()):
            refusal.of = ""
    return refusal


def _objects(schema: Schema, content: Any, path: Path) -> Iterator[tuple[Schema, Any]]:
    """The content along *path*, from the whole inwards, each with the schema that reads it, as far as there is one."""
    yield schema, content
    is_data = False
    for part in path:
        content = _value_at(content, (part,))
        if not (isinstance(part, int) or is_data):
            field: Any = schema.fields.get(str(part))
            is_data = isinstance(field, fields.Dict)
            field = field.value_field if is_data else getattr(field, "inner", field)
            if not isinstance(field, fields.Nested):
                return
            schema = field.schema
        else:
            is_data = False
        yield schema, content


def _value_at(content: Any, path: Path) -> Any:
    for part in path:
        try:
            content = content[part]
        except (KeyError, IndexError, TypeError):
            return None
    return content


def _fields_at(schema: Schema, path: Path) -> tuple[str, ...]:
    """The fields of the schema at *path*: through nested schemas, lists of them, and members whose names are data."""
    is_data = False
    for part in path:
        if isinstance(part, int) or is_data:
            is_data = False
            continue
        field: Any = schema.fields[str(part)]
        is_data = isinstance(field, fields.Dict)
        field = field.value_field if is_data else getattr(field, "inner", field)
        schema = getattr(field, "schema", schema)
    return tuple(name for name, field in schema.fields.items() if not field.dump_only)
