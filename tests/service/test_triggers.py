"""Rows of evidence can be added and never changed, whoever writes to the database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    create_engine,
    delete,
    insert,
    literal,
    select,
    text,
    true,
    update,
)
from sqlalchemy.exc import DBAPIError

from rulesvc import models
from rulesvc.database import Database
from rulesvc.models.triggers import IMMUTABLE, install_triggers, triggers
from rulesvc.store.persons import Actor
from tests.service.asking import evaluated, request_for

REFUSED = pytest.raises(DBAPIError, match="is append-only")
TABLES = models.Base.metadata.tables


@contextmanager
def connection_to(database: Database) -> Iterator[Connection]:
    with database.writing() as session:
        yield session.connection()


def installed(connection: Connection) -> set[str]:
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    return set(connection.scalars(text(names[connection.dialect.name])))


def wanted(dialect: str) -> set[str]:
    return {name for table in IMMUTABLE for name in triggers(dialect, table)}


def test_every_trigger_is_there_and_no_other(hai_duong: Database, dialect: str) -> None:
    with connection_to(hai_duong) as connection:
        assert installed(connection) == wanted(dialect)


def test_installing_again_brings_back_what_is_missing(hai_duong: Database, dialect: str) -> None:
    name = min(wanted(dialect))
    with connection_to(hai_duong) as connection:
        on_table = " ON audit_event" if dialect == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {name}{on_table}"))
        install_triggers(connection)
        assert installed(connection) == wanted(dialect)


@pytest.mark.parametrize("name", IMMUTABLE)
def test_rows_cannot_be_updated(hai_duong: Database, name: str) -> None:
    last = list(TABLES[name].columns)[-1]
    with REFUSED, connection_to(hai_duong) as connection:
        connection.execute(update(TABLES[name]).values({last: last}))


@pytest.mark.parametrize("name", IMMUTABLE)
def test_rows_cannot_be_deleted(hai_duong: Database, name: str) -> None:
    with REFUSED, connection_to(hai_duong) as connection:
        connection.execute(delete(TABLES[name]))


@pytest.mark.parametrize("name", IMMUTABLE)
def test_tables_cannot_be_emptied_at_once(hai_duong: Database, dialect: str, name: str) -> None:
    if dialect == "sqlite":
        return  # it has no TRUNCATE
    with REFUSED, connection_to(hai_duong) as connection:
        connection.execute(text(f"TRUNCATE {name} CASCADE"))


def replacing(name: str, changes: Mapping[str, int], chosen: ColumnElement[bool]) -> Insert:
    """A statement that copies the *chosen* rows over whatever stands in their way."""
    columns = TABLES[name].columns
    copied = [literal(changes[each.name]).label(each.name) if each.name in changes else each for each in columns]
    return insert(TABLES[name]).prefix_with("OR REPLACE").from_select(list(columns), select(*copied).where(chosen))


@pytest.mark.parametrize("name", IMMUTABLE)
def test_a_row_cannot_be_replaced(hai_duong: Database, dialect: str, name: str) -> None:
    if dialect == "postgresql":
        return  # it has no REPLACE
    with REFUSED, connection_to(hai_duong) as connection:
        connection.execute(replacing(name, {}, true()))


@pytest.mark.parametrize("first", [True, False])
def test_nor_can_a_place_in_a_chain_by_a_connection_that_asks_for_nothing(
    committing: Database, dialect: str, *, first: bool
) -> None:
    if dialect == "postgresql":
        return  # it has no REPLACE
    evaluated(committing, request_for("so-y-te"), Actor(1, "init"))
    superseding = models.Evaluation.supersedes
    chosen = superseding.is_(None) if first else superseding.is_not(None)
    plain = create_engine(committing.engine.url)
    with plain.connect() as connection, REFUSED:
        connection.execute(replacing("evaluation", {"id": 99_999}, chosen))
    plain.dispose()


def test_rows_can_still_be_added(hai_duong: Database, actor: Actor) -> None:
    assert evaluated(hai_duong, request_for("so-y-te"), actor).id is not None
