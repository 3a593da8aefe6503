"""What stands: of each agency the evaluation of its last period that nothing supersedes."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session, aliased

from rules.sheet import Sheet
from rulesvc import models
from rulesvc.models.stage import Stage
from rulesvc.store.inputs import read_input

_later = aliased(models.Evaluation)


def standing(session: Session, rubric_id: int) -> Iterator[Sheet]:
    """The sheets of what stands under a rubric at the final stage, agency by agency.

    Raises: `UnreadableFormat`.
    """
    row, agency = models.Evaluation, models.Agency
    rows = session.execute(
        select(row.input, row.format_version)
        .join(agency, agency.id == row.agency_id)
        .where(row.id.in_(_last(session, rubric_id)))
        .order_by(agency.code)
    )
    for content, format_version in rows:
        yield read_input(content, format_version)


def stands(rubric_id: int) -> ColumnElement[bool]:
    """Whether an evaluation stands under a rubric at the final stage."""
    return and_(models.Evaluation.rubric_id == rubric_id, stands_anywhere())


def stands_anywhere() -> ColumnElement[bool]:
    """Whether an evaluation stands at the final stage, under whichever rubric: nothing supersedes it."""
    row = models.Evaluation
    return and_(row.stage == Stage.FINAL, ~exists().where(_later.supersedes == row.id))


def _last(session: Session, rubric_id: int) -> tuple[int, ...]:
    """The ids of what stands, one an agency."""
    row, period = models.Evaluation, models.Period
    rows = session.execute(
        select(row.agency_id, row.id)
        .join(period, period.id == row.period_id)
        .where(stands(rubric_id))
        .order_by(period.first_day, row.id)
    )
    return tuple(dict(rows.all()).values())
