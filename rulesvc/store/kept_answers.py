"""Kept answers: claimed before the work, filled after it, in the transaction of the work."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rulesvc import models


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered to a request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier claim: of which body and when, and its answer unless it was never given."""

    body_sha256: str
    created_at: datetime
    answer: StoredAnswer | None


_row = models.KeptAnswer


def claim(session: Session, api_key_id: int, key: str, body_sha256: str, *, now: datetime) -> bool:
    """Claim *key*; false where it is taken. Waits for a claim in another transaction until that one ends."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {"api_key_id": api_key_id, "key": key, "body_sha256": body_sha256, "created_at": now}
    claimed: Any = session.execute(dialect.insert(_row).values(values).on_conflict_do_nothing())
    return bool(claimed.rowcount == 1)


def find(session: Session, api_key_id: int, key: str) -> Kept:
    """The claim on *key*, which there is."""
    row = session.scalars(select(_row).where(_row.api_key_id == api_key_id, _row.key == key)).one()
    answer = None
    if row.status is not None:
        answer = StoredAnswer(row.status, json.loads(row.headers or "{}"), row.body or b"")
    return Kept(row.body_sha256, row.created_at, answer)


def claim_again(session: Session, api_key_id: int, key: str, body_sha256: str, *, now: datetime) -> None:
    """Claim a *key* anew whose time is over."""
    _change(session, api_key_id, key, body_sha256=body_sha256, created_at=now, status=None, headers=None, body=None)


def fill(session: Session, api_key_id: int, key: str, answer: StoredAnswer) -> None:
    """Keep *answer* under the claimed *key*."""
    headers = json.dumps(dict(answer.headers))
    _change(session, api_key_id, key, status=answer.status, headers=headers, body=answer.body)


def drop_older(session: Session, than: datetime) -> int:
    """Remove what was kept before *than*; how many there were."""
    removed: CursorResult[Any] = session.execute(  # type: ignore[assignment] # as deletions have
        delete(_row).where(_row.created_at < than).execution_options(synchronize_session=False)
    )
    return removed.rowcount


def _change(session: Session, api_key_id: int, key: str, **values: Any) -> None:
    session.execute(
        update(_row)
        .where(_row.api_key_id == api_key_id, _row.key == key)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
