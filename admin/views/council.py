"""The council: cases that no rule covers, what was concluded on them from the minutes, and the second person."""

from dataclasses import dataclass
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.named import names
from admin.typed import typed
from rules.errors import N_
from rules.phrases import document_name
from rulesvc.models.conclusion import ConclusionStatus
from rulesvc.schemas.conclusion import ConfirmationBody, ProposalBody, RejectionBody
from rulesvc.schemas.mistakes import load
from rulesvc.store.conclusions import ConclusionFilters, ConclusionPage, ConclusionRecord
from rulesvc.store.documents import Filters
from rulesvc.store.effective import deciding
from rulesvc.store.snapshots import issued
from rulesvc.usecases import conclusions
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.conclusions import Proposal
from rulesvc.usecases.documents import list_documents
from rulesvc.usecases.evaluations import find_evaluation
from rulesvc.usecases.rubrics import find_edition
from rulesvc.usecases.task_words import told
from rulesvc.usecases.tasks import DecisionMatter, tasks

NAME: Final = N_("Council")
STATUSES: Final = {
    ConclusionStatus.PROPOSED: N_("waiting for a second person"),
    ConclusionStatus.CONFIRMED: N_("in force"),
    ConclusionStatus.REJECTED: N_("rejected"),
}
_PROPOSED: Final = N_("Entered. It holds once a second person has confirmed it.")
_CONFIRMED: Final = N_("Confirmed: from now on it holds.")
_REJECTED: Final = N_("Rejected.")
_VOTES: Final = ("in_favour", "against", "abstaining")
_SHOWN: Final = 100


class Council(View):
    """Cases and conclusions."""

    @opened("/", Ability.CONFIRM)
    def index(self) -> ResponseReturnValue:
        """What waits, and what was concluded, newest first."""
        return self._list(Mistakes())

    @opened("/<int:evaluation>/", Ability.CONCLUDE)
    def form(self, evaluation: int) -> ResponseReturnValue:
        """The form for what was concluded about an evaluation."""
        return self._form(evaluation, Mistakes())

    @opened("/<int:evaluation>/", Ability.CONCLUDE, methods=["POST"])
    def propose(self, evaluation: int) -> ResponseReturnValue:
        """Enter what the council concluded."""
        with saying() as mistakes, database().writing() as writing:
            said = load(ProposalBody(), _typed_proposal())
            conclusions.propose(writing, Proposal(evaluation, **said), actor=actor(), now=now())
        if mistakes:
            return self._form(evaluation, mistakes), 422
        return _back(_PROPOSED)

    @opened("/<int:conclusion>/confirmed", Ability.CONFIRM, methods=["POST"])
    def confirm(self, conclusion: int) -> ResponseReturnValue:
        """Confirm what somebody else entered."""
        with saying() as mistakes, database().writing() as writing:
            said = load(ConfirmationBody(), typed("comment"))
            conclusions.confirm(writing, conclusion, said.get("comment", ""), actor=actor(), now=now())
        return (self._list(mistakes), 422) if mistakes else _back(_CONFIRMED)

    @opened("/<int:conclusion>/rejected", Ability.CONFIRM, methods=["POST"])
    def reject(self, conclusion: int) -> ResponseReturnValue:
        """Reject what somebody else entered, and say why."""
        with saying() as mistakes, database().writing() as writing:
            said = load(RejectionBody(), typed("comment"))
            conclusions.reject(writing, conclusion, said["comment"], actor=actor(), now=now())
        return (self._list(mistakes), 422) if mistakes else _back(_REJECTED)

    def _list(self, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            every = tasks(reading, actor=actor(), now=now())
            waiting = [each for each in every if isinstance(each.about, DecisionMatter)]
            page: ConclusionPage = conclusions.list_conclusions(reading, ConclusionFilters(), limit=_SHOWN)
            acted = (who for each in page.records for who in (each.proposed_by, each.decided_by) if who)
            called = names(reading, acted)
            lines = [_line(reading, each) for each in page.records]
        facts = {"told": told, "names": called, "statuses": STATUSES, "me": actor().person}
        may = {"may_conclude": is_open(Ability.CONCLUDE)}
        return self.page("council", waiting=waiting, lines=lines, mistakes=mistakes, **facts, **may)

    def _form(self, evaluation: int, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            found = find_evaluation(reading, evaluation)
            rubric = find_edition(reading, found.rubric, found.edition).edition.rubric
            minutes = list_documents(reading, Filters(), limit=_SHOWN).entries
        facts = {"tables": deciding(rubric), "minutes": minutes, "typed": request.form}
        return self.page("council_form", found=found, mistakes=mistakes, **facts)


@dataclass(frozen=True, slots=True)
class Line:
    """A conclusion with what its table and its outcome are called under the edition by which it was made."""

    record: ConclusionRecord
    table: str
    outcome: str
    minutes: str


def _line(reading: Session, record: ConclusionRecord) -> Line:
    table, into = issued(reading, record.edition_sha256).table[record.table], spoken()
    outcome = into.text(table.outcome(record.outcome).name)
    return Line(record, into.text(table.name), outcome, document_name(into, record.minutes))


def _typed_proposal() -> dict[str, Any]:
    said: dict[str, Any] = typed("table", "outcome", "reason", "minutes", "reserved_opinions")
    votes = typed(*_VOTES)
    numbers = {name: int(text) if text.isascii() and text.isdigit() else text for name, text in votes.items()}
    return {**said, **({"votes": numbers} if votes else {})}


def _back(said: str) -> ResponseReturnValue:
    flash(spoken().words(said))
    return redirect(url_for("page-council.index"), 303)
