"""Persons: who acts, on a page, by an API key or by a command."""

from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Long, Moment


class Person(Base):
    """Somebody, or a system account of the service itself."""

    __tablename__ = "person"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Long]
    created_at: Mapped[Moment]
