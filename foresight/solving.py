"""Solving: whether something is possible, asked of z3 within a time; what it cannot tell in time is not proven."""

from collections.abc import Iterable
from time import monotonic

import z3

from foresight.logic import Number, Truth

_PATIENCE = 2_000
"""Milliseconds for one question."""


class NotProven(Exception):
    """z3 could not tell in time."""


class Solver:
    """Questions about results for which *constraints* hold, within so many *seconds* in all.

    Rather than others it finds results that are *plain*: they are told more easily, and found much faster.
    """

    def __init__(self, constraints: Iterable[Truth], plain: Iterable[Truth], seconds: float) -> None:
        asked = [truth for truth in constraints if truth is not True]
        world = next((truth.ctx for truth in asked if not isinstance(truth, bool)), None)
        self._solver = z3.SimpleSolver(world)  # without the tactics of z3.Solver, which take minutes over such sums
        self._solver.add(*asked)
        self._plain = tuple(plain)
        self._until = monotonic() + seconds

    def model(self, *truths: Truth) -> "Model | None":
        """A result for which all *truths* hold; `None` where there is none.

        Raises: `NotProven`.
        """
        if any(truth is False for truth in truths):
            return None
        try:
            found = self._model(*truths, *self._plain)
        except NotProven:
            found = None
        return found or self._model(*truths)

    def _model(self, *truths: Truth) -> "Model | None":
        left = int((self._until - monotonic()) * 1000)
        if left <= 0:
            raise NotProven
        self._solver.set("timeout", min(left, _PATIENCE))
        self._solver.push()
        try:
            self._solver.add(*(truth for truth in truths if truth is not True))
            answer = self._solver.check()
            if answer == z3.unknown:
                raise NotProven
            return Model(self._solver.model()) if answer == z3.sat else None
        finally:
            self._solver.pop()

    def is_possible(self, *truths: Truth) -> bool:
        """Whether there is a result for which all *truths* hold.

        Raises: `NotProven`.
        """
        return self.model(*truths) is not None


class Model:
    """One result, as z3 found it."""

    def __init__(self, model: z3.ModelRef) -> None:
        self._model = model

    def number(self, number: Number) -> int:
        """The value of *number*."""
        if isinstance(number, int):
            return number
        return int(self._model.eval(number, model_completion=True).as_long())

    def truth(self, truth: Truth) -> bool:
        """Whether *truth* holds."""
        if isinstance(truth, bool):
            return truth
        return bool(z3.is_true(self._model.eval(truth, model_completion=True)))
