"""Worths: what an option or a band is worth, in points, by the maximum of its component or by a formula."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from rules.errors import N_, BadValue, Path, Refusal, require
from rules.formula import Number
from rules.formula_reading import formula
from rules.number import HUNDRED, PLACES, is_exact, require_exact
from rules.said import said

MAXIMUM: Final = "max_points"
"""The name by which every formula knows the maximum of its component."""

FIGURE: Final = "value"
"""The name by which the formula of a band knows the figure."""


@dataclass(frozen=True, slots=True)
class FixedPoints:
    """So many points."""

    points: Fraction
    kind: ClassVar[str] = "points"

    def __post_init__(self) -> None:
        require_exact(said(N_("points")), self.points, at=("points",))


@dataclass(frozen=True, slots=True)
class Share:
    """So many per cent of the maximum."""

    percent: Fraction
    kind: ClassVar[str] = "share"

    def __post_init__(self) -> None:
        allowed = said(N_("from {low} to {high}, with at most {places} decimals"), low=0, high=100, places=PLACES)
        possible = is_exact(self.percent) and 0 <= self.percent <= HUNDRED
        require(possible, BadValue(said(N_("share of the maximum")), self.percent, allowed, at=("percent",)))


@dataclass(frozen=True, slots=True)
class Proportional:
    """The figure in proportion to a target, times the maximum."""

    target: Fraction
    kind: ClassVar[str] = "proportional"

    def __post_init__(self) -> None:
        require_target(self.target)


@dataclass(frozen=True, slots=True)
class ByFormula:
    """What the formula in *text* comes to over the `value` of the figure and `max_points`, kept within the range."""

    text: str
    kind: ClassVar[str] = "formula"

    def __post_init__(self) -> None:
        try:
            _ = self.number
        except Refusal as refusal:
            refusal.at = ("text",)
            raise

    @property
    def number(self) -> Number:
        """The formula, read."""
        return formula(self.text, (FIGURE, MAXIMUM))


Worth = FixedPoints | Share
BandWorth = FixedPoints | Share | Proportional | ByFormula


def require_target(target: Fraction) -> None:
    """Refuse a *target* that nothing can be in proportion to."""
    allowed = said(N_("a number above 0 with at most {places} decimals"), places=PLACES)
    require(is_exact(target) and target > 0, BadValue(said(N_("target")), target, allowed, at=("target",)))


def bad_places(places: int, at: Path = ("places",)) -> Iterator[Refusal]:
    """A refusal of *places* that points cannot be rounded to: no evaluation takes more than six decimals."""
    if not 0 <= places <= PLACES:
        yield BadValue(said(N_("rounding: places")), places, said(N_("from 0 to {limit}"), limit=PLACES), at=at)
