"""Searching: where results are looked for, for each table those that it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from foresight.logic import Truth
from foresight.solving import NotProven, Solver
from foresight.space import Space, beside_the_steps, space_of
from foresight.tree import TooManyMaxima
from rules.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Searching:
    """All results there can be, and questions about them."""

    space: Space
    solver: Solver

    def may_be(self, *truths: Truth) -> bool:
        """Whether something is possible; what z3 cannot tell may be."""
        try:
            return self.solver.is_possible(*truths)
        except NotProven:
            return True


def searchings(rubric: Rubric, seconds: float) -> Mapping[str, Searching | None]:
    """By table: results with points on the steps of their criteria, where it asks for those beside them with these.

    Each has so many *seconds*; `None` where results are not told apart.
    """
    beside = beside_the_steps(rubric)
    found = {
        on_step: _searching(rubric, seconds, on_step=on_step)
        for on_step in {code not in beside for code in rubric.table}
    }
    return {code: found[code not in beside] for code in rubric.table}


def _searching(rubric: Rubric, seconds: float, *, on_step: bool) -> Searching | None:
    try:
        space = space_of(rubric, on_step=on_step)
    except TooManyMaxima:
        return None
    return Searching(space, Solver(space.constraints, space.plain, seconds))
