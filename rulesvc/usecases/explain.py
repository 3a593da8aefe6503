"""Explaining: what the sentences about a stored evaluation are made from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session

from rules.answer import NotApplicable
from rules.conclusion import Conclusion, Precedent
from rules.result import Result
from rules.rubric import Edition
from rules.sentences import Beside
from rules.sheet import Sheet
from rules.telling import Given
from rules.text import Text
from rulesvc.store import agencies, conclusions, evaluations, periods, previous, rubrics
from rulesvc.store.conclusions import ConclusionRecord
from rulesvc.store.effective import silent
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.inputs import read_input
from rulesvc.store.snapshots import issued


@dataclass(frozen=True, slots=True)
class Explainable:
    """A stored evaluation with the edition it was made under, its sheet and its result, all as they were.

    *head* is the title of the agency's head, *beside* what the council concluded and what the result was made from.
    """

    record: EvaluationRecord
    head: Text
    edition: Edition
    sheet: Sheet
    result: Result
    beside: Beside


_MOST_PRECEDENTS = 5
"""Earlier conclusions that are told: enough to see a practice."""


def explainable(session: Session, evaluation_id: int) -> Explainable:
    """What the sentences about an evaluation are made from.

    Raises: `rulesvc.errors.UnknownEvaluation`.
    """
    record = evaluations.by_id(session, evaluation_id)
    rubric = issued(session, record.edition_sha256)
    result = cast("Result", json.loads(record.result))
    sheet = read_input(record.input, record.format_version)
    return Explainable(
        record=record,
        head=agencies.head_title(session, record.agency),
        edition=Edition(rubric, record.edition, record.edition_sha256),
        sheet=sheet,
        result=result,
        beside=Beside(
            conclusions=_conclusions(session, record),
            precedents=_precedents(session, record, silent(result)),
            given=given_of(session, record, sheet),
        ),
    )


def given_of(session: Session, record: EvaluationRecord, sheet: Sheet) -> Given:
    """Why criteria are not assessed, and which period came before, unless another one was looked at then."""
    reasons = {answer.criterion: answer.reason for answer in sheet.answers if isinstance(answer, NotApplicable)}
    agency, rubric = agencies.by_code(session, record.agency), rubrics.by_code(session, record.rubric)
    stored = previous.of_agency(session, agency.id, rubric.id, periods.by_code(session, record.period))
    if stored.known.reviewed not in {None, sheet.previous.reviewed}:
        return Given(reasons)
    return Given(reasons, stored.period, stored.in_detail)


def _conclusions(session: Session, record: EvaluationRecord) -> Mapping[str, Conclusion]:
    """What the council concluded and holds for the evaluation, by table."""
    held = {table: line["conclusion"] for table, line in record.effective.items()}
    return {
        table: Conclusion(
            code=each.outcome,
            outcome=_label(session, each),
            reason=each.reason,
            minutes=each.minutes,
            to_confirm=each.to_confirm and each.current == record.id,
        )
        for table, each in held.items()
        if each is not None
    }


def _precedents(
    session: Session, record: EvaluationRecord, tables: frozenset[str]
) -> Mapping[str, tuple[Precedent, ...]]:
    """How the council concluded before on those *tables* of the rubric that were silent then as well."""
    found: dict[str, tuple[Precedent, ...]] = {}
    if not tables:
        return found
    first_day = periods.by_code(session, record.period).first_day
    for concluded in conclusions.before(session, record.rubric, first_day, tables):
        each, told = concluded.record, found.get(concluded.record.table, ())
        if each.table in silent(json.loads(concluded.result)) and len(told) < _MOST_PRECEDENTS:
            found[each.table] = (*told, Precedent(each.period, _label(session, each), each.minutes))
    return found


def _label(session: Session, conclusion: ConclusionRecord) -> Text:
    """The outcome in the words of the edition under which it was concluded."""
    return issued(session, conclusion.edition_sha256).table[conclusion.table].outcome(conclusion.outcome).name
