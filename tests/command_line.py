"""Running the command line: what it printed, what it complained of, and how it ended."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from rulesvc.cli import main
from rulesvc.database import Database
from tests.hai_duong import CASE

SCORES, PREVIOUS, INDICATORS = (str(CASE / f"{name}.csv") for name in ("scores", "previous-year", "indicators"))


BESIDE = {"edition_caution", "edition_status", "provenance"}
"""What stands in an object of JSON output beside the fields of the result."""


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What was printed."""
        return self.out.decode()

    @property
    def lines(self) -> list[str]:
        """What was printed, line by line."""
        return self.text.splitlines()

    @property
    def complaints(self) -> list[str]:
        """What was complained of, line by line."""
        return self.err.splitlines()

    @property
    def results(self) -> list[dict[str, Any]]:
        """The results that were printed as JSON."""
        return [{name: each[name] for name in each if name not in BESIDE} for each in self.printed]

    @property
    def printed(self) -> list[dict[str, Any]]:
        """What was printed as JSON: results, and what stands beside each."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


Run = Callable[..., Ran]


def run(*words: str, env: dict[str, str] | None = None, sent: str | bytes = "") -> Ran:
    """Run `rulesvc` with those *words*, and what is *sent* to its stdin."""
    done = CliRunner().invoke(main, words, env=env, input=sent)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(done.exit_code, done.stdout_bytes, done.stderr)


def run_on(database: Database, *, by: str = "") -> Run:
    """What runs `rulesvc` on *database*, where not said otherwise *by* that person."""
    url = database.engine.url.render_as_string(hide_password=False)

    def call(*words: str, env: dict[str, str] | None = None, sent: str | bytes = "") -> Ran:
        return run(*words, env={"DATABASE_URL": url, "RULESVC_AS": by, **(env or {})}, sent=sent)

    return call
