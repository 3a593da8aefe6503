"""A new criterion: where it goes is chosen on the tree, what it is called and worth is typed here."""

import re
from dataclasses import dataclass
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import actor, database, now
from admin.criterion_form import content_of
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.views.edition import Shown, Tab, shown
from rules.addresses import UnknownElement, parent_of
from rules.content import rubric_content
from rules.criterion import Criterion
from rules.errors import N_, require
from rules.rubric import Rubric
from rulesvc.schemas.rubric_document import read_part
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import Added, Amendment, amend
from rulesvc.usecases.editions import EditionRef

_ADDED: Final = N_("The criterion is added. Say here how it is scored.")
_TYPED: Final = ("code", "name.vi", "max_points")
_LAST_NUMBER: Final = re.compile(r"(.*?)([0-9]{1,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a new criterion goes: *below* another as its last part, *after* another, or after all areas."""

    after: Criterion | None
    below: Criterion | None

    def placing(self, rubric: Rubric) -> dict[str, Any]:
        """The parent and the position."""
        if self.below is not None:
            return {"parent": self.below.code}
        if self.after is None:
            return {}
        parent = parent_of(rubric_content(rubric), self.after.code)
        place = _siblings(rubric, parent).index(self.after) + 1
        return {"position": place} if parent is None else {"position": place, "parent": parent}

    def code(self, rubric: Rubric) -> str:
        """A code that goes on from those around it, where they end in numbers."""
        if self.below is not None:
            last = self.below.parts[-1].code if self.below.parts else f"{self.below.code}.0"
        else:
            last = self.after.code if self.after else ""
        while found := _LAST_NUMBER.fullmatch(last):
            last = f"{found[1]}{int(found[2]) + 1}"
            if last not in rubric.criterion:
                return last
        return ""


class NewCriterion(Tab):
    """The form of a criterion that is not there yet."""

    @opened("/new", Ability.DRAFT)
    def new(self, rubric: str, number: int) -> ResponseReturnValue:
        """The form."""
        found = shown(rubric, number)
        return self._new(found, _spot(found, request.args.to_dict()), Mistakes())

    @opened("/new", Ability.DRAFT, methods=["POST"])
    def add(self, rubric: str, number: int) -> ResponseReturnValue:
        """Add it where it was to go."""
        found = shown(rubric, number)
        spot, code = _spot(found, request.form.to_dict()), ""
        with saying() as mistakes:
            _require_known(found, request.form.to_dict())
            said = content_of({name: request.form.get(name, "") for name in _TYPED})
            change = Added(("criteria",), {**said, **spot.placing(found.rubric)})
            with database().writing() as writing:
                made = amend(
                    writing, EditionRef(rubric, number), Amendment(change, read_part), actor=actor(), now=now()
                )
            code = str(made.content["code"])
        if mistakes:
            return self._new(found, spot, mistakes), 422
        flash(spoken().words(_ADDED))
        return redirect(url_for("page-criteria.one", rubric=rubric, number=number, code=code), 303)

    def _new(self, found: Shown, spot: Spot, mistakes: Mistakes) -> str:
        suggested = spot.code(found.rubric)
        return self.tab(found, "criterion_new", spot=spot, suggested=suggested, typed=request.form, mistakes=mistakes)


def _spot(found: Shown, asked: dict[str, str]) -> Spot:
    known = found.rubric.criterion
    return Spot(known.get(asked.get("after", "")), known.get(asked.get("below", "")))


def _require_known(found: Shown, asked: dict[str, str]) -> None:
    """Raise `rules.addresses.UnknownElement` where it is to go beside or below what is not there."""
    for name in ("after", "below"):
        code = asked.get(name, "")
        require(code in {"", *found.rubric.criterion}, UnknownElement(f"criteria/{code}"))


def _siblings(rubric: Rubric, parent: str | None) -> tuple[Criterion, ...]:
    return rubric.criteria if parent is None else rubric.criterion[parent].parts
