"""A result sheet: all that is known of one agency for one period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from rules.answer import Answer


@dataclass(frozen=True, slots=True)
class Previous:
    """What is known of the agency's previous period; `None` and absent tables are not known."""

    reviewed: bool | None = None
    rank: int | None = None
    outcomes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All answers of one agency for one period, with indicators and facts of the previous period."""

    agency: str
    period: str
    answers: tuple[Answer, ...]
    indicators: Mapping[str, Fraction] = field(default_factory=dict)
    previous: Previous = Previous()
