"""Static checks of thresholds: a percentage lies from 0 to 100, but where points are extra or fall below 0."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from rules.condition import Condition, threshold_named
from rules.criterion import Criterion
from rules.errors import N_, BadValue, Path
from rules.measure import CountBelow, CriterionPercent, LowestPercent, TotalPercent
from rules.number import ZERO
from rules.rubric import Rubric
from rules.said import Said, said
from rules.table import Table
from rules.tree_checks import lowest

_WHOLE: Final = Fraction(100)


@dataclass(frozen=True, slots=True)
class Beyond:
    """A *condition* of a rule, *at* the path of a percentage that lies outside what is *allowed*."""

    table: str
    rule: str
    condition: Condition
    at: Path
    given: Fraction
    allowed: Said

    @property
    def refusal(self) -> BadValue:
        """What is said to whoever enters it."""
        what = threshold_named(self.condition.measure, self.condition.operator)
        return BadValue(what, self.given, self.allowed, at=self.at)


def beyond(rubric: Rubric) -> Iterator[Beyond]:
    """The percentages in conditions of *rubric* that there cannot be.

    A rubric with such ones can be read, since some may have been issued; nobody enters another one.
    """
    for place, table in enumerate(rubric.tables):
        for number, rule in enumerate(table.rules):
            for each, condition in enumerate(rule.conditions):
                for within, given in _percentages(condition):
                    low, high = _bounds(rubric, table, condition.measure)
                    if (low is not None and given < low) or (high is not None and given > high):
                        at = ("tables", place, "rules", number, "conditions", each, *within)
                        yield Beyond(table.code, rule.code, condition, at, given, _allowed(low, high))


def _percentages(condition: Condition) -> Iterator[tuple[Path, Fraction]]:
    match condition.measure, condition.threshold:
        case CountBelow(percent=percent), _:
            yield ("measure", "percent"), percent
        case TotalPercent() | CriterionPercent() | LowestPercent(), Fraction() as threshold:
            yield ("threshold",), threshold
        case _:
            return


def _bounds(rubric: Rubric, table: Table, measure: object) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and the highest percentage there can be; `None` for one that is not looked for here."""
    has_extra = any(area.extra for area in rubric.criteria)
    if isinstance(measure, TotalPercent):
        falls = not has_extra and lowest(rubric.criteria) < 0
        return None if falls else ZERO, None if has_extra else _WHOLE
    return None if lowest(_looked_at(rubric, table, measure)) < 0 else ZERO, _WHOLE


def _looked_at(rubric: Rubric, table: Table, measure: object) -> tuple[Criterion, ...]:
    """The criteria of which *measure* takes percentages."""
    match measure:
        case LowestPercent(scope) | CountBelow(scope):
            codes = rubric.scope[scope].criteria
        case CriterionPercent(code) if code:
            codes = (code,)
        case _:
            codes = rubric.members(table)
    return tuple(rubric.criterion[code] for code in codes)


def _allowed(low: Fraction | None, high: Fraction | None) -> Said:
    if high is None:
        return said(N_("{number} or more"), number=low)
    return (
        said(N_("at most {threshold}"), threshold=high)
        if low is None
        else said(N_("from {low} to {high}"), low=low, high=high)
    )
