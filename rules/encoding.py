"""The integers that durable-rules gets: order-preserving images of exact values, and a range for what is not known.

A value x becomes `2 * floor(x * S) + (1 if a remainder is left)` at scale S = 10^6, a threshold t becomes `2 * t * S`,
which is even; then every comparison of the integers answers as that of the exact values. Floor, not truncation: with
truncation negative values land on the wrong side.
"""

from rules.number import SCALE

UNKNOWN = 2**60
"""A measure that is not known lies between -UNKNOWN and +UNKNOWN; every known value lies strictly within."""

Range = tuple[int, int]
"""The encoded lowest and highest value of a measure; equal where it is known."""

ANYTHING: Range = (-UNKNOWN, UNKNOWN)


def encoded_ratio(numerator: int, denominator: int) -> int:
    """The image of numerator/denominator, denominator > 0."""
    whole, rest = divmod(numerator * SCALE, denominator)
    return 2 * whole + int(rest > 0)


def encoded_rounded(numerator: int, denominator: int, places: int) -> int:
    """The image of numerator/denominator after rounding it half-up to *places*, halves away from zero."""
    unit: int = 10**places
    steps = (2 * abs(numerator) * unit + denominator) // (2 * denominator)
    image = 2 * steps * (SCALE // unit)
    return image if numerator >= 0 else -image


def exactly(image: int) -> Range:
    """The range of a value that is known."""
    return (image, image)
