"""Problems: what a check finds in a rubric, each with the case that shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from rules.comparison_values import Change
from rules.condition import Condition
from rules.content import measure_content, threshold_content
from rules.result import Result
from rules.settlement import Reason, Settled
from rules.sheet import Sheet


class Kind(StrEnum):
    """What is wrong."""

    GAP = "gap"
    OVERLAP = "overlap"
    NEVER_MATCHES = "never_matches"
    NEVER_DECIDES = "never_decides"
    UNREACHED = "unreached"
    REDUNDANT = "redundant"
    NOT_PROVEN = "not_proven"
    OUT_OF_RANGE = "out_of_range"
    STALE_NAME = "stale_name"
    SAME_CITATION = "same_citation"


class Severity(StrEnum):
    """What a problem means for submission: it stands in the way, or is acknowledged with a reason."""

    ERROR = "error"
    WARNING = "warning"


_ERRORS = frozenset({Kind.OVERLAP, Kind.NEVER_MATCHES, Kind.OUT_OF_RANGE})


@dataclass(frozen=True, slots=True)
class Witness:
    """A result sheet that shows a problem, and what the engine itself answers to it."""

    sheet: Sheet
    result: Result


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that closes a gap: its conditions, and its *outcome* where one follows from the table, else blank.

    Who takes it up says by which document it holds, and where there is no outcome that too.
    """

    conditions: tuple[Condition, ...]
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of *table*, or of its *rules*, one *outcome* or one *condition*.

    *box* tells the results that it is about, *members* the criteria, where the table decides about criteria. Beside
    that it is about all periods but *except_periods*, where there are any, and about results of which, for lack of
    data, cannot be told how the number of cases of the tables *unsettled* compares with what their table asks.
    *proposed* closes it. *unproven* is what could not be told, in time or since none of the results that were *tried*
    could be made a sheet. *changes* are those since the edition before of a rule whose citations stayed.
    """

    kind: Kind
    table: str
    members: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    outcome: str = ""
    box: tuple[Condition, ...] = ()
    witness: Witness | None = None
    proposed: Proposal | None = None
    unproven: Kind | None = None
    except_periods: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    tried: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def severity(self) -> Severity:
        """What it means for submission."""
        return Severity.ERROR if self.kind in _ERRORS else Severity.WARNING

    @property
    def name(self) -> str:
        """What it is acknowledged by: the same for the same problem, whatever else changes in the rubric.

        Two rules that overlap are told by what they are called: how wide a box is hangs on all that their table asks.
        """
        overlap = Kind.OVERLAP in {self.kind, self.unproven}
        bounds = [] if overlap else [_bound(condition) for condition in self.box]
        if self.except_periods:
            bounds.append(f"period not in {', '.join(self.except_periods)}")
        bounds += [f"findings({table}) unsettled" for table in self.unsettled]
        box = " and ".join(bounds)
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
