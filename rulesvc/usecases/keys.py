"""API keys: made, listed, revoked and verified. A secret is shown once and kept as a hash."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex, token_urlsafe
from typing import Final

from sqlalchemy.orm import Session

from rules.errors import N_, InputRefusal, require
from rulesvc.errors import (
    ExpiryPassed,
    Forbidden,
    KeyAlreadyRevoked,
    KeyExpired,
    KeyMissing,
    KeyRevoked,
    KeyWrong,
    ScopeBeyondRoles,
    ScopeMissing,
    UnknownKey,
    UnknownScope,
)
from rulesvc.store import api_keys, audit
from rulesvc.store.api_keys import KeyLine
from rulesvc.store.leaves import Leaf
from rulesvc.store.persons import Actor, acting
from rulesvc.usecases.abilities import Ability, abilities, require_self_or

SCOPES: Final = tuple(ability.value for ability in Ability)
"""What a key may be for."""

OWN_ALONE: Final = (Ability.CLEAR, Ability.CONFIRM, Ability.ISSUE)
"""What a key may be for only if its person makes it: whoever else makes one sees its secret, and could act by it."""

_PREFIX_BYTES: Final = 4
_SECRET_BYTES: Final = 32
_FOR_OTHERS: Final = tuple(scope for scope in SCOPES if scope not in OWN_ALONE)
_OF_NO_KEY: Final = "0" * 64


@dataclass(eq=False)
class ScopeNotGiven(InputRefusal):
    """A scope for a key that the roles of its person do not give."""

    given: str
    person: str
    allowed: tuple[str, ...]
    words = N_("The roles of {person} do not give the scope “{given}”. They give: {allowed}.")


@dataclass(eq=False)
class ScopeOfAnother(Forbidden):
    """A key for somebody else by which whoever makes it could be the second person."""

    given: str
    person: str
    allowed: tuple[str, ...]
    words = N_(
        "A key with the scope “{given}” is made by {person} alone, since whoever makes a key could act by it. Allowed "
        "for others: {allowed}."
    )


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that is wanted for a *person*."""

    person: str
    scopes: tuple[str, ...]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key with its *secret*, which is not kept."""

    secret: str
    key: KeyLine


@dataclass(frozen=True, slots=True)
class VerifiedKey:
    """Who acts by a key, and how far it reaches: *scopes* are those *given* that the roles still allow."""

    actor: Actor
    scopes: tuple[str, ...]
    given: tuple[str, ...]


def create_key(session: Session, new: NewKey, *, actor: Actor, now: datetime) -> IssuedKey:
    """A key for a person, made by themselves or, unless it makes a second person, by an administrator.

    Raises: `RoleMissing`, `UnknownScope`, `ScopeOfAnother`, `UnknownPerson`, `SystemAccount`, `PersonEnded`,
    `ScopeNotGiven`, `ExpiryPassed`.
    """
    actor = require_self_or(actor, new.person, Ability.ADMINISTER)
    for scope in new.scopes or ("",):
        require(scope in SCOPES, UnknownScope(scope, SCOPES, at=("scopes",)))
    expires_at = new.expires_at
    if expires_at is not None and expires_at <= now:
        raise ExpiryPassed(expires_at, at=("expires_at",))
    person = acting(session, new.person, now=now, at=("person",))
    allowed = abilities(person.roles)
    for scope in new.scopes:
        require(scope in allowed, ScopeNotGiven(scope, person.person, allowed, at=("scopes",)))
        is_own = actor.person == person.person
        require(is_own or scope not in OWN_ALONE, ScopeOfAnother(scope, person.person, _FOR_OTHERS, at=("scopes",)))
    prefix = token_hex(_PREFIX_BYTES)
    secret = f"{prefix}.{token_urlsafe(_SECRET_BYTES)}"
    scopes = tuple(scope for scope in SCOPES if scope in new.scopes)
    line = KeyLine(prefix, person.person, scopes, now, expires_at, None)
    api_keys.add(session, line, person.person_id, _hash(secret))
    audit.write(
        session,
        "api-key-created",
        ("api_key", prefix),
        actor=actor,
        now=now,
        person=person.person,
        scopes=scopes,
        expires_at=expires_at.isoformat() if expires_at else None,
    )
    return IssuedKey(secret, line)


def list_keys(session: Session) -> tuple[KeyLine, ...]:
    """All keys, oldest first."""
    return api_keys.every(session)


def keys_of(session: Session, person: str | None = None, *, page: int = 1) -> Leaf[KeyLine]:
    """A page of the keys of a person, of everybody's by default, newest first."""
    return api_keys.page(session, person, number=page)


def revoke_key(session: Session, prefix: str, *, actor: Actor, now: datetime) -> KeyLine:
    """End the key with that *prefix* at once; its person may, and an administrator.

    Raises: `UnknownKey`, `RoleMissing`, `KeyAlreadyRevoked`.
    """
    found = api_keys.find(session, prefix)
    if found is None:
        raise UnknownKey(prefix)
    actor = require_self_or(actor, found.line.person, Ability.ADMINISTER)
    require(found.line.revoked_at is None, KeyAlreadyRevoked(prefix))
    api_keys.revoke(session, found.id, now=now)
    audit.write(session, "api-key-revoked", ("api_key", prefix), actor=actor, now=now)
    return replace(found.line, revoked_at=now)


def verify_key(session: Session, secret: str, *, now: datetime) -> VerifiedKey:
    """Who acts by *secret*. Comparing takes as long for a wrong secret as for a right one.

    Raises: `KeyMissing`, `KeyWrong`, `KeyRevoked`, `KeyExpired`, `PersonEnded`, `SystemAccount`.
    """
    require(secret != "", KeyMissing())
    prefix = secret.partition(".")[0]
    found = api_keys.find(session, prefix)
    is_right = compare_digest(_hash(secret), found.secret_sha256 if found else _OF_NO_KEY)
    if found is None or not is_right:
        raise KeyWrong
    line = found.line
    require(line.revoked_at is None, KeyRevoked(prefix))
    require(line.expires_at is None or now < line.expires_at, KeyExpired(prefix))
    actor = replace(acting(session, line.person, now=now), api_key_id=found.id)
    allowed = abilities(actor.roles)
    return VerifiedKey(actor, tuple(scope for scope in line.scopes if scope in allowed), line.scopes)


def require_scope(verified: VerifiedKey, scope: str) -> None:
    """Return if the key reaches as far as *scope*.

    Raises: `ScopeMissing`, `ScopeBeyondRoles`.
    """
    person = verified.actor.person
    was_given = scope in verified.given
    require(scope in verified.scopes or not was_given, ScopeBeyondRoles(scope, verified.scopes, person))
    require(was_given, ScopeMissing(scope, verified.given))


def _hash(secret: str) -> str:
    """A plain hash suffices: 256 random bits are not guessed."""
    return sha256(secret.encode()).hexdigest()
