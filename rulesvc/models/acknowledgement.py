"""Acknowledgements: that a problem of a draft is known, and why it is handed in with it all the same."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from rulesvc.models.base import Base
from rulesvc.models.columns import Id, Long, Moment, reference


class Acknowledgement(Base):
    """Why a draft is handed in with a *problem*, by its name in a check; no part of the content of the edition."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("edition_id", "problem"),)

    id: Mapped[Id]
    edition_id: Mapped[int] = reference("edition.id")
    problem: Mapped[Long]
    reason: Mapped[Long]
    person_id: Mapped[int] = reference("person.id", index=True)
    at: Mapped[Moment]
