"""The audit: who did what and when, in words."""

from collections.abc import Iterable
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import View, opened
from admin.accounts import actor, database
from admin.audit_rows import Named, row
from admin.audit_words import ACTIONS, SUBJECTS
from admin.language import spoken
from admin.person_words import OF_THE_SERVICE
from rules.errors import N_
from rulesvc.store.agencies import names_of
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.persons import persons_called
from rulesvc.usecases.rubrics import list_rubrics
from rulesvc.usecases.trail import Event, Filters, read_trail

NAME: Final = N_("Audit trail")

_NAMED: Final = ("person", "agency")
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
            named = _named(reading, found.events)
        return self.page(
            "audit",
            rows=[row(each, named, into) for each in found.events],
            next=found.next,
            asked=asked,
            before=before,
            persons={code: named.persons.get(code, code) for code in {each.person for each in found.events}},
            actions=ACTIONS,
            subjects=SUBJECTS,
        )


def _named(session: Session, events: Iterable[Event]) -> Named:
    """What the codes in *events* are called; of the accounts of the service that they are such."""
    into = spoken()
    service = into.words(OF_THE_SERVICE)
    about = {kind: {key for each in events for of, key in (each.subject,) if of == kind} for kind in _NAMED}
    about["person"] |= {each.person for each in events} | _told_of(events, "acting_for")
    about["agency"] |= _told_of(events, "agency")
    persons = persons_called(session, about["person"])
    return Named(
        {code: f"{service} ({each.name})" if each.is_system else each.name for code, each in persons.items()},
        {code: into.text(name) for code, name in names_of(session, about["agency"]).items()},
        {each.code: into.text(each.name) for each in list_rubrics(session)},
    )


def _told_of(events: Iterable[Event], name: str) -> set[str]:
    """The codes that the details of *events* tell under *name*."""
    told = (each.details.get(name, ()) for each in events)
    return {code for each in told for code in ((each,) if isinstance(each, str) else each or ())}
