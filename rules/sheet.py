"""A result sheet: all that is known of one agency for one period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from rules.answer import Answer


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Previous:
    """What is known of the agency's previous period; `None` and absent tables are not known."""

    reviewed: bool | None = None
    rank: int | None = None
    outcomes: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All answers of one agency for one period, with indicators and facts of the previous period."""

    agency: str
    period: str
    answers: tuple[Answer, ...]
    indicators: Mapping[str, Fraction] = field(default_factory=_nothing)
    previous: Previous = Previous()
