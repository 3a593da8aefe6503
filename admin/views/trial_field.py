"""One field of a trial: what it says of its component, how a stored value is typed into it, and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from admin.days import typed_day
from rules.errors import Path, Refusal, require
from rules.language import Language
from rulesvc.schemas.mistakes import NotAWholeNumber
from rulesvc.usecases.answer_columns import COUNTS
from rulesvc.usecases.written_numbers import read_number

_MOST_DIGITS: Final = 9
_OF_COUNTS: Final = ("items", "groups")


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its *name*, told by a *label*; *part* is what it says of its component, *options* what it may be.

    Fields that belong together within a component have one *legend*.
    """

    name: str
    part: Path
    label: str
    options: tuple[tuple[str, str], ...] = ()
    legend: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it takes a count."""
        return self.part[0] in COUNTS or self.part[0] in _OF_COUNTS

    @property
    def is_day(self) -> bool:
        """Whether it takes a day."""
        return self.part[0] == "date"

    def written(self, value: object, into: Language) -> str:
        """A stored *value* as it is typed."""
        if self.is_day:
            return into.day(date.fromisoformat(str(value)))
        return str(value) if self.options else as_typed(str(value), into)

    def read(self, typed: str, at: Path, refusals: list[Refusal]) -> Any:
        """What was *typed* into it; `None` where that is nothing, or wrong, which is kept as a refusal."""
        text = typed.strip()
        if not text or self.options:
            return text or None
        try:
            return self._read(text, at)
        except Refusal as refusal:
            refusal.at = at
            refusals.append(refusal)
        return None

    def _read(self, text: str, at: Path) -> Any:
        if self.is_day:
            return typed_day(text, at=at)
        if self.is_whole:
            require(text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS, NotAWholeNumber(self.label, text))
            return int(text)
        return read_number(text if self.part[0] == "points" else text.removesuffix("%").rstrip())


def as_typed(number: str, into: Language) -> str:
    """A *number* as it is typed: without signs between thousands, which are read as decimal signs."""
    return number.replace(".", ",") if into.code == "vi" else number


def found_at(content: Mapping[str, Any], part: Path) -> Any:
    """What *content* says at *part*; `None` where it says nothing."""
    found: Any = content
    for name in part:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
