"""Documents and what is cited of them. What nobody has read is cited as stated elsewhere, never with an article."""

from dataclasses import dataclass

from rules.errors import BadValue, require, require_code
from rules.text import Text


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
        require_code("document", self.code)
        require(self.kind.vi != "", BadValue(what=f"document {self.code}: kind", given="", allowed="a kind"))


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands: a document and an article, or the place in another document that reports it.

    *article* is blank unless somebody has read the text; then *stated_in* names the document that reports the content.
    """

    document: str
    article: str = ""
    stated_in: str = ""
    place: Text = Text("")
