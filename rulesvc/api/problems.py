"""Problems: every failure as RFC 9457 problem details, in the language asked for. Statuses stand here alone."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final
from uuid import uuid4

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from rules.addresses import UnknownElement
from rules.canonical import canonical
from rules.errors import (
    N_,
    Disagreement,
    EngineFailure,
    InputRefusal,
    Refusal,
    Refused,
    RubricRefusal,
    require,
)
from rules.language import CODES, Language
from rules.number import exact_text
from rulesvc import errors
from rulesvc.api.dumps import instant
from rulesvc.database import lacks_tables
from rulesvc.languages import language
from rulesvc.schemas.json_text import BadCharacter, JsonNumber, Unreadable, is_storable, visible
from rulesvc.schemas.mistakes import shown

_log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"

MOST_TOLD: Final = 100
"""Mistakes that one answer tells; of the others it tells how many there are."""


class Unavailable(Refusal):
    """The service cannot answer now."""


@dataclass(eq=False)
class TablesMissing(Unavailable):
    """A database without the tables of this version."""

    words = N_("The database lacks the tables of this version. Run “rulesvc init” first.")


_STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (errors.Unauthorised, 401),
    (errors.Forbidden, 403),
    (Unreadable, 400),
    (errors.Conflict, 409),
    (errors.PreconditionFailed, 412),
    (InputRefusal, 422),
    (RubricRefusal, 422),
    (errors.PreconditionRequired, 428),
    (errors.Busy, 429),
    (Disagreement, 500),
    (EngineFailure, 500),
    (Unavailable, 503),
)

_TITLES = {
    400: N_("The request cannot be read"),
    401: N_("An API key is needed"),
    403: N_("Not allowed"),
    404: N_("Not found"),
    405: N_("This address does not take that method"),
    409: N_("In conflict with what is stored"),
    412: N_("Changed since it was read; nothing was overwritten"),
    413: N_("The body is too large: at most 10 MB"),
    415: N_("Only JSON is taken: Content-Type application/json"),
    422: N_("The request has mistakes; nothing was stored"),
    428: N_("If-Match is needed; nothing was changed"),
    429: N_("This is being done already; nothing was stored"),
    500: N_("The service failed; nothing was stored"),
    503: N_("The database cannot be reached or is busy; nothing was stored"),
}


def spoken() -> Language:
    """The language asked for: `lang` in the query, then `Accept-Language`, else Vietnamese."""
    wanted = request.args.get("lang", "")
    return language(wanted if wanted in CODES else request.accept_languages.best_match(CODES, CODES[0]))


def status_of(refusal: Refusal) -> int:
    """The HTTP status of *refusal*. What is not found is 404 in the address, and 422 in a field."""
    if isinstance(refusal, errors.NotFound | UnknownElement):
        return 422 if refusal.at else 404
    return next((status for kind, status in _STATUS if isinstance(refusal, kind)), 500)


def problem(status: int, refusals: tuple[Refusal, ...] = (), **more: Any) -> dict[str, Any]:
    """Problem details: what, where, what is allowed."""
    telling = spoken()
    title = telling.words(_TITLES.get(status, _TITLES[400]))
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": " ".join(telling.say(refusal) for refusal in refusals[:3]) or title,
        "errors": [_error(refusal, telling) for refusal in refusals[:MOST_TOLD]],
        **({"more": len(refusals) - MOST_TOLD} if len(refusals) > MOST_TOLD else {}),
        **more,
    }


def errors_of(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    """What is wrong, one by one, in the language asked for."""
    telling = spoken()
    return [_error(refusal, telling) for refusal in refusals]


def refused(refusals: tuple[Refusal, ...]) -> dict[str, Any]:
    """The problem details of *refusals*, all of one request; failures of the service itself are logged."""
    status = max(map(status_of, refusals))
    if status < 500:  # noqa: PLR2004
        return problem(status, refusals)
    incident = uuid4().hex
    _log.error("incident %s: %s", incident, "; ".join(map(str, refusals)))
    return problem(status, refusals, incident=incident)


def failed(failure: Exception) -> dict[str, Any]:
    """The problem details of a *failure*: what happened is logged under the incident and not told.

    Raises: *failure* itself in an application under test.
    """
    missing = (TablesMissing(),) if lacks_tables(failure) else ()
    unavailable = bool(missing) or isinstance(failure, OperationalError)
    if current_app.testing and not unavailable:
        raise failure
    incident = uuid4().hex
    _log.error("incident %s", incident, exc_info=failure)
    return problem(503 if unavailable else 500, missing, incident=incident)


def answer(content: dict[str, Any]) -> Response:
    """*content* as the response."""
    headers = {"WWW-Authenticate": 'Bearer realm="rulesvc"'} if content["status"] == 401 else {}  # noqa: PLR2004
    return Response(canonical(content), content["status"], headers, content_type=MEDIA_TYPE)


def register_problems(app: Flask) -> None:
    """Answer every failure of *app* with problem details."""
    app.before_request(_require_storable_address)
    app.register_error_handler(Refusal, lambda refusal: answer(refused((refusal,))))
    app.register_error_handler(Refused, lambda together: answer(refused(together.refusals)))
    app.register_error_handler(HTTPException, refused_by_framework)
    app.register_error_handler(Exception, lambda failure: answer(failed(failure)))


def _require_storable_address() -> None:
    """Refuse addresses that no database could look up."""
    for text in (request.path, *(text for pair in request.args.items(multi=True) for text in pair)):
        require(is_storable(text), BadCharacter(visible(text)))


def refused_by_framework(failure: HTTPException) -> Response:
    """The problem details of an address or a method that there is not, and the like."""
    response = answer(problem(failure.code or 500))
    if isinstance(failure, MethodNotAllowed):
        response.allow.update(failure.valid_methods or ())
    return response


def _error(refusal: Refusal, telling: Language) -> dict[str, Any]:
    parts = [shown(part) if isinstance(part, str) else str(part) for part in refusal.at]
    pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
    field = ".".join(parts)
    facts = {name: _plain(fact, telling) for name, fact in refusal.facts().items()}
    return {"code": refusal.code, "field": field, "pointer": pointer, "message": telling.say(refusal), "facts": facts}


def _plain(fact: Any, telling: Language) -> Any:
    """*fact* as JSON: numbers as they are written for machines, lists as lists."""
    match fact:
        case None | bool() | int():
            return fact
        case str():
            return shown(fact)
        case Fraction():
            return exact_text(fact)
        case datetime():
            return instant(fact)
        case date():
            return fact.isoformat()
        case tuple():
            return [_plain(each, telling) for each in fact]
        case JsonNumber():
            return fact.text
        case _:
            return telling.written(fact)
