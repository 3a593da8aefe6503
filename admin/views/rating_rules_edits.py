"""What is typed and chosen on the page of rating rules, as a table that is not stored yet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from rules.condition import Condition, Operator
from rules.criterion import Criterion
from rules.document import Citation
from rules.errors import N_, InputRefusal, NotANumber, Refusal
from rules.language import Language
from rules.measure import (
    CriterionPercent,
    CriterionPoints,
    IndicatorValue,
    LowestPercent,
    Measure,
    TotalPercent,
    TotalPoints,
)
from rules.number import exact_text
from rules.rubric import Rubric
from rules.table import Grain, Rule, Table
from rulesvc.usecases.written_numbers import read_number

Form = Mapping[str, str]
Conditions = Callable[[Rule], tuple[Condition, ...]]

NEW: Final = "new"
"""What the fields of a new rule are called after; those of a new condition after its rule."""


@dataclass(eq=False)
class NotAThreshold(InputRefusal):
    """Something else in the cell of a threshold than a number."""

    given: str
    words = N_("“{given}” is not a number. Digits are typed here, with a decimal comma where needed.")


@dataclass(frozen=True, slots=True)
class Typed:
    """A table with what was typed in its cells, as far as that can be read, and what cannot."""

    table: Table
    refusals: tuple[Refusal, ...]


def cell_name(rule: str, place: int) -> str:
    """The name of the field with the threshold of the condition at that *place* of a *rule*."""
    return f"{rule}.{place}"


def seen_name(cell: str) -> str:
    """The name of the field with what a *cell* said when the page was shown."""
    return f"seen.{cell}"


def is_typed(form: Form, cell: str) -> bool:
    """Whether a *cell* says something else than when the page was shown."""
    return cell in form and form[cell].strip() != form.get(seen_name(cell), "").strip()


def cell_text(number: Fraction, into: Language) -> str:
    """*number* as it stands in a cell: without signs between thousands, so that it is read as it is typed."""
    text = exact_text(number)
    return text.replace(".", ",") if into.code == "vi" else text


def typed(table: Table, form: Form) -> Typed:
    """*table* with what was typed in its cells."""
    refusals: list[Refusal] = []
    rules = tuple(_typed_rule(rule, form, refusals) for rule in table.rules)
    return Typed(replace(table, rules=rules), tuple(refusals))


def edited(rubric: Rubric, table: Table, form: Form) -> Table:
    """*table* with the rule or condition that the button says moved, removed or added.

    Raises: `NotAThreshold`, refusals of `rules.condition` and `rules.table`.
    """
    action, _, about = form.get("do", "").partition(":")
    match action:
        case "up" | "down":
            return _moved(table, about, -1 if action == "up" else 1)
        case "remove":
            return replace(table, rules=tuple(rule for rule in table.rules if rule.code != about))
        case "drop":
            return _dropped(table, about)
        case "condition":
            new = _condition(rubric, table, form, about)
            return _with(table, about, lambda rule: (*rule.conditions, new))
        case "rule":
            return replace(table, rules=(*table.rules, _new_rule(rubric, table, form)))
        case _:
            return table


def choices(rubric: Rubric, table: Table) -> dict[str, Measure]:
    """The measures that a new condition may be about, by what stands for them in a form."""
    return {_key(each): each for each in _measures(rubric, table)}


# ---- cells -----------------------------------------------------------------------------------------------------------


def _typed_rule(rule: Rule, form: Form, refusals: list[Refusal]) -> Rule:
    conditions = list(rule.conditions)
    for place, condition in enumerate(rule.conditions):
        cell = cell_name(rule.code, place)
        if not isinstance(condition.threshold, Fraction) or not is_typed(form, cell):
            continue
        try:
            conditions[place] = replace(condition, threshold=_read(form[cell]))
        except Refusal as refusal:
            refusal.at = (rule.code, place)
            refusals.append(refusal)
    return replace(rule, conditions=tuple(conditions))


def _read(text: str) -> Fraction:
    """The number in *text*, without a sign for per cent behind it.

    Raises: `NotAThreshold`; what `read_number` does besides.
    """
    try:
        return read_number(text.strip().removesuffix("%").strip())
    except NotANumber as refusal:
        raise NotAThreshold(text) from refusal


# ---- rules and conditions --------------------------------------------------------------------------------------------


def _moved(table: Table, code: str, by: int) -> Table:
    rules = list(table.rules)
    place = next((place for place, rule in enumerate(rules) if rule.code == code), None)
    if place is None or not 0 <= place + by < len(rules):
        return table
    rules.insert(place + by, rules.pop(place))
    return replace(table, rules=tuple(rules))


def _dropped(table: Table, cell: str) -> Table:
    """*table* without the condition of that *cell*.

    Raises: `rules.errors.BadValue` where it was the only one of its rule.
    """
    code, _, place = cell.rpartition(".")
    return _with(table, code, lambda rule: tuple(each for at, each in enumerate(rule.conditions) if str(at) != place))


def _with(table: Table, code: str, conditions: Conditions) -> Table:
    rules = (replace(rule, conditions=conditions(rule)) if rule.code == code else rule for rule in table.rules)
    return replace(table, rules=tuple(rules))


def _new_rule(rubric: Rubric, table: Table, form: Form) -> Rule:
    outcome = form.get(f"{NEW}.outcome", "")
    condition = _condition(rubric, table, form, NEW)
    citation = Citation(form.get(f"{NEW}.document", ""), form.get(f"{NEW}.article", "").strip())
    return Rule(_free_code(table, outcome), (condition,), outcome, (citation,))


def _free_code(table: Table, wanted: str) -> str:
    """A code that no rule of *table* has: that of the outcome, with a number behind it where that is taken."""
    taken = {rule.code for rule in table.rules}
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (wanted, *numbered) if each not in taken)


def _condition(rubric: Rubric, table: Table, form: Form, of: str) -> Condition:
    """The condition that is chosen in the fields called after *of*.

    Raises: `NotAThreshold`, `rules.errors.BadValue`.
    """
    known = choices(rubric, table)
    chosen = form.get(f"{of}.measure", "")
    measure = known.get(chosen) or next(iter(known.values()))
    operator = Operator.__members__.get(form.get(f"{of}.operator", ""), Operator.AT_LEAST)
    try:
        threshold = _read(form.get(f"{of}.value", ""))
    except Refusal as refusal:
        refusal.at = (of, "value")
        raise
    return Condition(measure, operator, threshold)


def _measures(rubric: Rubric, table: Table) -> Iterator[Measure]:
    """Numbers that people look at: the total, the scopes, the areas, the indicators; of a list, its member at hand."""
    if table.grain is Grain.CRITERION:
        yield from (CriterionPercent(), CriterionPoints())
    yield from (TotalPercent(), TotalPoints())
    yield from (LowestPercent(scope.code) for scope in rubric.scopes)
    yield from (CriterionPercent(area.code) for area in rubric.criteria if _has_percent(area))
    yield from (CriterionPoints(area.code) for area in rubric.criteria)
    yield from (IndicatorValue(each.code) for each in rubric.indicators)


def _has_percent(criterion: Criterion) -> bool:
    return criterion.max_points > 0


def _key(measure: Measure) -> str:
    about = next((getattr(measure, name) for name in ("criterion", "scope", "indicator") if hasattr(measure, name)), "")
    return f"{measure.kind}:{about}"
