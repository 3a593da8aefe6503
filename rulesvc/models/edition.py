"""Editions: one approved state of a rubric, or a draft of one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Id, Instant, Moment, Packed, Sha256, reference


class Status(StrEnum):
    """How far an edition has come."""

    DRAFT = "draft"
    ISSUED = "issued"


class Edition(Base):
    """An edition under its *number*. Its rows are its content; once issued, *sha256* holds them to their snapshot.

    *bootstrap* marks for good that it was issued by import, without the steps of approval.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("rubric_id", "number"),
        UniqueConstraint("rubric_id", "id"),
        CheckConstraint("(status = 'draft') = (sha256 IS NULL)", "hashed_when_issued"),
        CheckConstraint("(status = 'draft') = (issued_at IS NULL)", "dated_when_issued"),
    )

    id: Mapped[Id]
    rubric_id: Mapped[int] = reference("rubric.id")
    number: Mapped[int]
    status: Mapped[Code]
    bootstrap: Mapped[bool]
    name: Mapped[Text] = text("name")
    review_table: Mapped[Code]
    sha256: Mapped[str | None] = reference("edition_text.sha256", index=True)
    created_at: Mapped[Moment]
    created_by: Mapped[int] = reference("person.id", index=True)
    issued_at: Mapped[datetime | None] = mapped_column(Instant)


class EditionPeriod(Base):
    """That an edition covers a period."""

    __tablename__ = "edition_period"

    edition_id: Mapped[int] = reference("edition.id", ondelete="CASCADE", primary_key=True)
    period_id: Mapped[int] = reference("period.id", primary_key=True, index=True)


class EditionText(Base):
    """The canonical content of an edition as it was issued, under the hash of exactly these bytes."""

    __tablename__ = "edition_text"

    sha256: Mapped[Sha256] = mapped_column(primary_key=True)
    format_version: Mapped[Code]
    content: Mapped[Packed]
