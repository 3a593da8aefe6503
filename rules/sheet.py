"""A result sheet: all that is known of one agency for one period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR
from fractions import Fraction
from typing import Final

from rules.answer import Answer
from rules.scored import Scored

YEAR_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Previous:
    """What is known of the agency's previous period; `None` and absent tables are not known."""

    reviewed: bool | None = None
    rank: int | None = None
    outcomes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All answers of one agency for one period, with indicators and facts of the previous period.

    *bests* has the best figure of the period for each leaf that is scored relative to it.
    """

    agency: str
    period: str
    answers: tuple[Answer, ...]
    indicators: Mapping[str, Fraction] = field(default_factory=dict)
    previous: Previous = Previous()
    bests: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The year that is assessed, where the period begins with one: 2022 and 2022-h1."""
        digits = self.period[:YEAR_DIGITS]
        is_year = digits.isascii() and digits.isdecimal() and len(digits) == YEAR_DIGITS
        return int(digits) if is_year and MINYEAR <= int(digits) < MAXYEAR else None


@dataclass(frozen=True, slots=True)
class Accepted(Sheet):
    """A sheet that was accepted: its answers in the order of the rubric, each *scored*."""

    scored: Mapping[str, Scored] = field(default_factory=dict)
