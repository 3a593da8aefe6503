"""Many at once: no fork, nothing lost, never two editions for a period."""

from itertools import pairwise

import pytest
from sqlalchemy import ColumnElement, insert, literal, select
from sqlalchemy.exc import IntegrityError

from rulesvc import models
from rulesvc.database import Database
from rulesvc.models.base import table
from rulesvc.store.persons import Actor
from rulesvc.usecases.idempotency import Call, StoredAnswer, begin, finish
from rulesvc.usecases.keys import NewKey, create_key, verify_key
from rulesvc.usecases.persons import system_actor
from tests.hai_duong import rubric_of
from tests.service.asking import LATER, evaluated, imported, request_for
from tests.service.databases import NOW
from tests.service.people import everybody
from tests.service.racing import THREADS, at_once

pytestmark = pytest.mark.thorough


@pytest.fixture
def actor(committing: Database) -> Actor:
    with committing.writing() as session:
        return system_actor(session, "tester", now=NOW)


def test_evaluations_of_one_agency_at_once_are_one_chain(committing: Database, actor: Actor) -> None:
    found = at_once(lambda _: [evaluated(committing, request_for("so-y-te"), actor).id for _ in range(5)])
    answered = {evaluation for each in found for evaluation in each}  # type: ignore[attr-defined] # lists, or it fails
    with committing.reading() as session:
        row = models.Evaluation
        of_agency = select(row.id, row.supersedes).join(models.Agency, models.Agency.id == row.agency_id)
        chain = session.execute(of_agency.where(models.Agency.code == "so-y-te").order_by(row.id)).all()
    assert len(chain) == 1 + 5 * THREADS
    assert answered == {line.id for line in chain[1:]}
    assert chain[0].supersedes is None
    assert all(later.supersedes == earlier.id for earlier, later in pairwise(chain))


def test_agencies_at_once_do_not_wait_in_vain(committing: Database, actor: Actor) -> None:
    codes = ("so-y-te", "so-noi-vu", "tu-ky", "gia-loc")
    found = at_once(lambda place: evaluated(committing, request_for(codes[place % 4]), actor).agency)
    assert sorted(map(str, found)) == sorted(codes * 2)


def copied(database: Database, supersedes: ColumnElement[int | None], chosen: ColumnElement[bool]) -> None:
    """Insert the *chosen* evaluation once more, with something else in *supersedes*, past all use-cases."""
    evaluation = table(models.Evaluation)
    kept = [column for column in evaluation.columns if column.name not in {"id", "supersedes"}]
    rows = select(*kept, supersedes).where(chosen)
    with database.writing() as session:
        session.execute(insert(evaluation).from_select([*kept, evaluation.c.supersedes], rows))


def test_the_database_itself_refuses_a_second_beginning(committing: Database) -> None:
    with pytest.raises(IntegrityError):
        copied(committing, literal(None), models.Evaluation.id == 1)


def test_the_database_itself_refuses_a_fork(committing: Database, actor: Actor) -> None:
    newer = evaluated(committing, request_for("so-y-te"), actor)
    with pytest.raises(IntegrityError):
        copied(committing, literal(newer.supersedes), models.Evaluation.id == newer.id)


def test_an_evaluation_cannot_supersede_that_of_another_agency(committing: Database) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        copied(committing, literal(2), models.Evaluation.id == 1)


def test_drafts_imported_at_once_have_numbers_of_their_own(committing: Database, actor: Actor) -> None:
    found = at_once(lambda _: imported(committing, rubric_of("so"), actor).number)
    assert sorted(map(int, map(str, found))) == list(range(2, 2 + THREADS))


def test_a_concurrent_twin_waits_and_gets_the_same_answer(committing: Database, actor: Actor) -> None:
    person = everybody(committing).person
    with committing.writing() as session:
        secret = create_key(session, NewKey(person, ("evaluate",)), actor=actor, now=NOW).secret
        key = verify_key(session, secret, now=NOW).actor.api_key_id
    assert key is not None

    def send(place: int) -> tuple[int, bytes]:
        call = Call(key, "same", b"body")
        with committing.writing() as session:
            kept = begin(session, call, now=LATER)
            if kept is None:
                kept = StoredAnswer(201, {}, f"answered by {place}".encode())
                finish(session, call, kept)
        return kept.status, kept.body

    assert len(set(at_once(send))) == 1
