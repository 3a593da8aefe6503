"""Stored cases of editions: sheets with what is expected of them, and who confirmed it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from foresight.case_content import expected_content, expected_of
from foresight.cases import Case
from rules.canonical import canonical
from rules.result import input_content
from rules.rubric import Rubric
from rules.version import FORMAT_VERSION
from rulesvc import models
from rulesvc.database import act_as
from rulesvc.models.base import table
from rulesvc.models.case import Origin
from rulesvc.store.inputs import read_input
from rulesvc.store.persons import Actor

_table: Final = table(models.Case)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That a person stands behind a case: for which *reason*, and the hash of what its tables said then."""

    person: str
    at: datetime
    tables_sha256: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A stored case; *confirmed* is `None` until a person has said so."""

    id: int
    case: Case
    origin: str
    confirmed: Confirmation | None


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case of *rubric* to be stored; *tables_sha256* is that of its confirmation by the actor, blank without one."""

    rubric: Rubric
    case: Case
    origin: Origin
    tables_sha256: str = ""
    reason: str = ""


def of_edition(session: Session, edition_id: int) -> tuple[CaseLine, ...]:
    """The cases of an edition, in the order in which they were stored."""
    row = models.Case
    found = session.execute(
        select(row, models.Person.code)
        .outerjoin(models.Person, models.Person.id == row.confirmed_by)
        .where(row.edition_id == edition_id)
        .order_by(row.id)
        .execution_options(populate_existing=True)
    )
    return tuple(_line(row, person) for row, person in found)


def add(session: Session, edition_id: int, new: Iterable[NewCase], *, actor: Actor, now: datetime) -> None:
    """Further cases of a draft. The database refuses if it is no draft."""
    rows = [{"edition_id": edition_id, **_values(each, actor=actor, now=now)} for each in new]
    if rows:
        act_as(session, actor.person_id)
        session.execute(insert(_table), rows)


def confirm(session: Session, case_id: int, confirmed: Confirmation, *, actor: Actor) -> None:
    """Let the actor stand behind a case. The database refuses if its edition is no draft."""
    act_as(session, actor.person_id)
    by = {"confirmed_by": actor.person_id, "confirmed_at": confirmed.at}
    said = {"tables_sha256": confirmed.tables_sha256, "reason": confirmed.reason}
    session.execute(update(_table).where(_table.c.id == case_id).values(**by, **said))


def remove(session: Session, case_ids: Iterable[int], *, actor: Actor) -> None:
    """Take cases away. The database refuses if their edition is no draft."""
    act_as(session, actor.person_id)
    session.execute(delete(_table).where(_table.c.id.in_(tuple(case_ids))))


def carry_over(session: Session, source_id: int, edition_id: int, *, actor: Actor) -> None:
    """Copy the cases of an edition into a new draft, with their confirmations."""
    act_as(session, actor.person_id)
    columns = [each for each in _table.columns if each.name not in ("id", "edition_id")]
    copied = select(literal(edition_id), *columns).where(_table.c.edition_id == source_id).order_by(_table.c.id)
    session.execute(insert(_table).from_select(["edition_id", *(each.name for each in columns)], copied))


def _values(new: NewCase, *, actor: Actor, now: datetime) -> dict[str, Any]:
    is_confirmed = bool(new.tables_sha256)
    return {
        "name": new.case.name,
        "origin": new.origin,
        "about": new.case.about,
        "format_version": FORMAT_VERSION,
        "sheet": canonical(input_content(new.rubric, new.case.sheet)).decode(),
        "expected": canonical(expected_content(new.case.expected)).decode(),
        "confirmed_by": actor.person_id if is_confirmed else None,
        "confirmed_at": now if is_confirmed else None,
        "tables_sha256": new.tables_sha256,
        "reason": new.reason,
    }


def _line(row: models.Case, person: str | None) -> CaseLine:
    sheet = read_input(row.sheet.encode(), row.format_version)
    case = Case(row.name, sheet, expected_of(json.loads(row.expected)), row.about)
    if person is None or row.confirmed_at is None:
        return CaseLine(row.id, case, row.origin, None)
    return CaseLine(row.id, case, row.origin, Confirmation(person, row.confirmed_at, row.tables_sha256, row.reason))
