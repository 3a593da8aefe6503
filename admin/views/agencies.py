"""Agencies: those of each block, and a list pasted from a spreadsheet."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.bringing_in import brought_in
from admin.language import spoken
from admin.mistakes import Mistakes
from admin.pasted import Pasted
from admin.pasted_agencies import agency_columns, read_agencies
from admin.typed import page_asked
from rules.errors import N_
from rules.number import Count
from rulesvc.store.agencies import names_of
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.agencies import import_agencies, search_agencies
from rulesvc.usecases.blocks import list_blocks

NAME: Final = N_("Agencies and units")

_DONE: Final = N_("Agencies added: {added}, changed: {changed}, already so: {same}.")


class Agencies(View):
    """The agencies that are assessed."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """Those that are searched for, by block."""
        words, block = (request.args.get(name, "").strip() for name in ("words", "block"))
        with database().reading() as reading:
            blocks, shown = list_blocks(reading), search_agencies(reading, words, block=block, page=page_asked())
            before = names_of(reading, (code for each in shown.rows for code in each.predecessors))
        return self.page(
            "agencies",
            blocks=blocks,
            shown=shown,
            grouped=[(each, [row for row in shown.rows if row.block == each.code]) for each in blocks],
            names=before,
            asked={"words": words, "block": block},
            may_add=is_open(Ability.ADMINISTER),
        )

    @opened("/paste", Ability.ADMINISTER)
    def form(self) -> ResponseReturnValue:
        """The form for a list."""
        return self._form(Pasted())

    @opened("/paste", Ability.ADMINISTER, methods=["POST"])
    def paste(self) -> ResponseReturnValue:
        """Bring in all that was pasted, or nothing."""
        found = read_agencies(request.form.get("rows", ""))
        update = "update" in request.form
        done = brought_in(
            found.pasted,
            Mistakes(),
            lambda each: import_agencies(each, found.stated, update=update, actor=actor(), now=now()),
        )
        if done is None:
            return self._form(found.pasted), 422
        counts = {"added": len(done.added), "changed": len(done.changed), "same": done.same}
        flash(spoken().words(_DONE, **{name: Count(count) for name, count in counts.items()}))
        return redirect(url_for("page-agencies.index"), 303)

    def _form(self, pasted: Pasted) -> str:
        with database().reading() as reading:
            blocks = list_blocks(reading)
        facts = {"blocks": blocks, "pasted": pasted, "columns": agency_columns(), "typed": request.form}
        return self.page("agencies_paste", **facts)
