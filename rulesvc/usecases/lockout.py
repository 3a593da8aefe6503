"""Lock-out: whoever guesses at passwords is stopped, whether or not anybody has the code they try.

Five failures under one code within a quarter of an hour lock it for another one. Who has a code is not told by it.
"""

from datetime import datetime, timedelta
from typing import Final
from unicodedata import normalize

from sqlalchemy.orm import Session

from rules.code import LONGEST_CODE
from rulesvc.errors import SignInLocked
from rulesvc.store import audit, persons, sign_in_failures
from rulesvc.store.persons import Actor, PersonLine
from rulesvc.usecases.persons import administering, changeable, system_actor

MOST_FAILURES: Final = 5
"""Within `SPAN`; no further try after them."""

SPAN: Final = timedelta(minutes=15)
"""Both the time in which failures add up, and that for which they lock."""

KEPT: Final = timedelta(days=1)
"""How long failures are kept."""

WATCH: Final = "service:sign-in"
"""The account that locks. It is no code, so that no person has it."""

_MINUTE: Final = timedelta(minutes=1)


def attempt(session: Session, code: str, *, now: datetime) -> SignInLocked | None:
    """Begin a try under that *code*, alone until the transaction ends; the refusal, where it is locked."""
    key = _key(code)
    sign_in_failures.lock(session, key)
    until = _locked_until(session, key)
    return None if until is None or until <= now else SignInLocked(_in_full_minutes(until))


def record_failure(session: Session, code: str, *, now: datetime) -> None:
    """Keep that a try failed, in a transaction that is committed. The failure that locks a person out is audited."""
    key = _key(code)
    sign_in_failures.remove_before(session, now - KEPT)
    sign_in_failures.add(session, key, now=now)
    until = _locked_until(session, key)
    if until is not None and persons.find(session, key) is not None:  # what else was typed is not kept for good
        watch = system_actor(session, WATCH, now=now)
        told = {"until": until.isoformat()}
        audit.write(session, "sign-in-locked", ("person", key), actor=watch, now=now, **told)


def forgive(session: Session, code: str) -> bool:
    """Forget the failures under that *code*; whether there were any."""
    key = _key(code)
    sign_in_failures.lock(session, key)
    return sign_in_failures.remove(session, key)


def unlock_person(session: Session, code: str, *, actor: Actor, now: datetime) -> PersonLine:
    """Let a person try again to sign in. Where nothing was in their way nothing changes.

    Raises: `RoleMissing`, `UnknownPerson`, `SystemAccount`, `PersonHasLeft`.
    """
    had_failed = forgive(session, code)
    actor = administering(session, actor, now=now)
    person = changeable(session, code)
    if had_failed:
        audit.write(session, "sign-in-unlocked", ("person", code), actor=actor, now=now)
    return person


def _locked_until(session: Session, key: str) -> datetime | None:
    found = sign_in_failures.latest(session, key, MOST_FAILURES)
    is_lock = len(found) == MOST_FAILURES and found[0] - found[-1] < SPAN
    return found[0] + SPAN if is_lock else None


def _in_full_minutes(until: datetime) -> datetime:
    """As it is told, to the minute, and late rather than early: to wait for it is enough."""
    begun = until.replace(second=0, microsecond=0)
    return until if until == begun else begun + _MINUTE


def _key(code: str) -> str:
    """*code* as failures are kept under it: in one form, printable, and no longer than a code."""
    printed = "".join(letter for letter in normalize("NFKC", code).casefold() if letter.isprintable())
    return printed[:LONGEST_CODE]
