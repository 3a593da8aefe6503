"""Nearness: who is within reach of another outcome: one figure need only move a little, across a threshold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from rules.condition import Condition
from rules.examination import verdict_of
from rules.measure import (
    CountBelow,
    CriterionMeasure,
    CriterionPoints,
    IndicatorValue,
    Measure,
    PercentMeasure,
    TotalPoints,
)
from rules.number import HUNDRED, ZERO
from rules.result import Result, VerdictLine
from rules.rubric import Rubric
from rules.settlement import Judged, Settled, settle
from rules.table import Table
from rules.value import Verdict, conjunction

WITHIN: Final = Fraction(1)
"""How close to a threshold is near by default: percentage points, or hundredths of the maximum where it is points."""


@dataclass(frozen=True, slots=True)
class Near:
    """A figure of *table* close to what *condition* asks: across that, *upwards* or down, the table answers *settled*.

    *member* is the criterion at hand in a table of grain criterion. Of a count the figure that moves is that of one
    criterion, and *value* is the count.
    """

    table: str
    member: str
    condition: Condition
    value: Fraction
    upwards: bool
    settled: Settled


@dataclass(frozen=True, slots=True)
class _Figure:
    """What a table looks at: a *measure* with its *value*, of one *member* where that is at hand, else blank."""

    measure: Measure
    member: str
    value: Fraction


def settled(table: Table, result: Result) -> Settled:
    """The answer of *table* in *result*."""
    lines = result["verdicts"][table.code]
    return settle(
        table, tuple((table.rule(each["rule"]), each["criterion"] or "", Verdict(each["verdict"])) for each in lines)
    )


def near(rubric: Rubric, result: Result, within: Fraction = WITHIN) -> tuple[Near, ...]:
    """What is close to a threshold in *result*, table by table: of each figure the nearest change either way.

    Close is *within* so many percentage points, the last of them included.
    """
    return tuple(each for table in rubric.tables for each in _of_table(rubric, result, table, within))


def _of_table(rubric: Rubric, result: Result, table: Table, within: Fraction) -> Iterator[Near]:
    before = settled(table, result)
    for figure, conditions in _figures(table, result).items():
        bounds = [each.threshold for each in conditions if isinstance(each.threshold, Fraction)]
        for moves in _moves(rubric, result, figure, bounds, within):
            for to in moves:
                after = settle(table, tuple(_moved(table, result, figure, to)))
                if replace(after, rules=()) != replace(before, rules=()):
                    crossed = _crossed(conditions, figure.value, to)
                    yield Near(table.code, figure.member, crossed, figure.value, to > figure.value, after)
                    break


def _figures(table: Table, result: Result) -> dict[_Figure, list[Condition]]:
    """The numbers that *table* compares, with the conditions on each."""
    found: dict[_Figure, list[Condition]] = {}
    for line in result["verdicts"][table.code]:
        conditions = table.rule(line["rule"]).conditions
        for condition, seen in zip(conditions, line["conditions"], strict=True):
            if seen["margin"] is not None and isinstance(seen["value"], str):
                figure = _Figure(condition.measure, _at_hand(condition.measure, line), Fraction(seen["value"]))
                found.setdefault(figure, []).append(condition)
    return found


def _at_hand(measure: Measure, line: VerdictLine) -> str:
    """The member that *measure* is about, where it names no criterion itself."""
    return (line["criterion"] or "") if isinstance(measure, CriterionMeasure) and not measure.criterion else ""


def _moved(table: Table, result: Result, figure: _Figure, to: Fraction) -> Iterator[Judged]:
    """The rules of *table*, had *figure* been *to*."""
    for line in result["verdicts"][table.code]:
        rule = table.rule(line["rule"])
        verdicts = tuple(
            verdict_of(condition, to)
            if condition.measure == figure.measure and _at_hand(condition.measure, line) == figure.member
            else Verdict(seen["verdict"])
            for condition, seen in zip(rule.conditions, line["conditions"], strict=True)
        )
        yield rule, line["criterion"] or "", conjunction(verdicts)


# ---- how far figures move --------------------------------------------------------------------------------------------


def _moves(
    rubric: Rubric, result: Result, figure: _Figure, bounds: Iterable[Fraction], within: Fraction
) -> tuple[Sequence[Fraction], Sequence[Fraction]]:
    """The values up and down from *figure* of which one is on each side of each of the *bounds* near, nearest first."""
    measure, value = figure.measure, figure.value
    if isinstance(measure, CountBelow):
        return _counts(closest(rubric, result, measure), value, within)
    reach = _reach(rubric, result, figure, within)
    top = max(value, HUNDRED) if isinstance(measure, PercentMeasure) else None
    marks = sorted({value, *bounds, *([] if top is None else [top])})
    here = marks.index(value)
    up, down = _ways(marks[here:], reach, 1), _ways(marks[here::-1], reach, -1)
    return [each for each in up if top is None or each <= top], list(down)


def _ways(marks: Sequence[Fraction], reach: Fraction, step: int) -> Iterator[Fraction]:
    """Of *marks*, the first of which is where one stands, those within *reach*, and what lies behind each of them."""
    for mark, after in pairwise((*marks, marks[-1] + step)):
        if not reach or abs(mark - marks[0]) > reach:
            return
        yield from (mark, (mark + after) / 2)


def closest(rubric: Rubric, result: Result, measure: CountBelow) -> tuple[tuple[str, Fraction], ...]:
    """The criteria that *measure* counts among, with how far each is above its percentage; the closest first."""
    members = rubric.scope[measure.scope].criteria
    exact = ((line["code"], line["percent_exact"]) for line in result["criteria"] if line["code"] in members)
    above = ((code, Fraction(percent) - measure.percent) for code, percent in exact if percent is not None)
    return tuple(sorted(above, key=lambda each: abs(each[1])))


def _counts(
    above: Iterable[tuple[str, Fraction]], count: Fraction, within: Fraction
) -> tuple[list[Fraction], list[Fraction]]:
    """One criterion more below the percentage where one is as near above it, one less where one is as near below."""
    near = [each for _, each in above if abs(each) <= within]
    falls, rises = any(each >= 0 for each in near), any(each < 0 for each in near)
    return [count + 1] if falls else [], [count - 1] if rises else []


def _reach(rubric: Rubric, result: Result, figure: _Figure, within: Fraction) -> Fraction:
    """How close is near to *figure*; not at all where nothing says what is little."""
    match figure.measure:
        case TotalPoints():
            return within * Fraction(result["total"]["max_points"]) / HUNDRED
        case CriterionPoints(criterion):
            code = criterion or figure.member
            most = next(line["max_points"] for line in result["criteria"] if line["code"] == code)
            return within * Fraction(most) / HUNDRED
        case IndicatorValue(code) if rubric.indicator[code].unit.vi == "%":
            return within
        case measure if isinstance(measure, PercentMeasure):
            return within
        case _:
            return ZERO


def _crossed(conditions: Iterable[Condition], value: Fraction, to: Fraction) -> Condition:
    """The last of *conditions* that changes on the way from *value* to *to*."""
    changed = [each for each in conditions if verdict_of(each, value) is not verdict_of(each, to)]
    return max(changed, key=lambda each: abs(Fraction(str(each.threshold)) - value))
