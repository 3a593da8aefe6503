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
    """Who acts, in which roles, and by which API key where it is by one."""

    person_id: int
    person: str
    roles: frozenset[str] = frozenset()
    api_key_id: int | None = None


def find(session: Session, code: str) -> Actor | None:
    """The person with that *code*, if there is one. The service itself has every role."""
    person = models.Person
    found = session.execute(
        select(person.id, person.code, person.roles, person.is_system).where(person.code == code)
    ).first()
    if found is None:
        return None
    return Actor(found.id, found.code, frozenset(models.Role) if found.is_system else frozenset(found.roles))


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


def add_system(session: Session, code: str, *, now: datetime) -> Actor:
    """A new account of the service itself under that *code*, which also serves as the name."""
    person = models.Person(code=code, name=code, is_system=True, created_at=now)
    session.add(person)
    session.flush()
    return Actor(person.id, person.code, frozenset(models.Role))
