"""Where the parts of a plane, its ticks and its dots stand in a picture, in whole units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from admin.pictures.rating import Holding, Plane, Region, Span, regions, span
from rules.measure import LowestPercent, TotalPercent
from rules.text import Text

_NUMBER_WIDTH: Final = 16
_NUMBER_HEIGHT: Final = 13
_DOT: Final = 5
_NEAR: Final = 14
"""How far from its dot a number stands at first; where it stands farther, a line leads to it."""

_STEP: Final = 9
_RINGS: Final = 12
_DIRECTIONS: Final = ((10, 0), (-10, 0), (0, -10), (0, 10), (9, -9), (-9, -9), (9, 9), (-9, 9))
"""Where the number of a dot may stand as seen from the dot, in tenths of its distance, what is best first."""

_COVERED: Final = 1000
_CROSSED: Final = 5
_POINT: Final = 4
"""How far from each other the points are in which a line is looked at."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agency stands: its composite index and its *lowest* area, in per cent."""

    agency: Text
    total: Fraction
    lowest: Fraction


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int

    def meets(self, other: "Box") -> bool:
        """Whether the two cover anything together."""
        across = self.x < other.x + other.width and other.x < self.x + self.width
        return across and self.y < other.y + other.height and other.y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Canvas:
    """What is drawn on: its *size*, and the *frame* around the regions."""

    size: tuple[int, int]
    frame: Box

    def holds(self, box: Box) -> bool:
        """Whether all of *box* stands within the frame."""
        frame = self.frame
        across = frame.x <= box.x and box.x + box.width <= frame.x + frame.width
        return across and frame.y <= box.y and box.y + box.height <= frame.y + frame.height


WIDE: Final = Canvas((720, 460), Box(64, 12, 620, 396))
NARROW: Final = Canvas((340, 420), Box(44, 12, 276, 360))
"""For a phone, whose numbers would be too small to be read in a wide one."""


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
class Dot:
    """An agency by its *number*, what holds for it, and where its dot and the middle of its number are drawn."""

    number: int
    standing: Standing
    holding: Holding
    x: int
    y: int
    number_x: int
    number_y: int

    @property
    def is_led_to(self) -> bool:
        """Whether the number stands so far from the dot that a line leads to it."""
        return max(abs(self.number_x - self.x), abs(self.number_y - self.y)) > _NEAR

    @property
    def label(self) -> Box:
        """What the number covers."""
        return _label(self.number_x, self.number_y)


@dataclass(frozen=True, slots=True)
class Picture:
    """A plane as it is drawn on a *canvas*."""

    canvas: Canvas
    plane: Plane
    drawn: tuple[Drawn, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
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
    """The picture of *plane* with a dot for each of *standings*, numbered in their order."""
    totals, floors = plane.thresholds(TotalPercent), plane.thresholds(LowestPercent)
    across = span(totals, [each.total for each in standings])
    up = span(floors, [each.lowest for each in standings])
    scale = _Scale(canvas.frame, across, up)
    return Picture(
        canvas,
        plane,
        tuple(Drawn(each, scale.box(each)) for each in regions(plane, across, up)),
        tuple(Tick(each, scale.x(each)) for each in _marked(across, totals)),
        tuple(Tick(each, scale.y(each)) for each in _marked(up, floors)),
        tuple(_dots(plane, standings, scale, canvas)),
    )


def _marked(shown: Span, thresholds: Iterable[Fraction]) -> list[Fraction]:
    """The ends of an axis and the thresholds between them."""
    return [shown.low, *(each for each in thresholds if shown.low < each < shown.high), shown.high]


def _dots(plane: Plane, standings: Sequence[Standing], scale: _Scale, canvas: Canvas) -> list[Dot]:
    """The dots, each with its number as near as it covers no dot and no other number."""
    places = tuple((scale.x(each.total), scale.y(each.lowest)) for each in standings)
    numbered = enumerate(zip(standings, _spots(places, canvas), strict=True), start=1)
    return [
        Dot(number, each, plane.at(each.total, each.lowest), spot.x, spot.y, spot.number_x, spot.number_y)
        for number, (each, spot) in numbered
    ]


@lru_cache(maxsize=64)
def _spots(places: tuple[tuple[int, int], ...], canvas: Canvas) -> "tuple[_Spot, ...]":
    """Where the numbers of the dots at those *places* stand; alike for each picture of the same dots."""
    taken, lines = [_around(*place) for place in places], list[Box]()
    spots = []
    for place in places:
        best = _best(place, canvas, taken, lines)
        taken.append(best.label)
        lines += best.line if best.far > _NEAR else ()
        spots.append(best)
    return tuple(spots)


def _best(place: tuple[int, int], canvas: Canvas, taken: Sequence[Box], lines: Sequence[Box]) -> "_Spot":
    """The best place for the number of the dot at *place*: none that is farther than another one costs is looked at."""
    spots = (spot for each in _beside(*place) if canvas.holds((spot := _Spot(*place, *each)).label))
    best = next(spots)
    least = best.cost(taken, lines)
    for spot in spots:
        if spot.far >= least:
            break
        cost = spot.cost(taken, lines)
        if cost < least:
            best, least = spot, cost
    return best


def _beside(x: int, y: int) -> Iterator[tuple[int, int]]:
    """Where the middle of the number of the dot at *x*, *y* may stand, the nearest first."""
    for distance in range(_NEAR, _NEAR + _RINGS * _STEP, _STEP):
        for right, down in _DIRECTIONS:
            yield x + right * distance // 10, y + down * distance // 10


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place for the number of a dot."""

    x: int
    y: int
    number_x: int
    number_y: int

    @property
    def label(self) -> Box:
        return _label(self.number_x, self.number_y)

    @property
    def far(self) -> int:
        """How far the number is from its dot."""
        return max(abs(self.number_x - self.x), abs(self.number_y - self.y))

    @property
    def line(self) -> list[Box]:
        """What a line to it covers, in points on the way."""
        right, down = self.number_x - self.x, self.number_y - self.y
        count = max(abs(right), abs(down)) // _POINT
        return [Box(self.x + right * n // count - 1, self.y + down * n // count - 1, 3, 3) for n in range(1, count)]

    def cost(self, taken: Sequence[Box], lines: Sequence[Box]) -> int:
        """How bad it is: above all to cover a dot or a number, then to be crossed, then to be far."""
        own, label = _around(self.x, self.y), self.label
        covered = sum(label.meets(each) for each in taken)
        crossed = sum(point.meets(each) for point in self.line for each in taken if each != own)
        touched = sum(label.meets(each) for each in lines)
        return _COVERED * covered + _CROSSED * (crossed + touched) + self.far


def _around(x: int, y: int) -> Box:
    """What a dot covers."""
    return Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT)


def _label(x: int, y: int) -> Box:
    """What a number covers whose middle stands at *x*, *y*."""
    return Box(x - _NUMBER_WIDTH // 2, y - _NUMBER_HEIGHT // 2, _NUMBER_WIDTH, _NUMBER_HEIGHT)
