"""Frozen values as plain content, both ways, by the names and types of their fields.

What is as it would be anyway is left out, so that one value has one content. A value of a union says its `kind`.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache, partial
from itertools import takewhile
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from rules.errors import N_, BadValue, Path, Refusal, RubricRefusal, require
from rules.number import exact, exact_text
from rules.said import Said, said
from rules.text import Text
from rules.together import all_of, within

KIND: Final = "kind"
"""The name by which a value of a union says which one it is."""


@dataclass(eq=False)
class NoSuchField(RubricRefusal):
    """A field that a method of its kind does not have."""

    what: object
    allowed: tuple[str, ...]
    nothing = N_("no field")
    words = N_("{what}: there is no such field. Allowed: {allowed}.")


@dataclass(eq=False)
class FieldLacking(RubricRefusal):
    """A field without which a method of its kind says nothing."""

    what: object
    words = N_("{what}: this field is missing.")


_SIMPLE: Final = {str: N_("a text"), bool: N_("true or false"), int: N_("a whole number")}


def plain(value: Any) -> Any:
    """*value* as content."""
    return _writer(type(value))(value)  # type: ignore[arg-type] # a class is hashable


@lru_cache(maxsize=256)
def _writer(of: Any) -> Any:
    """How values of a class are written as content: looked up once, not for every value."""
    if issubclass(of, StrEnum):
        return str
    if issubclass(of, bool | int | str):
        return of
    if issubclass(of, Fraction):
        return exact_text
    if issubclass(of, Text):
        return _text
    if issubclass(of, tuple):
        return _list
    return _object if issubclass(of, Mapping) else partial(_fields, _shape(of))


def _text(text: Text) -> dict[str, str]:
    return {name: words for name, words in (("vi", text.vi), ("en", text.en)) if words}


def _list(values: tuple[Any, ...]) -> list[Any]:
    return [plain(each) for each in values]


def _object(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(each) for name, each in values.items()}


@dataclass(frozen=True, slots=True)
class _Shape:
    """The *kind* of a class, if any, and its fields: those that are *always* written come first, others at times."""

    kind: dict[str, str]
    always: tuple[tuple[str, Callable[[Any], Any]], ...]
    others: tuple[tuple[str, Any, Callable[[Any], Any]], ...]


def _shape(of: Any) -> _Shape:
    hints = hints_of(of)
    always = tuple(takewhile(needed_of(of).__contains__, hints))
    return _Shape(
        {KIND: of.kind} if hasattr(of, KIND) else {},
        tuple((name, _writer_of(hints[name])) for name in always),
        tuple((each.name, each.default, _writer_of(hints[each.name])) for each in fields(of)[len(always) :]),
    )


def _writer_of(hint: Any) -> Callable[[Any], Any]:
    """How a field is written of which its type says it; others are looked at."""
    of = get_origin(hint) or hint
    writer: Callable[[Any], Any] = plain if of is UnionType or is_dataclass(of) else _writer(of)
    return writer


def _fields(shape: _Shape, value: Any) -> dict[str, Any]:
    """The fields of *value* that are not as they would be anyway."""
    content: dict[str, Any] = shape.kind.copy()
    for name, write in shape.always:
        content[name] = write(getattr(value, name))
    for name, default, write in shape.others:
        each = getattr(value, name)
        if each is not None and (default is MISSING or each != default):
            content[name] = write(each)
    return content


@lru_cache(maxsize=256)
def hints_of(of: Any) -> Mapping[str, Any]:
    """The types of the fields of a class by their names, in order."""
    hints = get_type_hints(of)
    return {field.name: hints[field.name] for field in fields(of)}


@lru_cache(maxsize=256)
def needed_of(of: Any) -> tuple[str, ...]:
    """The fields of a class without which there is no value."""
    return tuple(name for name in _undefaulted(of) if NoneType not in get_args(hints_of(of)[name]))


def _undefaulted(of: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(of) if field.default is MISSING)


@lru_cache(maxsize=256)
def _absent(of: Any) -> dict[str, None]:
    """The fields of a class that are nothing where nothing is said, though the class itself does not say so."""
    return dict.fromkeys(name for name in _undefaulted(of) if NoneType in get_args(hints_of(of)[name]))


def kinds_of(hint: Any) -> dict[str, Any]:
    """The classes of a union by their kinds; of an optional value its only class, which has none."""
    return {getattr(each, KIND, ""): each for each in get_args(hint) if each is not NoneType}


def made(hint: Any, content: Any) -> Any:
    """The value that *content* is, of the type in *hint*; the content may be a stranger's.

    Raises: `RubricRefusal`, `NotANumber`, `TooManyDecimals`, `TooLarge`; the paths are within the content.
    """
    return _made(hint, content, ())


def read_back(hint: Any, content: Any) -> Any:
    """The value of the type in *hint* that `plain` made *content* of, which nobody needs to check again.

    Its numbers may be any fractions.
    """
    return _back(hint)(content)


@lru_cache(maxsize=256)
def _back(hint: Any) -> Callable[[Any], Any]:
    """How values of the type in *hint* are read back from their content."""
    if isinstance(hint, UnionType):
        return partial(_back_of_kind, kinds_of(hint))
    if get_origin(hint) is tuple:
        return partial(_back_in_order, _back(get_args(hint)[0]))
    if get_origin(hint) is Mapping:
        return partial(_back_by_name, _back(get_args(hint)[1]))
    if is_dataclass(hint):
        return partial(_back_from_fields, hint)
    read: Callable[[Any], Any] = hint
    return read


def _back_of_kind(kinds: Mapping[str, Any], content: Any) -> Any:
    """A value of the kind that *content* names, or of the only kind there is."""
    if list(kinds) == [""]:
        return _back(kinds[""])(content)
    return _back(kinds[content[KIND]])({name: each for name, each in content.items() if name != KIND})


def _back_in_order(read: Callable[[Any], Any], content: list[Any]) -> tuple[Any, ...]:
    return tuple([read(each) for each in content])


def _back_by_name(read: Callable[[Any], Any], content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: read(each) for name, each in content.items()}


def _back_from_fields(of: Any, content: Mapping[str, Any]) -> Any:
    hints = hints_of(of)
    return of(**{**_absent(of), **{name: _back(hints[name])(each) for name, each in content.items()}})


def _made(hint: Any, content: Any, at: Path) -> Any:
    """The value that *content* is, of the type in *hint*."""
    if isinstance(hint, UnionType):
        return _one_of(hint, content, at)
    if get_origin(hint) is tuple:
        _require(isinstance(content, list), content, said(N_("a list")), at)
        return tuple(_made(get_args(hint)[0], each, (*at, place)) for place, each in enumerate(content))
    if is_dataclass(hint):
        return _value(hint, content, at)
    return _simple(hint, content, at)


def _simple(hint: Any, content: Any, at: Path) -> Any:
    if hint is Fraction:
        is_number = isinstance(content, str | Fraction) or type(content) is int
        _require(is_number, content, said(N_("a number")), at)
        return _placed(at, exact, content if isinstance(content, str) else exact_text(Fraction(content)))
    if hint in _SIMPLE:
        _require(type(content) is hint, content, said(_SIMPLE[hint]), at)
        return content
    names = [each.value for each in hint]
    _require(content in names, content, ", ".join(names), at)
    return hint(content)


def _one_of(hint: Any, content: Any, at: Path) -> Any:
    """A value of the kind that *content* names, or of the only kind there is."""
    kinds = kinds_of(hint)
    if list(kinds) == [""]:
        return _made(kinds[""], content, at)
    _require(isinstance(content, dict), content, said(N_("an object")), at)
    kind = content.get(KIND, "")
    _require(isinstance(kind, str) and kind in kinds, kind, ", ".join(kinds), (*at, KIND))
    return _value(kinds[kind], {name: each for name, each in content.items() if name != KIND}, at)


def _value(of: Any, content: Any, at: Path) -> Any:
    """A value of the class *of*, whose fields *content* has."""
    _require(isinstance(content, dict), content, said(N_("an object")), at)
    hints = hints_of(of)
    for name in content:
        require(name in hints, NoSuchField(_what((*at, name)), tuple(hints), at=(*at, name)))
    for name in needed_of(of):
        require(name in content, FieldLacking(_what((*at, name)), at=(*at, name)))
    named = {name: _made(hints[name], each, (*at, name)) for name, each in content.items()}
    return _placed(at, of, **{**_absent(of), **named})


def _placed(at: Path, make: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What *make* makes, or its refusals with the path *at* before their own."""
    try:
        return make(*given, **named)
    except Refusal as refusal:
        for each in all_of(refusal):
            within(at, each)
        raise


def _require(condition: bool, given: object, allowed: object, at: Path) -> None:  # noqa: FBT001 -- as `require`
    require(condition, BadValue(_what(at), given, allowed, at=at))


def _what(at: Path) -> Said:
    return said(N_("scoring method: {field}"), field=".".join(map(str, at)) or KIND)
