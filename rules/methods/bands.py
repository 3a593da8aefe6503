"""Bands of a figure: from where to where, and what each is worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from rules.errors import N_, BadValue, Refusal
from rules.methods.figure import Figure
from rules.methods.worth import BandWorth, Worth, bad_places
from rules.number import PLACES, is_below, is_exact
from rules.said import said
from rules.together import raise_first

_LOW = N_("band: lower bound")
_HIGH = N_("band: upper bound")


class Bound(StrEnum):
    """Which bound belongs to a band: “from 60 to below 85”, or “above 60 to 85”."""

    LOWER = "lower"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class Band:
    """What figures between *low* and *high* are worth, `None` being no limit."""

    worth: BandWorth
    low: Fraction | None = None
    high: Fraction | None = None

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        allowed = said(N_("a number with at most {places} decimals"), places=PLACES)
        for name, what, bound in (("low", _LOW, self.low), ("high", _HIGH, self.high)):
            if bound is not None and not is_exact(bound):
                yield BadValue(said(what), bound, allowed, at=(name,))
        if self.low is not None and self.high is not None and self.low >= self.high:
            yield BadValue(said(_HIGH), self.high, said(N_("more than {number}"), number=self.low), at=("high",))


@dataclass(frozen=True, slots=True)
class Bands:
    """The worth of the band in which a *figure* lies; of two, that of the first.

    *includes* says which bound of each band belongs to it. *nothing* is what a figure of 0 is worth, where that is not
    what its band says. Shares, proportions and formulas are rounded half-up to so many
    *places*.
    """

    figure: Figure
    bands: tuple[Band, ...]
    includes: Bound = Bound.LOWER
    nothing: Worth | None = None
    places: int = 2
    kind: ClassVar[str] = "bands"

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        if not self.bands:
            yield BadValue(said(N_("bands")), "", said(N_("at least one band")), at=("bands",))
        yield from bad_places(self.places)

    def band_of(self, value: Fraction) -> int | None:
        """The place of the first band in which *value* lies."""
        return next((place for place, band in enumerate(self.bands) if self._has(band, value)), None)

    def _has(self, band: Band, value: Fraction) -> bool:
        low, high = band.low, band.high
        if self.includes is Bound.LOWER:
            return (low is None or not is_below(value, low)) and (high is None or is_below(value, high))
        return (low is None or is_below(low, value)) and (high is None or not is_below(high, value))
