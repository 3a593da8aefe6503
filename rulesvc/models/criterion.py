"""Criteria of an edition: the tree of what is scored."""

from fractions import Fraction

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Exact, Number
from rulesvc.models.content import Content, within


class Criterion(Content, Base):
    """A node of the tree; one without a *parent* is an area."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("edition_id", "code"), within(("parent",), "criterion"))

    code: Mapped[Code]
    parent: Mapped[Code | None]
    name: Mapped[Text] = text("name")
    max_points: Mapped[Number]
    min_points: Mapped[Number]
    step: Mapped[Fraction | None] = mapped_column(Exact)
