"""Compiling tables into rulesets: conditions over integers, certain and possible ones apart.

Where every measure is known, one value a measure and one rule a rule suffice. Where some are not, each measure is a
range and each rule is compiled twice, "certainly" and "possibly", both plain conjunctions: `>= t` is certain if the
low end reaches t and possible if the high end does. That is Kleene's logic inside durable-rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import count, product
from math import prod
from typing import assert_never

from rules.condition import Condition, Operator
from rules.criterion import unsummed
from rules.durable import MOST_PROPERTIES, MOST_RULES, Expression, Ruleset, property_name
from rules.encoding import UNKNOWN
from rules.errors import TooManyMeasures, TooManyRules, require
from rules.facts import Slot
from rules.measure import CodeMeasure, CriterionMeasure, OutcomeOf
from rules.number import SCALE
from rules.rubric import Rubric, codes_of
from rules.settlement import Judged, Settled
from rules.table import Rule, Table
from rules.text import Text
from rules.together import raise_first

MOST_RULESETS = 64
"""Rulesets an edition may need at one stage; more were never measured."""

MOST_DRAFTS = MOST_RULESETS * (MOST_RULES // 2)
"""So many rules fill them, each compiled twice, "certainly" and "possibly"."""

MOST_MEASURES = MOST_PROPERTIES // 2
"""A range is two properties."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one ruleset decides.

    *wants* are the places of its values among those of the stage, a range being two of them; *decides* are, for each
    of its rules, the place of the case it stands for and whether it holds certainly or only possibly.
    """

    ruleset: Ruleset
    wants: tuple[int, ...]
    decides: tuple[tuple[int, bool], ...]


Pattern = tuple[bool, tuple[frozenset[int], ...], frozenset[str]]
"""Whether all values were known, which rules of each ruleset fired, and members that are not assessed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What durable-rules says of one table: the verdict of each rule, and the answer that follows."""

    judged: tuple[Judged, ...]
    settled: Settled


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """The compiled tables of one stage, for known values and for ranges.

    *tables* are the tables with their cases: the place of a case in the stage, the rule and the member.
    *remembered* are answers by what fired: thousands of agencies share a handful of patterns.
    """

    tables: tuple[tuple[Table, tuple[tuple[int, Rule, str], ...]], ...]
    slots: tuple[Slot, ...]
    known: tuple[Part, ...]
    ranges: tuple[Part, ...]
    remembered: dict[Pattern, dict[str, Decision]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Draft:
    """One rule of a ruleset to be: the place of its case, and slot, operator and integer of each condition."""

    case: int
    conditions: tuple[tuple[Slot, Operator, int], ...]


def compile_rubric(rubric: Rubric) -> tuple[Stage, ...]:
    """The compiled stages of *rubric*.

    Raises: `SumDiffers` where a cap is not the sum of its parts; `BeyondTheEngine` where a table exceeds what was
    measured to be safe.
    """
    raise_first(unsummed(rubric.criteria))
    return tuple(_compile_stage(rubric, tables) for tables in rubric.stages)


def _compile_stage(rubric: Rubric, tables: tuple[Table, ...]) -> Stage:
    _require_fewer(rubric, tables)
    places = count()
    of_tables = tuple(
        (table, tuple((next(places), rule, member) for member in rubric.members(table) for rule in table.rules))
        for table in tables
    )
    drafts = [draft for table, cases in of_tables for case in cases for draft in _drafts(rubric, table, case)]
    ranges = _chunks(drafts, rules_each=2)
    fitting = sum(map(len, ranges[:MOST_RULESETS]))
    require(len(ranges) <= MOST_RULESETS, TooManyRules(_names(tables), len(drafts), fitting))
    slots = _slots(drafts)
    return Stage(
        tables=of_tables,
        slots=slots,
        known=tuple(_part(chunk, slots, ranges=False) for chunk in _chunks(drafts, rules_each=1)),
        ranges=tuple(_part(chunk, slots, ranges=True) for chunk in ranges),
    )


def _require_fewer(rubric: Rubric, tables: tuple[Table, ...]) -> None:
    """Refuse what is too much before any of it is made: lists of codes multiply."""
    given = sum(
        len(rubric.members(table)) * prod(len(codes_of(condition)) or 1 for condition in rule.conditions)
        for table in tables
        for rule in table.rules
    )
    require(given <= MOST_DRAFTS, TooManyRules(_names(tables), given, MOST_DRAFTS))


def _names(tables: tuple[Table, ...]) -> tuple[Text, ...]:
    return tuple(table.name for table in tables)


def _drafts(rubric: Rubric, table: Table, case: tuple[int, Rule, str]) -> Iterator[_Draft]:
    """A rule for a member: one draft, or one for each combination of codes where conditions say `in`.

    Raises: `TooManyMeasures`.
    """
    place, rule, member = case
    alternatives = [tuple(_integers(rubric, table, condition, member)) for condition in rule.conditions]
    for conditions in product(*alternatives):
        draft = _Draft(place, conditions)
        measures = len(_slots([draft]))
        require(measures <= MOST_MEASURES, TooManyMeasures(table.name, rule.code, measures, MOST_MEASURES))
        yield draft


def _integers(rubric: Rubric, table: Table, condition: Condition, member: str) -> Iterator[tuple[Slot, Operator, int]]:
    slot = _slot(rubric, table, condition, member)
    match condition.threshold:
        case None:
            yield slot, Operator.MISSING, 0
        case bool():
            yield slot, Operator.EQUALS, int(condition.threshold)
        case Fraction():
            yield slot, condition.operator, int(2 * condition.threshold * SCALE)
        case str() | tuple():
            for code in codes_of(condition):
                yield slot, Operator.EQUALS, slot.codes.index(code)
        case _:
            assert_never(condition.threshold)


def _slot(rubric: Rubric, table: Table, condition: Condition, member: str) -> Slot:
    """The slot a condition reads: the member is part of it only where the measure depends on it."""
    measure = condition.measure
    if isinstance(measure, CriterionMeasure) and measure.criterion == "":
        measure = replace(measure, criterion=member)
    depends = isinstance(measure, OutcomeOf) and rubric.members(rubric.table[measure.table]) != ("",)
    codes = _codes(rubric, condition) if isinstance(measure, CodeMeasure) else ()
    return Slot(measure, member if depends else "", table.places, codes)


def _codes(rubric: Rubric, condition: Condition) -> tuple[str, ...]:
    """All codes that any condition of the rubric compares this measure with: a code's integer is its place."""
    return tuple(
        dict.fromkeys(
            code
            for table in rubric.tables
            for rule in table.rules
            for other in rule.conditions
            if other.measure == condition.measure
            for code in codes_of(other)
        )
    )


