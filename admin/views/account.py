"""The account of whoever is signed in: who they are here, and their password."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import Access, View, opened
from admin.accounts import actor, begin, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from rules.errors import N_
from rulesvc.usecases.abilities import ROLE_WORDS
from rulesvc.usecases.passwords import change_own_password, require_same
from rulesvc.usecases.persons import find_person

_CHANGED: Final = N_("The password is changed. Sessions on other machines have ended.")


class Account(View):
    """What one may see and change of oneself."""

    def is_visible(self) -> bool:
        """It stands beside the name, not in the menu."""
        return False

    @opened("/", Access.SIGNED_IN)
    def show(self) -> ResponseReturnValue:
        """Who is signed in."""
        return self._show(Mistakes())

    @opened("/password", Access.SIGNED_IN, methods=["POST"])
    def change(self) -> ResponseReturnValue:
        """Another password; whoever is signed in elsewhere by the old one is so no more."""
        old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
        with saying() as mistakes, database().writing() as writing:
            require_same(new, again, at=("again",))
            refusal = change_own_password(writing, old, new, actor=actor(), now=now())
            mistakes.add(*filter(None, (refusal,)))
        if mistakes:
            return self._show(mistakes), 422
        begin(actor())
        flash(spoken().words(_CHANGED))
        return redirect(url_for("page-account.show"), 303)

    def _show(self, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            person = find_person(reading, actor().person)
        roles = [spoken().words(ROLE_WORDS[role]) for role in person.roles]
        return self.page("account", person=person, roles=roles, mistakes=mistakes)
