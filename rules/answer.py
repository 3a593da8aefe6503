"""Answers: what is reported of one component, in the form that its method of scoring asks for. A closed union.

Each says its form in requests and files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules.ballots import Surveyed, SurveyPercent


@dataclass(frozen=True, slots=True)
class Points:
    """Points given within the cap: `{"points": "9.5"}`."""

    criterion: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option: `{"option": "late"}`."""

    criterion: str
    option: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A percentage (of a hundred) or another figure: `{"value": "91.2"}`."""

    criterion: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Counted:
    """How many, or how many violations or days late; *waived* where they are excused.

    `{"count": 3}` or `{"count": 3, "waived": true, "reason": "..."}`.
    """

    criterion: str
    count: int
    waived: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proportion:
    """A percentage from what it is of: `{"numerator": "912", "denominator": "1000"}`."""

    criterion: str
    numerator: Fraction
    denominator: Fraction


@dataclass(frozen=True, slots=True)
class Dated:
    """The day on which something was done; *waived* where being late is excused: `{"date": "2022-12-20"}`."""

    criterion: str
    day: date
    waived: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Itemised:
    """How many of each item: `{"items": {"initiative": 2}}`; what is left out counts as none."""

    criterion: str
    items: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The values of the names of a formula: `{"values": {"done": "12", "planned": "15"}}`."""

    criterion: str
    values: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Sourced:
    """What another body supplied, and the document it came with: `{"points": "4.5", "document": "..."}`."""

    answer: Points | Chosen | Measured | Counted | Proportion | Dated | Itemised
    document: str

    @property
    def criterion(self) -> str:
        """The component that it is about."""
        return self.answer.criterion


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Nothing arose, for a reason: `{"not_applicable": true, "reason": "..."}`; the criterion says what follows."""

    criterion: str
    reason: str


Reported = (
    Points | Chosen | Measured | Counted | Proportion | Dated | Itemised | Inputs | Sourced | Surveyed | SurveyPercent
)
Answer = Reported | NotApplicable


def options_chosen(answers: Iterable[Answer]) -> Mapping[str, str]:
    """The options that *answers* choose, by component, whoever supplied them."""
    plain = (answer.answer if isinstance(answer, Sourced) else answer for answer in answers)
    return {answer.criterion: answer.option for answer in plain if isinstance(answer, Chosen)}
