"""Failures as pages: what happened, in words, and a way on. What is asked for by other systems is told as before."""

from typing import Any, Final

from flask import Blueprint, Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from admin.headers import close_down_strays
from admin.language import spoken
from rules.errors import N_, Refusal, Refused
from rulesvc.api import problems

_FORM_TOO_OLD: Final = N_(
    "This form is no longer valid: it was open too long, or was not sent from this site. Nothing was changed."
)
_TITLES: Final = {
    400: N_("The request cannot be read"),
    403: N_("Not allowed"),
    404: N_("There is no such page"),
    405: N_("This address does not take that"),
    409: N_("In conflict with what is stored"),
    412: N_("Changed by somebody else meanwhile"),
    413: N_("Too large: at most 10 MB"),
    422: N_("Something is not right yet; nothing was stored"),
    429: N_("This is being done already; nothing was stored"),
    500: N_("The service failed; nothing was stored"),
    503: N_("The database cannot be reached or is busy; nothing was stored"),
}
_OTHERWISE: Final = 400


def answer_failures(blueprint: Blueprint) -> None:
    """Answer every failure within *blueprint* with a page."""
    blueprint.register_error_handler(CSRFError, lambda _: _page(400, [spoken().words(_FORM_TOO_OLD)]))
    blueprint.register_error_handler(Refusal, lambda refusal: _refused((refusal,)))
    blueprint.register_error_handler(Refused, lambda together: _refused(together.refusals))
    blueprint.register_error_handler(HTTPException, lambda failure: _page(failure.code or _OTHERWISE))
    blueprint.register_error_handler(Exception, _failed)


def answer_strays(app: Flask) -> None:
    """Answer with a page where a person asks for an address that there is not; no stray answer lacks the headers."""
    app.after_request(close_down_strays)
    app.register_error_handler(NotFound, _stray)
    app.register_error_handler(MethodNotAllowed, _stray)


def _stray(failure: HTTPException) -> Any:
    if request.path.startswith("/api/") or not request.accept_mimetypes.accept_html:
        return problems.refused_by_framework(failure)
    return _page(failure.code or _OTHERWISE)


def _refused(refusals: tuple[Refusal, ...]) -> Response:
    """The words of all *refusals*; where the service itself failed, with the number of the incident."""
    content, into = problems.refused(refusals), spoken()
    return _page(content["status"], [into.say(refusal) for refusal in refusals], content.get("incident", ""))


def _failed(failure: Exception) -> Response:
    content = problems.failed(failure)
    return _page(content["status"], [], content.get("incident", ""))


def _page(status: int, told: list[str] | None = None, incident: str = "") -> Response:
    title = _TITLES.get(status, _TITLES[_OTHERWISE])
    return Response(render_template("pages/failure.html", title=title, told=told or [], incident=incident), status)
