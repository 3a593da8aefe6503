"""Points for each item."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from rules.errors import N_, BadValue, DuplicateCode, Refusal, require_code
from rules.number import LARGEST, PLACES, is_exact
from rules.said import said
from rules.text import Text
from rules.together import raise_first

_ITEMS = N_("items")


@dataclass(frozen=True, slots=True)
class Item:
    """What is counted, the points for each, and how many count at most."""

    code: str
    name: Text
    points: Fraction
    most: int | None = None

    def __post_init__(self) -> None:
        require_code(N_("item: code"), self.code)
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        if not is_exact(self.points) or self.points == 0:
            allowed = said(N_("a number other than 0 with at most {places} decimals"), places=PLACES)
            yield BadValue(said(N_("item {code}: points"), code=self.code), self.points, allowed, at=("points",))
        if self.most is not None and not 0 < self.most < LARGEST:
            allowed = said(N_("a whole number, 1 or more"))
            yield BadValue(said(N_("item {code}: how many count"), code=self.code), self.most, allowed, at=("most",))


@dataclass(frozen=True, slots=True)
class PerItem:
    """The points of all *items*, together at most *cap*, where that is less than the maximum of the component."""

    items: tuple[Item, ...]
    cap: Fraction | None = None
    kind: ClassVar[str] = "items"

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        if not self.items:
            yield BadValue(said(_ITEMS), "", said(N_("at least one item")), at=("items",))
        seen = set[str]()
        for place, item in enumerate(self.items):
            if item.code in seen:
                yield DuplicateCode(said(_ITEMS), item.code, at=("items", place, "code"))
            seen.add(item.code)
        if self.cap is not None and not is_exact(self.cap):
            allowed = said(N_("a number with at most {places} decimals"), places=PLACES)
            yield BadValue(said(N_("most points of all items")), self.cap, allowed, at=("cap",))
