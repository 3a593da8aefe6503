"""Thresholds as they are typed."""

from dataclasses import dataclass
from fractions import Fraction

from rules.errors import N_, InputRefusal, NotANumber
from rulesvc.usecases.written_numbers import read_number


@dataclass(eq=False)
class NotAThreshold(InputRefusal):
    """Something else in the place of a threshold than a number."""

    given: str
    words = N_("“{given}” is not a number. Digits are typed here, with a decimal comma where needed.")


def read_threshold(text: str) -> Fraction:
    """The number in *text*, without a sign for per cent behind it.

    Raises: `NotAThreshold`; what `read_number` does besides.
    """
    try:
        return read_number(text.strip().removesuffix("%").strip())
    except NotANumber as refusal:
        raise NotAThreshold(text) from refusal
