"""Audit events: who did what and when. Rows are never changed and never removed."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Long, Moment, reference


class AuditEvent(Base):
    """An *action* on a *subject*, named by kind and key, with what matters of it as canonical JSON."""

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "subject", "subject_key"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    at: Mapped[Moment]
    person_id: Mapped[int] = reference("person.id", index=True)
    api_key_id: Mapped[int | None] = reference("api_key.id")
    action: Mapped[Code]
    subject: Mapped[Code]
    subject_key: Mapped[Code]
    details: Mapped[Long]
