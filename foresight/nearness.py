"""Nearness: who is within reach of another outcome: one figure need only move a little, across a threshold."""

from collections.abc import Iterable, Iterator
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
"""How far a figure may move and count as near: percentage points, or hundredths of the maximum where it is points."""


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


def near(rubric: Rubric, result: Result) -> tuple[Near, ...]:
    """What is close to a threshold in *result*, table by table: of each figure the nearest change either way."""
    return tuple(each for table in rubric.tables for each in _of_table(rubric, result, table))


def _of_table(rubric: Rubric, result: Result, table: Table) -> Iterator[Near]:
    before = settled(table, result)
    for figure, conditions in _figures(table, result).items():
        for moves in _moves(rubric, result, figure, conditions):
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
    rubric: Rubric, result: Result, figure: _Figure, conditions: Iterable[Condition]
) -> tuple[list[Fraction], list[Fraction]]:
    """The values up and down from *figure*, nearest first, between which nothing changes."""
    if isinstance(figure.measure, CountBelow):
        return _counts(rubric, result, figure.measure, figure.value)
    reach = _reach(rubric, result, figure)
    low, high = figure.value - reach, figure.value + reach
    if isinstance(figure.measure, PercentMeasure):
        high = max(min(high, HUNDRED), figure.value)
    bounds = {each.threshold for each in conditions if isinstance(each.threshold, Fraction)}
    marks = sorted({low, figure.value, high, *(each for each in bounds if low <= each <= high)})
    every = sorted({*marks, *((one + other) / 2 for one, other in pairwise(marks))})
    return [each for each in every if each > figure.value], [each for each in reversed(every) if each < figure.value]


def _counts(
    rubric: Rubric, result: Result, measure: CountBelow, count: Fraction
) -> tuple[list[Fraction], list[Fraction]]:
    """One criterion more below the percentage where one is as near to it, one less where one is as near below it."""
    members = rubric.scope[measure.scope].criteria
    exact = (line["percent_exact"] for line in result["criteria"] if line["code"] in members)
    above = [Fraction(each) - measure.percent for each in exact if each is not None]
    falls, rises = any(0 <= each < WITHIN for each in above), any(-WITHIN <= each < 0 for each in above)
    return [count + 1] if falls else [], [count - 1] if rises else []


def _reach(rubric: Rubric, result: Result, figure: _Figure) -> Fraction:
    """How far *figure* may move; not at all where nothing says what is little."""
    match figure.measure:
        case TotalPoints():
            return WITHIN * Fraction(result["total"]["max_points"]) / HUNDRED
        case CriterionPoints(criterion):
            code = criterion or figure.member
            most = next(line["max_points"] for line in result["criteria"] if line["code"] == code)
            return WITHIN * Fraction(most) / HUNDRED
        case IndicatorValue(code) if rubric.indicator[code].unit.vi == "%":
            return WITHIN
        case measure if isinstance(measure, PercentMeasure):
            return WITHIN
        case _:
            return ZERO


def _crossed(conditions: Iterable[Condition], value: Fraction, to: Fraction) -> Condition:
    """The last of *conditions* that changes on the way from *value* to *to*."""
    changed = [each for each in conditions if verdict_of(each, value) is not verdict_of(each, to)]
    return max(changed, key=lambda each: abs(Fraction(str(each.threshold)) - value))
