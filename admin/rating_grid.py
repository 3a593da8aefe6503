"""Rating rules as a grid: each rule in words, its thresholds to be typed over, and where else they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from admin.language import spoken
from rules.comparison_phrases import asked
from rules.condition import Condition
from rules.errors import Refusal, Refusals
from rules.number import exact_text
from rules.phrases import cited
from rules.rubric import Rubric
from rules.table import Rule, Table
from rulesvc.usecases.written_numbers import read_number

_MARK: Final = ":"


@dataclass(frozen=True, slots=True)
class Cell:
    """A condition in words; *name* is that of its field, blank where its threshold is no number.

    *value* is the threshold as it is written; *elsewhere* tells the other rules that ask for the same.
    """

    place: int
    words: str
    name: str
    value: str
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridRule:
    """A rule of a table: its *outcome*, what it asks for, and on what basis."""

    code: str
    outcome: str
    cells: tuple[Cell, ...]
    basis: tuple[str, ...]


def grid(table: Table, rubric: Rubric) -> tuple[GridRule, ...]:
    """The rules of *table*, in their order."""
    into = spoken()
    return tuple(
        GridRule(
            rule.code,
            into.text(table.outcome(rule.outcome).name),
            tuple(_cells(table, rule, rubric)),
            tuple(cited(into, rubric, each) for each in rule.citations),
        )
        for rule in table.rules
    )


def cells(table: Table, rubric: Rubric) -> Iterator[Cell]:
    """All conditions of *table* whose thresholds can be typed."""
    yield from (cell for rule in table.rules for cell in _cells(table, rule, rubric) if cell.name)


def typed_rules(content: Mapping[str, Any], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rules of a table with that *content*, with the thresholds that were *typed* in place of theirs.

    Raises: `rules.errors.Refused` with what `read_number` refuses, at the field.
    """
    refusals = Refusals()
    rules = []
    for rule in content["rules"]:
        conditions = []
        for place, condition in enumerate(rule["conditions"]):
            name = field_name(rule["code"], place)
            conditions.append(_typed(condition, name, typed, refusals) if name in typed else condition)
        rules.append({**rule, "conditions": conditions})
    refusals.raise_if_any()
    return rules


def _typed(condition: dict[str, Any], name: str, typed: Mapping[str, str], refusals: Refusals) -> dict[str, Any]:
    try:
        return {**condition, "threshold": exact_text(read_number(typed[name].strip()))}
    except Refusal as refusal:
        refusal.at = (name,)
        refusals.add(refusal)
        return condition


def field_name(rule: str, place: int) -> str:
    """The name of the field of a threshold."""
    return f"at{_MARK}{rule}{_MARK}{place}"


def _cells(table: Table, rule: Rule, rubric: Rubric) -> Iterator[Cell]:
    into = spoken()
    for place, condition in enumerate(rule.conditions):
        is_number = isinstance(condition.threshold, Fraction)
        value = into.number(condition.threshold) if isinstance(condition.threshold, Fraction) else ""
        others = tuple(_elsewhere(table, rule, condition, rubric)) if is_number else ()
        name = field_name(rule.code, place) if is_number else ""
        yield Cell(place, asked(condition, rubric, into), name, value, others)


def _elsewhere(table: Table, rule: Rule, condition: Condition, rubric: Rubric) -> Iterator[str]:
    """Where the same threshold of the same measure stands besides."""
    into = spoken()
    for other in rubric.tables:
        for each in other.rules:
            is_itself = other.code == table.code and each.code == rule.code
            same = {(one.measure, one.threshold) for one in each.conditions}
            if (condition.measure, condition.threshold) in same and not is_itself:
                yield f"{into.text(other.name)}: {into.text(other.outcome(each.outcome).name)}"
