"""Conclusions: what the council decided about an agency, beside what the engine says."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Instant, Long, Moment, reference


class ConclusionStatus(StrEnum):
    """Whether a second person has confirmed what was entered."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


_OPEN = sql("status = 'proposed'")


class Conclusion(Base):
    """The *outcome* of a *decision_table* that the council concluded on for an evaluation.

    Of the confirmed ones the newest along the chain of evaluations holds; on a table of an evaluation one at a time
    waits to be decided. *document_id* are the minutes, *comment* is what whoever decided says. The votes are as the
    minutes count them, if they do; *votes_abstaining* are all that are neither for nor against.
    """

    __tablename__ = "conclusion"
    __table_args__ = (
        CheckConstraint("status IN ('proposed', 'confirmed', 'rejected')", "status"),
        CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", "decided_by_somebody"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", "decided_sometime"),
        CheckConstraint("decided_by <> proposed_by", "second_person"),
        CheckConstraint(
            "(votes_in_favour IS NULL) = (votes_against IS NULL)"
            " AND (votes_in_favour IS NULL) = (votes_abstaining IS NULL)",
            "votes_all_or_none",
        ),
        CheckConstraint("votes_in_favour >= 0 AND votes_against >= 0 AND votes_abstaining >= 0", "votes_counted"),
        Index(None, "evaluation_id", "decision_table"),
        Index(
            "uq_conclusion_open",
            "evaluation_id",
            "decision_table",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[Id]
    evaluation_id: Mapped[int] = reference("evaluation.id")
    decision_table: Mapped[Code]
    outcome: Mapped[Code]
    reason: Mapped[Long]
    document_id: Mapped[int] = reference("document.id", index=True)
    status: Mapped[Code]
    proposed_by: Mapped[int] = reference("person.id", index=True)
    proposed_at: Mapped[Moment]
    decided_by: Mapped[int | None] = reference("person.id", index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    comment: Mapped[Long] = mapped_column(default="", server_default="")
    votes_in_favour: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_abstaining: Mapped[int | None]
    reserved_opinions: Mapped[Long] = mapped_column(default="", server_default="")
