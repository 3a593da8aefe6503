"""Examining: every condition of every rule over exact values, with the working that explains the verdict."""

import operator
from dataclasses import dataclass
from fractions import Fraction

from rules.condition import Condition, Operator
from rules.measure import LowestPercent, Measure
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
    values: dict[tuple[Measure, str], Value] = {}
    return tuple(
        _examine_rule(reading, table, rule, member, values)
        for member in reading.rubric.members(table)
        if member == "" or reading.tally.scores[member].applicable
        for rule in table.rules
    )


def _examine_rule(
    reading: Reading, table: Table, rule: Rule, member: str, values: dict[tuple[Measure, str], Value]
) -> Examined:
    """*rule* for *member*; *values* keeps what was read, since the rules of a table look at the same measures."""
    conditions = []
    for condition in rule.conditions:
        key = (condition.measure, member)
        if key not in values:
            values[key] = read(reading, condition.measure, member, table.places)
        conditions.append(_examine(reading, table, condition, values[key]))
    return Examined(rule, member, conjunction(tuple(seen.verdict for seen in conditions)), tuple(conditions))


def _examine(reading: Reading, table: Table, condition: Condition, value: Value) -> Seen:
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


_COMPARE = {
    Operator.AT_LEAST: operator.ge,
    Operator.ABOVE: operator.gt,
    Operator.AT_MOST: operator.le,
    Operator.BELOW: operator.lt,
    Operator.EQUALS: operator.eq,
}


def compare(value: Fraction, sign: Operator, threshold: Fraction) -> bool:
    """Whether *value* stands to *threshold* as *sign* says: both brought to one denominator, which is exact."""
    truth: bool = _COMPARE[sign](value.numerator * threshold.denominator, threshold.numerator * value.denominator)
    return truth


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
