"""Remarks on drafts and the replies to them."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.persons import Actor


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """What somebody said, about a *criterion* or about the whole; *replies_to* is the id of what it answers.

    *settles* says how what it answers was dealt with, if by this.
    """

    id: int
    criterion: str | None
    at: datetime
    person: str
    wording: str
    replies_to: int | None
    settles: str | None = None


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A remark that is to be made."""

    wording: str
    criterion: str | None = None
    replies_to: int | None = None
    settles: str | None = None


def of_edition(session: Session, edition_id: int) -> tuple[RemarkLine, ...]:
    """All remarks on an edition, oldest first."""
    row = models.Remark
    found = session.execute(
        select(row.id, row.criterion, row.at, models.Person.code, row.wording, row.replies_to, row.settles)
        .join(models.Person, models.Person.id == row.person_id)
        .where(row.edition_id == edition_id)
        .order_by(row.id)
    )
    return tuple(RemarkLine(*each) for each in found)


def add(session: Session, edition_id: int, new: NewRemark, *, actor: Actor, now: datetime) -> RemarkLine:
    """A further remark."""
    by = {"edition_id": edition_id, "person_id": actor.person_id, "at": now}
    key = session.execute(insert(table(models.Remark)), {**asdict(new), **by}).inserted_primary_key  # type: ignore[attr-defined]
    return RemarkLine(int(key[0]), new.criterion, now, actor.person, new.wording, new.replies_to, new.settles)
