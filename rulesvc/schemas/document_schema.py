"""The JSON Schema of rubric documents, made from what reads them, so that the two cannot say different things."""

from fractions import Fraction
from typing import Any, Final

from marshmallow import Schema, fields

from rules.condition import Operator
from rules.plain_form import form
from rules.text import Text
from rules.version import FORMAT_VERSION
from rulesvc.schemas.bounded import MOST_PARTS
from rulesvc.schemas.methods import MOST_MEMBERS, OfKind
from rulesvc.schemas.numbers import NUMBER
from rulesvc.schemas.rubric_document import MEASURES, ConditionPart, MeasurePart, PassagePart, RubricDocument, about
from rulesvc.schemas.texts import PASSAGE, Choice, Code, Line

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_HEAD: Final = {
    "$schema": DIALECT,
    "$id": f"urn:rulesvc:rubric-document:{FORMAT_VERSION}",
    "title": "Rubric document",
}

Described = dict[str, Any]


def document_schema() -> Described:
    """The schema of a whole document."""
    parts: dict[str, Described] = {}
    whole = _object(RubricDocument(), parts)
    return {**_HEAD, **whole, "$defs": {name: parts[name] for name in sorted(parts)}}


def _object(schema: Schema, parts: dict[str, Described]) -> Described:
    """An object with the fields of *schema* and no others; what stands in it is added to *parts*."""
    found = schema.fields.items()
    return {
        "description": str(type(schema).__doc__).partition("\n")[0],
        "type": "object",
        "properties": {name: _field(field, parts) for name, field in found},
        "required": [name for name, field in found if field.required],
        "additionalProperties": False,
    }


def _field(field: fields.Field[Any], parts: dict[str, Described]) -> Described:
    described: Described = dict(field.metadata)
    match field:
        case fields.Nested():
            return {"$ref": f"#/$defs/{_part(field.schema, parts)}"}
        case OfKind():
            return _of_kinds(field, parts)
        case fields.List():
            return {"type": "array", "items": _field(field.inner, parts), "maxItems": MOST_PARTS, **described}
        case Choice():
            return {"enum": [each.value for each in field.enum]}
        case fields.String():
            return {"type": "string", **described}
        case _:
            return described


def _part(schema: Schema, parts: dict[str, Described]) -> str:
    """The name under which *schema* stands in *parts*."""
    name = type(schema).__name__.removesuffix("Part")
    if name not in parts:
        parts[name] = {}  # a criterion has criteria: they find their own name here
        parts[name] = _special(schema, _object(schema, parts))
    return name


def _of_kinds(field: OfKind, parts: dict[str, Described]) -> Described:
    """A value of one of several kinds; it stands in *parts* under the name of its *field*."""
    text = {"$ref": f"#/$defs/{_part(PassagePart(), parts)}"}
    line = {"type": "string", **Line(PASSAGE).metadata}
    simple: dict[Any, Described] = {
        Text: text,
        str: line,
        Fraction: NUMBER,
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        tuple: {"maxItems": MOST_MEMBERS},
        "code": {"type": "string", **Code().metadata},
    }
    name = str(field.name).title()
    parts[name] = form(field.hint, simple)
    return {"$ref": f"#/$defs/{name}"}


def _special(schema: Schema, described: Described) -> Described:
    """*described* with what the fields of *schema* alone do not say."""
    match schema:
        case MeasurePart():
            return _by_kind(described)
        case ConditionPart():
            return {**described, **_THRESHOLD_BY_OPERATOR}
        case _:
            return described


_THRESHOLD_BY_OPERATOR: Final = {
    "if": {"properties": {"operator": {"const": Operator.MISSING.value}}},
    "then": {"properties": {"threshold": False}},
    "else": {"required": ["threshold"]},
}


def _by_kind(measure: Described) -> Described:
    """A measure takes the fields of its kind alone."""
    return {"description": measure["description"], "oneOf": [_of_kind(kind, measure) for kind in MEASURES]}


def _of_kind(kind: str, measure: Described) -> Described:
    takes, needs = about(MEASURES[kind])
    return {
        "type": "object",
        "properties": {"kind": {"const": kind}, **{name: measure["properties"][name] for name in takes}},
        "required": ["kind", *needs],
        "additionalProperties": False,
    }
