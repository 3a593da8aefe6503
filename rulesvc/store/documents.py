"""The register of documents."""

from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from rules.document import Document
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.edition_rows import document_row


def register(session: Session, documents: Iterable[Document]) -> None:
    """Enter the *documents* whose codes are not in the register yet; the others stay as they are."""
    wanted = {document.code: document for document in documents}
    known = set(session.scalars(select(models.Document.code).where(models.Document.code.in_(wanted))))
    new = [document_row(document) for code, document in wanted.items() if code not in known]
    if new:
        session.execute(insert(table(models.Document)), new)
