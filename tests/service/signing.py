"""Signing in, in tests: persons with a password, and what becomes of a try."""

from datetime import datetime

from rules.errors import Refusal
from rulesvc.database import Database
from rulesvc.errors import SignInFailed, SignInLocked
from rulesvc.store.persons import Actor
from rulesvc.usecases.passwords import set_password, sign_in
from rulesvc.usecases.persons import system_actor
from tests.service.databases import NOW
from tests.service.people import person

PASSWORD = "Cải cách hành chính 2026"
WRONG = "x" * 12


def with_password(database: Database, code: str, *roles: str) -> Actor:
    """The person with that *code*, who has the password of these tests."""
    found = person(database, code, *roles)
    with database.writing() as session:
        set_password(session, code, PASSWORD, actor=system_actor(session, "tester", now=NOW), now=NOW)
    return found


def tried(database: Database, code: str, password: str, now: datetime = NOW) -> Actor | SignInFailed | SignInLocked:
    """What became of a try, in a transaction of its own."""
    with database.writing() as session:
        return sign_in(session, code, password, now=now)


def accepted(outcome: Actor | Refusal) -> Actor:
    """Who signed in; a refusal is raised."""
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome
