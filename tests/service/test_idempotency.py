"""A request that names itself is answered once, for thirty days."""

from datetime import datetime, timedelta

import pytest

from rulesvc.database import Database
from rulesvc.errors import IdempotencyKeyReused
from rulesvc.store.persons import Actor
from rulesvc.usecases.idempotency import KEPT_FOR, Call, StoredAnswer, begin, finish, forget_expired
from rulesvc.usecases.keys import NewKey, create_key, verify_key
from tests.service.databases import NOW
from tests.service.people import everybody

ANSWER = StoredAnswer(201, {"Location": "/api/v1/evaluations/31"}, b'{"id": 31}')
JUST_BEFORE, JUST_AFTER = NOW + KEPT_FOR - timedelta(seconds=1), NOW + KEPT_FOR


@pytest.fixture
def key(hai_duong: Database, actor: Actor) -> int:
    return new_key(hai_duong, actor)


def new_key(database: Database, actor: Actor) -> int:
    everybody(database, "dashboard")
    with database.writing() as session:
        secret = create_key(session, NewKey("dashboard", ("evaluate",)), actor=actor, now=NOW).secret
        made = verify_key(session, secret, now=NOW).actor.api_key_id
    assert made is not None
    return made


def sent(database: Database, call: Call, *, now: datetime = NOW) -> StoredAnswer | None:
    """What is kept of *call*; where nothing is, it is answered now."""
    with database.writing() as session:
        kept = begin(session, call, now=now)
        if kept is None:
            finish(session, call, ANSWER)
        return kept


def test_a_repetition_gets_the_answer_of_the_first(hai_duong: Database, key: int) -> None:
    assert sent(hai_duong, Call(key, "k", b"body")) is None
    assert sent(hai_duong, Call(key, "k", b"body"), now=JUST_BEFORE) == ANSWER


def test_another_body_is_refused(hai_duong: Database, key: int) -> None:
    sent(hai_duong, Call(key, "k", b"body"))
    with pytest.raises(IdempotencyKeyReused):
        sent(hai_duong, Call(key, "k", b"other"))


def test_another_key_or_another_caller_is_another_request(hai_duong: Database, actor: Actor, key: int) -> None:
    sent(hai_duong, Call(key, "k", b"body"))
    assert sent(hai_duong, Call(key, "l", b"other")) is None
    assert sent(hai_duong, Call(new_key(hai_duong, actor), "k", b"other")) is None


def test_what_failed_can_be_sent_again(hai_duong: Database, key: int) -> None:
    def fail() -> None:
        with hai_duong.writing() as session:
            begin(session, Call(key, "k", b"body"), now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert sent(hai_duong, Call(key, "k", b"corrected")) is None


def test_after_thirty_days_the_key_is_free_again(hai_duong: Database, key: int) -> None:
    sent(hai_duong, Call(key, "k", b"body"))
    assert sent(hai_duong, Call(key, "k", b"other"), now=JUST_AFTER) is None
    assert sent(hai_duong, Call(key, "k", b"other"), now=JUST_AFTER) == ANSWER


def test_expired_answers_are_removed(hai_duong: Database, key: int) -> None:
    sent(hai_duong, Call(key, "k", b"body"))
    sent(hai_duong, Call(key, "l", b"body"), now=JUST_AFTER)
    with hai_duong.writing() as session:
        assert forget_expired(session, now=JUST_AFTER + timedelta(seconds=1)) == 1
