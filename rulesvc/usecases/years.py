"""Years: what stands of an agency under a rubric, period by period, and where it stands among the others in one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session

from rules.result import Result
from rulesvc.store import evaluations, periods
from rulesvc.store.evaluations import EvaluationRecord, Filters
from rulesvc.store.snapshots import issued
from rulesvc.usecases.judged import Held, held_by, results_of
from rulesvc.usecases.ranking import rank_in

_MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A rank *among* so many agencies."""

    rank: int
    among: int


@dataclass(frozen=True, slots=True)
class Year:
    """What stands for a period, and what *held* by the code of the table."""

    record: EvaluationRecord
    held: Mapping[str, Held]


@dataclass(frozen=True, slots=True)
class Years:
    """What stands at the stage of an evaluation, newest period first; *current* stands for its period."""

    current: EvaluationRecord | None
    every: tuple[Year, ...]
    place: Place | None


def years(session: Session, record: EvaluationRecord) -> Years:
    """The periods beside that of *record*, and its rank in that, where it stands at the final stage."""
    filters = Filters(agency=record.agency, rubric=record.rubric, stage=record.stage, current=True)
    found = evaluations.listed(session, filters, before=None, limit=_MOST_YEARS).records
    first_days = {each.code: each.first_day for each in periods.every(session)}
    ordered = sorted(found, key=lambda each: first_days[each.period], reverse=True)
    current = next((each for each in ordered if each.period == record.period), None)
    rank = rank_in(results_of(session, periods.by_code(session, record.period)), record.id or 0)
    return Years(current, tuple(_year(session, each) for each in ordered), None if rank is None else Place(*rank))


def _year(session: Session, record: EvaluationRecord) -> Year:
    rubric, result = issued(session, record.edition_sha256), cast("Result", json.loads(record.result))
    return Year(record, held_by(rubric, result, record.effective))
