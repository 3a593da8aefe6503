"""Tries: figures that can be reported, to see what a formula comes to for them.

Every number where there are few, else the ends, the middle and round numbers between them. What is found so is
certain; what is not found may be there all the same.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate, cycle, islice, product
from math import ceil, floor
from operator import mul
from typing import Final

from rules.formula import Number, Values, within
from rules.formula_spans import Span, Spans
from rules.number import SCALE

_MOST: Final = 2_000
"""Tries of one formula."""

_MOST_PARTS: Final = 100_000
"""Parts of a formula that are computed in all its tries together: long ones are tried less often."""

_WIDER: Final = (Fraction(2), Fraction(5, 2), Fraction(2))
"""From 1 to 2, 5 and 10."""


def tries(number: Number, spans: Spans) -> Iterator[Values]:
    """Values of all names of *spans*, together as many as *number* is computed for."""
    most = min(_MOST, max(_MOST_PARTS // sum(1 for _ in within(number)), 1))
    free = sum(not span.is_fixed for span in spans.values())
    each = max((count for count in range(2, most + 1) if count**free <= most), default=2)
    for numbers in islice(product(*(numbers_of(span, each) for span in spans.values())), most):
        yield dict(zip(spans, numbers, strict=True))


def numbers_of(span: Span, most: int) -> tuple[Fraction, ...]:
    """At *most* so many numbers of *span*, the least first; where it has no ends, those around 0, nearest first."""
    low, high = _ends(span, most)
    middle = Fraction((low + high) // 2) if span.whole else (low + high) / 2
    outer = list(filter(span.has, (low, high, middle)))
    if most <= len(outer):
        return tuple(outer[:most])
    steps = (step for step in _steps(span) if high // step - low // step < most)
    chosen = ({*outer, *filter(span.has, _between(low, high, step))} for step in steps)
    found = next(numbers for numbers in chosen if len(numbers) <= most)
    around_nought = span.low is None and span.high is None
    return tuple(sorted(found, key=lambda each: (abs(each), each < 0) if around_nought else (each, False)))


def _ends(span: Span, most: int) -> tuple[Fraction, Fraction]:
    """The ends of *span*; where there is none, so far on that nearly *most* whole numbers lie between."""
    far = Fraction(max(most - 4, 2))
    if span.low is not None:
        return span.low, span.low + far if span.high is None else span.high
    half = Fraction(far // 2)
    return (-half, half) if span.high is None else (span.high - far, span.high)


def _steps(span: Span) -> Iterator[Fraction]:
    """1, 2, 5, 10 and so on, of fractions from the smallest on."""
    return accumulate(cycle(_WIDER), mul, initial=Fraction(1) if span.whole else Fraction(1, SCALE))


def _between(low: Fraction, high: Fraction, step: Fraction) -> Iterator[Fraction]:
    """The multiples of *step* from *low* to *high*."""
    return (place * step for place in range(ceil(low / step), floor(high / step) + 1))
