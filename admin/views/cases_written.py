"""A case that is written by hand: a named sheet, begun empty or from one that is stored, and what is expected of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from admin.access import opened
from admin.accounts import actor, database, now
from admin.case_form import Chosen, asked, chosen_of, expected_of
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.new_codes import code_from
from admin.typed import typed
from admin.views.edition import Shown, Tab, shown
from admin.views.trial import placed
from admin.views.trial_fields import filled, others, read, rows
from foresight.cases import Case, Run, answered, run, worked
from foresight.cases_phrases import run_text
from foresight.witness import AGENCY
from rules.acceptance import accept
from rules.content import edition_of
from rules.errors import N_, Refusal, Refused
from rules.sheet import Previous, Sheet
from rulesvc.errors import NotFound
from rulesvc.schemas.mistakes import load
from rulesvc.schemas.texts import PASSAGE, Code, Line
from rulesvc.store import cases
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.cases import write
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.trial import Choices, Wanted, choices, prepare

_WRITTEN: Final = N_("The case is saved.")
_REVIEWED: Final = {"yes": True, "no": False}


class Named(Schema):
    """What a case is called, and what it is there for."""

    name = Code(required=True)
    reason = Line(PASSAGE)


@dataclass(frozen=True, slots=True)
class Begun:
    """What a case is begun from: the choices, a *sheet* that is stored, and what is *chosen* as expected."""

    choices: Choices
    wanted: Wanted
    sheet: Sheet | None = None
    chosen: Chosen = field(default_factory=dict)
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields, what of it is refused, and how the case comes out where it was tried."""

    values: Mapping[str, str]
    chosen: Chosen
    mistakes: Mistakes = field(default_factory=Mistakes)
    came_out: Run | None = None


class WrittenCases(Tab):
    """Writing a case."""

    @opened("/new", Ability.DRAFT)
    def begin(self, rubric: str, number: int) -> ResponseReturnValue:
        """The fields; filled from the sheet of an agency or from a case, where one is chosen."""
        found = shown(rubric, number)
        begun = _begun(found, request.args)
        stored = filled(rows(found.rubric, begun.wanted.agency, begun.sheet, spoken()), begun.sheet, spoken())
        return self._form(found, begun, Filled({**stored, **_reviewed(begun.sheet)}, begun.chosen))

    @opened("/new", Ability.DRAFT, methods=["POST"])
    def write(self, rubric: str, number: int) -> ResponseReturnValue:
        """Store the case; or only show how it comes out. What is refused is told beside its field."""
        found, form = shown(rubric, number), request.form
        begun = _begun(found, form)
        kept = Filled(form.to_dict(), dict(form.lists()), Mistakes())  # type: ignore[arg-type]
        case, came_out = _case(found, begun, kept), None
        if case is not None and form.get("do") == "try":
            came_out = run(edition_of(found.rubric, number), case)
        elif case is not None:
            with saying() as mistakes, database().writing() as writing:
                write(writing, EditionRef(rubric, number, comment=_reason()), case, actor=actor(), now=now())
            kept = replace(kept, mistakes=mistakes)
            if not mistakes:
                return self.kept(rubric, number, _WRITTEN)
        page = self._form(found, begun, replace(kept, came_out=came_out))
        return (page, 422) if kept.mistakes else page

    def _form(self, found: Shown, begun: Begun, kept: Filled) -> str:
        into, mistakes = spoken(), kept.mistakes
        listed = rows(found.rubric, begun.wanted.agency, begun.sheet, into)
        beside = others(found.rubric, into)
        told = {row.criterion.code: mistakes.of(f"a.{row.criterion.code}") for row in listed}
        told |= {each.name: mistakes.of(".".join(map(str, each.part))) for each in beside}
        named = [*(f"a.{row.criterion.code}" for row in listed), *(".".join(map(str, each.part)) for each in beside)]
        return self.tab(
            found,
            "case_new",
            begun=begun,
            rows=listed,
            others=beside,
            values=kept.values,
            chosen=kept.chosen,
            told=told,
            mistakes=mistakes,
            apart=mistakes.beside(*named, "name", "reason"),
            asked=asked(found.rubric, into),
            nobody=AGENCY,
            came_out=kept.came_out,
            told_so=run_text(kept.came_out, found.rubric, into) if kept.came_out else "",
        )


