"""Persons: who acts, on a page, by an API key or by a command; and who stands in for whom."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, String, false
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Instant, Long, Moment, Words, reference

LONGEST_SUBJECT: Final = 255
"""Characters, as OpenID Connect has it."""


class Role(StrEnum):
    """What a person is entrusted with."""

    EDITOR = "editor"
    APPROVER = "approver"
    ISSUER = "issuer"
    APPRAISER = "appraiser"
    SECRETARY = "secretary"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"


class Person(Base):
    """Somebody, or a system account of the service itself. *title* is the position, as it is printed.

    Of the password only its argon2 hash is kept; without one nobody can sign in by it. *subject* is what an
    identity provider calls them (the claim `sub`). Whoever has left has *ended_at*. *searched* holds their name, title
    and code without accents and case.
    """

    __tablename__ = "person"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Long]
    title: Mapped[Long] = mapped_column(default="", server_default="")
    roles: Mapped[tuple[str, ...]] = mapped_column(Words, default=(), server_default="")
    is_system: Mapped[bool] = mapped_column(default=False, server_default=false())
    password_hash: Mapped[Long | None]
    subject: Mapped[str | None] = mapped_column(String(LONGEST_SUBJECT), unique=True)
    created_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    searched: Mapped[Long] = mapped_column(default="", server_default="")


class Deputy(Base):
    """That *deputy* has the roles of *person* on both days and between, unless *ended_at* is set."""

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", "days"),
        CheckConstraint("person_id <> deputy_id", "another"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = reference("person.id", index=True)
    deputy_id: Mapped[int] = reference("person.id", index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    created_at: Mapped[Moment]
    created_by: Mapped[int] = reference("person.id")
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
