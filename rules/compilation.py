"""Compiling tables into rulesets: conditions over integers, certain and possible ones apart.

Where every measure is known, one value a measure and one rule a rule suffice. Where some are not, each measure is a
range and each rule is compiled twice, "certainly" and "possibly", both plain conjunctions: `>= t` is certain if the
low end reaches t and possible if the high end does. That is Kleene's logic inside durable-rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import count, product
from typing import assert_never

from rules.condition import Condition, Operator
from rules.durable import MOST_PROPERTIES, MOST_RULES, Expression, Ruleset, property_name
from rules.encoding import UNKNOWN
from rules.errors import BeyondTheEngine, require
from rules.facts import Slot
from rules.measure import CodeMeasure, CriterionMeasure, OutcomeOf
from rules.number import SCALE
from rules.rubric import Rubric, codes_of
from rules.settlement import Judged, Settled
from rules.table import Rule, Table

MOST_RULESETS = 64
"""Rulesets an edition may need at one stage; more were never measured."""


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

    Raises: `BeyondTheEngine` where a table exceeds what was measured to be safe.
    """
    return tuple(_compile_stage(rubric, tables) for tables in rubric.stages)


def _compile_stage(rubric: Rubric, tables: tuple[Table, ...]) -> Stage:
    places = count()
    of_tables = tuple(
        (table, tuple((next(places), rule, member) for member in rubric.members(table) for rule in table.rules))
        for table in tables
    )
    cases = [
        (f"table {table.code}, rule {rule.code}", tuple(_drafts(rubric, table, (place, rule, member))))
        for table, of_table in of_tables
        for place, rule, member in of_table
    ]
    slots = _slots(draft for _, drafts in cases for draft in drafts)
    stage = Stage(
        tables=of_tables,
        slots=slots,
        known=tuple(_part(chunk, slots, ranges=False) for chunk in _chunks(cases, rules_each=1)),
        ranges=tuple(_part(chunk, slots, ranges=True) for chunk in _chunks(cases, rules_each=2)),
    )
    what = "tables " + ", ".join(table.code for table in tables)
    require(len(stage.ranges) <= MOST_RULESETS, BeyondTheEngine(what, len(stage.ranges), MOST_RULESETS))
    return stage


def _drafts(rubric: Rubric, table: Table, case: tuple[int, Rule, str]) -> Iterator[_Draft]:
    """A rule for a member: one draft, or one for each combination of codes where conditions say `in`."""
    place, rule, member = case
    alternatives = [tuple(_integers(rubric, table, condition, member)) for condition in rule.conditions]
    return (_Draft(place, conditions) for conditions in product(*alternatives))


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


def _chunks(cases: list[tuple[str, tuple[_Draft, ...]]], rules_each: int) -> Iterator[list[_Draft]]:
    """Drafts in their order, cut so that no ruleset exceeds what is safe; each case with what it is called."""
    chunk: list[_Draft] = []
    for what, drafts in cases:
        require(len(drafts) * rules_each <= MOST_RULES, BeyondTheEngine(what, len(drafts), MOST_RULES // rules_each))
        most = MOST_PROPERTIES // rules_each
        require(len(_slots(drafts)) <= most, BeyondTheEngine(f"{what}: measures", len(_slots(drafts)), most))
        full = (len(chunk) + len(drafts)) * rules_each > MOST_RULES
        if chunk and (full or len(_slots([*chunk, *drafts])) > most):
            yield chunk
            chunk = []
        chunk = [*chunk, *drafts]
    yield chunk


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
