"""Bringing a database to the present models: by the service itself, without a file of settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from rulesvc.database import writes_at_once

_LOCK: Final = 7_305_816_240_119_541
"""Any number, as long as no other program takes the same advisory lock on this PostgreSQL database."""


def upgrade(engine: Engine) -> None:
    """Run the migrations that *engine*'s database lacks. Processes that start together wait for each other."""
    with migrating(engine) as connection:
        command.upgrade(configuration(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Run the migrations after *revision* backwards; `base` is an empty database."""
    with migrating(engine) as connection:
        command.downgrade(configuration(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether *engine*'s database has all migrations."""
    heads = ScriptDirectory.from_config(configuration()).get_heads()
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def configuration(connection: Connection | None = None) -> Config:
    """What Alembic needs to know, with the *connection* to work on."""
    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction, alone, and on SQLite without foreign keys until the end.

    Batch mode copies a table and drops the old one: with foreign keys on, its children would be deleted along with it.

    Raises: `IntegrityError` if a row would point at nothing; then nothing has changed.
    """
    with writes_at_once(engine).connect() as connection:
        _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection
                _check_foreign_keys(connection)
        finally:
            _foreign_keys(connection, on=True)


def _folder() -> Path:
    spec = find_spec("migrations")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("migrations")
    return Path(spec.origin).parent


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Straight on the driver: inside a transaction SQLite ignores this pragma."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}").close()


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise IntegrityError("PRAGMA foreign_key_check", None, ValueError(f"rows that point at nothing: {broken}"))
