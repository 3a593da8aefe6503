"""Findings: what static checks find in a method of scoring."""

from dataclasses import dataclass
from enum import StrEnum

from rules.errors import Path
from rules.said import Said, said


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


def error(words: str, at: Path, **facts: object) -> Finding:
    """What makes a method unusable."""
    return Finding(Severity.ERROR, said(words, **facts), at)


def warning(words: str, at: Path, **facts: object) -> Finding:
    """What someone should look at."""
    return Finding(Severity.WARNING, said(words, **facts), at)
