"""Remarks: what is said about a draft while it is consulted on."""

from sqlalchemy.orm import Mapped

from rulesvc.models.base import Base
from rulesvc.models.columns import Code, Id, Long, Moment, reference


class Remark(Base):
    """What somebody says about a criterion of a draft, or about all of it; *replies_to* is what it answers."""

    __tablename__ = "remark"

    id: Mapped[Id]
    edition_id: Mapped[int] = reference("edition.id", index=True)
    criterion: Mapped[Code | None]
    at: Mapped[Moment]
    person_id: Mapped[int] = reference("person.id", index=True)
    wording: Mapped[Long]
    replies_to: Mapped[int | None] = reference("remark.id", index=True)
