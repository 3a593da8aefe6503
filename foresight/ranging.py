"""Ranging: percentages asked for that no result can be compared with, since there are none such."""

from foresight.problem import Kind, Problem
from rules.rubric import Rubric
from rules.threshold_checks import beyond


def out_of_range(rubric: Rubric) -> tuple[Problem, ...]:
    """The conditions of *rubric* with a percentage below 0 or above 100 where there is none."""
    found = (
        Problem(Kind.OUT_OF_RANGE, each.table, rules=(each.rule,), box=(each.condition,)) for each in beyond(rubric)
    )
    return tuple(dict.fromkeys(found))
