"""Foresight: proving what rubrics leave open, and the least way to each better rating, against an evaluation."""

from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import Final

from bench.detailed import sample_edition, sample_sheets
from bench.report import WrongAnswerError, milliseconds, show
from foresight.advice import advice
from foresight.check import check
from foresight.problem import Kind
from rules.criterion import Criterion, leaves
from rules.evaluation import evaluate
from rules.number import ZERO
from rules.rubric import Rubric

AREAS: Final = 10
COMPONENTS: Final = 150


def measure(quick: bool) -> None:  # noqa: FBT001 -- every part is called so
    """Measure both, and print."""
    _show_checks(3 if quick else 9)
    _show_advice(2 if quick else 5)


def _show_checks(rounds: int) -> None:
    rubrics = {"the sample rubric": sample_edition().rubric, "10 areas, 150 components, 4 tables": _large()}
    rows = []
    for name, rubric in rubrics.items():
        seconds = [_timed(rubric) for _ in range(rounds)]
        leaves, tables = len(rubric.leaf_codes), len(rubric.tables)
        rows.append((name, str(leaves), str(tables), milliseconds(median(seconds)), milliseconds(max(seconds))))
    show("Checking a rubric: everything proven", ("rubric", "components", "tables", "ms, median", "most"), rows)


def _timed(rubric: Rubric) -> float:
    start = perf_counter()
    problems = check(rubric)
    spent = perf_counter() - start
    if any(problem.kind is Kind.NOT_PROVEN for problem in problems) or not problems:
        raise WrongAnswerError(f"{rubric.code}: {[problem.name for problem in problems]}")
    return spent


def _show_advice(rounds: int) -> None:
    edition = sample_edition()
    advised, evaluated = list[float](), list[float]()
    for sheet in sample_sheets()[:rounds]:
        start = perf_counter()
        advice(edition, sheet, "head_rating")
        middle = perf_counter()
        evaluate(edition, sheet)
        advised.append(middle - start)
        evaluated.append(perf_counter() - middle)
    show(
        "Advice towards every better rating of the sample rubric, all areas alone included",
        ("what", "ms an agency, median"),
        [("`advice`", milliseconds(median(advised))), ("one `evaluate`", milliseconds(median(evaluated)))],
    )


def _large() -> Rubric:
    """The sample without what stands beside the maximum, with ten areas and so many components: some stand twice."""
    whole = sample_edition().rubric
    decisive = {branch.on for _, branch in whole.branches}
    plain = [area for area in whole.criteria if not area.extra]
    areas = [*plain, replace(_again(plain[-1]), extra=False)][:AREAS]
    copies = [_again(leaf) for area in areas for leaf in leaves((area,)) if leaf.code not in decisive]
    for place, copy in enumerate(copies[: COMPONENTS - len(list(leaves(tuple(areas))))]):
        area = areas[place % 3]
        parts = (*area.parts, copy)
        areas[place % 3] = replace(area, parts=parts, max_points=sum((part.max_points for part in parts), ZERO))
    return replace(whole, criteria=tuple(areas))


def _again(criterion: Criterion) -> Criterion:
    """The same under another code."""
    parts = tuple(_again(part) for part in criterion.parts)
    return replace(criterion, code=f"{criterion.code}-again", parts=parts)
