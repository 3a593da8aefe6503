"""The working of a survey: the sample, each share, each mean, and how the percentage became points."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from rules.ballots import GroupBallots


class Basis(StrEnum):
    """Where the percentage that is scored comes from."""

    BALLOTS = "ballots"
    BLOCK_AVERAGE = "block_average"
    TAKEN_OVER = "taken_over"


class Standing(StrEnum):
    """Whether a survey is scored; if not, who or what decides, or that it leaves the maximum."""

    SCORED = "scored"
    FOR_COUNCIL = "for_council"
    AWAITS_BLOCK_AVERAGE = "awaits_block_average"
    EXCLUDED = "excluded"


class Least(StrEnum):
    """Which part of the least sample is missed."""

    BALLOTS = "ballots"
    OF_GROUP = "of_group"
    RETURNED = "returned"


class Branch(StrEnum):
    """Which part of the scale applied."""

    PROPORTION = "proportion"
    TARGET_REACHED = "target_reached"
    SHARE_OF_TARGET = "share_of_target"
    BELOW_FLOOR = "below_floor"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Shortage:
    """A sample below the *least*; ballots, or per cent of those issued. *group* where it is about one."""

    of: Least
    group: str
    given: Fraction
    least: Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a *question* in a *group*: what its answers are worth (per cent each) over how many count.

    The question is blank where ballots are counted whole. *percent* is *exact* as rounded.
    """

    group: str
    question: str
    worth: Fraction
    counted: int
    exact: Fraction
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Weighed:
    """A part of a mean, with its weight."""

    code: str
    percent: Fraction
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean of a group or a question, or of all where the *code* is blank; over *counted* answers."""

    code: str
    parts: tuple[Weighed, ...]
    counted: int
    exact: Fraction
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Converted:
    """A percentage as points: by which branch and threshold, before and after rounding, less what is deducted.

    *points* lie within the bounds of the criterion.
    """

    branch: Branch
    threshold: Fraction | None
    exact: Fraction
    rounded: Fraction
    deduction: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class SurveyWorking:
    """All of it, in the order in which it is worked out; *percent* and what follows only where it is scored."""

    basis: Basis
    standing: Standing
    sample: tuple[GroupBallots, ...] = ()
    shortages: tuple[Shortage, ...] = ()
    shares: tuple[Share, ...] = ()
    means: tuple[Mean, ...] = ()
    overall: Mean | None = None
    document: str = ""
    percent: Fraction | None = None
    converted: Converted | None = None
    kind: ClassVar[str] = "survey"

    @property
    def points(self) -> Fraction | None:
        """The points, where the survey is scored."""
        return None if self.converted is None else self.converted.points
