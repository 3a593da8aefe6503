"""Facts of earlier periods that were decided outside this service, so that the first year can look back."""

from fractions import Fraction

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Exact, Id, reference


class PreviousFact(Base):
    """What is known of an agency in a period without a rubric; blank is not known. *percent* is for people alone."""

    __tablename__ = "previous_fact"
    __table_args__ = (UniqueConstraint("agency_id", "period_id"), CheckConstraint("rank >= 1", "rank"))

    id: Mapped[Id]
    agency_id: Mapped[int] = reference("agency.id")
    period_id: Mapped[int] = reference("period.id", index=True)
    rank: Mapped[int | None]
    reviewed: Mapped[bool | None]
    percent: Mapped[Fraction | None] = mapped_column(Exact)
    provenance: Mapped[Text] = text("provenance")


class PreviousOutcome(Base):
    """The outcome of a decision in an earlier period, by the code that the rubric's tables use."""

    __tablename__ = "previous_outcome"

    fact_id: Mapped[int] = reference("previous_fact.id", ondelete="CASCADE", primary_key=True)
    decision_table: Mapped[Code] = mapped_column(primary_key=True)
    outcome: Mapped[Code]
