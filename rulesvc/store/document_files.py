"""The signed files of documents: added, and never changed or removed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from rules.canonical import digest
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.documents import DocumentKey
from rulesvc.store.persons import Actor

PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file without its bytes, of which there are *size*."""

    name: str
    media_type: str
    sha256: str
    size: int
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with its bytes."""

    name: str
    media_type: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NewFile:
    """A PDF file that is to be added."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash under which it is kept."""
        return digest(self.content)


def of_document(session: Session, key: DocumentKey) -> tuple[FileLine, ...]:
    """The files of a document, oldest first."""
    wanted = _lines().where(models.DocumentFile.document_id == key.id).order_by(models.DocumentFile.id)
    return tuple(FileLine(*found) for found in session.execute(wanted))


def find(session: Session, key: DocumentKey, sha256: str) -> FileLine | None:
    """The file of a document with that hash, if there is one."""
    of_document = models.DocumentFile.document_id == key.id
    found = session.execute(_lines().where(of_document, models.DocumentFile.sha256 == sha256)).first()
    return None if found is None else FileLine(*found)


def read(session: Session, key: DocumentKey, sha256: str) -> StoredFile | None:
    """The file of a document with that hash, byte for byte, if there is one."""
    row = models.DocumentFile
    wanted = select(row.name, row.media_type, row.sha256, row.content)
    found = session.execute(wanted.where(row.document_id == key.id, row.sha256 == sha256)).first()
    return None if found is None else StoredFile(*found)


def add(session: Session, key: DocumentKey, new: NewFile, *, actor: Actor, now: datetime) -> None:
    """Keep a file of a document."""
    row = {
        "document_id": key.id,
        "name": new.name,
        "media_type": PDF,
        "sha256": new.sha256,
        "content": new.content,
        "added_at": now,
        "added_by": actor.person_id,
    }
    session.execute(insert(table(models.DocumentFile)), row)


def _lines() -> Select[str, str, str, int, datetime, str]:
    row, person = models.DocumentFile, models.Person
    size = func.length(row.content)
    return select(row.name, row.media_type, row.sha256, size, row.added_at, person.code).join(
        person, person.id == row.added_by
    )
