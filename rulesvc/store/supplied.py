"""Figures that another office supplied of all agencies, by agency and period, and the indicators they can be of."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from rules.scope import Indicator
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.rivals import lock_list

_value = table(models.SuppliedValue)

_OF_AGENCY: Final = select(_value.c.indicator, _value.c.value).where(
    _value.c.agency_id == bindparam("agency"), _value.c.period_id == bindparam("period")
)


@dataclass(frozen=True, slots=True)
class Supplied:
    """A *value*, and the document that it is from."""

    value: Fraction
    provenance: str


@dataclass(frozen=True, slots=True)
class UsedIndicator:
    """An indicator as the latest edition with it has it, and the codes of the *rubrics* in which it stands."""

    indicator: Indicator
    rubrics: tuple[str, ...]


def of_agency(session: Session, agency_id: int, period_id: int) -> Mapping[str, Fraction]:
    """The values of an agency and a period, by indicator."""
    rows = session.execute(_OF_AGENCY, {"agency": agency_id, "period": period_id})
    return {indicator: value for indicator, value in rows}  # noqa: C416 -- mypy takes rows for no pairs


def of_period(session: Session, period_id: int) -> Mapping[tuple[str, str], Supplied]:
    """The values of a period, by agency and indicator."""
    row, agency = models.SuppliedValue, models.Agency
    found = session.execute(
        select(agency.code, row.indicator, row.value, row.provenance)
        .join(agency, agency.id == row.agency_id)
        .where(row.period_id == period_id)
    )
    return {(of, indicator): Supplied(value, provenance) for of, indicator, value, provenance in found}


def indicators(session: Session) -> Mapping[str, UsedIndicator]:
    """The indicators of all editions, by code; those of the latest come first."""
    row, edition, rubric = models.Indicator, models.Edition, models.Rubric
    found = session.execute(
        select(row, rubric.code)
        .join(edition, edition.id == row.edition_id)
        .join(rubric, rubric.id == edition.rubric_id)
        .order_by(edition.id.desc(), row.position)
    )
    used: dict[str, UsedIndicator] = {}
    for each, code in found:
        known = used.get(each.code)
        indicator = known.indicator if known else Indicator(each.code, each.name, each.unit, each.low, each.high)
        rubrics = dict.fromkeys((*(known.rubrics if known else ()), code))
        used[each.code] = UsedIndicator(indicator, tuple(rubrics))
    return used


def lock(session: Session) -> None:
    """Keep others from supplying or changing values until the commit."""
    lock_list(session, models.SuppliedValue)


def put(session: Session, key: tuple[int, int, str], supplied: Supplied) -> None:
    """Let *supplied* be the value of an agency, a period and an indicator."""
    row = dict(zip(("agency_id", "period_id", "indicator"), key, strict=True))
    session.execute(delete(_value).where(*(_value.c[name] == value for name, value in row.items())))
    session.execute(insert(_value), {**row, "value": supplied.value, "provenance": supplied.provenance})
    session.expire_all()
