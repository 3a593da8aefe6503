"""Requests about the reference case, and rubrics that vary it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import event

from rules.answer import Points
from rules.rubric import Rubric
from rulesvc.database import Database
from rulesvc.store.editions import EditionLine
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluate import evaluate
from rulesvc.usecases.request import EvaluationRequest
from rulesvc.usecases.rubrics import RubricImport, import_rubric
from tests.hai_duong import block_of, sheets
from tests.service.databases import NOW

LATER = NOW + timedelta(days=1)


@contextmanager
def queries(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile, but for those that begin and end transactions."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def request_for(agency: str, /, **changes: Any) -> EvaluationRequest:
    """The reconstructed sheet of *agency*, asked for as another system asks."""
    answers = sheets()[agency].answers
    request = EvaluationRequest(agency=agency, rubric=block_of(agency), period="2022", answers=answers)
    return replace(request, **changes)


def with_points(request: EvaluationRequest, criterion: str, points: str) -> EvaluationRequest:
    """*request* with other points for one criterion."""
    given = Points(criterion, Fraction(points))
    return replace(request, answers=tuple(given if each.criterion == criterion else each for each in request.answers))


def evaluated(database: Database, request: EvaluationRequest, actor: Actor) -> EvaluationRecord:
    """The record of *request*, stored."""
    with database.writing() as session:
        return evaluate(session, request, actor=actor, now=LATER)


def imported(
    database: Database, rubric: Rubric, actor: Actor, *, periods: tuple[str, ...] = ("2022",), issue: bool = False
) -> EditionLine:
    """*rubric* as a new edition; what is issued at once has its warnings acknowledged."""
    wanted = RubricImport(rubric, periods, issue, "Trình Hội đồng xem xét" if issue else "")
    with database.writing() as session:
        return import_rubric(session, wanted, actor=actor, now=NOW)
