"""Evaluations that are stored: one, or a page of them."""

from sqlalchemy.orm import Session

from rulesvc.store import evaluations
from rulesvc.store.evaluations import EvaluationRecord, Filters, Page

__all__ = ["Filters", "Page", "find_evaluation", "list_evaluations"]

MOST_LISTED = 200
"""The most evaluations of one page."""


def find_evaluation(session: Session, evaluation_id: int) -> EvaluationRecord:
    """The evaluation with that id.

    Raises: `rulesvc.errors.UnknownEvaluation`.
    """
    return evaluations.by_id(session, evaluation_id)


def list_evaluations(session: Session, filters: Filters, *, before: int | None = None, limit: int = 50) -> Page:
    """The newest evaluations that pass *filters*, of those with an id below *before*."""
    return evaluations.listed(session, filters, before=before, limit=min(limit, MOST_LISTED))
