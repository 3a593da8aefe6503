"""Settling: what a table answers, over all the verdicts that its rules can have, under its hit policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foresight.logic import Truth, all_of, any_of, negated
from rules.table import AGGREGATING, LISTING, HitPolicy, Rule, Table

Verdict = tuple[Truth, Truth]
"""Whether a rule matches for certain, and possibly."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer about one member: by *outcomes*, that *no_rule* says anything, or that rules are in *conflict*.

    *wins*: which rule decides. *found* are the outcomes that count as findings, *findable* those that may.
    """

    outcomes: Mapping[str, Truth]
    wins: tuple[Truth, ...]
    no_rule: Truth
    conflict: Truth
    found: tuple[Truth, ...]
    findable: tuple[Truth, ...]


def answer_of(table: Table, verdicts: Sequence[Verdict], *, assessed: Truth = True) -> Answer:
    """The answer of *table* from the *verdicts* of its rules, in their order; none about what is not *assessed*."""
    no_rule = all_of([assessed, *(negated(possible) for _, possible in verdicts)])
    if table.hit_policy in LISTING | AGGREGATING:
        wins = tuple(certain for certain, _ in verdicts)
        found = tuple(_any_with(table, verdicts, code, 0) for code in table.outcome_codes)
        findable = tuple(_any_with(table, verdicts, code, 1) for code in table.outcome_codes)
        return Answer({}, wins, no_rule, conflict=False, found=found, findable=findable)
    wins = tuple(_wins(table, verdicts, place) for place in range(len(table.rules)))
    outcomes: dict[str, Truth] = {
        code: any_of(won for rule, won in zip(table.rules, wins, strict=True) if rule.outcome == code)
        for code in table.outcome_codes
    }
    if table.default:
        outcomes[table.default] = any_of([outcomes[table.default], no_rule])
        no_rule = False
    conflict = _conflict(table, verdicts)
    determined = any_of(outcomes.values())
    findable = (all_of([assessed, negated(any_of([no_rule, conflict]))]),)
    return Answer(outcomes, wins, no_rule, conflict, (determined,), findable)


def _any_with(table: Table, verdicts: Sequence[Verdict], outcome: str, side: int) -> Truth:
    return any_of(verdict[side] for rule, verdict in zip(table.rules, verdicts, strict=True) if rule.outcome == outcome)


def _wins(table: Table, verdicts: Sequence[Verdict], place: int) -> Truth:
    """Whether the rule at *place* decides: it matches, nothing better does, and nothing unknown could change it."""
    rule, (certain, _) = table.rules[place], verdicts[place]
    others = [(each, table.rules[each], *verdicts[each]) for each in range(len(verdicts)) if each != place]
    matching = all_of(
        negated(sure) for each, other, sure, _ in others if goes_first(table, (place, rule), (each, other))
    )
    unknown = all_of(
        negated(possible)
        for each, other, _, possible in others
        if other.outcome != rule.outcome and may_change(table, (place, rule), (each, other))
    )
    return all_of([certain, matching, unknown])


Placed = tuple[int, Rule]


def goes_first(table: Table, this: Placed, other: Placed) -> bool:
    """Whether *this* rule does not decide where the *other* matches."""
    match table.hit_policy:
        case HitPolicy.FIRST | HitPolicy.ANY:
            return other[0] < this[0]
        case HitPolicy.PRIORITY:
            rank = table.outcome_codes.index
            return (rank(other[1].outcome), other[0]) < (rank(this[1].outcome), this[0])
        case _:
            return True


def may_change(table: Table, this: Placed, other: Placed) -> bool:
    """Whether the *other* rule, with another outcome, stands in the way of *this* one where it is unknown."""
    match table.hit_policy:
        case HitPolicy.FIRST:
            return other[0] < this[0]
        case HitPolicy.PRIORITY:
            rank = table.outcome_codes.index
            return rank(other[1].outcome) < rank(this[1].outcome)
        case _:
            return True


def _conflict(table: Table, verdicts: Sequence[Verdict]) -> Truth:
    if table.hit_policy not in {HitPolicy.UNIQUE, HitPolicy.ANY}:
        return False
    return any_of(all_of([verdicts[one][0], verdicts[other][0]]) for one, other in rivals(table))


def rivals(table: Table) -> list[tuple[int, int]]:
    """The pairs of rules that must not match together."""
    pairs = [(one, other) for other in range(len(table.rules)) for one in range(other)]
    if table.hit_policy is HitPolicy.UNIQUE:
        return pairs
    if table.hit_policy is HitPolicy.ANY:
        return [(one, other) for one, other in pairs if table.rules[one].outcome != table.rules[other].outcome]
    return []
