"""Counted ballots: what is reported of a survey. Counts only, by group, question and level; never a ballot."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

MOST_BALLOTS: Final = 1_000_000_000
"""No survey has more."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The answers to one question in one group, by level; levels that nobody chose may be left out."""

    levels: Mapping[str, int]
    blank: int = 0
    no_opinion: int = 0


@dataclass(frozen=True, slots=True)
class GroupBallots:
    """The ballots of one group of respondents.

    *all_positive* is the number of valid ballots with every answer positive, which no counts of single questions
    give; a survey that is scored by it needs it.
    """

    group: str
    issued: int
    returned: int
    invalid: int
    questions: Mapping[str, Marks]
    all_positive: int | None = None

    @property
    def valid(self) -> int:
        """Ballots that were returned and are valid."""
        return self.returned - self.invalid


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The ballots on one criterion. *block_average* (per cent) is what a sample that is too small may be given."""

    criterion: str
    groups: tuple[GroupBallots, ...]
    block_average: Fraction | None = None


@dataclass(frozen=True, slots=True)
class SurveyPercent:
    """A finished percentage of another survey, and the document in which it stands."""

    criterion: str
    percent: Fraction
    document: str
