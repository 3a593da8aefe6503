"""Counts over many results: how many agencies have each outcome, and how many findings there are."""

from collections import Counter

from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rules.result import Result
from rules.rubric import Rubric, has_findings
from rules.table import Table
from rulesvc.usecases.glance_words import UNDETERMINED


class Counts:
    """What has been answered so far."""

    def __init__(self, rubric: Rubric) -> None:
        self.agencies = 0
        self._rubric = rubric
        self._outcomes = {table.code: Counter[str]() for table in rubric.tables}
        self._undetermined = {table.code: Counter[str]() for table in rubric.tables}
        self._findings: Counter[str] = Counter()

    def add(self, result: Result) -> None:
        """Count *result*."""
        self.agencies += 1
        for code, outcome in result["outcomes"].items():
            findings = result["findings"].get(code, [])
            self._findings[code] += len(findings)
            if not outcome["determined"]:
                self._undetermined[code][outcome.get("reason", "no_rule")] += 1
            elif outcome["code"] or findings:
                self._outcomes[code][outcome["code"] or ""] += 1

    def told(self, table: Table, language: Language) -> str:
        """The counts of *table* on one line: outcomes in their order, or agencies with findings; then what is open."""
        found = self._outcomes[table.code]
        if has_findings(table):
            parts = [_findings(found[""], self._findings[table.code], language)]
        else:
            parts = [f"{language.text(each.name)}: {language.count(found[each.code])}" for each in table.outcomes]
        open_ones = sorted(self._undetermined[table.code].items())
        parts += [f"{language.words(UNDETERMINED[why])}: {language.count(count)}" for why, count in open_ones]
        return "; ".join(part for part in parts if part) or language.words(N_("none"))


def _findings(agencies: int, findings: int, language: Language) -> str:
    if findings == 0:
        return ""
    words = N_("agencies {agencies}, cases {findings}")
    return language.words(words, agencies=Count(agencies), findings=Count(findings))
