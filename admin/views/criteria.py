"""The tab of criteria: the tree with caps, steps and how each component is scored; in a draft it is typed over."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import opened
from admin.accounts import actor, database, now
from admin.criteria_tree import rows, typed_changes
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.views.edition import Shown, Tab, shown
from rules.content import rubric_content
from rules.errors import N_, Refusal, Refused
from rules.rubric import Rubric
from rulesvc.schemas.rubric_document import read_part
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import Amendment, Changed, amend, open_draft, require_seen, tag_of
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition

_SAVED: Final = N_("The criteria are saved.")


class Criteria(Tab):
    """The tree."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """All of it, in order."""
        return self._show(shown(rubric, number), Mistakes())

    @opened("/", Ability.DRAFT, methods=["POST"])
    def save(self, rubric: str, number: int) -> ResponseReturnValue:
        """Keep what was typed in the rows: all of it, or nothing."""
        ref = EditionRef(rubric, number, request.form.get("tag") or None)
        with saying() as mistakes, database().writing() as writing:
            _save(writing, ref)
        if mistakes:
            return self._show(shown(rubric, number), mistakes), 422
        flash(spoken().words(_SAVED))
        return redirect(url_for("page-criteria.index", rubric=rubric, number=number), 303)

    def _show(self, found: Shown, mistakes: Mistakes) -> str:
        facts = {"rows": rows(found.rubric), "tag": tag_of(_content(found.rubric))}
        return self.tab(found, "criteria", mistakes=mistakes, typed=request.form, **facts)


def _save(writing: Session, ref: EditionRef) -> None:
    """Change each criterion of which something else was typed than stands there.

    Raises: as `amend`; `ContentChanged`; `rules.errors.Refused` at the field.
    """
    line = open_draft(writing, ref)
    stored = find_edition(writing, ref.rubric, ref.number).edition.rubric
    require_seen(writing, line, ref, _content(stored), now=now())
    for code, changes in typed_changes(stored, request.form).items():
        change = Amendment(Changed(("criteria", code), changes), read_part)
        try:
            amend(writing, EditionRef(ref.rubric, ref.number), change, actor=actor(), now=now())
        except Refusal as refusal:
            raise Refused((_within(refusal, code),)) from refusal
        except Refused as together:
            raise Refused(tuple(_within(each, code) for each in together.refusals)) from together


def _within(refusal: Refusal, code: str) -> Refusal:
    """*refusal* with the path from the tree on."""
    refusal.at = (code, *refusal.at)
    return refusal


def _content(rubric: Rubric) -> list[object]:
    return list(rubric_content(rubric)["criteria"])
