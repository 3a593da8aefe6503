"""Decision tables of an edition, with their outcomes and assumptions."""

from fractions import Fraction

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Exact
from rulesvc.models.content import Content, within


class DecisionTable(Content, Base):
    """A decision table. *default_outcome* is blank where there is none."""

    __tablename__ = "decision_table"
    __table_args__ = (UniqueConstraint("edition_id", "code"), within(("scope",), "scope"))

    code: Mapped[Code]
    name: Mapped[Text] = text("name")
    subject: Mapped[Code]
    grain: Mapped[Code]
    hit_policy: Mapped[Code]
    scope: Mapped[Code | None]
    default_outcome: Mapped[Code]
    places: Mapped[int | None]


class Assumption(Content, Base):
    """What is assumed in a table and shown wherever its answers are."""

    __tablename__ = "assumption"
    __table_args__ = (
        Index(None, "edition_id", "decision_table"),
        within(("decision_table",), "decision_table", ondelete="CASCADE"),
    )

    decision_table: Mapped[Code]
    wording: Mapped[Text] = text("wording")


class Outcome(Content, Base):
    """What a rule of a table may conclude; positions go from the best downwards."""

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("edition_id", "decision_table", "code"),
        within(("decision_table",), "decision_table", ondelete="CASCADE"),
    )

    decision_table: Mapped[Code]
    code: Mapped[Code]
    name: Mapped[Text] = text("name")
    value: Mapped[Fraction | None] = mapped_column(Exact)
