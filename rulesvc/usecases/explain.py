"""Explaining: what the sentences about a stored evaluation are made from."""

import json
from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session

from rules.result import Result
from rules.rubric import Edition
from rules.sheet import Sheet
from rules.text import Text
from rulesvc.store import agencies, evaluations
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.frozen import frozen
from rulesvc.store.inputs import read_input
from rulesvc.store.snapshots import rebuilt


@dataclass(frozen=True, slots=True)
class Explainable:
    """A stored evaluation with the edition it was made under, its sheet and its result, all as they were.

    *head* is the title of the agency's head.
    """

    record: EvaluationRecord
    head: Text
    edition: Edition
    sheet: Sheet
    result: Result


def explainable(session: Session, evaluation_id: int) -> Explainable:
    """What the sentences about an evaluation are made from.

    Raises: `rulesvc.errors.UnknownEvaluation`.
    """
    record = evaluations.by_id(session, evaluation_id)
    sha256 = record.edition_sha256
    rubric = frozen(sha256, lambda: rebuilt(session, sha256))
    return Explainable(
        record=record,
        head=agencies.head_title(session, record.agency),
        edition=Edition(rubric, record.edition, sha256),
        sheet=read_input(record.input, record.format_version),
        result=cast("Result", json.loads(record.result)),
    )
