"""The database that the environment chooses, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from rules.errors import N_, Refusal
from rulesvc.database import Database, connect
from rulesvc.migration import is_current
from rulesvc.settings import read_settings


@dataclass(eq=False)
class DatabaseNotReady(Refusal):
    """A database without tables, or with those of another version."""

    given: str
    words = N_("The database {given} is not set up for this version. Run “rulesvc init” first.")


@contextmanager
def open_database() -> Iterator[Database]:
    """The database, which must be set up.

    Raises: `DatabaseNotReady`, `BadSetting`.
    """
    with connected() as database:
        url = database.engine.url
        absent = url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()
        if absent or not is_current(database.engine):
            raise DatabaseNotReady(shown_url())
        yield database


def require_ready() -> None:
    """Return if the database is set up.

    Raises: as `open_database`.
    """
    with open_database():
        return


@contextmanager
def connected() -> Iterator[Database]:
    """The database, set up or not."""
    database = connect(read_settings().database_url)
    try:
        yield database
    finally:
        database.close()


def shown_url() -> str:
    """Where the database is, without its password."""
    return make_url(read_settings().database_url).render_as_string(hide_password=True)
