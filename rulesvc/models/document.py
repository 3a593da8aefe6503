"""Documents: the register of the office, and what the rules of an edition cite."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Id, Long
from rulesvc.models.content import Content


class Document(Base):
    """A decision, resolution, report, letter or minutes in the register. A Party document may have no number."""

    __tablename__ = "document"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Text] = text("kind")
    number: Mapped[Long]
    dated: Mapped[Code]
    issuer: Mapped[Text] = text("issuer")
    subject: Mapped[Text] = text("subject")


class CitedDocument(Content, Base):
    """A document as an edition words it: an issued edition does not change when the register is corrected."""

    __tablename__ = "cited_document"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    code: Mapped[Code]
    kind: Mapped[Text] = text("kind")
    number: Mapped[Long]
    dated: Mapped[Code]
    issuer: Mapped[Text] = text("issuer")
    subject: Mapped[Text] = text("subject")
