"""Every address of the application says who may call it, and keeps to it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from rulesvc.usecases.keys import SCOPES
from tests.service.calling import bearer, new_key
from tests.service.databases import HAI_DUONG, SqliteTemplates
from wsgi import app

UNDECLARED = {"static", "api-docs.openapi_json", "api-docs.openapi_swagger_ui"}
"""What the frameworks serve: vendored files and the description of the interface, the same for everybody."""

PUBLIC = {"health.alive", "health.ready", "pages.start", "rubric-document.document_form"}
"""What anybody may see: it shows nothing of any agency."""

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def access(rule: Rule) -> str | None:
    """What the view behind *rule* says about who may call it."""
    found: str | None = getattr(app.view_functions[rule.endpoint], "access", None)
    return found


def declared() -> dict[str, str | None]:
    return {rule.endpoint: access(rule) for rule in app.url_map.iter_rules() if rule.endpoint not in UNDECLARED}


def calls() -> Iterator[tuple[str, str, str]]:
    """Every address with a scope: method, path and scope."""
    for rule in app.url_map.iter_rules():
        scope = access(rule)
        if scope in SCOPES:
            path = re.sub(r"<[^>]*(number|evaluation)>", "1", rule.rule).replace("<string:code>", "so")
            yield from ((method, path, scope) for method in METHODS if method in (rule.methods or ()))


CALLS = sorted(calls())


def test_every_view_declares_its_access() -> None:
    assert {endpoint: said for endpoint, said in declared().items() if said not in {"public", *SCOPES}} == {}


def test_the_public_ones_are_known_by_name() -> None:
    assert {endpoint for endpoint, said in declared().items() if said == "public"} == PUBLIC


def test_the_undeclared_ones_are_there_and_only_read() -> None:
    found = {rule.endpoint: rule.methods for rule in app.url_map.iter_rules() if rule.endpoint in UNDECLARED}
    assert found == {endpoint: {"GET", "HEAD", "OPTIONS"} for endpoint in UNDECLARED}


def test_what_stores_evaluations_needs_the_scope_for_it() -> None:
    evaluating = {path for _, path, scope in CALLS if scope == "evaluate"}
    assert evaluating == {"/api/v1/evaluations", "/api/v1/evaluations/batch"}


def test_every_path_of_the_table_has_all_its_parts() -> None:
    assert len(CALLS) == 11
    assert [path for _, path, _ in CALLS if "<" in path] == []


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, ...], str]]:
    """Keys by their scopes, for a database that the application has while the tests of this module run."""
    with SqliteTemplates(tmp_path_factory.mktemp("access")).committing(HAI_DUONG) as database:
        before, app.extensions["database"] = app.extensions["database"], database
        yield {scopes: new_key(database, scopes).secret for scopes in (("read",), ("evaluate",))}
        app.extensions["database"] = before


@pytest.fixture
def client() -> FlaskClient:
    real: Flask = app
    return real.test_client()


@pytest.mark.parametrize(("method", "path", "scope"), CALLS)
@pytest.mark.usefixtures("keys")
def test_without_a_key_it_is_closed(client: FlaskClient, method: str, path: str, scope: str) -> None:
    assert client.open(path, method=method).status_code == 401, scope


@pytest.mark.parametrize(("method", "path", "scope"), CALLS)
def test_with_a_key_for_something_else_it_is_closed(
    client: FlaskClient, keys: dict[tuple[str, ...], str], method: str, path: str, scope: str
) -> None:
    (other,) = (secret for scopes, secret in keys.items() if scope not in scopes)
    assert client.open(path, method=method, headers=bearer(other)).status_code == 403


@pytest.mark.parametrize(("method", "path", "scope"), CALLS)
def test_with_the_right_key_it_is_open(
    client: FlaskClient, keys: dict[tuple[str, ...], str], method: str, path: str, scope: str
) -> None:
    response = client.open(path, method=method, headers=bearer(keys[(scope,)]))
    assert response.status_code not in {401, 403}
    assert response.status_code < 500
