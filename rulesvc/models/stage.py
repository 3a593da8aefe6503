"""Stages of a result sheet, and so of an evaluation."""

from enum import StrEnum


class Stage(StrEnum):
    """Who stands behind the answers: the agency, the appraisers, or the council."""

    SELF = "self"
    APPRAISED = "appraised"
    FINAL = "final"


def known_stage(column: str = "stage") -> str:
    """The SQL condition that *column* is a stage."""
    stages = ", ".join(f"'{stage}'" for stage in Stage)
    return f"{column} IN ({stages})"
