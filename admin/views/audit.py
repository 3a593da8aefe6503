"""The audit: who did what and when, in words."""

from typing import Final

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import View, opened
from admin.accounts import actor, database
from admin.audit_rows import Named, row
from admin.audit_words import ACTIONS, SUBJECTS
from admin.language import spoken
from rules.errors import N_
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.agencies import list_agencies
from rulesvc.usecases.persons import list_persons
from rulesvc.usecases.rubrics import list_rubrics
from rulesvc.usecases.trail import Filters, read_trail

NAME: Final = N_("Audit trail")

_OF_THE_SERVICE: Final = N_("account of the service")
_ASKED: Final = ("person", "action", "subject", "key")


class Audit(View):
    """All that was done."""

    @opened("/", Ability.ADMINISTER)
    def index(self) -> ResponseReturnValue:
        """The latest events first, of one person, kind or thing where that is asked for."""
        into = spoken()
        asked = {name: request.args.get(name, "").strip() for name in _ASKED}
        before = request.args.get("before", type=int)
        with database().reading() as reading:
            found = read_trail(reading, Filters(**asked), before=before, actor=actor())
            named = _named(reading)
        return self.page(
            "audit",
            rows=[row(each, named, into) for each in found.events],
            next=found.next,
            asked=asked,
            before=before,
            persons=named.persons,
            actions=ACTIONS,
            subjects=SUBJECTS,
        )


def _named(session: Session) -> Named:
    """What codes are called; of the accounts of the service that they are such."""
    into = spoken()
    service = into.words(_OF_THE_SERVICE)
    return Named(
        {each.code: f"{service} ({each.name})" if each.is_system else each.name for each in list_persons(session)},
        {each.code: each.name for each in list_agencies(session)},
        {each.code: into.text(each.name) for each in list_rubrics(session)},
    )
