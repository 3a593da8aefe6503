"""Instants: now, and those that people write."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rules.errors import N_, InputRefusal


@dataclass(eq=False)
class NotAnInstant(InputRefusal):
    """Something that is no date with time and distance from UTC."""

    given: str
    words = N_("“{given}” is not an instant. Allowed: date, time and distance from UTC, as in {example}.")
    example: str = "2023-03-01T00:00:00+07:00"


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


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
