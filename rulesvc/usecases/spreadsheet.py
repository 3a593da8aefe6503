"""Spreadsheets: texts that none of them takes for a formula."""

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """*text* that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text
