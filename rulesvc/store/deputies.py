"""Deputies: who stands in for whom, from which day to which."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, aliased

from rulesvc import models


@dataclass(frozen=True, slots=True)
class DeputyLine:
    """That *deputy* stands in for *person*, both days included, unless it was ended before."""

    id: int
    person: str
    deputy: str
    first_day: date
    last_day: date
    ended_at: datetime | None


def every(session: Session) -> tuple[DeputyLine, ...]:
    """All of them, the latest first."""
    newest = (models.Deputy.first_day.desc(), models.Deputy.id.desc())
    return tuple(DeputyLine(*row) for row in session.execute(_deputies().order_by(*newest)))


def find(session: Session, deputy_id: int) -> DeputyLine | None:
    """The one with that id, if there is one."""
    row = session.execute(_deputies().where(models.Deputy.id == deputy_id)).one_or_none()
    return None if row is None else DeputyLine(*row)


def add(session: Session, deputy: models.Deputy) -> int:
    """Keep a new *deputy*; its id."""
    session.add(deputy)
    session.flush()
    return deputy.id


def end(session: Session, deputy_id: int, *, now: datetime) -> None:
    """Let it end now."""
    session.execute(update(models.Deputy).where(models.Deputy.id == deputy_id).values(ended_at=now))


def _deputies() -> Select[int, str, str, date, date, datetime | None]:
    deputy, person, stands_in = models.Deputy, aliased(models.Person), aliased(models.Person)
    return (
        select(deputy.id, person.code, stands_in.code, deputy.first_day, deputy.last_day, deputy.ended_at)
        .join(person, person.id == deputy.person_id)
        .join(stands_in, stands_in.id == deputy.deputy_id)
    )
