"""A figure in proportion to the best of the period."""

from dataclasses import dataclass
from typing import ClassVar

from rules.methods.figure import Figure
from rules.methods.worth import bad_places
from rules.together import raise_first


@dataclass(frozen=True, slots=True)
class RelativeToBest:
    """The figure over the largest one of all agencies, times the maximum; rounded half-up to so many *places*.

    Nobody has points before everybody has answered.
    """

    figure: Figure
    places: int = 2
    kind: ClassVar[str] = "relative"

    def __post_init__(self) -> None:
        raise_first(bad_places(self.places))
