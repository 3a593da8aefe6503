"""Remarks: what is said about a draft, criterion by criterion, before it is cleared, and how it was dealt with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from rules.errors import N_, UnknownReference, require
from rulesvc.errors import NotConsulted, UnknownRemark
from rulesvc.models.edition import OPEN, Status
from rulesvc.models.remark import Settlement
from rulesvc.store import audit, edition_steps, editions, remarks
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.store.remarks import NewRemark, RemarkLine
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.edition_words import told
from rulesvc.usecases.editions import EditionRef, subject

CONSULTED: Final = (*OPEN, Status.SUBMITTED)
"""While an edition is one of these, remarks are made on it and dealt with."""

SETTLEMENT_WORDS: Final[Mapping[str, str]] = {
    Settlement.ACCEPTED: N_("followed by the draft"),
    Settlement.EXPLAINED: N_("explained why not followed"),
}
"""How a remark was dealt with, in words for the catalogues."""


@dataclass(frozen=True, slots=True)
class NewSettlement:
    """How the *remark* with that id is dealt with, and what is said to it."""

    remark: int
    settles: Settlement
    wording: str


def remark(session: Session, ref: EditionRef, new: NewRemark, *, actor: Actor, now: datetime) -> RemarkLine:
    """Say something about a draft, or reply to what was said.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotConsulted`, `UnknownRemark`,
    `rules.errors.UnknownReference` for a criterion that the draft does not have.
    """
    actor = require_ability(actor, Ability.READ)
    line = _consulted(editions.by_number(session, ref.rubric, ref.number))
    if new.criterion is not None:
        known = tuple(editions.read(session, line).rubric.criterion)
        require(new.criterion in known, UnknownReference("criterion", new.criterion, known, at=("criterion",)))
    earlier = {each.id for each in remarks.of_edition(session, line.id)}
    require(new.replies_to is None or new.replies_to in earlier, UnknownRemark(str(new.replies_to), at=("replies_to",)))
    made = remarks.add(session, line.id, new, actor=actor, now=now)
    details = {"remark": made.id, "criterion": new.criterion, "replies_to": new.replies_to, "wording": made.wording}
    audit.write(session, "draft-remarked", subject(line), actor=actor, now=now, **details)
    return made


def settle(session: Session, ref: EditionRef, new: NewSettlement, *, actor: Actor, now: datetime) -> RemarkLine:
    """Reply to a remark, and say by that how it was dealt with. Said of a reply, it is about what was replied to.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotConsulted`, `UnknownRemark`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = _consulted(edition_steps.locked(session, editions.by_number(session, ref.rubric, ref.number)))
    earlier = remarks.of_edition(session, line.id)
    by_id = {each.id: each for each in earlier}
    require(new.remark in by_id, UnknownRemark(str(new.remark)))
    answered = by_id[begun_by(earlier)[new.remark]]
    reply = NewRemark(new.wording, answered.criterion, answered.id, new.settles.value)
    made = remarks.add(session, line.id, reply, actor=actor, now=now)
    about = {"remark": answered.id, "criterion": answered.criterion}
    details = {**about, "settles": made.settles, "reply": made.id, "wording": made.wording}
    audit.write(session, "draft-remark-settled", subject(line), actor=actor, now=now, **details)
    return made


def list_remarks(session: Session, ref: EditionRef) -> tuple[RemarkLine, ...]:
    """All that was said about an edition, oldest first.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    return remarks.of_edition(session, editions.by_number(session, ref.rubric, ref.number).id)


def begun_by(said: Iterable[RemarkLine]) -> dict[int, int]:
    """The remark that replies to none by which what was *said*, oldest first, began, by the id of each."""
    found: dict[int, int] = {}
    for each in said:
        found[each.id] = found.get(each.replies_to or 0, each.id)
    return found


def settled(said: Iterable[RemarkLine]) -> dict[int, RemarkLine]:
    """The last reply by which a remark was dealt with, by the id of the remark, for each that was."""
    every = tuple(said)
    begun = begun_by(every)
    return {begun[each.id]: each for each in every if each.settles}


def _consulted(line: EditionLine) -> EditionLine:
    """The edition, if remarks are made on it still.

    Raises: `NotConsulted`.
    """
    require(line.status in CONSULTED, NotConsulted(line.rubric, line.number, told(line.status)))
    return line
