"""Editions: the list of all rubrics, and a new draft from any edition."""

from typing import Final

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.named import names
from rules.errors import N_
from rules.language import day_of
from rules.phrases import document_name
from rulesvc.schemas.json_text import MOST_LEVELS_OF_RUBRICS, read_json
from rulesvc.schemas.mistakes import load
from rulesvc.schemas.rubric_document import RubricDocument
from rulesvc.store.documents import cited
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.editions import EditionRef, draft
from rulesvc.usecases.periods import list_periods
from rulesvc.usecases.rubrics import RubricImport, import_rubric, list_rubrics

NAME: Final = N_("Rubrics")


class Editions(View):
    """All rubrics with their editions."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """The list, newest editions first."""
        return self._list(Mistakes())

    @opened("/<rubric>/<int:number>/draft", Ability.DRAFT, methods=["POST"])
    def copy(self, rubric: str, number: int) -> ResponseReturnValue:
        """A new draft, a copy of an edition, for the period that is chosen."""
        covered = tuple(filter(None, request.form.getlist("period")))
        with saying() as mistakes, database().writing() as writing:
            made = draft(writing, EditionRef(rubric, number), covered, actor=actor(), now=now()).number
        if mistakes:
            return self._list(mistakes), 422
        return redirect(url_for("page-criteria.index", rubric=rubric, number=made), 303)

    @opened("/bring-in", Ability.DRAFT, methods=["POST"])
    def bring_in(self) -> ResponseReturnValue:
        """A new draft of a whole rubric document, for the period that is chosen."""
        covered, file = tuple(filter(None, request.form.getlist("period"))), request.files.get("file")
        with saying() as mistakes, database().writing() as writing:
            content = read_json(file.read() if file else b"", most_levels=MOST_LEVELS_OF_RUBRICS)
            wanted = RubricImport(load(RubricDocument(), content), covered)
            line = import_rubric(writing, wanted, actor=actor(), now=now())
        if mistakes:
            return self._list(mistakes), 422
        return redirect(url_for("page-criteria.index", rubric=line.rubric, number=line.number), 303)

    def _list(self, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            rubrics, periods = list_rubrics(reading), list_periods(reading)
            lines = [line for each in rubrics for line in each.editions]
            called = names(reading, (line.author for line in lines))
            decisions = cited(reading, (line.document for line in lines if line.document))
        return self.page(
            "editions",
            rubrics=rubrics,
            periods=periods,
            mistakes=mistakes,
            status_words=STATUS_WORDS,
            names=called,
            decisions={code: document_name(spoken(), each) for code, each in decisions.items()},
            day_of=day_of,
            may_draft=is_open(Ability.DRAFT),
        )
