"""Bounds: what a comparison of a value with a threshold asks of points, exactly and where tables compare rounded."""

from fractions import Fraction

from foresight.logic import Number, Truth, all_of, at_least, negated, same
from foresight.tree import Node
from rules.condition import Operator


def compared(left: Number, operator: Operator, right: Number) -> Truth:
    """Whether *left* stands to *right* as *operator* says."""
    match operator:
        case Operator.AT_LEAST:
            return at_least(left, right)
        case Operator.ABOVE:
            return at_least(left, right, strictly=True)
        case Operator.AT_MOST:
            return at_least(right, left)
        case Operator.BELOW:
            return at_least(right, left, strictly=True)
        case _:
            return same(left, right)


def percent_compared(node: Node, operator: Operator, threshold: Fraction, places: int | None) -> Truth:
    """Whether the percentage of *node*, which has a maximum, stands to *threshold* as *operator* says."""
    return _compared(100 * node.points, node.most, operator, threshold, places)


def points_compared(points: Number, unit: int, operator: Operator, threshold: Fraction, places: int | None) -> Truth:
    """Whether *points*, in *unit*ths of a point, stand to *threshold* as *operator* says."""
    return _compared(points, unit, operator, threshold, places)


def _compared(over: Number, under: Number, operator: Operator, threshold: Fraction, places: int | None) -> Truth:
    """Whether the ratio of two numbers, the second above 0, stands to *threshold* as *operator* says."""
    match operator:
        case Operator.AT_LEAST | Operator.ABOVE:
            bound, strictly = rounded_bound(threshold, places, strictly=operator is Operator.ABOVE)
            return at_least(over * bound.denominator, under * bound.numerator, strictly=strictly)
        case Operator.BELOW:
            return negated(_compared(over, under, Operator.AT_LEAST, threshold, places))
        case Operator.AT_MOST:
            return negated(_compared(over, under, Operator.ABOVE, threshold, places))
        case _:
            both = (Operator.AT_LEAST, Operator.AT_MOST)
            return all_of(_compared(over, under, each, threshold, places) for each in both)


def rounded_bound(threshold: Fraction, places: int | None, *, strictly: bool) -> tuple[Fraction, bool]:
    """From where on exact values are on the upper side of *threshold* once they are rounded half away from zero."""
    if places is None:
        return threshold, strictly
    unit = 10**places
    first = threshold * unit // 1 + 1 if strictly else -(-threshold * unit // 1)
    return (first - Fraction(1, 2)) / unit, first <= 0


def above_zero(node: Node) -> Truth:
    """Whether *node* has a maximum, so that it has a percentage."""
    return all_of([node.applicable, at_least(node.most, 1)])
