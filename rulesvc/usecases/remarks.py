"""Remarks: what is said about a draft, criterion by criterion, before it is cleared."""

from datetime import datetime

from sqlalchemy.orm import Session

from rules.errors import UnknownReference, require
from rulesvc.errors import NotConsulted, UnknownRemark
from rulesvc.models.edition import OPEN, Status
from rulesvc.store import audit, editions, remarks
from rulesvc.store.persons import Actor
from rulesvc.store.remarks import NewRemark, RemarkLine
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.edition_words import told
from rulesvc.usecases.editions import EditionRef, subject


def remark(session: Session, ref: EditionRef, new: NewRemark, *, actor: Actor, now: datetime) -> RemarkLine:
    """Say something about a draft, or reply to what was said.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotConsulted`, `UnknownRemark`,
    `rules.errors.UnknownReference` for a criterion that the draft does not have.
    """
    actor = require_ability(actor, Ability.READ)
    line = editions.by_number(session, ref.rubric, ref.number)
    require(line.status in (*OPEN, Status.SUBMITTED), NotConsulted(line.rubric, line.number, told(line.status)))
    if new.criterion is not None:
        known = tuple(editions.read(session, line).rubric.criterion)
        require(new.criterion in known, UnknownReference("criterion", new.criterion, known, at=("criterion",)))
    earlier = {each.id for each in remarks.of_edition(session, line.id)}
    require(new.replies_to is None or new.replies_to in earlier, UnknownRemark(str(new.replies_to), at=("replies_to",)))
    made = remarks.add(session, line.id, new, actor=actor, now=now)
    details = {"remark": made.id, "criterion": new.criterion, "replies_to": new.replies_to}
    audit.write(session, "draft-remarked", subject(line), actor=actor, now=now, **details)
    return made


def list_remarks(session: Session, ref: EditionRef) -> tuple[RemarkLine, ...]:
    """All that was said about an edition, oldest first.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    return remarks.of_edition(session, editions.by_number(session, ref.rubric, ref.number).id)
