"""Why the parts of a draft were changed."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from rulesvc import models
from rulesvc.database import act_as
from rulesvc.models.base import table
from rulesvc.store.persons import Actor


def of_edition(session: Session, edition_id: int) -> dict[str, str]:
    """The reasons of an edition, by the key of the part."""
    row = models.ChangeReason
    found = session.execute(select(row.part, row.wording).where(row.edition_id == edition_id).order_by(row.part))
    return dict(found.all())


def put(session: Session, edition_id: int, reasons: Mapping[str, str], *, actor: Actor) -> None:
    """Let these reasons stand for their parts; a blank one takes away what stood there."""
    act_as(session, actor.person_id)
    row = table(models.ChangeReason)
    session.execute(delete(row).where(row.c.edition_id == edition_id, row.c.part.in_(tuple(reasons))))
    rows = [
        {"edition_id": edition_id, "part": part, "wording": wording} for part, wording in reasons.items() if wording
    ]
    if rows:
        session.execute(insert(row), rows)
