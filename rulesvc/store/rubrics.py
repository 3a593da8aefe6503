"""Rubrics, by code."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rules.errors import Path
from rulesvc import models
from rulesvc.errors import UnknownRubric
from rulesvc.store.rivals import insert_missing


@dataclass(frozen=True, slots=True)
class RubricKey:
    """A rubric and its block."""

    id: int
    code: str
    block_id: int
    block: str


def find(session: Session, code: str) -> RubricKey | None:
    """The rubric with that *code*, if there is one."""
    found = session.execute(_keys().where(models.Rubric.code == code)).one_or_none()
    return None if found is None else RubricKey(*found)


def by_code(session: Session, code: str, *, at: Path = ()) -> RubricKey:
    """The rubric with that *code*.

    Raises: `UnknownRubric`.
    """
    found = find(session, code)
    if found is None:
        raise UnknownRubric(code, tuple(key.code for key in every(session)), at=at)
    return found


def every(session: Session) -> tuple[RubricKey, ...]:
    """All rubrics, by code."""
    return tuple(RubricKey(*row) for row in session.execute(_keys().order_by(models.Rubric.code)))


def add(session: Session, code: str, block: int) -> RubricKey:
    """A new rubric for the block with that key; where somebody else adds it in this moment, theirs."""
    insert_missing(session, models.Rubric, [{"code": code, "block_id": block}])
    return by_code(session, code)


def lock(session: Session, rubric_id: int) -> None:
    """Wait for whoever adds or issues an edition of the rubric, and keep others waiting until the commit."""
    session.execute(select(models.Rubric.id).where(models.Rubric.id == rubric_id).with_for_update(key_share=True))


def _keys() -> Select[int, str, int, str]:
    rubric, block = models.Rubric, models.Block
    return select(rubric.id, rubric.code, rubric.block_id, block.code).join(block, block.id == rubric.block_id)
