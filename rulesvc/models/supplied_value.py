"""Supplied values: figures that another office gives of all agencies at once, so that none has to send them."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Long, Number, reference


class SuppliedValue(Base):
    """The value of an indicator for an agency and a period, in whatever rubric has the indicator."""

    __tablename__ = "supplied_value"
    __table_args__ = (UniqueConstraint("agency_id", "period_id", "indicator"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = reference("agency.id")
    period_id: Mapped[int] = reference("period.id", index=True)
    indicator: Mapped[Code]
    value: Mapped[Number]
    provenance: Mapped[Long]
