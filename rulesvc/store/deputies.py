"""Deputies: who stands in for whom, from which day to which."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ScalarSelect, Select, or_, select, update
from sqlalchemy.orm import Session, aliased

from rulesvc import models
from rulesvc.store.leaves import Leaf, leaf

_NEWEST: Final = (models.Deputy.first_day.desc(), models.Deputy.id.desc())


@dataclass(frozen=True, slots=True)
class DeputyLine:
    """That *deputy* stands in for *person*, both days included, unless it was ended before."""

    id: int
    person: str
    deputy: str
    first_day: date
    last_day: date
    ended_at: datetime | None


def every(session: Session) -> tuple[DeputyLine, ...]:
    """All of them, the latest first."""
    return tuple(DeputyLine(*row) for row in session.execute(_deputies().order_by(*_NEWEST)))


def page(session: Session, of: str | None, *, number: int) -> Leaf[DeputyLine]:
    """That page of those in which the person *of* that code is one of the two, of all by default, the latest first."""
    row, wanted = models.Deputy, _deputies()
    if of is not None:
        wanted = wanted.where(or_(row.person_id == _id_of(of), row.deputy_id == _id_of(of)))
    return leaf(session, wanted.order_by(*_NEWEST), number, lambda found: DeputyLine(*tuple(found)))


def overlapping(session: Session, new: models.Deputy) -> DeputyLine | None:
    """One of the same two persons that was not ended and is for a day of the *new* one, if there is one."""
    row = models.Deputy
    same = _deputies().where(row.person_id == new.person_id, row.deputy_id == new.deputy_id, row.ended_at.is_(None))
    meeting = same.where(row.first_day <= new.last_day, row.last_day >= new.first_day)
    found = session.execute(meeting.order_by(*_NEWEST).limit(1)).one_or_none()
    return None if found is None else DeputyLine(*found)


def find(session: Session, deputy_id: int) -> DeputyLine | None:
    """The one with that id, if there is one."""
    row = session.execute(_deputies().where(models.Deputy.id == deputy_id)).one_or_none()
    return None if row is None else DeputyLine(*row)


def add(session: Session, deputy: models.Deputy) -> int:
    """Keep a new *deputy*; its id."""
    session.add(deputy)
    session.flush()
    return deputy.id


def end(session: Session, deputy_id: int, *, now: datetime) -> None:
    """Let it end now."""
    session.execute(update(models.Deputy).where(models.Deputy.id == deputy_id).values(ended_at=now))


def _id_of(person: str) -> ScalarSelect[int]:
    return select(models.Person.id).where(models.Person.code == person).scalar_subquery()


def _deputies() -> Select[int, str, str, date, date, datetime | None]:
    deputy, person, stands_in = models.Deputy, aliased(models.Person), aliased(models.Person)
    return (
        select(deputy.id, person.code, stands_in.code, deputy.first_day, deputy.last_day, deputy.ended_at)
        .join(person, person.id == deputy.person_id)
        .join(stands_in, stands_in.id == deputy.deputy_id)
    )
