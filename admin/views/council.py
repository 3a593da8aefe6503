"""The council: cases that no rule covers, what was concluded on them from the minutes, and the second person."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.council_rows import case, known, line
from admin.criteria_tree import typed_number
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.named import names
from admin.near_rows import block
from admin.typed import typed
from admin.views.council_facts import facts_of
from rules.errors import N_, Refusal
from rules.table import Table
from rulesvc.models.conclusion import ConclusionStatus
from rulesvc.schemas.conclusion import ConfirmationBody, ProposalBody, RejectionBody
from rulesvc.schemas.mistakes import load
from rulesvc.store.conclusions import ConclusionFilters, ConclusionPage
from rulesvc.store.effective import deciding
from rulesvc.usecases import conclusions
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.conclusions import Proposal
from rulesvc.usecases.document_words import MINUTES, kind_named
from rulesvc.usecases.explain import Explainable, explainable
from rulesvc.usecases.glance_words import UNDETERMINED
from rulesvc.usecases.judged import period_shown
from rulesvc.usecases.near import WITHIN, NearList, view_near
from rulesvc.usecases.periods import list_periods
from rulesvc.usecases.similar import similar_cases
from rulesvc.usecases.task_words import told
from rulesvc.usecases.tasks import DecisionMatter, tasks
from rulesvc.usecases.written_numbers import read_number

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

    @opened("/near/", Ability.CONFIRM)
    def near_form(self) -> ResponseReturnValue:
        """What is asked before the agencies near a threshold are shown: nothing is shown, and nothing logged."""
        return self._near(None, Mistakes())

    @opened("/near/", Ability.CONFIRM, methods=["POST"])
    def near(self) -> ResponseReturnValue:
        """The agencies near a threshold. It is no address to be fetched ahead or kept: each viewing is logged."""
        viewed, at = None, now()
        with saying() as mistakes, database().writing() as writing:
            viewed = view_near(writing, request.form.get("period", ""), _distance(), actor=actor(), now=at)
        return self._near(viewed, mistakes, at), 422 if mistakes else 200

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
        into = spoken()
        with database().reading() as reading:
            every = tasks(reading, actor=actor(), now=now())
            matters = [(each, each.about) for each in every if isinstance(each.about, DecisionMatter)]
            page: ConclusionPage = conclusions.list_conclusions(reading, ConclusionFilters(), limit=_SHOWN)
            acted = [who for each in page.records for who in (each.proposed_by, each.decided_by) if who]
            called = names(reading, acted + [each.person for each, _ in matters])
            evaluations = [about.evaluation for _, about in matters] + [each.evaluation for each in page.records]
            of = known(reading, evaluations)
        waiting = [case(replace(each, person=called.get(each.person, "")), about, of, into) for each, about in matters]
        lines = [line(each, of, into) for each in page.records]
        facts = {"told": told, "names": called, "statuses": STATUSES, "undetermined": UNDETERMINED}
        may = {"me": actor().person, "may_conclude": is_open(Ability.CONCLUDE)}
        return self.page("council", waiting=waiting, lines=lines, mistakes=mistakes, **facts, **may)

    def _near(self, viewed: NearList | None, mistakes: Mistakes, at: datetime | None = None) -> str:
        with database().reading() as reading:
            periods = list_periods(reading)
            shown = period_shown(reading, periods, None, now=now())
        example = typed_number(WITHIN, spoken())
        typed_in = {
            "period": request.form.get("period", shown.code if shown else ""),
            "distance": request.form.get("distance", example),
        }
        blocks = [block(each, spoken()) for each in viewed.blocks] if viewed else []
        facts = {"viewed": viewed, "blocks": blocks, "at": at, "viewer": current_user.name, "example": example}
        return self.page("near", periods=periods, typed=typed_in, mistakes=mistakes, **facts)

    def _form(self, evaluation: int, mistakes: Mistakes) -> str:
        into = spoken()
        with database().reading() as reading:
            found = explainable(reading, evaluation)
            tables = _asked_about(found)
            minutes = conclusions.offered_minutes(reading)
            similar = similar_cases(reading, found.record, [each.code for each in tables])
            of = known(reading, [each.evaluation for each in similar])
        facts = {"tables": tables, "minutes": minutes, "similar": [line(each, of, into) for each in similar]}
        said = {"typed": request.form if mistakes else {}, "mistakes": mistakes, "undetermined": UNDETERMINED}
        said["minutes_kind"] = kind_named(MINUTES).vi
        return self.page("council_form", found=found.record, **facts, **said, **facts_of(found, tables, into))


def _asked_about(found: Explainable) -> tuple[Table, ...]:
    """The table that the address names, or the one that is left to the Council; else all that it may conclude on."""
    tables, answers = deciding(found.edition.rubric), found.result["outcomes"]
    named = [each for each in tables if each.code == request.args.get("table")]
    silent = [each for each in tables if not answers[each.code]["determined"]]
    return tuple(named or (silent if len(silent) == 1 else tables))


def _typed_proposal() -> dict[str, Any]:
    said: dict[str, Any] = typed("table", "outcome", "reason", "minutes", "reserved_opinions")
    votes = typed(*_VOTES)
    return {**said, **({"votes": votes} if votes else {})}


def _distance() -> Fraction:
    """The distance that was typed.

    Raises: as `read_number`, at its field.
    """
    try:
        return read_number(request.form.get("distance", "").strip().removesuffix("%").strip())
    except Refusal as refusal:
        refusal.at = ("distance",)
        raise


def _back(said: str) -> ResponseReturnValue:
    flash(spoken().words(said))
    return redirect(url_for("page-council.index"), 303)
