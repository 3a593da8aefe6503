"""Sentences: why a result is what it is, in Vietnamese and English, from stored verdicts and stored texts.

The order is that of a good letter: conclusion, figures, the condition that decided, why not the next better, why not
lower, what is missing, where it is written. One rule is told for all agencies alike.
"""

from typing import TypedDict

from rules.condition import Condition
from rules.errors import N_
from rules.language import Language
from rules.measure import Measure
from rules.phrases import cited, lacking, missing_measure, requirement, seen, standing
from rules.result import OutcomeLine, Result, VerdictLine
from rules.rubric import Rubric, has_findings
from rules.table import AGGREGATING, Grain, HitPolicy, Rule, Table
from rules.telling import Gap, Telling, gaps, met, unmet
from rules.value import Verdict


class TableExplanation(TypedDict):
    """Why one table answers as it does. *short* says it on one line."""

    table: str
    title: str
    conclusion: str
    sentences: list[str]
    assumptions: list[str]
    citations: list[str]
    short: str


class Explanation(TypedDict):
    """Why a result is what it is, table by table, in one language."""

    agency: str
    subject: str
    rubric: str
    edition: int
    period: str
    language: str
    tables: list[TableExplanation]


def explain(rubric: Rubric, result: Result, language: Language, subject: str = "") -> Explanation:
    """The explanation of *result*, told about *subject* (the agency's name; its code where blank)."""
    telling = Telling(rubric, result, language, subject or result["agency"])
    return {
        "agency": result["agency"],
        "subject": telling.subject,
        "rubric": result["rubric"],
        "edition": result["edition"],
        "period": result["period"],
        "language": language.code,
        "tables": [_table(telling, table) for table in rubric.tables],
    }


def one_line(rubric: Rubric, result: Result, language: Language) -> str:
    """The reasons on one line: each table that says more than “none”."""
    telling = Telling(rubric, result, language, result["agency"])
    shorts = (_short(telling, table, result["outcomes"][table.code]) for table in rubric.tables if _says(result, table))
    return " · ".join(short for short in shorts if short)


def as_text(explanation: Explanation, language: Language) -> str:
    """*explanation* as plain text, for a letter or a terminal."""
    blocks = []
    for table in explanation["tables"]:
        lines = [table["title"], table["conclusion"], *table["sentences"]]
        lines += [language.words(N_("Assumption: {text}"), text=text) for text in table["assumptions"]]
        lines.append(language.words(N_("Basis: {documents}."), documents="; ".join(table["citations"])))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _says(result: Result, table: Table) -> bool:
    """Whether the answer of *table* is more than an empty list."""
    outcome = result["outcomes"][table.code]
    return not outcome["determined"] or outcome["code"] is not None or bool(result["findings"].get(table.code))


def _table(telling: Telling, table: Table) -> TableExplanation:
    outcome = telling.result["outcomes"][table.code]
    citations = dict.fromkeys(citation for rule in table.rules for citation in rule.citations)
    return {
        "table": table.code,
        "title": telling.language.text(table.name),
        "conclusion": _conclusion(telling, table, outcome),
        "sentences": [_sentence(text) for text in _reasons(telling, table, outcome)],
        "assumptions": [telling.language.text(assumption) for assumption in table.assumptions],
        "citations": [cited(telling, citation) for citation in citations],
        "short": _short(telling, table, outcome),
    }


def _sentence(text: str) -> str:
    """*text* with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


# ---- conclusions -----------------------------------------------------------------------------------------------------

_UNDETERMINED = {
    "no_rule": N_(
        "{subject}, period {period}: “{table}” cannot be determined under the rules in force; the rules do not cover "
        "this case. It is submitted to the Council."
    ),
    "missing": N_("{subject}, period {period}: “{table}” cannot be determined yet because data are missing."),
    "conflict": N_(
        "{subject}, period {period}: “{table}” cannot be determined; rules that overlap give different results. "
        "It is submitted to the Council."
    ),
}


def _conclusion(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    facts = {"subject": telling.subject, "period": telling.result["period"], "table": table.name}
    if not outcome["determined"]:
        return telling.language.words(_UNDETERMINED[outcome.get("reason", "no_rule")], **facts)
    if outcome["code"] is not None:
        label = table.outcome(outcome["code"]).name
        return telling.language.words(N_("{subject}, period {period}: {table}: “{label}”."), label=label, **facts)
    if "number" in outcome:
        number = telling.language.digits(outcome["number"])
        return telling.language.words(N_("{subject}, period {period}: {table}: {number}."), number=number, **facts)
    count = len(telling.result["findings"][table.code])
    if count == 0:
        return telling.language.words(N_("{subject}, period {period}: {table}: none."), **facts)
    return telling.language.words(N_("{subject}, period {period}: {table}: {count}."), count=f"{count:02}", **facts)


def _reasons(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    if has_findings(table) or table.hit_policy in AGGREGATING:
        return [*_findings(telling, table), *_missing(telling, table, outcome)]
    if outcome["determined"]:
        return _why_this(telling, table, outcome)
    return [*_why_none(telling, table, outcome), *_missing(telling, table, outcome)]


# ---- one outcome -----------------------------------------------------------------------------------------------------


def _why_this(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Figures, the next better outcome and what it lacks, why this one, why none lower."""
    code = outcome["code"] or ""
    judged = telling.judged(table)
    better, lower = _neighbour(table, judged, code, -1), _neighbour(table, judged, code, +1)
    sentences = _figures(telling, judged)
    if better is not None:
        sentences.append(_not_reached(telling, table, *better))
    sentences.append(_reached(telling, table, judged, outcome))
    if lower is not None:
        label = table.outcome(lower[0].outcome).name
        sentences.append(telling.language.words(N_("Not “{label}”, since the conditions above are met"), label=label))
    if better is not None:
        sentences += _to_reach(telling, table, *better)
    return sentences


def _neighbour(
    table: Table, judged: list[tuple[Rule, VerdictLine]], code: str, direction: int
) -> tuple[Rule, VerdictLine] | None:
    """The rule for the next better (-1) or lower (+1) outcome that comes closest."""
    place = table.outcome_codes.index(code) + direction
    if not 0 <= place < len(table.outcomes):
        return None
    rivals = [each for each in judged if each[0].outcome == table.outcome_codes[place]]
    return min(rivals, key=lambda each: len(unmet(*each)), default=None)


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
    lacks = _lacks(telling, table)
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


def _lacks(telling: Telling, table: Table) -> list[str]:
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


def _findings(telling: Telling, table: Table) -> list[str]:
    """Every member with what was seen of it, whether found or not; not assessed members are said to be so."""
    sentences = []
    for member in telling.rubric.members(table):
        judged = telling.judged(table, member)
        found = [(rule, line) for rule, line in judged if line["verdict"] == Verdict.YES]
        if member and not judged:
            sentences.append(standing(telling, member))
        elif found:
            sentences += [_found(telling, table, rule, line, member) for rule, line in found]
        elif table.grain is Grain.AGENCY or len(telling.rubric.members(table)) <= _MANY:
            sentences += _figures(telling, judged, member)
    return sentences


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


# ---- one line --------------------------------------------------------------------------------------------------------


def _short(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    language = telling.language
    if not outcome["determined"]:
        return _short_undetermined(telling, table, outcome)
    if outcome["code"] is None:
        return _short_findings(telling, table, outcome)
    label = language.text(table.outcome(outcome["code"]).name)
    better = _neighbour(table, telling.judged(table), outcome["code"], -1)
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
        lacks = "; ".join(_lacks(telling, table))
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
