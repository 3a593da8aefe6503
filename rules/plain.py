"""Frozen values as plain content, both ways, by the names and types of their fields.

What is as it would be anyway is left out, so that one value has one content. A value of a union says its `kind`.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from rules.errors import N_, BadValue, Path, Refusal, require
from rules.number import exact, exact_text
from rules.said import said
from rules.text import Text
from rules.together import all_of, within

_KIND: Final = "kind"

_SIMPLE: Final = {str: N_("a text"), bool: N_("true or false"), int: N_("a whole number")}


def plain(value: Any) -> Any:
    """*value* as content."""
    match value:
        case StrEnum():
            return value.value
        case bool() | int() | str():
            return value
        case Fraction():
            return exact_text(value)
        case Text(vi, en):
            return {name: words for name, words in (("vi", vi), ("en", en)) if words}
        case tuple():
            return [plain(each) for each in value]
        case Mapping():
            return {name: plain(each) for name, each in value.items()}
        case _:
            kind, usual = _shape(type(value))  # type: ignore[arg-type] # a class is hashable
            given = [(name, getattr(value, name), default) for name, default in usual]
            return kind | {name: plain(each) for name, each, default in given if each != default}


@lru_cache(maxsize=256)
def _shape(made: Any) -> tuple[dict[str, str], tuple[tuple[str, Any], ...]]:
    """The kind of a class, and the names of its fields with what each is where nothing is said."""
    kind = {_KIND: made.kind} if hasattr(made, _KIND) else {}
    return kind, tuple((field.name, field.default) for field in fields(made))


@lru_cache(maxsize=256)
def _hints(of: Any) -> dict[str, Any]:
    """The types of the fields of a class, which are looked up by name."""
    return get_type_hints(of)


def made(hint: Any, content: Any) -> Any:
    """The value that *content* is, of the type in *hint*; the content may be a stranger's.

    Raises: `RubricRefusal`, `NotANumber`, `TooManyDecimals`, `TooLarge`; the paths are within the content.
    """
    return _Reader(exact).made(hint, content, ())


def read_back(hint: Any, content: Any) -> Any:
    """The value of the type in *hint* that `plain` made *content* of; its numbers may be any fractions."""
    return _Reader(Fraction).made(hint, content, ())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads content, and numbers in it by *number*."""

    number: Callable[[str], Fraction]

    def made(self, hint: Any, content: Any, at: Path) -> Any:
        """The value that *content* is, of the type in *hint*."""
        if isinstance(hint, UnionType):
            return self._one_of(hint, content, at)
        if get_origin(hint) is tuple:
            _require(isinstance(content, list), content, said(N_("a list")), at)
            return tuple(self.made(get_args(hint)[0], each, (*at, place)) for place, each in enumerate(content))
        if get_origin(hint) is Mapping:
            _require(isinstance(content, dict), content, said(N_("an object")), at)
            return {name: self.made(get_args(hint)[1], each, (*at, name)) for name, each in content.items()}
        if is_dataclass(hint):
            return self._value(hint, content, at)
        return self._simple(hint, content, at)

    def _simple(self, hint: Any, content: Any, at: Path) -> Any:
        if hint is Fraction:
            _require(isinstance(content, str), content, said(N_("a number, written as text")), at)
            return _placed(at, self.number, content)
        if hint in _SIMPLE:
            _require(type(content) is hint, content, said(_SIMPLE[hint]), at)
            return content
        names = [each.value for each in hint]
        _require(content in names, content, ", ".join(names), at)
        return hint(content)

    def _one_of(self, hint: Any, content: Any, at: Path) -> Any:
        """A value of the kind that *content* names, or of the only kind there is."""
        kinds = {getattr(each, _KIND, ""): each for each in get_args(hint) if each is not NoneType}
        if list(kinds) == [""]:
            return self.made(kinds[""], content, at)
        _require(isinstance(content, dict), content, said(N_("an object")), at)
        kind = content.get(_KIND)
        _require(isinstance(kind, str) and kind in kinds, kind, ", ".join(kinds), (*at, _KIND))
        return self._value(kinds[kind], {name: each for name, each in content.items() if name != _KIND}, at)

    def _value(self, of: Any, content: Any, at: Path) -> Any:
        """A value of the class *of*, whose fields *content* has."""
        _require(isinstance(content, dict), content, said(N_("an object")), at)
        known = {field.name: field for field in fields(of)}
        for name in content:
            _require(name in known, name, ", ".join(known), (*at, name))
        for name, field in known.items():
            _require(name in content or field.default is not MISSING, "", said(N_("a value")), (*at, name))
        hints = _hints(of)
        named = {name: self.made(hints[name], each, (*at, name)) for name, each in content.items()}
        return _placed(at, of, **named)


def _placed(at: Path, make: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What *make* makes, or its refusals with the path *at* before their own."""
    try:
        return make(*given, **named)
    except Refusal as refusal:
        for each in all_of(refusal):
            within(at, each)
        raise


def _require(condition: bool, given: object, allowed: object, at: Path) -> None:  # noqa: FBT001 -- as `require`
    what = said(N_("scoring method: {field}"), field=".".join(map(str, at)) or "kind")
    require(condition, BadValue(what, given, allowed, at=at))
