"""What a picture is drawn on, and rectangles on it, in whole units."""

from dataclasses import dataclass
from typing import Final


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
    """What is drawn on: its *size*, and the *frame* around the regions.

    Where it *has_room*, each agency has a dot of its own with its number beside it.
    """

    size: tuple[int, int]
    frame: Box
    has_room: bool

    def holds(self, box: Box) -> bool:
        """Whether all of *box* stands within the frame."""
        frame = self.frame
        across = frame.x <= box.x and box.x + box.width <= frame.x + frame.width
        return across and frame.y <= box.y and box.y + box.height <= frame.y + frame.height


WIDE: Final = Canvas((720, 460), Box(64, 12, 620, 396), has_room=True)
NARROW: Final = Canvas((340, 320), Box(44, 12, 276, 258), has_room=False)
"""For a phone, on which a wide one would be too small to be read."""
