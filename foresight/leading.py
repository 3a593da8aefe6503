"""Leading: in which ways points lead a table to an outcome, through the tables that it reads, under its hit policy."""

from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from itertools import combinations

from foresight.aiming import Aiming, Comparing, Met, constant, counting, met_by_points, unmet
from foresight.goals import NEVER, Ways, all_of, any_of, none_of
from rules.condition import Condition, Operator
from rules.examination import Examined, Seen
from rules.measure import FindingsOf, OutcomeOf
from rules.table import LISTING, SINGLE, Grain, HitPolicy, Rule, Table
from rules.value import Verdict


def leading(aiming: Aiming, table: Table, outcomes: Iterable[str], member: str = "") -> Ways:
    """Each way in which *table* answers with one of *outcomes* (of *member*, where it decides about criteria).

    Raises: `TooManyGoals`.
    """
    wanted, met = frozenset(outcomes), _rules(aiming, table, member)
    if not met:
        return NEVER
    ways = [
        _deciding(aiming, table, place, met, wanted) for place, rule in enumerate(table.rules) if rule.outcome in wanted
    ]
    silent = all_of(each.no for each in met) if table.default in wanted else NEVER
    return any_of([*ways, silent])


def _rules(aiming: Aiming, table: Table, member: str) -> list[Met]:
    """In which ways each rule matches *member*, in their order; nothing of a member that is not decided about."""
    if (table.code, member) not in aiming.known:
        examined = aiming.working.examined[table.code]
        aiming.known[table.code, member] = [_rule(aiming, table, each) for each in examined if each.member == member]
    return aiming.known[table.code, member]


def _rule(aiming: Aiming, table: Table, examined: Examined) -> Met:
    conditions = [_condition(aiming, table, examined.member, seen) for seen in examined.conditions]
    if any(each.known and each.yes == NEVER for each in conditions):
        return constant(Verdict.NO)
    return Met(
        lambda: all_of(each.yes for each in conditions),
        lambda: any_of(each.no for each in conditions),
        known=all(each.known for each in conditions),
    )


# ---- which rule decides ----------------------------------------------------------------------------------------------


def _deciding(aiming: Aiming, table: Table, place: int, met: list[Met], wanted: frozenset[str]) -> Ways:
    """The ways in which the rule at *place* matches, and no other stands in its way.

    Where rules decide in turn, one with an outcome that is wanted as well may decide instead.
    """
    rule = table.rules[place]
    parts = [met[place].yes]
    for at, (other, each) in enumerate(zip(table.rules, met, strict=True)):
        if other.outcome == rule.outcome:
            parts += [unmet(each, aiming.room)] if table.hit_policy is HitPolicy.UNIQUE and at != place else []
        elif _rivals(table, (place, rule), (at, other)):
            parts += [] if other.outcome in wanted and _may_decide(table, at, met, rule.outcome) else [each.no]
    return all_of(parts)


def _may_decide(table: Table, at: int, met: list[Met], outcome: str) -> bool:
    """Whether the rule *at* decides wherever it matches: always known, as are those with *outcome* that come first."""
    match table.hit_policy:
        case HitPolicy.FIRST:
            before = zip(table.rules[:at], met[:at], strict=True)
            return met[at].known and all(each.known for rule, each in before if rule.outcome == outcome)
        case HitPolicy.PRIORITY:
            return met[at].known
        case _:
            return False


_IN_TURN = frozenset({HitPolicy.FIRST, HitPolicy.PRIORITY})


def _rivals(table: Table, this: tuple[int, Rule], other: tuple[int, Rule]) -> bool:
    """Whether *this* rule decides only where the *other*, with another outcome, certainly does not match."""
    match table.hit_policy:
        case HitPolicy.FIRST:
            return other[0] < this[0]
        case HitPolicy.PRIORITY:
            return table.outcome_codes.index(other[1].outcome) < table.outcome_codes.index(this[1].outcome)
        case _:
            return True


