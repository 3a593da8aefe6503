"""The service as `rulesvc serve` runs it, on a free loopback port, with a database of its own."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from bench.load import Call, answered
from bench.postgres import running_postgres
from bench.processes import PROGRAM, PROJECT, die_with_parent, free_port, memory_of, stop, wait_until

WORKERS: Final = 2
DATABASES: Final = ("SQLite", "PostgreSQL")


@dataclass(frozen=True, slots=True)
class Service:
    """A running service with the reference case, and a key that may read and evaluate."""

    port: int
    key: str
    process: psutil.Process
    environment: dict[str, str]

    @property
    def workers(self) -> list[psutil.Process]:
        """The processes that answer."""
        found: list[psutil.Process] = self.process.children()
        return found

    @property
    def memory(self) -> list[int]:
        """The resident memory of each of them, in bytes."""
        return [memory_of(worker) for worker in self.workers]


@contextmanager
def running_service(database: str) -> Iterator[Service]:
    """A service on a new *database* of that kind, stopped at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        sqlite = f"sqlite:///{folder / 'service.db'}"
        url = sqlite if database == "SQLite" else stack.enter_context(running_postgres())
        environment = {**os.environ, "DATABASE_URL": url}
        run(environment, "init")
        roles = (word for role in ("administrator", "appraiser", "editor", "issuer") for word in ("--role", role))
        run(environment, "person", "add", "bench", "--name", "bench", *roles)
        scopes = (word for scope in ("read", "evaluate", "draft") for word in ("--scope", scope))
        key = run(environment, "api-key", "create", "--as", "bench", *scopes)
        port = free_port()
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(port), "--workers", str(WORKERS)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            env=environment,
            preexec_fn=die_with_parent,  # noqa: PLW1509 -- no threads run
        )
        stack.callback(stop, process)
        service = Service(port, key, psutil.Process(process.pid), environment)
        ready = Call.get("/readyz", "")
        wait_until(lambda: answered(port, ready) and len(service.workers) == WORKERS, "the service answers")
        yield service


def run(environment: dict[str, str], *arguments: str) -> str:
    """What `rulesvc` prints when it is run with *arguments*."""
    done = subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, env=environment, text=True)
    return done.stdout.strip()
