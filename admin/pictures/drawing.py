"""Where the parts of a plane, its ticks and its dots stand in a picture, in whole units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from admin.pictures.rating import Holding, Plane, Region, Span, regions, span
from rules.measure import LowestPercent, TotalPercent
from rules.text import Text

WIDTH: Final = 720
HEIGHT: Final = 460
LEFT: Final = 64
RIGHT: Final = 684
TOP: Final = 12
BOTTOM: Final = 408

_NUMBER_WIDTH: Final = 16
_NUMBER_HEIGHT: Final = 13
_DOT: Final = 5
_BESIDE: Final = (
    *((6, 4), (-22, 4), (-8, -8), (-8, 18), (8, -8), (8, 18), (-24, -8), (-24, 18)),
    *((20, 4), (-36, 4), (-8, -22), (-8, 32)),
)
"""Where the number of a dot may stand, as seen from the dot, what is best first."""


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
    """An agency by its *number*, what holds for it, and where its dot and its number are drawn."""

    number: int
    standing: Standing
    holding: Holding
    x: int
    y: int
    number_x: int
    number_y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A plane as it is drawn, and the *frame* around its regions."""

    frame: ClassVar[Box] = Box(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP)
    size: ClassVar[tuple[int, int]] = (WIDTH, HEIGHT)

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
    across: Span
    up: Span

    def x(self, value: Fraction) -> int:
        return LEFT + round((value - self.across.low) * (RIGHT - LEFT) / (self.across.high - self.across.low))

    def y(self, value: Fraction) -> int:
        return BOTTOM - round((value - self.up.low) * (BOTTOM - TOP) / (self.up.high - self.up.low))

    def box(self, region: Region) -> Box:
        x, y = self.x(region.across.low), self.y(region.up.high)
        return Box(x, y, self.x(region.across.high) - x, self.y(region.up.low) - y)


def draw(plane: Plane, standings: Sequence[Standing]) -> Picture:
    """The picture of *plane* with a dot for each of *standings*, numbered in their order."""
    totals, floors = plane.thresholds(TotalPercent), plane.thresholds(LowestPercent)
    across = span(totals, [each.total for each in standings])
    up = span(floors, [each.lowest for each in standings])
    scale = _Scale(across, up)
    return Picture(
        plane,
        tuple(Drawn(each, scale.box(each)) for each in regions(plane, across, up)),
        tuple(Tick(each, scale.x(each)) for each in _marked(across, totals)),
        tuple(Tick(each, scale.y(each)) for each in _marked(up, floors)),
        tuple(_dots(plane, standings, scale)),
    )


def _marked(shown: Span, thresholds: Iterable[Fraction]) -> list[Fraction]:
    """The ends of an axis and the thresholds between them."""
    return [shown.low, *(each for each in thresholds if shown.low < each < shown.high), shown.high]


def _dots(plane: Plane, standings: Sequence[Standing], scale: _Scale) -> list[Dot]:
    """The dots, each with its number where it covers no dot and no other number, if there is such a place."""
    places = [(scale.x(each.total), scale.y(each.lowest)) for each in standings]
    taken = [Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT) for x, y in places]
    dots = []
    for number, (standing, (x, y)) in enumerate(zip(standings, places, strict=True), start=1):
        number_x, number_y = _free(x, y, taken)
        taken.append(_box_of_number(number_x, number_y))
        holding = plane.at(standing.total, standing.lowest)
        dots.append(Dot(number, standing, holding, x, y, number_x, number_y))
    return dots


def _free(x: int, y: int, taken: Sequence[Box]) -> tuple[int, int]:
    places = [(x + right, y + down) for right, down in _BESIDE]
    inside = [(x, y) for x, y in places if LEFT <= x <= RIGHT - _NUMBER_WIDTH and TOP + _NUMBER_HEIGHT <= y <= BOTTOM]
    free = (each for each in inside if not any(_box_of_number(*each).meets(box) for box in taken))
    return next(free, places[0])


def _box_of_number(x: int, y: int) -> Box:
    """What a number covers whose first digit stands at *x* on the line *y*."""
    return Box(x, y - _NUMBER_HEIGHT + 2, _NUMBER_WIDTH, _NUMBER_HEIGHT)
