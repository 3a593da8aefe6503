"""The program itself, as a process: on a terminal, in a pipe, and serving."""

import os
import pty
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.hai_duong import CASE, rows

pytestmark = pytest.mark.thorough

PROGRAM = Path(sys.executable).with_name("rulesvc")
EVALUATE = ["evaluate", str(CASE / "scores.csv"), "--rubric", "so", "--period", "2022"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('terminal') / 'service.db'}"
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    environment |= {"DATABASE_URL": url, "TERM": "xterm"}
    subprocess.run([PROGRAM, "init"], env=environment, check=True, capture_output=True)
    return environment


def on_terminal(words: list[str], environment: dict[str, str]) -> str:
    """What `rulesvc` writes to a terminal that is its stdout and stderr."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([PROGRAM, *words], env=environment, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        seen = b"".join(_chunks(ours))
    os.close(ours)
    assert process.returncode == 0
    return seen.decode()


def _chunks(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # so Linux says that the other end is closed
            return
        yield chunk


def test_a_terminal_gets_colours_unless_it_says_no(environment: dict[str, str]) -> None:
    assert "\x1b[1mSở Y tế" in on_terminal(EVALUATE, environment)
    assert "\x1b" not in on_terminal(EVALUATE, {**environment, "NO_COLOR": "1"})


def test_a_long_file_shows_progress_on_a_terminal_only(environment: dict[str, str], tmp_path: Path) -> None:
    own = [(row["area"], row["points"]) for row in rows("scores") if row["agency"] == "so-y-te"]
    lines = [f"a{number},{area},{points}" for number in range(400) for area, points in own]
    path = tmp_path / "long.csv"
    path.write_text("\n".join(["agency,area,points", *lines]), encoding="utf-8")
    words = ["evaluate", str(path), "--rubric", "so", "--period", "2022", "--format", "csv", "--lang", "en"]
    assert "Evaluating" in on_terminal(words, environment)
    quiet = subprocess.run([PROGRAM, *words], env=environment, check=True, capture_output=True)
    assert quiet.stderr == b""
    assert quiet.stdout.count(b"\n") == 401


def test_a_reader_that_has_seen_enough_is_no_failure_to_shout_about(environment: dict[str, str]) -> None:
    words = [str(PROGRAM), *EVALUATE, "--format", "json"]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_serve_says_where_and_answers_until_it_is_stopped(environment: dict[str, str]) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = [str(PROGRAM), "serve", "--port", port, "--workers", "1", "--lang", "en"]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().decode() == f"Serving http://127.0.0.1:{port} - stop with Ctrl+C.\n"
            assert _status(f"http://127.0.0.1:{port}/healthz") == 200
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate()
    assert process.returncode == 0


def _status(address: str) -> int:
    for _ in range(100):
        try:
            with urlopen(address, timeout=10) as response:  # noqa: S310 -- our own address
                status: int = response.status
                return status
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(address)
