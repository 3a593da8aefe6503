"""Spaces: all results that there can be under a rubric, as one question to z3."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from foresight.bounds import above_zero, compared, percent_compared, points_compared
from foresight.facts import FACTS, Facts, fact_compared, facts_of
from foresight.logic import Number, Truth, World, all_of, any_of, counted, negated, same
from foresight.settling import Answer, answer_of
from foresight.tree import Node, Tree, tree_of
from rules.condition import Condition, Operator
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    LowestPercent,
    Measure,
    OutcomeOf,
    PercentMeasure,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.rubric import Rubric, codes_of, conditions, tables_read
from rules.table import Rule, Table


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a *rule* matches for a *member* (blank for the agency): for certain, and possibly."""

    rule: Rule
    member: str
    certain: Truth
    possible: Truth


@dataclass(frozen=True)
class Space:
    """Everything that can be reported under *rubric*, and what its tables make of it."""

    rubric: Rubric
    tree: Tree
    facts: Facts
    judged: Mapping[str, tuple[Judged, ...]]
    answers: Mapping[tuple[str, str], Answer]

    @property
    def constraints(self) -> tuple[Truth, ...]:
        """What holds of every result."""
        return (*self.tree.constraints, *self.facts.constraints)

    @property
    def plain(self) -> tuple[Truth, ...]:
        """What holds of results in which all is assessed and known, with points that are earned for sure."""
        assessed = [all_of([negated(leaf.absent), leaf.plain]) for leaf in self.tree.leaves]
        return (*assessed, *(fact.known for fact in self.facts.facts.values()), same(self.tree.pattern, 0))

    def known(self, table: Table, member: str, measure: Measure) -> Truth:
        """Whether a measure is known."""
        return self._asking(table, member).known(measure)

    def holds(self, table: Table, member: str, condition: Condition) -> Truth:
        """Whether a condition holds for certain."""
        return self._asking(table, member).certain(condition)

    def fails(self, table: Table, member: str, condition: Condition) -> Truth:
        """Whether a condition for certain does not hold."""
        return negated(self._asking(table, member).possible(condition))

    def compares(self, table: Table, member: str, measure: Measure, *, by: tuple[Operator, Fraction]) -> Truth:
        """Whether a measure for certain compares so with a number, which for a percentage need be no decimal."""
        return self._asking(table, member).compares(measure, *by)

    def _asking(self, table: Table, member: str) -> "_Asking":
        return _Asking(self.rubric, self.tree, self.facts, self.answers, table, member)


def beside_the_steps(rubric: Rubric) -> frozenset[str]:
    """The tables that ask for points beside the step of a criterion, themselves or through another."""
    found = set[str]()
    for table in rubric.tables:
        asks = any(isinstance(condition.measure, StepRemainder) for condition in conditions(table))
        if asks or not found.isdisjoint(tables_read(table)):
            found.add(table.code)
    return frozenset(found)


