"""Persons in tests: added with their roles where they are not there yet."""

from datetime import datetime

from rulesvc.database import Database
from rulesvc.models import Role
from rulesvc.store import persons
from rulesvc.store.persons import Actor
from rulesvc.usecases.persons import NewPerson, acting, add_person, system_actor
from tests.service.databases import NOW


def person(database: Database, code: str, *roles: str, now: datetime = NOW) -> Actor:
    """The person with that *code* as they may act *now*, added with *roles* where there is none."""
    with database.writing() as session:
        if persons.find(session, code) is None:
            tester = system_actor(session, "tester", now=NOW)
            add_person(session, NewPerson(code, code, roles=tuple(roles)), actor=tester, now=NOW)
        return acting(session, code, now=now)


def everybody(database: Database, code: str = "everybody") -> Actor:
    """A person with every role."""
    return person(database, code, *Role)
