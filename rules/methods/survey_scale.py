"""From the percentage of a survey to points: in proportion, against a target, or by bands."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from rules.errors import N_, BadValue, Refusal
from rules.number import HUNDRED, PLACES, ZERO, is_exact
from rules.said import said
from rules.together import raise_first

PERCENT = N_("a number from {low} to {high} with at most {places} decimals")
"""What a percentage of a survey may be."""


def is_percent(number: Fraction) -> bool:
    """Whether *number* is a percentage from 0 to 100 with at most six decimals."""
    return is_exact(number) and ZERO <= number <= HUNDRED


@dataclass(frozen=True, slots=True)
class Proportional:
    """The percentage of the maximum."""

    kind: ClassVar[str] = "proportional"


@dataclass(frozen=True, slots=True)
class Target:
    """From *percent* the maximum; from *floor* its share of the target of the maximum; below the floor nothing."""

    percent: Fraction
    floor: Fraction = ZERO
    kind: ClassVar[str] = "target"

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        allowed = said(N_("more than {low}, at most {high}, with at most {places} decimals"), **_limits(HUNDRED))
        if not is_percent(self.percent) or not self.percent:
            yield BadValue(said(N_("survey: target")), self.percent, allowed, at=("percent",))
        elif not is_percent(self.floor) or self.floor > self.percent:
            yield BadValue(said(N_("survey: floor")), self.floor, said(PERCENT, **_limits(self.percent)), at=("floor",))


@dataclass(frozen=True, slots=True)
class Band:
    """*points* from a percentage of *at_least* on, up to the next band."""

    at_least: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Banded:
    """Fixed points for each of *bands*, the lowest first; it begins at 0, so that there is no hole."""

    bands: tuple[Band, ...]
    kind: ClassVar[str] = "bands"

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        bounds = [band.at_least for band in self.bands]
        if not bounds or bounds[0] != 0:
            first = bounds[0] if bounds else ""
            at = ("bands", 0, "at_least") if bounds else ("bands",)
            yield BadValue(said(N_("survey: lowest band")), first, said(N_("a band from 0%")), at=at)
        for place, (before, bound) in enumerate(pairwise(bounds), start=1):
            if not is_percent(bound) or bound <= before:
                above = said(
                    N_("more than {low}, at most {high}, with at most {places} decimals"),
                    **{**_limits(HUNDRED), "low": before},
                )
                yield BadValue(said(N_("survey: band")), bound, above, at=("bands", place, "at_least"))
        for place, band in enumerate(self.bands):
            if not is_exact(band.points):
                allowed = said(N_("a number with at most {places} decimals"), places=PLACES)
                yield BadValue(said(N_("survey: points")), band.points, allowed, at=("bands", place, "points"))


Scale = Proportional | Target | Banded


def _limits(high: Fraction) -> dict[str, Fraction | int]:
    return {"low": 0, "high": high, "places": PLACES}
