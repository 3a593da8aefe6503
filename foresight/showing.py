"""Showing: what a set of cases is to show of every rule and every condition, and whether a result shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rules.condition import Condition
from rules.examination import Examined
from rules.rubric import Rubric
from rules.table import SINGLE, Rule, Table
from rules.value import Verdict
from rules.working import Working


class Show(StrEnum):
    """What a result shows of a rule: values of a condition around its threshold, or verdicts.

    The other conditions of the rule hold. So that one meets the rule and one does not for this condition alone.
    """

    AT = "at"
    BELOW = "below"
    ABOVE = "above"
    UNMET = "unmet"
    MET = "met"
    DECIDES = "decides"


BOUNDARY = (Show.AT, Show.BELOW, Show.ABOVE)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a case is to *show* of a *rule* of *table*, or of its condition at *place*."""

    name: str
    table: Table
    rule: Rule
    show: Show
    place: int = 0

    @property
    def condition(self) -> Condition:
        """The condition that it is about."""
        return self.rule.conditions[self.place]

    @property
    def threshold(self) -> Fraction:
        """The number beside which a boundary lies."""
        threshold = self.condition.threshold
        if not isinstance(threshold, Fraction):
            raise TypeError("only numbers have values beside them")
        return threshold

    @property
    def others(self) -> tuple[Condition, ...]:
        """The other conditions of the rule."""
        return self.rule.conditions[: self.place] + self.rule.conditions[self.place + 1 :]


def goals_of(rubric: Rubric) -> Iterator[Goal]:
    """All that is to be shown of the tables of *rubric*: the boundaries first, since they show most of the rest."""
    rules = [(table, rule) for table in rubric.tables for rule in table.rules]
    for table, rule in rules:
        for place, condition in enumerate(rule.conditions):
            if isinstance(condition.threshold, Fraction):
                yield from (_of_condition(table, rule, place, show) for show in BOUNDARY)
    for table, rule in rules:
        yield met(table, rule)
        yield from (unmet(table, rule, place) for place in range(len(rule.conditions)))
        if table.hit_policy in SINGLE:
            yield decides(table, rule)


def met(table: Table, rule: Rule) -> Goal:
    """That a result meets a rule."""
    return Goal(f"{table.code}:{rule.code}:{Show.MET}", table, rule, Show.MET)


def decides(table: Table, rule: Rule) -> Goal:
    """That a rule decides a result, in a table with one outcome."""
    return Goal(f"{table.code}:{rule.code}:{Show.DECIDES}", table, rule, Show.DECIDES)


def unmet(table: Table, rule: Rule, place: int) -> Goal:
    """That a result does not meet a rule for its condition at *place* alone."""
    return _of_condition(table, rule, place, Show.UNMET)


def _of_condition(table: Table, rule: Rule, place: int, show: Show) -> Goal:
    kind = rule.conditions[place].measure.kind
    alike = [each for each, other in enumerate(rule.conditions) if other.measure.kind == kind]
    numbered = f"{kind}-{alike.index(place) + 1}" if len(alike) > 1 else kind
    return Goal(f"{table.code}:{rule.code}:{numbered}:{show}", table, rule, show, place)


def shows(working: Working, goal: Goal) -> bool:
    """Whether a result shows *goal*, as it was worked out; of a boundary beside the threshold only `values` tells."""
    match goal.show:
        case Show.AT:
            return goal.condition.threshold in values(working, goal)
        case Show.UNMET:
            judged = _judged_by_one(working, goal)
            return any(each.conditions[goal.place].verdict is Verdict.NO for each in judged)
        case Show.MET:
            return any(each.verdict is Verdict.YES for each in _judged(working, goal))
        case Show.DECIDES:
            settled = working.settled[goal.table.code]
            found = [settled.of(each.member) for each in _judged(working, goal)]
            return any(each.determined and goal.rule.code in each.rules for each in found)
        case _:
            return False


def values(working: Working, goal: Goal) -> set[Fraction]:
    """What the condition of *goal* saw wherever the others of its rule hold."""
    seen = (each.conditions[goal.place].value for each in _judged_by_one(working, goal))
    return {value for value in seen if isinstance(value, Fraction)}


def _judged(working: Working, goal: Goal) -> Iterable[Examined]:
    return (each for each in working.examined[goal.table.code] if each.rule.code == goal.rule.code)


def _judged_by_one(working: Working, goal: Goal) -> Iterable[Examined]:
    """Where all other conditions of the rule hold."""
    for each in _judged(working, goal):
        others = each.conditions[: goal.place] + each.conditions[goal.place + 1 :]
        if all(seen.verdict is Verdict.YES for seen in others):
            yield each
