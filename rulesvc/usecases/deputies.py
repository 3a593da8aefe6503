"""Deputies: named for days to come, by the person they stand in for or by an administrator.

A deputy has the roles of that person and keeps their own name: what they had a hand in they cannot approve.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from rules.errors import N_, InputRefusal, require
from rules.language import day_of
from rulesvc import models
from rulesvc.errors import Conflict, NotFound
from rulesvc.store import audit, deputies, persons
from rulesvc.store.deputies import DeputyLine
from rulesvc.store.leaves import Leaf
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_self_or
from rulesvc.usecases.periods import DaysReversed
from rulesvc.usecases.persons import changeable

__all__ = ["DeputyLine", "NewDeputy", "deputies_of", "end_deputy", "list_deputies", "name_deputy"]

LONGEST: Final = timedelta(days=365)
"""From the first to the last day of a deputy, so that a year later is the latest."""


@dataclass(eq=False)
class DeputyOfThemselves(InputRefusal):
    """Somebody who would stand in for themselves."""

    person: str
    words = N_("“{person}” cannot stand in for themselves.")


@dataclass(eq=False)
class DayPassed(InputRefusal):
    """A deputy from a day that is over, of which the record says who stood in."""

    given: date
    today: date
    words = N_("A deputy cannot be named from {given}, which has passed. Allowed: {today} or later.")


@dataclass(eq=False)
class StandsInTooLong(InputRefusal):
    """A deputy for longer than a year, after which who lends their roles is to think again."""

    given: date
    latest: date
    words = N_("A deputy cannot be named until {given}, which is more than a year. Allowed: {latest} or earlier.")


@dataclass(eq=False)
class StandsInAlready(Conflict):
    """A second deputy of the same two persons for days of the first, so that ending one would end nothing."""

    deputy: str
    person: str
    first: date
    last: date
    words = N_("{deputy} stands in for {person} already from {first} to {last}. Name other days, or end that first.")


@dataclass(eq=False)
class UnknownDeputy(NotFound):
    """A deputy who was never named."""

    given: str
    words = N_("There is no deputy {given}.")


@dataclass(eq=False)
class DeputyEnded(Conflict):
    """A deputy who was ended before."""

    given: str
    when: datetime
    words = N_("Deputy {given} was ended at {when} already.")


@dataclass(frozen=True, slots=True)
class NewDeputy:
    """That *deputy* is to stand in for *person*, both days included."""

    person: str
    deputy: str
    first_day: date
    last_day: date


def name_deputy(session: Session, new: NewDeputy, *, actor: Actor, now: datetime) -> DeputyLine:
    """Name a deputy for a year at most, whom nobody has named for these days yet.

    Raises: `RoleMissing`, `UnknownPerson`, `SystemAccount`, `PersonHasLeft`, `DeputyOfThemselves`, `DaysReversed`,
    `DayPassed`, `StandsInTooLong`, `StandsInAlready`.
    """
    actor = require_self_or(actor, new.person, Ability.ADMINISTER)
    persons.lock(session)
    person = changeable(session, new.person, at=("person",))
    deputy = changeable(session, new.deputy, at=("deputy",))
    require(person.id != deputy.id, DeputyOfThemselves(person.code, at=("deputy",)))
    _require_days(new, today=day_of(now))
    row = models.Deputy(
        person_id=person.id,
        deputy_id=deputy.id,
        first_day=new.first_day,
        last_day=new.last_day,
        created_at=now,
        created_by=actor.person_id,
    )
    other = deputies.overlapping(session, row)
    if other is not None:
        two = (deputy.name or deputy.code, person.name or person.code)
        raise StandsInAlready(*two, other.first_day, other.last_day, at=("first_day",))
    deputy_id = deputies.add(session, row)
    told = {"deputy": new.deputy, "id": deputy_id, "first_day": str(new.first_day), "last_day": str(new.last_day)}
    audit.write(session, "deputy-named", ("person", new.person), actor=actor, now=now, **told)
    return DeputyLine(deputy_id, new.person, new.deputy, new.first_day, new.last_day, None)


def _require_days(new: NewDeputy, *, today: date) -> None:
    first, last = new.first_day, new.last_day
    require(first <= last, DaysReversed(first, last, at=("last_day",)))
    require(first >= today, DayPassed(first, today, at=("first_day",)))
    if last - first > LONGEST:
        raise StandsInTooLong(last, first + LONGEST, at=("last_day",))


def end_deputy(session: Session, deputy_id: int, *, actor: Actor, now: datetime) -> DeputyLine:
    """Let a deputy stand in no longer, from now on.

    Raises: `RoleMissing`, `UnknownDeputy`, `DeputyEnded`.
    """
    found = deputies.find(session, deputy_id)
    if found is None:
        raise UnknownDeputy(str(deputy_id))
    actor = require_self_or(actor, found.person, Ability.ADMINISTER)
    if found.ended_at is not None:
        raise DeputyEnded(str(deputy_id), found.ended_at)
    deputies.end(session, deputy_id, now=now)
    told = {"deputy": found.deputy, "id": deputy_id}
    audit.write(session, "deputy-ended", ("person", found.person), actor=actor, now=now, **told)
    return replace(found, ended_at=now)


def list_deputies(session: Session) -> tuple[DeputyLine, ...]:
    """All deputies that were ever named, the latest first."""
    return deputies.every(session)


def deputies_of(session: Session, person: str | None = None, *, page: int = 1) -> Leaf[DeputyLine]:
    """A page of those in which a person is one of the two, of all by default, the latest first."""
    return deputies.page(session, person, number=page)
