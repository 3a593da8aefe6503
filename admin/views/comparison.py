"""The tab of the comparison: current provisions, draft, reason; and what is said of the draft before it is cleared."""

from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from admin.access import is_open, opened
from admin.accounts import actor, database, now
from admin.compared import compared
from admin.mistakes import Mistakes, saying
from admin.origins import WORDS, Descent, counted
from admin.typed import seen, typed
from admin.views.comparison_origins import OriginPages
from admin.views.edition import shown
from rules.errors import N_
from rulesvc.schemas.editions import RemarkBody, SettlementBody
from rulesvc.schemas.mistakes import load
from rulesvc.store.remarks import NewRemark
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.compare import give_reasons
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.remarks import CONSULTED, SETTLEMENT_WORDS, NewSettlement, remark, settle

_REASON: Final = "reason:"
_KEPT: Final = N_("The reasons are saved.")
_REMARKED: Final = N_("The remark is saved.")
_SETTLED: Final = N_("The reply is saved, and how the remark was dealt with.")


class Comparison(OriginPages):
    """The comparison with another edition of the rubric."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """With the edition it is based on, or with one that is chosen."""
        return self._show(rubric, number, Mistakes(), against=request.args.get("against", type=int))

    @opened("/reasons", Ability.DRAFT, methods=["POST"])
    def give_reasons(self, rubric: str, number: int) -> ResponseReturnValue:
        """Say why parts were changed."""
        reasons = _typed_reasons()
        with saying() as mistakes, database().writing() as writing:
            give_reasons(writing, seen(rubric, number), reasons, actor=actor(), now=now())
        if mistakes:
            return self._show(rubric, number, mistakes, reasons=reasons), 422
        return self.kept(rubric, number, _KEPT)

    @opened("/remarks", Ability.READ, methods=["POST"])
    def remark(self, rubric: str, number: int) -> ResponseReturnValue:
        """Say something about the draft, about one of its criteria, or in reply."""
        with saying() as mistakes, database().writing() as writing:
            said = NewRemark(**load(RemarkBody(), _typed_remark()))
            remark(writing, EditionRef(rubric, number), said, actor=actor(), now=now())
        if mistakes:
            return self._show(rubric, number, mistakes), 422
        return self.kept(rubric, number, _REMARKED)

    @opened("/settled", Ability.DRAFT, methods=["POST"])
    def settle(self, rubric: str, number: int) -> ResponseReturnValue:
        """Say in reply to a remark how it was dealt with."""
        answered = _typed_remark().get("replies_to", 0)
        with saying() as mistakes, database().writing() as writing:
            said = NewSettlement(answered, **load(SettlementBody(), typed("settles", "wording")))
            settle(writing, EditionRef(rubric, number), said, actor=actor(), now=now())
        if mistakes:
            return self._show(rubric, number, mistakes), 422
        return self.kept(rubric, number, _SETTLED)

    def _show(self, rubric: str, number: int, mistakes: Mistakes, **typed_in: Any) -> str:
        found, reasons = shown(rubric, number), typed_in.get("reasons", {})
        with database().reading() as reading:
            comparison = compared(reading, found.line, typed_in.get("against"))
        is_base = comparison.old is not None and comparison.old.number == found.line.based_on
        return self.tab(
            found,
            "comparison",
            compared=comparison,
            may_reason=found.is_open and is_base,
            may_remark=found.line.status in CONSULTED,
            may_settle=found.line.status in CONSULTED and is_open(Ability.DRAFT),
            settlement_words=SETTLEMENT_WORDS,
            reasons=reasons,
            remarked=_typed_remark() if mistakes else {},
            counted=counted(comparison.origins),
            descents=WORDS,
            same=Descent.SAME,
            gone=Descent.GONE,
            mistakes=mistakes,
        )


def _typed_remark() -> dict[str, Any]:
    """What was said, and what it answers."""
    answered = request.form.get("replies_to", "")
    replies_to = {"replies_to": int(answered)} if answered.isascii() and answered.isdecimal() else {}
    return {**typed("wording", "criterion"), **replies_to}


def _typed_reasons() -> dict[str, str]:
    """Each reason by the key of the part that it is about; ends of lines as we keep them."""
    return {
        name.removeprefix(_REASON): text.replace("\r\n", "\n").strip()
        for name, text in request.form.items()
        if name.startswith(_REASON)
    }
