"""Decision tables: rules with outcomes, and how one answer is taken from those that match (DMN 1.5)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rules.condition import Condition
from rules.document import Citation
from rules.errors import BadValue, DuplicateCode, UnknownReference, require, require_code
from rules.text import Text


class Grain(StrEnum):
    """What one decision of a table is about."""

    AGENCY = "agency"
    CRITERION = "criterion"


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
    """What a rule concludes; *value* (any number) is what aggregating policies add up."""

    code: str
    name: Text
    value: Fraction | None = None

    def __post_init__(self) -> None:
        require_code("outcome", self.code)


@dataclass(frozen=True, slots=True)
class Rule:
    """A conjunction of conditions, its outcome, and where it is written. Alternatives are further rules."""

    code: str
    conditions: tuple[Condition, ...]
    outcome: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        require_code("rule", self.code)
        require(
            len(self.conditions) > 0,
            BadValue(what=f"rule {self.code}: conditions", given="", allowed="at least one condition"),
        )
        require(
            len(self.citations) > 0,
            BadValue(what=f"rule {self.code}: citations", given="", allowed="at least one citation"),
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One decision table. *outcomes* stand best first: PRIORITY and OUTPUT ORDER read that order.

    *scope* names the members of a table of grain criterion. *places*: points and percentages are compared after
    rounding half-up to so many decimals; `None` compares exact values. *default* is the outcome where every rule
    answers no. *assumptions* are shown wherever the table's answers are.
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

    def __post_init__(self) -> None:
        what = f"table {self.code}"
        require_code("table", self.code)
        require_distinct(f"{what}: outcomes", (outcome.code for outcome in self.outcomes))
        require_distinct(f"{what}: rules", (rule.code for rule in self.rules))
        require(len(self.rules) > 0, BadValue(what=f"{what}: rules", given="", allowed="at least one rule"))
        require(
            (self.scope != "") == (self.grain is Grain.CRITERION),
            BadValue(what=f"{what}: scope", given=self.scope, allowed="a scope exactly where the grain is criterion"),
        )
        require(
            self.places is None or 0 <= self.places <= _MOST_PLACES,
            BadValue(what=f"{what}: places", given=self.places, allowed=f"from 0 to {_MOST_PLACES}"),
        )
        require(
            self.default == "" or self.hit_policy in SINGLE,
            BadValue(what=f"{what}: default", given=self.default, allowed="none under " + self.hit_policy),
        )
        for rule in self.rules:
            require_known(f"{what}, rule {rule.code}: outcome", rule.outcome, self.outcome_codes)
        if self.default:
            require_known(f"{what}: default", self.default, self.outcome_codes)
        if self.hit_policy in AGGREGATING - {HitPolicy.COUNT}:
            for outcome in self.outcomes:
                require(
                    outcome.value is not None,
                    BadValue(what=f"{what}, outcome {outcome.code}: value", given="", allowed="a number"),
                )

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


def require_distinct(what: str, codes: Iterable[str]) -> None:
    """Refuse the first of *codes* that stands twice."""
    for code, times in Counter(codes).items():
        require(times == 1, DuplicateCode(what=what, given=code))


def require_known(what: str, code: str, known: Iterable[str]) -> None:
    """Refuse *code* unless it is among the *known* ones."""
    allowed = tuple(known)
    require(code in allowed, UnknownReference(what=what, given=code, allowed=allowed))
