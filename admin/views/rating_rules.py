"""The tab of rating rules: each table as a grid with thresholds typed in its cells, and the rating as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.views.edition import Shown, shown
from admin.views.rating_rules_edits import Form, edited, typed
from admin.views.rating_rules_grid import Cell, Grid, Source, grid
from admin.views.rating_rules_one import RulePages
from admin.views.rating_rules_picture import rating
from admin.views.rating_rules_table import TablePages
from rules.addresses import element
from rules.content import part_content, rubric_content
from rules.errors import N_, Refused
from rules.rubric import Rubric
from rules.table import Table
from rulesvc.schemas.rubric_document import read_part
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import Amendment, Changed, amend, tag_of
from rulesvc.usecases.editions import EditionRef

_SAVED: Final = N_("Saved.")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent of one table, and what of it is refused."""

    form: Form = field(default_factory=dict)
    mistakes: Mistakes = field(default_factory=Mistakes)
    is_changed_meanwhile: bool = False
    is_refused: bool = False

    @property
    def table(self) -> str:
        """The code of the table."""
        return self.form.get("table", "")


NOTHING_SENT: Final = Sent()


@dataclass(frozen=True, slots=True)
class Refusing:
    """What is wrong with what was sent: *where* by name, at which *anchor* of the page, and what is *said* of it."""

    where: str
    anchor: str
    said: tuple[str, ...]


class RatingRules(RulePages, TablePages):
    """The tables."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """All of them, in order."""
        return self._page(shown(rubric, number), NOTHING_SENT)

    @opened("/change", Ability.DRAFT, methods=["POST"])
    def change(self, rubric: str, number: int) -> ResponseReturnValue:
        """Store what was typed in the cells of a table, and what its button says."""
        found, form = shown(rubric, number), request.form
        table = _table(found.rubric, form)
        with saying() as mistakes:
            _store(EditionRef(rubric, number, form.get("tag", "")), _changed(table, form))
            flash(spoken().words(_SAVED))
        if not mistakes:
            here = url_for(".index", rubric=rubric, number=number, _anchor=f"table-{table.code}")
            return redirect(here, 303)
        again = shown(rubric, number)
        is_changed = form.get("tag") != _tag(again.rubric, table.code)
        return self._page(again, Sent(form, mistakes, is_changed, is_refused=True)), 422

    @opened("/preview", Ability.DRAFT, methods=["POST"])
    def preview(self, rubric: str, number: int) -> ResponseReturnValue:
        """The page as it would be with what was typed; nothing is stored."""
        found, form = shown(rubric, number), request.form
        mistakes = Mistakes()
        mistakes.add(*typed(_table(found.rubric, form), form).refusals)
        return self._page(found, Sent(form, mistakes)), 422 if mistakes else 200

    def _page(self, found: Shown, sent: Sent) -> str:
        rubric = _with_typed(found.rubric, sent)
        source = Source(rubric, found.rubric, spoken(), sent.form, sent.is_changed_meanwhile)
        grids = tuple(grid(source, table.code) for table in rubric.tables)
        refused = tuple(_refused(grids, sent))
        return self.tab(
            found,
            "rating_rules",
            grids=grids,
            tags={each.code: _tag(found.rubric, each.code) for each in rubric.tables},
            sent=sent,
            rating=rating(found, found.rubric if sent.is_refused else rubric),
            refused=refused,
            first_wrong=next((each.anchor for each in refused if each.anchor.startswith("cell-")), ""),
        )


# ---- what was sent ---------------------------------------------------------------------------------------------------


def _table(rubric: Rubric, form: Form) -> Table:
    """The table that was sent.

    Raises: `rules.addresses.UnknownElement`.
    """
    code = form.get("table", "")
    element(rubric_content(rubric), ("tables", code))
    return rubric.table[code]


def _changed(table: Table, form: Form) -> Table:
    """*table* as it is to be.

    Raises: `rules.errors.Refused`, `rules.errors.Refusal`.
    """
    read = typed(table, form)
    if read.refusals:
        raise Refused(read.refusals)
    return edited(read.table, form)


def _store(ref: EditionRef, table: Table) -> None:
    """Store the rules of *table*.

    Raises: as `rulesvc.usecases.drafting.amend`.
    """
    change = Changed(("tables", table.code), {"rules": part_content(table)["rules"]})
    with database().writing() as writing:
        amend(writing, ref, Amendment(change, read_part), actor=actor(), now=now())


def _with_typed(rubric: Rubric, sent: Sent) -> Rubric:
    """*rubric* with what was typed in the cells of the table that was sent, as far as it can be read."""
    tables = (typed(table, sent.form).table if table.code == sent.table else table for table in rubric.tables)
    return replace(rubric, tables=tuple(tables))


def _refused(grids: tuple[Grid, ...], sent: Sent) -> Iterator[Refusing]:
    """All that is wrong, cell by cell after what is wrong with the whole table."""
    if not sent.mistakes:
        return
    of = next(each for each in grids if each.table.code == sent.table)
    name = spoken().text(of.table.name)
    apart = sent.mistakes.beside(*(cell.name for cell in of.cells))
    if apart:
        yield Refusing(name, f"table-{of.table.code}", tuple(apart))
    for line, row in enumerate(of.rows, start=1):
        for cell in (each for cells in row.cells for each in cells):
            said = (*sent.mistakes.of(cell.name), *((_stored_now(cell),) if cell.stored else ()))
            if said:
                where = spoken().words(N_("{table}, line {line}"), table=name, line=str(line))
                yield Refusing(where, f"cell-{of.table.code}.{cell.name}", said)


def _stored_now(cell: Cell) -> str:
    """What is stored by now where something else was typed."""
    return spoken().words(N_("Stored now: {condition}"), condition=cell.stored)


def _tag(rubric: Rubric, code: str) -> str:
    return tag_of(element(rubric_content(rubric), ("tables", code)))
