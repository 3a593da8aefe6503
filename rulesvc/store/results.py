"""Results: what was answered, many at once, with what their agencies and rubrics are called."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from rules.text import Text
from rulesvc import models
from rulesvc.models.stage import Stage
from rulesvc.store.standing import stands_anywhere


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
    wanted = _results().where(stands_anywhere(), models.Evaluation.period_id == period_id)
    return _read(session, wanted.order_by(models.Agency.id, models.Evaluation.id))


def in_force(session: Session) -> tuple[StoredResult, ...]:
    """What stands at the final stage under an edition that applies to its period still, oldest first."""
    wanted = _results().where(stands_anywhere(), models.Applicability.id.is_not(None))
    return _read(session, wanted.order_by(models.Evaluation.id))


def of_evaluations(session: Session, evaluation_ids: Collection[int]) -> Mapping[int, StoredResult]:
    """Those evaluations, by id, whether they stand or not."""
    found = _read(session, _results().where(models.Evaluation.id.in_(evaluation_ids)))
    return {each.id: each for each in found}


def stages_before(session: Session, period_id: int) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Which stages before the final one have evaluations for a period, by the codes of rubric and agency."""
    row, rubric, agency = models.Evaluation, models.Rubric, models.Agency
    rows = session.execute(
        select(rubric.code, agency.code, row.stage)
        .join(rubric, rubric.id == row.rubric_id)
        .join(agency, agency.id == row.agency_id)
        .where(row.period_id == period_id, row.stage != Stage.FINAL)
        .distinct()
    )
    there: dict[tuple[str, str], set[str]] = {}
    for of_rubric, of_agency, stage in rows:
        there.setdefault((of_rubric, of_agency), set()).add(stage)
    return {key: tuple(stage.value for stage in Stage if stage in stages) for key, stages in there.items()}


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
