"""A change as plain content, for programs: numbers as exact text, all else as rubric documents have it."""

from fractions import Fraction
from typing import Any, assert_never

from rules.comparison_values import (
    Asked,
    Change,
    Cited,
    CombinedBy,
    Dated,
    Element,
    Heading,
    Listed,
    Named,
    Position,
    Quantity,
    Rounding,
    Score,
    ScoredBy,
    Value,
)
from rules.condition import Condition
from rules.content import citation_content, measure_content, threshold_content, without_blanks
from rules.method_content import combining_content, method_content
from rules.number import exact_text
from rules.text import Text


def as_content(change: Change) -> dict[str, Any]:
    """*change* as content; *field*, *old* and *new* are left out where there is none."""
    return without_blanks(
        kind=change.kind.value,
        subject=change.subject.value,
        key=change.key,
        codes=list(change.codes),
        name=value_content(change.name),
        within=[value_content(name) for name in change.heading.within],
        field=change.field,
        old=value_content(change.old),
        new=value_content(change.new),
        place=change.place,
    )


def value_content(value: Value) -> Any:
    """*value* as content."""
    match value:
        case None:
            return None
        case str():
            return str(value)
        case bool():
            return value
        case Fraction():
            return exact_text(value)
        case Score(number) | Quantity(number):
            return exact_text(number)
        case Rounding(places):
            return places
        case Dated(day):
            return day
        case tuple():
            return [value_content(each) for each in value]
        case _:
            return _object(value)


def _object(
    value: Text | Named | Asked | Cited | ScoredBy | CombinedBy | Heading | Position | Element,
) -> dict[str, Any]:
    match value:
        case Text(vi, en):
            return without_blanks(vi=vi, en=en)
        case Named(code, name):
            return without_blanks(code=code, name=value_content(name))
        case Asked(condition):
            return _condition(condition)
        case Cited(citation):
            return citation_content(citation)
        case ScoredBy(method):
            return method_content(method)
        case CombinedBy(combined):
            return combining_content(combined)
        case Heading():
            return without_blanks(codes=list(value.codes), name=value_content(value.name))
        case Position():
            return _position(value)
        case Element():
            return _element(value)
        case _:
            assert_never(value)


def _position(position: Position) -> dict[str, Any]:
    """`after` is null for the first place, `under` for the top of the tree."""
    content = {"after": value_content(position.after)}
    if position.item is not None:
        content["item"] = value_content(position.item)
    if position.moved_under:
        content["under"] = None if position.moved_under is True else value_content(position.moved_under)
    return content


def _condition(condition: Condition) -> dict[str, Any]:
    content = {"measure": measure_content(condition.measure), "operator": condition.operator.value}
    threshold = threshold_content(condition)
    return content if threshold is None else {**content, "threshold": threshold}


def _element(element: Element) -> dict[str, Any]:
    said = {
        each.name: [value_content(entry.value) for entry in each.entries]
        if isinstance(each, Listed)
        else value_content(each.value)
        for each in element.said
    }
    return {
        "codes": list(element.heading.codes),
        **without_blanks(**{"name": value_content(element.heading.name), **said}),
    }
