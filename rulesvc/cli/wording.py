"""Words and numbers as people write them, in either language."""

from fractions import Fraction
from functools import cache
from re import ASCII
from re import compile as pattern

from rules.errors import N_, TooLarge, TooManyDecimals
from rules.language import CODES
from rules.number import exact
from rulesvc.languages import language

_YES = N_("yes y true x 1")
_NO = N_("no n false 0")
_DECIMAL_COMMA = pattern(r"-?[0-9]+,[0-9]+", ASCII)


def yes_or_no(text: str) -> bool | None:
    """Whether *text* says yes or no, in any language of the pages; `None` where it says neither."""
    word = text.casefold()
    if word in _words(_YES):
        return True
    return False if word in _words(_NO) else None


def yes_and_no_words() -> tuple[str, ...]:
    """All words that `yes_or_no` understands."""
    return _words(_YES) + _words(_NO)


@cache
def _words(message: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for code in reversed(CODES) for word in language(code).words(message).split()))


def read_number(text: str) -> Fraction:
    """The number in *text*, written with a decimal point or a decimal comma; no signs between thousands.

    Raises: `NotANumber`, `TooManyDecimals`, `TooLarge`, with the number as it was written.
    """
    plain = text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text
    try:
        return exact(plain)
    except TooManyDecimals as refusal:
        raise TooManyDecimals(text, refusal.places) from refusal
    except TooLarge as refusal:
        raise TooLarge(text, refusal.limit) from refusal
