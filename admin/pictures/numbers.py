"""Where the numbers of dots stand: as near as they cover no dot and no other number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from admin.pictures.canvas import Box, Canvas

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


@lru_cache(maxsize=64)
def spots(places: tuple[tuple[int, int], ...], canvas: Canvas) -> "tuple[Spot, ...]":
    """Where the numbers of the dots at those *places* stand; alike for each picture of the same dots."""
    taken, lines = [_around(*place) for place in places], list[Box]()
    found = []
    for place in places:
        best = _best(place, canvas, taken, lines)
        taken.append(best.label)
        lines += best.line if best.is_led_to else ()
        found.append(best)
    return tuple(found)


def _best(place: tuple[int, int], canvas: Canvas, taken: Sequence[Box], lines: Sequence[Box]) -> "Spot":
    """The best place for the number of the dot at *place*: none that is farther than another one costs is looked at."""
    spots = (spot for each in _beside(*place) if canvas.holds((spot := Spot(*place, *each)).label))
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
class Spot:
    """A place for the number of a dot: its middle, as seen from the dot at *x*, *y*."""

    x: int
    y: int
    number_x: int
    number_y: int

    @property
    def label(self) -> Box:
        """What the number covers."""
        return _label(self.number_x, self.number_y)

    @property
    def is_led_to(self) -> bool:
        """Whether it is so far from the dot that a line leads to it."""
        return self.far > _NEAR

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
