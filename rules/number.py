"""Exact numbers: read from text, rounded only for print, printed on the right side of a threshold.

Every point, percentage and threshold is a `Fraction`. Nothing here or above it makes a binary floating-point number.
"""

import re
from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from functools import lru_cache
from math import lcm

from rules.errors import N_, BadValue, NotANumber, Path, TooLarge, TooManyDecimals, require
from rules.said import said

PLACES = 6
"""Most decimals an input or a threshold may have."""

SCALE: int = 10**PLACES

LARGEST: int = 10**11
"""No input or threshold reaches this, so that no encoded value reaches 2^60."""

ZERO = Fraction(0)
HUNDRED = Fraction(100)


class Count(int):
    """How many there are of something: reports write those below ten with a zero in Vietnamese."""


_DIGITS = re.compile(r"-?([0-9]+)(?:\.([0-9]+))?", re.ASCII)
_TOO_LONG = len(str(LARGEST))
_LONGEST_READ = 40


def exact(text: str) -> Fraction:
    """The number written in *text*: ASCII digits, an optional minus and point, no exponent.

    Raises: `NotANumber`, `TooManyDecimals`, `TooLarge`.
    """
    match = _DIGITS.fullmatch(text)
    if match is None:
        raise NotANumber(given=text)
    if len(match[2] or "") > PLACES:
        raise TooManyDecimals(given=text, places=PLACES)
    if len(match[1].lstrip("0")) >= _TOO_LONG:
        raise TooLarge(given=text, limit=LARGEST)
    if len(text) > _LONGEST_READ:  # noughts and nothing else
        raise NotANumber(given=text)
    return Fraction(text)


def is_exact(number: Fraction) -> bool:
    """Whether *number* has at most six decimals and is within bounds, as inputs and thresholds must be."""
    numerator, denominator = number.as_integer_ratio()
    return SCALE % denominator == 0 and abs(numerator) < LARGEST * denominator


def require_exact(what: object, number: Fraction | None, *, at: Path) -> None:
    """Refuse a *number* of a rubric that is not exact, where there is one."""
    allowed = said(N_("a number with at most {places} decimals"), places=PLACES)
    require(number is None or is_exact(number), BadValue(what=what, given=number, allowed=allowed, at=at))


def is_below(left: Fraction, right: Fraction) -> bool:
    """Whether *left* is less than *right*: as `<` says, in half the time."""
    (numerator, denominator), (other, under) = left.as_integer_ratio(), right.as_integer_ratio()
    return numerator * under < other * denominator


Ratio = tuple[int, int]
"""A numerator, and a denominator above 0; not reduced."""


def added(numbers: Iterable[Fraction]) -> Fraction:
    """The sum of *numbers*: one fraction is made, not one for each sum on the way."""
    return Fraction(*_added([number.as_integer_ratio() for number in numbers]))


def added_weighted(parts: Iterable[tuple[Fraction, Fraction | int]]) -> Fraction:
    """The sum of numbers, each times its weight."""
    return Fraction(*_added([_product(number, weight) for number, weight in parts]))


