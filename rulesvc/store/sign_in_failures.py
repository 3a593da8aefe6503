"""Failures to sign in, by the code that was sent."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from rulesvc import models
from rulesvc.store.rivals import lock_name


def lock(session: Session, code: str) -> None:
    """Let nobody else try under that *code* until the transaction ends: of guesses at once, each counts the others.

    Whoever locks persons too does so after this.
    """
    lock_name(session, models.SignInFailure, code)


def latest(session: Session, code: str, limit: int) -> tuple[datetime, ...]:
    """When somebody last failed under that *code*, at most *limit* times, latest first."""
    failure = models.SignInFailure
    found = select(failure.at).where(failure.code == code).order_by(failure.at.desc()).limit(limit)
    return tuple(session.scalars(found))


def add(session: Session, code: str, *, now: datetime) -> None:
    """Keep that somebody failed under that *code*."""
    session.add(models.SignInFailure(code=code, at=now))
    session.flush()


def remove_before(session: Session, instant: datetime) -> None:
    """Remove what was kept before *instant*, but for what somebody else removes just now."""
    failure = models.SignInFailure
    old = select(failure.id).where(failure.at < instant).with_for_update(skip_locked=True)
    session.execute(delete(failure).where(failure.id.in_(old)), execution_options={"synchronize_session": False})


def remove(session: Session, code: str) -> bool:
    """Remove what was kept of that *code*; whether there was anything."""
    failure = models.SignInFailure
    ids = session.scalars(delete(failure).where(failure.code == code).returning(failure.id)).all()
    return bool(ids)
