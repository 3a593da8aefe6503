"""Static checks of a criterion: of a leaf its method and its step, of a parent whether its maximum can be reached."""

from collections.abc import Iterator

from rules.combining import CappedSum
from rules.criterion import Criterion
from rules.errors import N_
from rules.method_checks import check
from rules.method_finding import Finding, Severity
from rules.number import ZERO
from rules.said import said


def check_criterion(criterion: Criterion) -> Iterator[Finding]:
    """Everything found in *criterion*; the paths are within it."""
    if criterion.parts:
        yield from _about_cap(criterion)
        return
    yield from _about_step(criterion)
    for found in check(criterion.method, criterion):
        yield Finding(found.severity, found.words, ("method", *found.at))


def _about_step(leaf: Criterion) -> Iterator[Finding]:
    for bound in (leaf.min_points, leaf.max_points):
        if leaf.step is not None and bound % leaf.step:
            words = N_("The step of {step} points does not divide {bound}, so that these points cannot be given")
            yield Finding(Severity.WARNING, said(words, step=leaf.step, bound=bound), ("step",))


def _about_cap(parent: Criterion) -> Iterator[Finding]:
    most = sum((part.max_points for part in parent.parts), ZERO)
    if isinstance(parent.combined, CappedSum) and most < parent.max_points:
        words = N_("No answer earns the maximum of {cap} points; the most that can be earned is {best}")
        yield Finding(Severity.WARNING, said(words, cap=parent.max_points, best=most), ("max_points",))
