"""API keys, by prefix."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from rulesvc import models


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


def every(session: Session) -> tuple[KeyLine, ...]:
    """All keys, oldest first."""
    return tuple(_line(row, person) for row, person in session.execute(_keys().order_by(models.ApiKey.id)))


def find(session: Session, prefix: str) -> StoredKey | None:
    """The key with that *prefix*, if there is one."""
    found = session.execute(_keys().where(models.ApiKey.prefix == prefix)).one_or_none()
    if found is None:
        return None
    row, person = found
    return StoredKey(row.id, row.person_id, row.secret_sha256, _line(row, person))


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


def _keys() -> Select[models.ApiKey, str]:
    return select(models.ApiKey, models.Person.code).join(models.Person, models.Person.id == models.ApiKey.person_id)


def _line(row: models.ApiKey, person: str) -> KeyLine:
    return KeyLine(row.prefix, person, row.scopes, row.created_at, row.expires_at, row.revoked_at)
