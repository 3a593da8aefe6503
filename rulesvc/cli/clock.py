"""Instants: now, and those that people write."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rules.errors import N_, InputRefusal

_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_VIETNAMESE_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")


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
    words = N_("“{given}” is not a day. Allowed: {example} (year-month-day) or {other} (day/month/year).")
    example: str = "2026-12-31"
    other: str = "31/12/2026"


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def read_day(text: str) -> date:
    """The day in *text*: year-month-day, or day/month/year as papers in Vietnam have it. No other order is read.

    Raises: `NotADay`.
    """
    found = _DAY.fullmatch(text) or _VIETNAMESE_DAY.fullmatch(text)
    if found is None:
        raise NotADay(text)
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day")))
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
