"""Whoever has signed in: known again on every request, until what they signed in by changes; and by a subject."""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from sqlalchemy.orm import Session

from rulesvc.errors import SubjectUnknown
from rulesvc.store import audit, persons
from rulesvc.store.persons import Actor, Credentials
from rulesvc.usecases.persons import acting, is_subject

_STAMP: Final = 16
"""Hexadecimal digits: what they are made of is itself not known outside."""


def sign_in_by_subject(session: Session, subject: str, *, now: datetime) -> Actor:
    """Who signs in as *subject*, which an identity provider has vouched for.

    Raises: `SubjectUnknown`, `PersonEnded`.
    """
    found = persons.by_subject(session, subject) if is_subject(subject) else None
    if found is None:
        raise SubjectUnknown(subject)
    actor = acting(session, found.code, now=now)
    audit.write(session, "signed-in", ("person", found.code), actor=actor, now=now, by="oidc")
    return actor


def session_stamp(session: Session, person_id: int) -> str:
    """What a session on the pages keeps beside the code: it differs once the password or the subject does."""
    return _stamp(persons.credentials(session, person_id))


def signed_in(session: Session, code: str, stamp: str, *, now: datetime) -> Actor | None:
    """The person who signed in with that *code* and *stamp*, as they may act now, in two queries.

    None where they have left, or what they sign in by has changed since.
    """
    found = persons.credentials_of(session, code)
    if found is None or not compare_digest(_stamp(found).encode(), stamp.encode()):
        return None
    return acting(session, code, now=now)


def _stamp(found: Credentials) -> str:
    told = f"{found.password_hash or ''}\n{found.subject or ''}"
    return sha256(told.encode()).hexdigest()[:_STAMP]
