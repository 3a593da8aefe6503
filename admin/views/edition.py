"""What the tabs of one edition share: what it is, which tabs there are, and whether it may be changed here and now."""

from dataclasses import dataclass
from typing import Any, Final

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open
from admin.accounts import database
from admin.language import spoken
from rules.errors import N_
from rules.rubric import Rubric
from rulesvc.models.edition import OPEN
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.rubrics import find_edition

AT: Final = "/editions/<rubric>/<int:number>"
"""The address of an edition; each tab lies below it."""

TABS: Final = (
    ("general", N_("General")),
    ("criteria", N_("Criteria")),
    ("rating-rules", N_("Rating rules")),
    ("check", N_("Check")),
    ("impact", N_("Impact")),
    ("comparison", N_("Comparison")),
    ("cases", N_("Test cases")),
    ("steps", N_("Approval and history")),
)
"""The tabs by the name of their view, in their order."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition that is shown: its *line* and the *rubric* it says; *is_open* to changes by whoever looks at it."""

    line: EditionLine
    rubric: Rubric
    is_open: bool


class Tab(View):
    """A tab of an edition: it stands in no menu, and its pages take the rubric and the number from the address."""

    def __init__(self, name: str) -> None:
        super().__init__(endpoint=f"page-{name}", url=f"{AT}/{name}")

    def is_visible(self) -> bool:
        """Tabs stand on the page of their edition."""
        return False

    def tab(self, shown: Shown, name: str, **facts: Any) -> str:
        """The page of that *name* below the head and the tabs of the edition *shown*."""
        tabs = [(f"page-{each}", words) for each, words in TABS if f"page-{each}" in current_app.blueprints]
        return self.page(name, shown=shown, tabs=tabs, here=self.endpoint, status_words=STATUS_WORDS, **facts)

    def kept(self, rubric: str, number: int, said: str) -> ResponseReturnValue:
        """Back to the tab after a change, which *said* tells."""
        flash(spoken().words(said))
        return redirect(url_for(f"{self.endpoint}.index", rubric=rubric, number=number), 303)


def shown(rubric: str, number: int) -> Shown:
    """The edition with that *number* of a rubric.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    with database().reading() as reading:
        found = find_edition(reading, rubric, number)
    return Shown(found.line, found.edition.rubric, found.line.status in OPEN and is_open(Ability.DRAFT))
