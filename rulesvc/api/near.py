"""Who is near a threshold over HTTP. It is no address to be fetched ahead or kept: each viewing is logged."""

from typing import Any

from flask import Response

from rulesvc.api.access import caller, database, now, requires
from rulesvc.api.dumps import content_response
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import spoken
from rulesvc.schemas.evaluation import Query
from rulesvc.schemas.near import NearBody, NearListShape
from rulesvc.usecases.near import WITHIN, view_near
from rulesvc.usecases.near_words import near_content

routes = Routes("near", __name__, url_prefix="/api/v1/near-threshold", description="Whose rating hangs on little")


@routes.route("", methods=["POST"])
@requires("confirm")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(NearBody)
@routes.response(200, NearListShape)
def view(body: dict[str, Any], **_: Any) -> Response:
    """The agencies of a period that are near a threshold. Who looked, when and how far is entered in the audit."""
    with database().writing() as session:
        found = view_near(session, body["period"], body.get("distance", WITHIN), actor=caller().actor, now=now())
    return content_response(near_content(found, spoken()))
