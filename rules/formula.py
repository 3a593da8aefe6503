"""Formulas: numbers, declared names, arithmetic, comparisons and choices, computed exactly.

A division has an exact quotient; there is nothing here that depends on the time, on chance or on the machine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import assert_never


class Operation(StrEnum):
    """What is done with two numbers."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


class Relation(StrEnum):
    """How two numbers are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="


class Link(StrEnum):
    """How two conditions are joined; the second is looked at only where the first leaves it open."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Literal:
    """A number that is written out."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A declared name."""

    name: str


@dataclass(frozen=True, slots=True)
class Negated:
    """A number with its sign turned."""

    number: "Number"


@dataclass(frozen=True, slots=True)
class Computed:
    """Two numbers and what is done with them."""

    operation: Operation
    left: "Number"
    right: "Number"


@dataclass(frozen=True, slots=True)
class Power:
    """A number to an exponent that is written out."""

    base: "Number"
    exponent: int


@dataclass(frozen=True, slots=True)
class Either:
    """*yes* where the condition holds, else *no*; the other one is not computed."""

    condition: "Truth"
    yes: "Number"
    no: "Number"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two numbers and how they are compared."""

    relation: Relation
    left: "Number"
    right: "Number"


@dataclass(frozen=True, slots=True)
class Joined:
    """Two conditions and how they are joined."""

    link: Link
    left: "Truth"
    right: "Truth"


@dataclass(frozen=True, slots=True)
class Denied:
    """A condition turned round."""

    condition: "Truth"


Number = Literal | Name | Negated | Computed | Power | Either
Truth = Compared | Joined | Denied
Expression = Number | Truth

Values = Mapping[str, Fraction]


def computed(number: Number, values: Values) -> Fraction:
    """The exact value of *number* with these *values* of its names.

    Raises: `ZeroDivisionError`.
    """
    match number:
        case Literal(value):
            return value
        case Name(name):
            return values[name]
        case Negated(inner):
            return -computed(inner, values)
        case Computed(operation, left, right):
            return _done(operation, computed(left, values), computed(right, values))
        case Power(base, exponent):
            return computed(base, values) ** exponent
        case Either(condition, yes, no):
            return computed(yes if holds(condition, values) else no, values)
        case _:
            assert_never(number)


def holds(condition: Truth, values: Values) -> bool:
    """Whether *condition* holds with these *values*."""
    match condition:
        case Compared(relation, left, right):
            return _compares(relation, computed(left, values), computed(right, values))
        case Joined(link, first, second):
            decided = holds(first, values)
            return decided if decided is (link is Link.OR) else holds(second, values)
        case Denied(inner):
            return not holds(inner, values)
        case _:
            assert_never(condition)


def _done(operation: Operation, left: Fraction, right: Fraction) -> Fraction:
    match operation:
        case Operation.PLUS:
            return left + right
        case Operation.MINUS:
            return left - right
        case Operation.TIMES:
            return left * right
        case Operation.OVER:
            return left / right
        case _:
            assert_never(operation)


def _compares(relation: Relation, left: Fraction, right: Fraction) -> bool:
    match relation:
        case Relation.EQUAL:
            return left == right
        case Relation.UNEQUAL:
            return left != right
        case Relation.ABOVE:
            return left > right
        case Relation.AT_LEAST:
            return left >= right
        case Relation.BELOW:
            return left < right
        case Relation.AT_MOST:
            return left <= right
        case _:
            assert_never(relation)


def within(expression: Expression) -> Iterator[Expression]:
    """*expression* and everything inside it, from the outside in."""
    yield expression
    for part in parts(expression):
        yield from within(part)


def parts(expression: Expression) -> tuple[Expression, ...]:
    """What *expression* is made of directly."""
    match expression:
        case Literal() | Name():
            return ()
        case Negated(inner) | Power(inner):
            return (inner,)
        case Denied(denied):
            return (denied,)
        case Computed(_, left, right) | Compared(_, left, right):
            return (left, right)
        case Joined(_, first, second):
            return (first, second)
        case Either(condition, yes, no):
            return (condition, yes, no)
        case _:
            assert_never(expression)


def names_in(expression: Expression) -> frozenset[str]:
    """The names that *expression* looks at."""
    return frozenset(part.name for part in within(expression) if isinstance(part, Name))
