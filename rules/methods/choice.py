"""One option out of several."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rules.errors import N_, BadValue, DuplicateCode, Refusal, require_code
from rules.methods.worth import Worth, bad_places
from rules.said import said
from rules.text import Text
from rules.together import raise_first

_OPTIONS = N_("options")


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen, and what it is worth."""

    code: str
    name: Text
    worth: Worth

    def __post_init__(self) -> None:
        require_code(N_("option: code"), self.code)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the *options*; shares of the maximum are rounded half-up to so many *places*."""

    options: tuple[Option, ...]
    places: int = 2
    kind: ClassVar[str] = "choice"

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        if not self.options:
            yield BadValue(said(_OPTIONS), "", said(N_("at least one option")), at=("options",))
        seen = set[str]()
        for place, option in enumerate(self.options):
            if option.code in seen:
                yield DuplicateCode(said(_OPTIONS), option.code, at=("options", place, "code"))
            seen.add(option.code)
        yield from bad_places(self.places)
