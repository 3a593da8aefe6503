"""What problems and cases rest on, as a hash: once it is another one, whoever knew of them is to look again.

A name says which list or criterion is meant, and not what stands in it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from foresight.problem import Kind, Problem
from rules.canonical import canonical, digest
from rules.condition import Condition
from rules.content import part_content
from rules.criterion import Criterion, walk
from rules.measure import (
    CountBelow,
    CriterionMeasure,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    OutcomeOf,
    TotalPercent,
    TotalPoints,
)
from rules.rubric import Rubric, conditions, tables_read
from rules.table import Table

_TOTALS = TotalPoints | TotalPercent
_HOW_IT_IS_SCORED = frozenset({"name", "method", "parts"})


def tables_sha256(rubric: Rubric, about: Iterable[str]) -> str:
    """The hash of what the tables *about* say, and of all that they look at, themselves or through other tables."""
    codes = tuple(about)
    known = _with_those_read(rubric, [rubric.table[code] for code in codes if code in rubric.table])
    looked_at = [condition for table in known for condition in conditions(table)]
    members = [member for table in known for member in rubric.members(table) if member]
    says: dict[str, Any] = dict.fromkeys(codes) | {table.code: part_content(table) for table in known}
    return _sha256({"tables": says, **_looked_at(rubric, looked_at, members)})


def problem_sha256(rubric: Rubric, problem: Problem) -> str:
    """The hash of what *problem* rests on: a gap on what its bounds mean, anything else on its whole table."""
    if problem.kind is not Kind.GAP:
        return tables_sha256(rubric, (problem.table,))
    table = rubric.table[problem.table]
    read = [each.measure.table for each in problem.box if isinstance(each.measure, FindingsOf | OutcomeOf)]
    decides = {"hit_policy": table.hit_policy, "places": table.places, "members": problem.members}
    through = tables_sha256(rubric, (*read, *problem.unsettled))
    return _sha256({"table": decides, "through": through, **_looked_at(rubric, problem.box, problem.members)})


def criterion_sha256(rubric: Rubric, code: str) -> str:
    """The hash of a criterion with its parts; of all criteria where *code* is blank."""
    found = [rubric.criterion[code]] if code else rubric.criteria
    return _sha256({each.code: part_content(each) for each in found})


def _with_those_read(rubric: Rubric, tables: Iterable[Table]) -> list[Table]:
    found, left = dict[str, Table](), list(tables)
    while left:
        table = left.pop()
        if table.code not in found:
            found[table.code] = table
            left += [rubric.table[code] for code in tables_read(table)]
    return list(found.values())


def _looked_at(rubric: Rubric, asked: Iterable[Condition], members: Iterable[str]) -> dict[str, Any]:
    """The lists, indicators and criteria that conditions *asked* of *members* look at."""
    measures = [condition.measure for condition in asked]
    scopes = {each.scope for each in measures if isinstance(each, LowestPercent | CountBelow)}
    named = {each.criterion for each in measures if isinstance(each, CriterionMeasure) and each.criterion}
    of_scopes = {code for scope in scopes for code in rubric.scope[scope].criteria}
    indicators = {each.indicator for each in measures if isinstance(each, IndicatorValue)}
    areas = rubric.criteria if any(isinstance(each, _TOTALS) for each in measures) else ()
    return {
        "scopes": {code: sorted(rubric.scope[code].criteria) for code in scopes},
        "criteria": dict(_bounds(rubric, named | of_scopes | set(members))),
        "areas": {area.code: _bounded(area) for area in areas},
        "indicators": {code: part_content(rubric.indicator[code]) for code in indicators},
    }


def _bounds(rubric: Rubric, codes: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for code in codes:
        yield from ((each.code, _bounded(each)) for each in walk((rubric.criterion[code],)))


def _bounded(criterion: Criterion) -> dict[str, Any]:
    """How many points a criterion can have, and what of them counts; not by what it comes to them."""
    return {name: value for name, value in part_content(criterion).items() if name not in _HOW_IT_IS_SCORED}


def _sha256(content: dict[str, Any]) -> str:
    return digest(canonical(content))
