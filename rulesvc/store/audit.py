"""The audit trail: written in the transaction of what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any, Final

from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from rules.canonical import canonical
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store.folding import holds
from rulesvc.store.paging import rows_of_page
from rulesvc.store.persons import Actor

_INSERT: Final = insert(table(models.AuditEvent))

Subject = tuple[str, str | int]
"""What an event is about: its kind and its key."""


def latest(session: Session, subject: Subject) -> tuple[str, datetime] | None:
    """Who last did anything to *subject*, and when."""
    event = models.AuditEvent
    kind, key = subject
    found = session.execute(
        select(models.Person.code, event.at)
        .join(models.Person, models.Person.id == event.person_id)
        .where(event.subject == kind, event.subject_key == str(key))
        .order_by(event.id.desc())
        .limit(1)
    ).first()
    return None if found is None else (found.code, found.at)


@dataclass(frozen=True, slots=True)
class EventLine:
    """That a person, by name, did something, with what matters of it."""

    person: str
    at: datetime
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which events are wanted; blank is any.

    *person* are words of name, title or code of who acted, *subject* is a kind, *key* the key of one of it.
    """

    person: str = ""
    action: str = ""
    subject: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it is kept: a person, by code and name, did *action* to *subject*, maybe by the key *by_key*."""

    id: int
    at: datetime
    person: str
    name: str
    by_key: str | None
    action: str
    subject: tuple[str, str]
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, the latest first; *next* is what to ask for the page after it, `None` on the last."""

    events: tuple[Event, ...]
    next: int | None


def page(session: Session, filters: Filters, *, before: int | None, limit: int) -> Page:
    """The latest events that pass *filters*, of those with an id below *before*."""
    event, person, key = models.AuditEvent, models.Person, models.ApiKey
    wanted = (
        select(
            event.id,
            event.at,
            person.code,
            person.name,
            key.prefix,
            event.action,
            event.subject,
            event.subject_key,
            event.details,
        )
        .join(person, person.id == event.person_id)
        .outerjoin(key, key.id == event.api_key_id)
    )
    asked = {
        event.action: filters.action,
        event.subject: filters.subject,
        event.subject_key: filters.key,
    }
    is_asked = (column == value for column, value in asked.items() if value)
    wanted = wanted.where(*is_asked, *holds(person.searched, filters.person))
    rows, has_more = rows_of_page(session, wanted, event.id, before=before, limit=limit)
    events = tuple(map(_event, rows))
    return Page(events, events[-1].id if has_more else None)


def _event(row: Row[Any]) -> Event:
    return Event(
        id=row.id,
        at=row.at,
        person=row.code,
        name=row.name,
        by_key=row.prefix,
        action=row.action,
        subject=(row.subject, row.subject_key),
        details=loads(row.details),
    )


def of_action(session: Session, action: str, subject: Subject) -> tuple[EventLine, ...]:
    """Whoever did *action* to *subject*, in time."""
    event = models.AuditEvent
    kind, key = subject
    found = session.execute(
        select(models.Person.name, event.at, event.details)
        .join(models.Person, models.Person.id == event.person_id)
        .where(event.subject == kind, event.subject_key == str(key), event.action == action)
        .order_by(event.id)
    )
    return tuple(EventLine(person, at, loads(details)) for person, at, details in found)


def acting_for(session: Session, subject: Subject) -> dict[tuple[str, datetime], tuple[str, ...]]:
    """For whom others stood in when they did anything to *subject*, by action and instant."""
    event = models.AuditEvent
    kind, key = subject
    is_it = (event.subject == kind, event.subject_key == str(key), event.details.contains('"acting_for"'))
    found = session.execute(select(event.action, event.at, event.details).where(*is_it))
    return {(action, at): tuple(loads(details).get("acting_for", ())) for action, at, details in found}


def write(session: Session, action: str, subject: Subject, /, *, actor: Actor, now: datetime, **details: Any) -> None:
    """Write that *actor* did *action* to *subject*, for whom they stand in, and *details* that JSON can hold."""
    kind, key = subject
    told = {**details, "acting_for": actor.acting_for} if actor.acting_for else details
    session.execute(
        _INSERT,
        {
            "at": now,
            "person_id": actor.person_id,
            "api_key_id": actor.api_key_id,
            "action": action,
            "subject": kind,
            "subject_key": str(key),
            "details": canonical(told).decode(),
        },
    )
