"""Proposals: the conditions of a rule that closes a gap, for somebody to decide on."""

from fractions import Fraction

from foresight.logic import Truth, all_of, any_of, negated
from foresight.problem import Problem, Proposal
from foresight.searching import Searching
from rules.condition import Condition, Operator
from rules.table import HitPolicy, Table

_FLOORS = frozenset({Operator.AT_LEAST, Operator.ABOVE})


def proposed(searching: Searching, table: Table, gap: Problem) -> Proposal | None:
    """A rule for the results in a *gap*; `None` where no rule says what they are, or where it would do more than that.

    It would where *table* decides about other criteria too, or where nobody can tell whether it applies.
    """
    if not gap.box or gap.except_periods or gap.unsettled or _does_more(searching, table, gap.box):
        return None
    return Proposal(gap.box, _outcome(table, gap.box))


def _does_more(searching: Searching, table: Table, box: tuple[Condition, ...]) -> bool:
    """Whether a rule with the conditions *box*, after all others, changes what is decided."""
    if table.hit_policy is HitPolicy.FIRST:
        return False
    return any(
        searching.may_be(_changed(searching, table, member, box)) for member in searching.space.rubric.members(table)
    )


def _changed(searching: Searching, table: Table, member: str, box: tuple[Condition, ...]) -> Truth:
    space = searching.space
    answer = space.answers[table.code, member]
    applies = all_of(space.holds(table, member, each) for each in box)
    may_apply = all_of(negated(space.fails(table, member, each)) for each in box)
    instead = all_of([applies, negated(answer.no_rule)])
    beside = all_of([may_apply, any_of(answer.outcomes.values())])
    assessed = space.tree.nodes[member].applicable if member else True
    return all_of([assessed, any_of([instead, beside])])


def _outcome(table: Table, box: tuple[Condition, ...]) -> str:
    """The last outcome, if each of its rules looks at what *box* bounds, and asks for no more than all in it have."""
    last = table.outcome_codes[-1]
    asked = [condition for rule in table.rules if rule.outcome == last for condition in rule.conditions]
    bounded = {bound.measure for bound in box}
    fits = all(each.measure in bounded and not _asks_for_more(each, box) for each in asked)
    return last if asked and fits else ""


def _asks_for_more(asked: Condition, box: tuple[Condition, ...]) -> bool:
    """Whether *asked* is no ceiling, and no floor that all results in *box* reach."""
    if asked.operator in {Operator.AT_MOST, Operator.BELOW}:
        return False
    least = asked.threshold
    floors = (bound.threshold for bound in box if bound.measure == asked.measure and bound.operator in _FLOORS)
    enough = (
        isinstance(each, Fraction) and isinstance(least, Fraction) and _reaches(each, asked.operator, least)
        for each in floors
    )
    return asked.operator not in _FLOORS or not any(enough)


def _reaches(floor: Fraction, operator: Operator, least: Fraction) -> bool:
    return floor > least or (floor == least and operator is Operator.AT_LEAST)
