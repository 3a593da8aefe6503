"""Proposals: a rule that closes a gap, for somebody to decide on."""

from dataclasses import replace
from fractions import Fraction
from itertools import count

from rules.condition import Condition, Operator
from rules.table import Rule, Table

Box = tuple[Condition, ...]


def proposed_rule(table: Table, box: Box, closest: tuple[str, ...]) -> Rule | None:
    """A rule for the results in *box*, with the best outcome below that of the rules they come *closest* to.

    Passed over is an outcome whose rules ask for more than any result in the box has. It is cited as the closest rule
    is, without the article: nobody has written one. Nothing is proposed for a box without bounds.
    """
    if not box or not closest:
        return None
    rank = table.outcome_codes.index
    nearest = min((table.rule(code) for code in closest), key=lambda rule: rank(rule.outcome))
    lower = table.outcome_codes[rank(nearest.outcome) + 1 :]
    outcome = next((code for code in lower if _is_within_reach(table, code, box)), table.outcome_codes[-1])
    citations = tuple(replace(citation, article="") for citation in nearest.citations)
    return Rule(_free_code(table, outcome), box, outcome, citations)


def _is_within_reach(table: Table, outcome: str, box: Box) -> bool:
    """Whether some rule with *outcome* asks for no more than results in *box* can have."""
    rules = (rule for rule in table.rules if rule.outcome == outcome)
    return any(not any(_exceeds(asked, bound) for asked in rule.conditions for bound in box) for rule in rules)


def _exceeds(asked: Condition, bound: Condition) -> bool:
    """Whether a condition asks for at least as much as *bound* keeps below."""
    if asked.measure != bound.measure or asked.operator not in {Operator.AT_LEAST, Operator.ABOVE}:
        return False
    least, most = asked.threshold, bound.threshold
    is_ceiling = bound.operator in {Operator.AT_MOST, Operator.BELOW}
    return is_ceiling and isinstance(least, Fraction) and isinstance(most, Fraction) and least >= most


def _free_code(table: Table, outcome: str) -> str:
    taken = {rule.code for rule in table.rules}
    return next(code for code in (f"{outcome}-{number}" for number in count(2)) if code not in taken)
