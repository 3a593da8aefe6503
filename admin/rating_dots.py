"""Dots in the picture of a rating: the agencies of the last period that has results, where their figures lie."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from admin.accounts import database
from admin.language import spoken
from admin.pictures.rating_plane import Plane
from rules.number import Comparison
from rules.result import percent_comparisons
from rules.rubric import Rubric
from rulesvc.store.editions import EditionLine
from rulesvc.store.judged import judged


@dataclass(frozen=True, slots=True)
class Dot:
    """An agency by its *number* in the picture, its figures as they are written, and what the rules shown answer."""

    number: int
    agency: str
    total: str
    lowest: str
    outcome: str
    across: int
    up: int


def dots(line: EditionLine, rubric: Rubric, plane: Plane) -> tuple[Dot, ...]:
    """The agencies, the best total first; those are left out of which the picture does not show both figures."""
    with database().reading() as reading:
        stored = judged(reading, line.rubric_id, ())
    results = [(spoken().text(each.agency), json.loads(each.result)) for each in stored]
    last = results[-1][1]["period"] if results else ""
    members = rubric.scope[plane.scope].criteria
    figures = [(name, *_figures(result, members)) for name, result in results if result["period"] == last]
    known = sorted(((name, total, low) for name, total, low in figures if low is not None), key=lambda each: -each[1])
    beside = percent_comparisons(rubric)
    return tuple(_dot(place, each, plane, beside) for place, each in enumerate(known, start=1))


def _figures(result: dict[str, Any], members: tuple[str, ...]) -> tuple[Fraction, Fraction | None]:
    exact = [line["percent_exact"] for line in result["criteria"] if line["code"] in members]
    known = [Fraction(each) for each in exact if each is not None]
    return Fraction(result["total"]["percent_exact"]), min(known, default=None)


def _dot(place: int, found: tuple[str, Fraction, Fraction], plane: Plane, beside: Sequence[Comparison]) -> Dot:
    (name, total, lowest), into = found, spoken()
    outcome = plane.outcome_at(total, lowest)
    return Dot(
        number=place,
        agency=name,
        total=into.percent(total, beside),
        lowest=into.percent(lowest, beside),
        outcome=into.text(plane.table.outcome(outcome).name) if outcome else "",
        across=plane.across(total),
        up=plane.up(lowest),
    )
