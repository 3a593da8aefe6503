"""Every address of the application says who may call it; that it keeps to it stands in `test_routes_and_roles`."""

from admin.access import Access
from rulesvc.usecases.abilities import Ability
from wsgi import app

UNDECLARED = {"static", "frame.static", "api-docs.openapi_json", "api-docs.openapi_swagger_ui"}
"""What the frameworks serve: vendored files and the description of the interface, the same for everybody."""

PUBLIC = {
    "health.alive",
    "health.ready",
    "rubric-document.document_form",
    "page-sign-in.away",
    "page-sign-in.enter",
    "page-sign-in.form",
    "page-sign-in.leave",
    "page-sign-in.returned",
}
"""What anybody may see: it shows nothing of any agency."""


def declared() -> dict[str, str | None]:
    """What the view behind each endpoint says about who may call it."""
    views = {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    return {name: getattr(view, "access", None) for name, view in views.items() if name not in UNDECLARED}


def test_every_view_declares_its_access() -> None:
    assert {endpoint: said for endpoint, said in declared().items() if said not in {*Access, *Ability}} == {}


def test_the_public_ones_are_known_by_name() -> None:
    assert {endpoint for endpoint, said in declared().items() if said == "public"} == PUBLIC


def test_the_undeclared_ones_are_there_and_only_read() -> None:
    found = {rule.endpoint: rule.methods for rule in app.url_map.iter_rules() if rule.endpoint in UNDECLARED}
    assert found == {endpoint: {"GET", "HEAD", "OPTIONS"} for endpoint in UNDECLARED}


def test_what_evaluates_a_sheet_that_is_sent_needs_the_scope_for_it() -> None:
    evaluating = {endpoint for endpoint, said in declared().items() if said == "evaluate"}
    trying = {"page-trial.index", "page-trial.try_out"}
    assert evaluating == {"evaluations.create", "evaluations.create_batch", "advice.tried", *trying}
