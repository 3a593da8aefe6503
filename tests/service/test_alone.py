"""What takes long is done once at a time; whoever asks meanwhile is told so at once."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from rulesvc.database import Database
from rulesvc.errors import DoneAlready
from rulesvc.languages import language
from rulesvc.usecases import alone as turns
from rulesvc.usecases import problems
from rulesvc.usecases.alone import Long, alone
from rulesvc.usecases.cases import search
from rulesvc.usecases.check import look_ahead
from rulesvc.usecases.editions import EditionRef
from tests.service.calling import RUBRICS, Caller, bearer, new_key
from tests.service.editing import drafted

_HOLDS = """
import sys
from rulesvc.database import connect
from rulesvc.usecases.alone import Long, alone
with connect(sys.argv[1]).reading() as session, alone(session, Long.CASES):
    print("begun", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.1)


@contextmanager
def held(database: Database, kind: Long) -> Iterator[None]:
    with database.reading() as session, alone(session, kind):
        yield


def test_whoever_asks_while_it_is_done_is_told_since_when(hai_duong: Database) -> None:
    with held(hai_duong, Long.CASES), hai_duong.reading() as session:
        with pytest.raises(DoneAlready) as refused, alone(session, Long.CASES):
            pass
        told = language("vi").say(refused.value)
    assert told.startswith("Việc này đang được thực hiện: tạo trường hợp kiểm tra mẫu, bắt đầu lúc ")
    assert told.endswith("Xin thử lại sau.")


def test_another_kind_of_work_goes_on(hai_duong: Database) -> None:
    with held(hai_duong, Long.CASES), held(hai_duong, Long.CHECK):
        pass


def test_it_can_be_done_again_once_it_is_done_or_has_failed(hai_duong: Database) -> None:
    with pytest.raises(ZeroDivisionError), held(hai_duong, Long.CASES):
        raise ZeroDivisionError
    with held(hai_duong, Long.CASES):
        pass


def test_a_process_that_is_killed_leaves_nothing_locked(committing: Database) -> None:
    url = committing.engine.url.render_as_string(hide_password=False)
    words = [sys.executable, "-c", _HOLDS, url]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        with pytest.raises(DoneAlready), held(committing, Long.CASES):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
    with held(committing, Long.CASES):
        pass


def test_cases_are_not_searched_for_twice_at_a_time(hai_duong: Database) -> None:
    ref = drafted(hai_duong)
    with held(hai_duong, Long.CASES), hai_duong.reading() as session, pytest.raises(DoneAlready):
        search(session, ref)


def test_problems_that_are_known_are_shown_while_others_are_looked_for(
    hai_duong: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = EditionRef("so", 1)
    with hai_duong.reading() as session:
        look_ahead(session, ref)
    with held(hai_duong, Long.CHECK), hai_duong.reading() as session:
        look_ahead(session, ref)
        monkeypatch.setattr(problems, "_kept", type(problems._kept)())
        with pytest.raises(DoneAlready):
            look_ahead(session, ref)


@pytest.mark.parametrize(
    ("kind", "method", "address"),
    [(Long.CASES, "POST", "generated-cases"), (Long.IMPACT, "GET", "impact")],
)
def test_over_http_it_is_too_many_at_once(
    app: Flask, hai_duong: Database, kind: Long, method: str, address: str
) -> None:
    ref = drafted(hai_duong)
    lan = Caller(app, hai_duong, bearer(new_key(hai_duong, ("read", "draft")).secret))
    with held(hai_duong, kind):
        answer = lan.send(method, f"{RUBRICS}/so/editions/{ref.number}/{address}")
    assert answer.status_code == 429
    assert answer.get_json()["errors"][0]["code"] == "done-already"
    assert "đang được thực hiện" in answer.get_json()["detail"]
