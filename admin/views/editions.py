"""Editions: the list of all rubrics, and a new draft from any edition."""

from collections.abc import Sequence
from typing import Final

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.named import names
from admin.refusals import NotChosen
from rules.errors import N_, require
from rules.language import day_of
from rules.phrases import document_name
from rulesvc.schemas.json_text import MOST_LEVELS_OF_RUBRICS, read_json
from rulesvc.schemas.mistakes import load
from rulesvc.schemas.rubric_document import RubricDocument
from rulesvc.store.documents import cited
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.editions import EditionRef, draft
from rulesvc.usecases.periods import list_periods
from rulesvc.usecases.rubrics import RubricImport, import_rubric, list_rubrics

NAME: Final = N_("Rubrics")

BROUGHT_IN: Final = "bring-in"
"""The form of a file; each other one is called after the edition that it copies."""

_PERIOD: Final = N_("assessment period")


class Editions(View):
    """All rubrics with their editions."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """The list, newest editions first."""
        return self._list(Mistakes())

    @opened("/<rubric>/<int:number>/draft", Ability.DRAFT, methods=["POST"])
    def copy(self, rubric: str, number: int) -> ResponseReturnValue:
        """A new draft, a copy of an edition, for the period that is chosen."""
        with saying() as mistakes, database().writing() as writing:
            made = draft(writing, EditionRef(rubric, number), _chosen(), actor=actor(), now=now()).number
        if mistakes:
            return self._list(mistakes, sent=f"{rubric}-{number}"), 422
        return redirect(url_for("page-criteria.index", rubric=rubric, number=made), 303)

    @opened("/bring-in", Ability.DRAFT, methods=["POST"])
    def bring_in(self) -> ResponseReturnValue:
        """A new draft of a whole rubric document, for the period that is chosen."""
        file = request.files.get("file")
        with saying() as mistakes, database().writing() as writing:
            content = read_json(file.read() if file else b"", most_levels=MOST_LEVELS_OF_RUBRICS)
            wanted = RubricImport(load(RubricDocument(), content), _chosen())
            line = import_rubric(writing, wanted, actor=actor(), now=now())
        if mistakes:
            return self._list(mistakes, sent=BROUGHT_IN), 422
        return redirect(url_for("page-criteria.index", rubric=line.rubric, number=line.number), 303)

    def _list(self, mistakes: Mistakes, *, sent: str = "") -> str:
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
            sent=sent,
            chosen=request.form.get("period", ""),
            offered={line.id: _offered(line, [each.code for each in periods]) for line in lines},
            status_words=STATUS_WORDS,
            names=called,
            decisions={code: document_name(spoken(), each) for code, each in decisions.items()},
            day_of=day_of,
            may_draft=is_open(Ability.DRAFT),
        )


def _chosen() -> tuple[str, ...]:
    """The period that a draft is to be for.

    Raises: `NotChosen`.
    """
    chosen = tuple(filter(None, request.form.getlist("period")))
    require(bool(chosen), NotChosen(spoken().words(_PERIOD), at=("periods",)))
    return chosen


def _offered(line: EditionLine, codes: Sequence[str]) -> str:
    """The period after the last that an edition covers, blank where none is: *codes* are those of all, in time."""
    last = line.periods[-1] if line.periods else ""
    return next(iter(codes[codes.index(last) + 1 :]), "") if last else ""
