"""Frozen editions: the same rubric object for the same content, so that the engine compiles it once."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

from rules.rubric import Rubric

MOST_KEPT: Final = 32
"""How many are kept in one process; the least recently used goes first."""

_kept: Final[OrderedDict[str, Rubric]] = OrderedDict()
_lock: Final = Lock()


def frozen(sha256: str, read: Callable[[], Rubric]) -> Rubric:
    """The rubric whose content has that hash, by *read* where it is not kept; *read* must have checked the hash."""
    with _lock:
        if sha256 in _kept:
            _kept.move_to_end(sha256)
            return _kept[sha256]
    rubric = read()
    with _lock:
        kept = _kept.setdefault(sha256, rubric)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return kept


def not_kept(hashes: Iterable[str]) -> frozenset[str]:
    """Those of the *hashes* whose rubric is not kept."""
    with _lock:
        return frozenset(hashes) - _kept.keys()


def forget() -> None:
    """Drop all, so that the next reading goes to the rows again."""
    with _lock:
        _kept.clear()
