"""Each test of the service runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask

from admin.registration import register_admin
from rulesvc.application import create_app
from rulesvc.database import Database
from rulesvc.settings import Settings
from rulesvc.store.persons import Actor
from rulesvc.usecases import passwords
from rulesvc.usecases.persons import system_actor
from tests.service.calling import Caller, bearer, new_key
from tests.service.databases import EMPTY, HAI_DUONG, NOW, PostgresTemplates, SqliteTemplates, Templates
from tests.service.postgres import Postgres, running_postgres


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL a test is thorough, unless it is about what the databases themselves promise.

    What stands above the use-cases, which are tested on both, may be tested on SQLite alone.
    """
    left_out = []
    for item in items:
        asked = getattr(item, "callspec", None)
        if asked is None or asked.params.get("dialect") != "postgresql":
            continue
        if item.get_closest_marker("on_sqlite"):
            left_out.append(item)
        elif not item.get_closest_marker("on_both"):
            item.add_marker(pytest.mark.thorough)
    config.hook.pytest_deselected(items=left_out)
    gone = {item.nodeid for item in left_out}
    items[:] = [item for item in items if item.nodeid not in gone]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """The database at hand."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def templates(
    dialect: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Templates]:
    if dialect == "sqlite":
        yield SqliteTemplates(tmp_path_factory.mktemp("sqlite"))
        return
    templates = PostgresTemplates(request.getfixturevalue("postgres"))
    yield templates
    templates.close()


@pytest.fixture
def database(templates: Templates) -> Iterator[Database]:
    """All migrations and nothing else; one thread only."""
    with templates.undone(EMPTY) as database:
        yield database


@pytest.fixture
def hai_duong(templates: Templates) -> Iterator[Database]:
    """The reference case; one thread only."""
    with templates.undone(HAI_DUONG) as database:
        yield database


@pytest.fixture
def committing(templates: Templates) -> Iterator[Database]:
    """The reference case in a database that really commits: for threads and processes."""
    with templates.committing(HAI_DUONG) as database:
        yield database


@pytest.fixture
def actor(hai_duong: Database) -> Actor:
    """Who acts on the reference case."""
    with hai_duong.writing() as session:
        return system_actor(session, "tester", now=NOW)


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords hashed by the same algorithm with less work; the parameters themselves are tested apart."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with monkeypatch.context() as patched:
        patched.setattr(passwords, "HASHER", quick)
        yield


@pytest.fixture(scope="session")
def app() -> Flask:
    """The application with its pages; a `Caller` gives it the database."""
    settings = Settings("sqlite://")
    app = create_app(settings)
    register_admin(app, settings)
    return app


@pytest.fixture
def api(app: Flask, hai_duong: Database) -> Caller:
    """Another system that may do everything, on the reference case."""
    return Caller(app, hai_duong, bearer(new_key(hai_duong).secret))
