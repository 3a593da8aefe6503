"""What a request names, in one query: the agency, the rubric, the period, and the edition that applies now.

Every evaluation begins with it. Tables are asked without the ORM, and the statement is made once.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, select, true
from sqlalchemy.orm import Session

from rules.text import Text
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.agencies import AgencyLine
from rulesvc.store.editions import EditionKey
from rulesvc.store.periods import PeriodLine
from rulesvc.store.rubrics import RubricKey


@dataclass(frozen=True, slots=True)
class Named:
    """An agency, a rubric and a period, with the edition that applies if there is one."""

    agency: AgencyLine
    rubric: RubricKey
    period: PeriodLine
    edition: EditionKey | None


_agency, _rubric, _period = table(models.Agency), table(models.Rubric), table(models.Period)
_applies, _edition = table(models.Applicability), table(models.Edition)
_of_agency, _of_rubric = table(models.Block).alias("of_agency"), table(models.Block).alias("of_rubric")

_open = (_applies.c.rubric_id == _rubric.c.id) & (_applies.c.period_id == _period.c.id) & _applies.c.until.is_(None)

_FIND: Final = (
    select(
        *(column.label(f"agency_{column.name}") for column in _agency.c),
        _of_agency.c.code.label("agency_block"),
        *(column.label(f"rubric_{column.name}") for column in _rubric.c),
        _of_rubric.c.code.label("rubric_block"),
        *(column.label(f"period_{column.name}") for column in _period.c),
        *(_edition.c[name].label(f"edition_{name}") for name in ("id", "number", "status", "sha256")),
    )
    .select_from(
        _agency.join(_of_agency, _of_agency.c.id == _agency.c.block_id)
        .join(_rubric, true())
        .join(_of_rubric, _of_rubric.c.id == _rubric.c.block_id)
        .join(_period, true())
        .outerjoin(_applies, _open)
        .outerjoin(_edition, _edition.c.id == _applies.c.edition_id)
    )
    .where(
        _agency.c.code == bindparam("agency"),
        _rubric.c.code == bindparam("rubric"),
        _period.c.code == bindparam("period"),
    )
)


def find(session: Session, *, agency: str, rubric: str, period: str) -> Named | None:
    """What the codes name, unless one of them names nothing."""
    row = session.execute(_FIND, {"agency": agency, "rubric": rubric, "period": period}).one_or_none()
    return None if row is None else _named(row)


def _named(row: Any) -> Named:
    return Named(
        AgencyLine(
            id=row.agency_id,
            code=row.agency_code,
            name=Text(row.agency_name_vi, row.agency_name_en),
            block_id=row.agency_block_id,
            block=row.agency_block,
            valid_from=row.agency_valid_from,
            valid_until=row.agency_valid_until,
        ),
        RubricKey(row.rubric_id, row.rubric_code, row.rubric_block_id, row.rubric_block),
        PeriodLine(row.period_id, row.period_code, row.period_first_day, row.period_last_day),
        _applying(row),
    )


def _applying(row: Any) -> EditionKey | None:
    if row.edition_id is None:
        return None
    return EditionKey(
        id=row.edition_id,
        rubric_id=row.rubric_id,
        rubric=row.rubric_code,
        block=row.rubric_block,
        number=row.edition_number,
        status=row.edition_status,
        sha256=row.edition_sha256,
    )
