"""Health: whether the process lives, and whether it can answer."""

from flask import Response
from sqlalchemy import text

from rules.errors import require
from rulesvc.api.access import database, public
from rulesvc.api.dumps import content_response
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import TablesMissing
from rulesvc.migration import is_current
from rulesvc.schemas.answers import HealthShape

routes = Routes("health", __name__, description="For whoever watches over the service")


@routes.route("/healthz", methods=["GET"])
@routes.doc(security=[])
@routes.response(200, HealthShape, description="the process lives")
@public
def alive() -> Response:
    """Whether the process lives."""
    return content_response({"status": "ok"})


@routes.route("/readyz", methods=["GET"])
@routes.doc(security=[])
@routes.response(200, HealthShape, description="the database answers and has the tables of this version")
@routes.alt_response(503, "SERVICE_UNAVAILABLE")
@public
def ready() -> Response:
    """Whether the database can be reached and has the tables of this version."""
    with database().reading() as session:
        session.execute(text("SELECT 1"))
    require(is_current(database().engine), TablesMissing())
    return content_response({"status": "ok"})
