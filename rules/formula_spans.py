"""Spans: what the names of a formula may stand for, as the figures that they name can be reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules.formula_range import Range, range_between
from rules.number import ZERO, is_exact


@dataclass(frozen=True, slots=True)
class Span:
    """What a name may stand for: from *low* to *high*, `None` being no limit; where *whole*, without fractions."""

    low: Fraction | None
    high: Fraction | None
    whole: bool = False

    @property
    def range(self) -> Range:
        """The same as a range."""
        return range_between(self.low, self.high)

    @property
    def is_fixed(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    @property
    def is_open(self) -> bool:
        """Whether there is no end on one side, or on both."""
        return self.low is None or self.high is None

    @property
    def samples(self) -> tuple[Fraction, Fraction]:
        """Two of its numbers: the ends where it has any, else next to the other one."""
        if self.low is not None:
            return self.low, self.low + 1 if self.high is None else self.high
        return (ZERO, Fraction(1)) if self.high is None else (self.high - 1, self.high)

    @property
    def middle(self) -> Fraction:
        """A number between these two."""
        low, high = self.samples
        return Fraction((low + high) // 2) if self.whole else (low + high) / 2

    def has(self, number: Fraction) -> bool:
        """Whether *number* can be reported."""
        fits = number.denominator == 1 if self.whole else is_exact(number)
        return fits and (self.low is None or self.low <= number) and (self.high is None or number <= self.high)


Spans = Mapping[str, Span]
