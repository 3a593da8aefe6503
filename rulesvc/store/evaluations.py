"""Evaluations: added once, found by id, by key and by filters."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, bindparam, insert, select
from sqlalchemy.orm import Session, aliased

from rules.errors import Path
from rules.result import Result, TotalLine
from rules.text import Text
from rulesvc import models
from rulesvc.errors import UnknownEvaluation
from rulesvc.models.base import table
from rulesvc.models.columns import LARGEST_ID
from rulesvc.store import conclusions
from rulesvc.store.chain import Key, same_key
from rulesvc.store.conclusions import Held
from rulesvc.store.effective import Effective, effective
from rulesvc.store.paging import rows_of_page
from rulesvc.store.persons import Actor
from rulesvc.store.snapshots import issued

_table = table(models.Evaluation)
_INSERT: Final = insert(_table)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRecord:
    """An evaluation as stored; of a dry run *id*, *created_at*, *supersedes* and *person* are not known.

    *input* and *result* are canonical JSON; *total* is that of the result. *effective* is what holds for each decision
    about the agency. *edition_status* is as of now; *edition_replaced*: the edition applied to the period once and does
    no longer.
    """

    id: int | None
    created_at: datetime | None
    agency: str
    agency_name: Text
    rubric: str
    period: str
    stage: str
    edition: int
    edition_sha256: str
    edition_status: str
    edition_replaced: bool
    supersedes: int | None
    superseded_by: int | None
    effective: Effective
    input: bytes
    result: bytes
    total: TotalLine
    provenance: Text
    person: str | None
    engine_version: str
    format_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvaluation:
    """What is added."""

    key: Key
    edition_id: int
    edition_sha256: str
    input: bytes
    result: bytes
    total_percent: Fraction
    provenance: Text
    engine_version: str
    format_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which evaluations are wanted; blank is any. *current*: only those that nothing supersedes.

    *replaced*: only those under an edition that applies to their period no longer.
    """

    agency: str = ""
    rubric: str = ""
    period: str = ""
    stage: str = ""
    current: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some records, newest first; *next* is what to ask for the page after it, `None` on the last."""

    records: tuple[EvaluationRecord, ...]
    next: int | None


class Earlier(NamedTuple):
    """What later evaluations look back at."""

    result: bytes
    edition_sha256: str


def _newest(*columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    of_key = (_table.c[name] == bindparam(name) for name in Key._fields)
    return select(*columns).where(*of_key).order_by(_table.c.id.desc()).limit(1)


_CURRENT_ID: Final = _newest(_table.c.id)
_CURRENT: Final = _newest(_table.c.result, _table.c.edition_sha256)


def current_id(session: Session, key: Key) -> int | None:
    """The evaluation of *key* that nothing supersedes: the chain grows at its end, so the newest."""
    found: int | None = session.scalar(_CURRENT_ID, key._asdict())
    return found


_of = _table.alias("of")
_CURRENT_OF: Final = (
    select(_table.c.id)
    .where(_of.c.id == bindparam("evaluation"), same_key(_table, _of))
    .order_by(_table.c.id.desc())
    .limit(1)
)


def current_of(session: Session, evaluation_id: int) -> int:
    """The evaluation of the same key as that one that nothing supersedes."""
    found: int = session.scalars(_CURRENT_OF, {"evaluation": evaluation_id}).one()
    return found


def current(session: Session, key: Key) -> Earlier | None:
    """The answer of the evaluation of *key* that nothing supersedes."""
    found = session.execute(_CURRENT, key._asdict()).first()
    return None if found is None else Earlier(*found)


def add(session: Session, new: NewEvaluation, supersedes: int | None, *, actor: Actor, now: datetime) -> int:
    """Insert *new* and return its id. The database refuses to supersede anything twice."""
    inserted = session.execute(
        _INSERT,
        {
            "created_at": now,
            **new.key._asdict(),
            "edition_id": new.edition_id,
            "edition_sha256": new.edition_sha256,
            "supersedes": supersedes,
            "input": new.input,
            "result": new.result,
            "total_percent": new.total_percent,
            "provenance_vi": new.provenance.vi,
            "provenance_en": new.provenance.en,
            "person_id": actor.person_id,
            "api_key_id": actor.api_key_id,
            "engine_version": new.engine_version,
            "format_version": new.format_version,
        },
    )
    key: Any = inserted.inserted_primary_key  # type: ignore[attr-defined] # of a cursor result, as inserts have
    return int(key[0])


def by_id(session: Session, evaluation_id: int, *, at: Path = ()) -> EvaluationRecord:
    """The evaluation with that id.

    Raises: `UnknownEvaluation`.
    """
    wanted = _records().where(models.Evaluation.id == min(evaluation_id, LARGEST_ID))
    found = session.execute(wanted).one_or_none()
    if found is None:
        raise UnknownEvaluation(str(evaluation_id), at=at)
    (record,) = _page(session, (found,))
    return record


def listed(session: Session, filters: Filters, *, before: int | None, limit: int) -> Page:
    """The newest *limit* evaluations that pass *filters*, of those with an id below *before*."""
    rows, more = rows_of_page(session, _filtered(filters), models.Evaluation.id, before=before, limit=limit)
    page = _page(session, rows)
    return Page(page, page[-1].id if more else None)


_later = aliased(models.Evaluation)
_applies = models.Applicability


def _filtered(filters: Filters) -> Select[*tuple[Any, ...]]:
    wanted = _records()
    if filters.agency:
        wanted = wanted.where(models.Agency.code == filters.agency)
    if filters.rubric:
        wanted = wanted.where(models.Rubric.code == filters.rubric)
    if filters.period:
        wanted = wanted.where(models.Period.code == filters.period)
    if filters.stage:
        wanted = wanted.where(models.Evaluation.stage == filters.stage)
    if filters.current:
        wanted = wanted.where(_later.id.is_(None))
    if filters.replaced:
        wanted = wanted.where(_applies.id.is_(None))
    return wanted


def _records() -> Select[*tuple[Any, ...]]:
    row = models.Evaluation
    return (
        select(
            row,
            models.Agency.code.label("agency"),
            models.Agency.name.label("agency_name"),
            models.Rubric.code.label("rubric"),
            models.Period.code.label("period"),
            models.Edition.number.label("edition"),
            models.Edition.status.label("edition_status"),
            _applies.id.is_(None).label("edition_replaced"),
            models.Person.code.label("person"),
            _later.id.label("superseded_by"),
        )
        .join(models.Agency, models.Agency.id == row.agency_id)
        .join(models.Rubric, models.Rubric.id == row.rubric_id)
        .join(models.Period, models.Period.id == row.period_id)
        .join(models.Edition, models.Edition.id == row.edition_id)
        .join(models.Person, models.Person.id == row.person_id)
        .outerjoin(_later, _later.supersedes == row.id)
        .outerjoin(_applies, _applies_still(row))
    )


def _applies_still(row: type[models.Evaluation]) -> ColumnElement[bool]:
    """That the edition of an evaluation applies to its period now: at most one row says so."""
    same = (_applies.edition_id == row.edition_id) & (_applies.period_id == row.period_id)
    return same & _applies.until.is_(None)


def _page(session: Session, rows: Sequence[Row[Any]]) -> tuple[EvaluationRecord, ...]:
    held = conclusions.holding(session, [row.Evaluation.id for row in rows])
    return tuple(_record(session, row, held[row.Evaluation.id]) for row in rows)


def _record(session: Session, found: Row[Any], held: Held) -> EvaluationRecord:
    row: models.Evaluation = found.Evaluation
    rubric = issued(session, row.edition_sha256)
    result: Result = json.loads(row.result)
    return EvaluationRecord(
        id=row.id,
        created_at=row.created_at,
        agency=found.agency,
        agency_name=found.agency_name,
        rubric=found.rubric,
        period=found.period,
        stage=row.stage,
        edition=found.edition,
        edition_sha256=row.edition_sha256,
        edition_status=found.edition_status,
        edition_replaced=found.edition_replaced,
        supersedes=row.supersedes,
        superseded_by=found.superseded_by,
        effective=effective(rubric, result, held),
        input=row.input,
        result=row.result,
        total=result["total"],
        provenance=row.provenance,
        person=found.person,
        engine_version=row.engine_version,
        format_version=row.format_version,
    )
