"""The tab of criteria: the tree with caps, steps and how each component is scored; typed over in an open draft."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import actor, database, now
from admin.criteria_saving import CELLS, ROW, SEEN, TypedTable, save, seen_row
from admin.criteria_tree import LARGEST_WORDS, SUM_WORDS, Row, rows, typed_number
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.views.criteria_exempt import Exempt
from admin.views.criteria_new import NewCriterion
from admin.views.criteria_one import CriterionPages
from admin.views.edition import Shown, shown
from rules.errors import N_
from rulesvc.store.agencies import names_of
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.editions import EditionRef

_SAVED: Final = N_("The criteria are saved.")


class Criteria(NewCriterion, Exempt, CriterionPages):
    """The tree."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """All of it, in order."""
        return self._table(shown(rubric, number), Mistakes())

    @opened("/", Ability.DRAFT, methods=["POST"])
    def save(self, rubric: str, number: int) -> ResponseReturnValue:
        """Keep what was typed in the rows, and move a criterion where that is asked for."""
        typed = TypedTable(request.form, spoken().code)
        if typed.opened:
            return self._table(shown(rubric, number), Mistakes(), typed)
        with saying() as mistakes, database().writing() as writing:
            save(writing, EditionRef(rubric, number), typed, actor=actor(), now=now())
        if mistakes:
            return self._table(shown(rubric, number), mistakes, typed), 422
        flash(spoken().words(_SAVED))
        anchor = f"row-{typed.move.code}" if typed.move else None
        return redirect(url_for("page-criteria.index", rubric=rubric, number=number, _anchor=anchor), 303)

    def _table(self, found: Shown, mistakes: Mistakes, sent: TypedTable | None = None) -> str:
        """The page; in the cells that were typed over stays what was typed, beside what is stored."""
        listed = _rows(found)
        stored = {f"{cell}:{row.criterion.code}": _stored(row, cell) for row in listed for cell in CELLS}
        typed = sent.changed if sent else {}
        kept = {f"{cell}:{code}": text for code, cells in typed.items() for cell, text in cells.items()}
        told = {name: mistakes.of(name) for name in (*stored, *(f"{ROW}:{row.criterion.code}" for row in listed))}
        apart = mistakes.beside(*told)
        return self.tab(
            found,
            "criteria",
            rows=listed,
            stored=stored,
            typed=kept,
            told=told,
            apart=apart,
            told_in_cells=bool(mistakes) and not apart,
            seen={row.criterion.code: seen_row(row.tag, {c: _stored(row, c) for c in CELLS}) for row in listed},
            seen_name=SEEN,
            opened=sent.opened if sent else "",
            templates={"sum": SUM_WORDS, "largest": LARGEST_WORDS},
            spare={name: text for name, text in kept.items() if name not in stored},
        )


def _rows(found: Shown) -> tuple[Row, ...]:
    codes = {each.agency for each in found.rubric.exemptions}
    with database().reading() as reading:
        names = names_of(reading, codes)
    return rows(found.rubric, names, spoken())


def _stored(row: Row, cell: str) -> str:
    """What is stored, as it is typed."""
    into = spoken()
    value: Any = getattr(row.criterion, cell)
    return into.text(value) if cell == "name" else typed_number(value, into)
