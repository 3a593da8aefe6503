"""What can be wrong with a tree of criteria as a whole: where extra points stand, and where branches lead."""

from collections.abc import Iterator, Mapping

from rules.combining import Branch
from rules.criterion import Criterion, leaves, placed, walk
from rules.errors import Path, Refusal
from rules.methods.choice import Choice
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
    choosing = ((leaf.code, leaf.method) for leaf in leaves(criteria))
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
