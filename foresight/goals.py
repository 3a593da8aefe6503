"""Goals: what points must come to so that a rule decides, as alternatives of bounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from foresight.bounds import rounded_bound
from foresight.settling import goes_first, may_change
from rules.condition import Condition, Operator
from rules.examination import Examined, compare
from rules.measure import CountBelow, CriterionPercent, CriterionPoints, LowestPercent, TotalPercent, TotalPoints
from rules.number import HUNDRED
from rules.rubric import Rubric
from rules.table import HitPolicy, Table
from rules.tally import Score, Tally
from rules.value import Verdict

TOTAL = ""
"""The code under which bounds of the total stand."""

_MOST_GOALS = 2_000

_IN_TURN = frozenset({HitPolicy.FIRST, HitPolicy.PRIORITY})
"""Policies under which a better rule may well decide instead."""

Span = tuple[int | None, int | None]
Goal = Mapping[str, Span]
"""From where to where points must lie, by criterion, in units; the total under a blank code."""


class TooManyGoals(Exception):
    """There are more alternatives than are looked at."""


@dataclass(frozen=True, slots=True)
class Aiming:
    """A *table* as it was *examined* on a sheet with a *tally*, and in how many *unit*s a point is divided."""

    rubric: Rubric
    table: Table
    examined: tuple[Examined, ...]
    tally: Tally
    unit: int


def goals(aiming: Aiming, outcome: str) -> list[Goal]:
    """Each way in which a rule with *outcome*, or a better one, decides.

    Raises: `TooManyGoals`.
    """
    rank = aiming.table.outcome_codes.index
    found: list[Goal] = []
    for place, each in enumerate(aiming.examined):
        if rank(each.rule.outcome) <= rank(outcome):
            found += _deciding(aiming, place, outcome)
    return found


def _deciding(aiming: Aiming, place: int, outcome: str) -> list[Goal]:
    """The ways in which the rule at *place* decides, or a better one does in its stead."""
    table, rank = aiming.table, aiming.table.outcome_codes.index
    this = (place, table.rules[place])
    ways = _all(_meeting(aiming, *pair) for pair in _seen(aiming.examined[place]))
    for at, rule in enumerate(table.rules):
        other = (at, rule)
        in_the_way = goes_first(table, this, other) or (
            rule.outcome != this[1].outcome and may_change(table, this, other)
        )
        is_worse = rank(rule.outcome) > rank(outcome) or table.hit_policy not in _IN_TURN
        if at != place and in_the_way and is_worse:
            ways = _all([ways, [way for pair in _seen(aiming.examined[at]) for way in _failing(aiming, *pair)]])
    return ways


def _seen(examined: Examined) -> Iterable[tuple[Condition, Verdict]]:
    return ((seen.condition, seen.verdict) for seen in examined.conditions)


def _all(parts: Iterable[list[Goal]]) -> list[Goal]:
    """The ways in which something of each of *parts* holds."""
    ways: list[Goal] = [{}]
    for part in parts:
        ways = [both for way in ways for other in part if (both := _both(way, other)) is not None]
        if len(ways) > _MOST_GOALS:
            raise TooManyGoals
    return ways


def _both(one: Goal, other: Goal) -> Goal | None:
    """What both ask; `None` where nothing meets both."""
    found = dict(one)
    for code, (low, high) in other.items():
        mine = found.get(code, (None, None))
        lows, highs = (
            [each for each in (low, mine[0]) if each is not None],
            [each for each in (high, mine[1]) if each is not None],
        )
        span = (max(lows, default=None), min(highs, default=None))
        if span[0] is not None and span[1] is not None and span[0] > span[1]:
            return None
        found[code] = span
    return found


# ---- one condition ---------------------------------------------------------------------------------------------------

_OPPOSITE = {
    Operator.AT_LEAST: (Operator.BELOW,),
    Operator.ABOVE: (Operator.AT_MOST,),
    Operator.AT_MOST: (Operator.ABOVE,),
    Operator.BELOW: (Operator.AT_LEAST,),
    Operator.EQUALS: (Operator.BELOW, Operator.ABOVE),
}


def _meeting(aiming: Aiming, condition: Condition, verdict: Verdict) -> list[Goal]:
    """The ways in which *condition* is met; what points do not change stays as it is."""
    ways = _by_points(aiming, condition, condition.operator)
    return ways if ways is not None else [{}] if verdict is Verdict.YES else []


def _failing(aiming: Aiming, condition: Condition, verdict: Verdict) -> list[Goal]:
    """The ways in which *condition* is not met for certain."""
    found: list[Goal] = []
    for operator in _OPPOSITE.get(condition.operator, (condition.operator,)):
        ways = _by_points(aiming, condition, operator)
        if ways is None:
            return [{}] if verdict is Verdict.NO else []
        found += ways
    return found


def _by_points(aiming: Aiming, condition: Condition, operator: Operator) -> list[Goal] | None:
    """The ways in which points make a measure compare so; `None` where it is not points that do."""
    threshold, scores, places = condition.threshold, aiming.tally.scores, aiming.table.places
    if operator is Operator.MISSING or not isinstance(threshold, Fraction):
        return None
    match condition.measure:
        case TotalPoints():
            return [{TOTAL: _span(operator, threshold, Fraction(aiming.unit), places)}]
        case TotalPercent():
            return [{TOTAL: _of_percent(aiming, aiming.tally.total, operator, threshold)}]
        case CriterionPoints(code) if scores[code].applicable:
            return [{code: _span(operator, threshold, Fraction(aiming.unit), places)}]
        case CriterionPercent(code) if scores[code].percent is not None:
            return [{code: _of_percent(aiming, scores[code], operator, threshold)}]
        case LowestPercent(scope) if _assessed(aiming, scope):
            return _lowest(aiming, scope, operator, threshold)
        case CountBelow(scope, percent):
            return _count(aiming, _assessed(aiming, scope), percent, (operator, threshold))
        case _:
            return None


def _span(operator: Operator, threshold: Fraction, scale: Fraction, places: int | None) -> Span:
    """The whole numbers that compare so with *threshold* once they are divided by *scale*."""
    low = high = None
    if operator in {Operator.AT_LEAST, Operator.ABOVE, Operator.EQUALS}:
        bound, strictly = rounded_bound(threshold, places, strictly=operator is Operator.ABOVE)
        low = bound * scale // 1 + 1 if strictly else -(-bound * scale // 1)
    if operator in {Operator.AT_MOST, Operator.BELOW, Operator.EQUALS}:
        bound, strictly = rounded_bound(threshold, places, strictly=operator is not Operator.BELOW)
        high = bound * scale // 1 if strictly else -(-bound * scale // 1) - 1
    return low, high


def _of_percent(aiming: Aiming, score: Score, operator: Operator, threshold: Fraction) -> Span:
    return _span(operator, threshold, score.max_points * aiming.unit / HUNDRED, aiming.table.places)


def _assessed(aiming: Aiming, scope: str) -> dict[str, Score]:
    scores = {code: aiming.tally.scores[code] for code in aiming.rubric.scope[scope].criteria}
    return {code: score for code, score in scores.items() if score.percent is not None}


def _lowest(aiming: Aiming, scope: str, operator: Operator, threshold: Fraction) -> list[Goal]:
    scores = _assessed(aiming, scope)
    if operator in {Operator.AT_LEAST, Operator.ABOVE}:
        return [{code: _of_percent(aiming, score, operator, threshold) for code, score in scores.items()}]
    if operator is Operator.EQUALS:
        least = _lowest(aiming, scope, Operator.AT_LEAST, threshold)
        return _all([least, _lowest(aiming, scope, Operator.AT_MOST, threshold)])
    return [{code: _of_percent(aiming, score, operator, threshold)} for code, score in scores.items()]


def _count(
    aiming: Aiming, scores: Mapping[str, Score], percent: Fraction, asked: tuple[Operator, Fraction]
) -> list[Goal]:
    """Each choice of criteria that are below *percent*, as many as are *asked* for, with the others not below."""
    operator, threshold = asked
    found: list[Goal] = []
    for count in range(len(scores) + 1):
        if compare(Fraction(count), operator, threshold):
            found += [_below(aiming, scores, set(chosen), percent) for chosen in combinations(scores, count)]
        if len(found) > _MOST_GOALS:
            raise TooManyGoals
    return found


def _below(aiming: Aiming, scores: Mapping[str, Score], chosen: set[str], percent: Fraction) -> Goal:
    return {
        code: _of_percent(aiming, score, Operator.BELOW if code in chosen else Operator.AT_LEAST, percent)
        for code, score in scores.items()
    }
