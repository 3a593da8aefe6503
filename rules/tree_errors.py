"""Refusals of the tree of criteria: caps that do not fit their parts, branches that lead nowhere."""

from dataclasses import dataclass

from rules.errors import N_, RubricRefusal


@dataclass(eq=False)
class LargestDiffers(RubricRefusal):
    """Of children that exclude each other none has the cap of their parent, or one has a larger one."""

    criterion: str
    given: object
    largest: object
    words = N_("Criterion {criterion}: the maximum is {given}, but the largest maximum of its parts is {largest}.")


@dataclass(eq=False)
class ExtraBelow(RubricRefusal):
    """Points beside the maximum that are not those of an area."""

    criterion: str
    words = N_("Criterion {criterion}: only a whole area can have points that are not part of the maximum.")


@dataclass(eq=False)
class BranchOnNoChoice(RubricRefusal):
    """A branch on something of which no option is chosen, or which a branch may leave out."""

    criterion: str
    on: str
    allowed: tuple[str, ...]
    words = N_(
        "Criterion {criterion}: no branch is possible on {on}. Possible is a component of which one option is chosen, "
        "and which is in no branch itself: {allowed}."
    )


@dataclass(eq=False)
class CasesDiffer(RubricRefusal):
    """A branch that does not say of each option which part counts, or says it of others."""

    criterion: str
    given: tuple[str, ...]
    options: tuple[str, ...]
    words = N_(
        "Criterion {criterion}: each option must have its case. The options are {options}; there are cases for {given}."
    )


@dataclass(eq=False)
class NoSuchPart(RubricRefusal):
    """A case of a branch that names no part."""

    criterion: str
    given: str
    parts: tuple[str, ...]
    words = N_("Criterion {criterion}: it has no part “{given}”. Its parts are {parts}.")


@dataclass(eq=False)
class PartWithoutCase(RubricRefusal):
    """A part of a branch that never counts."""

    criterion: str
    part: str
    words = N_("Criterion {criterion}: no option leads to its part {part}.")
