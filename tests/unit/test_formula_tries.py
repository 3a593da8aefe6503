"""Figures that are tried: all where there are few, else the ends, the middle and round numbers, never too many."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.formula_reading import formula
from rules.formula_spans import Span
from rules.formula_tries import numbers_of, tries
from tests.scoring import number


@pytest.mark.parametrize(
    ("span", "most", "expected"),
    [
        (Span(Fraction(0), Fraction(5), whole=True), 12, "0 1 2 3 4 5"),
        (Span(Fraction(0), Fraction(10), whole=True), 11, "0 1 2 3 4 5 6 7 8 9 10"),
        (Span(Fraction(0), Fraction(10), whole=True), 9, "0 2 4 5 6 8 10"),
        (Span(Fraction(0), Fraction(10), whole=True), 2, "0 10"),
        (Span(Fraction(0), Fraction(100)), 14, "0 10 20 30 40 50 60 70 80 90 100"),
        (Span(Fraction("0.3"), Fraction("1.1")), 9, "0.3 0.4 0.5 0.6 0.7 0.8 0.9 1 1.1"),
        (Span(Fraction(1), None, whole=True), 8, "1 2 3 4 5"),
        (Span(None, Fraction(1)), 8, "-3 -2 -1 0 1"),
        (Span(None, None), 8, "0 1 -1 2 -2"),
        (Span(Fraction(7), Fraction(7)), 8, "7"),
    ],
)
def test_numbers_of_a_span(span: Span, most: int, expected: str) -> None:
    assert numbers_of(span, most) == tuple(map(number, expected.split()))


BOUNDS = st.none() | st.integers(-(10**17) + 1, 10**17 - 1).map(lambda millionths: Fraction(millionths, 10**6))


@given(BOUNDS, BOUNDS, st.sampled_from((1, 10**6)), st.integers(2, 300))
def test_numbers_can_be_reported_and_are_no_more_than_asked_for(
    one: Fraction | None, other: Fraction | None, unit: int, most: int
) -> None:
    low, high = (one, other) if one is None or other is None or one <= other else (other, one)
    low, high = (None if bound is None else Fraction(int(bound * unit), unit) for bound in (low, high))
    span = Span(low, high, whole=unit == 1)
    found = numbers_of(span, most)
    assert 0 < len(found) <= most
    assert len(set(found)) == len(found) or low == high
    assert all(span.has(each) for each in found)
    assert {low, high} - {None} <= set(found)


def test_of_many_names_a_few_figures_each_are_tried() -> None:
    names = tuple(f"a{place}" for place in range(50))
    spans = {name: Span(Fraction(0), Fraction(10), whole=True) for name in names}
    found = list(tries(formula(" + ".join(names[:20]), names), spans))
    assert len(found) == 2000
    assert {value for values in found for value in values.values()} == {0, 10}
