"""Reasons of changes: why a draft differs from the edition before it, for the table that goes with a submission."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from rulesvc.models.base import Base
from rulesvc.models.columns import Id, Long, reference


class ChangeReason(Base):
    """Why a part of a draft was changed; *part* is its key in a comparison."""

    __tablename__ = "change_reason"
    __table_args__ = (UniqueConstraint("edition_id", "part"),)

    id: Mapped[Id]
    edition_id: Mapped[int] = reference("edition.id")
    part: Mapped[Long]
    wording: Mapped[Long]
