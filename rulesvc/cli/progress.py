"""A progress bar on stderr, where the work is long and somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from rules.errors import N_
from rules.language import Language

_LONG = 300
"""Agencies that take more than a moment."""


@contextmanager
def progress(total: int, into: Language) -> Iterator[Callable[[], None]]:
    """Something to call after each of *total* steps."""
    if total < _LONG or not sys.stderr.isatty():
        yield lambda: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(into.words(N_("Evaluating")), total=total)
        yield lambda: bar.advance(task)
