"""Ranges of formulas: between what a formula lies, whatever its names stand for within theirs.

A range is never too narrow and may be too wide: what is said to be out of reach is out of reach.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, assert_never

from rules.formula import (
    Compared,
    Computed,
    Denied,
    Either,
    Expression,
    Joined,
    Link,
    Literal,
    Name,
    Negated,
    Number,
    Operation,
    Power,
    Relation,
    Truth,
    parts,
)
from rules.number import ZERO

End = tuple[int, Fraction]
"""Below all numbers (-1), at a number (0) or above all (1); the number."""

Range = tuple[End, End]

BELOW_ALL: Final[End] = (-1, ZERO)
ABOVE_ALL: Final[End] = (1, ZERO)

_NOUGHT: Final[End] = (0, ZERO)
_ANY: Final[Range] = (BELOW_ALL, ABOVE_ALL)


def range_between(low: Fraction | None, high: Fraction | None) -> Range:
    """From *low* to *high*, `None` being no limit."""
    return BELOW_ALL if low is None else (0, low), ABOVE_ALL if high is None else (0, high)


def highest(number: Number, ranges: Mapping[str, Range]) -> Fraction | None:
    """A number that *number* never exceeds; `None` where none can be told."""
    _, (beyond, high) = range_of(number, ranges)
    return None if beyond else high


def range_of(number: Number, ranges: Mapping[str, Range]) -> Range:
    """Between what *number* lies while its names lie within *ranges*; where it divides by zero it is nothing."""
    match number:
        case Literal(value):
            return (0, value), (0, value)
        case Name(name):
            return ranges[name]
        case Negated(inner):
            return _turned(range_of(inner, ranges))
        case Computed(Operation.MINUS, left, right) if left == right:
            return _NOUGHT, _NOUGHT
        case Computed(operation, left, right):
            return _done(operation, range_of(left, ranges), range_of(right, ranges))
        case Power(base, exponent):
            return _power(range_of(base, ranges), exponent)
        case Either():
            return _around(*(end for case in reached(number, ranges) for end in range_of(case, ranges)))
        case _:
            assert_never(number)


def reached(either: Either, ranges: Mapping[str, Range]) -> tuple[Number, ...]:
    """The cases of *either* that may be computed: one of them where its condition is settled."""
    settled = decided(either.condition, ranges)
    return tuple(case for case, is_so in ((either.yes, True), (either.no, False)) if settled in {None, is_so})


def settled_in(expression: Expression, ranges: Mapping[str, Range]) -> Iterator[tuple[Truth, bool]]:
    """The conditions of *expression* that are settled while its names lie within *ranges*, and whether they hold.

    What is in a case that is never reached is passed over.
    """
    looked_at = parts(expression)
    if isinstance(expression, Either):
        settled = decided(expression.condition, ranges)
        if settled is not None:
            yield expression.condition, settled
        looked_at = (expression.condition, *reached(expression, ranges))
    for part in looked_at:
        yield from settled_in(part, ranges)


def decided(condition: Truth, ranges: Mapping[str, Range]) -> bool | None:
    """Whether *condition* holds while its names lie within *ranges*; `None` where that cannot be told of all."""
    match condition:
        case Compared(relation, left, right):
            return _compares(relation, range_of(left, ranges), range_of(right, ranges))
        case Joined(link, first, second):
            found = {decided(first, ranges), decided(second, ranges)}
            decisive = link is Link.OR
            return decisive if decisive in found else None if None in found else not decisive
        case Denied(denied):
            return _denied(decided(denied, ranges))
        case _:
            assert_never(condition)


def _compares(relation: Relation, left: Range, right: Range) -> bool | None:
    match relation:
        case Relation.BELOW:
            return _is_below(left, right)
        case Relation.AT_LEAST:
            return _denied(_is_below(left, right))
        case Relation.ABOVE:
            return _is_below(right, left)
        case Relation.AT_MOST:
            return _denied(_is_below(right, left))
        case Relation.EQUAL:
            return _is_equal(left, right)
        case Relation.UNEQUAL:
            return _denied(_is_equal(left, right))
        case _:
            assert_never(relation)


def _is_below(left: Range, right: Range) -> bool | None:
    """Whether all on the *left* is below all on the *right*, or none of it."""
    if left[1] < right[0]:
        return True
    return False if left[0] >= right[1] else None


def _is_equal(left: Range, right: Range) -> bool | None:
    if left[1] < right[0] or right[1] < left[0]:
        return False
    return True if left == right and left[0] == left[1] else None


def _denied(truth: bool | None) -> bool | None:  # noqa: FBT001 -- the truth is all there is
    return None if truth is None else not truth


def _done(operation: Operation, left: Range, right: Range) -> Range:
    match operation:
        case Operation.PLUS:
            return _plus(left[0], right[0]), _plus(left[1], right[1])
        case Operation.MINUS:
            return _done(Operation.PLUS, left, _turned(right))
        case Operation.TIMES:
            return _around(*(_times(one, other) for one in left for other in right))
        case Operation.OVER:
            return _done(Operation.TIMES, left, _inverse(right))
        case _:
            assert_never(operation)


def _power(base: Range, exponent: int) -> Range:
    ends = []
    for end in base:
        power: End = (0, Fraction(1))
        for _ in range(exponent):
            power = _times(power, end)
        ends.append(power)
    has_nought = exponent > 0 and base[0] <= _NOUGHT <= base[1]
    return _around(*ends, *([_NOUGHT] if has_nought else []))


def _inverse(divisor: Range) -> Range:
    """One over *divisor*, nought apart."""
    low, high = divisor
    if low < _NOUGHT < high or low == high == _NOUGHT:
        return _ANY
    return (BELOW_ALL if high == _NOUGHT else _over(high)), (ABOVE_ALL if low == _NOUGHT else _over(low))


def _around(*ends: End) -> Range:
    return min(ends), max(ends)


def _turned(of: Range) -> Range:
    (below, low), (above, high) = of
    return (-above, -high), (-below, -low)


def _plus(left: End, right: End) -> End:
    """Two lower or two upper ends: never one without end and one without beginning."""
    return left[0] or right[0], ZERO if left[0] or right[0] else left[1] + right[1]


def _times(left: End, right: End) -> End:
    if _NOUGHT in (left, right):
        return _NOUGHT
    if left[0] or right[0]:
        return _sign(left) * _sign(right), ZERO
    return 0, left[1] * right[1]


def _over(end: End) -> End:
    return _NOUGHT if end[0] else (0, 1 / end[1])


def _sign(end: End) -> int:
    return end[0] or (1 if end[1] > 0 else -1)
