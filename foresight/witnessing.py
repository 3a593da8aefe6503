"""Witnessing: a result sheet that shows a problem, looked for until the engine itself finds the problem in one."""

from collections.abc import Callable
from typing import Final

from foresight.logic import Truth, all_of, negated, same
from foresight.problem import Witness
from foresight.searching import Searching
from foresight.solving import Model, NotProven
from foresight.space import Space
from foresight.witness import Confirmed, confirmed_by_engine, sheet_of, unearned

_MOST_TRIED: Final = 200
"""Results of one problem; for a formula that earns few of the points in its range most have no answer."""


def witnessed(searching: Searching, asked: Truth, shows: Callable[[Confirmed], bool]) -> Witness | int:
    """A sheet for which what is *asked* holds and that *shows* it; how many results were tried where none does.

    What was tried is passed over afterwards: points for which no answer was found, or else the whole result.
    """
    space, passed_over = searching.space, list[Truth]()
    for tried in range(_MOST_TRIED):
        try:
            model = searching.solver.model(asked, *passed_over)
        except NotProven:
            return tried
        if model is None:
            return tried
        sheet = sheet_of(space, model)
        confirmed = confirmed_by_engine(space.rubric, sheet) if sheet else None
        if confirmed and shows(confirmed):
            return Witness(confirmed.sheet, confirmed.result)
        passed_over += _like(space, model)
    return _MOST_TRIED


def _like(space: Space, model: Model) -> list[Truth]:
    """That a result is not like *model* in what kept it from being a sheet."""
    without = unearned(space, model)
    if not without:
        return [negated(all_of(same(leaf.points, model.number(leaf.points)) for leaf in space.tree.leaves))]
    return [
        negated(all_of([leaf.answered, negated(leaf.absent), same(leaf.points, model.number(leaf.points))]))
        for leaf in without
    ]
