"""Static checks of a rubric: what stands in the way of scoring its criteria, and what somebody should look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.criterion import Criterion, placed, walk
from rules.criterion_checks import check_criterion
from rules.errors import N_, Path, RubricRefusal
from rules.extra_checks import check_bonus, check_total
from rules.method_finding import Finding, Severity
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
    for at, criterion, finding in (*_of_each(criteria), *check_total(criteria)):
        if finding.severity is severity:
            yield told(criterion.code, finding.words, at=(*at, *finding.at))


def _of_each(criteria: tuple[Criterion, ...]) -> Iterator[tuple[Path, Criterion, Finding]]:
    """What is found in each of *criteria*, and where it stands."""
    extra = {criterion.code for criterion in walk(tuple(area for area in criteria if area.extra))}
    for at, criterion in placed(criteria):
        bonus = check_bonus(criterion) if criterion.code in extra else ()
        for finding in (*check_criterion(criterion), *bonus):
            yield at, criterion, finding
