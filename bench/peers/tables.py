"""The three tables every engine decides, read from the rubric: group, rating of the head, review of two areas."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Any, ClassVar, Final

from rules.acceptance import accept
from rules.condition import Condition
from rules.measure import CriterionPercent, LowestPercent, Measure, TotalPercent
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.tally import tally

TABLES: Final = ("group", "head_rating", "review")

Measures = Mapping[str, Any]
"""A number for each field, of the kind that the engine compares."""

Answer = tuple[str | None, str | None, tuple[str, ...]]
"""Group, rating of the head, areas under review."""


@dataclass(frozen=True, slots=True)
class Test:
    """A field compared with a threshold."""

    field: str
    operator: str
    threshold: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """A rule: what follows where all of its tests hold."""

    outcome: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The rules of the tables: the first that holds decides in two of them; in the last, each area is one outcome."""

    rubric: Rubric
    group: tuple[Line, ...]
    head_rating: tuple[Line, ...]
    review: tuple[Line, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields the rules read, in the order they are first read in."""
        lines = (*self.group, *self.head_rating, *self.review)
        return tuple(dict.fromkeys(test.field for line in lines for test in line.tests))


class Peer(ABC):
    """An engine, built for one rubric; building is not measured."""

    name: ClassVar[str]
    numbers: ClassVar[str]
    """What it compares."""

    @abstractmethod
    def __init__(self, tables: Tables) -> None:
        """Build the rules."""

    @staticmethod
    @abstractmethod
    def number(exact: Fraction) -> Any:
        """An exact number as the engine takes it."""

    def prepare(self, measures: Measures) -> Any:
        """The measures in the form the engine wants; not measured."""
        return dict(measures)

    @abstractmethod
    def decide(self, prepared: Any) -> Answer:
        """The decision: this is measured."""


def tables_of(rubric: Rubric) -> Tables:
    """The three tables of *rubric*, and a rubric that has only them."""
    kept = tuple(rubric.table[code] for code in TABLES)
    group, rating, review = kept
    return Tables(
        replace(rubric, tables=kept),
        tuple(Line(rule.outcome, _tests(rule.conditions)) for rule in group.rules),
        tuple(Line(rule.outcome, _tests(rule.conditions)) for rule in rating.rules),
        tuple(Line(area, _tests(rule.conditions, area)) for area in rubric.members(review) for rule in review.rules),
    )


def measures_of(rubric: Rubric, sheet: Sheet) -> dict[str, Fraction]:
    """The exact measures of *sheet*."""
    scores = tally(rubric, accept(rubric, sheet))
    percents = {code: score.percent for code, score in scores.scores.items() if score.percent is not None}
    measures = {field_name(area): percents[area] for area in rubric.members(rubric.table["review"])}
    lowest = min(percents[area] for area in rubric.scope["seven-areas"].criteria)
    assert scores.total.percent is not None
    return {"total": scores.total.percent, "lowest": lowest, **measures}


def exactly(tables: Tables, measures: Mapping[str, Fraction]) -> Answer:
    """The answer by exact comparison, which that of every engine must equal."""
    group, rating = _first(tables.group, measures), _first(tables.head_rating, measures)
    return group, rating, tuple(line.outcome for line in tables.review if _holds(line, measures))


def field_of(measure: Measure, member: str = "") -> str:
    """The field that holds *measure*."""
    match measure:
        case TotalPercent():
            return "total"
        case LowestPercent():
            return "lowest"
        case CriterionPercent(criterion):
            return field_name(criterion or member)
        case _:
            raise ValueError(measure)


def field_name(criterion: str) -> str:
    """A criterion's code as every engine can take it."""
    return criterion.replace("-", "_")


def _tests(conditions: tuple[Condition, ...], member: str = "") -> tuple[Test, ...]:
    return tuple(_test(condition, member) for condition in conditions)


def _test(condition: Condition, member: str) -> Test:
    assert isinstance(condition.threshold, Fraction)
    return Test(field_of(condition.measure, member), condition.operator.value, condition.threshold)


_COMPARE: Final = {">=": ge, ">": gt, "<=": le, "<": lt}


def _first(lines: tuple[Line, ...], measures: Mapping[str, Fraction]) -> str | None:
    return next((line.outcome for line in lines if _holds(line, measures)), None)


def _holds(line: Line, measures: Mapping[str, Fraction]) -> bool:
    return all(_COMPARE[test.operator](measures[test.field], test.threshold) for test in line.tests)
