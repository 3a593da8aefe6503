"""The languages of the service: the words of the engine, of foresight and its own."""

from functools import cache
from pathlib import Path
from typing import Final

from foresight.language import LOCALE as FORESIGHT
from rules import language as of_rules
from rulesvc.errors import UnknownLanguage

LOCALE: Final = Path(__file__).parent / "locale"
"""The catalogues of the service."""


@cache
def language(code: str) -> of_rules.Language:
    """The language with that *code*.

    Raises: `UnknownLanguage`.
    """
    if code not in of_rules.CODES:
        raise UnknownLanguage(code, of_rules.CODES)
    return of_rules.Language(code, (of_rules.LOCALE, FORESIGHT, LOCALE))
