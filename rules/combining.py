"""Combining: how the scores of its parts become the score of a criterion. A closed union; `kind` names each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rules.errors import N_, BadValue, DuplicateCode, Refusal, require_code
from rules.methods.worth import bad_places
from rules.said import said
from rules.together import raise_first


@dataclass(frozen=True, slots=True)
class Sum:
    """All parts add up; what is not assessed leaves the maximum."""

    kind: ClassVar[str] = "sum"


@dataclass(frozen=True, slots=True)
class Rescaled:
    """The parts that are assessed add up and stand for all: in proportion to the maximum, rounded to *places*.

    Rounding never leads above the maximum.
    """

    places: int = 2
    kind: ClassVar[str] = "rescaled"

    def __post_init__(self) -> None:
        raise_first(bad_places(self.places))


@dataclass(frozen=True, slots=True)
class CappedSum:
    """All parts add up, kept within the minimum and the maximum: bonus points, or points taken off."""

    kind: ClassVar[str] = "capped_sum"


@dataclass(frozen=True, slots=True)
class Best:
    """The part with the most points counts; of several with as many the first.

    The maximum is the largest of those that are assessed.
    """

    kind: ClassVar[str] = "best"


@dataclass(frozen=True, slots=True)
class Case:
    """The *part* that counts where *option* was chosen; blank, nothing is assessed."""

    option: str
    part: str = ""

    def __post_init__(self) -> None:
        require_code(N_("option: code"), self.option)


@dataclass(frozen=True, slots=True)
class Branch:
    """One part counts: the one that the option chosen *on* another component names.

    What is not assessed of that part leaves the maximum; a part with a lower one is out of the same points as others.
    """

    on: str
    cases: tuple[Case, ...]
    kind: ClassVar[str] = "branch"

    def __post_init__(self) -> None:
        require_code(N_("branch: on"), self.on)
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        seen = set[str]()
        for place, case in enumerate(self.cases):
            if case.option in seen:
                yield DuplicateCode(said(N_("cases of a branch")), case.option, at=("cases", place, "option"))
            seen.add(case.option)
        if not self.cases:
            yield BadValue(said(N_("cases of a branch")), "", said(N_("at least one case")), at=("cases",))

    def part_of(self, option: str) -> str:
        """The part that counts where *option* was chosen."""
        return next((case.part for case in self.cases if case.option == option), "")


Combining = Sum | Rescaled | CappedSum | Best | Branch
SUM = Sum()