def _chunks(drafts: list[_Draft], rules_each: int) -> list[list[_Draft]]:
    """Drafts in their order, cut so that no ruleset exceeds what is safe; one chunk at least."""
    chunks: list[list[_Draft]] = [[]]
    slots: set[Slot] = set()
    for draft in drafts:
        slots |= set(_slots([draft]))
        full = (len(chunks[-1]) + 1) * rules_each > MOST_RULES
        if full or len(slots) * rules_each > MOST_PROPERTIES:
            chunks.append([])
            slots = set(_slots([draft]))
        chunks[-1].append(draft)
    return chunks


def _part(drafts: list[_Draft], of_stage: tuple[Slot, ...], *, ranges: bool) -> Part:
    slots = _slots(drafts)
    place = {slot: number for number, slot in enumerate(slots)}
    rules: list[tuple[Expression, ...]] = []
    decides: list[tuple[int, bool]] = []
    for draft in drafts:
        for certain in (True, False) if ranges else (True,):
            expressions = _known(draft, place) if not ranges else _range(draft, place, certain=certain)
            if expressions:
                rules.append(expressions)
                decides.append((draft.case, certain))
    ruleset = Ruleset(tuple(rules), len(slots) * (2 if ranges else 1))
    places = [of_stage.index(slot) for slot in slots]
    wants = [each for place in places for each in (2 * place, 2 * place + 1)] if ranges else places
    return Part(ruleset, tuple(wants), tuple(decides))


def _known(draft: _Draft, place: dict[Slot, int]) -> tuple[Expression, ...]:
    """The conditions over known values; none at all where one asks for a missing value."""
    if any(operator is Operator.MISSING for _, operator, _ in draft.conditions):
        return ()
    return tuple(
        _expression(operator, property_name(place[slot]), threshold) for slot, operator, threshold in draft.conditions
    )


def _range(draft: _Draft, place: dict[Slot, int], *, certain: bool) -> tuple[Expression, ...]:
    return tuple(
        expression
        for slot, operator, threshold in draft.conditions
        for expression in _on_range(operator, threshold, place[slot], certain=certain)
    )


def _on_range(operator: Operator, threshold: int, place: int, *, certain: bool) -> tuple[Expression, ...]:
    """A condition over the range of the measure at *place*: its low end, then its high end."""
    low, high = property_name(2 * place), property_name(2 * place + 1)
    worst, best = (low, high) if certain else (high, low)
    match operator:
        case Operator.AT_LEAST | Operator.ABOVE:
            return (_expression(operator, worst, threshold),)
        case Operator.AT_MOST | Operator.BELOW:
            return (_expression(operator, best, threshold),)
        case Operator.EQUALS:
            at_least = _expression(Operator.AT_LEAST, worst, threshold)
            return (at_least, _expression(Operator.AT_MOST, best, threshold))
        case Operator.MISSING:
            return ({low: -UNKNOWN}, {high: UNKNOWN})
        case Operator.IN:
            raise ValueError(operator)  # it was compiled into one rule a code
        case _:
            assert_never(operator)


_WORD = {Operator.AT_LEAST: "$gte", Operator.ABOVE: "$gt", Operator.AT_MOST: "$lte", Operator.BELOW: "$lt"}


def _expression(operator: Operator, name: str, threshold: int) -> Expression:
    return {name: threshold} if operator is Operator.EQUALS else {_WORD[operator]: {name: threshold}}


def _slots(drafts: Iterable[_Draft]) -> tuple[Slot, ...]:
    return tuple(dict.fromkeys(slot for draft in drafts for slot, _, _ in draft.conditions))
