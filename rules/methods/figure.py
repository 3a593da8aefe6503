"""Figures: what is reported where points follow from a number. Which numbers are possible, and in what unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from rules.errors import N_, BadValue, Refusal
from rules.number import HUNDRED, PLACES, is_exact
from rules.said import said
from rules.text import Text
from rules.together import raise_first


class Quantity(StrEnum):
    """What kind of number it is."""

    PERCENT = "percent"
    COUNT = "count"
    DAYS = "days"
    VALUE = "value"


WHOLE: Final = frozenset({Quantity.COUNT, Quantity.DAYS})
"""What is counted has no fractions."""

_NOTHING: Final = Fraction(0)
_DEADLINE = N_("deadline")
_LEAST = N_("least figure")
_MOST = N_("largest figure")
_LEAP_YEAR: Final = 2024
_LEAP_DAY: Final = (2, 29)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that is not late, every year anew; *years_after* the year that is assessed."""

    month: int
    day: int
    years_after: int = 0

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        try:
            date(_LEAP_YEAR, self.month, self.day)
        except ValueError:
            there_is = False
        else:
            there_is = (self.month, self.day) != _LEAP_DAY
        if not there_is:
            allowed = said(N_("a day of a month that there is every year"))
            yield BadValue(said(_DEADLINE), f"{self.day}/{self.month}", allowed, at=("day",))
        if self.years_after not in (0, 1):
            allowed = said(N_("the year that is assessed (0) or the next one (1)"))
            yield BadValue(said(_DEADLINE), self.years_after, allowed, at=("years_after",))

    def in_year(self, year: int) -> date:
        """The day, for the assessment of *year*."""
        return date(year + self.years_after, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is reported. Blank, its *name* is that of the component.

    A percentage is from 0 to 100 and a count is not below 0 unless *least* and *most* say otherwise. Days late may be
    reported as a date where there is a *deadline*.
    """

    quantity: Quantity
    name: Text = Text("")
    unit: Text = Text("")
    least: Fraction | None = None
    most: Fraction | None = None
    deadline: Deadline | None = None

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        for name, what, bound in (("least", _LEAST, self.least), ("most", _MOST, self.most)):
            if bound is not None and not is_exact(bound):
                allowed = said(N_("a number with at most {places} decimals"), places=PLACES)
                yield BadValue(said(what), bound, allowed, at=(name,))
            elif bound is not None and self.is_whole and (bound.denominator != 1 or bound < 0):
                yield BadValue(said(what), bound, said(N_("a whole number, 0 or more")), at=(name,))
        if self.low is not None and self.high is not None and self.low >= self.high:
            yield BadValue(said(_MOST), self.high, said(N_("more than {number}"), number=self.low), at=("most",))
        if self.deadline is not None and self.quantity is not Quantity.DAYS:
            yield BadValue(said(_DEADLINE), self.quantity, said(N_("only where days are counted")), at=("deadline",))

    @property
    def is_whole(self) -> bool:
        """Whether it has no fractions."""
        return self.quantity in WHOLE

    @property
    def low(self) -> Fraction | None:
        """The least number that can be reported."""
        open_below = self.least is None and self.quantity is not Quantity.VALUE
        return _NOTHING if open_below else self.least

    @property
    def high(self) -> Fraction | None:
        """The largest number that can be reported."""
        return HUNDRED if self.most is None and self.quantity is Quantity.PERCENT else self.most
