"""Persons: the accounts of the service itself."""

from datetime import datetime

from sqlalchemy.orm import Session

from rulesvc.store import audit, persons
from rulesvc.store.persons import Actor


def system_actor(session: Session, code: str, *, now: datetime) -> Actor:
    """The account of the service under that *code*, made by itself where there is none."""
    found = persons.find(session, code)
    if found is not None:
        return found
    made = persons.add_system(session, code, now=now)
    audit.write(session, "person-added", ("person", code), actor=made, now=now)
    return made
