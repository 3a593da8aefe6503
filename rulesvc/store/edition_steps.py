"""The steps of an edition: from draft to issued, and what becomes of it afterwards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, union, update
from sqlalchemy.orm import Session

from rulesvc import models
from rulesvc.database import act_as
from rulesvc.models.base import table
from rulesvc.models.edition import Status
from rulesvc.store import editions
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor


@dataclass(frozen=True, slots=True)
class StepLine:
    """That an edition reached *status*, with what content and comment, and by what document if by any.

    *acting_for* names those by whose roles alone the person took the step, as the audit tells it.
    """

    status: str
    at: datetime
    person: str
    sha256: str
    comment: str
    document: str | None
    acting_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is to be taken: to *status*, with the hash of the content it is about.

    What is issued or repealed is so by a document, but for the first edition of a rubric; its snapshot is kept already.
    """

    status: Status
    sha256: str
    comment: str = ""
    document_id: int | None = None


def locked(session: Session, line: EditionLine) -> EditionLine:
    """The edition as it is once whoever works on it has finished; it stays so until the commit."""
    session.execute(select(models.Edition.id).where(models.Edition.id == line.id).with_for_update())
    return editions.by_id(session, line.id)


def take(session: Session, line: EditionLine, step: Step, *, actor: Actor, now: datetime) -> EditionLine:
    """Take *step* with an edition that is locked. The database refuses steps that there are not."""
    act_as(session, actor.person_id)
    row = table(models.Edition)
    session.execute(update(row).where(row.c.id == line.id).values(status=step.status, **_by(step, actor, now)))
    session.execute(
        insert(table(models.EditionStep)),
        {
            "edition_id": line.id,
            "status": step.status,
            "at": now,
            "person_id": actor.person_id,
            "sha256": step.sha256,
            "comment": step.comment,
            "document_id": step.document_id,
        },
    )
    session.expire_all()
    return editions.by_id(session, line.id)


def of_edition(session: Session, edition_id: int) -> tuple[StepLine, ...]:
    """The steps an edition has taken, oldest first."""
    row = models.EditionStep
    found = session.execute(_steps().where(row.edition_id == edition_id).order_by(row.id))
    return tuple(StepLine(*each[1:]) for each in found)


def latest(session: Session, edition_ids: Collection[int]) -> Mapping[int, StepLine]:
    """The last step of each of those editions that has taken any, in one query."""
    row = models.EditionStep
    newest = select(func.max(row.id)).where(row.edition_id.in_(edition_ids)).group_by(row.edition_id)
    return {each[0]: StepLine(*each[1:]) for each in session.execute(_steps().where(row.id.in_(newest)))}


def _steps() -> Select[*tuple[Any, ...]]:
    row = models.EditionStep
    columns = (row.edition_id, row.status, row.at, models.Person.code, row.sha256, row.comment, models.Document.code)
    return (
        select(*columns)
        .join(models.Person, models.Person.id == row.person_id)
        .outerjoin(models.Document, models.Document.id == row.document_id)
    )


def editors(session: Session, edition_id: int) -> tuple[str, ...]:
    """Who has changed the content of an edition."""
    row = models.EditionEditor
    of_edition = select(models.Person.code).join(row, row.person_id == models.Person.id)
    return tuple(session.scalars(of_edition.where(row.edition_id == edition_id).order_by(models.Person.code)))


def drafters(session: Session, edition_id: int) -> frozenset[str]:
    """Who made, changed or submitted an edition."""
    return drafters_of(session, (edition_id,))[edition_id]


def drafters_of(session: Session, edition_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Who made, changed or submitted each of those editions, in one query."""
    edition, editor, person = models.Edition, models.EditionEditor, models.Person
    had_a_hand = union(
        select(edition.id, edition.created_by.label("person_id")).where(edition.id.in_(edition_ids)),
        select(edition.id, edition.submitted_by).where(edition.id.in_(edition_ids)),
        select(editor.edition_id, editor.person_id).where(editor.edition_id.in_(edition_ids)),
    ).subquery()
    rows = session.execute(select(had_a_hand.c.id, person.code).join(person, person.id == had_a_hand.c.person_id))
    found: dict[int, set[str]] = {each: set() for each in edition_ids}
    for edition_id, code in rows:
        found[edition_id].add(code)
    return {each: frozenset(codes) for each, codes in found.items()}


def _by(step: Step, actor: Actor, now: datetime) -> dict[str, Any]:
    """What *step* sets beside the status."""
    match step.status:
        case Status.SUBMITTED:
            return {"submitted_by": actor.person_id}
        case Status.RETURNED:
            return {"cleared_by": None}
        case Status.CLEARED:
            return {"cleared_by": actor.person_id}
        case Status.ISSUED:
            decided = {"issued_by": actor.person_id, "document_id": step.document_id}
            return {"sha256": step.sha256, "issued_at": now, **decided}
        case _:
            return {}
