"""Evaluations that are stored: one, or a page of them."""

from sqlalchemy.orm import Session

from rules.errors import Refused
from rulesvc.store import evaluations
from rulesvc.store.evaluations import EvaluationRecord, Filters, Page
from rulesvc.usecases.naming import unknown

__all__ = ["Filters", "Page", "find_evaluation", "list_evaluations"]

_NAMED = ("agency", "rubric", "period", "stage")

MOST_LISTED = 200
"""The most evaluations of one page."""


def find_evaluation(session: Session, evaluation_id: int) -> EvaluationRecord:
    """The evaluation with that id.

    Raises: `rulesvc.errors.UnknownEvaluation`.
    """
    return evaluations.by_id(session, evaluation_id)


def list_evaluations(session: Session, filters: Filters, *, before: int | None = None, limit: int = 50) -> Page:
    """The newest evaluations that pass *filters*, of those with an id below *before*.

    Raises: `rules.errors.Refused` with every filter that names something unknown: nothing would ever pass it.
    """
    codes = {name: getattr(filters, name) for name in _NAMED if getattr(filters, name)}
    strangers = unknown(session, codes)
    if strangers:
        raise Refused(strangers)
    return evaluations.listed(session, filters, before=before, limit=min(limit, MOST_LISTED))
