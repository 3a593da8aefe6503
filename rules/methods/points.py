"""Points that an appraiser gives within the maximum."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from rules.errors import N_, BadValue, require
from rules.number import PLACES, is_exact
from rules.said import said


@dataclass(frozen=True, slots=True)
class GivenPoints:
    """Points in multiples of a *step*, where there is one."""

    step: Fraction | None = None
    kind: ClassVar[str] = "points"

    def __post_init__(self) -> None:
        allowed = said(N_("a number above 0 with at most {places} decimals"), places=PLACES)
        possible = self.step is None or (is_exact(self.step) and self.step > 0)
        require(possible, BadValue(said(N_("step")), self.step, allowed, at=("step",)))
