"""A text in the languages of the pages: Vietnamese first, English second."""

from dataclasses import dataclass
from typing import Any, Final, Self
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


class Coded(str):
    """A code, as other systems are told it, with the *name* by which people know what has it."""

    __slots__ = ("name",)

    name: Text

    def __new__(cls, code: str, name: Text) -> Self:
        """The *code* of what is called so."""
        made = super().__new__(cls, code)
        made.name = name
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Refusals travel between processes, and what they name with them."""
        return Coded, (str(self), self.name)