# ---- what it is begun from -------------------------------------------------------------------------------------------


def _begun(found: Shown, sent: MultiDict[str, str]) -> Begun:
    line = found.line
    asked_for = Wanted(rubric=line.rubric, period=sent.get("period", ""), agency=sent.get("agency", ""))
    with database().reading() as reading:
        origin = _stored_case(reading, found, sent.get("from", ""))
        if origin is not None:
            asked_for = replace(asked_for, period=origin.sheet.period, agency=origin.sheet.agency)
        elif not asked_for.period and line.periods:
            asked_for = replace(asked_for, period=line.periods[-1])
        found_choices = choices(reading, asked_for, now=now())
        wanted = replace(asked_for, period=found_choices.period, agency=asked_for.agency or AGENCY, edition=line.number)
        if origin is not None:
            chosen = chosen_of(found.rubric, origin.expected)
            return Begun(found_choices, wanted, origin.sheet, chosen, origin.name)
        sheet = prepare(reading, wanted, now=now()).sheet if wanted.agency != AGENCY else None
        return Begun(found_choices, wanted, sheet, _as_judged(reading, found, wanted) if sheet else {})


def _stored_case(reading: Session, found: Shown, name: str) -> Case | None:
    """The case of the edition with that *name*."""
    return next((each.case for each in cases.of_edition(reading, found.line.id) if each.case.name == name), None)


def _as_judged(reading: Session, found: Shown, wanted: Wanted) -> Chosen:
    """What the edition that applies says of what the agency has stored; nothing where there is none."""
    try:
        applying = prepare(reading, replace(wanted, edition=None), now=now())
        if applying.sheet is None:
            return {}
        return chosen_of(found.rubric, answered(worked(applying.rubric, applying.sheet).settled))
    except (NotFound, Refused):
        return {}


def _reviewed(sheet: Sheet | None) -> dict[str, str]:
    known = next((word for word, said in _REVIEWED.items() if sheet and sheet.previous.reviewed is said), "")
    return {"reviewed": known}


# ---- what was typed --------------------------------------------------------------------------------------------------


def _reason() -> str:
    return typed("reason").get("reason", "")


def _case(found: Shown, begun: Begun, kept: Filled) -> Case | None:
    """The case that the fields say; `None` where something is wrong, which is kept."""
    said = typed("name", "reason")
    code = code_from(said.get("name", ""))
    listed = rows(found.rubric, begun.wanted.agency, begun.sheet, spoken())
    answers = read(found.rubric, listed, kept.values, begun.sheet, spoken())
    kept.mistakes.add(*answers.refusals)
    sheet = Sheet(
        begun.wanted.agency,
        begun.wanted.period,
        answers.answers,
        indicators=answers.indicators,
        previous=_previous(begun.sheet, kept.values.get("reviewed", "")),
        bests=answers.bests,
    )
    made: list[Case] = []
    with saying() as wrong:
        is_tried = request.form.get("do") == "try"
        name = code if is_tried else load(Named(), {**said, "name": code})["name"]
        expected = expected_of(found.rubric, kept.chosen)
        made.append(Case(name, sheet, expected, tuple(expected)))
    kept.mistakes.add(*wrong.all)
    _accept(found, sheet, kept.mistakes)
    return made[0] if made and not kept.mistakes else None


def _accept(found: Shown, sheet: Sheet, mistakes: Mistakes) -> None:
    """Tell what the engine would refuse of *sheet*: such a case never came out as expected."""
    try:
        accept(found.rubric, sheet)
    except Refusal as refusal:
        mistakes.add(*placed(refusal, sheet.answers))
    except Refused as together:
        mistakes.add(*(each for refusal in together.refusals for each in placed(refusal, sheet.answers)))


def _previous(sheet: Sheet | None, word: str) -> Previous:
    """What is known of the previous period: as it is stored, apart from what is chosen."""
    before = sheet.previous if sheet else Previous()
    return replace(before, reviewed=_REVIEWED.get(word))
