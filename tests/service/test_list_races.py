"""Lists under many hands at once: one adds what is new, and the others are told as if they had come later."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.errors import Refusal, Refused
from rules.text import Text
from rulesvc.database import Database
from rulesvc.errors import NobodyActs
from rulesvc.models import Role
from rulesvc.store.blocks import BlockLine
from rulesvc.store.documents import Entry
from rulesvc.store.persons import Actor
from rulesvc.usecases.agencies import AgencyDiffers, Imported, import_agencies
from rulesvc.usecases.blocks import BlockExists, add_block
from rulesvc.usecases.document_refusals import DocumentExists
from rulesvc.usecases.documents import add_document
from rulesvc.usecases.periods import NewPeriod, PeriodExists, PeriodsOverlap, add_period, list_periods
from rulesvc.usecases.persons import NewPerson, PersonExists, add_first_administrator, add_person, system_actor
from tests.service.asking import imported
from tests.service.databases import EMPTY, NOW, Templates
from tests.service.everything import everything
from tests.service.racing import THREADS, at_once

pytestmark = pytest.mark.thorough


@pytest.fixture
def actor(committing: Database) -> Actor:
    with committing.writing() as session:
        return system_actor(session, "tester", now=NOW)


def kinds(found: list[object]) -> list[type]:
    """What became of each: the kind of the refusal, or of what was returned."""
    return [type(each.refusals[0] if isinstance(each, Refused) else each) for each in found]


def test_of_rival_periods_of_one_code_one_is_added(committing: Database, actor: Actor) -> None:
    def add(_: int) -> str:
        with committing.writing() as session:
            new = NewPeriod("2023", date(2023, 1, 1), date(2023, 12, 31))
            return add_period(session, new, actor=actor, now=NOW).code

    assert sorted(map(str, kinds(at_once(add)))) == one_and(str, PeriodExists)


def test_of_rival_periods_of_the_same_days_one_is_added(committing: Database, actor: Actor) -> None:
    def add(place: int) -> str:
        with committing.writing() as session:
            new = NewPeriod(f"new-{place}", date(2023, 1, 1) + timedelta(place), date(2023, 12, 31))
            return add_period(session, new, actor=actor, now=NOW).code

    assert sorted(map(str, kinds(at_once(add)))) == one_and(str, PeriodsOverlap)
    with committing.reading() as session:
        assert len(list_periods(session)) == 2 + 1


def test_of_rival_blocks_one_is_added(committing: Database, actor: Actor) -> None:
    def add(_: int) -> None:
        with committing.writing() as session:
            add_block(session, BlockLine("xa", Text("Khối UBND các xã")), actor=actor, now=NOW)

    assert sorted(map(str, kinds(at_once(add)))) == one_and(type(None), BlockExists)


def test_of_rival_lists_of_agencies_one_is_brought_in(committing: Database, actor: Actor) -> None:
    def bring_in(place: int) -> Imported:
        stated = {"so-moi": {"name": f"Sở Mới {place}", "block": "so"}}
        with committing.writing() as session:
            return import_agencies(session, stated, update=False, actor=actor, now=NOW)

    assert sorted(map(str, kinds(at_once(bring_in)))) == one_and(Imported, AgencyDiffers)


def test_the_same_list_of_agencies_at_once_is_brought_in_once(committing: Database, actor: Actor) -> None:
    stated = {f"so-moi-{place}": {"name": f"Sở Mới {place}", "block": "so"} for place in range(20)}

    def bring_in(_: int) -> Imported:
        with committing.writing() as session:
            return import_agencies(session, stated, update=True, actor=actor, now=NOW)

    found = at_once(bring_in)
    assert found.count(Imported((), (), len(stated))) == THREADS - 1
    assert found.count(Imported(tuple(stated), (), 0)) == 1


def test_of_rival_persons_one_is_added(committing: Database, actor: Actor) -> None:
    def add(_: int) -> str:
        with committing.writing() as session:
            return add_person(session, NewPerson("nam", "Nam"), actor=actor, now=NOW).code

    assert sorted(map(str, kinds(at_once(add)))) == one_and(str, PersonExists)


def test_of_rival_first_administrators_one_is_added(templates: Templates) -> None:
    with templates.committing(EMPTY) as blank:

        def add(place: int) -> str:
            new = NewPerson(f"lan-{place}", "Lan", roles=(Role.ADMINISTRATOR,))
            with blank.writing() as session:
                return add_first_administrator(session, new, now=NOW).code

        assert sorted(map(str, kinds(at_once(add)))) == one_and(str, NobodyActs)


def test_an_account_of_the_service_is_made_once(templates: Templates) -> None:
    with templates.committing(EMPTY) as blank:

        def act(_: int) -> int:
            with blank.writing() as session:
                return system_actor(session, "init", now=NOW).person_id

        assert set(at_once(act)) == {1}


def test_of_rival_documents_one_is_added(committing: Database, actor: Actor) -> None:
    def add(_: int) -> str:
        with committing.writing() as session:
            return add_document(session, Entry(code="kh-1", kind=Text("Kế hoạch")), actor=actor, now=NOW).entry.code

    assert sorted(map(str, kinds(at_once(add)))) == one_and(str, DocumentExists)


def test_drafts_of_a_new_rubric_imported_at_once_have_numbers_of_their_own(committing: Database, actor: Actor) -> None:
    found = at_once(lambda _: imported(committing, everything(), actor).number)
    assert sorted(map(int, map(str, found))) == list(range(1, 1 + THREADS))


def test_rubrics_that_cite_the_same_new_documents_are_imported_at_once(committing: Database, actor: Actor) -> None:
    found = at_once(lambda place: imported(committing, replace(everything(), code=f"new-{place}"), actor).rubric)
    assert found == [f"new-{place}" for place in range(THREADS)]


def one_and(made: type, refused: type[Refusal]) -> list[str]:
    """That one of all has *made* it, and the others are *refused*."""
    return sorted(map(str, [made, *[refused] * (THREADS - 1)]))
