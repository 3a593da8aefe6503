"""Words that several parts of a paper share: the titles of columns, and that there is nothing to tell."""

from collections.abc import Iterable
from typing import Final

from rules.errors import N_
from rules.language import Language
from rulesvc.papers.word import Column

NONE: Final = N_("None.")
"""Where a part has nothing to tell."""


def columns(titles: Iterable[tuple[str, int]], language: Language) -> list[Column]:
    """The columns of a table from their *titles*, each with its share of the width."""
    return [Column(language.words(title), share) for title, share in titles]
