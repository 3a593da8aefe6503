"""Stored cases: result sheets with the outcomes that an edition is expected to come to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Instant, Long, Words, reference


class Origin(StrEnum):
    """Where a case comes from: found from the tables, or written by a person."""

    GENERATED = "generated"
    WRITTEN = "written"


_ORIGINS = ", ".join(f"'{origin}'" for origin in Origin)


class Case(Base):
    """A sheet, canonical as an input of that format, with what is expected of it, as canonical content.

    *about* are the codes of the tables that it is there for, *tables_sha256* the hash of what these said and looked at
    when somebody confirmed it: once that is something else, it is to be confirmed anew.
    """

    __tablename__ = "stored_case"
    __table_args__ = (
        UniqueConstraint("edition_id", "name"),
        CheckConstraint(f"origin IN ({_ORIGINS})", name="origin"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_sometime"),
        CheckConstraint("(confirmed_by IS NULL) = (tables_sha256 = '')", name="confirmed_as_it_was"),
    )

    id: Mapped[Id]
    edition_id: Mapped[int] = reference("edition.id")
    name: Mapped[Long]
    origin: Mapped[Code]
    about: Mapped[tuple[str, ...]] = mapped_column(Words)
    format_version: Mapped[Code]
    sheet: Mapped[Long]
    expected: Mapped[Long]
    confirmed_by: Mapped[int | None] = reference("person.id", index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    tables_sha256: Mapped[Code]
    reason: Mapped[Long]
