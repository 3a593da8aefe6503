"""A decision table as a grid: rules down, measures across, thresholds in the cells, and what each rule means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final, cast

from admin.criteria_tree import typed_number
from admin.views.rating_rules_edits import Form, cell_name, is_typed
from foresight.naming import stale_names_in
from foresight.problem_phrases import problem_text
from rules.comparison_phrases import asked, capital, field_name, written
from rules.comparison_values import Element, Fact, Part
from rules.condition import Condition, Operator
from rules.errors import N_
from rules.language import Language
from rules.measure import CriterionMeasure, Measure
from rules.phrases import cited, name_of, quantity
from rules.result import Result
from rules.rubric import Rubric
from rules.table import Rule, Table
from rules.telling import Telling
from rulesvc.papers.annex import table_elements

COMPARISONS: Final[Mapping[Operator, str]] = {
    Operator.AT_LEAST: N_("{threshold} or more"),
    Operator.ABOVE: N_("more than {threshold}"),
    Operator.AT_MOST: N_("at most {threshold}"),
    Operator.BELOW: N_("below {threshold}"),
    Operator.EQUALS: N_("exactly {threshold}"),
}
"""How a number is compared, around the cell in which it is typed."""

_OF_A_TABLE: Final = ("subject", "grain", "hit_policy", "scope", "default", "places")
_RESULT_TO_COME: Final = cast("Result", {})
_HERE: Final = "\0"
"""Stands for the cell in the words around it."""

ANY_NUMBER: Final = 77
"""A number that is written without a zero before it, in whichever unit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A condition by the *name* of its field: what it *asks*, and what its threshold reads *written* into its column.

    Where the threshold *is_number*, *value* is what the cell holds between *before* and *after*, *seen* what is stored.
    *stored* tells the same in words where somebody else changed it, *elsewhere* where else the threshold stands.
    """

    name: str
    asks: str
    is_number: bool = False
    written: str = ""
    value: str = ""
    seen: str = ""
    before: str = ""
    after: str = ""
    stored: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule: its *cells* by column, the sentence that it *means*, and what it rests on."""

    rule: Rule
    outcome: str
    cells: tuple[tuple[Cell, ...], ...]
    means: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what is *told* of it, its *columns* by name, its *rows*, and what was typed for what is *gone*."""

    table: Table
    told: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    gone: tuple[str, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """All cells, rule by rule."""
        return (cell for row in self.rows for cells in row.cells for cell in cells)


@dataclass(frozen=True)
class Source:
    """What grids are built from: the *rubric* with what was typed, and as it is *stored*; the *form* as it was sent."""

    rubric: Rubric
    stored: Rubric
    into: Language
    form: Form = field(default_factory=dict)
    is_changed_meanwhile: bool = False

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """The tables as elements of a comparison, read once for all grids."""
        return table_elements(self.rubric)


def grid(source: Source, code: str) -> Grid:
    """The table with that *code* as a grid."""
    table = source.rubric.table[code]
    measures = tuple(dict.fromkeys(each.measure for rule in table.rules for each in rule.conditions))
    rows = tuple(_row(source, table, rule, measures) for rule in table.rules)
    columns = tuple(_column(source, each) for each in measures)
    return Grid(table, tuple(_told(source, table)), columns, rows, tuple(_gone(source, table)))


def untold(rubric: Rubric, into: Language) -> Telling:
    """*rubric*, to be told without a result."""
    return Telling(rubric, _RESULT_TO_COME, into)


def measure_name(rubric: Rubric, measure: Measure, into: Language) -> str:
    """What a *measure* is called at the head of a column or in a list."""
    if isinstance(measure, CriterionMeasure) and not measure.criterion:
        return capital(into.words(_AT_HAND[measure.kind]))
    return capital(name_of(untold(rubric, into), measure))


_AT_HAND: Final = {
    "criterion_points": N_("points of the area considered"),
    "criterion_percent": N_("percentage of the area considered"),
    "step_remainder": N_("points of the area considered above its step"),
}


def meaning(rubric: Rubric, table: Table, rule: Rule, into: Language) -> str:
    """What a *rule* of a *table* says, as a sentence."""
    conditions = "; ".join(asked(each, rubric, into) for each in rule.conditions)
    outcome = into.text(table.outcome(rule.outcome).name)
    return into.words(N_("If {conditions}: {outcome}."), conditions=conditions, outcome=outcome)


def _column(source: Source, measure: Measure) -> str:
    return measure_name(source.rubric, measure, source.into)


def _told(source: Source, table: Table) -> Iterator[str]:
    """Whom it is about, how it decides, its default, and names of results that say what no rule asks for."""
    for fact in source.elements[table.code].said:
        if isinstance(fact, Fact) and fact.name in _OF_A_TABLE and fact.value is not None:
            text = written(fact.value, source.into).strip("“”")
            if text:
                yield capital(f"{field_name(Part.TABLE, fact.name, source.into)}: {text}.")
    for stale in stale_names_in(source.rubric, table):
        yield capital(f"{problem_text(stale, source.rubric, source.into)}.")


def _row(source: Source, table: Table, rule: Rule, measures: tuple[Measure, ...]) -> Row:
    into = source.into
    outcome = into.text(table.outcome(rule.outcome).name)
    cells = tuple(tuple(_cells(source, table, rule, measure)) for measure in measures)
    means = meaning(source.rubric, table, rule, into)
    basis = tuple(cited(into, source.rubric, each) for each in rule.citations)
    return Row(rule, outcome, cells, means, basis)


def _cells(source: Source, table: Table, rule: Rule, measure: Measure) -> Iterator[Cell]:
    for place, condition in enumerate(rule.conditions):
        if condition.measure == measure:
            yield _cell(source, table, rule, place)


def _cell(source: Source, table: Table, rule: Rule, place: int) -> Cell:
    condition, into, name = rule.conditions[place], source.into, cell_name(rule.code, place)
    threshold, asks = condition.threshold, asked(condition, source.rubric, into)
    if not isinstance(threshold, Fraction) or condition.operator not in COMPARISONS:
        return Cell(name, asks)
    written_number = quantity(untold(source.rubric, into), condition.measure, Fraction(ANY_NUMBER))
    around = into.words(COMPARISONS[condition.operator], threshold=written_number.replace(str(ANY_NUMBER), _HERE))
    before, _, after = around.partition(_HERE)
    value = source.form[name] if is_typed(source.form, name) else typed_number(threshold, into)
    stored = source.stored.table[table.code].rule(rule.code).conditions[place]
    was_changed = source.is_changed_meanwhile and is_typed(source.form, name)
    return Cell(
        name,
        asks,
        is_number=True,
        written=around.replace(_HERE, into.number(threshold)),
        value=value,
        seen=typed_number(cast("Fraction", stored.threshold), into),
        before=before.strip(),
        after=after.strip(),
        stored=asked(stored, source.stored, into) if was_changed else "",
        elsewhere=same_threshold(source.rubric, table, condition, into, but=rule.code),
    )


def same_threshold(rubric: Rubric, table: Table, condition: Condition, into: Language, *, but: str = "") -> str:
    """Where the measure of *condition* is compared with the same threshold, *but* for a rule of its *table*."""
    if not isinstance(condition.threshold, Fraction):
        return ""
    places = [
        into.words(N_("{table}, line {line}"), table=other.name, line=str(line))
        for other in rubric.tables
        for line, each in enumerate(other.rules, start=1)
        if (other.code, each.code) != (table.code, but) and _has(each, condition)
    ]
    value = quantity(untold(rubric, into), condition.measure, condition.threshold)
    words = N_("{value} stands also in: {places}")
    return into.words(words, value=value, places="; ".join(places)) if places else ""


def _has(rule: Rule, condition: Condition) -> bool:
    return any(each.measure == condition.measure and each.threshold == condition.threshold for each in rule.conditions)


def _gone(source: Source, table: Table) -> Iterator[str]:
    """What was typed for conditions that are not there any more."""
    there = {cell_name(rule.code, place) for rule in table.rules for place in range(len(rule.conditions))}
    for name, value in source.form.items():
        rule, _, place = name.rpartition(".")
        if place.isdecimal() and not name.startswith("seen.") and name not in there and is_typed(source.form, name):
            yield source.into.words(N_("Rule {rule}: “{value}”"), rule=rule, value=value)
