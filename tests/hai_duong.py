"""The reference case: Hải Dương 2022, 30 agencies, two rubrics, as published and as reconstructed."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from rules.answer import Points
from rules.condition import Condition
from rules.number import exact
from rules.rubric import Rubric
from rules.sheet import Previous, Sheet
from rules.table import Rule, Table
from rulesvc.schemas.rubric_document import read_rubric

CASE = Path(__file__).parents[1] / "cases" / "hai-duong-2022"
BLOCKS = ("so", "huyen")


def rows(name: str) -> Iterator[dict[str, str]]:
    with (CASE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def published() -> dict[str, dict[str, str]]:
    """The published cells by agency."""
    return {row["agency"]: row for row in rows("agencies")}


@cache
def document(block: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((CASE / f"{block}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def rubric_of(block: str) -> Rubric:
    return read_rubric(document(block))


@cache
def block_of(agency: str) -> str:
    return published()[agency]["block"]


@cache
def sheets() -> dict[str, Sheet]:
    """The sheets of all agencies, in the order of the published table."""
    known = {
        row["agency"]: Previous(reviewed=row["reviewed_2021"] == "yes", rank=int(row["rank_2021"]))
        for row in rows("previous-year")
    }
    points = [(row["agency"], Points(row["area"], exact(row["points"]))) for row in rows("scores")]
    return {
        agency: Sheet(agency, "2022", tuple(each for of, each in points if of == agency), previous=known[agency])
        for agency in published()
    }


def rescored(sheet: Sheet, change: Callable[[str, Fraction], Fraction]) -> Sheet:
    """*sheet* with the points of each area as *change* gives them."""
    scored = [answer for answer in sheet.answers if isinstance(answer, Points)]
    return replace(sheet, answers=tuple(Points(each.criterion, change(each.criterion, each.points)) for each in scored))


def sheet_of(agency: str, **points: str) -> Sheet:
    """The sheet of *agency* with other *points* for some areas (underscores for hyphens)."""
    changed = {area.replace("_", "-"): exact(given) for area, given in points.items()}
    return rescored(sheets()[agency], changed.get)


def total(sheet: Sheet) -> Fraction:
    return sum((answer.points for answer in sheet.answers if isinstance(answer, Points)), Fraction(0))


def at_percent(percents: dict[str, int], others: int) -> Sheet:
    """A sheet of the block `so` with each area at a percentage of its maximum: *others* where none is named."""
    caps = {area.code: area.max_points for area in rubric_of("so").criteria}
    points = {code: cap * percents.get(code, others) / 100 for code, cap in caps.items()}
    return replace(sheets()["so-noi-vu"], answers=tuple(Points(code, each) for code, each in points.items()))


def edited(rubric: Rubric, code: str, change: Callable[[Condition], Condition]) -> Rubric:
    """A copied edition in which *change* was applied to every condition of table *code*."""

    def of_rule(rule: Rule) -> Rule:
        return replace(rule, conditions=tuple(map(change, rule.conditions)))

    def of_table(table: Table) -> Table:
        return replace(table, rules=tuple(map(of_rule, table.rules))) if table.code == code else table

    return replace(rubric, tables=tuple(map(of_table, rubric.tables)))


def moved(kind: str, before: int, after: int) -> Callable[[Condition], Condition]:
    """The change that moves a threshold on measures of *kind*."""

    def change(condition: Condition) -> Condition:
        hit = condition.measure.kind == kind and condition.threshold == before
        return replace(condition, threshold=Fraction(after)) if hit else condition

    return change
