"""The language of the pages: Vietnamese, until somebody chooses English. It is kept in their session."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import request, session

from admin.refusals import on_a_page
from foresight.language import LOCALE as FORESIGHT
from rules import language as of_rules
from rules.errors import Refusal
from rules.text import Coded
from rulesvc.languages import LOCALE as SERVICE

LOCALE: Final = Path(__file__).parent / "locale"
"""The catalogues of the pages."""

CHOSEN: Final = "lang"
"""The name under which a choice is sent, and kept."""


class PageLanguage(of_rules.Language):
    """A language as pages speak it: refusals name fields by their labels, and whatever has a name by its name."""

    def say(self, refusal: Refusal) -> str:
        """What *refusal* says on a page."""
        return super().say(on_a_page(refusal, self))

    def words(self, message: str, **facts: Any) -> str:
        """*message* filled with *facts*; of codes with a name, the name is told."""
        named = {name: self.written(fact) if isinstance(fact, Coded) else fact for name, fact in facts.items()}
        return super().words(message, **named)

    def written(self, fact: Any) -> str:
        """*fact* as pages write it."""
        if isinstance(fact, Coded):
            return self.text(fact.name) or str(fact)
        return super().written(fact)


@cache
def language(code: str) -> PageLanguage:
    """The language with that *code*, with the words of the pages and of all that they show."""
    return PageLanguage(code, (of_rules.LOCALE, FORESIGHT, SERVICE, LOCALE))


def spoken() -> PageLanguage:
    """The language of this request."""
    code = session.get(CHOSEN)
    return language(code if code in of_rules.CODES else of_rules.CODES[0])


def choose_language() -> None:
    """Keep what is asked for by `lang` in the address."""
    wanted = request.args.get(CHOSEN)
    if wanted in of_rules.CODES:
        session[CHOSEN] = wanted
