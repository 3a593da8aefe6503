"""The sample rubric: a hundred components scored by every method, evaluated with full working.

Memory is measured in a process of its own, which evaluates the agencies over and over.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from statistics import median
from time import perf_counter
from typing import Any, Final

import psutil

from bench.processes import PROJECT, die_with_parent, memory_of
from bench.report import megabytes, milliseconds, require_equal, show
from bench.rounds import interleaved
from rules.acceptance import accept
from rules.bests import bests_of
from rules.canonical import canonical, digest
from rules.content import edition_of
from rules.evaluation import evaluate
from rules.rubric import Edition
from rules.sentences import explain
from rules.sheet import Sheet
from rulesvc.languages import language
from rulesvc.settings import SAMPLE
from rulesvc.usecases.case_files import CaseFiles
from rulesvc.usecases.sample_files import read_sample

MANY: Final = 10_000
QUICK_MANY: Final = 1_000


def measure(quick: bool) -> None:  # noqa: FBT001 -- every part is called so
    """Measure both, and print."""
    _show_times(quick)
    warm, end, seconds = _in_a_process(QUICK_MANY if quick else MANY)
    show(
        "The sample rubric, again and again",
        ("evaluations", "seconds", "memory when warm, MB", "at the end, MB"),
        [(f"{QUICK_MANY if quick else MANY:,}", f"{seconds:,.1f}", megabytes(warm), megabytes(end))],
        "Each result has the bytes of the first one for its agency.",
    )


def _show_times(quick: bool) -> None:  # noqa: FBT001 -- as above
    edition = sample_edition()
    ways: dict[str, Callable[[Sheet], object]] = {
        "`accept`: every component scored, with its working": lambda sheet: accept(edition.rubric, sheet),
        "`evaluate`: two evaluators, full working, receipt": lambda sheet: evaluate(edition, sheet),
        "`evaluate` and canonical bytes": lambda sheet: canonical(evaluate(edition, sheet)),
        "`evaluate` and sentences in two languages": _explained,
    }
    rows = []
    for name, way in ways.items():
        times = interleaved(
            {sheet.agency: _call(way, sheet) for sheet in sample_sheets()},
            rounds=3 if quick else 11,
            seconds=0.02 if quick else 0.1,
        )
        medians = sorted(median(each) for each in times.values())
        rows.append((name, milliseconds(median(medians)), milliseconds(medians[0]), milliseconds(medians[-1])))
    show(
        f"The sample rubric: {len(edition.rubric.leaf_codes)} components, {len(sample_sheets())} agencies",
        ("what", "ms an agency, median", "least", "most"),
        rows,
    )


def _call(way: Callable[[Sheet], object], sheet: Sheet) -> Callable[[], object]:
    return lambda: way(sheet)


def _explained(sheet: Sheet) -> list[Any]:
    edition = sample_edition()
    result = evaluate(edition, sheet)
    return [explain(edition.rubric, result, language(code)) for code in ("vi", "en")]


@cache
def _case() -> CaseFiles:
    return read_sample(SAMPLE)


@cache
def sample_edition() -> Edition:
    """The sample rubric, as its first edition."""
    return edition_of(_case().rubrics[0], 1)


@cache
def sample_sheets() -> tuple[Sheet, ...]:
    """The sheets of all agencies, with the best figures among them."""
    given = [
        Sheet(each.code, _case().period, each.sheet.answers, each.sheet.indicators, each.fact.known)
        for each in _case().agencies
    ]
    bests = bests_of(sample_edition().rubric, given)
    return tuple(replace(sheet, bests=bests) for sheet in given)


# ---- memory ----------------------------------------------------------------------------------------------------------


def _in_a_process(count: int) -> tuple[int, int, float]:
    command = [sys.executable, "-m", "bench.detailed", str(count)]
    run = subprocess.run(
        command, stdout=subprocess.PIPE, cwd=PROJECT, check=True, text=True, preexec_fn=die_with_parent
    )
    warm, end, seconds = run.stdout.split()
    return int(warm), int(end), float(seconds)


def evaluate_many(count: int) -> tuple[int, int, float]:
    """Evaluate so many, each as before: memory after a tenth and at the end (bytes), and seconds."""
    edition, own = sample_edition(), psutil.Process()
    right = {sheet.agency: digest(canonical(evaluate(edition, sheet))) for sheet in sample_sheets()}
    warm, start = 0, perf_counter()
    for number in range(count):
        sheet = sample_sheets()[number % len(sample_sheets())]
        require_equal(digest(canonical(evaluate(edition, sheet))), right[sheet.agency], f"the result of {sheet.agency}")
        if number == count // 10:
            warm = memory_of(own)
    return warm, memory_of(own), perf_counter() - start


if __name__ == "__main__":
    print(*evaluate_many(int(sys.argv[1])))
