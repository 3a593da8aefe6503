"""Applicability: which edition holds for a period, now or as known at an instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from rules.errors import Path
from rulesvc import models
from rulesvc.errors import EditionRepealed, InstantToCome, NoEditionForPeriod, NoIssuedEdition, NothingKnownAsOf
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


def require_past(as_of: datetime | None, *, now: datetime) -> None:
    """Return if it is known by now what applied *as_of* an instant.

    Raises: `InstantToCome`.
    """
    if as_of is not None and as_of > now:
        raise InstantToCome(as_of, now, at=("as_of",))


def resolve(
    session: Session, rubric: RubricKey, period: PeriodLine, *, as_of: datetime | None = None, at: Path = ()
) -> Resolved:
    """The edition of *rubric* that applies to *period*, as known at *as_of* (default: now).

    Raises: `EditionRepealed`, `NoEditionForPeriod`, `NoIssuedEdition`, `NothingKnownAsOf`; another period's edition is
    never taken.
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
    _refuse_repealed(session, rubric, period, as_of, at)
    first = session.scalar(wanted.order_by(row.since).limit(1))
    if as_of is not None and first is not None:
        raise NothingKnownAsOf(rubric.code, period.code, as_of, first.since, at=at)
    nearest = _nearest(session, rubric, period)
    if not nearest:
        raise NoIssuedEdition(rubric.code, at=at)
    raise NoEditionForPeriod(rubric.code, period.code, nearest, at=at)


def _refuse_repealed(session: Session, rubric: RubricKey, period: PeriodLine, as_of: datetime | None, at: Path) -> None:
    """Refuse a period for which an edition applied before: one that took its place would have been found."""
    row = models.Applicability
    ended = row.until.is_not(None) if as_of is None else row.until <= as_of
    of_both = (row.rubric_id == rubric.id, row.period_id == period.id)
    last = (
        select(models.Edition.number, row.until).join(row, row.edition_id == models.Edition.id).where(*of_both, ended)
    )
    found = session.execute(last.order_by(row.until.desc(), row.id.desc()).limit(1)).first()
    if found is not None:
        raise EditionRepealed(rubric.code, found.number, period.code, found.until, at=at)


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


def applying(session: Session, rubric_id: int, period_codes: Iterable[str]) -> tuple[EditionLine, ...]:
    """The editions of a rubric that apply to these periods now, by number."""
    row, period = models.Applicability, models.Period
    wanted = (
        select(row.edition_id)
        .join(period, period.id == row.period_id)
        .where(row.rubric_id == rubric_id, row.until.is_(None), period.code.in_(tuple(period_codes)))
    )
    return editions.read_lines(session, editions.lines().where(models.Edition.id.in_(wanted)))


def of_period(session: Session, period_id: int) -> tuple[EditionLine, ...]:
    """The editions that apply to a period now, one a rubric, by rubric."""
    row = models.Applicability
    wanted = select(row.edition_id).where(row.period_id == period_id, row.until.is_(None))
    return editions.read_lines(session, editions.lines().where(models.Edition.id.in_(wanted)))


def applies_still(session: Session, edition_id: int) -> bool:
    """Whether an edition applies to any period now."""
    row = models.Applicability
    found = session.scalar(select(row.id).where(row.edition_id == edition_id, row.until.is_(None)).limit(1))
    return found is not None


def latest_instant(session: Session, rubric_id: int) -> datetime | None:
    """When an edition of a rubric last began to apply, or ceased to."""
    row = models.Applicability
    of_rubric = select(row.since, row.until).where(row.rubric_id == rubric_id)
    return max((instant for both in session.execute(of_rubric) for instant in both if instant), default=None)


def end(session: Session, rubric_id: int, period_id: int, *, until: datetime) -> None:
    """Let whatever applies to a period cease to."""
    row = models.Applicability
    _end(session, (row.rubric_id == rubric_id) & (row.period_id == period_id), until=until)


def end_all(session: Session, edition_id: int, *, until: datetime) -> None:
    """Let an edition cease to apply to any period."""
    _end(session, models.Applicability.edition_id == edition_id, until=until)


def _end(session: Session, which: ColumnElement[bool], *, until: datetime) -> None:
    row = models.Applicability
    session.execute(update(row).where(which, row.until.is_(None)).values(until=until))


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
