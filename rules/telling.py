"""What a sentence may look at: the rubric's texts, the stored result, and the language it is told in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from rules.answer import options_chosen
from rules.branching import Fork, forks_of
from rules.combining import CappedSum
from rules.condition import Condition, Operator
from rules.criterion import Criterion
from rules.errors import N_
from rules.examination import compare
from rules.language import Language
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    LowestPercent,
    Measure,
    PercentMeasure,
    TotalPoints,
)
from rules.number import HUNDRED, ZERO, percentage
from rules.result import ConditionLine, CriterionLine, OutcomeLine, Result, VerdictLine
from rules.rubric import Rubric
from rules.scored import Working
from rules.table import Grain, HitPolicy, Rule, Subject, Table
from rules.text import Text
from rules.value import Verdict
from rules.working_content import working_of

Judged = tuple[Rule, VerdictLine]
"""A rule with its verdict."""

_YEAR_DIGITS = 4
_BEFORE = N_("in the previous period")


@dataclass(frozen=True, slots=True)
class Names:
    """What the sentences call the *agency* and its *head*, by title: both as data, since provinces differ."""

    agency: str = ""
    head: str = ""


NAMELESS = Names()
"""Of whom nothing but the agency's code is known."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a result was made from and does not repeat.

    *reasons* say why leaves are not assessed, by criterion. *previous* is the code of the period before, blank where
    it is not known; *in_detail*, whether its areas are known as well and not only that the agency came under review.
    """

    reasons: Mapping[str, str] = field(default_factory=dict)
    previous: str = ""
    in_detail: bool = False


NOTHING_GIVEN = Given()
"""Where nothing but the result is at hand."""


@dataclass(frozen=True)
class Telling:
    """A result to be told: its *rubric*, the *language*, the *names* of those it is about, and what was *given*."""

    rubric: Rubric
    result: Result
    language: Language
    names: Names = NAMELESS
    given: Given = NOTHING_GIVEN

    @property
    def agency(self) -> str:
        """The agency's name, its code where no name is known."""
        return self.names.agency or self.result["agency"]

    @cached_property
    def head(self) -> str:
        """The title of the agency's head."""
        return self.names.head or self.language.words(N_("the head of {agency}"), agency=self.agency)

    @cached_property
    def when(self) -> str:
        """The period as it stands in a sentence: “in 2022”."""
        return self._during(self.result["period"])

    @cached_property
    def before(self) -> str:
        """The period before as it stands in a sentence: “in 2021”."""
        return self._during(self.given.previous) if self.given.previous else self.language.words(_BEFORE)

    def _during(self, period: str) -> str:
        is_year = len(period) == _YEAR_DIGITS and period.isdecimal()
        return self.language.words(N_("in {period}") if is_year else N_("in period {period}"), period=period)

    @cached_property
    def lines(self) -> dict[str, CriterionLine]:
        """Scores by criterion."""
        return {line["code"]: line for line in self.result["criteria"]}

    @cached_property
    def workings(self) -> dict[str, Working]:
        """How the components came to their points that were worked out."""
        found = ((code, line["working"]) for code, line in self.lines.items() if "working" in line)
        return {code: working_of(self.rubric.criterion[code], working) for code, working in found}

    @cached_property
    def forks(self) -> Mapping[str, Fork]:
        """Why leaves do not count, by what was chosen, or by nothing having been chosen."""
        return forks_of(self.rubric, options_chosen(working.answer for working in self.workings.values()))

    @cached_property
    def ratios(self) -> dict[str, tuple[Fraction, Fraction]]:
        """Points and applicable maximum of the assessed criteria, the total under the blank code."""
        assessed = [(line["code"], line["points"], line["max_points"]) for line in self.result["criteria"]]
        total = ("", self.result["total"]["points"], self.result["total"]["max_points"])
        return {code: (Fraction(points), Fraction(most)) for code, points, most in (*assessed, total) if points}

    def added_up(self, code: str) -> Fraction:
        """The points of *code* (blank for the total) before they were kept within bounds, where they were."""
        rescaled = code != "" and not isinstance(self.rubric.criterion[code].combined, CappedSum)
        combined = {} if rescaled else (self.lines[code] if code else self.result["total"]).get("combined", {})
        return Fraction(combined["points"]) if "points" in combined else self.ratios[code][0]

    @cached_property
    def percents(self) -> dict[str, Fraction]:
        """Exact percentages of those of them that have a maximum."""
        return {code: percentage(had, most) for code, (had, most) in self.ratios.items() if most > 0}

    def has_percent(self, criterion: str) -> bool:
        """Whether *criterion* is assessed and has a maximum."""
        return self.lines[criterion]["percent"] is not None

    @cached_property
    def is_whole(self) -> bool:
        """Whether the applicable maximum is that of the rubric, so that nothing worth points was left out."""
        return self.ratios[""][1] == self.rubric.max_points

    def is_considered(self, table: Table) -> bool:
        """Whether there is anything that *table* decides about: of a table of grain criterion, one that is assessed."""
        return any(member == "" or self.lines[member]["applicable"] for member in self.rubric.members(table))

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
        return self._judged.get((table.code, member), [])

    @cached_property
    def _judged(self) -> dict[tuple[str, str], list[Judged]]:
        """The rules of all tables with their verdicts, by table and member."""
        found: dict[tuple[str, str], list[Judged]] = {}
        for table in self.rubric.tables:
            rules = {rule.code: rule for rule in table.rules}
            for line in self.result["verdicts"][table.code]:
                found.setdefault((table.code, line["criterion"] or ""), []).append((rules[line["rule"]], line))
        return found

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
    """What a criterion (the total where `None`) lacks for a threshold: points had, needed, and lacking.

    *beyond*: what is needed must not only be reached but passed. *below*: by how much what was added up was below what
    is had, which was kept at the least; points that are earned make up for that first.
    """

    criterion: Criterion | None
    had: Fraction
    needed: Fraction
    maximum: Fraction
    beyond: bool = False
    below: Fraction = ZERO

    @property
    def lacking(self) -> Fraction:
        """Points that are missing."""
        return self.needed - self.had + self.below

    @property
    def can_be_closed(self) -> bool:
        """Whether the maximum suffices."""
        return self.needed < self.maximum or (self.needed == self.maximum and not self.beyond)

    def lacking_in_steps(self, step: Fraction) -> Fraction:
        """Points that are missing where the score moves in steps."""
        steps = self.needed // step + 1 if self.beyond else -(-self.needed // step)
        return steps * step - self.had + self.below


