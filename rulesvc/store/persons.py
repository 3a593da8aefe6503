"""Persons, and who acts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.errors import Path
from rulesvc import models
from rulesvc.errors import UnknownPerson
from rulesvc.store.alike import closest


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and by which API key where it is by one."""

    person_id: int
    person: str
    api_key_id: int | None = None


def find(session: Session, code: str) -> Actor | None:
    """The person with that *code*, if there is one."""
    found = session.execute(select(models.Person.id, models.Person.code).where(models.Person.code == code)).first()
    return None if found is None else Actor(*found)


def by_code(session: Session, code: str, *, at: Path = ()) -> Actor:
    """The person with that *code*.

    Raises: `UnknownPerson` with those that are written alike.
    """
    found = find(session, code)
    if found is None:
        raise UnknownPerson(code, closest(code, codes(session)), at=at)
    return found


def codes(session: Session) -> tuple[str, ...]:
    """The codes of all persons."""
    return tuple(session.scalars(select(models.Person.code).order_by(models.Person.id)))


def add(session: Session, code: str, *, now: datetime) -> Actor:
    """A new person under that *code*, which also serves as the name."""
    person = models.Person(code=code, name=code, created_at=now)
    session.add(person)
    session.flush()
    return Actor(person.id, person.code)
