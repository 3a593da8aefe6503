"""Parsing: request bodies and queries, read exactly and refused with every mistake at once."""

from typing import Any, Final, NoReturn

from flask import Request
from flask_smorest import Blueprint
from marshmallow import EXCLUDE, RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.routing import IntegerConverter

from rules.errors import Refused
from rulesvc.schemas.json_text import MOST_LEVELS_OF_RUBRICS, read_json
from rulesvc.schemas.mistakes import NamedTwice, NotAnObject, dotted, mistakes, shown

LARGEST_BODY: Final = 10 * 1024 * 1024
"""Bytes that a request may have."""


class Parser(FlaskParser):
    """Reads JSON exactly, refuses unknown fields and parameters, and says what is wrong in our words."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"query": RAISE, "json": RAISE, "headers": EXCLUDE}  # noqa: RUF012 -- as webargs declares it

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The query of *req*, in which nothing may stand twice: which of the two would be meant?"""
        twice = [(name, values) for name, values in req.args.lists() if len(values) > 1]
        if twice:
            raise Refused(tuple(NamedTwice(name, shown(", ".join(values)), at=(name,)) for name, values in twice))
        return super().load_querystring(req, schema)

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002 -- webargs names the arguments
        """The body of *req*, numbers as they were written."""
        if not req.is_json:
            raise UnsupportedMediaType
        return read_json(body_of(req))

    def handle_error(self, error: ValidationError, req: Request, schema: Schema, **_: Any) -> NoReturn:
        """Raise every mistake with its path."""
        ((location, messages),) = error.messages_dict.items()
        content: Any = read_json(req.get_data()) if location == "json" else req.args.to_dict()
        raise Refused(mistakes(ValidationError(messages), schema, content)) from error


class WholeNumber(IntegerConverter):
    """A whole number in an address, in ASCII digits and short enough for the databases."""

    regex = "[0-9]{1,10}"


CONVERTERS: Final = {"whole": WholeNumber}
"""What may stand in addresses beside text."""


def body_of(req: Request) -> bytes:
    """The body of *req*, whole or not at all.

    Raises: `RequestEntityTooLarge`; `BadRequest` where it breaks off.
    """
    try:
        sent: bytes = req.get_data()
    except HTTPException:
        raise
    except Exception as error:  # the server has kinds of its own for what it cannot read
        raise BadRequest from error
    if len(sent) > LARGEST_BODY:
        raise RequestEntityTooLarge
    return sent


def object_of(req: Request) -> dict[str, Any]:
    """The JSON object that is the body of *req*, a rubric document or a part of one, numbers as they were written.

    Raises: `UnsupportedMediaType`, `NotAnObject`, `Unreadable`.
    """
    if not req.is_json:
        raise UnsupportedMediaType
    sent = read_json(body_of(req), most_levels=MOST_LEVELS_OF_RUBRICS)
    if not isinstance(sent, dict):
        raise NotAnObject(dotted(()), shown(sent))
    return sent


class Routes(Blueprint):
    """A blueprint whose arguments are parsed so."""

    ARGUMENTS_PARSER = Parser()
