"""Criteria: the tree of an edition. Areas at the top, scored leaves at the bottom, any depth between."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from rules.combining import SUM, Best, Branch, CappedSum, Combining, Rescaled, Sum
from rules.errors import N_, BadValue, Path, RubricRefusal, SumDiffers, require, require_code
from rules.methods import Method
from rules.methods.points import GivenPoints
from rules.number import ZERO, require_exact
from rules.said import said
from rules.text import Coded, Text
from rules.tree_errors import LargestDiffers

_MOST = N_("criterion {code}: max_points")
_LEAST = N_("criterion {code}: min_points")
_STEP = N_("criterion {code}: step")


GIVEN_POINTS = GivenPoints()


class Absence(StrEnum):
    """What follows where nothing arose for a leaf, or the edition exempts an agency from it."""

    LEAVES = "leaves_maximum"
    EARNS = "earns_maximum"
    REFUSED = "not_allowed"
    """Only the edition can say so, and then it leaves the maximum."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree; without *parts* it is a leaf, scored in points from *min_points* to *max_points*.

    *step* is the smallest difference between two scores (points), where the scoring guide names one: a score beside it
    is a note, not an error. A leaf is scored by its *method*; the scores of parts are *combined*, and the cap must fit
    those of the parts before anything is decided: see `unsummed`. *extra* points of an area add to the total without
    adding to its maximum. *guidance* tells how it is scored and which evidence is asked for, *source* where its figures
    come from: both are for people, and no answer depends on them.
    """

    code: str
    name: Text
    max_points: Fraction
    min_points: Fraction = ZERO
    step: Fraction | None = None
    parts: tuple["Criterion", ...] = ()
    method: Method = GIVEN_POINTS
    combined: Combining = SUM
    not_applicable: Absence = Absence.LEAVES
    extra: bool = False
    guidance: Text = Text("")
    source: Text = Text("")

    def __post_init__(self) -> None:
        require_code(N_("criterion: code"), self.code)
        most, least, step = (said(words, code=Coded(self.code, self.name)) for words in (_MOST, _LEAST, _STEP))
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
        self._require_its_own()

    def _require_its_own(self) -> None:
        """Refuse what says how a leaf is scored of a parent, and how parts are combined of a leaf."""
        if self.parts:
            of_leaves = said(N_("none: a criterion with parts has their points"))
            method = said(N_("criterion {code}: method"), code=self.code)
            absent = said(N_("criterion {code}: not_applicable"), code=self.code)
            require(self.method == GIVEN_POINTS, BadValue(method, self.method.kind, of_leaves, at=("method",)))
            fits = self.not_applicable is Absence.LEAVES
            require(fits, BadValue(absent, self.not_applicable, of_leaves, at=("not_applicable",)))
            return
        combined = said(N_("criterion {code}: combined"), code=self.code)
        of_parents = said(N_("none: a criterion without parts has nothing to combine"))
        require(self.combined == SUM, BadValue(combined, self.combined.kind, of_parents, at=("combined",)))


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


def unsummed(criteria: tuple[Criterion, ...]) -> Iterator[RubricRefusal]:
    """A refusal for each parent whose cap does not fit those of its parts, as happens while caps are changed.

    Of parts that add up it is their sum, of parts that exclude each other the largest; a capped sum has its own.
    """
    for at, criterion in placed(criteria):
        if criterion.parts:
            yield from _misfit(criterion, (*at, "max_points"))


def _misfit(criterion: Criterion, at: Path) -> Iterator[RubricRefusal]:
    caps, cap = [part.max_points for part in criterion.parts], criterion.max_points
    match criterion.combined:
        case Sum() | Rescaled():
            total = sum(caps, ZERO)
            if cap != total:
                yield SumDiffers(criterion.code, cap, total, at=at)
        case Best() | Branch():
            if cap != max(caps):
                yield LargestDiffers(criterion.code, cap, max(caps), at=at)
        case CappedSum():
            return
        case _:
            assert_never(criterion.combined)


def leaves(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    """The scored criteria below and among *criteria*, in the order of the rubric."""
    return (criterion for criterion in walk(criteria) if not criterion.parts)
