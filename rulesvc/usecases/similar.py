"""Similar cases: what the council concluded about others whom a table answered alike, so that like is treated alike."""

import json
from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any, Final

from sqlalchemy.orm import Session

from rulesvc.store import conclusions, periods
from rulesvc.store.conclusions import Concluded, ConclusionRecord
from rulesvc.store.evaluations import EvaluationRecord

MOST: Final = 10
"""The most cases that are shown: enough to see a practice."""


def similar_cases(session: Session, record: EvaluationRecord, tables: Collection[str]) -> tuple[ConclusionRecord, ...]:
    """What holds by the council on *tables* that answered alike, in that period and earlier ones, the newest first.

    What was concluded about the same agency in the same period is none of them.
    """
    first_day, answers = periods.by_code(session, record.period).first_day, _answers(record.result)
    found = conclusions.up_to(session, record.rubric, first_day, tables)
    others = (each for each in found if (each.record.agency, each.record.period) != (record.agency, record.period))
    alike = (each.record for each in others if _answer(_answers(each.result), each) == _answer(answers, each))
    return tuple(islice(alike, MOST))


def _answers(result: bytes) -> Mapping[str, Any]:
    answers: Mapping[str, Any] = json.loads(result)["outcomes"]
    return answers


def _answer(answers: Mapping[str, Any], concluded: Concluded) -> tuple[str | None, str | None]:
    """The outcome of the table that was *concluded* on, or why there is none."""
    line = answers[concluded.record.table]
    return line["code"], line.get("reason")
