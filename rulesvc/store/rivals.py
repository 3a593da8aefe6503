"""Rivals: whoever adds to a list while somebody else does, waits, and then sees what that one added.

On SQLite whoever writes has waited already.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

from sqlalchemy import Integer, func, literal, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rulesvc.models import Base
from rulesvc.models.base import table


def lock_list(session: Session, model: type[Base]) -> None:
    """Keep others from changing rows of *model* until the commit. They may read them and point at them."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {table(model).name} IN SHARE ROW EXCLUSIVE MODE"))


def lock_name(session: Session, model: type[Base], name: str) -> None:
    """Keep others from locking that *name* among those of *model* until the commit, be there a row of it or not.

    Two names may share a lock: then one waits for the other without need.
    """
    if session.get_bind().dialect.name == "postgresql":
        keys = (literal(crc32(each.encode()) - 2**31, Integer) for each in (table(model).name, name))
        session.execute(select(func.pg_advisory_xact_lock(*keys)))


def insert_missing(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert those *rows* of *model* that are not there, be it since this moment; the others stay as they are."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(table(model)).on_conflict_do_nothing(), list(rows))
