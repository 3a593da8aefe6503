"""What another body supplies."""

from dataclasses import dataclass
from typing import ClassVar

from rules.errors import N_, BadValue, require
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.said import said
from rules.text import Text


@dataclass(frozen=True, slots=True)
class Supplied:
    """What comes *by* another body, with a document; *scored* as the method says."""

    by: Text
    scored: GivenPoints | Choice | Bands | RatioToTarget | PerItem | Deduction
    kind: ClassVar[str] = "supplied"

    def __post_init__(self) -> None:
        allowed = said(N_("the body that supplies it"))
        require(self.by.vi.strip() != "", BadValue(said(N_("supplied by")), self.by.vi, allowed, at=("by",)))
