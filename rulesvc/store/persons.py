"""Persons, and who acts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rulesvc import models


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


def add(session: Session, code: str, *, now: datetime) -> Actor:
    """A new person under that *code*, which also serves as the name."""
    person = models.Person(code=code, name=code, created_at=now)
    session.add(person)
    session.flush()
    return Actor(person.id, person.code)
