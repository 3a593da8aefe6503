"""Which edition applies to which period, and as known when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Id, Instant, Moment, reference

_OPEN = text("until IS NULL")


class Applicability(Base):
    """That an edition applies to a period, known from *since* until *until*; two can never be open at once."""

    __tablename__ = "applicability"
    __table_args__ = (
        Index(
            "uq_applicability_open", "rubric_id", "period_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        ForeignKeyConstraint(["rubric_id", "edition_id"], ["edition.rubric_id", "edition.id"]),
        ForeignKeyConstraint(["edition_id", "period_id"], ["edition_period.edition_id", "edition_period.period_id"]),
        CheckConstraint("until >= since", "order"),
    )

    id: Mapped[Id]
    rubric_id: Mapped[int] = reference("rubric.id")
    period_id: Mapped[int] = reference("period.id", index=True)
    edition_id: Mapped[int] = mapped_column(index=True)
    since: Mapped[Moment]
    until: Mapped[datetime | None] = mapped_column(Instant)
