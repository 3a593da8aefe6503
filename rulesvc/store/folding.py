"""Folding: words without accents and case, by which people search.

A folded column is kept beside what it is made of: it is searched alike on both databases, without an extension.
"""

from typing import Any, Final
from unicodedata import combining, normalize

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

_D_WITH_STROKE: Final = "\N{LATIN SMALL LETTER D WITH STROKE}"
"""The one Vietnamese letter that no decomposition turns into a plain one."""


def folded(text: str) -> str:
    """*text* in small letters without accents."""
    letters = normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not combining(letter)).replace(_D_WITH_STROKE, "d")


def holds(column: InstrumentedAttribute[Any], words: str) -> tuple[ColumnElement[bool], ...]:
    """That a folded *column* has all of the *words*, whatever their accents and case."""
    return tuple(column.contains(word, autoescape=True) for word in folded(words).split())


def is_found(words: str, *texts: str) -> bool:
    """Whether all *words* stand in the *texts*, whatever their accents and case."""
    searched = folded(" ".join(texts))
    return all(word in searched for word in folded(words).split())
