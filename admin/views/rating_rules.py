"""The tab of rating rules: each table as a grid whose thresholds are typed over, and the picture of the rating."""

from dataclasses import dataclass
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.pictures.rating_plane import HEIGHT, WIDTH, plane_of
from admin.rating_dots import dots
from admin.rating_grid import GridRule, cells, grid, typed_rules
from admin.views.edition import Shown, Tab, shown
from rules.content import rubric_content
from rules.errors import N_, UnknownTable, require
from rules.rubric import Rubric
from rules.table import Table
from rules.version import FORMAT_VERSION
from rulesvc.papers.annex import table_elements, table_lines
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.snapshots import read_content
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import Amendment, Changed, amend, tag_of
from rulesvc.usecases.editions import EditionRef

_SAVED: Final = N_("The rules are saved.")


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table with what is *said* of it and its *rules*; *tag* is that of what was read."""

    table: Table
    said: tuple[str, ...]
    rules: tuple[GridRule, ...]
    tag: str


class RatingRules(Tab):
    """The tables of an edition."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """All of them, and the picture."""
        found = shown(rubric, number)
        return self._show(found, found.rubric, Mistakes())

    @opened("/<table>", Ability.DRAFT, methods=["POST"])
    def save(self, rubric: str, number: int, table: str) -> ResponseReturnValue:
        """Keep the thresholds that were typed, or only show what they mean."""
        found = shown(rubric, number)
        require(table in found.rubric.table, UnknownTable(table, tuple(found.rubric.table)))
        is_trial = "preview" in request.form
        tried = found.rubric
        with saying() as mistakes:
            rules = typed_rules(_content(found.rubric)[table], request.form)
            tried = _with_rules(found.rubric, table, rules)
            if not is_trial:
                _keep(EditionRef(rubric, number, request.form.get("tag") or None), table, rules)
        if mistakes or is_trial:
            return self._show(found, tried, mistakes), 422 if mistakes else 200
        flash(spoken().words(_SAVED))
        return redirect(url_for("page-rating-rules.index", rubric=rubric, number=number, _anchor=f"table-{table}"), 303)

    def _show(self, found: Shown, tried: Rubric, mistakes: Mistakes) -> str:
        """The page; sentences and picture are those of the rules *tried*, and what was typed stays in the fields."""
        plane = plane_of(tried)
        placed = dots(found.line, tried, plane) if plane else ()
        tables = tuple(_shown(each, tried, found.rubric) for each in tried.tables)
        size = {"width": WIDTH, "height": HEIGHT}
        stored = {cell.name: cell.value for each in found.rubric.tables for cell in cells(each, found.rubric)}
        facts = {"stored": stored, "plane": plane, "dots": placed, "size": size, "is_trial": tried != found.rubric}
        return self.tab(found, "rating_rules", tables=tables, mistakes=mistakes, typed=request.form, **facts)


def _shown(table: Table, tried: Rubric, stored: Rubric) -> TableShown:
    into = spoken()
    said = table_lines(table_elements(tried)[table.code], into)
    assumed = (into.text(each) for each in table.assumptions)
    return TableShown(table, (*said, *assumed), grid(table, tried), tag_of(_content(stored)[table.code]))


def _content(rubric: Rubric) -> dict[str, dict[str, Any]]:
    """The tables of *rubric* as content, by code."""
    return {each["code"]: each for each in rubric_content(rubric)["tables"]}


def _with_rules(rubric: Rubric, table: str, rules: list[dict[str, Any]]) -> Rubric:
    content = rubric_content(rubric)
    tables = [{**each, "rules": rules} if each["code"] == table else each for each in content["tables"]]
    return read_content({**content, "tables": tables}, FORMAT_VERSION)


def _keep(ref: EditionRef, table: str, rules: list[dict[str, Any]]) -> None:
    change = Amendment(Changed(("tables", table), {"rules": rules}), read_part)
    with database().writing() as writing:
        amend(writing, ref, change, actor=actor(), now=now())
