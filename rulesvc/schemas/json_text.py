"""JSON as it is sent: numbers keep the digits they were written with, and what is ambiguous is refused."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from rules.errors import N_, Path, Refusal, require

MOST_LEVELS: Final = 20
"""How deep objects and lists may be nested."""

MOST_LEVELS_OF_RUBRICS: Final = 100
"""The same for rubric documents, in which every level of the tree of criteria takes two."""

MOST_NAMES: Final = 1000
"""How many fields an object may have."""

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


class Unreadable(Refusal):
    """A body that cannot even be read."""


@dataclass(eq=False)
class NotJson(Unreadable):
    """A text that is no JSON."""

    line: int
    column: int
    words = N_("This is not JSON: line {line}, column {column}. Allowed: a JSON object in UTF-8.")


@dataclass(eq=False)
class NotUtf8(Unreadable):
    """A body in another encoding."""

    position: int
    words = N_("This is not UTF-8: byte {position}. Allowed: a JSON object in UTF-8.")


@dataclass(eq=False)
class DuplicateName(Unreadable):
    """An object that names a field twice."""

    given: str
    words = N_("The field “{given}” stands twice in one object. Allowed: each field once.")


@dataclass(eq=False)
class BadCharacter(Unreadable):
    """A text with characters that no database keeps: NUL, or half of a pair."""

    given: str
    words = N_("“{given}” holds a character that is not allowed (NUL, or half of a surrogate pair).")


@dataclass(eq=False)
class TooDeep(Unreadable):
    """Objects and lists nested beyond any reason."""

    limit: int
    words = N_("This is nested too deeply. Allowed: at most {limit} levels.")


@dataclass(eq=False)
class TooManyNames(Unreadable):
    """An object with more fields than anything has."""

    given: int
    limit: int
    words = N_("An object has {given} fields. Allowed: at most {limit}.")


@dataclass(frozen=True, slots=True)
class JsonNumber:
    """A JSON number with the digits it was written with, so that 1e400 and 0.10 are seen as they were sent."""

    text: str

    def __str__(self) -> str:
        return self.text


def read_json(body: bytes, *, most_levels: int = MOST_LEVELS) -> Any:
    """What *body* says, nested at most *most_levels* deep, numbers as `JsonNumber`.

    Raises: `NotUtf8`, `NotJson`, `DuplicateName`, `TooManyNames`, `BadCharacter`, `TooDeep`.
    """
    try:
        text = body.decode("utf-8-sig")
        content = json.loads(
            text,
            parse_float=JsonNumber,
            parse_int=JsonNumber,
            parse_constant=JsonNumber,  # NaN and infinities are refused where a number is read, with their field
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as problem:
        raise NotUtf8(problem.start + 1) from problem
    except json.JSONDecodeError as problem:
        raise NotJson(problem.lineno, problem.colno) from problem
    except RecursionError as problem:
        raise TooDeep(most_levels) from problem
    _require_shallow(content, most_levels)
    return content


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise DuplicateName(visible(twice))
    require(len(content) <= MOST_NAMES, TooManyNames(len(content), MOST_NAMES))
    return content


def _require_shallow(content: Any, most_levels: int) -> None:
    """Refuse what is nested too deeply, and texts that cannot be kept."""
    level = [content]
    for _ in range(most_levels):
        for text in level:
            if isinstance(text, str) and not is_storable(text):
                raise BadCharacter(visible(text), at=_path_to(text, content))
        level = [each for part in level for each in _parts(part)]
        if not level:
            return
    raise TooDeep(most_levels)


def visible(text: str) -> str:
    """*text* with what cannot be kept as JSON escapes it."""
    return _UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _path_to(wanted: str, content: Any) -> Path:
    """Where *wanted* stands in *content*; for the name of a field, where the object stands."""
    level: list[tuple[Path, Any]] = [((), content)]
    while level:
        here = next(
            (path for path, part in level if part is wanted or (isinstance(part, dict) and wanted in part)), None
        )
        if here is not None:
            return here
        level = [((*path, name), each) for path, part in level for name, each in _named_parts(part)]
    return ()


def _named_parts(content: Any) -> Iterable[tuple[str | int, Any]]:
    match content:
        case dict():
            return content.items()
        case list():
            return enumerate(content)
        case _:
            return ()


def is_storable(text: str) -> bool:
    """Whether every database can keep *text*."""
    return _UNSTORABLE.search(text) is None


def _parts(content: Any) -> list[Any]:
    match content:
        case dict():
            return [*content, *content.values()]
        case list():
            return content
        case _:
            return []
