"""Words as people write them, in either language."""

from functools import cache

from rules.errors import N_
from rules.language import CODES
from rulesvc.languages import language

_YES = N_("yes y true x 1")
_NO = N_("no n false 0")


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
