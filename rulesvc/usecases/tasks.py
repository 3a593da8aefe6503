"""Tasks: what waits for a person, by their own roles and by those of whom they stand in for. Nothing is changed.

Whoever may not take a step, because they had a hand in the thing, is not told that it waits for them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from rules.language import day_of
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.text import Text
from rulesvc.models.conclusion import ConclusionStatus
from rulesvc.models.edition import Status
from rulesvc.store import conclusions, edition_steps, editions, results, snapshots
from rulesvc.store.conclusions import ConclusionRecord
from rulesvc.store.edition_steps import StepLine
from rulesvc.store.editions import EditionLine
from rulesvc.store.effective import deciding, silent
from rulesvc.store.persons import Actor
from rulesvc.store.results import StoredResult
from rulesvc.usecases.abilities import ROLES, Ability, for_nobody_barred, require_ability


class TaskKind(StrEnum):
    """What is to be done."""

    FINISH = "finish"
    """A draft is to be finished and submitted."""
    COMPLETE = "complete"
    """A draft was returned and is to be completed."""
    CLEAR = "clear"
    """A submitted edition is to be cleared or returned."""
    ISSUE = "issue"
    """The decision that issues a cleared edition is to be recorded."""
    CONCLUDE = "conclude"
    """No rule covers a case: it is to go to the council, and what that concludes is to be entered."""
    CONFIRM = "confirm"
    """A conclusion that somebody else proposed is to be confirmed or rejected."""
    RECONFIRM = "reconfirm"
    """The council is to conclude anew: what it concluded holds on, and the figures are others now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionMatter:
    """An edition that something is to be done about; *periods* are the codes of those it covers."""

    rubric: str
    rubric_name: Text
    number: int
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMatter:
    """The decision of a *table* about an agency, in the *evaluation* by which it was taken, or could not be.

    *conclusion* and *outcome* are what was concluded, `None` and blank before. *superseded*: the evaluation no longer
    stands, so that a proposal about it can only be rejected.
    """

    rubric: str
    rubric_name: Text
    period: str
    evaluation: int
    agency: str
    agency_name: Text
    table: str
    table_name: Text
    conclusion: int | None = None
    outcome: Text = Text("")
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What waits *since* an instant, for so many *days* of the calendar in Vietnam.

    *person* left it, with a *comment*: made the draft, submitted, returned or cleared it, or proposed the conclusion.
    *acting_for* names those by whose roles alone it waits.
    """

    kind: TaskKind
    about: EditionMatter | DecisionMatter
    since: datetime
    days: int
    person: str = ""
    comment: str = ""
    acting_for: tuple[str, ...] = ()


_NEXT: Final[Mapping[Status, tuple[Ability, TaskKind]]] = {
    Status.DRAFT: (Ability.DRAFT, TaskKind.FINISH),
    Status.RETURNED: (Ability.DRAFT, TaskKind.COMPLETE),
    Status.SUBMITTED: (Ability.CLEAR, TaskKind.CLEAR),
    Status.CLEARED: (Ability.ISSUE, TaskKind.ISSUE),
}
"""What comes next for an edition with that status, and by which ability."""

_NO_RULE: Final = f'"reason":"{Reason.NO_RULE}"'.encode()
"""Stands in the canonical JSON of each result that leaves something to the council; few do, and only these are read."""


def tasks(session: Session, *, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """What waits for *actor*, oldest first, in a fixed number of queries."""
    waiting = (*_of_editions(session, actor, now), *_of_council(session, actor, now))
    return tuple(sorted(waiting, key=lambda task: task.since))


# ---- editions --------------------------------------------------------------------------------------------------------


def _of_editions(session: Session, actor: Actor, now: datetime) -> Iterator[Task]:
    acting = {status: _by(actor, ability) for status, (ability, _) in _NEXT.items()}
    found = editions.of_status(session, tuple(status for status in _NEXT if acting[status] is not None))
    ids = tuple(line.id for line in found)
    steps, drafters = edition_steps.latest(session, ids), edition_steps.drafters_of(session, ids)
    for line in found:
        status = Status(line.status)
        allowed = _allowed(status, acting[status], drafters[line.id])
        if allowed is not None:
            yield _edition_task(line, steps.get(line.id), allowed, now)


def _by(actor: Actor, ability: Ability) -> Actor | None:
    """*actor* as they act by *ability*, `None` where no role gives it."""
    return require_ability(actor, ability) if actor.roles & ROLES[ability] else None


def _allowed(status: Status, actor: Actor | None, drafters: frozenset[str]) -> Actor | None:
    """*actor* as they may take the next step from *status*: a draft waits for its drafters, clearing for all others."""
    if actor is None or status is Status.CLEARED:
        return actor
    if status is Status.SUBMITTED:
        return None if actor.person in drafters else for_nobody_barred(actor, drafters)
    if actor.person in drafters:
        return actor
    lenders = tuple(person for person in actor.acting_for if person in drafters)
    return replace(actor, acting_for=lenders) if lenders else None


def _edition_task(line: EditionLine, step: StepLine | None, actor: Actor, now: datetime) -> Task:
    since = line.created_at if step is None else step.at
    return Task(
        kind=_NEXT[Status(line.status)][1],
        about=EditionMatter(rubric=line.rubric, rubric_name=line.name, number=line.number, periods=line.periods),
        since=since,
        days=_days(since, now),
        person=line.author if step is None else step.person,
        comment="" if step is None else step.comment,
        acting_for=actor.acting_for,
    )


def _days(since: datetime, now: datetime) -> int:
    return (day_of(now) - day_of(since)).days


# ---- the council -----------------------------------------------------------------------------------------------------


def _of_council(session: Session, actor: Actor, now: datetime) -> Iterator[Task]:
    concluding, confirming = _by(actor, Ability.CONCLUDE), _by(actor, Ability.CONFIRM)
    if concluding is None and confirming is None:
        return
    waiting = conclusions.waiting(session)
    proposed = tuple(each for each in waiting if each.status == ConclusionStatus.PROPOSED)
    taken_up = {(each.evaluation, each.table) for each in proposed}
    again = tuple(each for each in waiting if each.to_confirm and (each.current, each.table) not in taken_up)
    told = _Told.read(session, (*proposed, *again))
    if confirming is not None:
        yield from _to_confirm(proposed, told, confirming, now)
    if concluding is not None:
        yield from (_reconfirm(each, told, concluding, now) for each in again)
        yield from _to_conclude(session, taken_up, concluding, now)


@dataclass(frozen=True, slots=True)
class _Told:
    """What conclusions are about, to be told: evaluations by id, and rubrics by the hash of their edition."""

    evaluations: Mapping[int, StoredResult]
    rubrics: Mapping[str, Rubric]

    @classmethod
    def read(cls, session: Session, records: tuple[ConclusionRecord, ...]) -> "_Told":
        """What *records* are about."""
        ids = {each for record in records for each in (record.evaluation, record.current)}
        hashes = {record.edition_sha256 for record in records}
        return cls(results.of_evaluations(session, ids), snapshots.all_issued(session, hashes))

    def matter(self, record: ConclusionRecord, evaluation: int) -> DecisionMatter:
        """What *record* concludes, in one *evaluation* of its key."""
        table = self.rubrics[record.edition_sha256].table[record.table]
        return replace(
            _matter(self.evaluations[evaluation], table.code, table.name),
            conclusion=record.id,
            outcome=table.outcome(record.outcome).name,
            superseded=evaluation != record.current,
        )


def _to_confirm(proposed: tuple[ConclusionRecord, ...], told: _Told, actor: Actor, now: datetime) -> Iterator[Task]:
    for record in proposed:
        allowed = for_nobody_barred(actor, (record.proposed_by,))
        if allowed is not None and record.proposed_by != actor.person:
            yield Task(
                kind=TaskKind.CONFIRM,
                about=told.matter(record, record.evaluation),
                since=record.proposed_at,
                days=_days(record.proposed_at, now),
                person=record.proposed_by,
                comment=record.reason,
                acting_for=allowed.acting_for,
            )


def _reconfirm(record: ConclusionRecord, told: _Told, actor: Actor, now: datetime) -> Task:
    since = told.evaluations[record.current].created_at
    return Task(
        kind=TaskKind.RECONFIRM,
        about=told.matter(record, record.current),
        since=since,
        days=_days(since, now),
        acting_for=actor.acting_for,
    )


def _to_conclude(session: Session, taken_up: set[tuple[int, str]], actor: Actor, now: datetime) -> Iterator[Task]:
    """The decisions that no rule covers, and on which nothing was concluded or proposed."""
    left = tuple(each for each in results.in_force(session) if _NO_RULE in each.result)
    held = conclusions.holding(session, tuple(each.id for each in left))
    rubrics = snapshots.all_issued(session, {each.edition_sha256 for each in left})
    for stored in left:
        codes = silent(json.loads(stored.result)) - held[stored.id].keys()
        for table in deciding(rubrics[stored.edition_sha256]):
            if table.code in codes and (stored.id, table.code) not in taken_up:
                yield Task(
                    kind=TaskKind.CONCLUDE,
                    about=_matter(stored, table.code, table.name),
                    since=stored.created_at,
                    days=_days(stored.created_at, now),
                    acting_for=actor.acting_for,
                )


def _matter(stored: StoredResult, table: str, name: Text) -> DecisionMatter:
    return DecisionMatter(
        rubric=stored.rubric,
        rubric_name=stored.rubric_name,
        period=stored.period,
        evaluation=stored.id,
        agency=stored.agency,
        agency_name=stored.agency_name,
        table=table,
        table_name=name,
    )