def gaps(telling: Telling, table: Table, condition: Condition, member: str = "") -> list[Gap]:
    """What is lacking to reach the threshold of a condition on points or percentages, each criterion; else nothing.

    A ceiling that is kept (`< 75`) is a gap to the ceiling. Where none may be below a percentage, each must reach it.
    """
    floor = floor_of(condition, table.places)
    if floor is None:
        return []
    return [
        gap for code in held_against(telling.rubric, condition, member) if (gap := floor.gap(telling, code)) is not None
    ]


@dataclass(frozen=True, slots=True)
class Floor:
    """The exact threshold that a score is held against, in per cent of its maximum or in points.

    *beyond*: it must not only be reached but passed.
    """

    least: Fraction
    in_percent: bool
    beyond: bool

    def gap(self, telling: Telling, code: str) -> Gap | None:
        """What *code* (blank for the total) lacks, where it lacks anything."""
        if code not in (telling.percents if self.in_percent else telling.ratios):
            return None
        had, maximum = telling.ratios[code]
        reached = telling.percents[code] if self.in_percent else had
        if compare(reached, Operator.ABOVE if self.beyond else Operator.AT_LEAST, self.least):
            return None
        needed = self.least * maximum / HUNDRED if self.in_percent else self.least
        below = max(had - telling.added_up(code), ZERO)
        return Gap(telling.rubric.criterion.get(code), had, needed, maximum, self.beyond, below)


