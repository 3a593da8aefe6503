"""Truths and numbers of a question to z3; what is known already is a Python value, and is worked out at once."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import z3

Truth: TypeAlias = bool | z3.BoolRef
Number: TypeAlias = int | z3.ArithRef


class World:
    """Where the unknowns of one question live: in a world of its own it finds the same results every time."""

    def __init__(self) -> None:
        self._context = z3.Context()

    def number(self, name: str) -> Number:
        """A whole number that is not known."""
        return z3.Int(name, self._context)

    def truth(self, name: str) -> Truth:
        """A truth that is not known."""
        return z3.Bool(name, self._context)


def all_of(truths: Iterable[Truth]) -> Truth:
    """Whether all of *truths* hold."""
    parts = list(truths)
    if any(part is False for part in parts):
        return False
    left = [part for part in parts if part is not True]
    return z3.And(left) if len(left) > 1 else left[0] if left else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether one of *truths* holds."""
    parts = list(truths)
    if any(part is True for part in parts):
        return True
    left = [part for part in parts if part is not False]
    return z3.Or(left) if len(left) > 1 else left[0] if left else False


def negated(truth: Truth) -> Truth:
    """Whether *truth* does not hold."""
    return not truth if isinstance(truth, bool) else z3.Not(truth)


def chosen(truth: Truth, then: Number, otherwise: Number) -> Number:
    """One number or the other."""
    if isinstance(truth, bool):
        return then if truth else otherwise
    return z3.If(truth, then, otherwise)


def added(numbers: Iterable[Number]) -> Number:
    """The sum of *numbers*."""
    parts = list(numbers)
    known = sum(part for part in parts if isinstance(part, int))
    left = [part for part in parts if not isinstance(part, int)]
    if not left:
        return known
    return z3.Sum([*left, z3.IntVal(known, left[0].ctx)] if known else left) if len(left) + bool(known) > 1 else left[0]


def counted(truths: Iterable[Truth]) -> Number:
    """How many of *truths* hold."""
    return added(chosen(truth, 1, 0) for truth in truths)


def largest(one: Number, other: Number) -> Number:
    """The larger of two numbers."""
    return chosen(_truth(one >= other), one, other)


def least(one: Number, other: Number) -> Number:
    """The smaller of two numbers."""
    return chosen(_truth(one <= other), one, other)


def divided(number: Number, by: int) -> Number:
    """*number* over *by*, which is above 0, without what is left over: rounded down."""
    return number // by if isinstance(number, int) else number / z3.IntVal(by, number.ctx)


def at_least(left: Number, right: Number, *, strictly: bool = False) -> Truth:
    """Whether *left* is at least *right*, or above it."""
    return _truth(left > right if strictly else left >= right)


def same(left: Number, right: Number) -> Truth:
    """Whether two numbers are the same."""
    return _truth(left == right)


def _truth(comparison: Any) -> Truth:
    return comparison if isinstance(comparison, bool) else z3.simplify(comparison)
