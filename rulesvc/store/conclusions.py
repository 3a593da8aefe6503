"""Conclusions of the council: proposed, decided once by somebody else, and never removed.

Of those that are confirmed the newest on a table holds, along the chain of evaluations of a key. Their ids grow with
time and with the chain, since a table has one open proposal at a time and only the current evaluation is concluded on.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from rules.document import Document
from rules.table import SINGLE, Grain
from rules.text import Text
from rulesvc import models
from rulesvc.database import act_as
from rulesvc.errors import UnknownConclusion
from rulesvc.models.base import table
from rulesvc.models.columns import LARGEST_ID
from rulesvc.models.conclusion import ConclusionStatus
from rulesvc.store.chain import Key, of_key, same_key
from rulesvc.store.paging import rows_of_page
from rulesvc.store.persons import Actor


@dataclass(frozen=True, slots=True)
class Votes:
    """How many voted how, as the minutes count them; *abstaining* are all that are neither for nor against."""

    in_favour: int
    against: int
    abstaining: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionRecord:
    """A conclusion as stored; *edition_sha256* is the content under which it was made, *minutes* as registered.

    *current* is the evaluation of its key that nothing supersedes. *to_confirm*: the conclusion holds, was made for an
    evaluation before that one, and the edition of that one still has its table.
    """

    id: int
    evaluation: int
    agency: str
    rubric: str
    period: str
    table: str
    outcome: str
    reason: str
    minutes: Document
    votes: Votes | None
    reserved_opinions: str
    status: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    comment: str
    edition_sha256: str
    current: int
    to_confirm: bool


Held = Mapping[str, ConclusionRecord]
"""The conclusion that holds, by table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConclusion:
    """What is proposed."""

    evaluation_id: int
    decision_table: str
    outcome: str
    reason: str
    document_id: int
    votes: Votes | None = None
    reserved_opinions: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a second person decides, and what they say about it."""

    status: ConclusionStatus
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionFilters:
    """Which conclusions are wanted; blank is any. *to_confirm*: only those that are to be confirmed."""

    rubric: str = ""
    period: str = ""
    status: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class ConclusionPage:
    """Some records, newest first; *next* is what to ask for the page after it, `None` on the last."""

    records: tuple[ConclusionRecord, ...]
    next: int | None


# ---- written ---------------------------------------------------------------------------------------------------------

_row = table(models.Conclusion)


def propose(session: Session, new: NewConclusion, *, actor: Actor, now: datetime) -> ConclusionRecord:
    """Insert *new*. The database refuses a second open one on the same table of the same evaluation."""
    act_as(session, actor.person_id)
    proposed = {
        "evaluation_id": new.evaluation_id,
        "decision_table": new.decision_table,
        "outcome": new.outcome,
        "reason": new.reason,
        "document_id": new.document_id,
        **({} if new.votes is None else {f"votes_{name}": count for name, count in asdict(new.votes).items()}),
        "reserved_opinions": new.reserved_opinions,
        "status": ConclusionStatus.PROPOSED,
        "proposed_by": actor.person_id,
        "proposed_at": now,
    }
    inserted = session.execute(insert(_row), proposed)
    key: Any = inserted.inserted_primary_key  # type: ignore[attr-defined] # of a cursor result, as inserts have
    return by_id(session, int(key[0]))


def decide(
    session: Session, conclusion_id: int, decision: Decision, *, actor: Actor, now: datetime
) -> ConclusionRecord:
    """Confirm or reject an open proposal. The database refuses its proposer, and whatever is decided already."""
    act_as(session, actor.person_id)
    decided = {"status": decision.status, "comment": decision.comment, "decided_by": actor.person_id, "decided_at": now}
    session.execute(update(_row).where(_row.c.id == conclusion_id).values(**decided))
    return by_id(session, conclusion_id)


# ---- read ------------------------------------------------------------------------------------------------------------

_of, _current, _later, _other = (table(models.Evaluation).alias(name) for name in ("of", "current", "later", "other"))
_newer = _row.alias("newer")
_agency, _rubric, _period = table(models.Agency), table(models.Rubric), table(models.Period)
_document, _decides = table(models.Document), table(models.DecisionTable)
_proposer, _decider = table(models.Person).alias("proposer"), table(models.Person).alias("decider")

_is_current: Final = ~exists().where(_later.c.supersedes == _current.c.id)
_is_confirmed: Final = _row.c.status == ConclusionStatus.CONFIRMED
_is_newest: Final = ~exists().where(
    same_key(_other, _of),
    _newer.c.evaluation_id == _other.c.id,
    _newer.c.decision_table == _row.c.decision_table,
    _newer.c.status == ConclusionStatus.CONFIRMED,
    _newer.c.id > _row.c.id,
)
_is_decided_still: Final = exists().where(
    _decides.c.edition_id == _current.c.edition_id,
    _decides.c.code == _row.c.decision_table,
    _decides.c.grain == Grain.AGENCY,
    _decides.c.hit_policy.in_(SINGLE),
)
_is_to_confirm: Final = and_(_is_confirmed, _current.c.id != _of.c.id, _is_newest, _is_decided_still)

_RECORDS: Final[Select[*tuple[Any, ...]]] = (
    select(
        *(_row.c[name] for name in ("id", "evaluation_id", "decision_table", "outcome", "reason", "status", "comment")),
        *(_row.c[name] for name in ("proposed_at", "decided_at", "reserved_opinions")),
        *(_row.c[f"votes_{name}"] for name in ("in_favour", "against", "abstaining")),
        *(_document.c[name].label(f"minutes_{name}") for name in ("code", "number", "dated")),
        *(_document.c[f"{name}_{code}"] for name in ("kind", "issuer", "subject") for code in ("vi", "en")),
        _of.c.edition_sha256,
        _agency.c.code.label("agency"),
        _rubric.c.code.label("rubric"),
        _period.c.code.label("period"),
        _proposer.c.code.label("proposed_by"),
        _decider.c.code.label("decided_by"),
        _current.c.id.label("current"),
        _is_to_confirm.label("to_confirm"),
    )
    .select_from(_row)
    .join(_of, _of.c.id == _row.c.evaluation_id)
    .join(_current, and_(same_key(_current, _of), _is_current))
    .join(_agency, _agency.c.id == _of.c.agency_id)
    .join(_rubric, _rubric.c.id == _of.c.rubric_id)
    .join(_period, _period.c.id == _of.c.period_id)
    .join(_document, _document.c.id == _row.c.document_id)
    .join(_proposer, _proposer.c.id == _row.c.proposed_by)
    .outerjoin(_decider, _decider.c.id == _row.c.decided_by)
)


def by_id(session: Session, conclusion_id: int) -> ConclusionRecord:
    """The conclusion with that id.

    Raises: `UnknownConclusion`.
    """
    found = session.execute(_RECORDS.where(_row.c.id == min(conclusion_id, LARGEST_ID))).one_or_none()
    if found is None:
        raise UnknownConclusion(str(conclusion_id))
    return _record(found)


def of_evaluation(session: Session, evaluation_id: int) -> tuple[ConclusionRecord, ...]:
    """What was proposed for one evaluation, oldest first."""
    wanted = _RECORDS.where(_row.c.evaluation_id == evaluation_id).order_by(_row.c.id)
    return tuple(map(_record, session.execute(wanted)))


def listed(session: Session, filters: ConclusionFilters, *, before: int | None, limit: int) -> ConclusionPage:
    """The newest *limit* conclusions that pass *filters*, of those with an id below *before*."""
    rows, more = rows_of_page(session, _filtered(filters), _row.c.id, before=before, limit=limit)
    page = tuple(map(_record, rows))
    return ConclusionPage(page, page[-1].id if more else None)


def open_on(session: Session, evaluation_id: int, decision_table: str) -> int | None:
    """The proposal on that table of an evaluation that waits to be decided, if there is one."""
    found: int | None = session.scalar(
        select(_row.c.id).where(
            _row.c.evaluation_id == evaluation_id,
            _row.c.decision_table == decision_table,
            _row.c.status == ConclusionStatus.PROPOSED,
        )
    )
    return found


def waiting(session: Session) -> tuple[ConclusionRecord, ...]:
    """What waits to be decided by a second person, and what is to be confirmed for a newer evaluation; oldest first."""
    is_open = _row.c.status == ConclusionStatus.PROPOSED
    return tuple(map(_record, session.execute(_RECORDS.where(or_(is_open, _is_to_confirm)).order_by(_row.c.id))))


def agency_of(session: Session, conclusion_id: int) -> int:
    """The agency that a conclusion is about.

    Raises: `UnknownConclusion`.
    """
    of_conclusion = select(_of.c.agency_id).join(_row, _row.c.evaluation_id == _of.c.id)
    found: int | None = session.scalar(of_conclusion.where(_row.c.id == min(conclusion_id, LARGEST_ID)))
    if found is None:
        raise UnknownConclusion(str(conclusion_id))
    return found


def along(session: Session, key: Key) -> Held:
    """What holds for the current evaluation of *key*, and for the next one until the council confirms it."""
    wanted = _RECORDS.where(of_key(_of, key), _is_confirmed).order_by(_row.c.id)
    return {record.table: record for record in map(_record, session.execute(wanted))}


_shown = table(models.Evaluation).alias("shown")


def holding(session: Session, evaluation_ids: Collection[int]) -> Mapping[int, Held]:
    """What holds for each of those evaluations: what was concluded on it or before it in its chain."""
    wanted = (
        _RECORDS.add_columns(_shown.c.id.label("shown"))
        .join(_shown, and_(same_key(_shown, _of), _of.c.id <= _shown.c.id))
        .where(_shown.c.id.in_(evaluation_ids), _is_confirmed)
        .order_by(_row.c.id)
    )
    held: dict[int, dict[str, ConclusionRecord]] = {each: {} for each in evaluation_ids}
    for found in session.execute(wanted):
        held[found.shown][found.decision_table] = _record(found)
    return held


_MOST_BEFORE: Final = 50
"""Earlier conclusions that are looked at: each comes with a whole result."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """A conclusion that holds, with the canonical result of the evaluation that it was made for."""

    record: ConclusionRecord
    result: bytes


def before(session: Session, rubric: str, first_day: date, tables: Collection[str]) -> tuple[Concluded, ...]:
    """The newest conclusions on those *tables* of a rubric that hold for periods that ended before *first_day*."""
    return _held_in(session, rubric, _period.c.last_day < first_day, tables)


def up_to(session: Session, rubric: str, first_day: date, tables: Collection[str]) -> tuple[Concluded, ...]:
    """The newest conclusions on those *tables* of a rubric that hold for periods that began by *first_day*."""
    return _held_in(session, rubric, _period.c.first_day <= first_day, tables)


def _held_in(
    session: Session, rubric: str, in_periods: ColumnElement[bool], tables: Collection[str]
) -> tuple[Concluded, ...]:
    wanted = (
        _RECORDS.add_columns(_of.c.result)
        .where(_rubric.c.code == rubric, in_periods, _row.c.decision_table.in_(tables))
        .where(_is_confirmed, _is_newest)
        .order_by(_period.c.last_day.desc(), _row.c.id.desc())
        .limit(_MOST_BEFORE)
    )
    return tuple(Concluded(_record(found), found.result) for found in session.execute(wanted))


def _filtered(filters: ConclusionFilters) -> Select[*tuple[Any, ...]]:
    wanted = _RECORDS
    if filters.rubric:
        wanted = wanted.where(_rubric.c.code == filters.rubric)
    if filters.period:
        wanted = wanted.where(_period.c.code == filters.period)
    if filters.status:
        wanted = wanted.where(_row.c.status == filters.status)
    if filters.to_confirm:
        wanted = wanted.where(_is_to_confirm)
    return wanted


def _record(found: Row[Any]) -> ConclusionRecord:
    minutes = Document(
        found.minutes_code,
        Text(found.kind_vi, found.kind_en),
        found.minutes_number,
        found.minutes_dated,
        Text(found.issuer_vi, found.issuer_en),
        Text(found.subject_vi, found.subject_en),
    )
    return ConclusionRecord(
        id=found.id,
        evaluation=found.evaluation_id,
        agency=found.agency,
        rubric=found.rubric,
        period=found.period,
        table=found.decision_table,
        outcome=found.outcome,
        reason=found.reason,
        minutes=minutes,
        votes=_votes(found),
        reserved_opinions=found.reserved_opinions,
        status=found.status,
        proposed_by=found.proposed_by,
        proposed_at=found.proposed_at,
        decided_by=found.decided_by,
        decided_at=found.decided_at,
        comment=found.comment,
        edition_sha256=found.edition_sha256,
        current=found.current,
        to_confirm=found.to_confirm,
    )


def _votes(found: Row[Any]) -> Votes | None:
    if found.votes_in_favour is None:
        return None
    return Votes(found.votes_in_favour, found.votes_against, found.votes_abstaining)
