"""Edits of rubrics: copies in which one thing is otherwise."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rules.condition import Condition
from rules.criterion import Criterion
from rules.measure import CriterionMeasure
from rules.rubric import Rubric
from rules.table import Rule, Table


def with_criteria(change: Callable[[Criterion], list[Criterion]], world: Rubric, **others: Any) -> Rubric:
    """*world* with each top-level criterion replaced by what *change* makes of it."""
    return replace(world, criteria=tuple(each for old in world.criteria for each in change(old)), **others)


def with_table(code: str, change: Callable[[Table], Table], world: Rubric) -> Rubric:
    """*world* with table *code* as *change* makes it."""
    return replace(world, tables=tuple(change(each) if each.code == code else each for each in world.tables))


def renamed(world: Rubric, old: str, new: str) -> Rubric:
    """*world* with criterion *old* called *new*, wherever it is named."""

    def code(given: str) -> str:
        return new if given == old else given

    def of_tree(each: Criterion) -> Criterion:
        return replace(each, code=code(each.code), parts=tuple(map(of_tree, each.parts)))

    def of_condition(each: Condition) -> Condition:
        if not isinstance(each.measure, CriterionMeasure):
            return each
        return replace(each, measure=replace(each.measure, criterion=code(each.measure.criterion)))

    def of_rule(each: Rule) -> Rule:
        return replace(each, conditions=tuple(map(of_condition, each.conditions)))

    return replace(
        world,
        criteria=tuple(map(of_tree, world.criteria)),
        scopes=tuple(replace(each, criteria=tuple(map(code, each.criteria))) for each in world.scopes),
        exemptions=tuple(replace(each, criterion=code(each.criterion)) for each in world.exemptions),
        tables=tuple(replace(each, rules=tuple(map(of_rule, each.rules))) for each in world.tables),
    )
