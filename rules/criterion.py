"""Criteria: the tree of an edition. Areas at the top, scored leaves at the bottom, any depth between."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rules.errors import N_, BadValue, Path, SumDiffers, require, require_code
from rules.number import require_exact
from rules.said import said
from rules.text import Text

ZERO = Fraction(0)

_MOST = N_("criterion {code}: max_points")
_LEAST = N_("criterion {code}: min_points")
_STEP = N_("criterion {code}: step")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree; without *parts* it is a leaf, scored in points from *min_points* to *max_points*.

    *step* is the smallest difference between two scores (points), where the scoring guide names one. A parent
    has the sum of its parts, and its cap must be the sum of theirs before anything is decided: see `unsummed`.
    """

    code: str
    name: Text
    max_points: Fraction
    min_points: Fraction = ZERO
    step: Fraction | None = None
    parts: tuple["Criterion", ...] = ()

    def __post_init__(self) -> None:
        require_code(N_("criterion: code"), self.code)
        most, least, step = (said(words, code=self.code) for words in (_MOST, _LEAST, _STEP))
        require_exact(most, self.max_points, at=("max_points",))
        require_exact(least, self.min_points, at=("min_points",))
        require_exact(step, self.step, at=("step",))
        above = said(N_("more than {number}"), number=self.min_points)
        require(
            self.max_points > self.min_points,
            BadValue(what=most, given=self.max_points, allowed=above, at=("max_points",)),
        )
        require(
            self.max_points >= 0,
            BadValue(
                what=most, given=self.max_points, allowed=said(N_("{number} or more"), number=0), at=("max_points",)
            ),
        )
        require(
            self.step is None or self.step > 0,
            BadValue(what=step, given=self.step, allowed=said(N_("more than {number}"), number=0), at=("step",)),
        )


def walk(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    """Every criterion below and among *criteria*, parents before their parts, in the order of the rubric."""
    for criterion in criteria:
        yield criterion
        yield from walk(criterion.parts)


def placed(criteria: tuple[Criterion, ...], at: Path = ("criteria",)) -> Iterator[tuple[Path, Criterion]]:
    """As `walk`, each with its path."""
    for place, criterion in enumerate(criteria):
        here = (*at, place)
        yield here, criterion
        yield from placed(criterion.parts, (*here, "parts"))


def unsummed(criteria: tuple[Criterion, ...]) -> Iterator[SumDiffers]:
    """A refusal for each parent whose cap is not the sum of those of its parts, as happens while caps are changed."""
    for at, criterion in placed(criteria):
        total = sum((part.max_points for part in criterion.parts), ZERO)
        if criterion.parts and criterion.max_points != total:
            yield SumDiffers(criterion.code, criterion.max_points, total, at=(*at, "max_points"))


def leaves(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    """The scored criteria below and among *criteria*, in the order of the rubric."""
    return (criterion for criterion in walk(criteria) if not criterion.parts)
