"""Remarks: what is said about a draft while it is consulted on."""

from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Long, Moment, reference


class Settlement(StrEnum):
    """How a remark was dealt with: the draft follows it, or it is explained why not."""

    ACCEPTED = "accepted"
    EXPLAINED = "explained"


class Remark(Base):
    """What somebody says about a criterion of a draft, or about all of it; *replies_to* is what it answers.

    *settles*: the reply by which what it answers is dealt with, and how. The last such reply holds.
    """

    __tablename__ = "remark"
    __table_args__ = (
        CheckConstraint("settles IN ('accepted', 'explained')", "settles"),
        CheckConstraint("settles IS NULL OR replies_to IS NOT NULL", "settled_by_a_reply"),
    )

    id: Mapped[Id]
    edition_id: Mapped[int] = reference("edition.id", index=True)
    criterion: Mapped[Code | None]
    at: Mapped[Moment]
    person_id: Mapped[int] = reference("person.id", index=True)
    wording: Mapped[Long]
    replies_to: Mapped[int | None] = reference("remark.id", index=True)
    settles: Mapped[Code | None]
