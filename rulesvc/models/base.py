"""What all models share: the names of constraints, and texts in two languages as one value."""

from typing import Any, Final, cast

from sqlalchemy import MetaData, Table
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Composite, DeclarativeBase, composite, mapped_column

from rules.text import Text

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of all models."""

    metadata = MetaData(naming_convention=NAMING)


def table(model: type[Base]) -> Table:
    """The table of *model*, for statements that go past the ORM."""
    return cast("Table", model.__table__)


def text(name: str) -> Composite[Any]:
    """A `rules.text.Text` in the columns *name*`_vi` and *name*`_en`."""
    return composite(
        Text,
        mapped_column(f"{name}_vi", LongText, nullable=False),
        mapped_column(f"{name}_en", LongText, nullable=False, default=""),
    )
