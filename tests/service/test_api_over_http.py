"""Over real HTTP, with processes that really run side by side and are really killed."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import Any, NamedTuple, TypeVar

import pytest

from rules.canonical import canonical
from rules.content import edition_of
from rules.evaluation import evaluate
from rulesvc.database import Database
from tests.hai_duong import block_of, rubric_of, sheets
from tests.service.calling import EVALUATIONS, PROBLEM, RUBRICS, bearer, body_for, new_key, rows
from tests.service.databases import HAI_DUONG, Templates
from tests.service.serving import Answer, Served, serving

THREADS = 8
MIB = 1 << 20

T = TypeVar("T")


class House(NamedTuple):
    """A service and its database."""

    served: Served
    database: Database


@pytest.fixture(scope="module")
def house(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    log = tmp_path_factory.mktemp("served") / "log"
    with (
        templates.committing(HAI_DUONG) as database,
        serving(database, bearer(new_key(database).secret), log) as served,
    ):
        yield House(served, database)


@pytest.fixture
def served(house: House) -> Served:
    return house.served


def at_once(work: Callable[[int], T], threads: int = THREADS) -> list[T]:
    """What *work* returns in threads that start together."""
    barrier = Barrier(threads)

    def started(place: int) -> T:
        barrier.wait()
        return work(place)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(started, range(threads)))


def chain(served: Served, agency: str, stage: str) -> list[dict[str, Any]]:
    """The evaluations of *agency* at a *stage*, oldest first."""
    items: list[dict[str, Any]] = []
    page: dict[str, Any] = {"next": 10**9 - 1}
    while page["next"]:
        page = served.ask("GET", f"{EVALUATIONS}?agency={agency}&stage={stage}&cursor={page['next']}").json
        items += page["items"]
    return items[::-1]


# ---- side by side ----------------------------------------------------------------------------------------------------


def test_twin_requests_with_one_name_give_one_evaluation_and_equal_bytes(house: House) -> None:
    before = rows(house.database)

    def send(_: int) -> Answer:
        return house.served.ask("POST", EVALUATIONS, body_for("so-noi-vu", stage="self"), Idempotency_Key="twins")

    answers = at_once(send)
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert len({answer.headers["Location"] for answer in answers}) == 1
    after = rows(house.database)
    assert after["evaluation"] == before["evaluation"] + 1
    assert after["kept_answer"] == before["kept_answer"] + 1


def test_twin_batches_with_one_name_store_each_item_once(house: House) -> None:
    before = rows(house.database)
    items = [body_for(agency, stage="self") for agency in ("tu-ky", "gia-loc", "thanh-ha")]
    send = lambda _: house.served.ask("POST", f"{EVALUATIONS}/batch", {"items": items}, Idempotency_Key="twin-batches")  # noqa: E731
    answers = at_once(send, 4)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert rows(house.database)["evaluation"] == before["evaluation"] + len(items)


def test_threads_that_supersede_one_agency_leave_one_unbroken_chain(served: Served) -> None:
    def send(_: int) -> list[int]:
        body = body_for("so-y-te", stage="appraised")
        return [served.ask("POST", EVALUATIONS, body).json["id"] for _ in range(4)]

    answered = [evaluation for found in at_once(send) for evaluation in found]
    links = chain(served, "so-y-te", "appraised")
    assert sorted(answered) == [link["id"] for link in links]
    assert links[0]["supersedes"] is None
    assert all(later["supersedes"] == earlier["id"] for earlier, later in pairwise(links))
    assert all(earlier["superseded_by"] == later["id"] for earlier, later in pairwise(links))


def test_different_agencies_at_once_get_each_its_own_result(served: Served) -> None:
    agencies = ("so-y-te", "tu-ky", "bql-khu-cong-nghiep", "so-noi-vu", "gia-loc", "thanh-ha", "nam-sach", "kim-thanh")

    def right(place: int) -> bool:
        agency = agencies[place]
        alone = canonical(evaluate(edition_of(rubric_of(block_of(agency)), 1), sheets()[agency]))
        sent = [served.ask("POST", f"{EVALUATIONS}?dry_run=true", body_for(agency)).body for _ in range(5)]
        return all(body.endswith(b',"result":' + alone + b"}") for body in sent)

    assert all(at_once(right))


def test_a_worker_that_is_killed_loses_no_answered_evaluation(house: House) -> None:
    def send(place: int) -> list[int]:
        answered = []
        for number in range(6):
            if (place, number) == (0, 2):
                os.kill(house.served.newest_worker(), signal.SIGKILL)
            try:
                answer = house.served.ask("POST", EVALUATIONS, body_for("so-tu-phap", stage="self"))
            except OSError:
                continue  # the connection died with the worker: nothing was answered
            assert answer.status == 201, answer.body
            answered.append(answer.json["id"])
        return answered

    answered = {evaluation for found in at_once(send, 4) for evaluation in found}
    house.served.wait()
    links = chain(house.served, "so-tu-phap", "self")
    assert len(answered) >= 10
    assert answered <= {link["id"] for link in links}
    assert all(later["supersedes"] == earlier["id"] for earlier, later in pairwise(links))


# ---- what only a real server shows -----------------------------------------------------------------------------------


def test_a_body_of_20_mb_is_answered_and_the_server_goes_on(house: House) -> None:
    before = rows(house.database)
    answer = house.served.ask("POST", EVALUATIONS, b" " * (20 * MIB), Accept_Language="en")
    assert (answer.status, answer.headers["Content-Type"]) == (413, PROBLEM)
    assert answer.json["title"] == "The body is too large: at most 10 MB"
    assert house.served.ask("GET", "/readyz").status == 200
    assert rows(house.database) == before


def test_a_body_of_20_mb_in_chunks_is_answered_too(served: Served) -> None:
    head = f"POST {EVALUATIONS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n"
    key = f"Authorization: {served.headers['Authorization']}\r\nConnection: close\r\n\r\n"
    chunks = (b"100000\r\n" + b" " * MIB + b"\r\n") * 20 + b"0\r\n\r\n"
    assert served.raw((head + key).encode() + chunks).startswith(b"HTTP/1.1 413 ")


def test_a_large_body_with_a_wrong_key_is_answered_too(served: Served) -> None:
    answer = served.ask("POST", f"{EVALUATIONS}/batch", b" " * (9 * MIB), Authorization="Bearer wrong")
    assert (answer.status, answer.json["errors"][0]["code"]) == (401, "key-wrong")


@pytest.mark.parametrize("path", [EVALUATIONS, "/nowhere", "/healthz"])
@pytest.mark.parametrize("chunks", [b"zz\r\n", b"ffffffffffffffffffff\r\n", b"5\r\nab", b""])
def test_chunks_that_are_none_bring_nothing_down(served: Served, path: str, chunks: bytes) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n"
    key = f"Authorization: {served.headers['Authorization']}\r\n\r\n"
    assert 400 <= int(served.raw((head + key).encode() + chunks).split(b" ", 2)[1]) < 500


def test_a_body_shorter_than_it_says_brings_nothing_down(served: Served) -> None:
    head = f"POST {EVALUATIONS} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nContent-Type: application/json\r\n"
    key = f"Authorization: {served.headers['Authorization']}\r\n\r\n"
    assert served.raw((head + key).encode() + b'{"agency":').startswith(b"HTTP/1.1 400 ")


def test_a_body_of_nine_megabytes_is_read(served: Served) -> None:
    answer = served.ask("POST", EVALUATIONS, b" " * (9 * MIB) + b"[", Accept_Language="en")
    assert (answer.status, answer.json["errors"][0]["code"]) == (400, "not-json")


def test_10_000_levels_are_answered(served: Served) -> None:
    answer = served.ask("POST", EVALUATIONS, b"[" * 10_000 + b"]" * 10_000)
    assert (answer.status, answer.json["errors"][0]["code"]) == (400, "too-deep")


@pytest.mark.parametrize("name", ["Idempotency-Key", "Authorization", "Accept-Language", "X-Anything"])
@pytest.mark.parametrize("value", [b"a\x00b", b"\xed\xa0\x80", b"\xff", b"a\x7fb", b"x" * 5000])
def test_no_header_brings_the_service_down(house: House, name: str, value: bytes) -> None:
    head = f"GET {RUBRICS} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{name}: ".encode()
    status = int(house.served.raw(head + value + b"\r\n\r\n").split(b" ", 2)[1])
    assert 400 <= status < 500


@pytest.mark.parametrize(
    "path", [b"/%00", b"/\xff\xfe", b"/api/v1/evaluations/%ED%A0%80", b"/api/v1/rubrics/%FF/editions"]
)
def test_no_address_brings_the_service_down(served: Served, path: bytes) -> None:
    head = b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
    sent = head + served.headers["Authorization"].encode() + b"\r\n\r\n"
    assert int(served.raw(sent).split(b" ", 2)[1]) in {400, 404}


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_head_and_options_have_no_body(served: Served, method: str) -> None:
    answer = served.ask(method, RUBRICS)
    assert (answer.status, answer.body) == (200, b"")


def test_after_all_that_nothing_was_logged_as_a_failure(house: House) -> None:
    log = house.served.log.read_text()
    assert "incident" not in log
    assert "Traceback" not in log
