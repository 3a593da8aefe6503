"""Every route and every role: allowed, refused with 403, and refused with 401 without a key.

A route is one line: method, address (with what exists, so that the request is a real one), ability, and a body where
the use-case is to be reached. A test fails for a route that has no line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from rulesvc.database import Database
from rulesvc.models import Role
from rulesvc.usecases.abilities import Ability, abilities
from rulesvc.usecases.keys import NewKey, create_key
from tests.service.calling import Caller, bearer, body_for
from tests.service.databases import NOW
from tests.service.people import person

PUBLIC = "public"
"""Open to everybody: it shows nothing of any agency."""

UNDECLARED = {"static", "api-docs.openapi_json", "api-docs.openapi_swagger_ui"}
"""What the frameworks serve: vendored files and the description of the interface, the same for everybody."""

EVERYBODY = "editor approver issuer appraiser secretary viewer administrator"
MAY = {
    "read": EVERYBODY,
    "evaluate": "editor appraiser secretary",
    "draft": "editor",
    "clear": "approver",
    "issue": "issuer",
    "register": "editor issuer secretary",
    "conclude": "secretary",
    "confirm": "approver secretary",
    "administer": "administrator",
    PUBLIC: EVERYBODY,
}
"""The roles that may, by ability."""


@dataclass(frozen=True)
class Route:
    """A route with a request to it."""

    method: str
    address: str
    ability: str
    body: Any = None

    @property
    def path(self) -> str:
        return "/api/v1" + self.address if self.ability != PUBLIC else self.address


ONE = "/rubrics/so/editions/1"
DOCUMENT = "3396-qd-ubnd"
OF_DOCUMENT = f"/documents/{DOCUMENT}"
CONCLUSION = {"table": "head_rating", "outcome": "hoan-thanh-tot", "reason": "x", "minutes": DOCUMENT}
SHEET = body_for("so-y-te")

ROUTES = [
    Route("GET", "/healthz", PUBLIC),
    Route("GET", "/readyz", PUBLIC),
    Route("GET", "/api/v1/rubric-document.schema.json", PUBLIC),
    Route("GET", "/me", "read"),
    Route("GET", "/evaluations", "read"),
    Route("POST", "/evaluations", "evaluate", SHEET),
    Route("POST", "/evaluations/batch", "evaluate", {"items": [SHEET]}),
    Route("GET", "/evaluations/1", "read"),
    Route("GET", "/evaluations/1/explanation", "read"),
    Route("GET", "/evaluations/1/advice", "read"),
    Route("POST", "/advice", "evaluate", SHEET),
    Route("POST", "/near-threshold", "confirm", {"period": "2022"}),
    Route("POST", "/evaluations/1/replay", "read"),
    Route("GET", "/evaluations/1/conclusions", "read"),
    Route("POST", "/evaluations/1/conclusions", "conclude", CONCLUSION),
    Route("GET", "/conclusions", "read"),
    Route("POST", "/conclusions/1/confirm", "confirm", {}),
    Route("POST", "/conclusions/1/reject", "confirm", {"comment": "x"}),
    Route("GET", "/rubrics", "read"),
    Route("POST", "/rubrics", "draft", {}),
    Route("GET", "/rubrics/so/editions", "read"),
    Route("GET", ONE, "read"),
    Route("GET", f"{ONE}/template", "read"),
    Route("POST", "/rubrics/so/editions", "draft", {"based_on": 1, "periods": ["2022"]}),
    Route("GET", "/rubrics/so/compare?old=1&new=1", "read"),
    Route("GET", f"{ONE}/history", "read"),
    Route("GET", f"{ONE}/impact", "read"),
    Route("GET", f"{ONE}/submission", "read"),
    Route("POST", f"{ONE}/submit", "draft", {}),
    Route("POST", f"{ONE}/discard", "draft", {"comment": "x"}),
    Route("POST", f"{ONE}/return", "clear", {"comment": "x"}),
    Route("POST", f"{ONE}/clear", "clear", {}),
    Route("POST", f"{ONE}/issue", "issue", {"document": DOCUMENT}),
    Route("POST", f"{ONE}/repeal", "issue", {"document": DOCUMENT}),
    Route("GET", f"{ONE}/content/criteria/the-che", "read"),
    Route("POST", f"{ONE}/content/criteria", "draft", {"code": "x"}),
    Route("PATCH", f"{ONE}/content/criteria/the-che", "draft", {"max_points": "9"}),
    Route("DELETE", f"{ONE}/content/criteria/the-che", "draft"),
    Route("GET", f"{ONE}/obstacles", "read"),
    Route("GET", f"{ONE}/warnings", "read"),
    Route("GET", f"{ONE}/check", "read"),
    Route("POST", f"{ONE}/check/proposals", "draft", {"problem": "x"}),
    Route("POST", f"{ONE}/acknowledgements", "draft", {"problem": "x", "reason": "Trình Hội đồng"}),
    Route("DELETE", f"{ONE}/acknowledgements?problem=x", "draft"),
    Route("GET", f"{ONE}/cases", "read"),
    Route("POST", f"{ONE}/cases", "draft", {"name": "x", "period": "2022", "answers": [], "expected": {}}),
    Route("POST", f"{ONE}/generated-cases", "draft"),
    Route("POST", f"{ONE}/cases/x/confirm", "draft", {}),
    Route("DELETE", f"{ONE}/cases/x", "draft"),
    Route("GET", f"{ONE}/origins", "read"),
    Route("PATCH", f"{ONE}/origins", "draft", {"origins": {}}),
    Route("GET", f"{ONE}/periods", "read"),
    Route("PUT", f"{ONE}/periods", "draft", {"periods": []}),
    Route("GET", f"{ONE}/reasons", "read"),
    Route("PATCH", f"{ONE}/reasons", "draft", {"reasons": {}}),
    Route("GET", f"{ONE}/remarks", "read"),
    Route("POST", f"{ONE}/remarks", "read", {"wording": "x"}),
    Route("POST", f"{ONE}/remarks/1/settlement", "draft", {"settles": "accepted", "wording": "x"}),
    Route("GET", "/rubrics/so/resolve?period=2022", "read"),
    Route("GET", "/rubrics/so/example", "read"),
    Route("GET", "/documents", "read"),
    Route("POST", "/documents", "register", {"code": "kh-1", "kind": {"vi": "Kế hoạch"}, "subject": {"vi": "x"}}),
    Route("GET", OF_DOCUMENT, "read"),
    Route("PATCH", OF_DOCUMENT, "register", {"number": "1"}),
    Route("POST", f"{OF_DOCUMENT}/files?name=x.pdf", "register", {}),
    Route("GET", f"{OF_DOCUMENT}/files/" + "0" * 64, "read"),
    Route("POST", f"{OF_DOCUMENT}/relations", "register", {"kind": "amends", "other": "13-2016-qd-ubnd"}),
    Route("DELETE", f"{OF_DOCUMENT}/relations/amends/13-2016-qd-ubnd", "register"),
]


def secrets(database: Database) -> Iterator[tuple[Role, str]]:
    """A key for each role: of a person who has that role alone, with every scope that it allows."""
    for role in Role:
        actor = person(database, f"only-{role.value}", role)
        new = NewKey(actor.person, abilities(actor.roles))
        with database.writing() as session:
            secret = create_key(session, new, actor=actor, now=NOW).secret
        yield role, secret


def status(app: Flask, database: Database, route: Route, secret: str = "") -> int:
    caller = Caller(app, database, bearer(secret) if secret else {})
    return caller.send(route.method, route.path, route.body).status_code


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.address}")
def test_a_route_is_open_to_the_roles_that_have_its_ability_and_to_no_other(
    app: Flask, hai_duong: Database, route: Route
) -> None:
    found = {role: status(app, hai_duong, route, secret) for role, secret in secrets(hai_duong)}
    assert {role for role, code in found.items() if code not in {401, 403}} == set(MAY[route.ability].split())
    assert all(code < 500 for code in found.values()), found
    assert 401 not in found.values()
    assert (status(app, hai_duong, route) == 401) == (route.ability != PUBLIC)


def test_every_route_has_its_line_and_declares_the_ability_that_stands_there(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    listed = {(adapter.match(route.path.partition("?")[0], route.method)[0], route.method): route for route in ROUTES}
    there = {
        (rule.endpoint, method): getattr(app.view_functions[rule.endpoint], "access", None)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint not in UNDECLARED and not rule.endpoint.startswith(("page-", "frame."))
    }
    assert {key: route.ability for key, route in listed.items()} == there
    assert len(listed) == len(ROUTES)


def test_the_roles_have_the_abilities_of_the_table() -> None:
    assert {role.value: set(abilities(frozenset({role}))) for role in Role} == {
        role: {ability for ability in Ability if role in MAY[ability].split()} for role in EVERYBODY.split()
    }


@pytest.mark.parametrize("role", Role)
def test_a_caller_learns_who_they_are_and_what_they_may(app: Flask, hai_duong: Database, role: Role) -> None:
    secret = dict(secrets(hai_duong))[role]
    assert Caller(app, hai_duong, bearer(secret)).get("/api/v1/me").get_json() == {
        "person": f"only-{role.value}",
        "name": f"only-{role.value}",
        "title": "",
        "roles": [role.value],
        "acting_for": [],
        "abilities": [ability for ability in Ability if role in MAY[ability].split()],
    }
