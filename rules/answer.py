"""Answers: what is reported for one leaf. A closed union; each method of scoring adds a member."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Points:
    """Points given within the cap."""

    criterion: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Nothing arose: the leaf leaves the applicable maximum. The reason is required."""

    criterion: str
    reason: str


Answer = Points | NotApplicable
