"""Evaluating the reference agencies with full working, and telling why in two languages."""

from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

from bench import case
from bench.report import microseconds, require_equal, show
from bench.rounds import interleaved
from rules.canonical import canonical
from rules.compilation import compile_rubric
from rules.evaluation import evaluate
from rules.sentences import explain
from rules.sheet import Previous
from rulesvc.languages import language


def measure(quick: bool) -> None:  # noqa: FBT001 -- every part is called so
    """Check, measure, and print."""
    agencies = case.agencies()
    without = tuple(replace(agency, sheet=replace(agency.sheet, previous=Previous())) for agency in agencies)
    for agency in without:
        _require_repeat_missing(evaluate(agency.edition, agency.sheet))
    ways: dict[str, Callable[[], object]] = {
        "`evaluate`: two evaluators, full working, receipt": lambda: [_evaluated(agency) for agency in agencies],
        "the same, facts of the previous period missing": lambda: [_evaluated(agency) for agency in without],
        "`evaluate` and canonical bytes": lambda: [canonical(_evaluated(agency)) for agency in agencies],
        "`evaluate` and sentences in two languages": lambda: [_explained(agency) for agency in agencies],
    }
    times = interleaved(ways, rounds=5 if quick else 21, seconds=0.1 if quick else 0.5)
    compiling = interleaved({"compiling": _compile}, rounds=3 if quick else 9, seconds=0.05)["compiling"]
    count = len(agencies)
    show(
        f"One evaluation ({count} agencies)",
        ("what", "µs an agency"),
        [
            *((name, microseconds(median(times[name]) / count)) for name in ways),
            ("compiling an edition, once a process", microseconds(median(compiling) / len(case.editions()))),
        ],
    )


def _evaluated(agency: case.Agency) -> Any:
    return evaluate(agency.edition, agency.sheet)


def _explained(agency: case.Agency) -> list[Any]:
    result = evaluate(agency.edition, agency.sheet)
    return [explain(agency.edition.rubric, result, language(code)) for code in ("vi", "en")]


def _require_repeat_missing(result: Any) -> None:
    """Only where there are findings does the missing year before matter."""
    repeat = result["outcomes"]["review_repeat"]
    certain = not result["findings"]["review"]
    require_equal(repeat["determined"], certain, f"repeated review of {result['agency']}")
    require_equal(repeat.get("reason"), None if certain else "missing", f"repeated review of {result['agency']}")


def _compile() -> None:
    """Compiled, and its rulesets made, as they are on first use."""
    for edition in case.editions().values():
        for stage in compile_rubric(edition.rubric):
            for part in (*stage.known, *stage.ranges):
                part.ruleset.fire((0,) * len(part.wants))
