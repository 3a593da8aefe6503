"""Branching: which leaves are left out because an option that was chosen leads elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.answer import Answer, Chosen
from rules.criterion import leaves
from rules.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Fork:
    """Why a leaf is left out: the branched *criterion*, and the *option* chosen *on* another (blank: none there is)."""

    criterion: str
    on: str
    option: str


def parts_taken(rubric: Rubric, answers: Iterable[Answer]) -> Mapping[str, str]:
    """The part that counts of each branched criterion; blank where nothing of it does."""
    chosen = _chosen(answers)
    return {criterion.code: branch.part_of(chosen.get(branch.on, "")) for criterion, branch in rubric.branches}


def left_out(rubric: Rubric, answers: Iterable[Answer]) -> Mapping[str, Fork]:
    """The leaves of which nothing is to be answered, each with the reason."""
    return forks_of(rubric, _chosen(answers)) if rubric.branches else {}


def forks_of(rubric: Rubric, chosen: Mapping[str, str]) -> Mapping[str, Fork]:
    """As `left_out`, by the options *chosen* on components."""
    found: dict[str, Fork] = {}
    for criterion, branch in rubric.branches:
        option = chosen.get(branch.on, "")
        option = option if option in {case.option for case in branch.cases} else ""
        others = tuple(part for part in criterion.parts if part.code != branch.part_of(option))
        fork = Fork(criterion.code, branch.on, option)
        for leaf in leaves(others):
            found.setdefault(leaf.code, fork)
    return found


def _chosen(answers: Iterable[Answer]) -> Mapping[str, str]:
    return {answer.criterion: answer.option for answer in answers if isinstance(answer, Chosen)}
