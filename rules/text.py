"""A text in the languages of the pages: Vietnamese first, English second."""

from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

_FEWEST_WORDS: Final = 2
_FEWEST_LETTERS: Final = 8


@dataclass(frozen=True, slots=True)
class Text:
    """What is written in a rubric: the Vietnamese is binding, the English may be blank."""

    vi: str
    en: str = ""

    def in_language(self, code: str) -> str:
        """The wording in language *code*, the Vietnamese where there is none."""
        return self.en if code == "en" and self.en else self.vi


def is_in_words(text: str) -> bool:
    """Whether *text* can be a reason: what stands in for nothing, such as "-", "N/A" or "none", is shorter."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) >= _FEWEST_WORDS and sum(map(str.isalpha, text)) >= _FEWEST_LETTERS


def composed(text: str) -> str:
    """*text* composed (NFC) and stripped, so that one text has one form and one hash."""
    return normalize("NFC", text).strip()
