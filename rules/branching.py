"""Branching: which leaves are left out because an option that was chosen leads elsewhere."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from rules.answer import Answer, NotApplicable, options_chosen
from rules.criterion import Criterion, leaves, walk
from rules.methods import whoever_supplies
from rules.methods.choice import Choice
from rules.rubric import Rubric
from rules.text import Text

_NONE: Final[AbstractSet[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Fork:
    """Why a leaf is left out: the branched *criterion*, and the *option* chosen *on* another (blank: none there is).

    *idle*: none will be, since what it would be chosen on is not assessed; then nothing of the criterion counts.
    """

    criterion: str
    on: str
    option: str
    idle: bool = False


def option_name(criterion: Criterion, option: str) -> Text | None:
    """What an *option* of *criterion*, whoever chooses it, is called; nothing where there is none of the kind."""
    method = whoever_supplies(criterion.method)
    options = method.options if isinstance(method, Choice) else ()
    return next((each.name for each in options if each.code == option), None)


def parts_taken(rubric: Rubric, answers: Iterable[Answer]) -> Mapping[str, str]:
    """The part that counts of each branched criterion; blank where nothing of it does, as within another part."""
    chosen = options_chosen(answers)
    taken: dict[str, str] = {}
    passed = set[str]()
    for criterion, branch in rubric.branches:
        part = "" if criterion.code in passed else branch.part_of(chosen.get(branch.on, ""))
        taken[criterion.code] = part
        passed.update(each.code for each in walk(tuple(other for other in criterion.parts if other.code != part)))
    return taken


def left_out(rubric: Rubric, answers: Iterable[Answer], exempt: AbstractSet[str] = _NONE) -> Mapping[str, Fork]:
    """The leaves of which nothing is to be answered, each with the reason; *exempt*: what is not asked at all."""
    if not rubric.branches:
        return {}
    given = tuple(answers)
    idle = {answer.criterion for answer in given if isinstance(answer, NotApplicable)} | exempt
    return forks_of(rubric, options_chosen(given), idle)


def forks_of(rubric: Rubric, chosen: Mapping[str, str], idle: AbstractSet[str] = _NONE) -> Mapping[str, Fork]:
    """As `left_out`, by the options *chosen* on components, and by those that are *idle*."""
    found: dict[str, Fork] = {}
    for criterion, branch in rubric.branches:
        option = chosen.get(branch.on, "")
        option = option if option in {case.option for case in branch.cases} else ""
        others = tuple(part for part in criterion.parts if part.code != branch.part_of(option))
        fork = Fork(criterion.code, branch.on, option, idle=not option and branch.on in idle)
        for leaf in leaves(others):
            found.setdefault(leaf.code, fork)
    return found
