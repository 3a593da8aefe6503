"""Static checks of a criterion: of a leaf its method and its step, of a parent whether its maximum can be reached."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from rules.combining import Best, Branch, CappedSum, Rescaled, Sum
from rules.criterion import Absence, Criterion
from rules.errors import N_
from rules.method_checks import check
from rules.method_finding import Finding, Severity
from rules.methods.survey import Survey
from rules.number import ZERO
from rules.said import said
from rules.survey_checks import check_sample


def check_criterion(criterion: Criterion) -> Iterator[Finding]:
    """Everything found in *criterion*; the paths are within it."""
    if criterion.parts:
        yield from _about_cap(criterion)
        return
    yield from _about_step(criterion)
    found = check(criterion.method, criterion)
    if isinstance(criterion.method, Survey):
        found = (*found, *check_sample(criterion.method, criterion.not_applicable))
    for each in found:
        yield Finding(each.severity, each.words, ("method", *each.at))


def _about_step(leaf: Criterion) -> Iterator[Finding]:
    for bound in (leaf.min_points, leaf.max_points):
        if leaf.step is not None and bound % leaf.step:
            words = N_("The step of {step} points does not divide {bound}, so that these points cannot be given")
            yield Finding(Severity.WARNING, said(words, step=leaf.step, bound=bound), ("step",))


def _about_cap(parent: Criterion) -> Iterator[Finding]:
    if not isinstance(parent.combined, CappedSum):
        return
    cap, most = parent.max_points, sum((part.max_points for part in parent.parts), ZERO)
    if most < cap:
        words = N_("No answer earns the maximum of {cap} points; the most that can be earned is {best}")
        yield Finding(Severity.WARNING, said(words, cap=cap, best=most), ("max_points",))
        return
    least = sum(map(_sure, parent.parts), ZERO) or min(part.max_points for part in parent.parts)
    if least < cap and not parent.extra:
        words = N_(
            "Where parts are not applicable the maximum stays at {cap} points, though those that are left may earn no "
            "more than {least}"
        )
        yield Finding(Severity.WARNING, said(words, cap=cap, least=least), ("combined",))


def _sure(criterion: Criterion) -> Fraction:
    """The most that *criterion* can earn where every leaf is left out that can ask for it."""
    if not criterion.parts:
        return ZERO if criterion.not_applicable is Absence.LEAVES else criterion.max_points
    sure, cap = [_sure(part) for part in criterion.parts], criterion.max_points
    match criterion.combined:
        case Sum():
            return sum(sure, ZERO)
        case CappedSum():
            return min(sum(sure, ZERO), cap)
        case Rescaled():
            return cap if any(sure) else ZERO
        case Best():
            return max(sure)
        case Branch(_, cases):
            return ZERO if any(case.part == "" for case in cases) else min(sure)
        case _:
            assert_never(criterion.combined)
