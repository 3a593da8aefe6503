"""The rows of the Council's page: what waits and what was concluded, each beside the answer of the engine."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session

from rules.language import Language
from rules.phrases import document_name
from rules.result import Result
from rules.rubric import Rubric
from rules.sentences import explain
from rules.telling import Names
from rules.text import Text
from rulesvc.store import agencies, results, snapshots
from rulesvc.store.conclusions import ConclusionRecord
from rulesvc.store.effective import effective
from rulesvc.store.results import StoredResult
from rulesvc.usecases.judged import Held, held_by
from rulesvc.usecases.tasks import DecisionMatter, Task


@dataclass(frozen=True, slots=True)
class Case:
    """What waits, and why the engine answers as it does."""

    task: Task
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A conclusion in the words of the edition by which it was made; *engine* is the answer that it stands beside."""

    record: ConclusionRecord
    agency: str
    table: str
    engine: Held
    outcome: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Known:
    """The evaluations that the page is about, with their rubrics and the titles of heads, in three queries."""

    results: Mapping[int, StoredResult]
    rubrics: Mapping[str, Rubric]
    heads: Mapping[str, Text]

    def rubric(self, evaluation: int) -> Rubric:
        """The rubric by which an *evaluation* was made."""
        return self.rubrics[self.results[evaluation].edition_sha256]

    def result(self, evaluation: int) -> Result:
        """What the engine answered."""
        return cast("Result", json.loads(self.results[evaluation].result))


def known(session: Session, evaluations: Iterable[int]) -> Known:
    """What is known of *evaluations*."""
    found = results.of_evaluations(session, frozenset(evaluations))
    return Known(
        found,
        snapshots.all_issued(session, (each.edition_sha256 for each in found.values())),
        agencies.head_titles(session, {each.agency for each in found.values()}),
    )


def case(task: Task, about: DecisionMatter, of: Known, into: Language) -> Case:
    """What waits, with the reasons of the engine."""
    stored = of.results[about.evaluation]
    names = Names(into.text(stored.agency_name), into.text(of.heads[stored.agency]))
    told = explain(of.rubric(about.evaluation), of.result(about.evaluation), into, names)
    tables = [each for each in told["tables"] if each["table"] == about.table]
    return Case(task, tuple(text for each in tables for text in (each["conclusion"], *each["sentences"])))


def line(record: ConclusionRecord, of: Known, into: Language) -> Line:
    """A conclusion beside the answer of the engine."""
    rubric, result = of.rubric(record.evaluation), of.result(record.evaluation)
    table = rubric.table[record.table]
    return Line(
        record,
        into.text(of.results[record.evaluation].agency_name),
        into.text(table.name),
        held_by(rubric, result, effective(rubric, result, {}))[record.table],
        into.text(table.outcome(record.outcome).name),
        document_name(into, record.minutes),
    )
