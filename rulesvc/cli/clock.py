"""Instants: now, and those that people write."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rules.errors import N_, InputRefusal, require

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(eq=False)
class NotAnInstant(InputRefusal):
    """Something that is no date with time and distance from UTC."""

    given: str
    words = N_("“{given}” is not an instant. Allowed: date, time and distance from UTC, as in {example}.")
    example: str = "2023-03-01T00:00:00+07:00"


@dataclass(eq=False)
class NotADay(InputRefusal):
    """Something that is no day of the calendar."""

    given: str
    words = N_("“{given}” is not a day. Allowed: year, month and day, as in {example}.")
    example: str = "2026-12-31"


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def read_day(text: str) -> date:
    """The day in *text*. Other orders of day and month are refused: 3/4/2026 is not the same day everywhere.

    Raises: `NotADay`.
    """
    require(_DAY.fullmatch(text) is not None, NotADay(text))
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise NotADay(text) from problem


def read_instant(text: str) -> datetime:
    """The instant in *text* (ISO 8601). Without a distance from UTC it would mean another one on every server.

    Raises: `NotAnInstant`.
    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as problem:
        raise NotAnInstant(text) from problem
    if instant.tzinfo is None:
        raise NotAnInstant(text)
    return instant
