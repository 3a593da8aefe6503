"""The form of a document that the rules of an edition cite: as it is typed, and as it is stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from admin.days import typed_day
from admin.decided import code_of
from rules.content import part_content
from rules.document import is_dated
from rules.language import Language
from rulesvc.store.documents import Entry

Fields = Mapping[str, str]

TEXTS: Final = ("kind", "issuer", "subject")
"""What is said in two languages."""

FIELDS: Final = (*(f"{text}.{code}" for text in TEXTS for code in ("vi", "en")), "number", "dated")
"""The names of the fields."""

_YEAR_DIGITS: Final = 4


def fields_of(content: Mapping[str, Any], into: Language) -> dict[str, str]:
    """The fields as the *content* of a document fills them, its day as it is typed."""
    texts = {f"{text}.{code}": content.get(text, {}).get(code, "") for text in TEXTS for code in ("vi", "en")}
    return {**texts, "number": content.get("number", ""), "dated": _day(content.get("dated", ""), into)}


def patch(fields: Fields) -> dict[str, Any]:
    """The change by which a document says what its *fields* say: what is left empty goes.

    Raises: `admin.days.NoSuchDay`.
    """
    texts = {text: _text(fields.get(f"{text}.vi", ""), fields.get(f"{text}.en", "")) for text in TEXTS}
    return {**texts, "number": fields.get("number") or None, "dated": _dated(fields.get("dated", "")) or None}


def entered(fields: Fields) -> dict[str, Any]:
    """A new document that says what its *fields* say; its code comes of number and year, else of kind and year.

    Raises: `admin.days.NoSuchDay`.
    """
    filled = {name: _filled(value) for name, value in patch(fields).items() if value}
    named = fields.get("number") or fields.get("kind.vi", "")
    return {"code": code_of(named, filled.get("dated", "")), **filled}


def taken(entry: Entry) -> dict[str, Any]:
    """A document of the register as rules cite it."""
    return part_content(entry.cited())


def _text(vi: str, en: str) -> dict[str, str | None] | None:
    return {"vi": vi or None, "en": en or None} if vi or en else None


def _filled(value: Any) -> Any:
    return {code: text for code, text in value.items() if text} if isinstance(value, Mapping) else value


def _dated(typed: str) -> str:
    """A day or a year as it is stored."""
    if not typed or (len(typed) == _YEAR_DIGITS and is_dated(typed)):
        return typed
    return str(typed_day(typed, at=("dated",)))


def _day(stored: str, into: Language) -> str:
    return into.day(date.fromisoformat(stored)) if "-" in stored else stored
