"""Pages of lists that are shown newest first: the cursor of a page is the id that it ended with."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from rulesvc.models.columns import LARGEST_ID


def rows_of_page(
    session: Session,
    wanted: Select[*tuple[Any, ...]],
    key: ColumnElement[int] | InstrumentedAttribute[int],
    *,
    before: int | None,
    limit: int,
) -> tuple[Sequence[Row[Any]], bool]:
    """The *limit* rows with the highest *key* below *before*, and whether more follow."""
    if before is not None:
        wanted = wanted.where(key < min(before, LARGEST_ID))
    rows = session.execute(wanted.order_by(key.desc()).limit(limit + 1)).all()
    return rows[:limit], len(rows) > limit
