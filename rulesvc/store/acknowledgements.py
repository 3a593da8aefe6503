"""Acknowledged problems of editions: who hands a draft in with them, and why."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from rulesvc import models
from rulesvc.database import act_as
from rulesvc.models.base import table
from rulesvc.store.persons import Actor


@dataclass(frozen=True, slots=True)
class AcknowledgementLine:
    """That somebody knows of a *problem*, by its name, and why it stays; *basis_sha256*: what it rested on then."""

    problem: str
    reason: str
    person: str
    at: datetime
    basis_sha256: str


@dataclass(frozen=True, slots=True)
class NewAcknowledgement:
    """That a *problem* is to be acknowledged, and why it stays; *basis_sha256*: what it rests on."""

    problem: str
    reason: str
    basis_sha256: str = ""


def of_edition(session: Session, edition_id: int) -> dict[str, AcknowledgementLine]:
    """What is acknowledged of an edition, by the name of the problem."""
    row = models.Acknowledgement
    found = session.execute(
        select(row.problem, row.reason, models.Person.code, row.at, row.basis_sha256)
        .join(models.Person, models.Person.id == row.person_id)
        .where(row.edition_id == edition_id)
        .order_by(row.id)
    )
    return {each.problem: AcknowledgementLine(*each) for each in found}


def add(
    session: Session, edition_id: int, new: NewAcknowledgement, *, actor: Actor, now: datetime
) -> AcknowledgementLine:
    """A further acknowledgement. The database refuses it if the edition is no draft."""
    act_as(session, actor.person_id)
    by = {"edition_id": edition_id, "person_id": actor.person_id, "at": now}
    session.execute(insert(table(models.Acknowledgement)), {**asdict(new), **by})
    return AcknowledgementLine(new.problem, new.reason, actor.person, now, new.basis_sha256)


def take_back(session: Session, edition_id: int, problem: str, *, actor: Actor) -> None:
    """Remove an acknowledgement. The database refuses it if the edition is no draft."""
    act_as(session, actor.person_id)
    row = table(models.Acknowledgement)
    session.execute(delete(row).where(row.c.edition_id == edition_id, row.c.problem == problem))
