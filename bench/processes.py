"""Processes that measurements start: each ends with the one that started it, however that ends."""

import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

PROGRAM: Final = Path(sys.executable).with_name("rulesvc")
"""The command line of the service."""

PROJECT: Final = Path(__file__).parents[1]

_PR_SET_PDEATHSIG: Final = 1


def die_with_parent() -> None:
    """For a new process, before it runs its program: be terminated when the parent ends (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(process: "subprocess.Popen[bytes]", how: signal.Signals = signal.SIGTERM) -> None:
    """End *process*, by force where it does not listen."""
    process.send_signal(how)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Return once it is so.

    Raises: `TimeoutError`.
    """
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)


def peak_memory(process: "subprocess.Popen[bytes]") -> int:
    """The most memory (resident, bytes) that *process* was seen with until it ended."""
    peak = 0
    with suppress(psutil.NoSuchProcess):
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, memory_of(watched))
            time.sleep(0.02)
    return peak


def memory_of(process: psutil.Process) -> int:
    """The resident memory of *process* in bytes."""
    size: int = process.memory_info().rss
    return size
