"""Databases made ready once and given to each test as good as new."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from rulesvc.database import Database, connect
from rulesvc.migration import upgrade
from rulesvc.settings import REFERENCE_CASE
from rulesvc.usecases.persons import system_actor
from rulesvc.usecases.reference_case import load_reference_case
from tests.service.postgres import Postgres

NOW = datetime(2023, 2, 1, 8, 30, 0, 123456, tzinfo=UTC)

BARE, EMPTY, HAI_DUONG = "bare", "empty", "hai_duong"


class Templates(Protocol):
    """Databases by name: `bare` has no tables, `empty` has all migrations, `hai_duong` the reference case too."""

    def undone(self, name: str) -> AbstractContextManager[Database]:
        """One whose changes are gone afterwards, for a single thread."""

    def committing(self, name: str) -> AbstractContextManager[Database]:
        """One of its own that really commits, for threads and processes."""


class SqliteTemplates:
    """Files that are copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = count()
        self._shared: dict[str, Database] = {}
        (folder / f"{BARE}.db").touch()
        for name in (EMPTY, HAI_DUONG):
            with closing(connect(f"sqlite:///{folder}/{name}.db")) as database:
                upgrade(database.engine)
                if name == HAI_DUONG:
                    load(database)

    @contextmanager
    def committing(self, name: str) -> Iterator[Database]:
        path = self._folder / f"{name}-{next(self._copies)}.db"
        shutil.copyfile(self._folder / f"{name}.db", path)
        with closing(connect(f"sqlite:///{path}")) as database:
            yield database
        for file in self._folder.glob(path.name + "*"):
            file.unlink()

    @contextmanager
    def undone(self, name: str) -> Iterator[Database]:
        path = self._folder / f"{name}-shared.db"
        for file in self._folder.glob(path.name + "-*"):
            file.unlink()
        shutil.copyfile(self._folder / f"{name}.db", path)
        if name not in self._shared:
            self._shared[name] = connect(f"sqlite:///{path}")
        with closing(self._shared[name]) as database:
            yield database


class PostgresTemplates:
    """Databases that are copied; where one thread suffices, one transaction on a shared copy is quicker."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._copies = count()
        self._shared: dict[str, Database] = {}
        server.create(BARE)
        with closing(connect(server.create(EMPTY))) as database:
            upgrade(database.engine)
        with closing(connect(server.create(HAI_DUONG, EMPTY))) as database:
            load(database)

    @contextmanager
    def committing(self, name: str) -> Iterator[Database]:
        copy = f"{name}_{next(self._copies)}"
        with closing(connect(self._server.create(copy, name))) as database:
            yield database
        self._server.drop(copy)

    @contextmanager
    def undone(self, name: str) -> Iterator[Database]:
        if name not in self._shared:
            self._shared[name] = connect(self._server.create(f"{name}_shared", name))
        with self._shared[name].engine.connect() as connection, connection.begin() as everything:
            yield OneTransaction(connection)
            everything.rollback()

    def close(self) -> None:
        for database in self._shared.values():
            database.close()


class OneTransaction(Database):
    """A database whose sessions are savepoints of one transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.engine)
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self._session() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self._session() as session, session.begin():
            yield session

    def _session(self) -> Session:
        return Session(self._connection, join_transaction_mode="create_savepoint", expire_on_commit=False)


def load(database: Database) -> dict[str, int]:
    with database.writing() as session:
        actor = system_actor(session, "init", now=NOW)
        return load_reference_case(session, REFERENCE_CASE, actor=actor, now=NOW)
