"""Exact numbers: read from text, rounded only for print, printed on the right side of a threshold.

Every point, percentage and threshold is a `Fraction`. Nothing here or above it makes a binary floating-point number.
"""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache

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
    return SCALE % number.denominator == 0 and abs(number) < LARGEST


def require_exact(what: object, number: Fraction | None, *, at: Path) -> None:
    """Refuse a *number* of a rubric that is not exact, where there is one."""
    allowed = said(N_("a number with at most {places} decimals"), places=PLACES)
    require(number is None or is_exact(number), BadValue(what=what, given=number, allowed=allowed, at=at))


def percentage(part: Fraction, whole: Fraction) -> Fraction:
    """*part* of *whole* in per cent; *whole* is not zero."""
    return part * HUNDRED / whole


def rounded(number: Fraction, places: int) -> Fraction:
    """*number* half-up to *places* decimals; a half goes away from zero, as clerks round."""
    unit = 10**places
    half = (2 * abs(number.numerator) * unit + number.denominator) // (2 * number.denominator)
    return Fraction(half if number.numerator >= 0 else -half, unit)


def rounded_up(number: Fraction, places: int) -> Fraction:
    """The least multiple of the last decimal that is not below *number*: a shortfall printed so suffices."""
    unit = 10**places
    return Fraction(-(-number.numerator * unit // number.denominator), unit)


def decimal_text(number: Fraction, least_places: int = 0) -> str:
    """*number* in plain notation with at least *least_places* decimals.

    Raises: `ValueError` where the number is no finite decimal (1/3).
    """
    if number.denominator == 1 and not least_places:
        return str(number.numerator)
    needed = _places_of(number.denominator)
    if needed is None:
        raise ValueError(f"{number} is no finite decimal")
    places = max(needed, least_places)
    digits = str(abs(number.numerator) * (10**places // number.denominator)).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], "." + digits[-places:]) if places else (digits, "")
    return ("-" if number.numerator < 0 else "") + whole + decimals


@lru_cache(maxsize=4096)
def _places_of(denominator: int) -> int | None:
    """How many decimals a reduced fraction over *denominator* has; `None` where they never end."""
    return next((places for places in range(denominator.bit_length()) if 10**places % denominator == 0), None)


def exact_text(number: Fraction) -> str:
    """*number* without loss: plain notation where it is a finite decimal, else `"250/3"`."""
    try:
        return decimal_text(number)
    except ValueError:
        return f"{number.numerator}/{number.denominator}"


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
