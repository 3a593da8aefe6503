"""What is written alike: the codes that somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_NAMED = 3
_LEAST_ALIKE = 0.6
"""Of 1: below it the codes of a list resemble each other by chance."""


def closest(given: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the *codes* that are written much like what was *given*, the closest first."""
    return tuple(get_close_matches(given, codes, n=_MOST_NAMED, cutoff=_LEAST_ALIKE))
