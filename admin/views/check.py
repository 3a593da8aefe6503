"""The tab of the check: what the rules leave open or decide twice, and what becomes of it before submission."""

from collections.abc import Callable
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import opened
from admin.accounts import actor, database, now
from admin.checked import WORDS, checked, without_names
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.typed import typed
from admin.views.edition import Tab, shown
from rules.errors import N_
from rules.phrases import document_name
from rules.rubric import Rubric
from rulesvc.schemas.foresight import AcknowledgementBody
from rulesvc.schemas.mistakes import load
from rulesvc.store.acknowledgements import NewAcknowledgement
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.check import Decision, acknowledge, add_proposed, look_ahead, take_back
from rulesvc.usecases.editions import EditionRef

_PROBLEM: Final = "problem"
_ADDED: Final = N_("The proposed rule was added, after the others of its table.")
_ACKNOWLEDGED: Final = N_("Acknowledged as an issue to be decided on.")
_TAKEN_BACK: Final = N_("The acknowledgement was taken back.")


class Check(Tab):
    """The problems of an edition."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """All of them, errors first."""
        return self._show(rubric, number, Mistakes())

    @opened("/proposed", Ability.DRAFT, methods=["POST"])
    def add(self, rubric: str, number: int) -> ResponseReturnValue:
        """Add the rule that is proposed for a problem."""
        return self._done(EditionRef(rubric, number), _add, _ADDED)

    @opened("/acknowledged", Ability.DRAFT, methods=["POST"])
    def acknowledge(self, rubric: str, number: int) -> ResponseReturnValue:
        """Say why the draft is submitted with a warning as it is."""
        return self._done(EditionRef(rubric, number), _acknowledge, _ACKNOWLEDGED)

    @opened("/taken-back", Ability.DRAFT, methods=["POST"])
    def take_back(self, rubric: str, number: int) -> ResponseReturnValue:
        """Take an acknowledgement back."""
        return self._done(EditionRef(rubric, number), _take_back, _TAKEN_BACK)

    def _done(self, ref: EditionRef, change: Callable[[Session, EditionRef], None], said: str) -> ResponseReturnValue:
        with database().reading() as reading:
            look_ahead(reading, ref)
        with saying() as mistakes, database().writing() as writing:
            change(writing, ref)
        if mistakes:
            return self._show(ref.rubric, ref.number, without_names(mistakes)), 422
        return self.kept(ref.rubric, ref.number, said)

    def _show(self, rubric: str, number: int, mistakes: Mistakes) -> str:
        found = shown(rubric, number)
        with database().reading() as reading:
            seen = checked(reading, EditionRef(rubric, number), found.rubric)
        wrong = {"problem": request.form.get(_PROBLEM), "reason": request.form.get("reason", "")} if mistakes else {}
        facts = {"documents": _documents(found.rubric), "outcomes": _outcomes(found.rubric), **WORDS}
        return self.tab(found, "check", checked=seen, mistakes=mistakes, wrong=wrong, **facts)


def _documents(rubric: Rubric) -> list[tuple[str, str]]:
    """The documents that rules may cite, by code."""
    return [(code, document_name(spoken(), document)) for code, document in rubric.document.items()]


def _outcomes(rubric: Rubric) -> dict[str, list[tuple[str, str]]]:
    """The outcomes of each table, by code."""
    into = spoken()
    return {table.code: [(each.code, into.text(each.name)) for each in table.outcomes] for table in rubric.tables}


def _add(writing: Session, ref: EditionRef) -> None:
    said = {name: request.form.get(name, "") for name in (_PROBLEM, "document", "outcome")}
    add_proposed(writing, ref, Decision(**said), actor=actor(), now=now())


def _acknowledge(writing: Session, ref: EditionRef) -> None:
    said = load(AcknowledgementBody(), {_PROBLEM: request.form.get(_PROBLEM, ""), **typed("reason")})
    acknowledge(writing, ref, NewAcknowledgement(**said), actor=actor(), now=now())


def _take_back(writing: Session, ref: EditionRef) -> None:
    take_back(writing, ref, request.form.get(_PROBLEM, ""), actor=actor(), now=now())
