"""Examining: every condition of every rule over exact values, with the working that explains the verdict."""

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from rules.condition import Condition, Operator
from rules.measure import LowestPercent
from rules.number import rounded
from rules.reading import Reading, applicable, read
from rules.table import Rule, Table
from rules.value import Between, Missing, Value, Verdict, conjunction


@dataclass(frozen=True, slots=True)
class Seen:
    """A condition as it was examined: the value, the verdict, and how far the value is on the good side.

    *margin* (points, per cent or a count) is not negative exactly where `>=` or `<=` holds; `None` where the
    condition compares no numbers. *where* names the criteria that have the lowest percentage.
    """

    condition: Condition
    value: Value
    verdict: Verdict
    margin: Fraction | None
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """A rule as it was examined, for one member (blank for the agency)."""

    rule: Rule
    member: str
    verdict: Verdict
    conditions: tuple[Seen, ...]


def examine_table(reading: Reading, table: Table) -> tuple[Examined, ...]:
    """Every rule of *table* for every assessed member: members in the order of the scope, rules in theirs."""
    return tuple(
        _examine_rule(reading, table, rule, member)
        for member in reading.rubric.members(table)
        if member == "" or reading.tally.scores[member].applicable
        for rule in table.rules
    )


def _examine_rule(reading: Reading, table: Table, rule: Rule, member: str) -> Examined:
    seen = tuple(_examine(reading, table, condition, member) for condition in rule.conditions)
    return Examined(rule, member, conjunction(tuple(each.verdict for each in seen)), seen)


def _examine(reading: Reading, table: Table, condition: Condition, member: str) -> Seen:
    value = read(reading, condition.measure, member, table.places)
    return Seen(
        condition,
        value,
        verdict_of(condition, value),
        _margin(condition, value),
        _where(reading, table, condition, value),
    )


def verdict_of(condition: Condition, value: Value) -> Verdict:
    """Whether *condition* holds for *value*: yes, no, or cannot tell."""
    if condition.operator is Operator.MISSING:
        return _verdict(isinstance(value, Missing))
    match value:
        case Missing():
            return Verdict.CANNOT_TELL
        case Between(low, high):
            verdicts = {_holds(condition, Fraction(count)) for count in range(low, high + 1)}
            return _verdict(verdicts.pop()) if len(verdicts) == 1 else Verdict.CANNOT_TELL
        case _:
            return _verdict(_holds(condition, value))


def _verdict(truth: bool) -> Verdict:  # noqa: FBT001 -- the truth is all there is
    return Verdict.YES if truth else Verdict.NO


def _holds(condition: Condition, value: Fraction | str | bool) -> bool:  # noqa: FBT001 -- a value, not a switch
    threshold = condition.threshold
    if isinstance(value, Fraction) and isinstance(threshold, Fraction):
        return compare(value, condition.operator, threshold)
    if isinstance(threshold, tuple):
        return value in threshold
    return value == threshold


def compare(value: Fraction, operator: Operator, threshold: Fraction) -> bool:
    """Whether *value* stands to *threshold* as *operator* says."""
    match operator:
        case Operator.AT_LEAST:
            return value >= threshold
        case Operator.ABOVE:
            return value > threshold
        case Operator.AT_MOST:
            return value <= threshold
        case Operator.BELOW:
            return value < threshold
        case Operator.EQUALS:
            return value == threshold
        case Operator.IN | Operator.MISSING:
            raise ValueError(operator)
        case _:
            assert_never(operator)


def _margin(condition: Condition, value: Value) -> Fraction | None:
    threshold = condition.threshold
    if not isinstance(value, Fraction) or not isinstance(threshold, Fraction):
        return None
    upper = condition.operator in {Operator.AT_MOST, Operator.BELOW}
    return threshold - value if upper else value - threshold


def _where(reading: Reading, table: Table, condition: Condition, value: Value) -> tuple[str, ...]:
    if not isinstance(condition.measure, LowestPercent):
        return ()
    percents = applicable(reading, condition.measure.scope)
    places = table.places
    return tuple(
        code for code, percent in percents.items() if (percent if places is None else rounded(percent, places)) == value
    )
