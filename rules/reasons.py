"""Reasons: figures, the condition that decided, why not the next better, why not lower, and what is missing."""

from collections.abc import Iterable

from rules.condition import Condition
from rules.errors import N_
from rules.grounds import contrast, not_assessed, not_in_detail
from rules.losses import losses
from rules.measure import CountBelow, Measure, PreviousOutcome, PreviousRank, PreviousReviewed
from rules.phrases import bound, in_brackets, missing_measure, requirement, says_itself, seen, standing, total_standing
from rules.reaching import what_it_takes
from rules.result import ConditionLine, OutcomeLine, VerdictLine
from rules.rubric import has_findings, tables_read
from rules.shortfall import excess, in_steps, level_text
from rules.table import AGGREGATING, SINGLE, Grain, HitPolicy, Rule, Table
from rules.telling import (
    Gap,
    Judged,
    Telling,
    gaps,
    is_best_first,
    is_review,
    looked_at,
    nearest_first,
    neighbours,
    surpassed,
    unmet,
)
from rules.value import Verdict


def reasons(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Why *table* answers as it does, in the order of a good letter."""
    if has_findings(table) or table.hit_policy in AGGREGATING:
        told = _findings(telling, table, outcome)
    elif outcome["determined"]:
        told = _why_this(telling, table, outcome)
    else:
        told = _why_none(telling, table, outcome)
    return [*told, *_missing(telling, table, outcome), *_rounding(telling, table)]


def _rounding(telling: Telling, table: Table) -> list[str]:
    """That the table compares rounded values, where it does: a figure may then meet what it does not quite reach."""
    if table.places is None:
        return []
    one = N_("Points and percentages are rounded half-up to {places} decimal before they are compared")
    many = N_("Points and percentages are rounded half-up to {places} decimals before they are compared")
    return [telling.language.words(one if table.places == 1 else many, places=table.places)]


# ---- one outcome -----------------------------------------------------------------------------------------------------


def _why_this(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Figures, the next better outcome and what it lacks, why this one, why none lower."""
    code = outcome["code"] or ""
    judged = telling.judged(table)
    better, lower = (neighbours(telling, table, judged, code, direction) for direction in (-1, +1))
    sentences = _figures(telling, judged, but=_told_with(better[:1]))
    sentences += not_assessed(telling, table)
    sentences += _none_reached(telling, table, better, in_full=1)
    sentences += _reached(telling, table, judged, outcome)
    sentences += contrast(telling, table, outcome)
    if outcome["rules"]:
        sentences += _not_lower(telling, table, lower)
    return [*sentences, *_ways_to_reach(telling, table, better), *losses(telling, _short(telling, table, better[:1]))]


def _figures(telling: Telling, judged: list[Judged], member: str = "", but: Iterable[Measure] = ()) -> list[str]:
    """What was seen, each measure once, *but* those that are told elsewhere."""
    told = set(but)
    figures: dict[Measure, str] = {}
    for condition, examined in looked_at(judged):
        if condition.measure not in told:
            figures.setdefault(condition.measure, seen(telling, condition, examined, member))
    return list(figures.values())


def _told_with(judged: Iterable[Judged]) -> set[Measure]:
    """The measures that are told where rules are said not to be met."""
    return {
        condition.measure
        for rule, line in judged
        if unmet(rule, line)
        for condition, _ in ([] if surpassed(rule, line) else looked_at([(rule, line)]))
    }


def _lacked(judged: Iterable[Judged]) -> set[Measure]:
    """The measures that are told as missing."""
    return {
        condition.measure
        for condition, line in looked_at(judged)
        if "missing" in line and line["verdict"] == Verdict.CANNOT_TELL
    }


def _none_reached(telling: Telling, table: Table, judged: list[Judged], *, in_full: int) -> list[str]:
    """Why rules, nearest first, are not met: so many *in_full*, the others with what they ask."""
    sentences = [_not_reached(telling, table, *each) for each in judged[:in_full]]
    others = [(rule, line) for rule, line in judged[in_full:] if line["verdict"] == Verdict.NO]
    if others:
        rules = "; ".join(_in_brief(telling, table, rule) for rule, _ in others)
        sentences.append(telling.language.words(N_("Not met either: {rules}"), rules=rules))
    return sentences


def _in_brief(telling: Telling, table: Table, rule: Rule) -> str:
    """The outcome of a rule with what it asks."""
    conditions = in_brackets(_conditions_of(telling, rule))
    return telling.outcome(table, rule.outcome) + conditions


def _not_reached(telling: Telling, table: Table, rule: Rule, line: VerdictLine) -> str:
    outcome = telling.outcome(table, rule.outcome)
    if line["verdict"] == Verdict.YES:
        return telling.language.words(N_("{outcome} is met as well, but an earlier rule decided"), outcome=outcome)
    if not unmet(rule, line):
        return telling.language.words(N_("{outcome} cannot be told for lack of data"), outcome=outcome)
    if surpassed(rule, line):
        return _surpassed(telling, table, rule, line)
    lost = {condition.measure for condition in unmet(rule, line)}
    kept, failed = [], []
    for condition, examined in looked_at([(rule, line)]):
        if examined["verdict"] == Verdict.YES and condition.measure not in lost:
            kept.append(_kept(telling, condition, examined))
        if examined["verdict"] == Verdict.NO:
            failed.append(_failed(telling, table, condition, examined))
    words = N_("{kept} of {outcome}. However, {failed}") if kept else N_("{failed} of {outcome}")
    return telling.language.words(words, kept="; ".join(kept), failed="; ".join(failed), outcome=outcome)


def _kept(telling: Telling, condition: Condition, examined: ConditionLine) -> str:
    return telling.language.words(
        N_("{seen}, which meets the condition “{bound}”"),
        seen=seen(telling, condition, examined),
        bound=bound(telling, condition),
    )


def _failed(telling: Telling, table: Table, condition: Condition, examined: ConditionLine) -> str:
    """A condition that is not met, with what was seen: every criterion that falls short, not only the lowest."""
    short = [standing(telling, gap.criterion.code) for gap in gaps(telling, table, condition) if gap.criterion]
    is_count = isinstance(condition.measure, CountBelow)
    return telling.language.words(
        N_("{seen}, which does not meet the condition “{bound}”"),
        seen="; ".join(short) or seen(telling, condition, examined),
        bound=requirement(telling, condition) if is_count and short else bound(telling, condition),
    )


def _surpassed(telling: Telling, table: Table, rule: Rule, line: VerdictLine) -> str:
    return telling.language.words(
        N_("This case does not fall under {outcome} ({conditions})"),
        outcome=telling.outcome(table, rule.outcome),
        conditions="; ".join(requirement(telling, condition) for condition in unmet(rule, line)),
    )


def _not_lower(telling: Telling, table: Table, lower: list[Judged]) -> list[str]:
    """Why the next lower outcome does not hold: by all of its rules, where scores are above each."""
    if all(surpassed(*each) for each in lower):
        return [_surpassed(telling, table, *each) for each in lower]
    words = N_("{outcome} is lower and does not apply, since the conditions above are met")
    return [telling.language.words(words, outcome=telling.outcome(table, lower[0][0].outcome))]


def _reached(telling: Telling, table: Table, judged: list[Judged], outcome: OutcomeLine) -> list[str]:
    reached = telling.outcome(table, outcome["code"] or "")
    deciding = next((rule for rule, _ in judged if rule.code in outcome["rules"]), None)
    if deciding is None:
        return [telling.language.words(N_("No rule applies, so {outcome} holds by default"), outcome=reached)]
    sentence = telling.language.words(
        N_("{agency} meets all conditions of {outcome} ({conditions})"),
        agency=telling.agency,
        outcome=reached,
        conditions=_conditions_of(telling, deciding),
    )
    return [sentence, *_read(telling, table)]


def _conditions_of(telling: Telling, rule: Rule, member: str = "") -> str:
    return "; ".join(requirement(telling, condition, member) for condition in rule.conditions)


_READ = {
    HitPolicy.FIRST: N_(
        "Outcomes are tried from the best downwards and the first that is met holds, "
        "alike for all agencies of the block"
    ),
    HitPolicy.PRIORITY: N_("The best outcome that is met holds, alike for all agencies of the block"),
    HitPolicy.UNIQUE: N_("Each case falls under one rule only, alike for all agencies of the block"),
}

_READ_IN_ORDER = N_(
    "Rules are tried in their order and the first that is met decides, alike for all agencies of the block"
)


def _read(telling: Telling, table: Table) -> list[str]:
    """How the table is read, which is the same for all."""
    in_order = table.hit_policy is HitPolicy.FIRST and not is_best_first(table)
    reading = _READ_IN_ORDER if in_order else _READ.get(table.hit_policy)
    return [telling.language.words(reading)] if reading else []


_MOST_WAYS = 3
"""Rules that are told with what it takes; more would not be read."""


def _ways_to_reach(telling: Telling, table: Table, judged: list[Judged]) -> list[str]:
    """What it takes that one of the rules, nearest first, decides: each way for itself."""
    ways = [(rule, needs) for rule, line in judged if (needs := what_it_takes(telling, table, rule, line))]
    words = [N_("To reach {outcome}, {needs}"), *[N_("Or, to reach {outcome}, {needs}")] * _MOST_WAYS]
    return [
        telling.language.words(each, outcome=telling.outcome(table, rule.outcome), needs=needs)
        for each, (rule, needs) in zip(words, ways[:_MOST_WAYS], strict=False)
    ]


# ---- no outcome ------------------------------------------------------------------------------------------------------


def _why_none(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Figures, and the rules that come closest, or those that overlap."""
    judged = telling.judged(table)
    codes = {line["rule"] for line in outcome.get("closest", [])}
    closest = nearest_first(telling, table, (each for each in judged if each[0].code in codes))
    told = closest if len(closest) <= _FEW else closest[:1]
    sentences = _figures(telling, judged, but=_told_with(told) | _lacked(judged))
    sentences += not_assessed(telling, table)
    sentences += _none_reached(telling, table, closest, in_full=len(told))
    if outcome.get("reason") == "conflict":
        words = N_("Rules that are met at once: {rules}")
        sentences.append(telling.language.words(words, rules=_overlapping(telling, table, outcome)))
    sentences += _ways_to_reach(telling, table, told)
    for each in told:
        sentences += _above(telling, *each) if surpassed(*each) else []
    return [*sentences, *losses(telling, _short(telling, table, told))]


def _short(telling: Telling, table: Table, judged: Iterable[Judged]) -> list[str]:
    """The criteria that fall short of the rules, the total under the blank code."""
    return [
        gap.criterion.code if gap.criterion else ""
        for rule, line in judged
        for condition in unmet(rule, line)
        for gap in gaps(telling, table, condition)
    ]


_FEW = 2
"""Rules that come equally close are told one by one up to so many, of more only the nearest."""


def _above(telling: Telling, rule: Rule, line: VerdictLine) -> list[str]:
    """By how much each ceiling is passed."""
    failed = unmet(rule, line)
    return [excess(telling, condition, seen) for condition, seen in looked_at([(rule, line)]) if condition in failed]


def _overlapping(telling: Telling, table: Table, outcome: OutcomeLine, member: str = "") -> str:
    """The rules in conflict, each with its outcome and its conditions."""
    return "; ".join(
        telling.language.words(
            N_("rule {rule}: {outcome} ({conditions})"),
            rule=rule.code,
            outcome=telling.outcome(table, rule.outcome),
            conditions=_conditions_of(telling, rule, member),
        )
        for rule in table.rules
        if rule.code in outcome["rules"]
    )


def _missing(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """What is lacking before the table can be determined, and what is possible meanwhile."""
    lacks = [] if outcome["determined"] else missing_measures(telling, table)
    sentences = []
    if lacks:
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

_MANY = 4
"""Members without a finding are told one by one up to so many; a long list of “nothing” hides what was found."""


def _findings(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """Every member with what was seen of it, whether found or not; not assessed members are said to be so."""
    sentences, members = [], telling.rubric.members(table)
    for member in members:
        judged = telling.judged(table, member)
        found = telling.found(table, outcome, member)
        of_member = outcome.get("criteria", {}).get(member)
        if member and not judged:
            sentences.append(standing(telling, member))
        elif of_member and not of_member["determined"]:
            sentences.append(_open(telling, table, of_member, member))
        elif found:
            sentences += [_found(telling, table, *each, member) for each in found]
            sentences += losses(telling, _lacking_of(telling, table, found, member))
        elif table.grain is Grain.AGENCY or len(members) <= _MANY:
            sentences += _figures(telling, judged, member, but=_lacked(judged))
    if is_review(telling, table) and telling.result["findings"][table.code]:
        sentences += _on_its_own(telling, table)
    return [*sentences, *not_in_detail(telling, table, outcome)]


def _lacking_of(telling: Telling, table: Table, found: list[Judged], member: str) -> list[str]:
    """The criteria of *member* that lack something to leave behind what was *found*."""
    return [
        gap.criterion.code
        for condition, _ in looked_at(found)
        for gap in gaps(telling, table, condition, member)
        if gap.criterion
    ]


_OPEN = {
    "no_rule": N_("{facts}: not covered by the rules"),
    "missing": N_("{facts}: not determined for lack of data"),
    "conflict": N_("{facts}: rules overlap ({rules})"),
}


def _open(telling: Telling, table: Table, outcome: OutcomeLine, member: str) -> str:
    """A member whose one outcome could not be determined, and why."""
    facts = "; ".join(_figures(telling, telling.judged(table, member), member))
    rules = _overlapping(telling, table, outcome, member)
    return telling.language.words(_OPEN[outcome.get("reason", "no_rule")], facts=facts, rules=rules)


_Previous = PreviousReviewed | PreviousRank | PreviousOutcome
"""What was before is told first."""


def _found(telling: Telling, table: Table, rule: Rule, line: VerdictLine, member: str) -> str:
    pairs = sorted(looked_at([(rule, line)]), key=lambda pair: not isinstance(pair[0].measure, _Previous))
    facts = "; ".join(_fact(telling, table, condition, examined, member) for condition, examined in pairs)
    if is_review(telling, table):
        return facts
    return telling.language.words(
        N_("{facts}, hence {outcome}"), facts=facts, outcome=telling.outcome(table, rule.outcome)
    )


def _fact(telling: Telling, table: Table, condition: Condition, examined: ConditionLine, member: str) -> str:
    """What was seen, with what is lacking to leave the finding behind, or else with what the condition asks."""
    lacks = gaps(telling, table, condition, member)
    if lacks:
        return "; ".join(_short_of(telling, gap, condition) for gap in lacks)
    fact = seen(telling, condition, examined, member)
    if says_itself(condition):
        return fact
    words = N_("{fact} (condition: {bound})")
    return telling.language.words(words, fact=fact, bound=bound(telling, condition, member))


def _short_of(telling: Telling, gap: Gap, condition: Condition) -> str:
    return telling.language.words(
        N_("{standing}, {lacking} points short of {threshold}"),
        standing=standing(telling, gap.criterion.code) if gap.criterion else total_standing(telling),
        lacking=telling.language.shortfall(gap.lacking),
        threshold=level_text(telling, condition),
    ) + in_steps(telling, gap)


def _on_its_own(telling: Telling, table: Table) -> list[str]:
    """That a review changes none of the outcomes that no rule makes depend on it."""
    reading = {table.code}
    for other in telling.rubric.tables:
        reading |= {other.code} if reading.intersection(tables_read(other)) else set()
    single = [other for other in telling.rubric.tables if other.hit_policy in SINGLE and other.code not in reading]
    if not single:
        return []
    words = N_("A review is determined on its own and does not change: {tables}")
    return [telling.language.words(words, tables="; ".join(telling.language.text(other.name) for other in single))]
