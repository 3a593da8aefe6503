"""Blocks: added and listed."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from rules.errors import N_, Refusals
from rules.text import Text
from rulesvc.errors import Conflict
from rulesvc.store import audit, blocks
from rulesvc.store.blocks import BlockLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.new_names import check_code, check_name

__all__ = ["BlockExists", "BlockLine", "add_block", "list_blocks"]


@dataclass(eq=False)
class BlockExists(Conflict):
    """A block under a code that is taken."""

    given: str
    name: Text
    words = N_("Block “{given}” exists already: {name}.")


def add_block(session: Session, new: BlockLine, *, actor: Actor, now: datetime) -> None:
    """Add a block. Its English name may be blank.

    Raises: `RoleMissing`; `rules.errors.Refused` with all that is wrong.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    blocks.lock(session)
    refusals = Refusals()
    named = (new.name.vi, new.name.en) if new.name.en else (new.name.vi,)
    for refusal in check_code(new.code, at=("code",)):
        refusals.add(refusal)
    for name in named:
        for refusal in check_name(name, at=("name",)):
            refusals.add(refusal)
    for each in blocks.every(session):
        if each.code == new.code:
            refusals.add(BlockExists(new.code, each.name, at=("code",)))
    refusals.raise_if_any()
    blocks.add(session, new.code, new.name)
    audit.write(session, "block-added", ("block", new.code), actor=actor, now=now, name=asdict(new.name))


def list_blocks(session: Session) -> tuple[BlockLine, ...]:
    """All blocks, by code."""
    return blocks.every(session)
