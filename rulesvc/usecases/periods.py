"""Periods: added and listed. None is ever changed or removed, since evaluations are of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from rules.errors import N_, InputRefusal, Refusals
from rulesvc.errors import Conflict
from rulesvc.store import audit, periods
from rulesvc.store.periods import NewPeriod, PeriodLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.new_names import check_code

__all__ = [
    "DaysReversed",
    "NewPeriod",
    "PeriodExists",
    "PeriodsBeginTogether",
    "PeriodsOverlap",
    "add_period",
    "list_periods",
]


@dataclass(eq=False)
class DaysReversed(InputRefusal):
    """Days that end before they begin."""

    first: date
    last: date
    words = N_("The first day, {first}, is after the last day, {last}.")


@dataclass(eq=False)
class PeriodExists(Conflict):
    """A period under a code that is taken."""

    given: str
    first: date
    last: date
    words = N_("Period “{given}” exists already, from {first} to {last}.")


@dataclass(eq=False)
class PeriodsBeginTogether(Conflict):
    """A period that begins on the day of another, so that none of the two comes before."""

    first: date
    other: str
    words = N_("Period “{other}” begins on {first} too. Allowed: one period that begins on a day.")


@dataclass(eq=False)
class PeriodsOverlap(Conflict):
    """A period that has days of another one: which of the two comes before the next is easily mistaken."""

    other: str
    first: date
    last: date
    words = N_(
        "Period “{other}”, from {first} to {last}, has some of these days. Allowed: days of no other period, or with "
        "--overlapping a period that lies wholly within the other one, or the other one in it."
    )


def add_period(
    session: Session, new: NewPeriod, *, overlapping: bool = False, actor: Actor, now: datetime
) -> PeriodLine:
    """Add a period, of days that are in no other one; *overlapping*: or that one of the two lies within the other.

    Raises: `RoleMissing`; `rules.errors.Refused` with all that is wrong.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    periods.lock(session)
    refusals = Refusals()
    for refusal in check_code(new.code, at=("code",)):
        refusals.add(refusal)
    if new.first_day > new.last_day:
        refusals.add(DaysReversed(new.first_day, new.last_day, at=("last_day",)))
    for each in periods.every(session):
        if each.code == new.code:
            refusals.add(PeriodExists(new.code, each.first_day, each.last_day, at=("code",)))
        elif each.first_day == new.first_day:
            refusals.add(PeriodsBeginTogether(new.first_day, each.code, at=("first_day",)))
        elif _overlap(new, each) and not (overlapping and _one_within_the_other(new, each)):
            refusals.add(PeriodsOverlap(each.code, each.first_day, each.last_day, at=("first_day",)))
    refusals.raise_if_any()
    periods.add(session, new)
    days = {"first_day": str(new.first_day), "last_day": str(new.last_day)}
    audit.write(session, "period-added", ("period", new.code), actor=actor, now=now, **days)
    return periods.by_code(session, new.code)


def _overlap(one: NewPeriod, other: PeriodLine) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _one_within_the_other(one: NewPeriod, other: PeriodLine) -> bool:
    first, second = sorted(((one.first_day, one.last_day), (other.first_day, other.last_day)))
    return first[1] >= second[1]


def list_periods(session: Session) -> tuple[PeriodLine, ...]:
    """All periods, in time."""
    return periods.every(session)
