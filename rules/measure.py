"""Measures: the values that conditions look at. A closed union; `kind` is the name in documents and databases."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from rules.errors import N_
from rules.number import require_exact
from rules.said import said


@dataclass(frozen=True, slots=True)
class TotalPoints:
    """Points of all applicable criteria."""

    kind: ClassVar[str] = "total_points"


@dataclass(frozen=True, slots=True)
class TotalPercent:
    """Total points in per cent of the applicable maximum."""

    kind: ClassVar[str] = "total_percent"


@dataclass(frozen=True, slots=True)
class CriterionPoints:
    """Points of a criterion; without one, of the member at hand in a table of grain criterion."""

    criterion: str = ""
    kind: ClassVar[str] = "criterion_points"


@dataclass(frozen=True, slots=True)
class CriterionPercent:
    """Points of a criterion in per cent of its applicable maximum; without one, of the member at hand."""

    criterion: str = ""
    kind: ClassVar[str] = "criterion_percent"


@dataclass(frozen=True, slots=True)
class StepRemainder:
    """Points of a criterion above the nearest lower multiple of its step; 0 where it has none."""

    criterion: str = ""
    kind: ClassVar[str] = "step_remainder"


@dataclass(frozen=True, slots=True)
class LowestPercent:
    """The lowest percentage among the applicable criteria of a scope."""

    scope: str
    kind: ClassVar[str] = "lowest_percent"


@dataclass(frozen=True, slots=True)
class CountBelow:
    """How many applicable criteria of a scope are below a percentage."""

    scope: str
    percent: Fraction
    kind: ClassVar[str] = "count_below"

    def __post_init__(self) -> None:
        require_exact(said(N_("measure {measure}: percent"), measure=self.kind), self.percent, at=("percent",))


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """The value of an indicator."""

    indicator: str
    kind: ClassVar[str] = "indicator"


@dataclass(frozen=True, slots=True)
class OutcomeOf:
    """The outcome of an earlier table, for the member at hand where both tables are of grain criterion."""

    table: str
    kind: ClassVar[str] = "outcome"


@dataclass(frozen=True, slots=True)
class FindingsOf:
    """The number of different findings of an earlier table: what several rules find of one criterion is one."""

    table: str
    kind: ClassVar[str] = "findings"


@dataclass(frozen=True, slots=True)
class PreviousReviewed:
    """Whether the agency was under review in the previous period."""

    kind: ClassVar[str] = "previous_reviewed"


@dataclass(frozen=True, slots=True)
class PreviousRank:
    """The agency's rank in the previous period."""

    kind: ClassVar[str] = "previous_rank"


@dataclass(frozen=True, slots=True)
class PreviousOutcome:
    """The agency's outcome of a table in the previous period."""

    table: str
    kind: ClassVar[str] = "previous_outcome"


@dataclass(frozen=True, slots=True)
class PeriodCode:
    """The period that is assessed."""

    kind: ClassVar[str] = "period"


CriterionMeasure = CriterionPoints | CriterionPercent | StepRemainder
PercentMeasure = TotalPercent | CriterionPercent | LowestPercent
CountMeasure = CountBelow | FindingsOf | PreviousRank
CodeMeasure = OutcomeOf | PreviousOutcome | PeriodCode
Measure = (
    TotalPoints
    | TotalPercent
    | CriterionPoints
    | CriterionPercent
    | StepRemainder
    | LowestPercent
    | CountBelow
    | IndicatorValue
    | OutcomeOf
    | FindingsOf
    | PreviousReviewed
    | PreviousRank
    | PreviousOutcome
    | PeriodCode
)
