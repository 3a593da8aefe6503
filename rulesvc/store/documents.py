"""The register of documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from rules.document import Document
from rules.errors import Path, require
from rulesvc import models
from rulesvc.errors import DocumentNotComplete, UnknownDocument
from rulesvc.models.base import table
from rulesvc.store.alike import closest
from rulesvc.store.edition_rows import document_row


def register(session: Session, documents: Iterable[Document]) -> None:
    """Enter the *documents* whose codes are not in the register yet; the others stay as they are."""
    wanted = {document.code: document for document in documents}
    known = set(session.scalars(select(models.Document.code).where(models.Document.code.in_(wanted))))
    new = [document_row(document) for code, document in wanted.items() if code not in known]
    if new:
        session.execute(insert(table(models.Document)), new)


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """A document of the register."""

    id: int
    code: str


def require_signed(session: Session, code: str, *, at: Path = ()) -> DocumentKey:
    """The document with that *code*, if it has all it takes to issue something by it.

    Raises: `UnknownDocument`, `DocumentNotComplete`.
    """
    row = session.scalar(select(models.Document).where(models.Document.code == code))
    if row is None:
        raise UnknownDocument(code, closest(code, session.scalars(select(models.Document.code)).all()), at=at)
    file = session.scalar(select(models.DocumentFile.id).where(models.DocumentFile.document_id == row.id).limit(1))
    needed = {"number": row.number, "dated": row.dated, "signer": row.signer, "file": file}
    missing = tuple(name for name, value in needed.items() if not value)
    require(not missing, DocumentNotComplete(code, missing, at=at))
    return DocumentKey(row.id, row.code)
