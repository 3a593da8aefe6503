"""Reasons: figures, the condition that decided, why not the next better, why not lower, and what is missing."""

from rules.condition import Condition
from rules.errors import N_
from rules.measure import Measure
from rules.phrases import lacking, missing_measure, requirement, seen, standing
from rules.result import OutcomeLine, VerdictLine
from rules.rubric import has_findings
from rules.table import AGGREGATING, Grain, HitPolicy, Rule, Table
from rules.telling import Gap, Telling, gaps, met, neighbour, unmet
from rules.value import Verdict


def reasons(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Why *table* answers as it does, in the order of a good letter."""
    if has_findings(table) or table.hit_policy in AGGREGATING:
        told = _findings(telling, table, outcome)
    else:
        told = _why_this(telling, table, outcome) if outcome["determined"] else _why_none(telling, table, outcome)
    return [*told, *_missing(telling, table, outcome), *_rounding(telling, table)]


def _rounding(telling: Telling, table: Table) -> list[str]:
    """That the table compares rounded values, where it does: a figure may then meet what it does not quite reach."""
    if table.places is None:
        return []
    words = N_("Points and percentages are rounded half-up to {places} decimals before they are compared")
    return [telling.language.words(words, places=table.places)]


# ---- one outcome -----------------------------------------------------------------------------------------------------


def _why_this(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Figures, the next better outcome and what it lacks, why this one, why none lower."""
    code = outcome["code"] or ""
    judged = telling.judged(table)
    better, lower = neighbour(table, judged, code, -1), neighbour(table, judged, code, +1)
    sentences = _figures(telling, judged)
    if better is not None:
        sentences.append(_not_reached(telling, table, *better))
    sentences.append(_reached(telling, table, judged, outcome))
    if lower is not None and outcome["rules"]:
        label = table.outcome(lower[0].outcome).name
        sentences.append(telling.language.words(N_("Not “{label}”, since the conditions above are met"), label=label))
    if better is not None:
        sentences += _to_reach(telling, table, *better)
    return sentences


def _figures(telling: Telling, judged: list[tuple[Rule, VerdictLine]], member: str = "") -> list[str]:
    """What was seen, each measure once."""
    measures: dict[Measure, str] = {}
    for rule, line in judged:
        for condition, examined in zip(rule.conditions, line["conditions"], strict=True):
            measures.setdefault(condition.measure, seen(telling, condition, examined, member))
    return list(measures.values())


def _not_reached(telling: Telling, table: Table, rule: Rule, line: VerdictLine) -> str:
    label = table.outcome(rule.outcome).name
    failed = [_failed(telling, rule, line, condition) for condition in unmet(rule, line)]
    kept = [requirement(telling, condition) for condition in met(rule, line)]
    if line["verdict"] == Verdict.YES:
        return telling.language.words(N_("“{label}” is met as well, but an earlier rule decided"), label=label)
    if not failed:
        return telling.language.words(N_("“{label}” cannot be told for lack of data"), label=label)
    if not kept:
        return telling.language.words(N_("Not “{label}”: {failed}"), label=label, failed="; ".join(failed))
    return telling.language.words(
        N_("Not “{label}”: it is met that {kept}, but {failed}"),
        label=label,
        kept="; ".join(kept),
        failed="; ".join(failed),
    )


def _failed(telling: Telling, rule: Rule, line: VerdictLine, condition: Condition, member: str = "") -> str:
    """A condition that is not met, with what was seen: every criterion that falls short, not only the lowest."""
    short = [standing(telling, gap.criterion.code) for gap in gaps(telling, condition) if gap.criterion]
    examined = line["conditions"][rule.conditions.index(condition)]
    return telling.language.words(
        N_("{seen}, which does not meet: {requirement}"),
        seen="; ".join(short) or seen(telling, condition, examined, member),
        requirement=requirement(telling, condition, member),
    )


def _reached(telling: Telling, table: Table, judged: list[tuple[Rule, VerdictLine]], outcome: OutcomeLine) -> str:
    label = table.outcome(outcome["code"] or "").name
    deciding = next((rule for rule, _ in judged if rule.code in outcome["rules"]), None)
    if deciding is None:
        return telling.language.words(N_("No rule applies, so “{label}” holds by default"), label=label)
    conditions = "; ".join(requirement(telling, condition) for condition in deciding.conditions)
    sentence = telling.language.words(
        N_("All conditions of “{label}” are met ({conditions})"), label=label, conditions=conditions
    )
    return sentence + _read(telling, table)


_READ = {
    HitPolicy.FIRST: N_(
        ". Outcomes are tried from the best downwards and the first that is met holds, alike for all agencies"
    ),
    HitPolicy.PRIORITY: N_(". The best outcome that is met holds, alike for all agencies of the block"),
}


def _read(telling: Telling, table: Table) -> str:
    reading = _READ.get(table.hit_policy)
    return telling.language.words(reading) if reading else ""


def _to_reach(telling: Telling, table: Table, rule: Rule, line: VerdictLine) -> list[str]:
    lacks = [gap for condition in unmet(rule, line) for gap in gaps(telling, condition)]
    if not lacks:
        return []
    label = table.outcome(rule.outcome).name
    needs = "; ".join(lacking(telling, gap) for gap in lacks)
    return [telling.language.words(N_("To reach “{label}”: {needs}"), label=label, needs=needs)]


def _why_none(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Figures and the rules that come closest, or those that are in conflict."""
    judged = telling.judged(table)
    closest = {line["rule"] for line in outcome.get("closest", [])}
    sentences = _figures(telling, judged)
    sentences += [_not_reached(telling, table, rule, line) for rule, line in judged if rule.code in closest]
    if outcome.get("reason") == "conflict":
        labels = "; ".join(
            telling.language.text(table.outcome(rule.outcome).name)
            for rule, _ in judged
            if rule.code in outcome["rules"]
        )
        sentences.append(telling.language.words(N_("Rules for these results are met at once: {labels}"), labels=labels))
    for rule, line in judged:
        if rule.code in closest:
            sentences += _to_reach(telling, table, rule, line)
    return sentences


def _missing(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """What is lacking before the table can be determined, and what is possible meanwhile."""
    lacks = missing_measures(telling, table)
    sentences = []
    if not outcome["determined"] and lacks:
        sentences.append(telling.language.words(N_("Missing: {lacks}"), lacks="; ".join(lacks)))
    if "possible" in outcome:
        labels = dict.fromkeys(table.outcome(each["code"]).name for each in outcome["possible"])
        possible = "; ".join(map(telling.language.text, labels))
        sentences.append(
            telling.language.words(N_("Possible, depending on what is missing: {possible}"), possible=possible)
        )
    return sentences


def missing_measures(telling: Telling, table: Table) -> list[str]:
    """The measures that open rules of *table* lack, each once, with why."""
    found = [
        missing_measure(telling, condition.measure, examined["missing"], line["criterion"] or "")
        for member in telling.rubric.members(table)
        for rule, line in telling.judged(table, member)
        if line["verdict"] == Verdict.CANNOT_TELL
        for condition, examined in zip(rule.conditions, line["conditions"], strict=True)
        if "missing" in examined and examined["verdict"] == Verdict.CANNOT_TELL
    ]
    return list(dict.fromkeys(found))


# ---- findings --------------------------------------------------------------------------------------------------------


def _findings(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Every member with what was seen of it, whether found or not; not assessed members are said to be so."""
    sentences = []
    for member in telling.rubric.members(table):
        judged = telling.judged(table, member)
        found = [(rule, line) for rule, line in judged if line["verdict"] == Verdict.YES]
        if member in outcome.get("criteria", {}):
            of_member = outcome["criteria"][member]
            found = [(rule, line) for rule, line in found if rule.code in of_member["rules"]]
        if member and not judged:
            sentences.append(standing(telling, member))
        elif found and not _open(outcome, member):
            sentences += [_found(telling, table, rule, line, member) for rule, line in found]
        elif table.grain is Grain.AGENCY or len(telling.rubric.members(table)) <= _MANY:
            sentences += _figures(telling, judged, member)
    return sentences


def _open(outcome: OutcomeLine, member: str) -> bool:
    """Whether one outcome was due for *member* and none could be determined."""
    return member in outcome.get("criteria", {}) and not outcome["criteria"][member]["determined"]


_MANY = 4
"""Members without a finding are told one by one up to so many; a long list of “nothing” hides what was found."""


def _found(telling: Telling, table: Table, rule: Rule, line: VerdictLine, member: str) -> str:
    label = table.outcome(rule.outcome).name
    conditions = zip(rule.conditions, line["conditions"], strict=True)
    facts = "; ".join(seen(telling, condition, examined, member) for condition, examined in conditions)
    wants = "; ".join(requirement(telling, condition, member) for condition in rule.conditions)
    sentence = telling.language.words(
        N_("{facts}: “{label}” (condition: {wants})"), facts=facts, label=label, wants=wants
    )
    lacks = [lacking(telling, gap) for gap in _member_gaps(telling, rule, member)]
    return sentence + ("; " + "; ".join(lacks) if lacks else "")


def _member_gaps(telling: Telling, rule: Rule, member: str) -> list[Gap]:
    """What the member lacks to leave the finding behind."""
    return [gap for condition in rule.conditions for gap in gaps(telling, condition, member)]
