"""From 30 agencies to 100,000: time an agency and memory, in the engine and through the command line.

Each number runs in a process of its own, so that its memory is its own. The command line is measured without its
start, which is taken from files with one agency.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import count as counting
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from bench import case
from bench.peers.tables import Answer, Tables, exactly, measures_of, tables_of
from bench.processes import PROGRAM, PROJECT, die_with_parent, peak_memory
from bench.report import megabytes, microseconds, require_equal, show
from rules.canonical import canonical
from rules.evaluation import evaluate
from rules.sheet import Sheet

SIZES: Final = (30, 3_000, 100_000)
QUICK_SIZES: Final = (30, 3_000, 10_000)


@dataclass(frozen=True, slots=True)
class Taken:
    """What evaluating so many agencies took: *seconds* without the *start*, *peak* memory in bytes."""

    agencies: int
    seconds: float
    peak: int
    start: float = 0

    @property
    def each(self) -> float:
        """Seconds an agency."""
        return self.seconds / self.agencies

    @property
    def is_lost(self) -> bool:
        """Whether the start is so much longer that its variation hides the rest."""
        return self.seconds < self.start / 2


def measure(quick: bool) -> None:  # noqa: FBT001 -- every part is called so
    """Measure both, and print."""
    sizes = QUICK_SIZES if quick else SIZES
    _report("The engine, one agency after the other", [_engine(size) for size in sizes])
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        lines = _CommandLine(Path(folder))
        start = median(lines.run(1).seconds for _ in range(3 if quick else 7))
        taken = []
        for size in sizes:
            runs = [lines.run(size) for _ in range(1 if size > 10_000 else 3 if size > 1_000 else 9)]
            seconds = median(run.seconds for run in runs) - start
            taken.append(Taken(size, seconds, max(run.peak for run in runs), start))
    note = f"Without the start of the program, {start:.2f} s; what 30 agencies add to it is lost in its variation."
    _report("`rulesvc evaluate FILE.csv --format json`", taken, note)


def _report(title: str, taken: list[Taken], *notes: str) -> None:
    show(
        title,
        ("agencies", "seconds", "µs an agency", "by the middle one", "peak memory, MB"),
        [_row(each, taken[1]) for each in taken],
        *notes,
    )


def _row(each: Taken, middle: Taken) -> tuple[str, ...]:
    figures = (f"{each.seconds:,.2f}", microseconds(each.each), f"{each.each / middle.each:.2f}")
    return (f"{each.agencies:,}", *(("–",) * 3 if each.is_lost else figures), megabytes(each.peak))


# ---- the engine ------------------------------------------------------------------------------------------------------


def _engine(size: int) -> Taken:
    command = [sys.executable, "-m", "bench.scale", str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT, preexec_fn=die_with_parent) as process:  # noqa: PLW1509 -- no threads run
        peak = peak_memory(process)
        assert process.stdout is not None
        seconds = float(process.stdout.read() or "nan")
    require_equal(process.returncode, 0, f"the end of {size} evaluations")
    return Taken(size, seconds, peak)


def evaluate_many(size: int) -> float:
    """Evaluate so many generated agencies, each checked: the seconds that the engine took."""
    edition = case.editions()[case.BLOCK]
    tables = tables_of(edition.rubric)
    taken = 0.0
    for sheet in case.generated(size):
        start = perf_counter()
        result = evaluate(edition, sheet)
        taken += perf_counter() - start
        _require_right(tables, sheet, result)
    return taken


def _require_right(tables: Tables, sheet: Sheet, result: Any) -> None:
    right = exactly(tables, measures_of(tables.rubric, sheet))
    require_equal((result["agency"], *_answer(result)), (sheet.agency, *right), f"the answer for {sheet.agency}")


def _answer(result: Any) -> Answer:
    outcomes = result["outcomes"]
    areas = tuple(finding["criterion"] for finding in result["findings"]["review"])
    return outcomes["group"]["code"], outcomes["head_rating"]["code"], areas


# ---- the command line ------------------------------------------------------------------------------------------------


class _CommandLine:
    """The installed program with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'scale.db'}"}
        subprocess.run([PROGRAM, "init"], check=True, capture_output=True, env=self._environment)

    def run(self, size: int) -> Taken:
        """Evaluate a file with so many agencies, and check every answer."""
        scores, out = self._folder / f"{size}.csv", self._folder / f"{size}.json"
        if not scores.exists():
            case.write_scores(case.generated(size), str(scores))
        command = [str(PROGRAM), "evaluate", str(scores), "--rubric", "so", "--period", "2022", "--format", "json"]
        with out.open("wb") as file:
            start = perf_counter()
            process = subprocess.Popen(
                command,
                stdout=file,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                preexec_fn=die_with_parent,  # noqa: PLW1509 -- no threads run
            )
            peak = peak_memory(process)
            seconds = perf_counter() - start
        require_equal(process.returncode, 0, f"the exit code for {size} agencies")
        _require_lines(out, size)
        out.unlink()
        return Taken(size, seconds, peak)


def _require_lines(path: Path, size: int) -> None:
    """Stop where a line is not the right result; the first of them to the byte."""
    edition = case.editions()[case.BLOCK]
    tables = tables_of(edition.rubric)
    with path.open("rb") as file:
        require_equal(file.readline(), b"[\n", "the first line")
        for number, sheet in zip(counting(), case.generated(size), strict=False):
            line = file.readline().removesuffix(b"\n").removesuffix(b",")
            if number < 30:
                result = line.partition(b',"edition_caution":')[0] + b"}"
                require_equal(result, canonical(evaluate(edition, sheet)), f"the result of {sheet.agency}")
            _require_right(tables, sheet, json.loads(line))
        require_equal(file.read(), b"]\n", "the end")


if __name__ == "__main__":
    print(evaluate_many(int(sys.argv[1])))
