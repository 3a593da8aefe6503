"""The pages, on the reference case in a database of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from admin.registration import register_admin
from rulesvc.application import create_app
from rulesvc.database import Database
from rulesvc.settings import Settings
from tests.admin.browsing import Site, browser
from tests.admin.visiting import Visitor, enrol, quick_passwords
from tests.service.databases import HAI_DUONG, SqliteTemplates
from tests.service.serving import HOST, serving

__all__ = ["browser"]


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    with quick_passwords():
        yield


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplates:
    return SqliteTemplates(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def database(sqlite: SqliteTemplates) -> Iterator[Database]:
    with sqlite.undone(HAI_DUONG) as database:
        yield database


@pytest.fixture(scope="session")
def pages() -> Flask:
    """The application, made once; a test gives it the database."""
    settings = Settings("sqlite://", secret_key="s" * 32)
    app = create_app(settings)
    register_admin(app, settings)
    app.testing = True
    return app


@pytest.fixture
def app(pages: Flask, database: Database) -> Flask:
    pages.extensions["database"] = database
    return pages


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(app.test_client())


@pytest.fixture
def lan(app: Flask, database: Database) -> Visitor:
    """An editor who is signed in."""
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    return Visitor(app.test_client()).sign_in("lan")


@pytest.fixture(scope="session")
def site(sqlite: SqliteTemplates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages as they are served, with an editor `lan` and an approver `minh`; for tests that change nothing."""
    log = tmp_path_factory.mktemp("served") / "log"
    with sqlite.committing(HAI_DUONG) as database:
        enrol(database, "lan", "Nguyễn Thị Lan", "editor")
        enrol(database, "minh", "Trần Văn Minh", "approver")
        with serving(database, {}, log, workers=1) as served:
            yield Site(f"http://{HOST}:{served.port}")


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of the pages are put, to be looked at."""
    folder = Path(__file__).parents[2] / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def an(app: Flask, database: Database) -> Visitor:
    """An administrator who is signed in."""
    enrol(database, "an", "Đỗ Văn An", "administrator")
    return Visitor(app.test_client()).sign_in("an")


@pytest.fixture
def hoa(app: Flask, database: Database) -> Visitor:
    """A viewer who is signed in."""
    enrol(database, "hoa", "Lê Thị Hoa", "viewer")
    return Visitor(app.test_client()).sign_in("hoa")
