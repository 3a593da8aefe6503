"""What the Council decides by: which areas of a case stand in the way of which outcome, and how much they lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from admin.views.agency import CASES, VERDICTS
from admin.views.agency_rows import rule_rows
from rules.criterion import Criterion
from rules.errors import N_
from rules.language import Language
from rules.phrases import percent_of
from rules.sentences import explain
from rules.table import Table
from rules.telling import Gap, Names, Telling, gaps
from rules.text import Text
from rules.value import Verdict
from rulesvc.store.effective import deciding
from rulesvc.usecases.explain import Explainable
from rulesvc.usecases.judged import held_by

_LACKS: Final = N_("{outcome}: {points} points")
_MORE_THAN: Final = N_("{outcome}: more than {points} points")


@dataclass(frozen=True, slots=True)
class AreaShort:
    """An *area* that falls short, with what it came to and, by outcome, what it is *lacking*, the least first."""

    area: Criterion
    points: Fraction
    maximum: Fraction
    percent: str
    lacking: tuple[str, ...]


def facts_of(found: Explainable, tables: Sequence[Table], into: Language) -> dict[str, Any]:
    """What is shown of a case: what the rules say on *tables*, their conditions, and what areas are lacking."""
    rubric, codes = found.edition.rubric, {each.code for each in tables}
    names = Names(into.text(found.record.agency_name), into.text(found.head))
    telling = Telling(rubric, found.result, into, names, found.beside.given)
    told = explain(rubric, found.result, into, names, found.beside)["tables"]
    return {
        "total": found.result["total"],
        "every": deciding(rubric),
        "held": held_by(rubric, found.result, found.record.effective),
        "told": [each for each in told if each["table"] in codes],
        "rules": [(table, rule_rows(telling, table)) for table in tables],
        "short": [(table, short) for table in tables if (short := areas_short(telling, table))],
        "verdicts": VERDICTS,
        "cases": CASES,
    }


def areas_short(telling: Telling, table: Table) -> tuple[AreaShort, ...]:
    """The areas for which conditions of *table* are not met, in the order of the rubric."""
    found: dict[str, list[tuple[Text, Gap]]] = {}
    for rule, line in telling.judged(table):
        for condition, examined in zip(rule.conditions, line["conditions"], strict=True):
            short = gaps(telling, table, condition) if examined["verdict"] == Verdict.NO else ()
            for gap in short:
                if gap.criterion is not None:
                    found.setdefault(gap.criterion.code, []).append((table.outcome(rule.outcome).name, gap))
    order = [area for area in telling.rubric.criterion.values() if area.code in found]
    return tuple(_short(telling, area, found[area.code]) for area in order)


def _short(telling: Telling, area: Criterion, lacks: list[tuple[Text, Gap]]) -> AreaShort:
    points, maximum = telling.ratios[area.code]
    ordered = sorted(lacks, key=lambda each: each[1].needed)
    lacking = tuple(_lacking(telling, *each) for each in ordered)
    return AreaShort(area, points, maximum, percent_of(telling, area.code), lacking)


def _lacking(telling: Telling, outcome: Text, gap: Gap) -> str:
    points = telling.language.shortfall(gap.lacking)
    return telling.language.words(_MORE_THAN if gap.beyond else _LACKS, outcome=outcome, points=points)
