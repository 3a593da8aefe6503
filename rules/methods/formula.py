"""A formula over named figures, for what the other methods cannot say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from rules.errors import N_, BadValue, DuplicateCode, Refusal
from rules.formula import Number
from rules.formula_reading import formula
from rules.methods.figure import Figure
from rules.methods.worth import MAXIMUM, bad_places
from rules.said import said
from rules.together import raise_first

MOST_INPUTS: Final = 50

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,49}")
_RESERVED: Final = frozenset(
    {"and", "elif", "else", "false", "for", "if", "in", "inf", "nan", "not", "null", "or", "true", "while", MAXIMUM}
)
_INPUTS = N_("formula: figures")


@dataclass(frozen=True, slots=True)
class Input:
    """A figure and the name that a formula has for it."""

    name: str
    figure: Figure

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        if not _NAME.fullmatch(self.name) or self.name in _RESERVED:
            allowed = said(N_("a name in lower-case letters, digits and underscores that means nothing else"))
            yield BadValue(said(N_("formula: name")), self.name, allowed, at=("name",))


@dataclass(frozen=True, slots=True)
class Formula:
    """What the formula in *text* comes to, within the range of the component, rounded half-up to so many *places*."""

    text: str
    inputs: tuple[Input, ...]
    places: int = 2
    kind: ClassVar[str] = "formula"

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        if not 0 < len(self.inputs) <= MOST_INPUTS:
            allowed = said(N_("from {low} to {high} of them"), low=1, high=MOST_INPUTS)
            yield BadValue(said(_INPUTS), len(self.inputs), allowed, at=("inputs",))
        seen = set[str]()
        for place, each in enumerate(self.inputs):
            if each.name in seen:
                yield DuplicateCode(said(_INPUTS), each.name, at=("inputs", place, "name"))
            seen.add(each.name)
        try:
            _ = self.number
        except Refusal as refusal:
            refusal.at = ("text",)
            yield refusal
        yield from bad_places(self.places)

    @property
    def number(self) -> Number:
        """The formula, read."""
        return formula(self.text, (*(each.name for each in self.inputs), MAXIMUM))
