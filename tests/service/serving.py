"""The service as it is run: gunicorn with its workers on a port of its own, asked over real HTTP."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rulesvc.cli.serve import arguments
from rulesvc.database import Database
from tests.service.calling import JSON, Body

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Served:
    """A running service, asked with the key that *headers* hold."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Body | bytes | None = None, **headers: str) -> Answer:
        """Ask over a connection of its own."""
        sent = json.dumps(body).encode() if isinstance(body, dict) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            connection.request(method, path, sent, {"Content-Type": JSON, **self.headers, **named})
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read())
        finally:
            connection.close()

    def raw(self, sent: bytes) -> bytes:
        """Send bytes that no client would, and read to the end."""
        with socket.create_connection((HOST, self.port), timeout=30) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            parts = iter(lambda: connection.recv(65536), b"")
            return b"".join(parts)

    def newest_worker(self) -> int:
        """The process that was started last of those that answer."""
        return int(re.findall(r"Booting worker with pid: (\d+)", self.log.read_text())[-1])

    def wait(self, seconds: int = 30) -> None:
        for _ in range(seconds * 50):
            try:
                self.ask("GET", "/healthz")
            except OSError:
                assert self.process.poll() is None
                time.sleep(0.02)
            else:
                return
        raise TimeoutError(self.port)


@contextmanager
def serving(database: Database, headers: dict[str, str], log: Path, workers: int = 2) -> Iterator[Served]:
    """The service on *database*, until the end of the block."""
    url = database.engine.url.render_as_string(hide_password=False)
    port = free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *arguments(f"{HOST}:{port}", workers)],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "SECRET_KEY": "of a test" * 4},
            stdout=out,
            stderr=out,
        )
    served = Served(port, process, log, headers)
    try:
        served.wait()
        yield served
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(30)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        port: int = asked.getsockname()[1]
        return port