def space_of(rubric: Rubric, *, on_step: bool = True) -> Space:
    """The space of *rubric*, with points beside the steps unless *on_step*.

    Raises: `TooManyMaxima`.
    """
    world = World()
    tree, facts = tree_of(world, rubric, on_step=on_step), facts_of(world, rubric)
    judged: dict[str, tuple[Judged, ...]] = {}
    answers: dict[tuple[str, str], Answer] = {}
    for table in rubric.tables:
        found = list[Judged]()
        for member in rubric.members(table):
            asking = _Asking(rubric, tree, facts, answers, table, member)
            of_member = [asking.judged(rule) for rule in table.rules]
            verdicts = [(each.certain, each.possible) for each in of_member]
            answers[table.code, member] = answer_of(table, verdicts, assessed=asking.assessed)
            found += of_member
        judged[table.code] = tuple(found)
    return Space(rubric, tree, facts, judged, answers)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Conditions of a *table* about a *member*."""

    rubric: Rubric
    tree: Tree
    facts: Facts
    answers: Mapping[tuple[str, str], Answer]
    table: Table
    member: str

    @property
    def assessed(self) -> Truth:
        """Whether there is anything to judge."""
        return self.tree.nodes[self.member].applicable if self.member else True

    def judged(self, rule: Rule) -> Judged:
        """The verdict of *rule*; what is not assessed is not judged at all."""
        certain = all_of([self.assessed, *(self.certain(condition) for condition in rule.conditions)])
        possible = all_of([self.assessed, *(self.possible(condition) for condition in rule.conditions)])
        return Judged(rule, self.member, certain, possible)

    def certain(self, condition: Condition) -> Truth:
        """Whether *condition* is met."""
        if condition.operator is Operator.MISSING:
            return negated(self.known(condition.measure))
        if isinstance(condition.measure, FindingsOf):
            low, high = self._findings(condition.measure.table)
            return all_of(_counted(end, condition) for end in (low, high))
        return all_of([self.known(condition.measure), self._holds(condition)])

    def possible(self, condition: Condition) -> Truth:
        """Whether *condition* is met, or cannot be told."""
        if condition.operator is Operator.MISSING:
            return negated(self.known(condition.measure))
        if isinstance(condition.measure, FindingsOf):
            return self._some_count(condition, *self._findings(condition.measure.table))
        return any_of([negated(self.known(condition.measure)), self._holds(condition)])

    def compares(self, measure: Measure, sign: Operator, number: Fraction) -> Truth:
        """Whether *measure* has a value that for certain compares so with *number*."""
        if isinstance(measure, PercentMeasure):
            return all_of([self.known(measure), self._percent(measure, sign, number)])
        return self.certain(Condition(measure, sign, number))

    def known(self, measure: Measure) -> Truth:
        """Whether *measure* has a value."""
        match measure:
            case CriterionPercent():
                return above_zero(self._node(measure))
            case CriterionPoints() | StepRemainder():
                return self._node(measure).applicable
            case LowestPercent(scope):
                return any_of(above_zero(node) for node in self._scope(scope))
            case OutcomeOf(table):
                return any_of(self._answer(table).outcomes.values())
            case _ if isinstance(measure, FACTS):
                return self.facts.facts[measure].known
            case _:
                return True

    def _holds(self, condition: Condition) -> Truth:
        """Whether *condition* holds for a measure that is known."""
        measure = condition.measure
        if isinstance(measure, OutcomeOf):
            outcomes = self._answer(measure.table).outcomes
            return any_of(outcomes.get(code, False) for code in codes_of(condition))
        if isinstance(measure, FACTS):
            return fact_compared(self.facts.facts[measure], condition)
        return self._scored(condition, condition.operator, _number(condition.threshold))

    def _scored(self, condition: Condition, sign: Operator, number: Fraction) -> Truth:
        """Whether a measure of points compares so with *number*."""
        measure, places, unit, total = condition.measure, self.table.places, self.tree.unit, self.tree.total
        match measure:
            case TotalPoints():
                return points_compared(total.points, unit, sign, number, places)
            case CriterionPoints():
                return points_compared(self._node(measure).points, unit, sign, number, places)
            case TotalPercent() | CriterionPercent() | LowestPercent():
                return self._percent(measure, sign, number)
            case StepRemainder():
                return self._remainder(measure, condition)
            case CountBelow(scope, percent):
                below = (self._is(node, Operator.BELOW, percent) for node in self._scope(scope))
                return _counted(counted(below), condition)
            case _:
                raise TypeError("the measure is not of points")

    def _percent(self, measure: PercentMeasure, sign: Operator, number: Fraction) -> Truth:
        """Whether a percentage that is known compares so with *number*."""
        match measure:
            case TotalPercent():
                return percent_compared(self.tree.total, sign, number, self.table.places)
            case CriterionPercent():
                return percent_compared(self._node(measure), sign, number, self.table.places)
            case LowestPercent(scope):
                return self._lowest(scope, sign, number)
            case _:
                assert_never(measure)

    def _is(self, node: Node, operator: Operator, percent: Fraction) -> Truth:
        """Whether *node* has a percentage that compares so."""
        return all_of([above_zero(node), percent_compared(node, operator, percent, self.table.places)])

    def _node(self, measure: CriterionPoints | CriterionPercent | StepRemainder) -> Node:
        return self.tree.nodes[measure.criterion or self.member]

    def _scope(self, scope: str) -> list[Node]:
        return [self.tree.nodes[code] for code in self.rubric.scope[scope].criteria]

    def _answer(self, table: str) -> Answer:
        of_agency = (table, "") in self.answers
        return self.answers[table, "" if of_agency else self.member]

    def _lowest(self, scope: str, sign: Operator, number: Fraction) -> Truth:
        """The lowest compares so where one of all does (below, at most), or where all do (at least, above)."""
        nodes = self._scope(scope)
        one = any_of(self._is(node, Operator.AT_MOST if sign is Operator.EQUALS else sign, number) for node in nodes)
        if sign in {Operator.AT_MOST, Operator.BELOW}:
            return one
        least = Operator.AT_LEAST if sign is Operator.EQUALS else sign
        every = all_of(any_of([negated(above_zero(node)), self._is(node, least, number)]) for node in nodes)
        return all_of([every, one]) if sign is Operator.EQUALS else every

    def _remainder(self, measure: StepRemainder, condition: Condition) -> Truth:
        step = self.rubric.criterion[measure.criterion or self.member].step
        points = self._node(measure).points
        rest: Number = 0 if step is None else points % int(step * self.tree.unit)
        return points_compared(rest, self.tree.unit, condition.operator, _number(condition.threshold), None)

    def _findings(self, table: str) -> tuple[Number, Number]:
        """How many different findings there are for certain, and at most."""
        found = [answer for (code, _), answer in self.answers.items() if code == table]
        low = counted(truth for answer in found for truth in answer.found)
        return low, counted(truth for answer in found for truth in answer.findable)

    def _some_count(self, condition: Condition, low: Number, high: Number) -> Truth:
        """Whether a count from *low* to *high* compares so."""
        match condition.operator:
            case Operator.AT_LEAST | Operator.ABOVE:
                return _counted(high, condition)
            case Operator.AT_MOST | Operator.BELOW:
                return _counted(low, condition)
            case _:
                number = int(_number(condition.threshold))
                return all_of([compared(low, Operator.AT_MOST, number), compared(high, Operator.AT_LEAST, number)])


def _counted(count: Number, condition: Condition) -> Truth:
    return compared(count, condition.operator, int(_number(condition.threshold)))


def _number(threshold: object) -> Fraction:
    if not isinstance(threshold, Fraction):
        raise TypeError("a condition on a number has a number for its threshold")
    return threshold
