"""The page of one criterion: all of it as a form in words, and its method tried out beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin import criterion_words, survey_form
from admin.access import opened
from admin.accounts import actor, database, now
from admin.branch_form import asked_of, branched, choosable
from admin.criterion_form import Lines, content_of, fields_of, of_this_kind, patch, with_kind
from admin.language import language, spoken
from admin.mistakes import Mistakes, saying
from admin.views.criteria_trial import Bench, Tried
from admin.views.edition import Shown, Tab, shown
from rules.addresses import UnknownElement, element
from rules.combining_phrases import ABSENCES, combining_sentence
from rules.content import part_content, rubric_content
from rules.criterion import Criterion
from rules.errors import N_, require
from rules.method_content import fields_of_kind
from rules.method_phrases import method_sentence
from rules.sheet import Sheet
from rulesvc.schemas.mistakes import load
from rulesvc.schemas.rubric_document import CriterionPart, read_part
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import Amendment, Changed, ElementLine, Removed, amend, tag_of
from rulesvc.usecases.editions import EditionRef

_SAVED: Final = N_("The criterion is saved.")
_REMOVED: Final = N_("The criterion is removed.")
_TAKES: Final = {kind: fields_of_kind(kind) for kind in criterion_words.KINDS}


@dataclass(frozen=True, slots=True)
class One:
    """A *criterion* of an edition, its stored *content*, and the *fields* that are shown for it."""

    found: Shown
    criterion: Criterion
    content: dict[str, Any]
    fields: dict[str, str]

    @property
    def said(self) -> dict[str, Any]:
        """The content that the fields say.

        Raises: `rules.errors.Refused`.
        """
        return content_of(self.fields)

    def as_typed(self) -> Criterion:
        """The criterion that the fields say, with its parts as they are stored.

        Raises: `rules.errors.Refused`.
        """
        parts = {"parts": part_content(self.criterion)["parts"]} if self.criterion.parts else {}
        made: Criterion = load(CriterionPart(), {**self.said, **parts})
        return made

    @property
    def is_tried_out(self) -> bool:
        """Whether there is something to try out beside the form: a component, or one part of several."""
        return not self.criterion.parts or self.fields.get("combined.kind") == "branch"


class CriterionPages(Tab):
    """A criterion: shown, changed, tried out, removed."""

    @opened("/<code>/", Ability.READ)
    def one(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """All of it; with an answer in the address, what that earns."""
        return self._one(_stored(rubric, number, code), Mistakes(), request.args)

    @opened("/<code>/", Ability.DRAFT, methods=["POST"])
    def change(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """Keep what was typed; or show what it means, with a line more or less, or with another method."""
        before = _stored(rubric, number, code)
        one = One(before.found, before.criterion, before.content, _asked(request.form, before))
        if request.form.get("do") != "save" or survey_form.is_unseen(request.form, "method"):
            return self._one(one, Mistakes(), request.form)
        with saying() as mistakes:
            kept = _keep(EditionRef(rubric, number, request.form.get("tag") or None), one)
        if mistakes:
            return self._one(_again(one), mistakes, request.form), 422
        flash(spoken().words(_SAVED))
        return redirect(url_for("page-criteria.one", rubric=rubric, number=number, code=kept.content["code"]), 303)

    @opened("/<code>/remove", Ability.DRAFT)
    def leave_out(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """Ask whether it is to go, with its parts."""
        return self._leave_out(_stored(rubric, number, code), Mistakes())

    @opened("/<code>/remove", Ability.DRAFT, methods=["POST"])
    def remove(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """Take it out."""
        one = _stored(rubric, number, code)
        seen = EditionRef(rubric, number, request.form.get("tag") or None)
        with saying() as mistakes, database().writing() as writing:
            amend(writing, seen, Amendment(Removed(("criteria", code)), read_part), actor=actor(), now=now())
        if mistakes:
            return self._leave_out(one, mistakes), 422
        flash(spoken().words(_REMOVED))
        return redirect(url_for("page-criteria.index", rubric=rubric, number=number), 303)

    def _leave_out(self, one: One, mistakes: Mistakes) -> str:
        return self.tab(one.found, "criterion_remove", one=one, tag=tag_of(one.content), mistakes=mistakes)

    def _one(self, one: One, mistakes: Mistakes, sent: Mapping[str, str]) -> str:
        """The page, with what the fields mean and what an answer that was *sent* earns."""
        into = spoken()
        stored = _fields(one.found, one.criterion, one.content)
        return self.tab(
            one.found,
            "criterion",
            one=one,
            typed=one.fields,
            stored=stored,
            lines=Lines(one.fields),
            mistakes=mistakes,
            apart=mistakes.beside(*one.fields),
            tag=tag_of(one.content),
            is_area="parent" not in one.content,
            sent=sent,
            as_stored=_sentence(one.criterion, one.found),
            says=criterion_words,
            surveys=survey_form,
            hangs_on=choosable(one.criterion, one.found.rubric, into),
            asked=asked_of(one.fields, one.found.rubric, into),
            absences={str(absence): words for absence, words in ABSENCES.items()},
            meaning=_meaning(one, sent) if one.is_tried_out else None,
            path=tuple(_path(one.found, one.content)),
            decimal=into.digits("0.5")[1],
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the fields mean: a *sentence*, or what is *wrong* so far; the *bench*, and what was *tried* on it."""

    sentence: str
    wrong: tuple[str, ...]
    bench: Bench | None = None
    tried: Tried | None = None
    refused: tuple[str, ...] = ()


