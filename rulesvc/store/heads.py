"""Heads of agencies and their terms."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from rules.canonical import canonical, digest
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store import agencies
from rulesvc.store.agencies import AgencyLine
from rulesvc.store.folding import folded, holds
from rulesvc.store.leaves import Leaf, leaf
from rulesvc.store.periods import PeriodLine
from rulesvc.store.rivals import lock_list


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody who is head of an agency under a *title* from *first_day* to *last_day*; `None`: no end is known."""

    agency: str
    name: str
    title: str
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A term by its *id*."""

    id: int
    head: Head


def content(head: Head) -> dict[str, Any]:
    """*head* as JSON holds it."""
    values = {field.name: getattr(head, field.name) for field in fields(head)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def sha256(head: Head) -> str:
    """The hash of what is said of a head, by which a change that overlooks another one is noticed."""
    return digest(canonical(content(head)))


def every(session: Session) -> tuple[HeadLine, ...]:
    """All terms: agencies in the order in which they were added, the latest term of each first."""
    return tuple(map(_line, session.execute(_lines())))


def page(session: Session, words: str, lasting: date | None, *, number: int) -> Leaf[HeadLine]:
    """That page of the terms with these *words*, of those that have not ended by a day where one is said."""
    row, agency = models.HeadTerm, models.Agency
    wanted = _lines()
    for word in words.split():
        wanted = wanted.where(or_(*holds(row.searched, word), *holds(agency.searched, word)))
    if lasting is not None:
        wanted = wanted.where(_lasts(lasting))
    return leaf(session, wanted, number, _line)


def agencies_without(session: Session, day: date) -> tuple[AgencyLine, ...]:
    """The agencies that are there on a *day* and of which no head in office then or later is known."""
    row, agency = models.HeadTerm, models.Agency
    has_one = exists().where(row.agency_id == agency.id, _lasts(day))
    is_there = or_(agency.valid_until.is_(None), agency.valid_until >= day)
    return agencies.such(session, is_there, ~has_one)


def find(session: Session, head_id: int) -> HeadLine | None:
    """The term by its id."""
    found = session.execute(_lines().where(models.HeadTerm.id == head_id)).one_or_none()
    return None if found is None else _line(found)


def in_period(session: Session, agency: str, period: PeriodLine) -> tuple[Head, ...]:
    """Those who were head of an agency on any day of *period*, in time."""
    row = models.HeadTerm
    is_within = (row.first_day <= period.last_day, or_(row.last_day.is_(None), row.last_day >= period.first_day))
    found = session.execute(_lines().where(models.Agency.code == agency, *is_within))
    return tuple(reversed([_line(each).head for each in found]))


def periods_with_results(session: Session, head: Head) -> tuple[str, ...]:
    """The periods within the term of *head* of which their agency has an evaluation, in time."""
    row, agency, period = models.Evaluation, models.Agency, models.Period
    is_within = [period.last_day >= head.first_day]
    if head.last_day is not None:
        is_within.append(period.first_day <= head.last_day)
    is_judged = exists().where(row.period_id == period.id, row.agency_id == agency.id, agency.code == head.agency)
    return tuple(session.scalars(select(period.code).where(*is_within, is_judged).order_by(period.first_day)))


def lock(session: Session) -> None:
    """Keep others from adding or changing terms until the commit."""
    lock_list(session, models.HeadTerm)


def add(session: Session, agency_id: int, head: Head) -> None:
    """A new term."""
    session.add(models.HeadTerm(agency_id=agency_id, **_columns(head)))
    session.flush()


def change(session: Session, head_id: int, head: Head) -> None:
    """Let *head* be what is said of a term; its agency stays."""
    row = table(models.HeadTerm)
    session.execute(update(row).where(row.c.id == head_id).values(**_columns(head)))
    session.expire_all()


def remove(session: Session, head_id: int) -> None:
    """Take a term out."""
    row = table(models.HeadTerm)
    session.execute(delete(row).where(row.c.id == head_id))
    session.expire_all()


def _columns(head: Head) -> dict[str, Any]:
    values = {field.name: getattr(head, field.name) for field in fields(head) if field.name != "agency"}
    return {**values, "searched": folded(f"{head.name} {head.title}")}


def _lasts(day: date) -> ColumnElement[bool]:
    return or_(models.HeadTerm.last_day.is_(None), models.HeadTerm.last_day >= day)


def _lines() -> Select[*tuple[Any, ...]]:
    row, agency = models.HeadTerm, models.Agency
    columns = (row.id, agency.code, row.name, row.title, row.first_day, row.last_day)
    return select(*columns).join(agency, agency.id == row.agency_id).order_by(agency.id, row.first_day.desc())


def _line(found: Any) -> HeadLine:
    head_id, *values = found
    return HeadLine(head_id, Head(*values))
