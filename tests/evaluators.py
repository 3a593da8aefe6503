"""Both evaluators in one shape, so that each sentence of the rules language is tested on both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rules.acceptance import accept
from rules.evaluation import decide, examine
from rules.measure import Measure
from rules.rubric import Rubric
from rules.settlement import Case, Settled
from rules.sheet import Sheet
from rules.value import Verdict
from tests.builders import Given, rule, table, when


@dataclass(frozen=True)
class Answered:
    """What an evaluator says: a verdict on every rule, and every table settled."""

    verdicts: Mapping[Case, Verdict]
    settled: Mapping[str, Settled]

    def findings(self, table: str) -> list[tuple[str, str]]:
        return [(finding.member, finding.outcome) for finding in self.settled[table].findings]

    def possible(self, table: str) -> list[tuple[str, str]]:
        return [(finding.member, finding.outcome) for finding in self.settled[table].possible]


Evaluator = Callable[[Rubric, Sheet], Answered]
Judge = Callable[..., Verdict]


def by_examining(rubric: Rubric, sheet: Sheet) -> Answered:
    working = examine(rubric, accept(rubric, sheet))
    verdicts = {
        (code, each.rule.code, each.member): each.verdict for code, rules in working.examined.items() for each in rules
    }
    return Answered(verdicts, working.settled)


def by_deciding(rubric: Rubric, sheet: Sheet) -> Answered:
    decided = decide(rubric, accept(rubric, sheet))
    return Answered(decided.verdicts, decided.settled)


def judge_with(evaluator: Evaluator) -> Judge:
    """The verdict of *evaluator* on one condition, asked as the only rule of a further table."""

    def judge(
        rubric: Rubric, sheet: Sheet, measure: Measure, operator: str = "missing", threshold: Given = None
    ) -> Verdict:
        asked = table("asked", rule("holds", when(measure, operator, threshold)), policy="COLLECT")
        return evaluator(replace(rubric, tables=(*rubric.tables, asked)), sheet).verdicts["asked", "holds", ""]

    return judge
