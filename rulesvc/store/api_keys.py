"""API keys, by prefix."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.leaves import Leaf, leaf


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as it may be shown."""

    prefix: str
    person: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key as it is checked."""

    id: int
    person_id: int
    secret_sha256: str
    line: KeyLine


_key, _person = table(models.ApiKey), table(models.Person)

_KEYS: Final = select(*_key.c, _person.c.code.label("person")).join(_person, _person.c.id == _key.c.person_id)

_FIND: Final = _KEYS.where(_key.c.prefix == bindparam("prefix"))
"""Asked on each request, and so written once."""


def every(session: Session) -> tuple[KeyLine, ...]:
    """All keys, oldest first."""
    return tuple(map(_line, session.execute(_KEYS.order_by(_key.c.id))))


def page(session: Session, person: str | None, *, number: int) -> Leaf[KeyLine]:
    """That page of the keys of a person, of everybody's by default, newest first."""
    wanted = _KEYS if person is None else _KEYS.where(_person.c.code == person)
    return leaf(session, wanted.order_by(_key.c.id.desc()), number, _line)


def find(session: Session, prefix: str) -> StoredKey | None:
    """The key with that *prefix*, if there is one."""
    row = session.execute(_FIND, {"prefix": prefix}).one_or_none()
    return None if row is None else StoredKey(row.id, row.person_id, row.secret_sha256, _line(row))


def add(session: Session, line: KeyLine, person_id: int, secret_sha256: str) -> None:
    """Keep a new key."""
    session.add(
        models.ApiKey(
            prefix=line.prefix,
            secret_sha256=secret_sha256,
            person_id=person_id,
            scopes=line.scopes,
            created_at=line.created_at,
            expires_at=line.expires_at,
            revoked_at=line.revoked_at,
        )
    )
    session.flush()


def revoke(session: Session, key_id: int, *, now: datetime) -> None:
    """Let a key end now."""
    session.execute(update(models.ApiKey).where(models.ApiKey.id == key_id).values(revoked_at=now))


def _line(row: Any) -> KeyLine:
    return KeyLine(row.prefix, row.person, row.scopes, row.created_at, row.expires_at, row.revoked_at)
