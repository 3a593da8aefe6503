"""Citing: rules that ask for something else than in the edition before, and still cite what was cited there."""

from collections.abc import Iterable
from fractions import Fraction

from foresight.problem import Kind, Problem
from rules import comparison_values as compared
from rules.comparison_values import Asked, Change, Part
from rules.measure import CountBelow


def cited_as_before(changes: Iterable[Change]) -> tuple[Problem, ...]:
    """The rules of which *changes* touch a number that is asked for, and name no other source of it."""
    asked: dict[tuple[str, ...], list[Change]] = {}
    cited = set[tuple[str, ...]]()
    for change in changes:
        if change.subject is not Part.RULE or change.before is None or change.after is None:
            continue
        if change.field == "conditions" and _asks_otherwise(change):
            asked.setdefault(change.codes, []).append(change)
        if change.field == "citations" and change.kind in {compared.Kind.ADDED, compared.Kind.CHANGED}:
            cited.add(change.codes)
    return tuple(
        Problem(Kind.SAME_CITATION, table, rules=(rule,), changes=tuple(found))
        for (table, rule), found in asked.items()
        if (table, rule) not in cited
    )


def _asks_otherwise(change: Change) -> bool:
    """Whether a condition has another number, came or went: not where only what it looks at is called otherwise."""
    return _numbers(change.old) != _numbers(change.new)


def _numbers(value: compared.Value) -> tuple[object, ...]:
    if not isinstance(value, Asked) or not isinstance(value.condition.threshold, Fraction):
        return ()
    measure = value.condition.measure
    percent = measure.percent if isinstance(measure, CountBelow) else None
    return value.condition.operator, value.condition.threshold, percent
