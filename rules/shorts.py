"""Shorts: the reason of a table on one line."""

from rules.condition import Condition
from rules.errors import N_
from rules.phrases import requirement
from rules.reasons import missing_measures
from rules.result import OutcomeLine
from rules.table import Table
from rules.telling import Gap, Telling, gaps, neighbour, unmet


def short(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    """Why *table* answers as it does, on one line."""
    language = telling.language
    if not outcome["determined"]:
        return _short_undetermined(telling, table, outcome)
    if outcome["code"] is None:
        return _short_findings(telling, table, outcome)
    label = language.text(table.outcome(outcome["code"]).name)
    better = neighbour(table, telling.judged(table), outcome["code"], -1)
    failed = unmet(*better) if better else []
    lacks = [_short_gap(telling, gap, condition) for condition in failed for gap in gaps(telling, condition)]
    total = language.digits(telling.result["total"]["percent"]) + "%"
    short = language.words(N_("{label}: composite index {total}"), label=label, total=total)
    return short + ("; " + "; ".join(lacks) if lacks else "")


def _short_gap(telling: Telling, gap: Gap, condition: Condition) -> str:
    language = telling.language
    if gap.criterion is None:
        return language.words(
            N_("{lacking} points short of {threshold}%"),
            lacking=language.shortfall(gap.lacking),
            threshold=condition.threshold,
        )
    return language.words(
        N_("{name} {percent} (below {threshold}%, {lacking} points short)"),
        name=gap.criterion.name,
        percent=language.digits(telling.lines[gap.criterion.code]["percent"] or "") + "%",
        threshold=condition.threshold,
        lacking=language.shortfall(gap.lacking),
    )


def _short_undetermined(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    if outcome.get("reason") == "missing":
        lacks = "; ".join(missing_measures(telling, table))
        return telling.language.words(N_("{table}: data missing: {lacks}"), table=table.name, lacks=lacks)
    closest = {line["rule"] for line in outcome.get("closest", [])}
    failed = [
        requirement(telling, condition)
        for rule, line in telling.judged(table)
        if rule.code in closest
        for condition in unmet(rule, line)
    ]
    return telling.language.words(
        N_("{table}: not covered by the rules, for the Council (not met: {failed})"),
        table=table.name,
        failed="; ".join(failed) or "-",
    )


def _short_findings(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    if "number" in outcome:
        return f"{telling.language.text(table.name)}: {telling.language.digits(outcome['number'])}"
    findings = telling.result["findings"][table.code]
    names = [telling.rubric.criterion[each["criterion"]].name for each in findings if each["criterion"]]
    labels = dict.fromkeys(telling.language.text(table.outcome(each["code"]).name) for each in findings)
    short = "; ".join(labels)
    return short + (": " + "; ".join(map(telling.language.text, names)) if names else "")
