"""Criteria: the tree of an edition. Areas at the top, scored leaves at the bottom, any depth between."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rules.errors import BadValue, SumDiffers, require, require_code
from rules.number import is_exact
from rules.text import Text

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree; without *parts* it is a leaf, scored in points from *min_points* to *max_points*.

    *step* is the smallest difference between two scores (points), where the scoring guide names one. A parent
    has the sum of its parts, and its cap is the sum of theirs.
    """

    code: str
    name: Text
    max_points: Fraction
    min_points: Fraction = ZERO
    step: Fraction | None = None
    parts: tuple["Criterion", ...] = ()

    def __post_init__(self) -> None:
        what = f"criterion {self.code}"
        require_code("criterion", self.code)
        for name in ("max_points", "min_points", "step"):
            number = getattr(self, name)
            require(
                number is None or is_exact(number),
                BadValue(what=f"{what}: {name}", given=number, allowed="a number with at most 6 decimals"),
            )
        require(
            self.max_points > self.min_points,
            BadValue(what=f"{what}: max_points", given=self.max_points, allowed=f"more than {self.min_points}"),
        )
        require(
            self.step is None or self.step > 0,
            BadValue(what=f"{what}: step", given=self.step, allowed="more than 0"),
        )
        if self.parts:
            total = sum((part.max_points for part in self.parts), ZERO)
            require(self.max_points == total, SumDiffers(criterion=self.code, given=self.max_points, total=total))


def walk(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    """Every criterion below and among *criteria*, parents before their parts, in the order of the rubric."""
    for criterion in criteria:
        yield criterion
        yield from walk(criterion.parts)


def leaves(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    """The scored criteria below and among *criteria*, in the order of the rubric."""
    return (criterion for criterion in walk(criteria) if not criterion.parts)
