"""The tab of criteria: the tree with caps, steps and how each component is scored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.language import spoken
from admin.views.edition import Tab, shown
from rules.combining_phrases import combining_sentence
from rules.criterion import Criterion
from rules.method_phrases import method_sentence
from rules.rubric import Rubric
from rulesvc.usecases.abilities import Ability


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion at its *level* in the tree, 0 for an area; *how* it is scored, or its parts are combined."""

    criterion: Criterion
    level: int
    how: str


class Criteria(Tab):
    """The tree."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """All of it, in order."""
        found = shown(rubric, number)
        return self.tab(found, "criteria", rows=tuple(_rows(found.rubric, found.rubric.criteria)))


def _rows(rubric: Rubric, criteria: Iterable[Criterion], level: int = 0) -> Iterator[Row]:
    for each in criteria:
        yield Row(each, level, _how(each, rubric))
        yield from _rows(rubric, each.parts, level + 1)


def _how(criterion: Criterion, rubric: Rubric) -> str:
    into = spoken()
    if criterion.parts:
        return combining_sentence(criterion.combined, criterion, rubric, into)
    return method_sentence(criterion.method, criterion, into)
