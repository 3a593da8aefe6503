"""Passwords: set by an administrator, kept as a hash (argon2id), and asked for when somebody signs in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy.orm import Session

from rules.code import is_code
from rules.errors import N_, InputRefusal, require
from rulesvc.errors import SignInFailed
from rulesvc.store import audit, persons
from rulesvc.store.persons import Actor, PersonLine
from rulesvc.usecases.persons import acting, administering, changeable

SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters of a password."""

HASHER: Final = PasswordHasher()

OF_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$2fHW55l36WDJ86CYJeOBCw$b2sQhPaFUz3Pzi0cChAgV90kWzVo38gR+UxWmkIId/E"
"""A hash to compare with where there is no password, so that this takes as long."""


@dataclass(eq=False)
class BadPassword(InputRefusal):
    """A password that is too short, too long, or holds what cannot be typed. It is not told."""

    length: int
    least: int = SHORTEST
    most: int = LONGEST
    words = N_("The password has {length} characters. Allowed: {least} to {most} printed characters on one line.")


def set_password(session: Session, code: str, password: str, *, actor: Actor, now: datetime) -> PersonLine:
    """Give a person another password.

    Raises: `RoleMissing`, `UnknownPerson`, `SystemAccount`, `PersonHasLeft`, `BadPassword`.
    """
    actor = administering(session, actor, now=now)
    person = changeable(session, code)
    typed = _as_typed(password)
    is_allowed = SHORTEST <= len(typed) <= LONGEST and typed.isprintable()
    require(is_allowed, BadPassword(len(typed), at=("password",)))
    persons.change(session, person.id, password_hash=HASHER.hash(typed))
    audit.write(session, "password-set", ("person", code), actor=actor, now=now)
    return person


def sign_in(session: Session, code: str, password: str, *, now: datetime) -> Actor:
    """Who signs in. It takes as long for an unknown person as for a wrong password.

    Raises: `SignInFailed`, whatever of it is wrong.
    """
    found = persons.find(session, code) if is_code(code) else None
    kept = persons.password_hash(session, found.id) if found else None
    is_right = _is_right(kept or OF_NOBODY, _as_typed(password))
    if found is None or kept is None or not is_right or found.ended_at is not None:
        raise SignInFailed
    if HASHER.check_needs_rehash(kept):
        persons.change(session, found.id, password_hash=HASHER.hash(_as_typed(password)))
    actor = acting(session, code, now=now)
    audit.write(session, "signed-in", ("person", code), actor=actor, now=now)
    return actor


def _as_typed(password: str) -> str:
    """One form for all keyboards: an accent may come as a letter of its own."""
    return normalize("NFKC", password)


def _is_right(kept: str, typed: str) -> bool:
    try:
        return HASHER.verify(kept, typed if len(typed) <= LONGEST and typed.isprintable() else "")
    except VerifyMismatchError:
        return False
