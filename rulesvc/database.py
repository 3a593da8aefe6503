"""The database: one engine, and sessions that either only read or may write.

SQLite and PostgreSQL behave alike: a reading session sees one state throughout, a writing session on SQLite takes
the write lock at once (`BEGIN IMMEDIATE`), so that nothing read in it can be overtaken before it commits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, func, select, true
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

BUSY_TIMEOUT: Final = 30_000
"""How long a writer on SQLite waits for another one (milliseconds)."""

_WRITES: Final = "rulesvc_writes"
_ACTOR: Final = "rulesvc_actor"

_SQLITE_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # an answered evaluation survives a power failure
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE deletes rows without their triggers
)


_NO_SUCH_TABLE: Final = ("42P01", "42703")
"""PostgreSQL's codes for a table, or a column, that is not there."""

_SQLITE_SAYS: Final = ("no such table", "no such column")


class Database:
    """Where everything is kept."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writes = writes_at_once(engine)
        self._reads = _reading(engine)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database; whatever it changes is dropped."""
        with Session(self._reads, autoflush=False) as session:
            yield session
            if self._reads is not self.engine:  # a rollback would make psycopg forget all that it has prepared
                session.expunge_all()
                session.commit()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all."""
        with Session(self._writes, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def connect(url: str) -> Database:
    """The database at *url*, `sqlite:///...` or `postgresql://...` (by psycopg 3). Nothing is opened yet."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def lacks_tables(failure: Exception) -> bool:
    """Whether *failure* is that of a query for a table or column that is not there."""
    if not isinstance(failure, DBAPIError):
        return False
    told = failure.orig
    return getattr(told, "sqlstate", None) in _NO_SUCH_TABLE or str(told).startswith(_SQLITE_SAYS)


def act_as(session: Session, person_id: int) -> None:
    """Let the triggers know, until the end of the transaction, that the person with that key acts."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.info[_ACTOR] = person_id
    else:
        connection.execute(select(func.set_config("rulesvc.actor", str(person_id), true())))


def writes_at_once(engine: Engine) -> Engine:
    """*engine* with transactions that take SQLite's write lock when they begin."""
    return engine.execution_options(**{_WRITES: True})


def _reading(engine: Engine) -> Engine:
    """*engine* with transactions that see one state and, on PostgreSQL, cannot write; SQLite's WAL sees one anyway."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver begins no transactions of its own
    connection.create_function(_ACTOR, 0, lambda: record.info.get(_ACTOR))
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma).close()


def _begin_sqlite(connection: Connection) -> None:
    connection.info.pop(_ACTOR, None)
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
