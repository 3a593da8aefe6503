"""The audit trail, read: the latest first, page by page, narrowed by who, what and to what."""

import pytest

from rulesvc.database import Database
from rulesvc.errors import RoleMissing
from rulesvc.store import audit
from rulesvc.store.persons import Actor
from rulesvc.usecases.trail import ON_A_PAGE, Filters, Page, read_trail
from tests.service.asking import queries
from tests.service.databases import NOW


def written(database: Database, actor: Actor, count: int) -> None:
    with database.writing() as session:
        for number in range(count):
            audit.write(session, "block-added", ("block", "so"), actor=actor, now=NOW, number=number)


def trail(database: Database, actor: Actor, *, before: int | None = None, **filters: str) -> Page:
    with database.reading() as session:
        return read_trail(session, Filters(**filters), before=before, actor=actor)


def test_pages_follow_each_other_latest_first_in_one_query_each(hai_duong: Database, actor: Actor) -> None:
    written(hai_duong, actor, ON_A_PAGE + 1)
    with queries(hai_duong) as sent:
        first = trail(hai_duong, actor, person=actor.person, action="block-added")
    assert len(sent) == 1
    rest = trail(hai_duong, actor, before=first.next, person=actor.person, action="block-added")
    told = [event.details["number"] for event in (*first.events, *rest.events)]
    assert told == list(reversed(range(ON_A_PAGE + 1)))
    assert rest.next is None


def test_filters_narrow(hai_duong: Database, actor: Actor) -> None:
    written(hai_duong, actor, 1)
    event = trail(hai_duong, actor, subject="block", key="so").events[0]
    assert (event.person, event.action, event.subject, event.by_key) == (
        actor.person,
        "block-added",
        ("block", "so"),
        None,
    )
    assert trail(hai_duong, actor, subject="block", key="khong-co").events == ()
    assert trail(hai_duong, actor, person="khong-co").events == ()


def test_only_administrators_read_it(hai_duong: Database) -> None:
    with pytest.raises(RoleMissing):
        trail(hai_duong, Actor(1, "hoa", frozenset({"viewer"})))
