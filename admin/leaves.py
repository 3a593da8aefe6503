"""Lists of pages: the rows that are searched for, so many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from rulesvc.store.folding import folded

T = TypeVar("T")

PER_LEAF: Final = 100
"""The most rows of one page."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """The *rows* of a *page* of so many *pages*, of a list of *total* rows."""

    rows: Sequence[T]
    page: int
    pages: int
    total: int


def leaf(rows: Sequence[T], page: int | None) -> Leaf[T]:
    """The *page* of that number, the first or last one where there is none of it."""
    pages = max(1, -(-len(rows) // PER_LEAF))
    number = min(max(page or 1, 1), pages)
    return Leaf(rows[(number - 1) * PER_LEAF : number * PER_LEAF], number, pages, len(rows))


def is_found(words: str, *texts: str) -> bool:
    """Whether all *words* stand in the *texts*, whatever their accents and case."""
    searched = folded(" ".join(texts))
    return all(word in searched for word in folded(words).split())
