"""Reaching: what it takes that a rule decides, said only where it is sure to suffice.

All that a rule asks is named together, what is not met yet and what more points might undo. Nothing is said where
points cannot bring it about, or where another rule might decide in its place.
"""

from fractions import Fraction
from itertools import takewhile

from rules.condition import Condition, Operator, Threshold
from rules.errors import N_
from rules.examination import compare
from rules.measure import (
    CountBelow,
    FindingsOf,
    IndicatorValue,
    Measure,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
)
from rules.number import HUNDRED, ZERO
from rules.phrases import name_of, requirement
from rules.result import ConditionLine, VerdictLine
from rules.rubric import conditions
from rules.shortfall import lacking, others_reach, seen_now
from rules.table import HitPolicy, Rule, Table
from rules.telling import Judged, Telling, gaps, is_score, looked_at
from rules.value import Verdict, Why

_FLOORS = frozenset({Operator.AT_LEAST, Operator.ABOVE})
_CEILINGS = frozenset({Operator.AT_MOST, Operator.BELOW})
_Past = PreviousReviewed | PreviousRank | PreviousOutcome | PeriodCode

Opened = tuple[Measure, ConditionLine]
"""A measure that a rule looks at, and what was seen of it."""


def what_it_takes(telling: Telling, table: Table, rule: Rule, line: VerdictLine) -> str:
    """All that it takes that *rule* decides, the total behind the areas; nothing where it is not sure to suffice."""
    pairs = list(looked_at([(rule, line)]))
    asked = [pair for pair in pairs if pair[1]["verdict"] != Verdict.YES]
    rivals = _in_the_way(telling, table, rule, line)
    unknown = _open(telling, rule, rivals)
    attainable = asked and all(_can_be_met(telling, table, *pair) for pair in asked)
    if not attainable or not all(_is_better(table, other, rule) for other, _ in rivals):
        return ""
    if any(seen.get("missing") != Why.NOT_GIVEN for _, seen in unknown):
        return ""
    kept = [condition for condition, seen in pairs if seen["verdict"] == Verdict.YES and not _lasts(condition)]
    words = [need for condition, _ in asked for need in _of_criteria(telling, table, condition)]
    words += _of_total(telling, table, asked, included=bool(words))
    words += [seen_now(telling, *pair) for pair in asked if not gaps(telling, table, pair[0])]
    words += [telling.language.words(N_("still {condition}"), condition=requirement(telling, each)) for each in kept]
    words += [telling.language.words(N_("{name} given"), name=name_of(telling, measure)) for measure, _ in unknown]
    met = [words for condition, _ in asked for words in others_reach(telling, table, condition)]
    return "; ".join([_together(telling, list(dict.fromkeys(words))), *dict.fromkeys(met)])


def _together(telling: Telling, asked: list[str]) -> str:
    """All that is asked at once."""
    *first, last = asked
    if not first:
        return last
    return telling.language.words(N_("{first}; and {last}"), first="; ".join(first), last=last)


def _of_criteria(telling: Telling, table: Table, condition: Condition) -> list[str]:
    """What single criteria lack."""
    return [lacking(telling, gap) for gap in gaps(telling, table, condition) if gap.criterion is not None]


def _of_total(
    telling: Telling, table: Table, asked: list[tuple[Condition, ConditionLine]], *, included: bool
) -> list[str]:
    """What the total lacks; *included* in it is what criteria lack."""
    lacks = [gap for condition, _ in asked for gap in gaps(telling, table, condition) if gap.criterion is None]
    words = [lacking(telling, gap) for gap in lacks]
    if not included:
        return words
    return [telling.language.words(N_("{total}, what the areas lack included"), total=each) for each in words]


# ---- what more points do ---------------------------------------------------------------------------------------------


def _rises(condition: Condition) -> bool:
    """Whether more points can only bring *condition* about."""
    if isinstance(condition.measure, CountBelow):
        return condition.operator in _CEILINGS
    return is_score(condition.measure) and condition.operator in _FLOORS


def _falls(condition: Condition) -> bool:
    """Whether more points can only undo *condition*."""
    if isinstance(condition.measure, CountBelow):
        return condition.operator in _FLOORS
    return is_score(condition.measure) and condition.operator in _CEILINGS


def _stands(condition: Condition) -> bool:
    """Whether nothing that is done about points changes *condition*: what was before, what is known or assessed."""
    if condition.operator is Operator.MISSING:
        return not isinstance(condition.measure, OutcomeOf)
    return isinstance(condition.measure, IndicatorValue | _Past)


def _lasts(condition: Condition) -> bool:
    return _rises(condition) or _stands(condition)


