"""Idempotency: the same key and body give the stored answer, whatever happened to the connection in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request
from sqlalchemy.orm import Session

from rules.errors import N_, InputRefusal, require
from rulesvc.api.access import caller
from rulesvc.api.dumps import json_response
from rulesvc.usecases.idempotency import Call, StoredAnswer, begin, finish

MOST_CHARACTERS: Final = 200
"""Length of an Idempotency-Key."""


@dataclass(eq=False)
class BadIdempotencyKey(InputRefusal):
    """An Idempotency-Key that cannot be kept."""

    given: str
    limit: int
    words = N_("Idempotency-Key “{given}” is not allowed. Allowed: 1 to {limit} printable ASCII characters.")


def key_sent() -> str:
    """The Idempotency-Key of the request; blank where there is none.

    Raises: `BadIdempotencyKey`.
    """
    if "Idempotency-Key" not in request.headers:
        return ""
    key = request.headers["Idempotency-Key"].strip()
    fits = 0 < len(key) <= MOST_CHARACTERS and key.isascii() and key.isprintable()
    require(fits, BadIdempotencyKey(key, MOST_CHARACTERS, at=("Idempotency-Key",)))
    return key


def once(session: Session, key: str, body: bytes, answer: Callable[[], StoredAnswer], *, now: datetime) -> StoredAnswer:
    """What *answer* gives, kept under *key* in the same transaction; what was kept before where it is known."""
    if not key:
        return answer()
    call = Call(caller().actor.api_key_id or 0, key, body)
    kept = begin(session, call, now=now)
    if kept is None:
        kept = answer()
        finish(session, call, kept)
    return kept


def response(kept: StoredAnswer) -> Response:
    """A kept answer as the response."""
    return json_response(kept.body, kept.status, kept.headers)
