"""Decision tables: rules with outcomes, and how one answer is taken from those that match (DMN 1.5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction

from rules.condition import Condition
from rules.document import Citation
from rules.errors import (
    N_,
    BadValue,
    DuplicateCode,
    Path,
    Refusal,
    UnknownReference,
    require,
    require_code,
)
from rules.number import require_exact
from rules.said import Said, said
from rules.text import Text
from rules.together import raise_first


class Grain(StrEnum):
    """What one decision of a table is about."""

    AGENCY = "agency"
    CRITERION = "criterion"


class Subject(StrEnum):
    """Whom the outcome of a table is about."""

    AGENCY = "agency"
    HEAD = "head"


class HitPolicy(StrEnum):
    """How the answer is taken from the rules that match."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    COLLECT = "COLLECT"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"
    SUM = "COLLECT SUM"
    MIN = "COLLECT MIN"
    MAX = "COLLECT MAX"
    COUNT = "COLLECT COUNT"


LISTING = frozenset({HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER})
"""Policies that answer with a list of findings."""

AGGREGATING = frozenset({HitPolicy.SUM, HitPolicy.MIN, HitPolicy.MAX, HitPolicy.COUNT})
"""Policies that answer with one number over the rules that match."""

SINGLE = frozenset(HitPolicy) - LISTING - AGGREGATING
"""Policies that answer with one outcome."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule concludes; *value* is what aggregating policies add up."""

    code: str
    name: Text
    value: Fraction | None = None

    def __post_init__(self) -> None:
        require_code(N_("outcome: code"), self.code)
        require_exact(said(N_("outcome {code}: value"), code=self.code), self.value, at=("value",))


@dataclass(frozen=True, slots=True)
class Rule:
    """A conjunction of conditions, its outcome, and where it is written. Alternatives are further rules."""

    code: str
    conditions: tuple[Condition, ...]
    outcome: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        require_code(N_("rule: code"), self.code)
        what, allowed = said(N_("rule {code}: conditions"), code=self.code), said(N_("at least one condition"))
        require(len(self.conditions) > 0, BadValue(what=what, given="", allowed=allowed, at=("conditions",)))
        what, allowed = said(N_("rule {code}: citations"), code=self.code), said(N_("at least one citation"))
        require(len(self.citations) > 0, BadValue(what=what, given="", allowed=allowed, at=("citations",)))


@dataclass(frozen=True, slots=True)
class Table:
    """One decision table. *outcomes* stand best first: PRIORITY and OUTPUT ORDER read that order.

    *scope* names the members of a table of grain criterion. *places*: points and percentages are compared after
    rounding half-up to so many decimals; `None` compares exact values. *default* is the outcome where every rule
    answers no. *assumptions* are shown wherever the table's answers are. *subject* is whom the outcome is about.
    """

    code: str
    name: Text
    grain: Grain
    hit_policy: HitPolicy
    outcomes: tuple[Outcome, ...]
    rules: tuple[Rule, ...]
    scope: str = ""
    default: str = ""
    places: int | None = None
    assumptions: tuple[Text, ...] = ()
    subject: Subject = Subject.AGENCY

    def __post_init__(self) -> None:
        raise_first(_wrong(self))

    @property
    def outcome_codes(self) -> tuple[str, ...]:
        """Codes of the outcomes, best first."""
        return tuple(outcome.code for outcome in self.outcomes)

    def outcome(self, code: str) -> Outcome:
        """The outcome with that *code*, which the table has."""
        return next(outcome for outcome in self.outcomes if outcome.code == code)

    def rule(self, code: str) -> Rule:
        """The rule with that *code*, which the table has."""
        return next(rule for rule in self.rules if rule.code == code)


_MOST_PLACES = 6


_MOST_NAMED = 20


def _wrong(table: Table) -> Iterator[Refusal]:
    """Everything that is wrong with *table* by itself."""
    if not table.code.strip():
        yield BadValue(said(N_("table: code")), table.code, said(N_("a code")), at=("code",))
    outcomes = ((("outcomes", place, "code"), outcome.code) for place, outcome in enumerate(table.outcomes))
    yield from twice(said(N_("table {table}: outcomes"), table=table.code), outcomes)
    rules = ((("rules", place, "code"), rule.code) for place, rule in enumerate(table.rules))
    yield from twice(said(N_("table {table}: rules"), table=table.code), rules)
    if not table.outcomes:
        yield _bad(table, N_("table {table}: outcomes"), "", said(N_("at least one outcome")), at=("outcomes",))
    if not table.rules:
        yield _bad(table, N_("table {table}: rules"), "", said(N_("at least one rule")), at=("rules",))
    if (table.scope != "") != (table.grain is Grain.CRITERION):
        allowed = said(N_("a scope exactly where the grain is criterion"))
        yield _bad(table, N_("table {table}: scope"), table.scope, allowed, at=("scope",))
    if table.places is not None and not 0 <= table.places <= _MOST_PLACES:
        allowed = said(N_("from 0 to {limit}"), limit=_MOST_PLACES)
        yield _bad(table, N_("table {table}: places"), table.places, allowed, at=("places",))
    yield from _about_default(table)
    for place, rule in enumerate(table.rules if table.outcomes else ()):
        what = said(N_("table {table}, rule {rule}: outcome"), table=table.code, rule=rule.code)
        yield from unknown(what, rule.outcome, table.outcome_codes, at=("rules", place, "outcome"))
    if table.hit_policy in AGGREGATING - {HitPolicy.COUNT}:
        for place, outcome in enumerate(table.outcomes):
            if outcome.value is None:
                what = said(N_("table {table}, outcome {code}: value"), table=table.code, code=outcome.code)
                yield BadValue(what, "", said(N_("a number")), at=("outcomes", place, "value"))


def _about_default(table: Table) -> Iterator[Refusal]:
    what = said(N_("table {table}: default"), table=table.code)
    if table.default and table.hit_policy not in SINGLE:
        allowed = said(N_("none under {policy}"), policy=table.hit_policy)
        yield BadValue(what, table.default, allowed, at=("default",))
    elif table.default:
        yield from unknown(what, table.default, table.outcome_codes, at=("default",))


def _bad(table: Table, what: str, given: object, allowed: Said, *, at: Path) -> Refusal:
    return BadValue(said(what, table=table.code), given, allowed, at=at)


def twice(what: Said, codes: Iterable[tuple[Path, str]]) -> Iterator[Refusal]:
    """A refusal for each of *codes*, which come with their paths, that stood before."""
    seen = set[str]()
    for at, code in codes:
        if code in seen:
            yield DuplicateCode(what, code, at=at)
        seen.add(code)


def unknown(what: Said, code: str, known: Iterable[str], *, at: Path) -> Iterator[Refusal]:
    """A refusal of *code* unless it is among the *known* ones; of very many those are named that are most like it."""
    every = tuple(known)
    if code not in every:
        alike = get_close_matches(code, every, n=_MOST_NAMED, cutoff=0) if len(every) > _MOST_NAMED else every
        yield UnknownReference(what, code, tuple(alike), at=at)
