"""Documents and what is cited of them. What nobody has read is cited as stated elsewhere, never with an article."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.errors import N_, BadValue, require, require_code
from rules.said import said
from rules.text import Text

DATED_PATTERN: Final = "[0-9]{4}(-[0-9]{2}-[0-9]{2})?"
"""A day (ISO 8601), or a year where no more is known."""

_DATED: Final = re.compile(DATED_PATTERN)


def is_dated(text: str) -> bool:
    """Whether *text* is a day that there is, or a year."""
    if not _DATED.fullmatch(text):
        return False
    try:
        date.fromisoformat(text if "-" in text else f"{text}-01-01")
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Document:
    """A decision, resolution, report, letter or minutes.

    *number* may be blank (Party documents); *dated* is an ISO date, a year, or blank.
    """

    code: str
    kind: Text
    number: str
    dated: str
    issuer: Text
    subject: Text

    def __post_init__(self) -> None:
        require_code(N_("document: code"), self.code)
        kind, dated = (
            said(words, code=self.code) for words in (N_("document {code}: kind"), N_("document {code}: dated"))
        )
        require(self.kind.vi != "", BadValue(what=kind, given="", allowed=said(N_("a kind")), at=("kind",)))
        require(
            self.dated == "" or is_dated(self.dated),
            BadValue(what=dated, given=self.dated, allowed=said(N_("a day, a year, or nothing")), at=("dated",)),
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands: a document and an article, or the place in another document that reports it.

    *article* is blank unless somebody has read the text; then *stated_in* names the document that reports the content.
    """

    document: str
    article: str = ""
    stated_in: str = ""
    place: Text = Text("")
