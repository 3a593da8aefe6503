"""How the documents of the register stand to each other."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from rulesvc import models
from rulesvc.models.base import table
from rulesvc.models.document import DocumentStatus, RelationKind
from rulesvc.store.documents import DocumentKey
from rulesvc.store.rivals import lock_list


@dataclass(frozen=True, slots=True)
class RelationLine:
    """How a document stands to the *other*, and how far the other has come."""

    kind: RelationKind
    other: str
    status: DocumentStatus


def lock(session: Session) -> None:
    """Keep others from relating documents until the commit: a circle may close anywhere."""
    lock_list(session, models.DocumentRelation)


def of_document(session: Session, key: DocumentKey) -> tuple[RelationLine, ...]:
    """How a document stands to others, by kind and code."""
    row, other = models.DocumentRelation, models.Document
    wanted = select(row.kind, other.code, other.status).join(other, other.id == row.other_id)
    found = session.execute(wanted.where(row.document_id == key.id).order_by(row.kind, other.code))
    return tuple(RelationLine(RelationKind(kind), code, DocumentStatus(status)) for kind, code, status in found)


def to_document(session: Session, key: DocumentKey) -> tuple[RelationLine, ...]:
    """How others stand to a document, by kind and code."""
    row, other = models.DocumentRelation, models.Document
    wanted = select(row.kind, other.code, other.status).join(other, other.id == row.document_id)
    found = session.execute(wanted.where(row.other_id == key.id).order_by(row.kind, other.code))
    return tuple(RelationLine(RelationKind(kind), code, DocumentStatus(status)) for kind, code, status in found)


def reaches(session: Session, kind: RelationKind, one: DocumentKey, other: DocumentKey) -> bool:
    """Whether relations of that *kind* lead from *one* to the *other*, however many there are between."""
    row = models.DocumentRelation
    leads: dict[int, list[int]] = {}
    for start, end in session.execute(select(row.document_id, row.other_id).where(row.kind == kind)):
        leads.setdefault(start, []).append(end)
    seen, waiting = {one.id}, [one.id]
    while waiting:
        waiting = [end for start in waiting for end in leads.get(start, ()) if end not in seen]
        seen.update(waiting)
    return other.id in seen


def add(session: Session, key: DocumentKey, kind: RelationKind, other: DocumentKey) -> None:
    """Let a document stand so to the *other*."""
    new = {"document_id": key.id, "kind": kind.value, "other_id": other.id}
    session.execute(insert(table(models.DocumentRelation)), new)


def remove(session: Session, key: DocumentKey, kind: RelationKind, other: DocumentKey) -> None:
    """Let a document stand no longer so to the *other*."""
    row = table(models.DocumentRelation)
    of_both = (row.c.document_id == key.id, row.c.other_id == other.id)
    session.execute(delete(row).where(*of_both, row.c.kind == kind.value))
