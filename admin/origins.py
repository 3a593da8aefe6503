"""Where the criteria of an edition come from: from one of the edition before, from several, or from none."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rules.criterion import Criterion
from rules.errors import N_
from rules.rubric import Rubric

Origins = Mapping[str, tuple[str, ...]]


class Descent(StrEnum):
    """How a criterion comes from those before it."""

    SAME = "same"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    GONE = "gone"


WORDS: Final[Mapping[Descent, str]] = {
    Descent.SAME: N_("carried over"),
    Descent.RENAMED: N_("renamed"),
    Descent.SPLIT: N_("split off"),
    Descent.MERGED: N_("merged"),
    Descent.NEW: N_("new"),
    Descent.GONE: N_("left out"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a *criterion* comes from, by a *descent*; of one that is gone, the criterion that it was."""

    criterion: Criterion
    sources: tuple[Criterion, ...]
    descent: Descent


def descent_of(old: Rubric, new: Rubric, origins: Origins) -> tuple[Origin, ...]:
    """Each criterion of *new*, in order, with those of *old* that it comes from; then those of *old* that are gone."""
    heirs = Counter(source for code in new.criterion for source in origins.get(code, ()))
    found = (
        Origin(
            each, tuple(old.criterion[source] for source in origins.get(code, ())), _descent(each, old, heirs, origins)
        )
        for code, each in new.criterion.items()
    )
    gone = (Origin(each, (), Descent.GONE) for code, each in old.criterion.items() if not heirs[code])
    return (*found, *gone)


def counted(rows: tuple[Origin, ...]) -> dict[Descent, int]:
    """How many there are of each descent, in their order."""
    numbers = Counter(row.descent for row in rows)
    return {each: numbers[each] for each in Descent if numbers[each]}


def _descent(criterion: Criterion, old: Rubric, heirs: Mapping[str, int], origins: Origins) -> Descent:
    sources = origins.get(criterion.code, ())
    if not sources:
        return Descent.NEW
    if len(sources) > 1:
        return Descent.MERGED
    if heirs[sources[0]] > 1:
        return Descent.SPLIT
    source = old.criterion[sources[0]]
    is_same = (source.code, source.name) == (criterion.code, criterion.name)
    return Descent.SAME if is_same else Descent.RENAMED
