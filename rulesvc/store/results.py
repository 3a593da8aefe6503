"""Results: what was answered, many at once, with what their agencies and rubrics are called."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from rules.text import Text
from rulesvc import models
from rulesvc.models.stage import Stage
from rulesvc.store.standing import stands_anywhere

Keyed = InstrumentedAttribute[int] | int

_row, _agency, _rubric = aliased(models.Evaluation), aliased(models.Agency), aliased(models.Rubric)
_edition, _applies = aliased(models.Edition), aliased(models.Applicability)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResult:
    """A stored evaluation by its *id*; *input* and *result* are canonical JSON, *rubric_name* is that of its edition.

    *replaced*: the edition applied to the period once and does no longer.
    """

    id: int
    created_at: datetime
    agency: str
    agency_name: Text
    rubric: str
    rubric_name: Text
    period: str
    edition: int
    edition_sha256: str
    replaced: bool
    input: bytes
    result: bytes
    format_version: str
    provenance: Text


def of_period(session: Session, period_id: int) -> tuple[StoredResult, ...]:
    """What stands at the final stage for a period, whatever the rubric; as agencies were added."""
    keys = select(_last(_rubric.id, period_id)).select_from(_agency).join(_rubric, true())
    wanted = _results().where(models.Evaluation.id.in_(keys), stands_anywhere())
    return _read(session, wanted.order_by(models.Agency.id, models.Evaluation.id))


def in_force(session: Session) -> tuple[StoredResult, ...]:
    """What stands at the final stage under an edition that applies to its period still, oldest first."""
    pairs = select(_last(_edition.rubric_id, _applies.period_id)).select_from(_applies)
    keys = pairs.join(_edition, _edition.id == _applies.edition_id).join(_agency, true())
    keys = keys.where(_applies.until.is_(None))
    wanted = _results().where(models.Evaluation.id.in_(keys), stands_anywhere(), models.Applicability.id.is_not(None))
    return _read(session, wanted.order_by(models.Evaluation.id))


def of_evaluations(session: Session, evaluation_ids: Collection[int]) -> Mapping[int, StoredResult]:
    """Those evaluations, by id, whether they stand or not."""
    found = _read(session, _results().where(models.Evaluation.id.in_(evaluation_ids)))
    return {each.id: each for each in found}


def stages_before(session: Session, period_id: int) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Which stages before the final one have evaluations for a period, by the codes of rubric and agency."""
    before = tuple(stage for stage in Stage if stage is not Stage.FINAL)
    began = [exists().where(_is_of(_rubric.id, period_id, stage)).label(stage) for stage in before]
    rows = session.execute(select(_rubric.code, _agency.code, *began).select_from(_agency).join(_rubric, true()))
    values = [stage.value for stage in before]
    return {(rubric, agency): tuple(compress(values, began)) for rubric, agency, *began in rows if any(began)}


def _last(rubric_id: Keyed, period_id: Keyed) -> ScalarSelect[int | None]:
    """The last evaluation of an agency at the final stage, the only one that can stand: ids grow along the chain.

    Each is looked up in the index of the key, so that those it superseded are not read.
    """
    return select(func.max(_row.id)).where(_is_of(rubric_id, period_id, Stage.FINAL)).scalar_subquery()


def _is_of(rubric_id: Keyed, period_id: Keyed, stage: Stage) -> ColumnElement[bool]:
    """Whether an evaluation is one of an agency under a rubric, for a period, at a stage."""
    key = (_row.agency_id == _agency.id, _row.rubric_id == rubric_id, _row.period_id == period_id)
    return and_(*key, _row.stage == stage)


def _results() -> Select[*tuple[Any, ...]]:
    row, applies = models.Evaluation, models.Applicability
    applies_still = and_(
        applies.edition_id == row.edition_id, applies.period_id == row.period_id, applies.until.is_(None)
    )
    return (
        select(
            row,
            models.Agency.code.label("agency"),
            models.Agency.name.label("agency_name"),
            models.Rubric.code.label("rubric"),
            models.Edition.name.label("rubric_name"),
            models.Edition.number.label("edition"),
            models.Period.code.label("period"),
            applies.id.is_(None).label("replaced"),
        )
        .join(models.Agency, models.Agency.id == row.agency_id)
        .join(models.Rubric, models.Rubric.id == row.rubric_id)
        .join(models.Edition, models.Edition.id == row.edition_id)
        .join(models.Period, models.Period.id == row.period_id)
        .outerjoin(applies, applies_still)
    )


def _read(session: Session, wanted: Select[*tuple[Any, ...]]) -> tuple[StoredResult, ...]:
    return tuple(
        StoredResult(
            id=row.Evaluation.id,
            created_at=row.Evaluation.created_at,
            agency=row.agency,
            agency_name=row.agency_name,
            rubric=row.rubric,
            rubric_name=row.rubric_name,
            period=row.period,
            edition=row.edition,
            edition_sha256=row.Evaluation.edition_sha256,
            replaced=row.replaced,
            input=row.Evaluation.input,
            result=row.Evaluation.result,
            format_version=row.Evaluation.format_version,
            provenance=row.Evaluation.provenance,
        )
        for row in session.execute(wanted)
    )
