"""What was said of an edition, each remark with the replies to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rulesvc.store.remarks import RemarkLine
from rulesvc.usecases.remarks import begun_by, settled


@dataclass(frozen=True, slots=True)
class Thread:
    """A *remark* and all *replies* to it or to one another, oldest first; *settled*: the one that dealt with it."""

    remark: RemarkLine
    replies: tuple[RemarkLine, ...]
    settled: RemarkLine | None


def threads(remarks: Iterable[RemarkLine]) -> tuple[Thread, ...]:
    """The remarks that reply to none with what was said to them, in order, those first that are not dealt with."""
    every = tuple(remarks)
    root, done = begun_by(every), settled(every)
    begun: dict[int, list[RemarkLine]] = {}
    for each in every:
        begun.setdefault(root[each.id], []).append(each)
    found = (Thread(first, tuple(replies), done.get(first.id)) for first, *replies in begun.values())
    return tuple(sorted(found, key=lambda each: each.settled is not None))
