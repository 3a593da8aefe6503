"""The form of plain content as JSON Schema, by the same names and types of fields by which `rules.plain` reads it."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin

from rules.plain import KIND, hints_of, kinds_of, needed_of

Form = dict[str, Any]


def form(hint: Any, simple: Mapping[Any, Form]) -> Form:
    """How content of the type in *hint* looks.

    *simple* says it of types that are not looked into, of fields by their names, and of all lists.
    """
    if hint in simple:
        return simple[hint]
    if isinstance(hint, UnionType):
        kinds = kinds_of(hint)
        return form(kinds[""], simple) if list(kinds) == [""] else {"oneOf": _by_kind(kinds, simple)}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": form(get_args(hint)[0], simple), **simple.get(tuple, {})}
    if is_dataclass(hint):
        return _object(hint, {}, simple)
    return {"enum": [each.value for each in hint]}


def _by_kind(kinds: Mapping[str, Any], simple: Mapping[Any, Form]) -> list[Form]:
    return [_object(of, {KIND: {"const": kind}}, simple) for kind, of in kinds.items()]


def _object(of: Any, kind: Form, simple: Mapping[Any, Form]) -> Form:
    """An object with the fields of the class *of* and no others."""
    return {
        "description": str(of.__doc__).partition("\n")[0],
        "type": "object",
        "properties": {**kind, **{name: simple.get(name) or form(hint, simple) for name, hint in hints_of(of).items()}},
        "required": [*kind, *needed_of(of)],
        "additionalProperties": False,
    }
