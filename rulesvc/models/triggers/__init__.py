"""Triggers: what the database itself refuses, whoever writes to it.

Alembic's batch mode drops the triggers of a table on SQLite without a word, and SQLite does not rename a table that
triggers elsewhere speak of. So all are taken away before a migration and installed anew after it.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from sqlalchemy import Connection, inspect, text

from rulesvc.models.triggers.append_only import append_only
from rulesvc.models.triggers.editions import editions
from rulesvc.models.triggers.names import names
from rulesvc.models.triggers.papers import papers
from rulesvc.models.triggers.trigger import Trigger

_LATEST: Final = ("conclusion", "reserved_opinions")
"""The table and its column without which a database is older than the triggers."""

_INSTALLED: Final = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}
_REFUSE_TRUNCATE: Final = """
CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$
"""


def triggers(dialect: str) -> dict[str, Trigger]:
    """All triggers by name, as *dialect* (`sqlite` or `postgresql`) writes them."""
    guards = tuple(chain(append_only(dialect), editions(dialect), papers(dialect), names(dialect)))
    return {each.name: each for each in (*guards, *_never_emptied(dialect, guards))}


def install_triggers(connection: Connection) -> None:
    """Put every trigger in its present form, in the transaction of *connection*, on the tables that there are yet.

    An older database has none.
    """
    drop_triggers(connection)
    if not _has(connection, *_LATEST):
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_REFUSE_TRUNCATE)
    there = set(inspect(connection).get_table_names())
    for trigger in triggers(connection.dialect.name).values():
        if trigger.table not in there:
            continue
        if trigger.function:
            connection.exec_driver_sql(trigger.function)
        connection.exec_driver_sql(trigger.definition)


def drop_triggers(connection: Connection) -> None:
    """Take every trigger away."""
    dialect = connection.dialect.name
    for name, table in connection.execute(text(_INSTALLED[dialect])).all():
        on_table = f" ON {table}" if dialect == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on_table}")


def _has(connection: Connection, table: str, column: str) -> bool:
    found = inspect(connection)
    return table in found.get_table_names() and column in {each["name"] for each in found.get_columns(table)}


def _never_emptied(dialect: str, guards: tuple[Trigger, ...]) -> Iterator[Trigger]:
    """PostgreSQL empties a table past the triggers on its rows."""
    if dialect == "postgresql":
        for table in sorted({guard.table for guard in guards}):
            name = f"{table}_guard_truncate"
            refuse = f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_truncate()"
            yield Trigger(name, table, refuse)
