"""Persons over HTTP: who calls."""

from typing import Any

from flask import Response

from rulesvc.api.access import caller, database, requires
from rulesvc.api.dumps import content_response
from rulesvc.api.parsing import Routes
from rulesvc.models.person import Role
from rulesvc.schemas.answers import CallerShape
from rulesvc.schemas.evaluation import Query
from rulesvc.usecases.persons import find_person

routes = Routes("persons", __name__, url_prefix="/api/v1", description="Who calls, and what they may do")


@routes.route("/me", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, CallerShape)
def me(**_: Any) -> Response:
    """Who the key belongs to, the roles of that person today, and what the key may do."""
    verified = caller()
    actor = verified.actor
    with database().reading() as session:
        person = find_person(session, actor.person)
    return content_response(
        {
            "person": person.code,
            "name": person.name,
            "title": person.title,
            "roles": [role.value for role in Role if role in actor.roles],
            "acting_for": list(actor.acting_for),
            "abilities": list(verified.scopes),
        }
    )
