"""The audit trail, read: who did what and when, for those who administer."""

from typing import Final

from sqlalchemy.orm import Session

from rulesvc.store import audit
from rulesvc.store.audit import Event, Filters, Page
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability

__all__ = ["ON_A_PAGE", "Event", "Filters", "Page", "read_trail"]

ON_A_PAGE: Final = 50
"""Events of one page."""


def read_trail(session: Session, filters: Filters, *, before: int | None = None, actor: Actor) -> Page:
    """The latest events that pass *filters*, of those before the cursor of a page.

    Raises: `RoleMissing`.
    """
    require_ability(actor, Ability.ADMINISTER)
    return audit.page(session, filters, before=before, limit=ON_A_PAGE)
