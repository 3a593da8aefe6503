"""Impact over HTTP: what an edition, most often a draft, would change for the result sheets that are stored."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request

from rulesvc.api.access import database, requires
from rulesvc.api.dumps import content_response, edition
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import spoken
from rulesvc.schemas.impact import ImpactQuery, ImpactShape
from rulesvc.usecases.alone import Long, alone
from rulesvc.usecases.impact import open_trial
from rulesvc.usecases.impact_words import impact_content, impact_text, scene_of

routes = Routes("impact", __name__, url_prefix="/api/v1/rubrics", description="What an edition would change")


@routes.route("/<string:code>/editions/<whole(max=999999999):number>/impact", methods=["GET"])
@requires("read")
@routes.arguments(ImpactQuery, location="query", as_kwargs=True)
@routes.response(200, ImpactShape)
@routes.alt_response(200, content_type="text/plain", description="the impact, line by line")
def impact(code: str, number: int, *, period: Sequence[str] = (), **_: Any) -> Response:
    """What an edition would change for stored result sheets: who changes and why; with `Accept: text/plain` in words.

    Stores nothing. Answers that mean something else in the edition, or nothing, are listed and not guessed.
    """
    with database().reading() as session, alone(session, Long.IMPACT):
        trial = open_trial(session, code, number, tuple(period))
        found, scene = trial.impact(), scene_of(trial, spoken())
    if request.accept_mimetypes.best_match(("application/json", "text/plain")) == "text/plain":
        lines = "".join(f"{line}\n" for line in impact_text(found, scene))
        return Response(lines, content_type="text/plain; charset=utf-8")
    return content_response({"edition": edition(trial.line), **impact_content(found, scene)})
