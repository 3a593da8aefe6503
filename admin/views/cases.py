"""The tab of the stored cases: what is expected, how it comes out, and who stands behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.named import names
from admin.typed import typed
from admin.views.cases_written import WrittenCases
from admin.views.edition import shown
from foresight.cases_phrases import covered_text, expected_text
from rules.errors import N_
from rules.number import Count
from rulesvc.models.case import Origin
from rulesvc.schemas.cases import ConfirmBody, ReasonQuery
from rulesvc.schemas.mistakes import load
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.cases import Cases as Stored
from rulesvc.usecases.cases import Searched, confirm, generate, list_cases, remove, search
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.stored_cases import Standing, figures

_GENERATED: Final = N_("Cases were generated at the thresholds of the rules. Each is to be confirmed by a person.")
_CONFIRMED: Final = N_("The case is confirmed.")
_SEVERAL_CONFIRMED: Final = N_("The chosen cases are confirmed.")
_REMOVED: Final = N_("The case was taken out.")
_ORIGINS: Final = {Origin.GENERATED: N_("generated"), Origin.WRITTEN: N_("written by hand")}


@dataclass(frozen=True, slots=True)
class Row:
    """A case as it *stands*, with what is *expected* of it and the *figures* that it is about, in words."""

    stands: Standing
    origin: str
    expected: str
    figures: str

    @property
    def is_written(self) -> bool:
        """Whether somebody wrote it by hand."""
        return self.stands.line.origin == Origin.WRITTEN


class Cases(WrittenCases):
    """The cases of an edition."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """All of them, and what they show."""
        return self._show(rubric, number, Mistakes())

    @opened("/generated", Ability.DRAFT, methods=["POST"])
    def generate(self, rubric: str, number: int) -> ResponseReturnValue:
        """Store cases that no case shows yet."""
        ref = EditionRef(rubric, number)
        with saying() as mistakes, database().reading() as reading:
            searched = search(reading, ref)
        if mistakes:
            return self._show(rubric, number, mistakes), 422
        return self._done(ref, lambda writing, ref: _generate(writing, ref, searched), _GENERATED)

    @opened("/confirmed", Ability.DRAFT, methods=["POST"])
    def confirm(self, rubric: str, number: int) -> ResponseReturnValue:
        """Stand behind a case, or behind several."""
        several = len(request.form.getlist("case")) > 1
        return self._done(EditionRef(rubric, number), _confirm, _SEVERAL_CONFIRMED if several else _CONFIRMED)

    @opened("/removed", Ability.DRAFT, methods=["POST"])
    def remove(self, rubric: str, number: int) -> ResponseReturnValue:
        """Take a case out."""
        return self._done(EditionRef(rubric, number), _remove, _REMOVED)

    def _done(self, ref: EditionRef, change: Callable[[Session, EditionRef], Any], said: str) -> ResponseReturnValue:
        with saying() as mistakes, database().writing() as writing:
            change(writing, ref)
        if mistakes:
            return self._show(ref.rubric, ref.number, mistakes), 422
        return self.kept(ref.rubric, ref.number, said)

    def _show(self, rubric: str, number: int, mistakes: Mistakes) -> str:
        found = shown(rubric, number)
        with database().reading() as reading:
            stored = list_cases(reading, EditionRef(rubric, number))
            by = names(reading, (each.line.confirmed.person for each in stored.standings if each.line.confirmed))
        chosen = request.form.getlist("case")
        wrong = {"chosen": chosen, "reason": request.form.get("reason", "")} if mistakes else {"chosen": ()}
        rows = tuple(_row(stored, each) for each in stored.standings)
        return self.tab(found, "cases", rows=rows, coverage=_coverage(stored), names=by, mistakes=mistakes, wrong=wrong)


def _row(stored: Stored, standing: Standing) -> Row:
    into, case = spoken(), standing.line.case
    expected = expected_text(case, stored.rubric, into)
    origin = into.words(_ORIGINS[Origin(standing.line.origin)])
    return Row(standing, origin, expected, into.text(figures(standing, stored.line, stored.rubric)))


def _coverage(stored: Stored) -> tuple[str, tuple[str, ...]]:
    """How many rules the cases show completely, and what is lacking of the others."""
    into, lacking = spoken(), tuple(each for each in stored.coverage if not each.is_complete)
    shown_of = Count(len(stored.coverage) - len(lacking))
    words = N_("Cases that are confirmed and as expected show {shown} of {all} rules completely.")
    told = into.words(words, shown=shown_of, all=Count(len(stored.coverage)))
    return told, tuple(covered_text(each, stored.rubric, into) for each in lacking)


def _generate(writing: Session, ref: EditionRef, searched: Searched) -> None:
    generate(writing, ref, searched, actor=actor(), now=now())


def _confirm(writing: Session, ref: EditionRef) -> None:
    said = load(ConfirmBody(), typed("reason"))
    with_reason = EditionRef(ref.rubric, ref.number, comment=said.get("reason", ""))
    for case in request.form.getlist("case") or ("",):
        confirm(writing, with_reason, case, actor=actor(), now=now())


def _remove(writing: Session, ref: EditionRef) -> None:
    said = load(ReasonQuery(), typed("reason"))
    with_reason = EditionRef(ref.rubric, ref.number, comment=said.get("reason", ""))
    remove(writing, with_reason, request.form.get("case", ""), actor=actor(), now=now())
