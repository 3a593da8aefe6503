"""Methods as plain content, both ways: as they stand in rubric documents and under the hash of an edition.

The fields of each value are its content; what is as it would be anyway is left out, so that one method has one content.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Final, cast, get_args, get_origin, get_type_hints

from rules.content import text_content
from rules.errors import N_, BadValue, Path, Refusal, require
from rules.methods import Method
from rules.number import exact, exact_text
from rules.said import said
from rules.text import Text
from rules.together import all_of

_KIND: Final = "kind"

_SIMPLE: Final = {str: N_("a text"), bool: N_("true or false"), int: N_("a whole number")}


def method_content(method: Method) -> dict[str, Any]:
    """*method* as content: its kind, and its parameters."""
    return cast(dict[str, Any], _plain(method))


def method_of(content: Any) -> Method:
    """The method in *content*, which may be a stranger's.

    Raises: `RubricRefusal`, `NotANumber`, `TooManyDecimals`, `TooLarge`; the paths are within the content.
    """
    return cast(Method, _made(Method, content, ()))


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case bool() | int() | str():
            return value
        case Fraction():
            return exact_text(value)
        case Text():
            return text_content(value)
        case tuple():
            return [_plain(each) for each in value]
        case _:
            kind = {_KIND: value.kind} if hasattr(value, _KIND) else {}
            given = {field.name: getattr(value, field.name) for field in fields(value)}
            usual = {field.name: field.default for field in fields(value)}
            return kind | {name: _plain(each) for name, each in given.items() if each != usual[name]}


def _made(hint: Any, content: Any, at: Path) -> Any:
    """The value that *content* is, of the type in *hint*."""
    if isinstance(hint, UnionType):
        return _one_of(hint, content, at)
    if get_origin(hint) is tuple:
        _require(isinstance(content, list), content, said(N_("a list")), at)
        return tuple(_made(get_args(hint)[0], each, (*at, place)) for place, each in enumerate(content))
    if is_dataclass(hint):
        return _value(hint, content, at)
    if hint is Fraction:
        _require(isinstance(content, str), content, said(N_("a number, written as text")), at)
        return _placed(at, exact, content)
    if hint in _SIMPLE:
        _require(type(content) is hint, content, said(_SIMPLE[hint]), at)
        return content
    names = [each.value for each in hint]
    _require(content in names, content, ", ".join(names), at)
    return hint(content)


def _one_of(hint: Any, content: Any, at: Path) -> Any:
    """A value of the kind that *content* names, or of the only kind there is."""
    kinds = {getattr(each, _KIND, ""): each for each in get_args(hint) if each is not NoneType}
    if list(kinds) == [""]:
        return _made(kinds[""], content, at)
    _require(isinstance(content, dict), content, said(N_("an object")), at)
    kind = content.get(_KIND)
    _require(isinstance(kind, str) and kind in kinds, kind, ", ".join(kinds), (*at, _KIND))
    return _value(kinds[kind], {name: each for name, each in content.items() if name != _KIND}, at)


def _value(made: Any, content: Any, at: Path) -> Any:
    """A value of the class *made*, whose fields *content* has."""
    _require(isinstance(content, dict), content, said(N_("an object")), at)
    known = {field.name: field for field in fields(made)}
    for name in content:
        _require(name in known, name, ", ".join(known), (*at, name))
    for name, field in known.items():
        _require(name in content or field.default is not MISSING, "", said(N_("a value")), (*at, name))
    hints = get_type_hints(made)
    return _placed(at, made, **{name: _made(hints[name], each, (*at, name)) for name, each in content.items()})


def _placed(at: Path, make: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What *make* makes, or its refusals with the path *at* before their own."""
    try:
        return make(*given, **named)
    except Refusal as refusal:
        for each in all_of(refusal):
            each.at = (*at, *each.at)
        raise


def _require(condition: bool, given: object, allowed: object, at: Path) -> None:  # noqa: FBT001 -- as `require`
    what = said(N_("scoring method: {field}"), field=".".join(map(str, at)) or "kind")
    require(condition, BadValue(what, given, allowed, at=at))
