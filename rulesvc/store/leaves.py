"""Leaves of lists that have an order of their own: by number, with how many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

T = TypeVar("T")

ON_A_LEAF: Final = 100
"""The most rows of one."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """The *rows* of a *page* of so many *pages*, of a list of *total* rows."""

    rows: tuple[T, ...]
    page: int
    pages: int
    total: int


def of_rows(rows: Sequence[T], page: int) -> Leaf[T]:
    """The *page* of that number of *rows* that are all at hand; the first or last one at most."""
    number, pages = _within(page, len(rows))
    return Leaf(tuple(rows[(number - 1) * ON_A_LEAF : number * ON_A_LEAF]), number, pages, len(rows))


def leaf(session: Session, wanted: Select[*tuple[Any, ...]], page: int, line: Callable[[Row[Any]], T]) -> Leaf[T]:
    """The *page* of that number of all rows that are *wanted*, each as its *line*; the first or last one at most."""
    total = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    number, pages = _within(page, total)
    rows = session.execute(wanted.limit(ON_A_LEAF).offset((number - 1) * ON_A_LEAF))
    return Leaf(tuple(map(line, rows)), number, pages, total)


def _within(page: int, total: int) -> tuple[int, int]:
    """The number of the page that there is, and of how many."""
    pages = max(1, -(-total // ON_A_LEAF))
    return min(max(page, 1), pages), pages
