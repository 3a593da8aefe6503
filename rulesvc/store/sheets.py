"""Result sheets as reported, with what is said of where they come from."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from typing import Final

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from rules.answer import Answer
from rules.answer_content import answer_content, answer_of
from rules.canonical import canonical
from rules.text import Text
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.chain import Key
from rulesvc.store.persons import Actor


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """The answers and indicators of a sheet."""

    answers: tuple[Answer, ...]
    indicators: Mapping[str, Fraction]
    provenance: Text


_sheet, _answers = table(models.Sheet), table(models.Answer)

_LABELLED: Final = (
    select(
        _sheet.c.id,
        _sheet.c.provenance_vi,
        _sheet.c.provenance_en,
        _answers.c.content,
    )
    .select_from(_sheet.join(_answers, _answers.c.sheet_id == _sheet.c.id))
    .where(
        *(_sheet.c[name] == bindparam(name) for name in ("agency_id", "rubric_id", "period_id")),
        _sheet.c.provenance_vi != "",
    )
    .order_by(_sheet.c.id)
)


def exists(session: Session, key: Key) -> bool:
    """Whether there is a sheet for *key*."""
    return _id(session, key) is not None


def find(session: Session, key: Key) -> StoredSheet | None:
    """The sheet for *key*, its answers in the order in which they were stored."""
    sheet_id = _id(session, key)
    if sheet_id is None:
        return None
    sheet = session.get_one(models.Sheet, sheet_id)
    answers = session.scalars(
        select(models.Answer).where(models.Answer.sheet_id == sheet_id).order_by(models.Answer.id)
    )
    values = session.scalars(select(models.SheetIndicator).where(models.SheetIndicator.sheet_id == sheet_id))
    return StoredSheet(
        answers=tuple(answer_of(json.loads(row.content)) for row in answers),
        indicators={row.indicator: row.value for row in values},
        provenance=sheet.provenance,
    )


def provenance_of(session: Session, key: Key, answers: Iterable[Answer]) -> Text:
    """What is said of where *answers* come from, if they are those of a sheet at any stage; else nothing.

    Figures that are labelled keep their label when they are sent back.
    """
    wanted = frozenset(map(_content, answers))
    rows = session.execute(_LABELLED, key._asdict())
    for _, of_sheet in groupby(rows, lambda row: row.id):
        found = tuple(of_sheet)
        if frozenset(row.content for row in found) == wanted:
            return Text(found[0].provenance_vi, found[0].provenance_en)
    return Text("")


def add(session: Session, key: Key, sheet: StoredSheet, *, actor: Actor, now: datetime) -> None:
    """Keep *sheet* under *key*, which has none."""
    row = models.Sheet(**key._asdict(), provenance=sheet.provenance, created_at=now, created_by=actor.person_id)
    session.add(row)
    session.flush()
    answers = [
        {"sheet_id": row.id, "criterion": answer.criterion, "content": _content(answer)} for answer in sheet.answers
    ]
    session.execute(insert(table(models.Answer)), answers)
    values = [{"sheet_id": row.id, "indicator": code, "value": value} for code, value in sheet.indicators.items()]
    if values:
        session.execute(insert(table(models.SheetIndicator)), values)


def _id(session: Session, key: Key) -> int | None:
    row = models.Sheet
    return session.scalar(
        select(row.id).where(
            row.agency_id == key.agency_id,
            row.rubric_id == key.rubric_id,
            row.period_id == key.period_id,
            row.stage == key.stage,
        )
    )


def _content(answer: Answer) -> str:
    return canonical(answer_content(answer)).decode()
