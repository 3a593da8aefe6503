"""Shorts: the reason of a table on one line, with the figures that the very table looks at."""

from rules.condition import Condition
from rules.errors import N_
from rules.measure import CriterionPercent, CriterionPoints, LowestPercent, Measure, TotalPercent, TotalPoints
from rules.phrases import bound, counted, name_of, of_applicable, percent_of, quantity, says_itself, seen, side
from rules.reasons import missing_measures
from rules.result import ConditionLine, OutcomeLine
from rules.shortfall import level_text
from rules.table import Grain, Table
from rules.telling import Gap, Judged, Telling, gaps, looked_at, nearest_first, neighbours, surpassed, unmet
from rules.value import Verdict


def short(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    """Why *table* answers as it does, on one line."""
    if not outcome["determined"]:
        return _undetermined(telling, table, outcome)
    if outcome["code"] is not None:
        return _determined(telling, table, outcome["code"], outcome["rules"])
    if "number" in outcome:
        return f"{telling.language.text(table.name)}: {telling.language.digits(outcome['number'])}"
    return _findings(telling, table, outcome)


# ---- one outcome -----------------------------------------------------------------------------------------------------


def _determined(telling: Telling, table: Table, code: str, rules: list[str]) -> str:
    """The outcome with what its rule looks at (all rules where it holds by default), and what the next better lacks."""
    judged = telling.judged(table)
    better = [each for each in neighbours(telling, table, judged, code, -1) if not surpassed(*each)]
    deciding = [each for each in judged if each[0].code in rules] or judged
    figures = {condition.measure: _seen(telling, condition, line) for condition, line in looked_at(deciding)}
    for each in better[:1]:
        figures |= _lacking(telling, table, each)
    facts = list(figures.values())
    if len(better) > 1 and unmet(*better[0]):
        words = N_("{outcome} also by another rule, not met either")
        facts.append(telling.language.words(words, outcome=telling.outcome(table, better[0][0].outcome)))
    return f"{telling.language.text(table.outcome(code).name)}: {'; '.join(facts)}"


def _lacking(telling: Telling, table: Table, judged: Judged) -> dict[Measure, str]:
    failed = ((condition, line) for condition, line in looked_at([judged]) if line["verdict"] == Verdict.NO)
    return {condition.measure: _failed(telling, table, condition, line) for condition, line in failed}


def _seen(telling: Telling, condition: Condition, line: ConditionLine, member: str = "") -> str:
    """What was seen, in as few words as it takes: “the composite index 80.97%”."""
    match condition.measure:
        case _ if "missing" in line:
            return seen(telling, condition, line, member)
        case LowestPercent():
            areas = "; ".join(_percent(telling, code) for code in line.get("where", []))
            return telling.language.words(N_("lowest: {areas}"), areas=areas)
        case CriterionPercent(criterion):
            return _percent(telling, criterion or member)
        case TotalPercent():
            return _percent(telling, "")
        case _:
            return seen(telling, condition, line, member)


def _percent(telling: Telling, criterion: str) -> str:
    """Name and percentage of a criterion, or of the total."""
    name = telling.rubric.criterion[criterion].name if criterion else name_of(telling, TotalPercent())
    fact = f"{telling.language.written(name)} {percent_of(telling, criterion)}"
    return fact if criterion else of_applicable(telling, fact)


def _failed(telling: Telling, table: Table, condition: Condition, line: ConditionLine) -> str:
    """What was seen of a condition that is not met, and what is lacking."""
    lacks = gaps(telling, table, condition)
    if not lacks:
        words = N_("{seen} (not met: {bound})")
        return telling.language.words(words, seen=_seen(telling, condition, line), bound=bound(telling, condition))
    return "; ".join(_gap(telling, gap, condition) for gap in lacks)


def _gap(telling: Telling, gap: Gap, condition: Condition) -> str:
    scored = _score(telling, gap, condition)
    if gap.beyond:
        words = N_("{seen} (not met: {bound})")
        return telling.language.words(words, seen=scored, bound=side(telling, condition, other=False))
    return telling.language.words(
        N_("{seen} (below {threshold}, {lacking} points short)"),
        seen=scored,
        threshold=level_text(telling, condition),
        lacking=telling.language.shortfall(gap.lacking),
    )


def _score(telling: Telling, gap: Gap, condition: Condition) -> str:
    """What was scored, in the unit in which the condition asks: per cent or points."""
    if isinstance(condition.measure, TotalPoints | CriterionPoints):
        measure = CriterionPoints(gap.criterion.code) if gap.criterion else TotalPoints()
        fact = f"{name_of(telling, measure)}: {quantity(telling, measure, gap.had)}"
        return fact if gap.criterion else of_applicable(telling, fact)
    return _percent(telling, gap.criterion.code if gap.criterion else "")


# ---- no outcome ------------------------------------------------------------------------------------------------------

_REASONS = {
    "no_rule": N_("not covered by the rules"),
    "missing": N_("data missing"),
    "conflict": N_("rules overlap"),
}

_UNDETERMINED = {
    "no_rule": N_("{table}: not covered by the rules, for the Council: {facts}"),
    "missing": N_("{table}: not determined, data missing: {facts}"),
    "conflict": N_("{table}: rules overlap, for the Council: {facts}"),
}


def _undetermined(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    reason = outcome.get("reason", "no_rule")
    if "criteria" in outcome:
        facts = _open_members(telling, outcome)
    elif reason == "missing":
        facts = missing_measures(telling, table)
    elif reason == "conflict":
        facts = _overlapping(telling, table, outcome)
    else:
        facts = _closest(telling, table, outcome)
    return telling.language.words(_UNDETERMINED[reason], table=table.name, facts="; ".join(facts))


def _open_members(telling: Telling, outcome: OutcomeLine) -> list[str]:
    """The criteria without an outcome, each with why."""
    return [
        f"{telling.language.text(telling.rubric.criterion[member].name)} "
        f"({telling.language.words(_REASONS[line.get('reason', 'no_rule')])})"
        for member, line in outcome.get("criteria", {}).items()
        if not line["determined"]
    ]


def _overlapping(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """The rules in conflict, each with its outcome."""
    words = N_("rule {rule} ({outcome})")
    rules = (table.rule(code) for code in outcome["rules"])
    return [
        telling.language.words(words, rule=rule.code, outcome=telling.outcome(table, rule.outcome)) for rule in rules
    ]


def _closest(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """What the rules that come closest look at: where it is met, where it falls short, where it is beyond them."""
    codes = {line["rule"] for line in outcome.get("closest", [])}
    facts: dict[Measure, str] = {}
    for each in nearest_first(telling, table, (each for each in telling.judged(table) if each[0].code in codes)):
        for condition, line in looked_at([each]):
            facts.setdefault(condition.measure, _standing(telling, table, condition, line, passed=surpassed(*each)))
    return list(facts.values())


def _standing(telling: Telling, table: Table, condition: Condition, line: ConditionLine, *, passed: bool) -> str:
    if line["verdict"] == Verdict.NO and not passed:
        return _failed(telling, table, condition, line)
    figure = _seen(telling, condition, line)
    if says_itself(condition):
        return figure
    other = line["verdict"] == Verdict.NO
    return f"{figure} ({side(telling, condition, other=other)})"


# ---- findings --------------------------------------------------------------------------------------------------------


def _findings(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    """Each label, with the criteria it was found of and their figures."""
    labels: dict[str, list[tuple[str, Judged]]] = {}
    for member in telling.rubric.members(table):
        for each in telling.found(table, outcome, member):
            labels.setdefault(each[0].outcome, []).append((member, each))
    return "; ".join(_label(telling, table, code, found) for code, found in labels.items())


def _label(telling: Telling, table: Table, code: str, found: list[tuple[str, Judged]]) -> str:
    label = telling.language.text(table.outcome(code).name)
    if table.grain is Grain.CRITERION:
        label += ", " + counted(telling, table, len({member for member, _ in found}))
    facts = [fact for member, each in found if (fact := _fact(telling, table, each, member))]
    return label + (": " + "; ".join(facts) if facts else "")


def _fact(telling: Telling, table: Table, judged: Judged, member: str) -> str:
    """The figures a rule looks at, with what is lacking or what it asks; nothing of what other tables say already."""
    facts = []
    for condition, line in looked_at([judged]):
        lacks = gaps(telling, table, condition, member)
        if lacks:
            facts += [_gap(telling, gap, condition) for gap in lacks]
        elif not says_itself(condition):
            facts.append(f"{_seen(telling, condition, line, member)} ({bound(telling, condition, member)})")
    return "; ".join(facts)
