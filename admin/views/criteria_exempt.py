"""Exemptions: which criteria are not assessed for which agencies, ticked in a matrix, an area at a time."""

from dataclasses import dataclass
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.views.edition import Shown, Tab, shown
from rules.criterion import Criterion, walk
from rules.errors import N_
from rules.rubric import Rubric
from rules.scope import Exemption
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.agencies import list_agencies
from rulesvc.usecases.drafting import Added, Amendment, Removed, amend, open_draft
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition

_SAVED: Final = N_("The exemptions are saved.")
TICKED: Final = "exempt"
SEEN: Final = "seen"


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is *ticked*, and what was when the page was shown: criterion and agency, with a blank between them."""

    ticked: frozenset[str]
    seen: frozenset[str]

    def changes(self, rubric: Rubric) -> list[Added | Removed]:
        """The changes that were made on the page and that nobody else has made by now."""
        stored = {tick_of(each) for each in rubric.exemptions}
        new = [tick.partition(" ") for tick in sorted(self.ticked - self.seen - stored)]
        old = [tick.partition(" ") for tick in sorted((self.seen - self.ticked) & stored)]
        return [
            *(Removed(("exemptions", agency, criterion)) for criterion, _, agency in old),
            *(Added(("exemptions",), {"criterion": code, "agency": agency}) for code, _, agency in new),
        ]


class Exempt(Tab):
    """The matrix."""

    @opened("/exemptions", Ability.READ)
    def exemptions(self, rubric: str, number: int) -> ResponseReturnValue:
        """That of an area: agencies by row, criteria by column."""
        found = shown(rubric, number)
        return self._matrix(found, Mistakes(), {tick_of(each) for each in found.rubric.exemptions})

    @opened("/exemptions", Ability.DRAFT, methods=["POST"])
    def exempt(self, rubric: str, number: int) -> ResponseReturnValue:
        """Keep what was ticked; what others ticked meanwhile stays."""
        ticks = Ticks(frozenset(request.form.getlist(TICKED)), frozenset(request.form.getlist(SEEN)))
        with saying() as mistakes, database().writing() as writing:
            _keep(writing, EditionRef(rubric, number), ticks, who=actor())
        if mistakes:
            return self._matrix(shown(rubric, number), mistakes, set(ticks.ticked)), 422
        flash(spoken().words(_SAVED))
        area = request.values.get("area", "")
        return redirect(url_for("page-criteria.exemptions", rubric=rubric, number=number, area=area), 303)

    def _matrix(self, found: Shown, mistakes: Mistakes, ticked: set[str]) -> str:
        area = _area(found.rubric, request.values.get("area", ""))
        with database().reading() as reading:
            agencies = list_agencies(reading, block=found.rubric.block)
        facts: dict[str, Any] = {"ticked": ticked, "stored": {tick_of(each) for each in found.rubric.exemptions}}
        return self.tab(
            found,
            "criteria_exempt",
            area=area,
            columns=tuple(walk((area,))),
            agencies=agencies,
            apart=mistakes.beside(),
            **facts,
        )


def tick_of(exemption: Exemption) -> str:
    """How an exemption is ticked."""
    return f"{exemption.criterion} {exemption.agency}"


def _area(rubric: Rubric, code: str) -> Criterion:
    """The area with that *code*, else the first."""
    return next((each for each in rubric.criteria if each.code == code), rubric.criteria[0])


def _keep(session: Session, ref: EditionRef, ticks: Ticks, *, who: Actor) -> None:
    """Make the changes, all of them or none.

    Raises: as `rulesvc.usecases.drafting.amend`.
    """
    open_draft(session, ref)
    for change in ticks.changes(find_edition(session, ref.rubric, ref.number).edition.rubric):
        amend(session, ref, Amendment(change, read_part), actor=who, now=now())
