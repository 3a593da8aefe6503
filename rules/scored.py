"""Points of a component with their working: what was reported, what of the method applied, and the arithmetic.

The arithmetic is a number and steps from it; whoever takes them comes to the points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Final, assert_never

from rules.answer import Answer
from rules.formula import computed
from rules.formula_reading import formula
from rules.methods.worth import FIGURE
from rules.number import HUNDRED, PLACES, product, quotient, rounded
from rules.survey_working import Standing, SurveyWorking


class Act(StrEnum):
    """What a step does to the number that it is taken from."""

    PLUS = "plus"
    MINUS = "minus"
    TIMES = "times"
    OVER = "over"
    ROUNDED = "rounded"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with a *number*; plus and minus take it so many *times*. Rounding is to *number* decimals."""

    act: Act
    number: Fraction
    times: int = 1

    def taken(self, start: Fraction) -> Fraction:
        """What comes out of this step from *start*."""
        match self.act:
            case Act.PLUS:
                return start + self.number * self.times
            case Act.MINUS:
                return start - self.number * self.times
            case Act.TIMES:
                return product(start, self.number)
            case Act.OVER:
                return quotient(start, self.number)
            case Act.ROUNDED:
                return rounded(start, int(self.number))
            case Act.AT_MOST:
                return min(start, self.number)
            case Act.AT_LEAST:
                return max(start, self.number)
            case _:
                assert_never(self.act)


TIMES_HUNDRED: Final = Step(Act.TIMES, HUNDRED)
OVER_HUNDRED: Final = Step(Act.OVER, HUNDRED)
_ROUNDED: Final = tuple(Step(Act.ROUNDED, Fraction(places)) for places in range(PLACES + 1))


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The *steps* from *start*, and the *number* that they come to."""

    start: Fraction
    steps: tuple[Step, ...]
    number: Fraction

    def then(self, *steps: Step) -> "Arithmetic":
        """With more *steps*."""
        return Arithmetic(self.start, (*self.steps, *steps), _after(self.number, steps))

    def rounded(self, places: int) -> "Arithmetic":
        """Rounded to *places* where that changes the number."""
        shown = rounded(self.number, places)
        if shown == self.number:
            return self
        return Arithmetic(self.start, (*self.steps, _ROUNDED[places]), shown)


def begun(start: Fraction, *steps: Step) -> Arithmetic:
    """The first *steps* from *start*."""
    return Arithmetic(start, steps, _after(start, steps))


def _after(number: Fraction, steps: tuple[Step, ...]) -> Fraction:
    """What *number* becomes by *steps*, one after the other."""
    for step in steps:
        number = step.taken(number)
    return number


@dataclass(frozen=True, slots=True)
class AsGiven:
    """The points are those that were given."""

    kind: ClassVar[str] = "as_given"


@dataclass(frozen=True, slots=True)
class Concluded:
    """The points are those that the council concluded on a sample that is too small."""

    kind: ClassVar[str] = "concluded"


@dataclass(frozen=True, slots=True)
class NothingArose:
    """Nothing arose, or the edition exempts the agency, and the maximum is earned; blank, no reason was given."""

    reason: str
    kind: ClassVar[str] = "nothing_arose"


@dataclass(frozen=True, slots=True)
class OptionTaken:
    """The option that was chosen."""

    option: str
    kind: ClassVar[str] = "option"


@dataclass(frozen=True, slots=True)
class BandTaken:
    """The place of the band in which the figure lies."""

    band: int
    value: Fraction
    kind: ClassVar[str] = "band"


@dataclass(frozen=True, slots=True)
class BandComputed:
    """The place of the band in which the figure lies, its formula, and the values of its names."""

    band: int
    text: str
    values: Mapping[str, Fraction]
    kind: ClassVar[str] = "band_formula"

    @property
    def value(self) -> Fraction:
        """The figure."""
        return self.values[FIGURE]


@dataclass(frozen=True, slots=True)
class NothingDone:
    """The figure is 0, for which the method has a worth of its own."""

    kind: ClassVar[str] = "nothing_done"


@dataclass(frozen=True, slots=True)
class TargetReached:
    """The figure is at its target or above."""

    value: Fraction
    kind: ClassVar[str] = "target_reached"


@dataclass(frozen=True, slots=True)
class BelowTarget:
    """The figure is below its target and not below the floor."""

    value: Fraction
    kind: ClassVar[str] = "below_target"


@dataclass(frozen=True, slots=True)
class BelowFloor:
    """The figure is below the floor."""

    value: Fraction
    kind: ClassVar[str] = "below_floor"


@dataclass(frozen=True, slots=True)
class ItemsCounted:
    """How many of each item count."""

    counted: Mapping[str, int]
    kind: ClassVar[str] = "items"


@dataclass(frozen=True, slots=True)
class Deducted:
    """How many there were, and for how many of them points are taken off."""

    count: int
    charged: int
    kind: ClassVar[str] = "deducted"


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """More than are accepted."""

    count: int
    kind: ClassVar[str] = "not_accepted"


@dataclass(frozen=True, slots=True)
class Excused:
    """Something counted against the component and was waived."""

    count: int
    reason: str
    kind: ClassVar[str] = "excused"


@dataclass(frozen=True, slots=True)
class AgainstBest:
    """The figure, and the best of the period."""

    value: Fraction
    best: Fraction
    kind: ClassVar[str] = "against_best"


@dataclass(frozen=True, slots=True)
class FormulaComputed:
    """The formula, and the values of its names."""

    text: str
    values: Mapping[str, Fraction]
    kind: ClassVar[str] = "formula"


Applied = (
    AsGiven
    | Concluded
    | NothingArose
    | OptionTaken
    | BandTaken
    | BandComputed
    | NothingDone
    | TargetReached
    | BelowTarget
    | BelowFloor
    | ItemsCounted
    | Deducted
    | NotAccepted
    | Excused
    | AgainstBest
    | FormulaComputed
    | SurveyWorking
)


@dataclass(frozen=True, slots=True)
class Working:
    """What was reported, what of the method applied, and the *steps* from *start* to the points."""

    answer: Answer
    applied: Applied
    start: Fraction
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of a component, and how they came about."""

    points: Fraction
    working: Working

    @property
    def applicable(self) -> bool:
        """Whether they count: with a sample that is too small a survey may leave the maximum."""
        applied = self.working.applied
        return not (isinstance(applied, SurveyWorking) and applied.standing is Standing.EXCLUDED)


def recomputed(working: Working) -> Fraction:
    """The points that *working* comes to, taken step by step; a formula is computed again."""
    number = working.start
    if isinstance(working.applied, FormulaComputed | BandComputed):
        text, values = working.applied.text, working.applied.values
        number = computed(formula(text, tuple(values)), values)
    return _after(number, working.steps)
