"""`rulesvc serve`: the HTTP interface and the pages, by gunicorn."""

import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from errno import EADDRINUSE
from secrets import token_hex

import click

from rules.errors import N_, Refusal
from rulesvc.cli.options import lang_option
from rulesvc.cli.saying import refusing, say
from rulesvc.cli.storage import require_ready
from rulesvc.languages import language

_EXAMPLES = """\b
Examples:
  rulesvc serve
  rulesvc serve --host 0.0.0.0 --port 80 --workers 4
"""

_APPLICATION = "wsgi:app"
_LAST_PORT = 65535
_SECRET_BYTES = 32
_TIMEOUT = 120
"""Seconds for one answer."""


@dataclass(eq=False)
class PortTaken(Refusal):
    """A port on which another program listens."""

    port: str
    other: str
    words = N_(
        "Port {port} is used by another program. End that program, or choose another port: rulesvc serve "
        "--port {other}, or make run PORT={other}."
    )


@dataclass(eq=False)
class CannotListen(Refusal):
    """An address of another machine, or a port for administrators alone."""

    address: str
    reason: str
    words = N_("Cannot listen on {address}: {reason}. Choose another address by --host, another port by --port.")


@click.command(epilog=_EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, _LAST_PORT), default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Processes that answer.")
@lang_option
def serve(host: str, port: int, workers: int, lang: str) -> None:
    """Serve the HTTP interface until it is stopped."""
    with refusing(language(lang)):
        require_ready()
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        require_free(host, port, address)
        say(language(lang).words(N_("Serving http://{address} - stop with Ctrl+C."), address=address))
        sys.stdout.flush()
        words = [sys.executable, "-m", "gunicorn", *arguments(address, workers)]
        os.execve(sys.executable, words, environment(os.environ))  # noqa: S606


def require_free(host: str, port: int, address: str) -> None:
    """Return if nobody else listens on *address*. Gunicorn would try again and again, and say so in its own words.

    Raises: `PortTaken`, `CannotListen`.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind((host, port))
            asked.listen()
    except OSError as problem:
        if problem.errno == EADDRINUSE:
            raise PortTaken(str(port), str(port + 1 if port < _LAST_PORT else port - 1)) from problem
        raise CannotListen(address, problem.strerror or str(problem)) from problem


def arguments(address: str, workers: int) -> list[str]:
    """What gunicorn is started with: one thread a process, since the rules engine takes one call at a time.

    No control socket: it would stand outside the project, in the home of whoever serves. A search for cases or for what
    a rubric leaves open may take half a minute, and is not to be broken off.
    """
    processes = ["--workers", str(workers), "--worker-class", "sync", "--timeout", str(_TIMEOUT)]
    return ["--bind", address, *processes, "--no-control-socket", _APPLICATION]


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """*given* with a secret that all workers share, where it names none: then nobody is signed in after a restart."""
    return {**given, "SECRET_KEY": given.get("SECRET_KEY") or token_hex(_SECRET_BYTES)}
