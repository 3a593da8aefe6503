"""Triggers: rows of evidence can be added and never changed, whoever writes to the database.

Alembic's batch mode drops the triggers of a table on SQLite without a word, so all are installed anew after every
migration. A table is listed with its keys: on SQLite `INSERT OR REPLACE` removes the row that stands in the way, past
the trigger on deletion unless the connection asked for it, so a row that would stand in the way is refused first.
"""

from typing import Final

from sqlalchemy import Connection

_SAME_FIRST: Final = " AND ".join(
    (
        "new.supersedes IS NULL AND old.supersedes IS NULL",
        *(f"old.{column} = new.{column}" for column in ("agency_id", "rubric_id", "period_id", "stage")),
    )
)

IMMUTABLE: Final = {
    "audit_event": ("old.id = new.id",),
    "edition_text": ("old.sha256 = new.sha256",),
    "evaluation": ("old.id = new.id", "old.supersedes = new.supersedes", _SAME_FIRST),
}
"""Tables whose rows are never changed, each with the conditions under which a new row would replace an old one."""

_POSTGRESQL_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$
"""


def install_triggers(connection: Connection) -> None:
    """Put every trigger in its present form, in the transaction of *connection*."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRESQL_FUNCTION)
    for table in IMMUTABLE:
        for name, definition in triggers(connection.dialect.name, table).items():
            on_table = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on_table}")
            connection.exec_driver_sql(definition)


def triggers(dialect: str, table: str) -> dict[str, str]:
    """The triggers of *table* by name, as *dialect* (`sqlite` or `postgresql`) writes them."""
    if dialect == "postgresql":
        refuse = "EXECUTE FUNCTION refuse_change()"
        return {
            f"{table}_no_change": f"CREATE TRIGGER {table}_no_change"
            f" BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
            f"{table}_no_truncate": f"CREATE TRIGGER {table}_no_truncate"
            f" BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        }
    return {
        f"{table}_no_{event}": f"CREATE TRIGGER {table}_no_{event} BEFORE {action}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for event, action in _sqlite_events(table).items()
    }


def _sqlite_events(table: str) -> dict[str, str]:
    replaced = " OR ".join(f"({condition})" for condition in IMMUTABLE[table])
    return {
        "update": f"UPDATE ON {table}",
        "delete": f"DELETE ON {table}",
        "replace": f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} AS old WHERE {replaced})",  # noqa: S608 -- ours
    }
