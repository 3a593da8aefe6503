"""Conclusions of the council: proposed by a secretary from the minutes, confirmed or rejected by a second person.

A conclusion stands beside what the engine answered and changes nothing of it: `rulesvc.store.effective` says what
holds. It is made for the current evaluation of its key, at the stage that the council stands behind. An evaluation that
supersedes that one voids no conclusion: it holds on and is listed as to be confirmed. The council confirms it as it
concluded: by a proposal for the new evaluation, with the same outcome or another, and with the second person again.
There is no shorter way, because the figures are others and somebody has to have looked at them. For the same reason an
open proposal for an evaluation that was superseded meanwhile can only be rejected, and keeps nobody from a new one.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from rules.errors import Path, Refused, require
from rules.language import day_of
from rules.table import Table
from rules.text import Coded, composed
from rulesvc.errors import (
    CommentMissing,
    ConclusionDecided,
    EvaluationSuperseded,
    LenderProposed,
    MinutesTooEarly,
    NotConcludedOn,
    NotMinutes,
    OutcomeNotOfTable,
    OwnProposal,
    ProposalOpen,
    ReasonMissing,
    TableNotConcluded,
    VotedDown,
)
from rulesvc.models.conclusion import ConclusionStatus
from rulesvc.models.document import DocumentStatus
from rulesvc.models.stage import Stage
from rulesvc.store import agencies, audit, conclusions, documents, evaluations, periods
from rulesvc.store.conclusions import (
    ConclusionFilters,
    ConclusionPage,
    ConclusionRecord,
    Decision,
    NewConclusion,
    Votes,
)
from rulesvc.store.documents import Entry
from rulesvc.store.effective import deciding
from rulesvc.store.persons import Actor
from rulesvc.store.snapshots import issued
from rulesvc.usecases.abilities import Ability, require_ability, require_lender
from rulesvc.usecases.document_words import is_minutes, minutes_named
from rulesvc.usecases.naming import unknown

__all__ = [
    "ConclusionFilters",
    "ConclusionPage",
    "ConclusionRecord",
    "ConclusionStatus",
    "Proposal",
    "Votes",
    "confirm",
    "list_conclusions",
    "list_of_evaluation",
    "offered_minutes",
    "propose",
    "reject",
]

MOST_LISTED = 200
"""The most conclusions of one page."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the council concluded on a *table* by its *minutes*, a document of the register.

    The *votes* and the *reserved_opinions* are those that the minutes tell, of those who would have it otherwise.
    """

    evaluation: int
    table: str
    outcome: str
    reason: str
    minutes: str
    votes: Votes | None = None
    reserved_opinions: str = ""


def propose(session: Session, proposal: Proposal, *, actor: Actor, now: datetime) -> ConclusionRecord:
    """Enter what the council concluded; it holds when a second person has confirmed it.

    Raises: `RoleMissing`, `UnknownEvaluation`, `NotConcludedOn`, `EvaluationSuperseded`, `TableNotConcluded`,
    `OutcomeNotOfTable`, `ReasonMissing`, `VotedDown`, `UnknownDocument`, `NotMinutes`, `MinutesTooEarly`,
    `ProposalOpen`.
    """
    actor = require_ability(actor, Ability.CONCLUDE)
    found = evaluations.by_id(session, proposal.evaluation)
    require(found.stage == Stage.FINAL, NotConcludedOn(str(found.id), found.stage, Stage.FINAL.value))
    agencies.lock(session, agencies.by_code(session, found.agency).id)
    _require_current(session, proposal.evaluation)
    rubric = issued(session, found.edition_sha256)
    concluded_on = _require_outcome({table.code: table for table in deciding(rubric)}, proposal)
    reason = composed(proposal.reason)
    require(reason != "", ReasonMissing(at=("reason",)))
    _require_carried(proposal.votes)
    minutes = documents.by_code(session, proposal.minutes, at=("minutes",))
    _require_minutes(session, minutes.code, found.period, at=("minutes",))
    is_open = conclusions.open_on(session, proposal.evaluation, proposal.table) is not None
    require(not is_open, ProposalOpen(concluded_on, found.agency_name, found.period))
    new = NewConclusion(
        evaluation_id=proposal.evaluation,
        decision_table=proposal.table,
        outcome=proposal.outcome,
        reason=reason,
        document_id=minutes.id,
        votes=proposal.votes,
        reserved_opinions=composed(proposal.reserved_opinions),
    )
    record = conclusions.propose(session, new, actor=actor, now=now)
    _tell(session, "conclusion-proposed", record, actor=actor, now=now)
    return record


def confirm(
    session: Session, conclusion_id: int, comment: str = "", *, actor: Actor, now: datetime
) -> ConclusionRecord:
    """Confirm as a second person that the council concluded so: from now on it holds.

    Raises: `RoleMissing`, `UnknownConclusion`, `ConclusionDecided`, `OwnProposal`, `LenderProposed`,
    `EvaluationSuperseded`, `NotMinutes`, `MinutesTooEarly`, `MinutesNotComplete`.
    """
    actor = require_ability(actor, Ability.CONFIRM)
    opened, actor = _opened(session, conclusion_id, actor)
    _require_current(session, opened.evaluation)
    _require_minutes(session, opened.minutes.code, opened.period)
    documents.require_minutes(session, opened.minutes.code, today=day_of(now))
    decision = Decision(ConclusionStatus.CONFIRMED, composed(comment))
    record = conclusions.decide(session, conclusion_id, decision, actor=actor, now=now)
    _tell(session, "conclusion-confirmed", record, actor=actor, now=now)
    return record


def reject(session: Session, conclusion_id: int, comment: str, *, actor: Actor, now: datetime) -> ConclusionRecord:
    """Reject a proposal as a second person, and say why: it never held and never will.

    Raises: `RoleMissing`, `CommentMissing`, `UnknownConclusion`, `ConclusionDecided`, `OwnProposal`,
    `LenderProposed`.
    """
    actor = require_ability(actor, Ability.CONFIRM)
    why = composed(comment)
    require(why != "", CommentMissing(at=("comment",)))
    _, actor = _opened(session, conclusion_id, actor)
    decision = Decision(ConclusionStatus.REJECTED, why)
    record = conclusions.decide(session, conclusion_id, decision, actor=actor, now=now)
    _tell(session, "conclusion-rejected", record, actor=actor, now=now)
    return record


def offered_minutes(session: Session) -> tuple[Entry, ...]:
    """The minutes that something can be concluded by, the last registered first: drafts too, which are signed later."""
    found = documents.in_which(session, minutes_named())
    return tuple(each for each in found if is_minutes(each.kind) and each.status is not DocumentStatus.EXPIRED)


def list_of_evaluation(session: Session, evaluation_id: int) -> tuple[ConclusionRecord, ...]:
    """What was proposed for an evaluation, oldest first, whatever became of it.

    Raises: `UnknownEvaluation`.
    """
    evaluations.by_id(session, evaluation_id)
    return conclusions.of_evaluation(session, evaluation_id)


def list_conclusions(
    session: Session, filters: ConclusionFilters, *, before: int | None = None, limit: int = 50
) -> ConclusionPage:
    """The newest conclusions that pass *filters*, of those with an id below *before*.

    Raises: `rules.errors.Refused` with every filter that names something unknown: nothing would ever pass it.
    """
    codes = {name: code for name in ("rubric", "period") if (code := getattr(filters, name))}
    strangers = unknown(session, codes)
    if strangers:
        raise Refused(strangers)
    return conclusions.listed(session, filters, before=before, limit=min(limit, MOST_LISTED))


def _require_current(session: Session, evaluation_id: int) -> None:
    """Refuse an evaluation that is superseded; its agency is locked, so none takes its place meanwhile."""
    current = evaluations.current_of(session, evaluation_id)
    require(current == evaluation_id, EvaluationSuperseded(str(evaluation_id), str(current)))


def _require_outcome(tables: Mapping[str, Table], proposal: Proposal) -> Coded:
    """The table that is concluded on, if it can be and has that outcome."""
    called = tuple(Coded(code, table.name) for code, table in tables.items())
    require(proposal.table in tables, TableNotConcluded(proposal.table, called, at=("table",)))
    table = tables[proposal.table]
    allowed, named = tuple(Coded(each.code, each.name) for each in table.outcomes), Coded(table.code, table.name)
    require(proposal.outcome in allowed, OutcomeNotOfTable(proposal.outcome, named, allowed, at=("outcome",)))
    return named


def _require_carried(votes: Votes | None) -> None:
    """Refuse votes, where the minutes tell any, by which nothing was concluded."""
    if votes is not None and votes.in_favour <= votes.against:
        raise VotedDown(votes.in_favour, votes.against, at=("votes", "against"))


def _require_minutes(session: Session, code: str, period: str, *, at: Path = ()) -> None:
    """Refuse what is no minutes, and minutes of a meeting before the *period* that it would have concluded on."""
    entry, called = documents.entry(session, documents.by_code(session, code)), documents.called(session, code)
    require(is_minutes(entry.kind), NotMinutes(called, entry.kind, at=at))
    first_day = periods.by_code(session, period).first_day
    is_early = entry.dated < first_day.isoformat()[: len(entry.dated)]
    require(not is_early, MinutesTooEarly(called, period, first_day, at=at))


def _opened(session: Session, conclusion_id: int, actor: Actor) -> tuple[ConclusionRecord, Actor]:
    """The proposal as it is once whoever works on its agency has finished, and *actor* as they may decide it."""
    agencies.lock(session, conclusions.agency_of(session, conclusion_id))
    record = conclusions.by_id(session, conclusion_id)
    require(record.status == ConclusionStatus.PROPOSED, ConclusionDecided(str(conclusion_id)))
    require(record.proposed_by != actor.person, OwnProposal(str(conclusion_id)))
    lent = LenderProposed(str(conclusion_id), actor.acting_for)
    return record, require_lender(actor, (record.proposed_by,), lent)


def _tell(session: Session, action: str, record: ConclusionRecord, *, actor: Actor, now: datetime) -> None:
    audit.write(
        session,
        action,
        ("conclusion", record.id),
        actor=actor,
        now=now,
        evaluation=record.evaluation,
        table=record.table,
        outcome=record.outcome,
        reason=record.reason,
        minutes=record.minutes.code,
        votes=None if record.votes is None else asdict(record.votes),
        reserved_opinions=record.reserved_opinions,
        comment=record.comment,
    )
