"""The pages of the criteria that tables look at together: a name, and which criteria, ticked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.scope_form import NAMES, entered, fields_of, looking_at, patch, require_own_name
from admin.ticked import levels
from admin.typed import seen, typed
from admin.views.edition import Shown, Tab, shown
from rules.addresses import UnknownElement, element
from rules.content import rubric_content
from rules.errors import N_, require
from rules.rubric import Rubric
from rules.scope import Scope
from rulesvc.schemas.rubric_document import read_part
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import Added, Amendment, Changed, Removed, amend, tag_of
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition

_SCOPES: Final = "scopes"
_KEPT: Final = N_("Saved.")
_ADDED: Final = N_("The areas considered are added.")
_REMOVED: Final = N_("The areas considered are removed.")

Change = Callable[[], Changed | Added | Removed]


@dataclass(frozen=True, slots=True)
class ScopeShown:
    """A *scope* with the names of its *members* and of the *tables* that look at them."""

    scope: Scope
    members: tuple[str, ...]
    tables: tuple[str, ...]


def scopes_of(rubric: Rubric) -> tuple[ScopeShown, ...]:
    """What tables of *rubric* look at together, in order."""
    into = spoken()
    return tuple(
        ScopeShown(
            each,
            tuple(into.text(rubric.criterion[code].name) for code in each.criteria),
            tuple(into.text(rubric.table[code].name) for code in looking_at(rubric, each.code)),
        )
        for each in rubric.scopes
    )


class ScopePages(Tab):
    """The areas considered together."""

    @opened("/scopes/<code>", Ability.DRAFT)
    def scope(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """What they are called, and which criteria they are."""
        found = shown(rubric, number)
        require(code in found.rubric.scope, UnknownElement(f"{_SCOPES}/{code}"))
        return self._form(found, code, Mistakes())

    @opened("/scopes/<code>", Ability.DRAFT, methods=["POST"])
    def change_scope(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """Keep the name that was typed and the criteria that are ticked."""
        known = shown(rubric, number).rubric.scope.get(code)
        said = patch(typed(*NAMES), _ticked(), before=known.criteria if known else ())
        return self._scope_changed(seen(rubric, number), code, lambda: Changed((_SCOPES, code), said), _KEPT)

    @opened("/scopes/<code>/remove", Ability.DRAFT, methods=["POST"])
    def remove_scope(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """Take out what no table looks at."""
        return self._scope_changed(seen(rubric, number), code, lambda: Removed((_SCOPES, code)), _REMOVED)

    @opened("/new-scope", Ability.DRAFT)
    def new_scope(self, rubric: str, number: int) -> ResponseReturnValue:
        """A name to be typed, and criteria to be ticked."""
        return self._form(shown(rubric, number), "", Mistakes())

    @opened("/new-scope", Ability.DRAFT, methods=["POST"])
    def add_scope(self, rubric: str, number: int) -> ResponseReturnValue:
        """Add what was typed and ticked."""
        said = entered(typed(*NAMES), _ticked(), taken=shown(rubric, number).rubric.scope)
        return self._scope_changed(EditionRef(rubric, number), "", lambda: Added((_SCOPES,), said), _ADDED)

    def _scope_changed(self, ref: EditionRef, code: str, change: Change, said: str) -> ResponseReturnValue:
        with saying() as mistakes, database().writing() as writing:
            asked = change()
            require_own_name(find_edition(writing, ref.rubric, ref.number).edition.rubric, _named(asked), code)
            amend(writing, ref, Amendment(asked, read_part), actor=actor(), now=now())
        if mistakes:
            return self._form(shown(ref.rubric, ref.number), code, mistakes), 422
        flash(spoken().words(said))
        return redirect(url_for(f"{self.endpoint}.index", rubric=ref.rubric, number=ref.number, _anchor=_SCOPES), 303)

    def _form(self, found: Shown, code: str, mistakes: Mistakes) -> str:
        """The form of a scope; of a new one where *code* is blank, or where the scope is gone by now."""
        return self.tab(
            found,
            "scope",
            criteria=levels(found.rubric, spoken()),
            mistakes=mistakes,
            **_stored(found.rubric, code, is_sent=bool(mistakes) and "name.vi" in request.form),
        )


def _stored(rubric: Rubric, code: str, *, is_sent: bool) -> dict[str, Any]:
    """What is stored of a scope, and what the form shows: that, or what was typed and ticked."""
    one = next((each for each in scopes_of(rubric) if each.scope.code == code), None)
    stored = fields_of(one.scope) if one else {}
    members = one.scope.criteria if one else ()
    return {
        "one": one,
        "stored": stored,
        "members": members,
        "fields": {name: request.form.get(name, "") for name in NAMES} if is_sent else stored,
        "ticked": _ticked() if is_sent else members,
        "tag": tag_of(element(rubric_content(rubric), (_SCOPES, code))) if one else "",
    }


def _named(change: Changed | Added | Removed) -> Mapping[str, str | None]:
    """The name in each language that a *change* gives."""
    said: Mapping[str, Any] = {}
    if isinstance(change, Changed):
        said = change.changes
    elif isinstance(change, Added):
        said = change.element
    named: Mapping[str, str | None] = said.get("name", {})
    return named


def _ticked() -> list[str]:
    return request.form.getlist("criterion")
