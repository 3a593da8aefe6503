"""What a measure can be: a number, a code, yes or no, or not known and why. A missing fact is not a false one."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Verdict(StrEnum):
    """Kleene's three truth values, for a condition and for a rule."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"


class Why(StrEnum):
    """Why a measure is not known."""

    NOT_GIVEN = "not_given"
    NOT_APPLICABLE = "not_applicable"
    NO_APPLICABLE_AREA = "no_applicable_area"
    NOT_DETERMINED = "not_determined"


@dataclass(frozen=True, slots=True)
class Missing:
    """A measure that is not known."""

    why: Why


@dataclass(frozen=True, slots=True)
class Between:
    """A count that lies between *low* and *high*, both possible and different: findings, some only possible."""

    low: int
    high: int


Value = Fraction | str | bool | Missing | Between


def conjunction(verdicts: tuple[Verdict, ...]) -> Verdict:
    """The verdict of a rule from those of its conditions."""
    if Verdict.NO in verdicts:
        return Verdict.NO
    return Verdict.CANNOT_TELL if Verdict.CANNOT_TELL in verdicts else Verdict.YES
