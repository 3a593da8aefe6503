"""`rulesvc serve`: the HTTP interface and the pages, by gunicorn."""

import os
import sys

import click

from rules.errors import N_
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


@click.command(epilog=_EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer.")
@lang_option
def serve(host: str, port: int, workers: int, lang: str) -> None:
    """Serve the HTTP interface until it is stopped."""
    with refusing(language(lang)):
        require_ready()
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        say(language(lang).words(N_("Serving http://{address} - stop with Ctrl+C."), address=address))
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments(address, workers)])  # noqa: S606


def arguments(address: str, workers: int) -> list[str]:
    """What gunicorn is started with: one thread a process, since the rules engine takes one call at a time."""
    return ["--bind", address, "--workers", str(workers), "--worker-class", "sync", _APPLICATION]
