"""Periods: what is assessed."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id


class Period(Base):
    """A year as a rule, with its first and last day."""

    __tablename__ = "period"
    __table_args__ = (CheckConstraint("last_day >= first_day", "days"),)

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    first_day: Mapped[date] = mapped_column(unique=True)
    last_day: Mapped[date] = mapped_column(index=True)
