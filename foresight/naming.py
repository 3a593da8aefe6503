"""Naming: what outcomes are called, held against the thresholds of the rules that lead to them.

A threshold is changed in one place, and the name of the outcome goes on saying the old one in every answer and letter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final
from unicodedata import normalize

from foresight.problem import Kind, Problem
from rules.condition import Condition
from rules.measure import CountBelow
from rules.rubric import Rubric, conditions, tables_read
from rules.table import HitPolicy, Rule, Table

_POINTS: Final = "\N{LATIN SMALL LETTER D WITH STROKE}i\N{LATIN SMALL LETTER E WITH CIRCUMFLEX AND HOOK ABOVE}m"
_PERCENT: Final = (
    "ph\N{LATIN SMALL LETTER A WITH CIRCUMFLEX AND GRAVE}n tr\N{LATIN SMALL LETTER A WITH BREVE}m|per ?cent"
)
_UNIT: Final = rf"(?:%|(?:{_PERCENT}|{_POINTS}|points?)\b)"
_TO: Final = (
    "(?:-|\N{EN DASH}|\N{LATIN SMALL LETTER D WITH STROKE}\N{LATIN SMALL LETTER E WITH CIRCUMFLEX AND ACUTE}n|to)"
)
_NUMBER: Final = r"\d+(?:[.,]\d+)*"
_FIGURE: Final = re.compile(
    rf"(?<![\d.,])(?P<number>{_NUMBER})(?:\s*{_UNIT}|(?=\s*{_TO}\s*(?:[^\W\d]+\s+){{0,2}}{_NUMBER}\s*{_UNIT}))",
    re.IGNORECASE,
)
"""A number of per cent or points, also the first one of a span: `80%`, `62,5 points`, `80` of `80 to below 90%`."""

_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def stale_names(rubric: Rubric) -> tuple[Problem, ...]:
    """The outcomes whose names say a number of per cent or points that is no threshold of the rules for them."""
    return tuple(stale for table in rubric.tables for stale in stale_names_in(rubric, table))


def stale_names_in(rubric: Rubric, table: Table) -> Iterator[Problem]:
    """Those of one *table* of *rubric*."""
    for outcome in table.outcome_codes:
        if stale_wordings(rubric, table, outcome):
            yield Problem(Kind.STALE_NAME, table.code, outcome=outcome)


def stale_wordings(rubric: Rubric, table: Table, outcome: str) -> Mapping[str, tuple[str, ...]]:
    """The numbers that are no threshold, as they are written in the name of an *outcome*, by its language."""
    known = set(_thresholds(rubric, table, outcome))
    name = table.outcome(outcome).name
    found = {code: tuple(_figures_but(known, text)) for code, text in (("vi", name.vi), ("en", name.en))}
    return {code: figures for code, figures in found.items() if figures and known}


def _figures_but(known: set[Fraction], text: str) -> Iterator[str]:
    for match in _FIGURE.finditer(normalize("NFC", text)):
        if known.isdisjoint(_readings(match["number"])):
            yield match[0]


def _readings(number: str) -> Iterator[Fraction]:
    """What *number* may mean: its last sign is for decimals, or all are for thousands."""
    whole, _, decimals = number.replace(",", ".").rpartition(".")
    if "." not in whole:
        yield Fraction(f"{whole}.{decimals}" if whole else decimals)
    if _GROUPED.fullmatch(number):
        yield Fraction(re.sub("[.,]", "", number))


def _thresholds(rubric: Rubric, table: Table, outcome: str) -> Iterator[Fraction]:
    """The numbers that decide about an *outcome*, in the rules of its table and in the tables which that reads."""
    own = (condition for rule in _deciding(table, outcome) for condition in rule.conditions)
    yield from _numbers(own)
    for code in set(tables_read(table)):
        yield from _all_thresholds(rubric, rubric.table[code])


def _all_thresholds(rubric: Rubric, table: Table) -> Iterator[Fraction]:
    yield from _numbers(conditions(table))
    for code in set(tables_read(table)):
        yield from _all_thresholds(rubric, rubric.table[code])


def _deciding(table: Table, outcome: str) -> tuple[Rule, ...]:
    """The rules for an *outcome*, and those that must not match for it."""
    if outcome == table.default:
        return table.rules
    own = [place for place, rule in enumerate(table.rules) if rule.outcome == outcome]
    if table.hit_policy is HitPolicy.FIRST:
        return table.rules[: own[-1] + 1] if own else ()
    codes = table.outcome_codes
    upto = codes[: codes.index(outcome) + 1] if table.hit_policy is HitPolicy.PRIORITY else (outcome,)
    return tuple(rule for rule in table.rules if rule.outcome in upto) if own else ()


def _numbers(asked: Iterable[Condition]) -> Iterator[Fraction]:
    for condition in asked:
        if isinstance(condition.threshold, Fraction):
            yield condition.threshold
        if isinstance(condition.measure, CountBelow):
            yield condition.measure.percent
