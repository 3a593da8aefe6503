"""Acknowledgements: that a problem of a draft is known, and why it is handed in with it all the same."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Long, Moment, reference


class Acknowledgement(Base):
    """Why a draft is handed in with a *problem*, by its name in a check; no part of the content of the edition.

    *basis_sha256* is the hash of what the problem rested on then, blank where nobody has kept it: once that is
    something else, the problem is to be acknowledged anew.
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("edition_id", "problem"),)

    id: Mapped[Id]
    edition_id: Mapped[int] = reference("edition.id")
    problem: Mapped[Long]
    reason: Mapped[Long]
    person_id: Mapped[int] = reference("person.id", index=True)
    at: Mapped[Moment]
    basis_sha256: Mapped[Code] = mapped_column(default="", server_default="")
