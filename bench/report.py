"""Reports: Markdown tables, and the machine they were taken on."""

import os
import platform
from collections.abc import Iterable, Sequence

from rules.version import ENGINE_VERSION


class WrongAnswerError(Exception):
    """An answer that is not the right one: whatever was measured is worthless."""


def require_equal(given: object, right: object, what: str) -> None:
    """Stop where an answer is wrong.

    Raises: `WrongAnswerError`.
    """
    if given != right:
        raise WrongAnswerError(f"{what}: {given!r} in place of {right!r}")


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], *notes: str) -> None:
    """Print a table under a *title*; all columns but the first are right-aligned."""
    print(f"\n### {title}\n")
    print(f"| {' | '.join(head)} |")
    print(f"|---|{'---:|' * (len(head) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    for note in notes:
        print(f"\n{note}")


def microseconds(seconds: float) -> str:
    """*seconds* in microseconds, for a cell."""
    value = seconds * 1e6
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def milliseconds(seconds: float) -> str:
    """*seconds* in milliseconds, for a cell."""
    return f"{seconds * 1e3:,.3g}" if seconds < 1 else f"{seconds * 1e3:,.0f}"


def megabytes(size: float) -> str:
    """*size* in bytes as megabytes, for a cell."""
    return f"{size / 2**20:,.1f}"


def machine() -> str:
    """One line on what the figures were taken with."""
    return (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"engine {ENGINE_VERSION}"
    )
