"""Scopes, indicators and exemptions: what a rubric names beside its criteria."""

from dataclasses import dataclass
from fractions import Fraction

from rules.errors import N_, BadValue, require, require_code
from rules.number import require_exact
from rules.said import said
from rules.text import Text


@dataclass(frozen=True, slots=True)
class Scope:
    """A named set of criteria, in the order in which findings are listed."""

    code: str
    name: Text
    criteria: tuple[str, ...]

    def __post_init__(self) -> None:
        require_code(N_("scope: code"), self.code)
        what, allowed = said(N_("scope {code}: criteria"), code=self.code), said(N_("at least one criterion"))
        require(len(self.criteria) > 0, BadValue(what=what, given="", allowed=allowed, at=("criteria",)))


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named value that is not points, such as the share of dossiers handled online; *unit* as printed."""

    code: str
    name: Text
    unit: Text = Text("")
    low: Fraction | None = None
    high: Fraction | None = None

    def __post_init__(self) -> None:
        require_code(N_("indicator: code"), self.code)
        low, high = (
            said(words, code=self.code) for words in (N_("indicator {code}: low"), N_("indicator {code}: high"))
        )
        require_exact(low, self.low, at=("low",))
        require_exact(high, self.high, at=("high",))
        allowed = said(N_("{number} or more"), number=self.low)
        require(
            self.low is None or self.high is None or self.low <= self.high,
            BadValue(what=high, given=self.high, allowed=allowed, at=("high",)),
        )


@dataclass(frozen=True, slots=True)
class Exemption:
    """A criterion (a leaf or a whole area) that the rubric does not assess for one agency."""

    criterion: str
    agency: str
