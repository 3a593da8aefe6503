"""Problems: what a check finds in a rubric, each with the case that shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from rules.condition import Condition
from rules.content import measure_content, threshold_content
from rules.result import Result
from rules.settlement import Reason, Settled
from rules.sheet import Sheet
from rules.table import Rule


class Kind(StrEnum):
    """What is wrong."""

    GAP = "gap"
    OVERLAP = "overlap"
    NEVER_MATCHES = "never_matches"
    NEVER_DECIDES = "never_decides"
    UNREACHED = "unreached"
    REDUNDANT = "redundant"
    NOT_PROVEN = "not_proven"


class Severity(StrEnum):
    """What a problem means for submission: it stands in the way, or is acknowledged with a reason."""

    ERROR = "error"
    WARNING = "warning"


_ERRORS = frozenset({Kind.OVERLAP, Kind.NEVER_MATCHES})


@dataclass(frozen=True, slots=True)
class Witness:
    """A result sheet that shows a problem, and what the engine itself answers to it."""

    sheet: Sheet
    result: Result


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of *table*, or of its *rules*, one *outcome* or one *condition*.

    *box* tells the results that it is about, *members* the criteria, where the table decides about criteria. *proposed*
    is a rule that closes it. *unproven* is what could not be told in time.
    """

    kind: Kind
    table: str
    members: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    outcome: str = ""
    box: tuple[Condition, ...] = ()
    witness: Witness | None = None
    proposed: Rule | None = None
    unproven: Kind | None = None

    @property
    def severity(self) -> Severity:
        """What it means for submission."""
        return Severity.ERROR if self.kind in _ERRORS else Severity.WARNING

    @property
    def name(self) -> str:
        """What it is acknowledged by: the same for the same problem, whatever else changes in the rubric."""
        box = " and ".join(_bound(condition) for condition in self.box)
        parts = (self.kind, self.table, *self.members, *self.rules, self.outcome, self.unproven or "", box)
        return ":".join(part for part in parts if part)


def are_in_conflict(settled: Settled, rules: Collection[str]) -> bool:
    """Whether a table, as it was *settled*, is in conflict over these *rules*."""
    return settled.reason is Reason.CONFLICT and set(rules) <= set(settled.rules)


def _bound(condition: Condition) -> str:
    kind, *of = measure_content(condition.measure).values()
    about = f"({', '.join(of)})" if of else ""
    threshold = threshold_content(condition)
    compared = ", ".join(threshold) if isinstance(threshold, list) else "" if threshold is None else str(threshold)
    return f"{kind}{about} {condition.operator} {compared}".rstrip()
