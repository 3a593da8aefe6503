"""Blocks, by code."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.errors import Path
from rules.text import Text
from rulesvc import models
from rulesvc.errors import UnknownBlock
from rulesvc.store.rivals import lock_list


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A block."""

    code: str
    name: Text


def every(session: Session) -> tuple[BlockLine, ...]:
    """All blocks, by code."""
    found = session.scalars(select(models.Block).order_by(models.Block.code))
    return tuple(BlockLine(row.code, row.name) for row in found)


def name_of(session: Session, code: str) -> Text:
    """The name of a stored block."""
    return session.execute(select(models.Block.name).where(models.Block.code == code)).scalar_one()


def id_of(session: Session, code: str, *, at: Path = ()) -> int:
    """The key of the block with that *code*.

    Raises: `UnknownBlock`.
    """
    found = session.scalar(select(models.Block.id).where(models.Block.code == code))
    if found is None:
        raise UnknownBlock(code, codes(session), at=at)
    return found


def codes(session: Session) -> tuple[str, ...]:
    """The codes of all blocks."""
    return tuple(session.scalars(select(models.Block.code).order_by(models.Block.code)))


def lock(session: Session) -> None:
    """Keep others from adding blocks until the commit."""
    lock_list(session, models.Block)


def add(session: Session, code: str, name: Text) -> None:
    """A new block."""
    session.add(models.Block(code=code, name=name))
    session.flush()
