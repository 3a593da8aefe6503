"""When something fails: the state is told, what is inside is not, and every error has one form."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text, update
from werkzeug.test import TestResponse

from admin.registration import register_admin
from rulesvc import models
from rulesvc.application import create_app
from rulesvc.database import Database, connect
from rulesvc.models.triggers import drop_triggers
from rulesvc.settings import Settings
from tests.service.calling import EVALUATIONS, PROBLEM, RUBRICS, Caller, bearer, body_for, new_key, rows
from tests.service.databases import BARE, Templates

INSIDE = ("Traceback", 'File "', "sqlalchemy", "sqlite3", "psycopg", "SELECT", "secret-of-the-house", "rulesvc/")


def told(response: TestResponse, status: int) -> dict[str, object]:
    """The problem details in *response*, which say nothing of the inside."""
    assert (response.status_code, response.content_type) == (status, PROBLEM), response.text
    assert [word for word in INSIDE if word in response.text] == []
    found: dict[str, object] = response.get_json()
    return found


# ---- health ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_whoever_watches_needs_no_key(app: Flask, hai_duong: Database, path: str) -> None:
    response = Caller(app, hai_duong).get(path)
    assert (response.status_code, response.get_json()) == (200, {"status": "ok"})


@pytest.fixture(params=["sqlite", "postgresql"])
def unreachable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that is not there."""
    urls = {
        "sqlite": f"sqlite:///{tmp_path}/secret-of-the-house/none.db",
        "postgresql": f"postgresql://secret-of-the-house@/none?host={tmp_path}",
    }
    with closing(connect(urls[request.param])) as database:
        yield database


def test_a_database_that_cannot_be_reached_is_not_ready(app: Flask, unreachable: Database) -> None:
    caller = Caller(app, unreachable, {"Accept-Language": "en"})
    assert caller.get("/healthz").status_code == 200
    found = told(caller.get("/readyz"), 503)
    assert found["title"] == "The database cannot be reached or is busy; nothing was stored"


@pytest.mark.parametrize("path", [RUBRICS, EVALUATIONS, f"{EVALUATIONS}/1/explanation"])
def test_without_a_database_every_request_is_told_so(app: Flask, unreachable: Database, path: str) -> None:
    found = told(Caller(app, unreachable, bearer("a.b")).get(path), 503)
    assert str(found["title"]).startswith("Không kết nối được cơ sở dữ liệu")


def test_a_database_without_tables_is_not_ready(app: Flask, tmp_path: Path) -> None:
    with closing(connect(f"sqlite:///{tmp_path}/empty.db")) as database:
        found = told(Caller(app, database).get("/readyz?lang=en"), 503)
    assert found["detail"] == "The database lacks the tables of this version. Run “rulesvc init” first."


@pytest.mark.parametrize("path", [RUBRICS, EVALUATIONS, f"{EVALUATIONS}/1/explanation"])
def test_without_tables_every_request_is_told_to_set_them_up(app: Flask, templates: Templates, path: str) -> None:
    with templates.committing(BARE) as database:
        found = told(Caller(app, database, bearer("a.b")).get(f"{path}?lang=en"), 503)
    assert found["detail"] == "The database lacks the tables of this version. Run “rulesvc init” first."


def test_a_database_of_another_version_is_not_ready(app: Flask, committing: Database) -> None:
    with committing.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000_earlier'"))
    assert str(told(Caller(app, committing).get("/readyz"), 503)["detail"]).startswith("Cơ sở dữ liệu chưa")


# ---- failures --------------------------------------------------------------------------------------------------------


@pytest.fixture
def failing(hai_duong: Database) -> Caller:
    """A caller of an application that has an address at which it fails."""
    settings = Settings("sqlite://")
    app = create_app(settings)
    register_admin(app, settings)

    @app.route("/fails")
    def fails() -> str:
        raise RuntimeError("secret-of-the-house")

    return Caller(app, hai_duong, bearer(new_key(hai_duong).secret))


