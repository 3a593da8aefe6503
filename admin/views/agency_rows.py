"""The rows of an agency's page: every condition of every rule, and where points were lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rules.condition import Condition, Operator
from rules.criterion import Criterion
from rules.errors import N_
from rules.losses import has_working, lost_within, working_text
from rules.measure import PercentMeasure
from rules.number import printed
from rules.phrases import cited, requirement, seen
from rules.result import ConditionLine
from rules.shortfall import lacking
from rules.table import SINGLE, Table
from rules.telling import Judged, Telling, gaps
from rules.value import Verdict

_CEILINGS = frozenset({Operator.BELOW, Operator.AT_MOST})


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition: what it *asked*, what was *seen*, by how much it is met or not, and whether it is.

    *is_aim*: to meet it is what agencies strive for, which nobody does for the conditions of a rule for the weak.
    """

    asked: str
    seen: str
    margin: str
    verdict: str
    is_aim: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule for one member, with its conditions; *decided* where the outcome is by it."""

    label: str
    member: str
    verdict: str
    decided: bool
    conditions: tuple[ConditionRow, ...]
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """What an agency came to, out of what it could."""

    points: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class LossRow:
    """Where points were lost, and why as far as that is known."""

    criterion: Criterion
    points: Fraction
    maximum: Fraction
    lost: Fraction
    why: str


def rule_rows(telling: Telling, table: Table) -> tuple[RuleRow, ...]:
    """The rules of *table* for each member, with their conditions, met or not."""
    members = telling.rubric.members(table)
    return tuple(_rule(telling, table, each, member) for member in members for each in telling.judged(table, member))


def loss_rows(telling: Telling) -> tuple[LossRow, ...]:
    """What lost points within the maximum, most first."""
    areas = (area for area in telling.rubric.criteria if not area.extra)
    found = sorted(lost_within(telling, areas), key=lambda loss: loss.lost, reverse=True)
    return tuple(_loss(telling, each.criterion, each.lost) for each in found if each.lost > 0)


def _loss(telling: Telling, criterion: Criterion, lost: Fraction) -> LossRow:
    points, maximum = telling.ratios[criterion.code]
    explained = not criterion.parts and has_working(telling, criterion)
    why = working_text(telling, criterion, alone=True) if explained else ""
    return LossRow(criterion, points, maximum, lost, why)


def _rule(telling: Telling, table: Table, judged: Judged, member: str) -> RuleRow:
    rule, line = judged
    outcome = telling.result["outcomes"][table.code]
    of_member = outcome.get("criteria", {}).get(member, outcome)
    return RuleRow(
        label=telling.language.text(table.outcome(rule.outcome).name),
        member=telling.language.text(telling.rubric.criterion[member].name) if member else "",
        verdict=line["verdict"],
        decided=line["verdict"] == Verdict.YES and rule.code in of_member["rules"],
        conditions=tuple(_conditions(telling, table, judged, member)),
        citations=tuple(cited(telling.language, telling.rubric, each) for each in rule.citations),
    )


def _conditions(telling: Telling, table: Table, judged: Judged, member: str) -> Iterator[ConditionRow]:
    rule, line = judged
    for condition, examined in zip(rule.conditions, line["conditions"], strict=True):
        yield ConditionRow(
            asked=requirement(telling, condition, member),
            seen=seen(telling, condition, examined, member),
            margin=_margin(telling, table, (condition, examined), member),
            verdict=examined["verdict"],
            is_aim=table.hit_policy in SINGLE and condition.operator not in _CEILINGS,
        )


def _margin(telling: Telling, table: Table, looked_at: tuple[Condition, ConditionLine], member: str) -> str:
    """What each score lacks where more is asked of it; else by how far what was seen is above or below."""
    condition, examined = looked_at
    if examined["verdict"] == Verdict.NO and (short := gaps(telling, table, condition, member)):
        return "; ".join(lacking(telling, gap) for gap in short)
    if examined["margin"] is None or Fraction(examined["margin"]) == 0:
        return ""
    margin = Fraction(examined["margin"])
    is_above = (margin > 0) is not (condition.operator in _CEILINGS)
    if isinstance(condition.measure, PercentMeasure):
        words = N_("{margin} percentage points above") if is_above else N_("{margin} percentage points below")
    else:
        words = N_("{margin} above") if is_above else N_("{margin} below")
    return telling.language.words(words, margin=telling.language.digits(printed(abs(margin))))
