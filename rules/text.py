"""A text in the languages of the pages: Vietnamese first, English second."""

from dataclasses import dataclass
from unicodedata import normalize


@dataclass(frozen=True, slots=True)
class Text:
    """What is written in a rubric: the Vietnamese is binding, the English may be blank."""

    vi: str
    en: str = ""

    def in_language(self, code: str) -> str:
        """The wording in language *code*, the Vietnamese where there is none."""
        return self.en if code == "en" and self.en else self.vi


def composed(text: str) -> str:
    """*text* composed (NFC) and stripped, so that one text has one form and one hash."""
    return normalize("NFC", text).strip()