def weighted_mean(parts: Collection[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The mean of numbers with their weights; `None` where they weigh nothing."""
    if len(parts) == 1:
        ((number, weighs),) = parts
        return number if weighs else None
    total, under = _added([_product(number, weight) for number, weight in parts])
    weight, below = _added([weight.as_integer_ratio() for _, weight in parts])
    return Fraction(total * below, under * weight) if weight else None


def _product(left: Fraction, right: Fraction | int) -> Ratio:
    (numerator, denominator), (times, over) = left.as_integer_ratio(), right.as_integer_ratio()
    return numerator * times, denominator * over


def _added(ratios: Iterable[Ratio]) -> Ratio:
    """The sum, over the least denominator of all: what is added one by one makes a fraction each time."""
    total, common = 0, 1
    for numerator, denominator in ratios:
        if common % denominator:
            wider = lcm(common, denominator)
            total, common = total * (wider // common), wider
        total += numerator * (common // denominator)
    return total, common


def product(left: Fraction, right: Fraction) -> Fraction:
    """*left* times *right*: in half the time that a fraction takes for it."""
    return Fraction(*_product(left, right))


def quotient(left: Fraction, right: Fraction | int) -> Fraction:
    """*left* over *right*, as `product`.

    Raises: `ZeroDivisionError`.
    """
    (numerator, denominator), (over, times) = left.as_integer_ratio(), right.as_integer_ratio()
    return Fraction(numerator * times, denominator * over)


def percentage(part: Fraction, whole: Fraction) -> Fraction:
    """*part* of *whole* in per cent; *whole* is not zero."""
    had, over = part.as_integer_ratio()
    most, of = whole.as_integer_ratio()
    return Fraction(100 * had * of, over * most)


def rounded(number: Fraction, places: int) -> Fraction:
    """*number* half-up to *places* decimals; a half goes away from zero, as clerks round."""
    numerator, denominator = number.as_integer_ratio()
    unit = 10**places
    if unit % denominator == 0:
        return number
    half = (2 * abs(numerator) * unit + denominator) // (2 * denominator)
    return Fraction(half if numerator >= 0 else -half, unit)


def rounded_up(number: Fraction, places: int) -> Fraction:
    """The least multiple of the last decimal that is not below *number*: a shortfall printed so suffices."""
    unit = 10**places
    return Fraction(-(-number.numerator * unit // number.denominator), unit)


def decimal_text(number: Fraction, least_places: int = 0) -> str:
    """*number* in plain notation with at least *least_places* decimals.

    Raises: `ValueError` where the number is no finite decimal (1/3).
    """
    numerator, denominator = number.as_integer_ratio()
    needed = _places_of(denominator)
    if needed is None:
        raise ValueError(f"{number} is no finite decimal")
    return _decimals(numerator, denominator, max(needed, least_places))


def exact_text(number: Fraction) -> str:
    """*number* without loss: plain notation where it is a finite decimal, else `"250/3"`."""
    return _exact_text(*number.as_integer_ratio())


@lru_cache(maxsize=4096)
def _exact_text(numerator: int, denominator: int) -> str:
    """As `exact_text`, remembered: maxima, thresholds and most points are the same for all agencies."""
    places = _places_of(denominator)
    return f"{numerator}/{denominator}" if places is None else _decimals(numerator, denominator, places)


def _decimals(numerator: int, denominator: int, places: int) -> str:
    """A number in plain notation with so many *places*, which suffice."""
    if not places:
        return str(numerator)
    digits = str(abs(numerator) * (10**places // denominator)).rjust(places + 1, "0")
    return f"{'-' if numerator < 0 else ''}{digits[:-places]}.{digits[-places:]}"


@lru_cache(maxsize=4096)
def _places_of(denominator: int) -> int | None:
    """How many decimals a reduced fraction over *denominator* has; `None` where they never end."""
    return next((places for places in range(denominator.bit_length()) if 10**places % denominator == 0), None)


Comparison = Callable[[Fraction], bool]


def places_to_print(number: Fraction, comparisons: Iterable[Comparison], least_places: int = 2) -> int:
    """How many decimals *number* needs so that no comparison answers otherwise for what is printed."""
    places, shown = least_places, rounded(number, least_places)
    if shown == number:
        return places
    wanted = [(comparison, comparison(number)) for comparison in comparisons]
    while any(comparison(shown) is not truth for comparison, truth in wanted):
        places += 1
        shown = rounded(number, places)
    return places


def printed(number: Fraction, comparisons: Iterable[Comparison] = (), least_places: int = 2) -> str:
    """*number* half-up to two places, with more where two would put it on the wrong side of a threshold."""
    places = places_to_print(number, comparisons, least_places)
    return decimal_text(rounded(number, places), places)
