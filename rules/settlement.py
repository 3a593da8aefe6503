"""Settling a table: from the verdicts of its rules to its answer, under its hit policy.

An answer is determined only if no "cannot tell" could change it. "No rule" (the regulation is silent) and
"missing" (data are lacking) are different answers, and neither is a guess.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import takewhile

from rules.table import AGGREGATING, LISTING, Grain, HitPolicy, Rule, Table
from rules.value import Verdict


class Reason(StrEnum):
    """Why a table is not determined."""

    NO_RULE = "no_rule"
    MISSING = "missing"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome for one criterion, or for the agency where *member* is blank."""

    member: str
    outcome: str
    rule: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The answer of a table.

    *outcome* is blank and *reason* says why where it is not determined. *rules* are those that decided, that are in
    conflict, or that stand in the way. *findings* are certain, *possible* ones hang on what is missing. *number* is
    the answer of an aggregating policy. *members* holds one answer per criterion under a policy with one outcome.

    As in DMN, a list has the outcome of each rule that matches, so that two rules may find the same of one criterion.
    Counted, that is one finding: what a later table asks is how much was found, not how many rules found it.
    """

    outcome: str = ""
    determined: bool = True
    reason: Reason | None = None
    rules: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    possible: tuple[Finding, ...] = ()
    number: Fraction | None = None
    members: Mapping[str, "Settled"] | None = None

    @property
    def counted(self) -> tuple[int, int]:
        """How many different findings there are, and how many there may be once nothing is missing."""
        found = _different(self.findings)
        if self.members is None:
            return len(found), len(found | _different(self.possible))
        # A member has at most one outcome.
        return len(found), len(found) + sum(each.reason is Reason.MISSING for each in self.members.values())

    def of(self, member: str) -> "Settled":
        """The answer for *member*; the whole answer where the table decides about the agency."""
        return self.members.get(member, NOTHING_SETTLED) if self.members is not None else self


Case = tuple[str, str, str]
"""A rule to be judged: table, rule, member (blank for the agency)."""

Judged = tuple[Rule, str, Verdict]
"""A rule, the member it was judged for (blank for the agency), and the verdict."""


def undetermined(reason: Reason, rules: Iterable[Rule]) -> Settled:
    """An answer that is not determined."""
    return Settled(determined=False, reason=reason, rules=_codes(rules))


NOTHING_SETTLED = Settled(determined=False, reason=Reason.NO_RULE)


def settle(table: Table, judged: tuple[Judged, ...]) -> Settled:
    """The answer of *table* from the verdicts of its rules, members in the order of the scope."""
    if table.hit_policy in LISTING:
        return _list(table, judged)
    if table.hit_policy in AGGREGATING:
        return _aggregate(table, judged)
    if table.grain is Grain.AGENCY:
        return _single(table, judged)
    return _each(table, judged)


def _codes(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.code for rule in rules))


def _with(judged: Iterable[Judged], verdict: Verdict) -> list[Rule]:
    return [rule for rule, _, each in judged if each is verdict]


# ---- one outcome -----------------------------------------------------------------------------------------------------


def _single(table: Table, judged: tuple[Judged, ...]) -> Settled:
    certain, unknown = _with(judged, Verdict.YES), _with(judged, Verdict.CANNOT_TELL)
    if not certain:
        return _none_certain(table, unknown)
    match table.hit_policy:
        case HitPolicy.FIRST:
            best = certain[0]
            open_rules = (rule for rule, _, each in judged if each is not Verdict.NO)
            rivals = list(takewhile(lambda rule: rule is not best, open_rules))
        case HitPolicy.PRIORITY:
            place = table.outcome_codes.index
            best = min(certain, key=lambda rule: place(rule.outcome))
            rivals = [rule for rule in unknown if place(rule.outcome) < place(best.outcome)]
        case _:
            best, rivals = certain[0], unknown
            if _conflict(table, certain):
                return undetermined(Reason.CONFLICT, certain)
    blocking = [rule for rule in rivals if rule.outcome != best.outcome]
    if blocking:
        return undetermined(Reason.MISSING, blocking)
    return Settled(best.outcome, rules=(best.code,))


def _none_certain(table: Table, unknown: list[Rule]) -> Settled:
    if unknown:
        return undetermined(Reason.MISSING, unknown)
    return Settled(table.default) if table.default else undetermined(Reason.NO_RULE, ())


def _conflict(table: Table, certain: list[Rule]) -> bool:
    """UNIQUE allows one rule; ANY allows several that agree."""
    if table.hit_policy is HitPolicy.UNIQUE:
        return len(certain) > 1
    return len({rule.outcome for rule in certain}) > 1


def _each(table: Table, judged: tuple[Judged, ...]) -> Settled:
    """One outcome for every member; the table is determined where every member is."""
    members = {member: _single(table, _of(judged, member)) for member in _members(judged)}
    open_ones = [settled for settled in members.values() if not settled.determined]
    reasons = [reason for reason in Reason if any(settled.reason is reason for settled in open_ones)]
    return Settled(
        determined=not open_ones,
        reason=reasons[-1] if reasons else None,
        rules=tuple(dict.fromkeys(code for settled in open_ones for code in settled.rules)),
        findings=tuple(
            Finding(member, settled.outcome, "".join(settled.rules))
            for member, settled in members.items()
            if settled.determined
        ),
        members=members,
    )


def _members(judged: tuple[Judged, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(member for _, member, _ in judged))


def _of(judged: tuple[Judged, ...], member: str) -> tuple[Judged, ...]:
    return tuple(each for each in judged if each[1] == member)


# ---- lists and numbers -----------------------------------------------------------------------------------------------


def _found(table: Table, judged: tuple[Judged, ...], verdict: Verdict) -> tuple[Finding, ...]:
    found = [Finding(member, rule.outcome, rule.code) for rule, member, each in judged if each is verdict]
    if table.hit_policy is HitPolicy.OUTPUT_ORDER:
        found.sort(key=lambda finding: table.outcome_codes.index(finding.outcome))
    if table.hit_policy is HitPolicy.RULE_ORDER:
        order = [rule.code for rule in table.rules]
        found.sort(key=lambda finding: order.index(finding.rule))
    return tuple(found)


def _different(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(finding.member, finding.outcome) for finding in findings}


def _list(table: Table, judged: tuple[Judged, ...]) -> Settled:
    findings = _found(table, judged, Verdict.YES)
    possible = _found(table, judged, Verdict.CANNOT_TELL)
    if possible:
        open_rules = (table.rule(finding.rule) for finding in possible)
        missing = undetermined(Reason.MISSING, open_rules)
        return replace(missing, findings=findings, possible=possible)
    return Settled(rules=_codes(table.rule(finding.rule) for finding in findings), findings=findings)


def _aggregate(table: Table, judged: tuple[Judged, ...]) -> Settled:
    """A number over the rules that match; not determined where a "cannot tell" could change it."""
    certain, unknown = _with(judged, Verdict.YES), _with(judged, Verdict.CANNOT_TELL)
    number = _number(table, certain)
    moving = [rule for rule in unknown if _number(table, [*certain, rule]) != number]
    if moving:
        return undetermined(Reason.MISSING, moving)
    if number is None:
        return undetermined(Reason.NO_RULE, ())
    return Settled(rules=_codes(certain), number=number)


def _number(table: Table, rules: list[Rule]) -> Fraction | None:
    """Sum and count of nothing are 0; there is no least or greatest of nothing."""
    values = [table.outcome(rule.outcome).value or Fraction(0) for rule in rules]
    match table.hit_policy:
        case HitPolicy.COUNT:
            return Fraction(len(rules))
        case HitPolicy.MIN:
            return min(values, default=None)
        case HitPolicy.MAX:
            return max(values, default=None)
        case _:
            return sum(values, Fraction(0))
