"""Heads of agencies: who is in office, under which title, from when until when."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Id, Long, reference


class HeadTerm(Base):
    """That somebody is head of an agency from *first_day* to *last_day* (blank: no end is known).

    *searched* holds name and title without accents and case.
    """

    __tablename__ = "head_term"
    __table_args__ = (UniqueConstraint("agency_id", "first_day"), CheckConstraint("last_day >= first_day", "days"))

    id: Mapped[Id]
    agency_id: Mapped[int] = reference("agency.id")
    name: Mapped[Long]
    title: Mapped[Long]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    searched: Mapped[Long] = mapped_column(default="", server_default="")
