"""Documents: the register of the office, and what the rules of an edition cite."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rules.text import Text
from rulesvc.models.base import Base, text
from rulesvc.models.columns import Code, Id, Long, Moment, Sha256, Words, reference
from rulesvc.models.content import Content


class DocumentStatus(StrEnum):
    """How far a document has come; that others amend, replace or repeal it is told by their relations to it."""

    DRAFT = "draft"
    ISSUED = "issued"
    EXPIRED = "expired"


class RelationKind(StrEnum):
    """How a document stands to an older one."""

    BASED_ON = "based-on"
    ANNEXED_TO = "annexed-to"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    CORRECTS = "corrects"


class Document(Base):
    """A decision, resolution, report, letter or minutes in the register. A Party document may have no number.

    *number* is number and symbol as written (`12/KH-UBND`), *periods* are the codes of those it is about. *searched*
    holds its words without accents and case, since no database at hand can search without an extension.
    """

    __tablename__ = "document"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Text] = text("kind")
    number: Mapped[Long]
    dated: Mapped[Code]
    issuer: Mapped[Text] = text("issuer")
    subject: Mapped[Text] = text("subject")
    signer: Mapped[Long] = mapped_column(default="", server_default="")
    signer_title: Mapped[Long] = mapped_column(default="", server_default="")
    effective_from: Mapped[date | None]
    periods: Mapped[tuple[str, ...]] = mapped_column(Words, default=(), server_default="")
    status: Mapped[Code] = mapped_column(default=DocumentStatus.ISSUED, server_default=DocumentStatus.ISSUED)
    searched: Mapped[Long] = mapped_column(default="", server_default="")


class DocumentFile(Base):
    """A file of a document, as it was signed: its bytes are never touched and never replaced."""

    __tablename__ = "document_file"
    __table_args__ = (UniqueConstraint("document_id", "sha256"),)

    id: Mapped[Id]
    document_id: Mapped[int] = reference("document.id")
    name: Mapped[Long]
    media_type: Mapped[Code]
    sha256: Mapped[Sha256]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[Moment]
    added_by: Mapped[int] = reference("person.id", index=True)


class DocumentRelation(Base):
    """How a document stands to *other_id*."""

    __tablename__ = "document_relation"
    __table_args__ = (
        UniqueConstraint("document_id", "kind", "other_id"),
        CheckConstraint("document_id <> other_id", "another"),
    )

    id: Mapped[Id]
    document_id: Mapped[int] = reference("document.id")
    kind: Mapped[Code]
    other_id: Mapped[int] = reference("document.id", index=True)


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
