"""Coverage: which rules a set of cases meets and lets decide, and which conditions it shows to matter."""

from collections.abc import Iterable
from dataclasses import dataclass

from foresight.cases import Case, worked
from foresight.showing import decides, met, shows, unmet
from rules.errors import Refused
from rules.rubric import Rubric
from rules.table import SINGLE, Rule, Table
from rules.working import Working


@dataclass(frozen=True, slots=True)
class Covered:
    """What cases show of a rule: that it is *met*, that it *decides*, and each of its *conditions* for itself.

    A condition is shown by two results: one meets the rule, the other does not for this condition alone.
    """

    table: str
    rule: str
    met: bool
    decides: bool
    conditions: tuple[bool, ...]

    @property
    def is_complete(self) -> bool:
        """Whether there is nothing more to show."""
        return self.met and self.decides and all(self.conditions)


def coverage(rubric: Rubric, cases: Iterable[Case]) -> tuple[Covered, ...]:
    """What *cases* show of every rule of *rubric*, as the engine works them out; one that is refused shows nothing."""
    workings = [working for case in cases if (working := working_of(rubric, case)) is not None]
    return tuple(_covered(table, rule, workings) for table in rubric.tables for rule in table.rules)


def working_of(rubric: Rubric, case: Case) -> Working | None:
    """How the engine works out *case*; `None` where it refuses the sheet."""
    try:
        return worked(rubric, case.sheet)
    except Refused:
        return None


def _covered(table: Table, rule: Rule, workings: list[Working]) -> Covered:
    is_met = any(shows(each, met(table, rule)) for each in workings)
    conditions = tuple(
        is_met and any(shows(each, unmet(table, rule, place)) for each in workings)
        for place in range(len(rule.conditions))
    )
    is_single = table.hit_policy in SINGLE
    decided = any(shows(each, decides(table, rule)) for each in workings) if is_single else is_met
    return Covered(table.code, rule.code, is_met, decided, conditions)
