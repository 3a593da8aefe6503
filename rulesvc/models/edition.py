"""Editions: one approved state of a rubric, or a draft of one."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Id, Instant, Long, Moment, Packed, Sha256, reference


class Status(StrEnum):
    """How far an edition has come. *cleared*: approved inside the department, the decision is not signed yet.

    *discarded*: a draft that was never submitted and to which nothing happens any more.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CLEARED = "cleared"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    DISCARDED = "discarded"


OPEN: Final = (Status.DRAFT, Status.RETURNED)
"""While an edition is one of these its content may be changed."""

AT_WORK: Final = (*OPEN, Status.SUBMITTED, Status.CLEARED)
"""While an edition is one of these it is on its way to be issued."""

FINAL: Final = (Status.ISSUED, Status.SUPERSEDED, Status.REPEALED)
"""From the first of these on an edition has a snapshot, and nothing of it changes but its status."""

STEPS: Final = frozenset(
    {
        (Status.DRAFT, Status.SUBMITTED),
        (Status.DRAFT, Status.DISCARDED),
        (Status.RETURNED, Status.SUBMITTED),
        (Status.SUBMITTED, Status.RETURNED),
        (Status.SUBMITTED, Status.CLEARED),
        (Status.CLEARED, Status.RETURNED),
        (Status.CLEARED, Status.ISSUED),
        (Status.ISSUED, Status.SUPERSEDED),
        (Status.ISSUED, Status.REPEALED),
    }
)
"""The steps from one status to the next. Besides, a first edition brought in by import goes from draft to issued."""


def among(statuses: tuple[Status, ...]) -> str:
    """The SQL list of *statuses*."""
    return "(" + ", ".join(f"'{status}'" for status in statuses) + ")"


class Edition(Base):
    """An edition under its *number*. Its rows are its content; once issued, *sha256* holds them to their snapshot.

    *draft_sha256* is the hash of what its rows were last made to say. *created_by* is its author and *based_on* the
    edition it was copied from. *document_id* is the decision by which it was issued. *bootstrap* marks for good that it
    was issued by import, without the steps of approval.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("rubric_id", "number"),
        UniqueConstraint("rubric_id", "id"),
        CheckConstraint(f"(status IN {among(FINAL)}) = (sha256 IS NOT NULL)", "hashed_when_issued"),
        CheckConstraint(f"(status IN {among(FINAL)}) = (issued_at IS NOT NULL)", "dated_when_issued"),
        CheckConstraint(
            f"(status IN {among(FINAL)} AND NOT bootstrap) = (document_id IS NOT NULL)", "decided_when_issued"
        ),
        CheckConstraint(f"status IN {among(tuple(Status))}", "status"),
    )

    id: Mapped[Id]
    rubric_id: Mapped[int] = reference("rubric.id")
    number: Mapped[int]
    status: Mapped[Code]
    bootstrap: Mapped[bool]
    name: Mapped[Text] = text("name")
    review_table: Mapped[Code]
    draft_sha256: Mapped[Sha256]
    sha256: Mapped[str | None] = reference("edition_text.sha256", index=True)
    created_at: Mapped[Moment]
    created_by: Mapped[int] = reference("person.id", index=True)
    based_on: Mapped[int | None] = reference("edition.id", index=True)
    submitted_by: Mapped[int | None] = reference("person.id")
    cleared_by: Mapped[int | None] = reference("person.id")
    issued_by: Mapped[int | None] = reference("person.id")
    issued_at: Mapped[datetime | None] = mapped_column(Instant)
    document_id: Mapped[int | None] = reference("document.id", index=True)


class EditionEditor(Base):
    """That a person has changed the content of an edition. Written by the database, and never taken back."""

    __tablename__ = "edition_editor"

    edition_id: Mapped[int] = reference("edition.id", primary_key=True)
    person_id: Mapped[int] = reference("person.id", primary_key=True, index=True)


class EditionStep(Base):
    """That an edition reached *status*: by whom, when, with what content and comment, by what document if by any."""

    __tablename__ = "edition_step"

    id: Mapped[Id]
    edition_id: Mapped[int] = reference("edition.id", index=True)
    status: Mapped[Code]
    at: Mapped[Moment]
    person_id: Mapped[int] = reference("person.id", index=True)
    sha256: Mapped[Sha256]
    comment: Mapped[Long]
    document_id: Mapped[int | None] = reference("document.id", index=True)


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
