"""What was said of an edition, each remark with the replies to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rulesvc.store.remarks import RemarkLine


@dataclass(frozen=True, slots=True)
class Thread:
    """A *remark* and all *replies* to it or to one another, oldest first."""

    remark: RemarkLine
    replies: tuple[RemarkLine, ...]


def threads(remarks: Iterable[RemarkLine]) -> tuple[Thread, ...]:
    """The remarks that reply to none, in order, with what was said to them."""
    begun: dict[int, list[RemarkLine]] = {}
    root: dict[int, int] = {}
    for each in remarks:
        root[each.id] = root.get(each.replies_to or 0, each.id)
        begun.setdefault(root[each.id], []).append(each)
    return tuple(Thread(first, tuple(replies)) for first, *replies in begun.values())
