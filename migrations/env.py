"""How Alembic runs migrations: in one transaction, one process at a time, with every trigger put back at the end."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from rulesvc.database import connect
from rulesvc.migration import migrating
from rulesvc.models import Base
from rulesvc.models.triggers import drop_triggers, install_triggers
from rulesvc.settings import read_settings


def render_type(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Our own column types are written as what they are kept as: a migration must not change when they do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


ROOM_FOR_SENTENCES = """
CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(200) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
"""
"""Alembic itself would leave 32 letters for the name of a migration."""


def run(connection: Connection) -> None:
    """Run what was asked for, in the transaction of *connection*."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_type,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        connection.exec_driver_sql(ROOM_FOR_SENTENCES)
        drop_triggers(connection)
        context.run_migrations()
        install_triggers(connection)


def run_on(connection: Connection | None) -> None:
    """Run on the *connection* that was handed over, else on the database of the settings."""
    if connection is not None:
        run(connection)
        return
    database = connect(read_settings().database_url)
    with migrating(database.engine) as own:
        run(own)
    database.close()


run_on(context.config.attributes.get("connection"))
