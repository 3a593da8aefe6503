"""Tables by which agencies were ever rated: what outcomes of earlier years may be called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.table import SINGLE
from rules.text import Text
from rulesvc import models


@dataclass(frozen=True, slots=True)
class RatedTable:
    """A table under its latest name, with the names of its outcomes by code, of all rubrics and editions."""

    code: str
    name: Text
    outcomes: dict[str, Text] = field(default_factory=dict)


def tables(session: Session) -> Mapping[str, RatedTable]:
    """The tables with one outcome for an agency, by code; those of the latest editions come first."""
    row, outcome = models.DecisionTable, models.Outcome
    belongs = (outcome.edition_id == row.edition_id) & (outcome.decision_table == row.code)
    found = session.execute(
        select(row.code, row.name, outcome.code, outcome.name)
        .join(outcome, belongs)
        .where(row.hit_policy.in_(SINGLE))
        .order_by(row.edition_id.desc(), row.position, outcome.position)
    )
    known: dict[str, RatedTable] = {}
    for code, name, of_table, called in found:
        known.setdefault(code, RatedTable(code, name)).outcomes.setdefault(of_table, called)
    return known
