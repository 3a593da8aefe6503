"""What is asked: to evaluate one agency for one period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from rules.answer import Answer
from rules.sheet import Previous
from rules.text import Text
from rulesvc.models.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRequest:
    """The answers of an agency under a rubric; *previous* holds what is sent, the rest comes from what is stored.

    *edition* or *as_of* may be named in a dry run. *provenance* says where the answers come from; where it is blank
    and they are those of a stored sheet, what is said of that sheet holds. *bests* are the best figures of the period,
    of the criteria that are scored relative to them.
    """

    agency: str
    rubric: str
    period: str
    answers: tuple[Answer, ...]
    stage: str = Stage.FINAL
    edition: int | None = None
    as_of: datetime | None = None
    indicators: Mapping[str, Fraction] = field(default_factory=dict)
    previous: Previous = field(default_factory=Previous)
    provenance: Text = Text("")
    bests: Mapping[str, Fraction] = field(default_factory=dict)
