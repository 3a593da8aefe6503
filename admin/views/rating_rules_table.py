"""The page of one table: what it concludes, in its order, what holds where no rule does, and what it assumes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import actor, database, now
from admin.criterion_form import Lines
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.rule_form import lines_of
from admin.table_form import OUTCOMES, OutcomeInUse, adds_up, content_of, fields_of, more, moved, uses
from admin.views.edition import Shown, Tab, shown
from rules.addresses import UnknownElement, element
from rules.content import rubric_content
from rules.errors import N_, Refused, require
from rules.table import SINGLE, Table
from rulesvc.schemas.rubric_document import read_part
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import Amendment, Changed, amend, tag_of
from rulesvc.usecases.editions import EditionRef

_SAVED: Final = N_("The table is saved.")
_NOT_FIELDS: Final = ("csrf_token", "tag", "do")
_MOST_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class OneTable:
    """A *table* of an edition as it is stored, and the *fields* that are shown for it."""

    found: Shown
    table: Table
    fields: dict[str, str]

    @property
    def tag(self) -> str:
        """The tag of the table as it is stored."""
        return tag_of(element(rubric_content(self.found.rubric), ("tables", self.table.code)))

    def uses(self, code: str) -> tuple[str, ...]:
        """Where an outcome is used."""
        return uses(self.found.rubric, self.table, code, spoken())


class TablePages(Tab):
    """A table: changed in what it says of itself. Its rules have pages of their own."""

    @opened("/tables/<table>/", Ability.DRAFT)
    def table(self, rubric: str, number: int, table: str) -> ResponseReturnValue:
        """Its form."""
        return self._table(_stored(rubric, number, table), Mistakes())

    @opened("/tables/<table>/", Ability.DRAFT, methods=["POST"])
    def change_table(self, rubric: str, number: int, table: str) -> ResponseReturnValue:
        """Keep what was typed; or show it with a line more, less or moved."""
        sent = replace(
            before := _stored(rubric, number, table),
            fields={name: text for name, text in request.form.items() if name not in _NOT_FIELDS},
        )
        with saying() as mistakes:
            if request.form.get("do") != "save":
                return self._table(_asked(sent), mistakes)
            _keep(EditionRef(rubric, number, request.form.get("tag") or None), sent)
        if mistakes:
            again = _stored(rubric, number, table) if table in shown(rubric, number).rubric.table else before
            return self._table(replace(again, fields=sent.fields), mistakes), 422
        flash(spoken().words(_SAVED))
        return redirect(url_for(".index", rubric=rubric, number=number, _anchor=f"table-{table}"), 303)

    def _table(self, one: OneTable, mistakes: Mistakes) -> str:
        return self.tab(
            one.found,
            "rating_table",
            one=one,
            typed=one.fields,
            stored=fields_of(one.table, spoken()),
            outcomes=lines_of(one.fields, OUTCOMES),
            assumptions=lines_of(one.fields, "assumptions"),
            mistakes=mistakes,
            apart=mistakes.beside(*_telling(one)),
            decides=one.table.hit_policy in SINGLE,
            adds_up=adds_up(one.table),
            most_places=_MOST_PLACES,
        )


def _telling(one: OneTable) -> Iterator[str]:
    """The fields that tell their own mistakes."""
    yield from one.fields
    yield from (f"{at}{name}" for at in lines_of(one.fields, OUTCOMES) for name in ("", ".value"))


def _stored(rubric: str, number: int, code: str) -> OneTable:
    """The table as it is stored.

    Raises: `UnknownRubric`, `UnknownEdition`, `UnknownElement`.
    """
    found = shown(rubric, number)
    require(code in found.rubric.table, UnknownElement(f"tables/{code}"))
    table = found.rubric.table[code]
    return OneTable(found, table, fields_of(table, spoken()))


def _asked(one: OneTable) -> OneTable:
    """*one* with the line more, less or moved that is asked for.

    Raises: `OutcomeInUse`.
    """
    asked, _, about = request.form.get("do", "").partition(":")
    of, _, text = about.partition(":")
    place = int(text) if text.isdecimal() else -1
    match asked:
        case "more":
            return replace(one, fields=more(one.fields, of))
        case "less" if place >= 0:
            if of == OUTCOMES:
                _require_unused(one, f"{of}.{place}")
            return replace(one, fields=Lines(one.fields).less(of, place))
        case "up" | "down" if place >= 0:
            return replace(one, fields=moved(one.fields, of, place, -1 if asked == "up" else 1))
        case _:
            return one


def _require_unused(one: OneTable, at: str) -> None:
    code = one.fields.get(f"{at}.code", "")
    places = one.uses(code) if code else ()
    require(not places, OutcomeInUse(one.fields.get(f"{at}.name.vi", ""), places, at=(at,)))


def _keep(ref: EditionRef, one: OneTable) -> None:
    """Store what the fields say.

    Raises: `OutcomeInUse`, as `rulesvc.usecases.drafting.amend`.
    """
    changes: dict[str, Any] = content_of(one.fields, one.table)
    kept = {each["code"] for each in changes["outcomes"]}
    gone = [each for each in one.table.outcomes if each.code not in kept]
    used = [OutcomeInUse(spoken().text(each.name), places) for each in gone if (places := one.uses(each.code))]
    if used:
        raise Refused(tuple(used))
    with database().writing() as writing:
        amendment = Amendment(Changed(("tables", one.table.code), changes), read_part)
        amend(writing, ref, amendment, actor=actor(), now=now())
