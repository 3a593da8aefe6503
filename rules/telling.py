"""What a sentence may look at: the rubric's texts, the stored result, and the language it is told in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rules.condition import Condition, Operator
from rules.criterion import ZERO, Criterion
from rules.errors import N_
from rules.examination import compare
from rules.language import Language
from rules.measure import (
    CriterionPercent,
    CriterionPoints,
    LowestPercent,
    PercentMeasure,
    TotalPercent,
    TotalPoints,
)
from rules.number import HUNDRED
from rules.result import ConditionLine, CriterionLine, OutcomeLine, Result, VerdictLine
from rules.rubric import Rubric
from rules.table import Grain, HitPolicy, Rule, Subject, Table
from rules.text import Text
from rules.value import Verdict

Judged = tuple[Rule, VerdictLine]
"""A rule with its verdict."""

_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Names:
    """What the sentences call the *agency* and its *head*, by title: both as data, since provinces differ."""

    agency: str = ""
    head: str = ""


NAMELESS = Names()
"""Of whom nothing but the agency's code is known."""


@dataclass(frozen=True)
class Telling:
    """A result to be told: its *rubric*, the *language*, and the *names* of those it is about."""

    rubric: Rubric
    result: Result
    language: Language
    names: Names = NAMELESS

    @property
    def agency(self) -> str:
        """The agency's name, its code where no name is known."""
        return self.names.agency or self.result["agency"]

    @property
    def head(self) -> str:
        """The title of the agency's head."""
        return self.names.head or self.language.words(N_("the head of {agency}"), agency=self.agency)

    @property
    def when(self) -> str:
        """The period as it stands in a sentence: “in 2022”."""
        code = self.result["period"]
        is_year = len(code) == _YEAR_DIGITS and code.isdecimal()
        return self.language.words(N_("in {period}") if is_year else N_("in period {period}"), period=code)

    @cached_property
    def lines(self) -> dict[str, CriterionLine]:
        """Scores by criterion."""
        return {line["code"]: line for line in self.result["criteria"]}

    @cached_property
    def ratios(self) -> dict[str, tuple[Fraction, Fraction]]:
        """Points and applicable maximum of the assessed criteria, the total under the blank code."""
        assessed = [(line["code"], line["points"], line["max_points"]) for line in self.result["criteria"]]
        total = ("", self.result["total"]["points"], self.result["total"]["max_points"])
        return {code: (Fraction(points), Fraction(most)) for code, points, most in (*assessed, total) if points}

    def subject(self, table: Table) -> str:
        """Whom the outcome of *table* is about."""
        return self.head if table.subject is Subject.HEAD else self.agency

    def outcome(self, table: Table, code: str) -> str:
        """An outcome of *table* as it stands in a sentence."""
        return self.labelled(table, table.outcome(code).name)

    def labelled(self, table: Table, label: Text) -> str:
        """The *label* of an outcome of *table* as it stands in a sentence; that of a head is a rating."""
        words = N_("the rating “{label}”") if table.subject is Subject.HEAD else N_("“{label}”")
        return self.language.words(words, label=label)

    def judged(self, table: Table, member: str = "") -> list[Judged]:
        """The rules of *table* with their verdicts, for one member of a table of grain criterion."""
        lines = self.result["verdicts"][table.code]
        return [(table.rule(line["rule"]), line) for line in lines if (line["criterion"] or "") == member]

    def found(self, table: Table, outcome: OutcomeLine, member: str) -> list[Judged]:
        """The rules that found something of *member*; the one that decided where it has one outcome."""
        found = [(rule, line) for rule, line in self.judged(table, member) if line["verdict"] == Verdict.YES]
        if member not in outcome.get("criteria", {}):
            return found
        of_member = outcome["criteria"][member]
        return [(rule, line) for rule, line in found if of_member["determined"] and rule.code in of_member["rules"]]


# ---- what is lacking -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gap:
    """What a criterion (the total where `None`) lacks for a percentage: points had, needed, and lacking.

    *beyond*: what is needed must not only be reached but passed.
    """

    criterion: Criterion | None
    had: Fraction
    needed: Fraction
    maximum: Fraction
    beyond: bool = False

    @property
    def lacking(self) -> Fraction:
        """Points that are missing."""
        return self.needed - self.had

    def lacking_in_steps(self, step: Fraction) -> Fraction:
        """Points that are missing where the score moves in steps."""
        steps = self.needed // step + 1 if self.beyond else -(-self.needed // step)
        return steps * step - self.had


