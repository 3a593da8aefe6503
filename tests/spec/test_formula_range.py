"""Ranges of formulas: never narrower than what a formula comes to, and without end where that cannot be told."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.formula import Either, computed
from rules.formula_errors import FormulaRefusal
from rules.formula_range import ABOVE_ALL, BELOW_ALL, End, Range, decided, highest, range_between, range_of
from rules.formula_reading import formula

NAMES = ("a", "b", "c")
RANGES = {
    "a": range_between(Fraction(0), Fraction(100)),
    "b": range_between(Fraction(-2), Fraction(3)),
    "c": range_between(Fraction(0), None),
}


RELATIONS = st.sampled_from((">", ">=", "<", "<=", "==", "!="))


def ends(text: str) -> Range:
    return range_of(formula(text, NAMES), RANGES)


def at(number: int | Fraction) -> End:
    return (0, Fraction(number))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("7", at(7), at(7)),
        ("-a", at(-100), at(0)),
        ("a + b", at(-2), at(103)),
        ("a - b", at(-3), at(102)),
        ("(a + c) - (a + c)", at(0), at(0)),
        ("a * b", at(-200), at(300)),
        ("a + c", at(0), ABOVE_ALL),
        ("a - c", BELOW_ALL, at(100)),
        ("b * c", BELOW_ALL, ABOVE_ALL),
        ("0 * c", at(0), at(0)),
        ("b ** 2", at(0), at(9)),
        ("b ** 3", at(-8), at(27)),
        ("b ** 0", at(1), at(1)),
        ("c ** 2", at(0), ABOVE_ALL),
        ("a / 4", at(0), at(25)),
        ("a / -4", at(-25), at(0)),
        ("a / (c + 1)", at(0), at(100)),
        ("a / c", at(0), ABOVE_ALL),
        ("a / -c", BELOW_ALL, at(0)),
        ("a / b", BELOW_ALL, ABOVE_ALL),
        ("1 / (a * 0)", BELOW_ALL, ABOVE_ALL),
        ("b > 0 ? a : 0 - 5", at(-5), at(100)),
        ("b > 3 ? a : 0 - 5", at(-5), at(-5)),
        ("b <= 3 ? a : 0 - 5", at(0), at(100)),
    ],
)
def test_a_range_is_as_wide_as_its_parts_make_it(text: str, low: End, high: End) -> None:
    assert ends(text) == (low, high)


def test_the_highest_is_told_where_there_is_one() -> None:
    assert highest(formula("a / 4", NAMES), RANGES) == 25
    assert highest(formula("a + c", NAMES), RANGES) is None


def formulas() -> st.SearchStrategy[str]:
    atoms = st.sampled_from(NAMES) | st.integers(0, 9).map(str)
    return st.recursive(
        atoms,
        lambda inner: (
            st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
            | st.builds("(-{})".format, inner)
            | st.builds("({} ** {})".format, inner, st.integers(0, 3))
            | st.builds("({} {} {} ? {} : {})".format, inner, RELATIONS, inner, inner, inner)
        ),
        max_leaves=8,
    )


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(formulas(), st.integers(0, 400), st.integers(-8, 12), st.integers(0, 4000))
def test_what_a_formula_comes_to_lies_in_its_range(text: str, a: int, b: int, c: int) -> None:
    values = {"a": Fraction(a, 4), "b": Fraction(b, 4), "c": Fraction(c, 4)}
    try:
        number = formula(text, NAMES)
        value = computed(number, values)
    except (ZeroDivisionError, FormulaRefusal):
        return
    low, high = range_of(number, RANGES)
    assert low <= (0, value) <= high


def conditions() -> st.SearchStrategy[str]:
    compared = st.builds("({} {} {})".format, formulas(), RELATIONS, formulas())
    joined = st.builds("({} {} {})".format, compared, st.sampled_from(("and", "or")), compared)
    return compared | joined | joined.map("(not {})".format)


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(conditions(), st.integers(0, 400), st.integers(-8, 12), st.integers(0, 4000))
def test_a_condition_that_is_settled_holds_or_not_whatever_the_figures(text: str, a: int, b: int, c: int) -> None:
    values = {"a": Fraction(a, 4), "b": Fraction(b, 4), "c": Fraction(c, 4)}
    try:
        chosen = formula(f"{text} ? 1 : 0", NAMES)
        holds = computed(chosen, values) == 1
    except (ZeroDivisionError, FormulaRefusal):
        return
    assert isinstance(chosen, Either)
    assert decided(chosen.condition, RANGES) in {holds, None}
