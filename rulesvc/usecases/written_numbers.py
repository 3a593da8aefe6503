"""Numbers as people write them, in files and on pages: with a decimal point or a decimal comma."""

from dataclasses import dataclass
from fractions import Fraction
from re import ASCII
from re import compile as pattern

from rules.errors import N_, InputRefusal, TooLarge, TooManyDecimals
from rules.number import exact

_DECIMAL_COMMA = pattern(r"-?[0-9]+,[0-9]+", ASCII)
_TWO_READINGS = pattern(r"-?(?!0\.)[0-9]+\.[0-9]{3}", ASCII)
"""A point before three digits stands between thousands to one reader and before decimals to another."""


@dataclass(eq=False)
class TwoReadings(InputRefusal):
    """A number that is a thousand times as large to one reader as to another."""

    given: str
    thousands: str
    decimals: str
    words = N_(
        "“{given}” can be read in two ways. Write {thousands} where the point stands between thousands, {decimals} "
        "where it stands before decimals (in quotation marks where commas separate cells)."
    )


def read_number(text: str) -> Fraction:
    """The number in *text*, written with a decimal point or a decimal comma; no signs between thousands.

    Raises: `TwoReadings`, `NotANumber`, `TooManyDecimals`, `TooLarge`, with the number as it was written.
    """
    if _TWO_READINGS.fullmatch(text):
        raise TwoReadings(text, text.replace(".", ""), text.replace(".", ","))
    plain = text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text
    try:
        return exact(plain)
    except TooManyDecimals as refusal:
        raise TooManyDecimals(text, refusal.places) from refusal
    except TooLarge as refusal:
        raise TooLarge(text, refusal.limit) from refusal
