"""Days as people type them in a form: day/month/year."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rules.errors import N_, InputRefusal, Path
from rules.language import VIETNAM, day_of
from rulesvc.cli.clock import NotADay, read_day

_A_MOMENT = timedelta(microseconds=1)


@dataclass(eq=False)
class NoSuchDay(InputRefusal):
    """Something that is no day of the calendar."""

    given: str
    words = N_("“{given}” is not a day. Write day/month/year, as in 31/12/2026.")


def typed_day(text: str, *, at: Path) -> date:
    """The day that was typed.

    Raises: `NoSuchDay`.
    """
    try:
        return read_day(text.strip())
    except NotADay as refusal:
        raise NoSuchDay(text.strip(), at=at) from refusal


def end_of(day: date) -> datetime:
    """The instant at which *day* is over in Vietnam."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


def last_day(end: datetime) -> date:
    """The last day that lies before *end*, at least in part."""
    return day_of(end - _A_MOMENT)
