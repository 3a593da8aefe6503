"""A minute of mixed load with known answers, then the death of a worker in the middle of stored load.

No crash, no wrong answer, flat memory; every evaluation that was answered with 201 is found afterwards, to the byte.
"""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bench import case
from bench.load import PROCESSES, Answers, Call, Clients, Plan, clients
from bench.processes import wait_until
from bench.report import megabytes, require_equal, show
from bench.service import DATABASES, WORKERS, Service, running_service

THREADS: Final = 8
"""Threads a client process."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """What came of the load on one database."""

    answers: int
    memory: list[tuple[int, int]]
    """Of each worker, when warm and at the end, in bytes."""
    stored: int
    unanswered: int


def measure(quick: bool) -> None:  # noqa: FBT001 -- every part is called so
    """Load each database's service, and print."""
    rows = []
    with clients() as load:
        for database in DATABASES:
            with running_service(database) as service:
                rows.append(_row(database, _soak(service, load, seconds=5 if quick else 60)))
    show(
        f"Load: {THREADS} threads × {PROCESSES} client processes on {WORKERS} workers, dry and stored in turns; "
        "then a worker is killed",
        (
            "database",
            "right answers",
            "wrong",
            "memory of the workers warm → end, MB",
            "stored while one was killed",
            "of them lost",
            "requests without an answer",
        ),
        rows,
        "Wrong or lost ones would have stopped the measurement. A request without an answer is one that the killed "
        "worker had in its hands.",
    )


def _row(database: str, soaked: Soaked) -> tuple[str, ...]:
    memory = ", ".join(f"{megabytes(warm)} → {megabytes(end)}" for warm, end in soaked.memory)
    return (
        database,
        f"{soaked.answers:,}",
        "0",
        memory,
        f"{soaked.stored:,}",
        "0",
        str(soaked.unanswered),
    )


def _soak(service: Service, load: Clients, seconds: float) -> Soaked:
    mixed = tuple(
        Call.evaluation(agency, service.key, dry=dry) for agency in case.agencies() for dry in (True, False, True)
    )
    load.drive([Plan(service.port, mixed, THREADS, seconds / 5)] * PROCESSES)
    workers = {worker.pid for worker in service.workers}
    warm = service.memory
    answers = load.drive([Plan(service.port, mixed, THREADS, seconds)] * PROCESSES)
    require_equal({worker.pid for worker in service.workers}, workers, "the workers after the load")
    memory = list(zip(warm, service.memory, strict=True))
    killed = _kill_in_the_middle(service, load, seconds / 5)
    stored = list(chain.from_iterable(each.stored for each in killed))
    _require_found(service, load, stored)
    unanswered = sum(each.unanswered for each in killed)
    return Soaked(sum(len(each.latencies) for each in answers), memory, len(stored), unanswered)


def _kill_in_the_middle(service: Service, load: Clients, seconds: float) -> list[Answers]:
    """The answers under stored load while a worker is killed; another takes its place."""
    calls = tuple(Call.evaluation(agency, service.key, dry=False) for agency in case.agencies())
    victim = service.workers[0]
    with ThreadPoolExecutor(1) as aside:
        plan = Plan(service.port, calls, THREADS, seconds, may_break=True)
        answers = aside.submit(load.drive, [plan] * PROCESSES)
        time.sleep(seconds / 2)
        victim.send_signal(signal.SIGKILL)
        found = answers.result()
    wait_until(lambda: len(service.workers) == WORKERS, "a worker in place of the killed one")
    assert victim.pid not in {worker.pid for worker in service.workers}
    return found


def _require_found(service: Service, load: Clients, stored: list[tuple[str, bytes]]) -> None:
    """Stop where an evaluation that was answered is not found, or is not what was answered."""
    calls = tuple(Call.get(address, service.key, ends) for address, ends in stored)
    plans = [Plan(service.port, calls[number::PROCESSES], threads=2) for number in range(PROCESSES)]
    found = load.drive(plans)
    require_equal(sum(len(each.latencies) for each in found), len(stored), "evaluations found again")
    require_equal(len({address for address, _ in stored}), len(stored), "different addresses")
