"""What is typed and asked for on the page of rating rules, as a table that is not stored yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from admin.criteria_saving import NothingToDo
from admin.thresholds import read_threshold
from rules.errors import Refusal
from rules.table import Rule, Table

Form = Mapping[str, str]


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


def typed(table: Table, form: Form) -> Typed:
    """*table* with what was typed in its cells."""
    refusals: list[Refusal] = []
    rules = tuple(_typed_rule(rule, form, refusals) for rule in table.rules)
    return Typed(replace(table, rules=rules), tuple(refusals))


def edited(table: Table, form: Form) -> Table:
    """*table* with the rule moved or removed that the button says.

    Raises: `rules.errors.BadValue` where no rule would be left; `NothingToDo`.
    """
    action, _, about = form.get("do", "").partition(":")
    match action:
        case "up" | "down":
            return _moved(table, about, -1 if action == "up" else 1)
        case "remove":
            return replace(table, rules=tuple(rule for rule in table.rules if rule.code != about))
        case "" | "save":
            return table
        case _:
            raise NothingToDo(form["do"])


# ---- cells -----------------------------------------------------------------------------------------------------------


def _typed_rule(rule: Rule, form: Form, refusals: list[Refusal]) -> Rule:
    conditions = list(rule.conditions)
    for place, condition in enumerate(rule.conditions):
        cell = cell_name(rule.code, place)
        if not isinstance(condition.threshold, Fraction) or not is_typed(form, cell):
            continue
        try:
            conditions[place] = replace(condition, threshold=read_threshold(form[cell]))
        except Refusal as refusal:
            refusal.at = (rule.code, place)
            refusals.append(refusal)
    return replace(rule, conditions=tuple(conditions))


# ---- rules -----------------------------------------------------------------------------------------------------------


def _moved(table: Table, code: str, by: int) -> Table:
    rules = list(table.rules)
    place = next((place for place, rule in enumerate(rules) if rule.code == code), None)
    if place is None or not 0 <= place + by < len(rules):
        return table
    rules.insert(place + by, rules.pop(place))
    return replace(table, rules=tuple(rules))
