"""Applicability: which edition holds for a period, now or as known at an instant."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.errors import Path
from rulesvc import models
from rulesvc.errors import NoEditionForPeriod, NoIssuedEdition, NothingKnownAsOf
from rulesvc.store import editions
from rulesvc.store.editions import EditionLine
from rulesvc.store.periods import PeriodLine
from rulesvc.store.rubrics import RubricKey


@dataclass(frozen=True, slots=True)
class Resolved:
    """The edition that applies, known from *since* and, where it no longer does, until *until*."""

    line: EditionLine
    since: datetime
    until: datetime | None


def resolve(
    session: Session, rubric: RubricKey, period: PeriodLine, *, as_of: datetime | None = None, at: Path = ()
) -> Resolved:
    """The edition of *rubric* that applies to *period*, as known at *as_of* (default: now).

    Raises: `NoEditionForPeriod`, `NoIssuedEdition`, `NothingKnownAsOf`; another period's edition is never taken.
    """
    row = models.Applicability
    wanted = select(row).where(row.rubric_id == rubric.id, row.period_id == period.id)
    if as_of is None:
        found = session.scalar(wanted.where(row.until.is_(None)))
    else:
        known = wanted.where(row.since <= as_of, or_(row.until.is_(None), row.until > as_of))
        found = session.scalar(known)
    if found is not None:
        return Resolved(editions.by_id(session, found.edition_id), found.since, found.until)
    first = session.scalar(wanted.order_by(row.since).limit(1))
    if as_of is not None and first is not None:
        raise NothingKnownAsOf(rubric.code, period.code, as_of, first.since, at=at)
    nearest = _nearest(session, rubric, period)
    if not nearest:
        raise NoIssuedEdition(rubric.code, at=at)
    raise NoEditionForPeriod(rubric.code, period.code, nearest, at=at)


def latest_period(session: Session, rubric: RubricKey) -> str:
    """The code of the last period that has an edition of *rubric*.

    Raises: `NoIssuedEdition`.
    """
    row, period = models.Applicability, models.Period
    having = select(period.code).join(row, row.period_id == period.id)
    of_rubric = having.where(row.rubric_id == rubric.id, row.until.is_(None))
    found = session.scalar(of_rubric.order_by(period.first_day.desc()).limit(1))
    if found is None:
        raise NoIssuedEdition(rubric.code)
    return found


def add(session: Session, line: EditionLine, period_id: int, *, since: datetime) -> None:
    """Let the edition apply to the period from now on. The database refuses a second one."""
    session.add(
        models.Applicability(rubric_id=line.rubric_id, period_id=period_id, edition_id=line.id, since=since, until=None)
    )
    session.flush()


def _nearest(session: Session, rubric: RubricKey, period: PeriodLine) -> str:
    """The code of the period nearest in time that has an edition, blank where none has."""
    row = models.Applicability
    having = session.execute(
        select(models.Period.code, models.Period.first_day)
        .join(row, row.period_id == models.Period.id)
        .where(row.rubric_id == rubric.id, row.until.is_(None))
    ).all()
    nearest = min(having, key=lambda other: abs(other.first_day - period.first_day), default=None)
    return nearest.code if nearest else ""