def _without_answer(aiming: Aiming, table: Table, member: str) -> Ways:
    """The ways in which *table*, which answers with one outcome, is silent or contradicts itself, for certain."""
    met = _rules(aiming, table, member)
    silent = NEVER if table.default else all_of(each.no for each in met)
    if table.hit_policy in _IN_TURN:
        return silent
    pairs = (
        (one, other)
        for one, other in combinations(range(len(met)), 2)
        if table.hit_policy is HitPolicy.UNIQUE or table.rules[one].outcome != table.rules[other].outcome
    )
    return any_of([silent, *(all_of([met[one].yes, met[other].yes]) for one, other in pairs)])


def _always_answers(aiming: Aiming, table: Table, member: str) -> bool:
    """Whether *table* gives an outcome of *member* wherever points lead."""
    met = _rules(aiming, table, member)
    return bool(met) and all(each.known for each in met) and _without_answer(aiming, table, member) == NEVER


# ---- one condition ---------------------------------------------------------------------------------------------------


def _condition(aiming: Aiming, table: Table, member: str, seen: Seen) -> Met:
    condition = seen.condition
    met: Met | None = None
    match condition.measure:
        case OutcomeOf(code):
            met = _outcome(aiming, aiming.rubric.table[code], member, condition)
        case FindingsOf(code):
            met = _findings(aiming, Comparing(aiming, table, member, *_compared(condition)), aiming.rubric.table[code])
        case measure if isinstance(condition.threshold, Fraction):
            met = met_by_points(Comparing(aiming, table, member, *_compared(condition)), measure)
    return constant(seen.verdict) if met is None else met


def _compared(condition: Condition) -> tuple[Operator, Fraction]:
    assert isinstance(condition.threshold, Fraction)  # noqa: S101 -- what is counted is compared with a number
    return condition.operator, condition.threshold


def _outcome(aiming: Aiming, table: Table, member: str, condition: Condition) -> Met | None:
    """Of which outcome an earlier *table* is."""
    if table.hit_policy not in SINGLE:
        return None
    of = member if table.grain is Grain.CRITERION else ""
    if condition.operator is Operator.MISSING:
        answered = partial(leading, aiming, table, table.outcome_codes, of)
        return Met(lambda: none_of(answered(), aiming.room), answered)
    threshold = condition.threshold
    wanted = frozenset(threshold) if isinstance(threshold, tuple) else frozenset({str(threshold)})
    others = [code for code in table.outcome_codes if code not in wanted]
    found, otherwise = (partial(leading, aiming, table, codes, of) for codes in (wanted, others))
    return Met(found, otherwise, known=_always_answers(aiming, table, of))


def _findings(aiming: Aiming, comparing: Comparing, table: Table) -> Met | None:
    """How many different findings an earlier *table* has: at most one of each member where it gives one outcome."""
    members = dict.fromkeys(each.member for each in aiming.working.examined[table.code])
    if table.hit_policy in LISTING:
        return counting(comparing, (_found(aiming, table, of, code) for of in members for code in table.outcome_codes))
    if table.hit_policy not in SINGLE or table.grain is not Grain.CRITERION:
        return None
    return counting(
        comparing,
        (
            Met(
                partial(leading, aiming, table, table.outcome_codes, of),
                partial(_without_answer, aiming, table, of),
                known=all(each.known for each in _rules(aiming, table, of)),
            )
            for of in members
        ),
    )


def _found(aiming: Aiming, table: Table, member: str, outcome: str) -> Met:
    """Whether any rule finds *outcome* of *member*."""
    rules = zip(table.rules, _rules(aiming, table, member), strict=True)
    finding = [met for rule, met in rules if rule.outcome == outcome]
    return Met(
        lambda: any_of(each.yes for each in finding),
        lambda: all_of(each.no for each in finding),
        known=all(each.known for each in finding),
    )
