"""Tasks as rows of a page: each leads to the page on which it is done, and calls persons by name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from admin.named import names
from rules.language import day_of
from rulesvc.usecases.tasks import DecisionMatter, EditionMatter, Task, TaskKind


@dataclass(frozen=True, slots=True)
class Row:
    """A *task*, the *address* of the page on which it is done, and since which *day* it waits."""

    task: Task
    address: str
    day: date


def rows(session: Session, tasks: Iterable[Task]) -> list[Row]:
    """A row for each of *tasks*."""
    every = tuple(tasks)
    called = names(session, {each.person for each in every if each.person})
    return [_row(replace(each, person=called.get(each.person, each.person))) for each in every]


def _row(task: Task) -> Row:
    return Row(task, _address(task), day_of(task.since))


def _address(task: Task) -> str:
    match task.about:
        case EditionMatter() as about:
            return url_for("page-steps.index", rubric=about.rubric, number=about.number)
        case DecisionMatter() if task.kind is TaskKind.CONFIRM:
            return url_for("page-council.index")
        case DecisionMatter() as about:
            return url_for("page-council.form", evaluation=about.evaluation)
