"""Idempotency: a request that names itself is answered once, and its repetitions get the same answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from rules.canonical import digest
from rules.errors import require
from rulesvc.errors import IdempotencyKeyReused
from rulesvc.store import kept_answers
from rulesvc.store.kept_answers import StoredAnswer

__all__ = ["KEPT_FOR", "Call", "StoredAnswer", "begin", "finish", "forget_expired"]

KEPT_FOR: Final = timedelta(days=30)
"""How long an answer is kept."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request with its Idempotency-Key, by one API key."""

    api_key_id: int
    key: str
    body: bytes


def begin(session: Session, call: Call, *, now: datetime) -> StoredAnswer | None:
    """The answer that *call* had before; `None` if it had none and is to be worked on, then `finish`ed.

    A concurrent twin waits here until the first one has committed, and gets its answer.

    Raises: `IdempotencyKeyReused` where the key came with another body.
    """
    body_sha256 = digest(call.body)
    if kept_answers.claim(session, call.api_key_id, call.key, body_sha256, now=now):
        return None
    kept = kept_answers.find(session, call.api_key_id, call.key)
    if kept.created_at <= now - KEPT_FOR:
        kept_answers.claim_again(session, call.api_key_id, call.key, body_sha256, now=now)
        return None
    require(kept.body_sha256 == body_sha256, IdempotencyKeyReused(call.key))
    return kept.answer


def finish(session: Session, call: Call, answer: StoredAnswer) -> None:
    """Keep *answer* for the repetitions of *call*."""
    kept_answers.fill(session, call.api_key_id, call.key, answer)


def forget_expired(session: Session, *, now: datetime) -> int:
    """Remove the answers that were kept long enough; how many there were."""
    return kept_answers.drop_older(session, now - KEPT_FOR)
