"""Points taken off for each violation, or for each day late."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from rules.errors import N_, BadValue, Refusal
from rules.methods.figure import Figure
from rules.number import LARGEST, PLACES, is_exact
from rules.said import said
from rules.together import raise_first


@dataclass(frozen=True, slots=True)
class Deduction:
    """The maximum less *each* for every one of the *figure* beyond the *free* ones, down to the minimum.

    More than *accepted* are refused: they earn the minimum. Where it *may_be_waived*, an accepted reason takes nothing.
    """

    figure: Figure
    each: Fraction
    free: int = 0
    accepted: int | None = None
    may_be_waived: bool = False
    kind: ClassVar[str] = "deduction"

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        if not self.figure.is_whole:
            allowed = said(N_("a count, or days"))
            yield BadValue(said(N_("deduction: figure")), self.figure.quantity, allowed, at=("figure", "quantity"))
        if not is_exact(self.each) or self.each <= 0:
            allowed = said(N_("a number above 0 with at most {places} decimals"), places=PLACES)
            yield BadValue(said(N_("points for each")), self.each, allowed, at=("each",))
        if not 0 <= self.free < LARGEST:
            allowed = said(N_("a whole number, 0 or more"))
            yield BadValue(said(N_("how many are free")), self.free, allowed, at=("free",))
        if self.accepted is not None and not self.free <= self.accepted < LARGEST:
            allowed = said(N_("{number} or more"), number=self.free)
            yield BadValue(said(N_("how many are accepted")), self.accepted, allowed, at=("accepted",))
