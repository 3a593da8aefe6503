"""What a sentence may look at: the rubric's texts, the stored result, and the language it is told in."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rules.condition import Condition, Operator
from rules.criterion import ZERO, Criterion
from rules.examination import compare
from rules.language import Language
from rules.measure import CriterionPercent, LowestPercent, TotalPercent
from rules.number import HUNDRED
from rules.result import CriterionLine, Result, VerdictLine
from rules.rubric import Rubric
from rules.table import Rule, Table
from rules.value import Verdict


@dataclass(frozen=True)
class Telling:
    """A result to be told: its *rubric*, the *language*, and the *subject* it is told about."""

    rubric: Rubric
    result: Result
    language: Language
    subject: str

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

    def judged(self, table: Table, member: str = "") -> list[tuple[Rule, VerdictLine]]:
        """The rules of *table* with their verdicts, for one member of a table of grain criterion."""
        lines = self.result["verdicts"][table.code]
        return [(table.rule(line["rule"]), line) for line in lines if (line["criterion"] or "") == member]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a criterion (the total where `None`) lacks for a percentage: points had, needed, and lacking."""

    criterion: Criterion | None
    had: Fraction
    needed: Fraction
    maximum: Fraction

    @property
    def lacking(self) -> Fraction:
        """Points that are missing."""
        return self.needed - self.had

    @property
    def lacking_in_steps(self) -> Fraction:
        """Points that are missing where the score moves in steps."""
        step = self.criterion.step if self.criterion else None
        return self.lacking if step is None else -(-self.needed // step) * step - self.had


def gaps(telling: Telling, condition: Condition, member: str = "") -> list[Gap]:
    """What is lacking to reach the threshold of a condition on a percentage, criterion by criterion; else nothing."""
    threshold = condition.threshold
    bounded = condition.operator in {Operator.AT_LEAST, Operator.ABOVE, Operator.BELOW}
    if not isinstance(threshold, Fraction) or not bounded:
        return []
    return [
        gap
        for code in percent_criteria(telling.rubric, condition, member)
        if (gap := _gap(telling, code, condition, threshold)) is not None
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


def _gap(telling: Telling, code: str, condition: Condition, threshold: Fraction) -> Gap | None:
    """What *code* lacks, where it lacks anything. A ceiling that is kept (`< 75`) is a gap to the ceiling."""
    had, maximum = telling.ratios.get(code, (ZERO, ZERO))
    if maximum <= 0:
        return None
    needed = threshold * maximum / HUNDRED
    operator = Operator.ABOVE if condition.operator is Operator.ABOVE else Operator.AT_LEAST
    if compare(had, operator, needed):
        return None
    return Gap(telling.rubric.criterion.get(code), had, needed, maximum)


def unmet(rule: Rule, line: VerdictLine) -> list[Condition]:
    """Conditions of *rule* that do not hold."""
    return _with(rule, line, Verdict.NO)


def met(rule: Rule, line: VerdictLine) -> list[Condition]:
    """Conditions of *rule* that hold."""
    return _with(rule, line, Verdict.YES)


def _with(rule: Rule, line: VerdictLine, verdict: Verdict) -> list[Condition]:
    pairs = zip(rule.conditions, line["conditions"], strict=True)
    return [condition for condition, seen in pairs if seen["verdict"] == verdict]


def neighbour(
    table: Table, judged: list[tuple[Rule, VerdictLine]], code: str, direction: int
) -> tuple[Rule, VerdictLine] | None:
    """The rule for the next better (-1) or lower (+1) outcome that comes closest."""
    place = table.outcome_codes.index(code) + direction
    if not 0 <= place < len(table.outcomes):
        return None
    rivals = [each for each in judged if each[0].outcome == table.outcome_codes[place]]
    return min(rivals, key=lambda each: len(unmet(*each)), default=None)
