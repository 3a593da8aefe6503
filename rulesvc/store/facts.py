"""Facts of earlier periods that were decided outside this service."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.orm import Session

from rules.sheet import Previous
from rules.text import Text
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.periods import PeriodLine

_fact, _outcome, _period = table(models.PreviousFact), table(models.PreviousOutcome), table(models.Period)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of an agency in a period, and where it comes from."""

    known: Previous
    provenance: Text


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
    return Fact(_known(rows), Text(rows[0].provenance_vi, rows[0].provenance_en)) if rows else None


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
        provenance=fact.provenance,
    )
    session.add(row)
    session.flush()
    outcomes = [
        {"fact_id": row.id, "decision_table": code, "outcome": outcome} for code, outcome in known.outcomes.items()
    ]
    if outcomes:
        session.execute(insert(_outcome), outcomes)


def _known(rows: Sequence[Row[Any]]) -> Previous:
    """One row an outcome, or one row where there is none."""
    outcomes = {row.decision_table: row.outcome for row in rows if row.decision_table is not None}
    return Previous(rows[0].reviewed, rows[0].rank, outcomes)
