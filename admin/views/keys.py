"""API keys: one's own, all of them for an administrator. The secret of a new one is on one page, once.

Each form has a mark of its own, and the session remembers those that made a key: a page that is loaded anew sends the
form again, and makes no second key.
"""

from dataclasses import dataclass
from secrets import token_urlsafe
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
from rulesvc.usecases.choosing import meant, suggested
from rulesvc.usecases.keys import SCOPES, IssuedKey, NewKey, create_key, keys_of, revoke_key

NAME: Final = N_("API keys")

_REVOKED: Final = N_("The key {prefix} is revoked. Whoever uses it is let in no more.")


_MADE_BY: Final = "keys-made-by"
_MOST_REMEMBERED: Final = 50
_BYTES_OF_MARK: Final = 9


@dataclass(eq=False)
class KeyShown(Conflict):
    """A form that made its key already."""

    words = N_("This key has been made and shown already. Where it was not copied, revoke it and make another one.")


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
        with saying() as mistakes, database().writing() as writing:
            _require_unused(request.form.get("mark", ""))
            expires_at = end_of(typed_day(ends, at=("expires_at",))) if ends else None
            person = meant(writing, person, at=("person",))
            issued = create_key(writing, NewKey(person, scopes, expires_at), actor=actor(), now=now())
        if not mistakes:
            session[_MADE_BY] = [*_made_by(), request.form.get("mark", "")][-_MOST_REMEMBERED:]
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
            persons = suggested(reading) if sees_all else ()
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
            sees_all=sees_all,
            me=me,
            mark=token_urlsafe(_BYTES_OF_MARK),
            now=now(),
            ability_words=ABILITY_WORDS,
            last_day=last_day,
        )


def _made_by() -> list[str]:
    """The marks of the forms that made a key in this session, the last ones."""
    found: list[str] = session.get(_MADE_BY, [])
    return found


def _require_unused(mark: str) -> None:
    require(mark not in _made_by(), KeyShown())
