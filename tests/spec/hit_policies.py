"""What hit policies mean, once more and by brute force: an answer holds if every completion of the unknown gives it.

Nothing here is shared with the engine but the names of verdicts, policies and outcomes.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from rules.table import HitPolicy, Table
from rules.value import Verdict

MOST_UNKNOWN = 8
"""So many unknown rules are completed in every way (256 ways)."""

NO_RULE, MISSING, CONFLICT = "no_rule", "missing", "conflict"


@dataclass(frozen=True)
class Answer:
    """An outcome or a number, or else the reason why there is none."""

    outcome: str = ""
    number: Fraction | None = None
    reason: str = ""


def answer(table: Table, verdicts: list[tuple[str, Verdict]]) -> Answer:
    """The answer of a single-outcome or aggregating *table* to the *verdicts* on its rules by code.

    A rule stands there once for each criterion that it is asked of: it may hold for one and be unknown for another.
    """
    unknown = [place for place, (_, verdict) in enumerate(verdicts) if verdict is Verdict.CANNOT_TELL]
    certain = [code for code, verdict in verdicts if verdict is Verdict.YES]
    if table.hit_policy is HitPolicy.UNIQUE and len({_outcome(table, code) for code in certain}) == 1:
        # Stated in the design: under UNIQUE only an unknown rule with another outcome stands in the way.
        unknown = [place for place in unknown if _outcome(table, verdicts[place][0]) != _outcome(table, certain[0])]
    if table.default and unknown and not certain:
        # Likewise: the default applies only if all rules are "no", even where the unknown rule says the same.
        return Answer(reason=MISSING)
    order = [place for place, (_, verdict) in enumerate(verdicts) if verdict is Verdict.YES or place in unknown]
    completions = {
        _known(table, [verdicts[place][0] for place in order if truths.get(place, True)])
        for values in product((True, False), repeat=len(unknown))
        for truths in [dict(zip(unknown, values, strict=True))]
    }
    return completions.pop() if len(completions) == 1 else Answer(reason=MISSING)


def _outcome(table: Table, code: str) -> str:
    return {rule.code: rule.outcome for rule in table.rules}[code]


def _known(table: Table, matching: list[str]) -> Answer:
    """The answer where exactly the *matching* rules hold."""
    outcomes = [_outcome(table, code) for code in matching]
    if table.hit_policy in {HitPolicy.COUNT, HitPolicy.SUM, HitPolicy.MIN, HitPolicy.MAX}:
        return _number(table, outcomes)
    if not outcomes:
        return Answer(table.default) if table.default else Answer(reason=NO_RULE)
    if table.hit_policy is HitPolicy.FIRST:
        return Answer(outcomes[0])
    if table.hit_policy is HitPolicy.PRIORITY:
        return Answer(next(outcome.code for outcome in table.outcomes if outcome.code in outcomes))
    agree = len(outcomes) == 1 if table.hit_policy is HitPolicy.UNIQUE else len(set(outcomes)) == 1
    return Answer(outcomes[0]) if agree else Answer(reason=CONFLICT)


def _number(table: Table, outcomes: list[str]) -> Answer:
    worth = {outcome.code: outcome.value for outcome in table.outcomes}
    values = [worth[outcome] or Fraction(0) for outcome in outcomes]
    if table.hit_policy is HitPolicy.COUNT:
        return Answer(number=Fraction(len(outcomes)))
    if table.hit_policy is HitPolicy.SUM:
        return Answer(number=Fraction(sum(values)))
    if not values:
        return Answer(reason=NO_RULE)
    return Answer(number=(min if table.hit_policy is HitPolicy.MIN else max)(values))