def _can_be_met(telling: Telling, table: Table, condition: Condition, seen: ConditionLine) -> bool:
    """Whether a condition that is not met still can be: by points, or by what is given or found."""
    if condition.operator is Operator.MISSING:
        return False
    match condition.measure:
        case IndicatorValue() | OutcomeOf() | FindingsOf():
            return True
        case CountBelow(_, percent) if _rises(condition):
            return percent <= HUNDRED and _compares(condition, ZERO)
        case _:
            within = all(gap.can_be_closed for gap in gaps(telling, table, condition))
            return _rises(condition) and within and "missing" not in seen


def _compares(condition: Condition, value: Fraction) -> bool:
    """Whether *value* stands to the threshold of *condition* as that asks."""
    return isinstance(condition.threshold, Fraction) and compare(value, condition.operator, condition.threshold)


# ---- what other rules do ---------------------------------------------------------------------------------------------


def _in_the_way(telling: Telling, table: Table, rule: Rule, line: VerdictLine) -> list[Judged]:
    """The rules that might decide, or keep the table open, once *rule* is met."""
    asked = {condition.measure for condition, seen in looked_at([(rule, line)]) if seen["verdict"] != Verdict.YES}
    return [each for each in _rivals(telling, table, rule) if not _stays_unmet(*each, rule, asked)]


def _open(telling: Telling, rule: Rule, rivals: list[Judged]) -> list[Opened]:
    """What better rules look at and is not known, or may turn out so; what *rule* itself looks at is known with it."""
    known = {condition.measure for condition in rule.conditions}
    return [
        (condition.measure, seen)
        for condition, seen in looked_at(rivals)
        if condition.measure not in known
        and (seen["verdict"] == Verdict.CANNOT_TELL or not _is_certain(telling, condition))
    ]


def _is_certain(telling: Telling, condition: Condition) -> bool:
    """Whether what is known of *condition* stays known with more points: an earlier table may not have an answer."""
    match condition.measure:
        case OutcomeOf():
            return False
        case FindingsOf(table):
            lines = telling.result["verdicts"][table]
            read = {each.measure.kind for each in conditions(telling.rubric.table[table])}
            missing = any("missing" in seen for line in lines for seen in line["conditions"])
            return not missing and read.isdisjoint({OutcomeOf.kind, FindingsOf.kind})
        case _:
            return True


def _rivals(telling: Telling, table: Table, rule: Rule) -> list[Judged]:
    """The rules that are looked at before *rule*, or beside it where several may not be met."""
    judged = telling.judged(table)
    if table.hit_policy is HitPolicy.UNIQUE:
        return [each for each in judged if each[0].code != rule.code]
    if table.hit_policy is HitPolicy.FIRST:
        judged = list(takewhile(lambda each: each[0].code != rule.code, judged))
    if table.hit_policy is HitPolicy.PRIORITY:
        judged = [each for each in judged if _is_better(table, each[0], rule)]
    return [each for each in judged if each[0].outcome != rule.outcome]


def _is_better(table: Table, other: Rule, rule: Rule) -> bool:
    """Whether *other* would decide for a better outcome, and be let decide."""
    in_turn = table.hit_policy in {HitPolicy.FIRST, HitPolicy.PRIORITY}
    return in_turn and table.outcome_codes.index(other.outcome) < table.outcome_codes.index(rule.outcome)


def _stays_unmet(other: Rule, line: VerdictLine, rule: Rule, asked: set[Measure]) -> bool:
    """Whether *other* is not met once *rule* is, whatever else more points bring about."""
    return any(
        (seen["verdict"] == Verdict.NO and _stays(condition, asked))
        or any(_exclude(condition, mine) for mine in rule.conditions)
        for condition, seen in looked_at([(other, line)])
    )


def _stays(condition: Condition, asked: set[Measure]) -> bool:
    """Whether *condition*, not met, stays so while what is *asked* is brought about."""
    return _falls(condition) or (_stands(condition) and condition.measure not in asked)


def _exclude(one: Condition, other: Condition) -> bool:
    """Whether the two never hold together."""
    if one.measure != other.measure:
        return False
    if Operator.MISSING in {one.operator, other.operator}:
        return one.operator is not other.operator
    match one.threshold, other.threshold:
        case Fraction() as low, Fraction() as high:
            between = (low, high, (low + high) / 2, min(low, high) - 1, max(low, high) + 1)
            return not any(_compares(one, each) and _compares(other, each) for each in between)
        case _:
            return _allowed(one).isdisjoint(_allowed(other))


def _allowed(condition: Condition) -> set[Threshold]:
    """The codes, or yes or no, with which a condition that compares no numbers holds."""
    return set(condition.threshold) if isinstance(condition.threshold, tuple) else {condition.threshold}
