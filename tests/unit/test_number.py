"""Exact numbers: what is read, how it is rounded, how it is written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis.strategies import fractions, lists, tuples

from rules.errors import NotANumber, TooLarge, TooManyDecimals
from rules.number import (
    added,
    added_weighted,
    decimal_text,
    exact,
    exact_text,
    is_below,
    is_exact,
    percentage,
    places_to_print,
    printed,
    product,
    quotient,
    rounded,
    rounded_up,
    weighted_mean,
)

# ---- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9.75", Fraction(39, 4)),
        ("0", Fraction(0)),
        ("-0", Fraction(0)),
        ("-0.5", Fraction(-1, 2)),
        ("007.50", Fraction(15, 2)),
        ("0.000001", Fraction(1, 10**6)),
        ("99999999999.999999", Fraction(10**17 - 1, 10**6)),
        ("-99999999999.999999", Fraction(1 - 10**17, 10**6)),
    ],
)
def test_digits_with_a_minus_and_a_point_are_read_exactly(text: str, number: Fraction) -> None:
    assert exact(text) == number
    assert is_exact(exact(text))


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "-", ".", "NaN", "nan", "Infinity", "-Infinity", "inf", "1e400", "1E5", "0x10", "0b1", "1_000"],
        *["+1", "--1", "1.", ".5", "1.5.2", "1,5", "1 000", " 1", "1 ", "1\n", "1\x00", "1/3", "ten", "True"],
        *["٩", "९", "９", "1٠", "−1", "1²", "0" * 41],
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(NotANumber) as refused:
        exact(text)
    assert refused.value.given == text


@pytest.mark.parametrize("text", ["0.0000001", "1.0000000", "-9.1234567", "9." + "1" * 60])
def test_seven_decimals_are_too_many_even_where_they_are_noughts(text: str) -> None:
    with pytest.raises(TooManyDecimals):
        exact(text)


@pytest.mark.parametrize(
    "text", ["100000000000", "-100000000000", "0100000000000", "9" * 40, "9" * 41 + ".5", "9" * 10_000]
)
def test_a_number_beyond_any_score_is_too_large(text: str) -> None:
    with pytest.raises(TooLarge):
        exact(text)


@pytest.mark.parametrize("number", [Fraction(1, 3), Fraction(1, 10**7), Fraction(10**11), Fraction(-(10**11))])
def test_numbers_that_could_not_be_read_are_not_exact(number: Fraction) -> None:
    assert not is_exact(number)


# ---- rounding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("0.124999", 2, "0.12"),
        ("-0.124999", 2, "-0.12"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.5", 0, "3"),
        ("2/3", 2, "0.67"),
        ("-2/3", 2, "-0.67"),
        ("0", 2, "0"),
    ],
)
def test_a_half_goes_away_from_nought(number: str, places: int, expected: str) -> None:
    assert rounded(Fraction(number), places) == Fraction(expected)


@pytest.mark.parametrize(
    ("number", "expected"), [("0.171", "0.18"), ("0.17", "0.17"), ("1/3", "0.34"), ("-0.175", "-0.17"), ("0", "0")]
)
def test_a_shortfall_is_rounded_up_so_that_reaching_it_suffices(number: str, expected: str) -> None:
    assert rounded_up(Fraction(number), 2) == Fraction(expected)


NUMBERS = fractions(max_denominator=100)


@given(NUMBERS, NUMBERS)
def test_what_is_quicker_than_the_operators_of_fractions_says_the_same(left: Fraction, right: Fraction) -> None:
    assert product(left, right) == left * right
    assert is_below(left, right) is (left < right)
    if right:
        assert quotient(left, right) == left / right
        assert percentage(left, right) == left * 100 / right


@given(lists(tuples(NUMBERS, NUMBERS)))
def test_sums_and_means_are_those_of_fractions(parts: list[tuple[Fraction, Fraction]]) -> None:
    weight, total = sum(weight for _, weight in parts), sum(number * weight for number, weight in parts)
    assert added(number for number, _ in parts) == sum(number for number, _ in parts)
    assert added_weighted(parts) == total
    assert weighted_mean(parts) == (total / weight if weight else None)


def test_a_percentage_is_exact() -> None:
    assert percentage(Fraction(1), Fraction(3)) == Fraction(100, 3)


# ---- writing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("9.75", 0, "9.75"),
        ("9.5", 2, "9.50"),
        ("9", 0, "9"),
        ("9", 2, "9.00"),
        ("0", 2, "0.00"),
        ("0.05", 0, "0.05"),
        ("-0.05", 0, "-0.05"),
        ("-12", 0, "-12"),
        ("1/1024", 0, "0.0009765625"),
        ("1/3125", 0, "0.00032"),
        ("1000", 0, "1000"),
    ],
)
def test_a_decimal_is_written_in_plain_notation(number: str, places: int, text: str) -> None:
    assert decimal_text(Fraction(number), places) == text


@pytest.mark.parametrize("number", ["1/3", "-250/3", "1/15"])
def test_what_is_no_finite_decimal_is_written_as_a_fraction(number: str) -> None:
    with pytest.raises(ValueError, match="no finite decimal"):
        decimal_text(Fraction(number))
    assert exact_text(Fraction(number)) == number


@pytest.mark.parametrize(
    ("number", "threshold", "text"),
    [
        ("89.996", 90, "89.996"),
        ("89.9999995", 90, "89.9999995"),
        ("90.004", 90, "90.00"),
        ("89.994", 90, "89.99"),
        ("90", 90, "90.00"),
        ("-0.001", 0, "-0.001"),
    ],
)
def test_a_number_is_printed_with_more_decimals_where_two_would_cross_a_threshold(
    number: str, threshold: int, text: str
) -> None:
    assert printed(Fraction(number), [lambda shown: shown >= threshold]) == text


def test_a_number_above_a_threshold_is_never_printed_on_it() -> None:
    assert printed(Fraction("90.004"), [lambda shown: shown > 90]) == "90.004"


def test_more_decimals_for_one_threshold_do_not_cross_another() -> None:
    """33.3346 is above 33.33, which two decimals hide, and below 33.335, which three decimals reach."""
    number = Fraction("33.3346")
    assert (
        printed(number, [lambda shown: shown < Fraction("33.335"), lambda shown: shown > Fraction("33.33")])
        == "33.3346"
    )
    assert (
        printed(number, [lambda shown: shown > Fraction("33.33"), lambda shown: shown < Fraction("33.335")])
        == "33.3346"
    )


def test_without_thresholds_two_decimals_are_printed() -> None:
    assert printed(Fraction(200, 3)) == "66.67"
    assert places_to_print(Fraction(200, 3), []) == 2
