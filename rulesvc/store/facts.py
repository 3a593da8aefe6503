"""Facts of earlier periods that were decided outside this service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from rules.sheet import Previous
from rules.text import Text
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.periods import PeriodLine
from rulesvc.store.rivals import lock_list

_fact, _outcome, _period = table(models.PreviousFact), table(models.PreviousOutcome), table(models.Period)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of an agency in a period, and where it comes from. No rule reads the *percent*, people do."""

    known: Previous
    provenance: Text
    percent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A period, and what was imported about an agency for it."""

    period_id: int
    period: str
    known: Previous


_columns = (*_fact.c, _outcome.c.decision_table, _outcome.c.outcome)

_FIND: Final = (
    select(*_columns)
    .select_from(_fact.outerjoin(_outcome, _outcome.c.fact_id == _fact.c.id))
    .where(_fact.c.agency_id == bindparam("agency"), _fact.c.period_id == bindparam("period"))
)

_OF_PERIOD: Final = (
    select(models.Agency.code.label("agency"), *_columns)
    .select_from(_fact.join(models.Agency).outerjoin(_outcome, _outcome.c.fact_id == _fact.c.id))
    .where(_fact.c.period_id == bindparam("period"))
    .order_by(_fact.c.id)
)

_last_before = (
    select(_period.c.id)
    .where(_period.c.last_day < bindparam("first_day"))
    .order_by(_period.c.last_day.desc(), _period.c.first_day)
    .limit(1)
    .scalar_subquery()
)

_BEFORE: Final = (
    select(_period.c.id.label("earlier_id"), _period.c.code.label("earlier_code"), *_columns)
    .select_from(
        _period.outerjoin(
            _fact, (_fact.c.period_id == _period.c.id) & (_fact.c.agency_id == bindparam("agency"))
        ).outerjoin(_outcome, _outcome.c.fact_id == _fact.c.id)
    )
    .where(_period.c.id == _last_before)
)


def find(session: Session, agency_id: int, period_id: int) -> Fact | None:
    """What was imported about an agency and a period."""
    rows = session.execute(_FIND, {"agency": agency_id, "period": period_id}).all()
    return _fact_in(rows) if rows else None


def of_period(session: Session, period_id: int) -> Mapping[str, Fact]:
    """What was imported about a period, by agency, in the order in which it was."""
    rows = session.execute(_OF_PERIOD, {"period": period_id}).all()
    return {agency: _fact_in(tuple(of_agency)) for agency, of_agency in groupby(rows, lambda row: row.agency)}


def periods_with_any(session: Session) -> frozenset[str]:
    """The codes of the periods about which anything was imported."""
    found = select(_period.c.code).join(_fact, _fact.c.period_id == _period.c.id).distinct()
    return frozenset(session.scalars(found))


def lock(session: Session) -> None:
    """Keep others from adding or changing facts until the commit."""
    lock_list(session, models.PreviousFact)


def before(session: Session, agency_id: int, period: PeriodLine) -> Earlier | None:
    """The last period that ended before *period* began, with what was imported about an agency for it."""
    rows = session.execute(_BEFORE, {"agency": agency_id, "first_day": period.first_day}).all()
    return Earlier(rows[0].earlier_id, rows[0].earlier_code, _known(rows)) if rows else None


def add(session: Session, agency_id: int, period_id: int, fact: Fact) -> None:
    """Keep *fact* about an agency and a period that none is known of."""
    known = fact.known
    row = models.PreviousFact(
        agency_id=agency_id,
        period_id=period_id,
        rank=known.rank,
        reviewed=known.reviewed,
        percent=fact.percent,
        provenance=fact.provenance,
    )
    session.add(row)
    session.flush()
    _add_outcomes(session, row.id, known)


def change(session: Session, agency_id: int, period_id: int, fact: Fact) -> None:
    """Let *fact* be what is known about an agency and a period, of which something is."""
    is_it = (_fact.c.agency_id == agency_id, _fact.c.period_id == period_id)
    fact_id = session.execute(select(_fact.c.id).where(*is_it)).scalar_one()
    said = {"provenance_vi": fact.provenance.vi, "provenance_en": fact.provenance.en, "percent": fact.percent}
    known = {"rank": fact.known.rank, "reviewed": fact.known.reviewed}
    session.execute(update(_fact).where(_fact.c.id == fact_id).values(**said, **known))
    session.execute(delete(_outcome).where(_outcome.c.fact_id == fact_id))
    _add_outcomes(session, fact_id, fact.known)
    session.expire_all()


def remove(session: Session, agency_id: int, period_id: int) -> None:
    """Let nothing be known about an agency and a period."""
    is_it = (_fact.c.agency_id == agency_id, _fact.c.period_id == period_id)
    session.execute(delete(_outcome).where(_outcome.c.fact_id.in_(select(_fact.c.id).where(*is_it))))
    session.execute(delete(_fact).where(*is_it))
    session.expire_all()


def _add_outcomes(session: Session, fact_id: int, known: Previous) -> None:
    rows = [
        {"fact_id": fact_id, "decision_table": code, "outcome": outcome} for code, outcome in known.outcomes.items()
    ]
    if rows:
        session.execute(insert(_outcome), rows)


def _fact_in(rows: Sequence[Row[Any]]) -> Fact:
    first = rows[0]
    return Fact(_known(rows), Text(first.provenance_vi, first.provenance_en), first.percent)


def _known(rows: Sequence[Row[Any]]) -> Previous:
    """One row an outcome, or one row where there is none."""
    outcomes = {row.decision_table: row.outcome for row in rows if row.decision_table is not None}
    return Previous(rows[0].reviewed, rows[0].rank, outcomes)
