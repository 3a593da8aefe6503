"""Holes, overlaps and order of bands, by cuts: places just before or just after a number.

A band from 60 to below 85 lies between the cut before 60 and the cut before 85; one above 60 to 85, between the cuts
after them. A figure in wholes is cut before whole numbers only. So bounds that belong to a band and bounds that do not
need no cases of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from rules.methods.bands import Band, Bands, Bound
from rules.methods.figure import Figure
from rules.methods.worth import BandWorth
from rules.number import ZERO

_BEFORE: Final = 0
_AFTER: Final = 1

Cut = tuple[int, Fraction, int]
"""Before all numbers (-1), at a number (0) or after all (1); the number; whether before or after it."""

START: Final[Cut] = (-1, ZERO, _BEFORE)
END: Final[Cut] = (1, ZERO, _BEFORE)

Stretch = tuple[Cut, Cut]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures from *low* to *high*, `None` being no limit, and whether these are among them."""

    low: Fraction | None
    high: Fraction | None
    with_low: bool
    with_high: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Figures for which one *worth* holds: that of the band at a *place*, or `None` where nothing is done."""

    stretch: Stretch
    place: int | None
    worth: BandWorth


def pieces(bands: Bands) -> list[Piece]:
    """Where each worth holds, lowest figures first.

    Only figures that can be reported; a band does not hold where an earlier one does.
    """
    nought = (_cut(bands.figure, ZERO, _BEFORE), _cut(bands.figure, ZERO, _AFTER))
    found: list[Piece] = []
    left = [_domain(bands.figure)]
    if bands.nothing is not None:
        found += [Piece(stretch, None, bands.nothing) for stretch in _shared(left, nought)]
        left = _without(left, nought)
    for place, band in enumerate(bands.bands):
        found += [Piece(stretch, place, band.worth) for stretch in _shared(left, _reach(band, bands))]
        left = _without(left, _reach(band, bands))
    return sorted(found, key=lambda piece: piece.stretch)


def holes(bands: Bands) -> Iterator[Figures]:
    """Figures that can be reported and lie in no band."""
    left = [_domain(bands.figure)]
    for piece in pieces(bands):
        left = _without(left, piece.stretch)
    return (figures_of(bands.figure, stretch) for stretch in left)


def overlaps(bands: Bands) -> Iterator[tuple[int, int]]:
    """Places of two bands, the earlier one first, that share a figure that can be reported."""
    reported = [_domain(bands.figure)]
    for later, band in enumerate(bands.bands):
        for earlier, other in enumerate(bands.bands[:later]):
            if _shared(_shared(reported, _reach(band, bands)), _reach(other, bands)):
                yield earlier, later


def figures_of(figure: Figure, stretch: Stretch) -> Figures:
    """What lies in a *stretch*: of wholes the first and the last are named, of other figures the bounds."""
    low, high = stretch
    first = None if low == START else low[1]
    last = None if high == END else high[1]
    if figure.is_whole:
        return Figures(first, None if last is None else last - 1, with_low=True, with_high=True)
    return Figures(first, last, with_low=low[2] == _BEFORE, with_high=high[2] == _AFTER)


def _domain(figure: Figure) -> Stretch:
    """The figures that can be reported."""
    low = START if figure.low is None else _cut(figure, figure.low, _BEFORE)
    return low, END if figure.high is None else _cut(figure, figure.high, _AFTER)


def _reach(band: Band, bands: Bands) -> Stretch:
    """The figures of *band*."""
    side = _BEFORE if bands.includes is Bound.LOWER else _AFTER
    low = START if band.low is None else _cut(bands.figure, band.low, side)
    return low, END if band.high is None else _cut(bands.figure, band.high, side)


def _shared(stretches: Iterable[Stretch], other: Stretch) -> list[Stretch]:
    """What of *stretches* lies in the *other* one."""
    found = [(max(low, other[0]), min(high, other[1])) for low, high in stretches]
    return [(low, high) for low, high in found if low < high]


def _without(stretches: Iterable[Stretch], other: Stretch) -> list[Stretch]:
    """What of *stretches* lies outside the *other* one."""
    return [
        (low, high)
        for start, end in stretches
        for low, high in ((start, min(end, other[0])), (max(start, other[1]), end))
        if low < high
    ]


def _cut(figure: Figure, number: Fraction, side: int) -> Cut:
    if figure.is_whole:
        return (0, Fraction(floor(number) + 1 if side == _AFTER else ceil(number)), _BEFORE)
    return (0, number, side)