def floor_of(condition: Condition, places: int | None) -> Floor | None:
    """What scores must reach for *condition*, or fall short of; nothing where it sets no such bound."""
    match condition:
        case Condition(CountBelow(_, percent), Operator.BELOW | Operator.AT_MOST) if none_may(condition):
            least, beyond = _suffices(percent, places, beyond=False)
            return Floor(least, in_percent=True, beyond=beyond)
        case Condition(measure, Operator.AT_LEAST | Operator.ABOVE | Operator.BELOW, Fraction() as threshold) if (
            is_score(measure)
        ):
            least, beyond = _suffices(threshold, places, beyond=condition.operator is Operator.ABOVE)
            return Floor(least, isinstance(measure, PercentMeasure), beyond)
        case _:
            return None


def none_may(condition: Condition) -> bool:
    """Whether a count must be nothing."""
    return (condition.operator, condition.threshold) in {(Operator.BELOW, 1), (Operator.AT_MOST, 0)}


def is_score(measure: Measure) -> bool:
    """Whether *measure* rises with points."""
    return isinstance(measure, PercentMeasure | TotalPoints | CriterionPoints)


def held_against(rubric: Rubric, condition: Condition, member: str) -> tuple[str, ...]:
    """The criteria that are held against a floor of *condition*; the blank code stands for the total."""
    match condition.measure:
        case LowestPercent(scope) | CountBelow(scope):
            return rubric.scope[scope].criteria
        case CriterionPercent(criterion) | CriterionPoints(criterion):
            return (criterion or member,)
        case _:
            return ("",)


def _suffices(threshold: Fraction, places: int | None, *, beyond: bool) -> tuple[Fraction, bool]:
    """The exact value that is needed, and whether it must be passed: half a unit less where it is rounded."""
    if places is None:
        return threshold, beyond
    unit = Fraction(1, 10**places)
    least = (threshold // unit + 1) * unit if beyond else -(-threshold // unit) * unit
    exact = least - unit / 2
    return exact, exact < 0  # a half goes away from zero


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
    return is_score(condition.measure) and condition.operator in {Operator.BELOW, Operator.AT_MOST}


def neighbours(telling: Telling, table: Table, judged: list[Judged], code: str, direction: int) -> list[Judged]:
    """The rules for the next better (-1) or lower (+1) outcome that has any, nearest first."""
    place = table.outcome_codes.index(code) + direction
    while 0 <= place < len(table.outcomes):
        rivals = [each for each in judged if each[0].outcome == table.outcome_codes[place]]
        if rivals:
            return nearest_first(telling, table, rivals)
        place += direction
    return []


def nearest_first(telling: Telling, table: Table, judged: Iterable[Judged]) -> list[Judged]:
    """The rules by how far they are from being met; last those that scores have passed."""
    rules = list(judged)
    if len(rules) > 1:  # few have rivals, and to measure how far a rule is takes long
        rules.sort(key=lambda each: (surpassed(*each), *_distance(telling, table, *each)))
    return rules


def _distance(telling: Telling, table: Table, rule: Rule, line: VerdictLine) -> tuple[int, int, Fraction]:
    """How many conditions are not met, how many of them nothing measures, and what is lacking for the others."""
    failed = [pair for pair in looked_at([(rule, line)]) if pair[1]["verdict"] == Verdict.NO]
    lacks = [_lacked(telling, table, *pair) for pair in failed]
    return len(failed), lacks.count(None), sum((each for each in lacks if each is not None), ZERO)


def _lacked(telling: Telling, table: Table, condition: Condition, line: ConditionLine) -> Fraction | None:
    found = gaps(telling, table, condition)
    if found:
        return sum((gap.lacking for gap in found), ZERO)
    return None if line["margin"] is None else abs(Fraction(line["margin"]))


def is_best_first(table: Table) -> bool:
    """Whether the rules of *table*, tried in their order, go from the best outcome downwards."""
    places = [table.outcome_codes.index(rule.outcome) for rule in table.rules]
    return places == sorted(places)


def is_review(telling: Telling, table: Table) -> bool:
    """Whether the findings of *table* say one thing: that criteria are under accountability review."""
    listed = table.grain is Grain.CRITERION and table.hit_policy is HitPolicy.COLLECT and len(table.outcomes) == 1
    return listed and table.code == telling.rubric.review_table
