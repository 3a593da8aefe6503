"""Requests a second: health, dry and stored evaluations, on SQLite and PostgreSQL."""

from collections.abc import Sequence
from statistics import median, quantiles
from typing import Final

from bench import case
from bench.load import PROCESSES, Answers, Call, Clients, Plan, clients
from bench.report import milliseconds, show
from bench.service import DATABASES, WORKERS, Service, running_service

THREADS: Final = 2
"""Threads a client process."""


def measure(quick: bool) -> None:  # noqa: FBT001 -- every part is called so
    """Measure on each database, and print."""
    rows = []
    with clients() as load:
        for database in DATABASES:
            with running_service(database) as service:
                rows += _measured(database, service, load, rounds=2 if quick else 5, seconds=1.5 if quick else 4)
    show(
        f"HTTP: {WORKERS} workers, {PROCESSES} client processes with {THREADS} threads each on the same processors",
        ("database", "request", "requests a second", "p50, ms", "p99, ms"),
        rows,
        "A connection a request. Every answer is compared with the engine's, to the byte. Medians of the rounds.",
    )


def _measured(
    database: str, service: Service, load: Clients, *, rounds: int, seconds: float
) -> list[tuple[str, str, str, str, str]]:
    ways = _ways(service)
    taken: dict[str, list[Sequence[Answers]]] = {name: [] for name in ways}
    for number in range(rounds + 1):  # the first warms up
        for name, calls in ways.items():
            answers = load.drive([Plan(service.port, calls, THREADS, seconds)] * PROCESSES)
            if number:
                taken[name].append(answers)
    return [_row(database, name, each) for name, each in taken.items()]


def _ways(service: Service) -> dict[str, tuple[Call, ...]]:
    agencies = case.agencies()
    return {
        "`GET /healthz`, the ceiling": (Call.get("/healthz", ""),),
        "`POST /evaluations?dry_run=true`": tuple(Call.evaluation(each, service.key, dry=True) for each in agencies),
        "`POST /evaluations`, stored": tuple(Call.evaluation(each, service.key, dry=False) for each in agencies),
    }


def _row(database: str, name: str, taken: list[Sequence[Answers]]) -> tuple[str, str, str, str, str]:
    rates = [sum(len(each.latencies) / each.seconds for each in answers) for answers in taken]
    latencies = [latency for answers in taken for each in answers for latency in each.latencies]
    parts = quantiles(latencies, n=100)
    return database, name, f"{median(rates):,.0f}", milliseconds(parts[49]), milliseconds(parts[98])
