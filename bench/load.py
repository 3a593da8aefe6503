"""Load: clients in processes of their own, over plain sockets, each answer compared with the right one.

A connection a request: the sync workers of gunicorn keep none open. The requests are bytes made before, so that the
clients take as little as they can of the processors they share with the service.
"""

import json
import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from time import perf_counter, sleep
from typing import Any, Final

from bench.case import Agency
from bench.processes import die_with_parent
from bench.report import WrongAnswerError
from rules.canonical import canonical
from rules.evaluation import evaluate
from rules.number import exact_text
from rules.sheet import Sheet

PROCESSES: Final = 2

_TIMEOUT: Final = 60


@dataclass(frozen=True, slots=True)
class Call:
    """A request, and how its answer must begin and end."""

    request: bytes
    status: int
    ends: bytes

    @classmethod
    def get(cls, path: str, key: str, ends: bytes = b"}") -> "Call":
        """A request to read."""
        return cls(_head("GET", path, key) + b"\r\n", 200, ends)

    @classmethod
    def evaluation(cls, agency: Agency, key: str, *, dry: bool) -> "Call":
        """A request to evaluate *agency*, dry or stored; its answer must hold the engine's result to the byte."""
        body = json.dumps(_body(agency.sheet, agency.edition.rubric.code)).encode()
        head = _head("POST", "/api/v1/evaluations" + ("?dry_run=true" if dry else ""), key)
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        return cls(head + body, 200 if dry else 201, result_of(agency))


@dataclass(frozen=True, slots=True)
class Plan:
    """What one client process does: *threads* that go round *calls* until *seconds* are over, or once round."""

    port: int
    calls: tuple[Call, ...]
    threads: int = 1
    seconds: float | None = None
    may_break: bool = False
    """Whether a connection may be lost without an answer, as when a worker is killed."""


@dataclass(slots=True)
class Answers:
    """What came of it: seconds of every answer, evaluations that were stored, requests that were not answered."""

    seconds: float = 0
    latencies: list[float] = field(default_factory=list)
    stored: list[tuple[str, bytes]] = field(default_factory=list)
    """Address and the right end of every evaluation that was answered with 201."""
    unanswered: int = 0


class Clients:
    """Client processes that are started once and then carry out plans."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def drive(self, plans: Iterable[Plan]) -> list[Answers]:
        """Carry out *plans* at once, one a process.

        Raises: `WrongAnswerError`.
        """
        return list(self._pool.map(drive, plans))


@contextmanager
def clients() -> Iterator[Clients]:
    """Client processes, ended at the end."""
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), initializer=die_with_parent) as pool:
        list(pool.map(sleep, [0.2] * PROCESSES))
        yield Clients(pool)


def drive(plan: Plan) -> Answers:
    """Carry out *plan* in this process.

    Raises: `WrongAnswerError`.
    """
    answers = Answers()
    start = perf_counter()
    with ThreadPoolExecutor(plan.threads) as threads:
        for each in threads.map(lambda thread: _go_round(plan, thread), range(plan.threads)):
            answers.latencies += each.latencies
            answers.stored += each.stored
            answers.unanswered += each.unanswered
    answers.seconds = perf_counter() - start
    return answers


def answered(port: int, call: Call) -> bool:
    """Whether *call* is answered rightly."""
    try:
        _check(call, _answer(port, call.request))
    except (OSError, WrongAnswerError):
        return False
    return True


def result_of(agency: Agency) -> bytes:
    """How the body of every evaluation of *agency* ends: with the engine's own result."""
    return b',"result":' + canonical(evaluate(agency.edition, agency.sheet)) + b"}"


def _go_round(plan: Plan, thread: int) -> Answers:
    """One thread; each starts at another place of the calls, and one that goes round once takes every n-th."""
    answers = Answers()
    start = perf_counter()
    for call in _turns(plan, thread):
        began = perf_counter()
        if plan.seconds is not None and began - start > plan.seconds:
            break
        try:
            answer = _answer(plan.port, call.request)
        except OSError:
            if not plan.may_break:
                raise
            answers.unanswered += 1
            continue
        answers.latencies.append(perf_counter() - began)
        _check(call, answer)
        if call.status == 201:
            answers.stored.append((_location(answer), call.ends))
    return answers


def _turns(plan: Plan, thread: int) -> Iterator[Call]:
    if plan.seconds is None:
        yield from plan.calls[thread :: plan.threads]
        return
    place = thread * len(plan.calls) // plan.threads
    while True:
        yield plan.calls[place % len(plan.calls)]
        place += 1


def _answer(port: int, request: bytes) -> bytes:
    """Everything that is answered to *request*.

    Raises: `OSError` where nothing is.
    """
    with socket.create_connection(("127.0.0.1", port), _TIMEOUT) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    answer = b"".join(parts)
    if not answer:
        raise ConnectionResetError("closed without an answer")
    return answer


def _check(call: Call, answer: bytes) -> None:
    if not (answer.startswith(b"HTTP/1.1 %d " % call.status) and answer.endswith(call.ends)):
        asked = call.request.splitlines()[0]  # the rest holds the key
        raise WrongAnswerError(f"{asked!r} is answered with {answer[:600]!r}")


def _location(answer: bytes) -> str:
    head = answer.partition(b"\r\n\r\n")[0]
    lines = (line.partition(b": ") for line in head.split(b"\r\n"))
    return next(value.decode() for name, _, value in lines if name.lower() == b"location")


def _head(method: str, path: str, key: str) -> bytes:
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n"
    ).encode()


def _body(sheet: Sheet, rubric: str) -> dict[str, Any]:
    return {
        "agency": sheet.agency,
        "rubric": rubric,
        "period": sheet.period,
        "answers": [{"criterion": each.criterion, "points": exact_text(each.points)} for each in sheet.answers],  # type: ignore[union-attr]
        "indicators": {code: exact_text(value) for code, value in sheet.indicators.items()},
    }
