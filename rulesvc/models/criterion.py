"""Criteria of an edition: the tree of what is scored."""

from fractions import Fraction

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Exact, Id, Long, Number, reference
from rulesvc.models.content import Content, within


class Criterion(Content, Base):
    """A node of the tree; one without a *parent* is an area.

    *method* and *combined* are canonical JSON, blank where points are given and parts add up.
    """

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("edition_id", "code"), within(("parent",), "criterion"))

    code: Mapped[Code]
    parent: Mapped[Code | None]
    name: Mapped[Text] = text("name")
    max_points: Mapped[Number]
    min_points: Mapped[Number]
    step: Mapped[Fraction | None] = mapped_column(Exact)
    method: Mapped[Long]
    combined: Mapped[Long]
    not_applicable: Mapped[Code]
    extra: Mapped[bool]
    guidance: Mapped[Text] = text("guidance")
    source: Mapped[Text] = text("source")


class CriterionOrigin(Base):
    """That a criterion of an edition comes from one of the edition it is based on.

    Without any it is new; one that comes from several merges them, and several that come from one split it.
    """

    __tablename__ = "criterion_origin"
    __table_args__ = (
        UniqueConstraint("edition_id", "criterion", "origin"),
        within(("criterion",), "criterion", ondelete="CASCADE"),
    )

    id: Mapped[Id]
    edition_id: Mapped[int] = reference("edition.id")
    criterion: Mapped[Code]
    origin: Mapped[Code]