def gaps(telling: Telling, table: Table, condition: Condition, member: str = "") -> list[Gap]:
    """What is lacking to reach the threshold of a condition on a percentage, criterion by criterion; else nothing.

    A ceiling that is kept (`< 75`) is a gap to the ceiling.
    """
    threshold = condition.threshold
    bounded = condition.operator in {Operator.AT_LEAST, Operator.ABOVE, Operator.BELOW}
    if not isinstance(threshold, Fraction) or not bounded:
        return []
    percent, beyond = _suffices(threshold, table.places, beyond=condition.operator is Operator.ABOVE)
    return [
        gap
        for code in percent_criteria(telling.rubric, condition, member)
        if (gap := _gap(telling, code, percent, beyond=beyond)) is not None
    ]


def percent_criteria(rubric: Rubric, condition: Condition, member: str = "") -> tuple[str, ...]:
    """The criteria whose percentage *condition* looks at; the blank code stands for the total."""
    match condition.measure:
        case TotalPercent():
            return ("",)
        case LowestPercent(scope):
            return rubric.scope[scope].criteria
        case CriterionPercent(criterion):
            return (criterion or member,)
        case _:
            return ()


def _suffices(threshold: Fraction, places: int | None, *, beyond: bool) -> tuple[Fraction, bool]:
    """The exact percentage that is needed, and whether it must be passed: half a unit less where it is rounded."""
    if places is None:
        return threshold, beyond
    unit = Fraction(1, 10**places)
    least = (threshold // unit + 1) * unit if beyond else -(-threshold // unit) * unit
    percent = least - unit / 2
    return percent, percent < 0  # a half goes away from zero


def _gap(telling: Telling, code: str, percent: Fraction, *, beyond: bool) -> Gap | None:
    """What *code* lacks for *percent*, where it lacks anything."""
    had, maximum = telling.ratios.get(code, (ZERO, ZERO))
    if maximum <= 0:
        return None
    needed = percent * maximum / HUNDRED
    if compare(had, Operator.ABOVE if beyond else Operator.AT_LEAST, needed):
        return None
    return Gap(telling.rubric.criterion.get(code), had, needed, maximum, beyond)


# ---- rules and their conditions --------------------------------------------------------------------------------------


def looked_at(judged: Iterable[Judged]) -> Iterator[tuple[Condition, ConditionLine]]:
    """Every condition of the rules, as examined."""
    for rule, line in judged:
        yield from zip(rule.conditions, line["conditions"], strict=True)


def unmet(rule: Rule, line: VerdictLine) -> list[Condition]:
    """Conditions of *rule* that do not hold."""
    return [condition for condition, seen in looked_at([(rule, line)]) if seen["verdict"] == Verdict.NO]


def surpassed(rule: Rule, line: VerdictLine) -> bool:
    """Whether *rule* fails only because scores are above its ceilings: nobody falls short of a rule for the weak."""
    failed = unmet(rule, line)
    return bool(failed) and all(_is_ceiling_of_a_score(condition) for condition in failed)


def _is_ceiling_of_a_score(condition: Condition) -> bool:
    scored = isinstance(condition.measure, PercentMeasure | TotalPoints | CriterionPoints)
    return scored and condition.operator in {Operator.BELOW, Operator.AT_MOST}


def neighbour(table: Table, judged: list[Judged], code: str, direction: int) -> Judged | None:
    """The rule for the next better (-1) or lower (+1) outcome that comes closest."""
    place = table.outcome_codes.index(code) + direction
    if not 0 <= place < len(table.outcomes):
        return None
    rivals = [each for each in judged if each[0].outcome == table.outcome_codes[place]]
    return min(rivals, key=lambda each: len(unmet(*each)), default=None)


def is_best_first(table: Table) -> bool:
    """Whether the rules of *table*, tried in their order, go from the best outcome downwards."""
    places = [table.outcome_codes.index(rule.outcome) for rule in table.rules]
    return places == sorted(places)


def is_review(telling: Telling, table: Table) -> bool:
    """Whether the findings of *table* say one thing: that criteria are under accountability review."""
    listed = table.grain is Grain.CRITERION and table.hit_policy is HitPolicy.COLLECT and len(table.outcomes) == 1
    return listed and table.code == telling.rubric.review_table
