"""What all content rows of an edition share.

They refer to each other by code within the edition, so that a whole edition is read by one query a table, and a code
that is changed on a draft is changed wherever it is referred to.
"""

from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.columns import reference


class Content:
    """A row of the content of an edition, at its *position* among the rows of its kind."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-3)
    edition_id: Mapped[int] = reference("edition.id", ondelete="CASCADE", sort_order=-2)
    position: Mapped[int] = mapped_column(sort_order=-1)


def within(columns: tuple[str, ...], target: str, keys: tuple[str, ...] = ("code",), **options: Any) -> Any:
    """That *columns* refer to *keys* of table *target* in the same edition."""
    theirs = [f"{target}.{key}" for key in ("edition_id", *keys)]
    return ForeignKeyConstraint(["edition_id", *columns], theirs, onupdate="CASCADE", **options)
