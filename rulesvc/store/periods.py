"""Periods, by code and by order in time."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from rules.errors import Path, require
from rulesvc import models
from rulesvc.errors import PeriodTwice, UnknownPeriod
from rulesvc.store.rivals import lock_list


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period."""

    id: int
    code: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """A period that is to be added."""

    code: str
    first_day: date
    last_day: date


_row = models.Period
_columns = (_row.id, _row.code, _row.first_day, _row.last_day)


def by_code(session: Session, code: str, *, at: Path = ()) -> PeriodLine:
    """The period with that *code*.

    Raises: `UnknownPeriod`.
    """
    found = session.execute(select(*_columns).where(_row.code == code)).one_or_none()
    if found is None:
        raise UnknownPeriod(code, codes(session), at=at)
    return PeriodLine(*found)


def by_codes(session: Session, wanted: tuple[str, ...], *, at: Path = ()) -> tuple[PeriodLine, ...]:
    """The periods with those codes, each named once.

    Raises: `UnknownPeriod`, `PeriodTwice`.
    """
    for code in wanted:
        require(wanted.count(code) == 1, PeriodTwice(code, at=at))
    return tuple(by_code(session, code, at=at) for code in wanted)


def lock(session: Session) -> None:
    """Keep others from adding periods until the commit."""
    lock_list(session, models.Period)


def add(session: Session, period: NewPeriod) -> None:
    """A new period."""
    session.add(_row(code=period.code, first_day=period.first_day, last_day=period.last_day))
    session.flush()


def every(session: Session) -> tuple[PeriodLine, ...]:
    """All periods, in time."""
    return tuple(PeriodLine(*found) for found in session.execute(select(*_columns).order_by(_row.first_day)))


def codes(session: Session) -> tuple[str, ...]:
    """The codes of all periods, in time."""
    return tuple(session.scalars(select(_row.code).order_by(_row.first_day)))


def in_use(session: Session) -> frozenset[int]:
    """The keys of those to which an edition applies now, or which have evaluations."""
    applies, evaluation = models.Applicability, models.Evaluation
    applied = select(applies.period_id).where(applies.until.is_(None))
    return frozenset(session.scalars(union(applied, select(evaluation.period_id))))
