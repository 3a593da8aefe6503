"""Trying: type points or figures, see the outcome and why. Nothing is stored."""

from collections.abc import Iterable
from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from admin.access import View, opened
from admin.accounts import database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.views.agency import shown_of
from admin.views.trial_fields import Read, Row, filled, others, read, rows
from rules.answer import Answer
from rules.errors import N_, InputRefusal, MissingAnswers, Refusal, Refused
from rulesvc.models.edition import OPEN
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.edition_words import STATUS_WORDS, caution
from rulesvc.usecases.explain import Explainable
from rulesvc.usecases.glance_words import UNDETERMINED
from rulesvc.usecases.request import EvaluationRequest
from rulesvc.usecases.trial import Choices, Prepared, Wanted, choices, prepare, try_out

NAME: Final = N_("Try scoring")


class NotFilledIn(InputRefusal):
    """A component that needs an answer and has none."""

    words = N_("Not filled in.")


class Trial(View):
    """The choice of what is tried, the fields, and below them the outcome."""

    @opened("/", Ability.EVALUATE)
    def index(self) -> ResponseReturnValue:
        """The fields of what is chosen, filled from what the agency has stored."""
        wanted = _wanted(request.args.to_dict())
        chosen, prepared, mistakes = _begin(wanted)
        if wanted.agency not in {each.code for each in chosen.agencies}:
            prepared = None  # of another block than the rubric that is chosen now
        values = filled(_rows(wanted, prepared), prepared.sheet, spoken()) if prepared else {}
        return self._page(wanted, chosen, prepared, values=values, mistakes=mistakes)

    @opened("/", Ability.EVALUATE, methods=["POST"])
    def try_out(self) -> ResponseReturnValue:
        """The outcome of what is typed; what is refused is told beside its field, and nothing typed is lost."""
        sent = request.form.to_dict()
        wanted = _wanted(sent)
        chosen, prepared, mistakes = _begin(wanted)
        found = None
        if prepared is not None:
            into = spoken()
            typed = read(prepared.rubric, _rows(wanted, prepared), sent, prepared.sheet, into)
            found = _tried(wanted, typed, mistakes)
        page = self._page(wanted, chosen, prepared, values=sent, mistakes=mistakes, found=found)
        return (page, 422) if mistakes else page

    def _page(self, wanted: Wanted, chosen: Choices, prepared: Prepared | None, **facts: Any) -> str:
        found, into, mistakes = facts.get("found"), spoken(), facts["mistakes"]
        shown = _rows(wanted, prepared) if prepared else ()
        beside = others(prepared.rubric, into) if prepared else ()
        told = {row.criterion.code: mistakes.of(f"a.{row.criterion.code}") for row in shown}
        told |= {field.name: mistakes.of(".".join(map(str, field.part))) for field in beside}
        named = [*(f"a.{row.criterion.code}" for row in shown), *(".".join(map(str, field.part)) for field in beside)]
        return self.page(
            "trial",
            wanted=wanted,
            chosen=chosen,
            rows=shown,
            others=beside,
            told=told,
            prefilled=prepared is not None and prepared.sheet is not None,
            apart=mistakes.beside(*named),
            open_editions=OPEN,
            status_words=STATUS_WORDS,
            outcome=_outcome(found) if found else None,
            **facts,
        )


def _rows(wanted: Wanted, prepared: Prepared) -> tuple[Row, ...]:
    return rows(prepared.rubric, wanted.agency, prepared.sheet, spoken())


def _wanted(sent: dict[str, str]) -> Wanted:
    number = sent.get("edition", "")
    edition = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None  # noqa: PLR2004
    return Wanted(
        rubric=sent.get("rubric", ""), period=sent.get("period", ""), agency=sent.get("agency", ""), edition=edition
    )


def _begin(wanted: Wanted) -> tuple[Choices, Prepared | None, Mistakes]:
    """What there is to choose from, and what the trial begins from once all is chosen."""
    prepared = None
    with database().reading() as reading:
        chosen = choices(reading, wanted, now=now())
        with saying() as mistakes:
            if wanted.rubric and wanted.period and wanted.agency:
                prepared = prepare(reading, wanted, now=now())
    return chosen, prepared, mistakes


def _tried(wanted: Wanted, typed: Read, mistakes: Mistakes) -> Explainable | None:
    """The outcome of what was *typed*, unless that is refused."""
    mistakes.add(*typed.refusals)
    if mistakes:
        return None
    asked = EvaluationRequest(
        agency=wanted.agency,
        rubric=wanted.rubric,
        period=wanted.period,
        edition=wanted.edition,
        answers=typed.answers,
        indicators=typed.indicators,
        bests=typed.bests,
    )
    try:
        with database().reading() as reading:
            return try_out(reading, asked, now=now())
    except Refusal as refusal:
        mistakes.add(*placed(refusal, typed.answers))
    except Refused as together:
        mistakes.add(*(each for refusal in together.refusals for each in placed(refusal, typed.answers)))
    return None


def placed(refusal: Refusal, answers: tuple[Answer, ...]) -> Iterable[Refusal]:
    """*refusal* at the criterion that it is about; of missing answers at each of these as well."""
    if isinstance(refusal, MissingAnswers):
        yield from (NotFilledIn(at=("a", code)) for code in refusal.criteria)
    elif refusal.at[:1] == ("answers",) and len(refusal.at) > 1 and isinstance(refusal.at[1], int):
        refusal.at = ("a", answers[refusal.at[1]].criterion)
    yield refusal


def _outcome(found: Explainable) -> dict[str, Any]:
    return {
        "record": found.record,
        "undetermined": UNDETERMINED,
        "caution": caution(found.record.edition_status, replaced=found.record.edition_replaced),
        **shown_of(found),
    }
