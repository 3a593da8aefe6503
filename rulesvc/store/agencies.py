"""Agencies, by code."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from rules.errors import Path
from rules.text import Text
from rulesvc import models
from rulesvc.errors import UnknownAgency
from rulesvc.models.base import table
from rulesvc.store.alike import closest
from rulesvc.store.folding import folded
from rulesvc.store.periods import PeriodLine

_LOCK: Final = (
    select(table(models.Agency).c.id)
    .where(table(models.Agency).c.id == bindparam("agency"))
    .with_for_update(key_share=True)
)


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency and its block."""

    id: int
    code: str
    name: Text
    block_id: int
    block: str
    valid_from: date | None
    valid_until: date | None


def exists_in(agency: AgencyLine, period: PeriodLine) -> bool:
    """Whether *agency* is there on any day of *period*; one without dates is there in every period."""
    since, until = agency.valid_from, agency.valid_until
    return (since is None or since <= period.last_day) and (until is None or until >= period.first_day)


def by_code(session: Session, code: str, *, at: Path = ()) -> AgencyLine:
    """The agency with that *code*.

    Raises: `UnknownAgency` with those that are written alike.
    """
    found = session.execute(_lines().where(models.Agency.code == code)).one_or_none()
    if found is None:
        raise UnknownAgency(code, closest(code, codes(session)), at=at)
    return AgencyLine(*found)


def of_block(session: Session, block_id: int) -> tuple[AgencyLine, ...]:
    """The agencies of a block, in the order in which they were added."""
    wanted = _lines().where(models.Agency.block_id == block_id).order_by(models.Agency.id)
    return tuple(AgencyLine(*row) for row in session.execute(wanted))


def every(session: Session) -> tuple[AgencyLine, ...]:
    """All agencies, in the order in which they were added."""
    return tuple(AgencyLine(*row) for row in session.execute(_lines().order_by(models.Agency.id)))


def such(session: Session, *conditions: ColumnElement[bool]) -> tuple[AgencyLine, ...]:
    """The agencies that meet all *conditions*, in the order in which they were added."""
    wanted = _lines().where(*conditions).order_by(models.Agency.id)
    return tuple(AgencyLine(*row) for row in session.execute(wanted))


def codes_in_period(session: Session, *, block: str, period: str) -> tuple[str, ...]:
    """The codes of the agencies of a block that exist in a period, in the order in which they were added."""
    row, when = models.Agency, models.Period
    began = row.valid_from.is_(None) | (row.valid_from <= when.last_day)
    lasts = row.valid_until.is_(None) | (row.valid_until >= when.first_day)
    wanted = (
        select(row.code)
        .join(models.Block, models.Block.id == row.block_id)
        .join(when, when.code == period)
        .where(models.Block.code == block, began, lasts)
        .order_by(row.id)
    )
    return tuple(session.scalars(wanted))


def names_of(session: Session, wanted: Iterable[str]) -> dict[str, Text]:
    """The official names of those agencies among the *wanted* codes that are stored, by code."""
    row = models.Agency
    found = session.execute(select(row.code, row.name).where(row.code.in_(wanted)))
    return {code: name for code, name in found}  # noqa: C416 -- mypy takes rows for no pairs


def blocks_of(session: Session, wanted: Iterable[str]) -> dict[str, str]:
    """The codes of the blocks of those agencies among the *wanted* codes that are stored, by code."""
    row, block = models.Agency, models.Block
    found = session.execute(
        select(row.code, block.code).join(block, block.id == row.block_id).where(row.code.in_(wanted))
    )
    return {code: of_block for code, of_block in found}  # noqa: C416 -- mypy takes rows for no pairs


def head_title(session: Session, code: str) -> Text:
    """The title of the head of a stored agency."""
    return session.execute(select(models.Agency.head_title).where(models.Agency.code == code)).scalar_one()


def head_titles(session: Session, wanted: Iterable[str]) -> dict[str, Text]:
    """The titles of the heads of those agencies among the *wanted* codes that are stored, by code."""
    row = models.Agency
    found = session.execute(select(row.code, row.head_title).where(row.code.in_(wanted)))
    return {code: title for code, title in found}  # noqa: C416 -- mypy takes rows for no pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgency:
    """An agency that is to be added; without dates it is taken to exist in every period."""

    code: str
    name: Text
    short_name: Text
    head_title: Text
    kind: str
    block_id: int
    valid_from: date | None = None
    valid_until: date | None = None


def add(session: Session, new: NewAgency) -> None:
    """A new agency."""
    columns = {field.name: getattr(new, field.name) for field in fields(new)}
    searched = searched_by(new.code, new.name, new.short_name, new.head_title)
    session.add(models.Agency(**columns, searched=searched))
    session.flush()


def searched_by(code: str, *names: Text) -> str:
    """The folded words by which the agency with that *code* is found."""
    return folded(" ".join(filter(None, (code, *(text for name in names for text in (name.vi, name.en))))))


def codes(session: Session) -> tuple[str, ...]:
    """The codes of all agencies."""
    return tuple(session.scalars(select(models.Agency.code).order_by(models.Agency.id)))


def lock(session: Session, agency_id: int) -> None:
    """Wait for whoever evaluates the agency, and keep others waiting until the commit, so that none is overtaken.

    On SQLite whoever writes has waited already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK, {"agency": agency_id})


def _lines() -> Select[*tuple[Any, ...]]:
    row, block = models.Agency, models.Block
    columns = (row.id, row.code, row.name, row.block_id, block.code, row.valid_from, row.valid_until)
    return select(*columns).join(block, block.id == row.block_id)
