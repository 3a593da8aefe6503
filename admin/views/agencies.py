"""Agencies: those of each block, and a list pasted from a spreadsheet."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.pasted import COLUMNS, REQUIRED, Pasted, read_pasted
from rules.errors import N_, Refused
from rules.number import Count
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.agencies import Imported, import_agencies, list_agencies
from rulesvc.usecases.blocks import list_blocks

NAME: Final = N_("Agencies and units")

_DONE: Final = N_("Agencies added: {added}, changed: {changed}, already so: {same}.")


class Agencies(View):
    """The agencies that are assessed."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """All of them, by block."""
        with database().reading() as reading:
            blocks, agencies = list_blocks(reading), list_agencies(reading)
        return self.page(
            "agencies",
            blocks=[(block, [each for each in agencies if each.block == block.code]) for block in blocks],
            names={each.code: each.name for each in agencies},
            may_add=is_open(Ability.ADMINISTER),
        )

    @opened("/paste", Ability.ADMINISTER)
    def form(self) -> ResponseReturnValue:
        """The form for a list."""
        return self._form(Pasted())

    @opened("/paste", Ability.ADMINISTER, methods=["POST"])
    def paste(self) -> ResponseReturnValue:
        """Bring in all that was pasted, or nothing."""
        pasted = read_pasted(request.form.get("rows", ""))
        done = None if pasted.refusals else _imported(pasted)
        if done is None:
            return self._form(pasted), 422
        counts = {"added": len(done.added), "changed": len(done.changed), "same": done.same}
        flash(spoken().words(_DONE, **{name: Count(count) for name, count in counts.items()}))
        return redirect(url_for("page-agencies.index"), 303)

    def _form(self, pasted: Pasted) -> str:
        with database().reading() as reading:
            blocks = list_blocks(reading)
        wrong = [(line, pasted.cells.get(line, ()), pasted.refusals[line]) for line in sorted(pasted.refusals)]
        return self.page(
            "agencies_paste",
            blocks=blocks,
            wrong=wrong,
            typed=request.form,
            columns=COLUMNS,
            required=REQUIRED,
        )


def _imported(pasted: Pasted) -> Imported | None:
    """What was done; `None` where something is wrong, which is kept beside its line."""
    try:
        with database().writing() as writing:
            update = "update" in request.form
            return import_agencies(writing, pasted.stated, update=update, actor=actor(), now=now())
    except Refused as refused:
        pasted.take(refused.refusals)
        return None
