"""API keys: one's own, all of them for an administrator. The secret of a new one is on one page, once."""

from secrets import token_hex
from typing import Final

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from admin.ability_words import ABILITY_WORDS
from admin.access import Access, View, is_open, opened
from admin.accounts import actor, database, now
from admin.days import end_of, last_day, typed_day
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.named import names
from admin.typed import page_asked
from rules.errors import N_, require
from rulesvc.errors import Conflict
from rulesvc.usecases.abilities import Ability, abilities
from rulesvc.usecases.keys import SCOPES, IssuedKey, NewKey, create_key, keys_of, revoke_key
from rulesvc.usecases.persons import present_persons

NAME: Final = N_("API keys")

_REVOKED: Final = N_("The key {prefix} is revoked. Whoever uses it is let in no more.")


_MADE: Final = "keys_made"
_MOST_MADE: Final = 5


class KeyShown(Conflict):
    """The same form once more, as when the page with the new key is loaded again."""

    words = N_("The key of this form is made already, and was shown once. Fill in the form again to make another one.")


class Keys(View):
    """Keys by which other systems act for a person."""

    @opened("/", Access.SIGNED_IN)
    def index(self) -> ResponseReturnValue:
        """The keys that one may see, the newest first."""
        return self._list(Mistakes())

    @opened("/", Access.SIGNED_IN, methods=["POST"])
    def create(self) -> ResponseReturnValue:
        """A new key. Its secret stands in this answer and nowhere else: no address, session or message holds it."""
        person, ends = request.form.get("person") or actor().person, request.form.get("expires_at", "").strip()
        scopes = tuple(request.form.getlist("scopes"))
        issued: IssuedKey | None = None
        made, once = session.get(_MADE, ()), request.form.get("once", "")
        with saying() as mistakes, database().writing() as writing:
            require(not once or once not in made, KeyShown())
            expires_at = end_of(typed_day(ends, at=("expires_at",))) if ends else None
            issued = create_key(writing, NewKey(person, scopes, expires_at), actor=actor(), now=now())
        if once and issued is not None:
            session[_MADE] = (once, *made)[:_MOST_MADE]
        return self._list(mistakes, issued), 422 if mistakes else 200

    @opened("/<prefix>/revoke", Access.SIGNED_IN, methods=["POST"])
    def revoke(self, prefix: str) -> ResponseReturnValue:
        """End a key at once."""
        with saying() as mistakes, database().writing() as writing:
            revoke_key(writing, prefix, actor=actor(), now=now())
        if mistakes:
            return self._list(mistakes), 422
        flash(spoken().words(_REVOKED, prefix=prefix))
        return redirect(url_for("page-keys.index"), 303)

    def _list(self, mistakes: Mistakes, issued: IssuedKey | None = None) -> str:
        sees_all, me = is_open(Ability.ADMINISTER), actor().person
        with database().reading() as reading:
            shown = keys_of(reading, None if sees_all else me, page=page_asked())
            persons = present_persons(reading) if sees_all else ()
            called = names(reading, (me, *(each.person for each in shown.rows)))
        return self.page(
            "keys",
            shown=shown,
            issued=issued,
            persons=persons,
            names=called,
            scopes=SCOPES if sees_all else abilities(actor().roles),
            typed=request.form if mistakes else {},
            ticked=request.form.getlist("scopes") if mistakes else [Ability.READ],
            mistakes=mistakes,
            once=token_hex(),
            sees_all=sees_all,
            me=me,
            now=now(),
            ability_words=ABILITY_WORDS,
            last_day=last_day,
        )