def test_a_failure_is_logged_whole_and_told_by_its_number(failing: Caller, caplog: pytest.LogCaptureFixture) -> None:
    found = told(failing.get("/fails?lang=en"), 500)
    assert found["title"] == "The service failed; nothing was stored"
    assert f"incident {found['incident']}" in caplog.text
    assert "RuntimeError: secret-of-the-house" in caplog.text


def changed_behind_the_service(database: Database, kind: type[models.Base], **values: object) -> None:
    """Overwrite every row of a *kind*, past the triggers."""
    with database.writing() as session:
        drop_triggers(session.connection())
        session.execute(update(kind).values(**values))


def test_a_stored_result_that_cannot_be_read_is_a_failure(api: Caller, caplog: pytest.LogCaptureFixture) -> None:
    changed_behind_the_service(api.database, models.Evaluation, result=b"secret-of-the-house")
    for path in ("1", "1/explanation"):
        found = told(api.get(f"{EVALUATIONS}/{path}"), 500)
        assert f"incident {found['incident']}" in caplog.text


def test_the_content_of_an_edition_that_was_changed_is_noticed(api: Caller, caplog: pytest.LogCaptureFixture) -> None:
    changed_behind_the_service(api.database, models.EditionText, content=b"{}")
    found = told(api.post(f"{EVALUATIONS}/1/replay?lang=en"), 500)
    assert "It was changed behind the service." in str(found["detail"])
    assert f"incident {found['incident']}" in caplog.text


def test_items_of_a_batch_that_fail_are_told_one_by_one(api: Caller, caplog: pytest.LogCaptureFixture) -> None:
    before = rows(api.database)
    with api.database.writing() as session:
        session.execute(text("ALTER TABLE previous_fact RENAME TO gone"))
    response = api.post(f"{EVALUATIONS}/batch", {"items": [body_for("so-noi-vu"), {}, body_for("tu-ky")]})
    assert response.status_code == 200
    assert [word for word in INSIDE if word in response.text] == []
    first, refused, last = response.get_json()["items"]
    assert refused["status"] == 422
    assert {first["status"], last["status"]} <= {500, 503}
    assert all(f"incident {item['problem']['incident']}" in caplog.text for item in (first, last))
    assert rows(api.database) == before


# ---- one form for every error ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "TRACE", "PROPFIND"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (EVALUATIONS, {"GET", "HEAD", "POST", "OPTIONS"}),
        (f"{EVALUATIONS}/1", {"GET", "HEAD", "OPTIONS"}),
        (f"{EVALUATIONS}/batch", {"POST", "OPTIONS"}),
        ("/healthz", {"GET", "HEAD", "OPTIONS"}),
        ("/", {"GET", "HEAD", "OPTIONS"}),
        ("/openapi.json", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_another_method_is_refused_with_those_that_are_taken(
    api: Caller, method: str, path: str, allowed: set[str]
) -> None:
    response = api.client.open(path, method=method, headers=api.headers)
    assert told(response, 405)["title"] == "Địa chỉ này không nhận phương thức đã dùng"
    assert set(response.allow) == allowed


@pytest.mark.parametrize("path", [RUBRICS, EVALUATIONS, "/healthz", "/sign-in/", "/docs", "/openapi.json"])
def test_head_answers_as_get_without_a_body(api: Caller, path: str) -> None:
    head = api.client.head(path, headers=api.headers)
    got = api.get(path)
    assert (head.status_code, head.data) == (200, b"")
    assert (head.content_type, head.content_length) == (got.content_type, got.content_length)


def test_head_of_what_is_not_there_has_no_body_either(api: Caller) -> None:
    head = api.client.head("/nowhere")
    assert (head.status_code, head.data, head.content_type) == (404, b"", PROBLEM)


def test_options_tells_the_methods_and_needs_no_key(app: Flask, hai_duong: Database) -> None:
    response = Caller(app, hai_duong).client.options(f"{EVALUATIONS}/1/replay")
    assert (response.status_code, set(response.allow)) == (200, {"OPTIONS", "POST"})
