"""The criteria of a rubric as they are ticked in a list."""

from rules.language import Language
from rules.rubric import Rubric


def levels(rubric: Rubric, into: Language) -> tuple[tuple[int, str, str], ...]:
    """The criteria in order, each with its level, its code and its name."""
    found: list[tuple[int, str, str]] = []
    waiting = [(0, each) for each in reversed(rubric.criteria)]
    while waiting:
        level, criterion = waiting.pop()
        found.append((level, criterion.code, into.text(criterion.name)))
        waiting += [(level + 1, each) for each in reversed(criterion.parts)]
    return tuple(found)
