"""Where the parts of a plane, its ticks and its dots stand in a picture, in whole units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import fmean
from typing import Final

from admin.pictures.canvas import WIDE, Box, Canvas
from admin.pictures.numbers import Spot, spots
from admin.pictures.rating import Holding, Plane, Region, Span, regions, span
from rules.measure import LowestPercent, TotalPercent
from rules.text import Text

_ALONE: Final = 5
_TOGETHER: Final = 12
"""Radii of the dot of one agency, and of one that stands for several and holds how many they are."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agency stands: its composite index and its *lowest* area, in per cent."""

    agency: Text
    total: Fraction
    lowest: Fraction


@dataclass(frozen=True, slots=True)
class Drawn:
    """A *region* and where it is drawn."""

    region: Region
    box: Box


@dataclass(frozen=True, slots=True)
class Tick:
    """A *value* on an axis, and where it is drawn."""

    value: Fraction
    place: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An agency by its *number*, what holds for it, and where it is drawn."""

    number: int
    standing: Standing
    holding: Holding
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One agency, whose number stands at a *spot* if there is room, or several whose dots would cover each other."""

    placed: tuple[Placed, ...]
    x: int
    y: int
    spot: Spot | None = None

    @property
    def radius(self) -> int:
        """How large it is drawn: with room for a number where it stands for several."""
        return _ALONE if len(self.placed) == 1 else _TOGETHER

    def covers(self, other: "Dot") -> bool:
        """Whether the two would cover each other."""
        return _square(self, other) < (self.radius + other.radius) ** 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A plane as it is drawn on a *canvas*."""

    canvas: Canvas
    plane: Plane
    drawn: tuple[Drawn, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    placed: tuple[Placed, ...]
    dots: tuple[Dot, ...]

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """What holds anywhere in it, each once: outcomes in their order, then where there is none."""
        order = (*self.plane.table.outcome_codes, "")
        found = dict.fromkeys(each.region.holding for each in self.drawn)
        return tuple(sorted(found, key=lambda holding: order.index(holding.outcome)))


@dataclass(frozen=True, slots=True)
class _Scale:
    frame: Box
    across: Span
    up: Span

    def x(self, value: Fraction) -> int:
        along = (value - self.across.low) / (self.across.high - self.across.low)
        return self.frame.x + round(along * self.frame.width)

    def y(self, value: Fraction) -> int:
        along = (value - self.up.low) / (self.up.high - self.up.low)
        return self.frame.y + self.frame.height - round(along * self.frame.height)

    def box(self, region: Region) -> Box:
        x, y = self.x(region.across.low), self.y(region.up.high)
        return Box(x, y, self.x(region.across.high) - x, self.y(region.up.low) - y)


def draw(plane: Plane, standings: Sequence[Standing], canvas: Canvas = WIDE) -> Picture:
    """The picture of *plane* with each of *standings* in a dot, numbered in their order."""
    totals, floors = plane.thresholds(TotalPercent), plane.thresholds(LowestPercent)
    across = span(totals, [each.total for each in standings])
    up = span(floors, [each.lowest for each in standings])
    scale = _Scale(canvas.frame, across, up)
    placed = tuple(
        Placed(number, each, plane.at(each.total, each.lowest), scale.x(each.total), scale.y(each.lowest))
        for number, each in enumerate(standings, start=1)
    )
    return Picture(
        canvas,
        plane,
        tuple(Drawn(each, scale.box(each)) for each in regions(plane, across, up)),
        tuple(Tick(each, scale.x(each)) for each in _marked(across, totals)),
        tuple(Tick(each, scale.y(each)) for each in _marked(up, floors)),
        placed,
        tuple(_numbered(placed, canvas) if canvas.has_room else _merged(placed)),
    )


def _marked(shown: Span, thresholds: Iterable[Fraction]) -> list[Fraction]:
    """The ends of an axis and the thresholds between them."""
    return [shown.low, *(each for each in thresholds if shown.low < each < shown.high), shown.high]


def _numbered(placed: Sequence[Placed], canvas: Canvas) -> list[Dot]:
    """A dot for each, with its number."""
    beside = spots(tuple((each.x, each.y) for each in placed), canvas)
    return [Dot((each,), each.x, each.y, spot) for each, spot in zip(placed, beside, strict=True)]


def _merged(placed: Iterable[Placed]) -> list[Dot]:
    """The dots, the nearest of those that cover each other made one until none do that may be one."""
    dots = [Dot((each,), each.x, each.y) for each in placed]
    while pair := _nearest(dots):
        one, other = pair
        dots = [each for each in dots if each is not one and each is not other]
        dots.append(_together((*one.placed, *other.placed)))
    return sorted(dots, key=lambda dot: dot.placed[0].number)


def _nearest(dots: Iterable[Dot]) -> tuple[Dot, Dot] | None:
    """The two nearest that cover each other and for which the same holds."""
    pairs = ((one, other) for one, other in combinations(dots, 2) if one.placed[0].holding == other.placed[0].holding)
    return min((pair for pair in pairs if pair[0].covers(pair[1])), key=lambda pair: _square(*pair), default=None)


def _together(placed: Iterable[Placed]) -> Dot:
    """One dot for all *placed*, where the one next to their middle stands: so it never leaves what holds for them."""
    of = tuple(sorted(placed, key=lambda each: each.number))
    middle = Dot(of, round(fmean(each.x for each in of)), round(fmean(each.y for each in of)))
    nearest = min(of, key=lambda each: _square(each, middle))
    return Dot(of, nearest.x, nearest.y)


def _square(one: Placed | Dot, other: Placed | Dot) -> int:
    """The square of their distance."""
    across, up = one.x - other.x, one.y - other.y
    return across * across + up * up
