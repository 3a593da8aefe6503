"""The language of the pages: Vietnamese, until somebody chooses English. It is kept in their session."""

from functools import cache
from pathlib import Path
from typing import Final

from flask import request, session

from foresight.language import LOCALE as FORESIGHT
from rules import language as of_rules
from rulesvc.languages import LOCALE as SERVICE

LOCALE: Final = Path(__file__).parent / "locale"
"""The catalogues of the pages."""

CHOSEN: Final = "lang"
"""The name under which a choice is sent, and kept."""


@cache
def language(code: str) -> of_rules.Language:
    """The language with that *code*, with the words of the pages and of all that they show."""
    return of_rules.Language(code, (of_rules.LOCALE, FORESIGHT, SERVICE, LOCALE))


def spoken() -> of_rules.Language:
    """The language of this request."""
    code = session.get(CHOSEN)
    return language(code if code in of_rules.CODES else of_rules.CODES[0])


def choose_language() -> None:
    """Keep what is asked for by `lang` in the address."""
    wanted = request.args.get(CHOSEN)
    if wanted in of_rules.CODES:
        session[CHOSEN] = wanted
