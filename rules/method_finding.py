"""Findings: what static checks find in a method of scoring."""

from dataclasses import dataclass
from enum import StrEnum

from rules.errors import Path
from rules.said import Said


class Severity(StrEnum):
    """Whether a method cannot be used as it is, or someone should look at it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a method: how grave, in words for the catalogues, and where in the method."""

    severity: Severity
    words: Said
    at: Path
