"""Where formulas divide by zero: whatever is reported, or for figures that can be named.

Whether a formula divides by zero somewhere cannot be told of all formulas. What is named here was tried and is certain;
of a divisor in which a figure stands by itself, without powers of it, the zero is found.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain
from typing import Final

from rules.formula import (
    Computed,
    Either,
    Expression,
    Joined,
    Negated,
    Number,
    Operation,
    Power,
    Values,
    computed,
    names_in,
    parts,
    within,
)
from rules.formula_range import Range, range_between, range_of, reached
from rules.formula_spans import Span, Spans
from rules.formula_tries import tries
from rules.number import ZERO

_NOTHING: Final = range_between(ZERO, ZERO)


def always_divides(expression: Expression, ranges: Mapping[str, Range]) -> bool:
    """Whether *expression* divides by zero whatever its names stand for within *ranges*."""
    match expression:
        case Either(condition):
            return always_divides(condition, ranges) or all(
                always_divides(case, ranges) for case in reached(expression, ranges)
            )
        case Joined(_, first, _):
            return always_divides(first, ranges)
        case Computed(Operation.OVER, _, divisor) if range_of(divisor, ranges) == _NOTHING:
            return True
        case _:
            return any(always_divides(part, ranges) for part in parts(expression))


def zeros(number: Number, spans: Spans) -> list[Values]:
    """Values for which *number* divides by zero, of the names that make it do so: at most one set for a divisor."""
    ranges = {name: span.range for name, span in spans.items()}
    divisors = (
        part.right for part in within(number) if isinstance(part, Computed) and part.operation is Operation.OVER
    )
    factors = dict.fromkeys(chain.from_iterable(map(_factors, divisors)))
    sought = [factor for factor in factors if range_of(factor, ranges)[0] <= _NOTHING[0] <= range_of(factor, ranges)[1]]
    found = {factor: _zero(number, factor, spans) for factor in sought}
    named = [values for values in found.values() if values]
    named += _tried(number, [factor for factor, values in found.items() if values is None], spans)
    return [values for place, values in enumerate(named) if values not in named[:place]]


def _tried(number: Number, factors: list[Number], spans: Spans) -> Iterator[Values]:
    """As `zeros`, of those *factors* whose zeros were not found otherwise."""
    left = list(factors)
    for values in tries(number, spans) if left else ():
        nought = [factor for factor in left if _is_nought(factor, values)] if _divides(number, values) else []
        if nought:
            yield _named(number, nought[0], values, spans)
            left = [factor for factor in left if factor not in nought]


def _factors(divisor: Number) -> tuple[Number, ...]:
    """What makes *divisor* zero where it is zero itself."""
    match divisor:
        case Negated(inner) | Power(inner) | Computed(Operation.OVER, inner, _):
            return _factors(inner)
        case Computed(Operation.TIMES, left, right):
            return (*_factors(left), *_factors(right))
        case _:
            return (divisor,)


def _zero(number: Number, factor: Number, spans: Spans) -> Values | None:
    """Values for which *factor* is zero, and *number* divides by it there and not next to it."""
    for values in _samples(spans):
        for name in sorted(names_in(factor)):
            at = _root(factor, name, values, spans[name])
            beside = ({**values, name: sample} for sample in spans[name].samples if sample != at)
            if at is None or not _divides(number, {**values, name: at}):
                continue
            if not all(_divides(number, others) for others in beside):
                return _named(number, factor, {**values, name: at}, spans)
    return None


def _root(factor: Number, name: str, values: Values, span: Span) -> Fraction | None:
    """Where *factor* is zero along *name*, if it is there and rises or falls evenly."""
    low, high = span.samples
    try:
        first, last = (computed(factor, {**values, name: sample}) for sample in (low, high))
        at = low if first == last else low - first * (high - low) / (last - first)
        return at if span.has(at) and computed(factor, {**values, name: at}) == 0 else None
    except ZeroDivisionError:
        return None


def _named(number: Number, factor: Number, values: Values, spans: Spans) -> Values:
    """Of *values*, for which *number* divides by *factor*, those on which that depends."""
    of_factor = _free(values, spans, names_in(factor))
    alone = all(_divides(number, {**others, **of_factor}) for others in _samples(spans))
    return of_factor if of_factor and alone else _free(values, spans, names_in(number))


def _is_nought(factor: Number, values: Values) -> bool:
    try:
        return computed(factor, values) == 0
    except ZeroDivisionError:
        return False


def _samples(spans: Spans) -> tuple[Values, ...]:
    """Every name in the middle, at its first and at its last sample."""
    return (
        {name: span.middle for name, span in spans.items()},
        {name: span.samples[0] for name, span in spans.items()},
        {name: span.samples[1] for name, span in spans.items()},
    )


def _free(values: Values, spans: Spans, names: frozenset[str]) -> Values:
    """Of *values* those of *names* that can be anything else."""
    return {name: value for name, value in values.items() if name in names and not spans[name].is_fixed}


def _divides(number: Number, values: Values) -> bool:
    try:
        computed(number, values)
    except ZeroDivisionError:
        return True
    return False
