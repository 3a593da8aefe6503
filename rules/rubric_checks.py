"""Static checks of a rubric: what stands in the way of scoring its criteria, and what somebody should look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.criterion import Criterion, placed
from rules.criterion_checks import check_criterion
from rules.errors import N_, RubricRefusal
from rules.method_finding import Severity
from rules.said import Said


@dataclass(eq=False)
class CannotBeScored(RubricRefusal):
    """A criterion whose method cannot be used as it is."""

    criterion: str
    finding: Said
    words = N_("Criterion {criterion}: {finding}.")


@dataclass(eq=False)
class WorthALook(CannotBeScored):
    """A criterion that can be scored, though not as somebody may have meant it."""


def faults(criteria: tuple[Criterion, ...]) -> Iterator[RubricRefusal]:
    """What stands in the way of scoring *criteria*, each with its path."""
    return _found(criteria, Severity.ERROR, CannotBeScored)


def doubts(criteria: tuple[Criterion, ...]) -> Iterator[RubricRefusal]:
    """What somebody should look at in *criteria* and may leave as it is."""
    return _found(criteria, Severity.WARNING, WorthALook)


def _found(criteria: tuple[Criterion, ...], severity: Severity, told: type[CannotBeScored]) -> Iterator[CannotBeScored]:
    for at, criterion in placed(criteria):
        for finding in check_criterion(criterion):
            if finding.severity is severity:
                yield told(criterion.code, finding.words, at=(*at, *finding.at))
