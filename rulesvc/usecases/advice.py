"""Advice: what it takes for an agency to come to a better outcome, of what is stored or of what is only asked about."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from foresight.advice import Advice, NotTold, advice
from rules.errors import Refused, require
from rules.result import Result
from rules.rubric import Edition
from rules.sheet import Sheet
from rules.table import Table
from rules.text import Text
from rulesvc.errors import NothingStored, SeveralRubrics
from rulesvc.models.stage import Stage
from rulesvc.store import agencies, evaluations
from rulesvc.store.effective import deciding
from rulesvc.store.evaluations import EvaluationRecord, Filters
from rulesvc.store.inputs import read_input
from rulesvc.store.snapshots import issued
from rulesvc.usecases.case import judged_by
from rulesvc.usecases.evaluate import dry_run
from rulesvc.usecases.naming import unknown
from rulesvc.usecases.request import EvaluationRequest

_MOST_RUBRICS = 20


@dataclass(frozen=True, slots=True)
class TableAdvice:
    """The ways to each better outcome of a *table*, the nearest first; `None` where none is told."""

    table: Table
    ways: tuple[Advice, ...] | None


@dataclass(frozen=True, slots=True)
class Advised:
    """An evaluation with the advice that follows from it; *head* is the title of the agency's head."""

    record: EvaluationRecord
    head: Text
    edition: Edition
    result: Result
    tables: tuple[TableAdvice, ...]


def advise(session: Session, evaluation_id: int) -> Advised:
    """Advice on a stored evaluation, by the edition it was made under.

    Raises: `rulesvc.errors.UnknownEvaluation`.
    """
    return _on_stored(session, evaluations.by_id(session, evaluation_id))


def advise_agency(session: Session, agency: str, period: str, rubric: str = "") -> Advised:
    """Advice on what stands of an agency for a *period* at the final stage; the *rubric* is needed if it is not alone.

    Raises: `rules.errors.Refused` with all that is not known; `NothingStored`, `SeveralRubrics`.
    """
    named = {"agency": agency, "period": period, **({"rubric": rubric} if rubric else {})}
    strangers = unknown(session, named)
    if strangers:
        raise Refused(strangers)
    filters = Filters(agency=agency, period=period, rubric=rubric, stage=Stage.FINAL, current=True)
    found = evaluations.listed(session, filters, before=None, limit=_MOST_RUBRICS).records
    require(bool(found), NothingStored(agency, period))
    require(len(found) == 1, SeveralRubrics(agency, period, tuple(each.rubric for each in found), at=("rubric",)))
    return _on_stored(session, found[0])


def try_advice(session: Session, request: EvaluationRequest, *, now: datetime) -> Advised:
    """Advice on a *request*, under the edition or as known at the instant it names. Nothing is stored.

    Raises: as `rulesvc.usecases.evaluate.evaluate`.
    """
    record = dry_run(session, request, now=now)
    return _advised(session, record, judged_by(session, request, now=now))


def _on_stored(session: Session, record: EvaluationRecord) -> Advised:
    rubric = issued(session, record.edition_sha256)
    return _advised(session, record, Edition(rubric, record.edition, record.edition_sha256))


def _advised(session: Session, record: EvaluationRecord, edition: Edition) -> Advised:
    sheet = read_input(record.input, record.format_version)
    tables = tuple(TableAdvice(table, _ways(edition, sheet, table)) for table in deciding(edition.rubric))
    result = cast("Result", json.loads(record.result))
    return Advised(record, agencies.head_title(session, record.agency), edition, result, tables)


def _ways(edition: Edition, sheet: Sheet, table: Table) -> tuple[Advice, ...] | None:
    try:
        return advice(edition, sheet, table.code)
    except NotTold:
        return None
