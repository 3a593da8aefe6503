"""What can be wrong with a tree of criteria as a whole: extra points, where branches lead, how low points go."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from rules.combining import Branch, Rescaled
from rules.criterion import Criterion, leaves, placed, walk
from rules.errors import Path, Refusal
from rules.methods import whoever_supplies
from rules.methods.choice import Choice
from rules.number import ZERO, rounded
from rules.tree_errors import BranchOnNoChoice, CasesDiffer, ExtraBelow, NoSuchPart, PartWithoutCase


def tree_refusals(criteria: tuple[Criterion, ...]) -> Iterator[Refusal]:
    """Everything that is wrong with the tree of *criteria*."""
    choices = choices_of(criteria)
    for at, criterion in placed(criteria):
        if criterion.extra and at[:-1] != ("criteria",):
            yield ExtraBelow(criterion.code, at=(*at, "extra"))
        if isinstance(criterion.combined, Branch):
            yield from _about_branch(criterion, criterion.combined, choices, (*at, "combined"))


def choices_of(criteria: tuple[Criterion, ...]) -> Mapping[str, Choice]:
    """The leaves on which there can be branches: one option is chosen, whatever the branches are."""
    inside = {
        leaf.code
        for criterion in walk(criteria)
        if isinstance(criterion.combined, Branch)
        for leaf in leaves(criterion.parts)
    }
    choosing = ((leaf.code, whoever_supplies(leaf.method)) for leaf in leaves(criteria))
    return {code: method for code, method in choosing if isinstance(method, Choice) and code not in inside}


def _about_branch(criterion: Criterion, branch: Branch, choices: Mapping[str, Choice], at: Path) -> Iterator[Refusal]:
    parts = tuple(part.code for part in criterion.parts)
    if branch.on not in choices:
        yield BranchOnNoChoice(criterion.code, branch.on, tuple(choices), at=(*at, "on"))
    else:
        options = tuple(option.code for option in choices[branch.on].options)
        cases = tuple(case.option for case in branch.cases)
        if set(options) != set(cases):
            yield CasesDiffer(criterion.code, cases, options, at=(*at, "cases"))
    for place, case in enumerate(branch.cases):
        if case.part and case.part not in parts:
            yield NoSuchPart(criterion.code, case.part, parts, at=(*at, "cases", place, "part"))
    named = {case.part for case in branch.cases}
    for part in parts:
        if part not in named:
            yield PartWithoutCase(criterion.code, part, at=(*at, "cases"))


def caps_of(criteria: tuple[Criterion, ...]) -> Iterator[Fraction]:
    """What maxima above 0 among and below *criteria* may come to: no percentage is out of less than the smallest.

    Of a branch that leads to a part with a lower maximum, the difference remains where nothing of that is assessed.
    """
    for criterion in walk(criteria):
        maxima = [criterion.max_points]
        if isinstance(criterion.combined, Branch):
            maxima += [criterion.max_points - part.max_points for part in criterion.parts]
        yield from (most for most in maxima if most > 0)


def lowest(criteria: tuple[Criterion, ...]) -> Fraction:
    """Points than which *criteria*, and any among or below them, never come to less."""
    return sum((_lowest(criterion) for criterion in criteria), ZERO)


def _lowest(criterion: Criterion) -> Fraction:
    if not criterion.parts:
        return min(criterion.min_points, ZERO)
    points, caps = lowest(criterion.parts), tuple(caps_of(criterion.parts))
    if not isinstance(criterion.combined, Rescaled) or not caps:
        return points
    for_all = points * criterion.max_points / min(caps)  # where only the smallest part is assessed
    return min(points, rounded(for_all, criterion.combined.places))