def _meaning(one: One, sent: Mapping[str, str]) -> Meaning:
    tried = None
    with saying() as mistakes:
        made = one.as_typed()
        bench = Bench(made, one.found.rubric, _year(one.found))
        bench.require_sound()
    if mistakes:
        return Meaning("", tuple(mistakes.beside()))
    with saying() as refusals:
        tried = bench.tried(sent, spoken())
    return Meaning(_sentence(made, one.found), (), bench, tried, tuple(refusals.beside()))


def _year(found: Shown) -> int | None:
    return Sheet("", found.line.periods[0], ()).year if found.line.periods else None


def _sentence(criterion: Criterion, found: Shown) -> str:
    if criterion.parts:
        return combining_sentence(criterion.combined, criterion, found.rubric, spoken())
    return method_sentence(criterion.method, criterion, spoken())


def _path(found: Shown, content: dict[str, Any]) -> "list[Criterion]":
    """The criteria above it, outermost first."""
    above: list[Criterion] = []
    whole = rubric_content(found.rubric)
    while "parent" in content:
        above.insert(0, found.rubric.criterion[content["parent"]])
        content = element(whole, ("criteria", content["parent"]))
    return above


def _stored(rubric: str, number: int, code: str) -> One:
    """The criterion as it is stored.

    Raises: `UnknownRubric`, `UnknownEdition`, `UnknownElement`.
    """
    found = shown(rubric, number)
    require(code in found.rubric.criterion, UnknownElement(f"criteria/{code}"))
    content = element(rubric_content(found.rubric), ("criteria", code))
    criterion = found.rubric.criterion[code]
    return One(found, criterion, content, _fields(found, criterion, content))


def _again(one: One) -> One:
    """What is stored by now, with the fields as they were typed; what is gone by now stays as it was."""
    found = shown(one.found.line.rubric, one.found.line.number)
    code = one.criterion.code
    if code not in found.rubric.criterion:
        return one
    content = element(rubric_content(found.rubric), ("criteria", code))
    return One(found, found.rubric.criterion[code], content, one.fields)


def _fields(found: Shown, criterion: Criterion, content: dict[str, Any]) -> dict[str, str]:
    """The fields of stored *content*."""
    fields = {"method.kind": "points", **fields_of(content, spoken())}
    return branched(fields, criterion, found.rubric, spoken())


def _asked(form: Mapping[str, str], one: One) -> dict[str, str]:
    """The fields that were sent, with the line more or less, or the method, that is asked for."""
    fields = {name: text for name, text in form.items() if name not in ("csrf_token", "tag", "do")}
    asked, _, at = form.get("do", "").partition(":")
    if asked == "more":
        fields = Lines(fields).more(at)
    if asked == "less" and at.rpartition(":")[2].isdecimal():
        fields = Lines(fields).less(at.rpartition(":")[0], int(at.rpartition(":")[2]))
    if "method.kind" not in fields:
        return branched(fields, one.criterion, one.found.rubric, spoken())
    return with_kind(of_this_kind(fields, _TAKES), language("vi"))


def _keep(ref: EditionRef, one: One) -> ElementLine:
    """Store what the fields say.

    Raises: as `rulesvc.usecases.drafting.amend`.
    """
    old = {name: value for name, value in one.content.items() if name not in ("parent", "position")}
    change = Changed(("criteria", one.criterion.code), patch(old, one.said))
    with database().writing() as writing:
        return amend(writing, ref, Amendment(change, read_part), actor=actor(), now=now())
