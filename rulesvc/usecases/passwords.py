"""Passwords: set by an administrator, changed by whoever has one, kept as a hash (argon2id), and asked for to sign in.

Whoever guesses is locked out: a failure must be kept, so a refusal that comes of one is returned. Raised, it would
take what is kept back with the transaction.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy.orm import Session

from rules.code import is_code
from rules.errors import N_, InputRefusal, Path, require
from rulesvc.errors import Conflict, SignInFailed, SignInLocked
from rulesvc.store import audit, persons
from rulesvc.store.folding import folded
from rulesvc.store.persons import Actor, PersonLine
from rulesvc.usecases.lockout import attempt, forgive, record_failure
from rulesvc.usecases.persons import acting, administering, changeable

SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters of a password."""

FEWEST_DIFFERENT: Final = 5
"""Characters of which a password is made up, at the least."""

_SHORTEST_NAME: Final = 3
"""Shorter codes stand in any sentence."""

_WORD: Final = re.compile("[a-z0-9]+")

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


class EasyPassword(InputRefusal):
    """A password of a few characters over and over, which whoever guesses tries first."""

    words = N_("This password is guessed easily: it has too few different characters. Choose another.")


class NamedPassword(InputRefusal):
    """A password with the name or the code of whoever has it."""

    words = N_("This password has the name or the user code in it, which is guessed first. Choose another.")


@dataclass(eq=False)
class OldPasswordWrong(InputRefusal):
    """Somebody who would change their password and does not know it."""

    words = N_("The present password is wrong. Nothing was changed.")


@dataclass(eq=False)
class PasswordTheSame(InputRefusal):
    """A new password that is the old one."""

    words = N_("The new password is the present one. Choose another.")


@dataclass(eq=False)
class NoPassword(Conflict):
    """Somebody who would change a password and has none."""

    person: str
    words = N_("“{person}” has no password that could be changed. The first one is set by an administrator.")


@dataclass(eq=False)
class PasswordsDiffer(InputRefusal):
    """A password that was typed in two ways."""

    words = N_("The two passwords are not the same. Nothing was changed.")


def require_same(first: str, second: str, *, at: Path = ()) -> None:
    """Return if a new password was typed twice in the same way.

    Raises: `PasswordsDiffer`.
    """
    require(first == second, PasswordsDiffer(at=at))


def set_password(session: Session, code: str, password: str, *, actor: Actor, now: datetime) -> PersonLine:
    """Give a person another password, and let them try again to sign in.

    Raises: `RoleMissing`, `UnknownPerson`, `SystemAccount`, `PersonHasLeft`, `BadPassword`, `EasyPassword`,
    `NamedPassword`.
    """
    forgive(session, code)
    actor = administering(session, actor, now=now)
    person = changeable(session, code)
    typed = _allowed(password, person, at=("password",))
    persons.change(session, person.id, password_hash=HASHER.hash(typed))
    audit.write(session, "password-set", ("person", code), actor=actor, now=now)
    return person


def change_own_password(
    session: Session, old: str, new: str, *, actor: Actor, now: datetime
) -> OldPasswordWrong | SignInLocked | None:
    """Give the actor another password of their own choice; the refusal, where *old* is not the present one.

    Raises: `BadPassword`, `EasyPassword`, `NamedPassword`, `PasswordTheSame`, `NoPassword`, `PersonEnded`,
    `SystemAccount`.
    """
    typed = _allowed(new, persons.find(session, actor.person), at=("new",))
    require(typed != _as_typed(old), PasswordTheSame(at=("new",)))
    locked = attempt(session, actor.person, now=now)
    if locked is not None:
        return locked
    actor = replace(acting(session, actor.person, now=now), acting_for=())
    kept = persons.credentials(session, actor.person_id).password_hash
    if kept is None:
        raise NoPassword(actor.person)
    if not _is_right(kept, _as_typed(old)):
        record_failure(session, actor.person, now=now)
        return OldPasswordWrong(at=("old",))
    forgive(session, actor.person)
    persons.change(session, actor.person_id, password_hash=HASHER.hash(typed))
    audit.write(session, "password-changed", ("person", actor.person), actor=actor, now=now)
    return None


def sign_in(session: Session, code: str, password: str, *, now: datetime) -> Actor | SignInFailed | SignInLocked:
    """Who signs in, or why nobody does, whatever of it is wrong: the transaction is committed in either case.

    It takes as long for an unknown person as for a wrong password. What is locked is not compared at all. Codes have
    small letters alone: a keyboard that begins with a capital one is no matter.
    """
    code = _as_typed(code).strip().casefold()
    locked = attempt(session, code, now=now)
    if locked is not None:
        return locked
    found = persons.find(session, code) if is_code(code) else None
    kept = persons.credentials(session, found.id).password_hash if found else None
    is_right = _is_right(kept or OF_NOBODY, _as_typed(password))
    if found is None or kept is None or not is_right or found.ended_at is not None:
        record_failure(session, code, now=now)
        return SignInFailed()
    forgive(session, code)
    if HASHER.check_needs_rehash(kept):
        persons.change(session, found.id, password_hash=HASHER.hash(_as_typed(password)))
    actor = acting(session, code, now=now)
    audit.write(session, "signed-in", ("person", code), actor=actor, now=now)
    return actor


def _allowed(password: str, person: PersonLine | None, *, at: Path) -> str:
    """The *password* as it is typed, if *person* may have it."""
    typed = _as_typed(password)
    is_allowed = SHORTEST <= len(typed) <= LONGEST and typed.isprintable()
    require(is_allowed, BadPassword(len(typed), at=at))
    require(len(set(typed.casefold())) >= FEWEST_DIFFERENT, EasyPassword(at=at))
    is_named = person is not None and any(name.search(folded(typed)) for name in _names(person))
    require(not is_named, NamedPassword(at=at))
    return typed


def _names(person: PersonLine) -> Iterator[re.Pattern[str]]:
    """What gives *person* away in a password: the code, and any two words of the name that follow each other.

    Signs between their parts are no matter: `nguyen.lan` is in "Nguyen Lan 2026", and `khach` not in "khac han".
    """
    if len(person.code) >= _SHORTEST_NAME:
        yield _in_a_row(_WORD.findall(folded(person.code)))
    yield from map(_in_a_row, pairwise(_WORD.findall(folded(person.name))))


def _in_a_row(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("[^a-z0-9]*".join(words))


def _as_typed(password: str) -> str:
    """One form for all keyboards: an accent may come as a letter of its own."""
    return normalize("NFKC", password)


def _is_right(kept: str, typed: str) -> bool:
    try:
        return HASHER.verify(kept, typed if len(typed) <= LONGEST and typed.isprintable() else "")
    except VerifyMismatchError:
        return False
