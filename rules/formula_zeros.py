"""Where formulas divide by zero: whatever is reported, or for figures that can be named.

Whether a formula divides by zero somewhere cannot be told of all formulas. What is named here was tried; of a divisor
in which a figure stands by itself, without powers of it, the zero is found.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from rules.formula_range import Range, range_between, range_of
from rules.number import ZERO, is_exact

_NOTHING: Final = range_between(ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Span:
    """What a name may stand for: from *low* to *high*, `None` being no limit; where *whole*, without fractions."""

    low: Fraction | None
    high: Fraction | None
    whole: bool = False

    @property
    def range(self) -> Range:
        """The same as a range."""
        return range_between(self.low, self.high)

    @property
    def is_fixed(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    @property
    def samples(self) -> tuple[Fraction, Fraction]:
        """Two of its numbers: the ends where it has any, else next to the other one."""
        if self.low is not None:
            return self.low, self.low + 1 if self.high is None else self.high
        return (ZERO, Fraction(1)) if self.high is None else (self.high - 1, self.high)

    @property
    def middle(self) -> Fraction:
        """A number between these two."""
        low, high = self.samples
        return Fraction((low + high) // 2) if self.whole else (low + high) / 2

    def has(self, number: Fraction) -> bool:
        """Whether *number* can be reported."""
        fits = number.denominator == 1 if self.whole else is_exact(number)
        return fits and (self.low is None or self.low <= number) and (self.high is None or number <= self.high)


Spans = Mapping[str, Span]


def always_divides(expression: Expression, ranges: Mapping[str, Range]) -> bool:
    """Whether *expression* divides by zero whatever its names stand for within *ranges*."""
    match expression:
        case Either(condition, yes, no):
            both = always_divides(yes, ranges) and always_divides(no, ranges)
            return both or always_divides(condition, ranges)
        case Joined(_, first, _):
            return always_divides(first, ranges)
        case Computed(Operation.OVER, _, divisor) if range_of(divisor, ranges) == _NOTHING:
            return True
        case _:
            return any(always_divides(part, ranges) for part in parts(expression))


def zeros(number: Number, spans: Spans) -> Iterator[Values]:
    """Values for which *number* divides by zero, of the names that make it do so: at most one set for a divisor."""
    ranges = {name: span.range for name, span in spans.items()}
    divisors = (
        part.right for part in within(number) if isinstance(part, Computed) and part.operation is Operation.OVER
    )
    factors = dict.fromkeys(chain.from_iterable(map(_factors, divisors)))
    found = [
        _zero(number, factor, spans)
        for factor in factors
        if range_of(factor, ranges)[0] <= _NOTHING[0] <= range_of(factor, ranges)[1]
    ]
    named = [values for values in found if values]
    yield from named or (_free(values, spans, names_in(number)) for values in _tries(spans) if _divides(number, values))


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
    for values in _tries(spans):
        for name in sorted(names_in(factor)):
            at = _root(factor, name, values, spans[name])
            beside = ({**values, name: sample} for sample in spans[name].samples if sample != at)
            if at is None or not _divides(number, {**values, name: at}):
                continue
            if not all(_divides(number, others) for others in beside):
                return _free({**values, name: at}, spans, names_in(factor))
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


def _tries(spans: Spans) -> tuple[Values, ...]:
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
