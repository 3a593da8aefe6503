"""The page of what one criterion of a draft comes from: ticked among the criteria of the edition before."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.ticked import levels
from admin.typed import seen
from admin.views.edition import Tab, shown
from rules.addresses import UnknownElement
from rules.errors import N_, require
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import find_origins, set_origins, tag_of
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition

_SAVED: Final = N_("The origin of the criterion is saved.")


class OriginPages(Tab):
    """Where a criterion comes from."""

    @opened("/origins/<code>", Ability.DRAFT)
    def origin(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """What it comes from, to be ticked."""
        return self._origin(rubric, number, code, Mistakes())

    @opened("/origins/<code>", Ability.DRAFT, methods=["POST"])
    def set_origin(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """Keep what is ticked."""
        wanted = {code: tuple(request.form.getlist("origin"))}
        with saying() as mistakes, database().writing() as writing:
            set_origins(writing, seen(rubric, number), wanted, actor=actor(), now=now())
        if mistakes:
            return self._origin(rubric, number, code, mistakes), 422
        flash(spoken().words(_SAVED))
        return redirect(url_for(f"{self.endpoint}.index", rubric=rubric, number=number, _anchor="origins"), 303)

    def _origin(self, rubric: str, number: int, code: str, mistakes: Mistakes) -> str:
        found = shown(rubric, number)
        require(code in found.rubric.criterion, UnknownElement(f"criteria/{code}"))
        with database().reading() as reading:
            stored = find_origins(reading, EditionRef(rubric, number))
            before = found.line.based_on
            earlier = find_edition(reading, rubric, before).edition.rubric if before is not None else None
        come_from = stored.get(code, ())
        return self.tab(
            found,
            "origin",
            criterion=found.rubric.criterion[code],
            earlier=levels(earlier, spoken()) if earlier is not None else (),
            stored=come_from,
            ticked=request.form.getlist("origin") if mistakes else come_from,
            tag=tag_of(stored),
            mistakes=mistakes,
        )
