"""Scopes, indicators and exemptions: what a rubric names beside its criteria."""

from dataclasses import dataclass
from fractions import Fraction

from rules.errors import BadValue, require, require_code
from rules.text import Text


@dataclass(frozen=True, slots=True)
class Scope:
    """A named set of criteria, in the order in which findings are listed."""

    code: str
    name: Text
    criteria: tuple[str, ...]

    def __post_init__(self) -> None:
        require_code("scope", self.code)
        require(
            len(self.criteria) > 0,
            BadValue(what=f"scope {self.code}: criteria", given="", allowed="at least one criterion"),
        )


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named value that is not points, such as the share of dossiers handled online; *unit* as printed."""

    code: str
    name: Text
    unit: Text = Text("")
    low: Fraction | None = None
    high: Fraction | None = None

    def __post_init__(self) -> None:
        require_code("indicator", self.code)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A criterion (a leaf or a whole area) that the rubric does not assess for one agency."""

    criterion: str
    agency: str
