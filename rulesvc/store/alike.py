"""What is written alike: the codes that somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_NAMED = 3


def closest(given: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the *codes* that come closest to what was *given*, the closest first."""
    return tuple(get_close_matches(given, codes, n=_MOST_NAMED, cutoff=0))
