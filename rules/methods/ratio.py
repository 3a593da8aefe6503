"""A figure in proportion to a target."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from rules.errors import N_, BadValue, Refusal
from rules.methods.figure import Figure
from rules.methods.worth import bad_places, require_target
from rules.number import is_exact
from rules.said import said
from rules.together import raise_first


@dataclass(frozen=True, slots=True)
class RatioToTarget:
    """The figure over the *target*, times the maximum; all of it from the target on, none below the *floor*.

    Rounded half-up to so many *places*.
    """

    figure: Figure
    target: Fraction
    floor: Fraction | None = None
    places: int = 2
    kind: ClassVar[str] = "ratio"

    def __post_init__(self) -> None:
        require_target(self.target)
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        if self.floor is not None and not (is_exact(self.floor) and 0 <= self.floor < self.target):
            allowed = said(N_("{low} or more and below {high}"), low=0, high=self.target)
            yield BadValue(said(N_("floor")), self.floor, allowed, at=("floor",))
        yield from bad_places(self.places)
