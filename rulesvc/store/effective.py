"""What holds for an agency: the engine's answer to each decision, unless the council concluded otherwise."""

from collections.abc import Mapping
from typing import Any, TypedDict

from rules.rubric import Rubric
from rules.table import SINGLE, Grain, Table


class EffectiveLine(TypedDict):
    """The outcome that holds, *by* whom, and the conclusion where it is the council's; `None` where none holds."""

    code: str | None
    by: str
    conclusion: str | None


Effective = dict[str, EffectiveLine]
"""What holds, by table."""


def effective(rubric: Rubric, result: Mapping[str, Any]) -> Effective:
    """What holds by *result* for the tables of *rubric* that decide one outcome for the agency."""
    return {
        table.code: {"code": result["outcomes"][table.code]["code"], "by": "engine", "conclusion": None}
        for table in deciding(rubric)
    }


def deciding(rubric: Rubric) -> tuple[Table, ...]:
    """The tables of *rubric* that decide one outcome for the agency."""
    return tuple(table for table in rubric.tables if table.grain is Grain.AGENCY and table.hit_policy in SINGLE)
