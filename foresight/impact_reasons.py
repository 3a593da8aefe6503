"""Reasons of an impact: what a result falls short of now, or meets now, and where the points went."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from foresight.impact import Effect
from foresight.standing import Found, Turn
from rules.condition import Condition
from rules.criterion import leaves
from rules.errors import N_
from rules.language import Language
from rules.number import ZERO, Count
from rules.phrases import area_name, bound, coded_name, percent_of, says_itself, seen, total_standing
from rules.reasons import missing_measures
from rules.result import ConditionLine
from rules.settlement import Reason
from rules.shortfall import level_text, seen_now
from rules.table import Table
from rules.telling import Gap, Judged, Telling, gaps, looked_at, nearest_first
from rules.value import Verdict

_MOST_LEAVES: Final = 5
"""Components whose points change that are told one by one, those that change most."""

_NOW: Final = N_("{name} is assessed now ({points} points)")
_NO_MORE: Final = N_("{name} is not assessed any more ({points} points)")


def why_text(turn: Turn, before: Telling, after: Telling) -> str:
    """Why a table answers otherwise; blank where nothing but the answer can be told."""
    table, old, new = after.rubric.table[turn.table], turn.before, turn.after
    if old is None or new is None:
        return ""
    if new.reason is Reason.MISSING:
        words = N_("there are no data on {measures}")
        return after.language.words(words, measures="; ".join(missing_measures(after, table)))
    if old.findings != new.findings:
        gone = (_no_longer(each, table, before, after) for each in old.findings if each not in new.findings)
        added = (_found(each, table, after) for each in new.findings if each not in old.findings)
        return "; ".join(filter(None, (*added, *gone)))
    if new.reason is None and _rises(table, old.outcome, new.outcome):
        return _met(table, before, after)
    return _short(table, old.outcome, after) or _met(table, before, after)


def _rises(table: Table, old: str, new: str) -> bool:
    codes = table.outcome_codes
    return bool(new) and (old not in codes or codes.index(new) < codes.index(old))


# ---- what is lacking now ---------------------------------------------------------------------------------------------


def _short(table: Table, outcome: str, telling: Telling) -> str:
    """What the rule for the *outcome* that was had asks and is not there."""
    rules = nearest_first(telling, table, (each for each in telling.judged(table) if each[0].outcome == outcome))
    return "; ".join(text for each in rules[:1] for text in _unmet(table, each, telling))


def _unmet(table: Table, judged: Judged, telling: Telling, member: str = "") -> Iterator[str]:
    for condition, line in looked_at([judged]):
        if line["verdict"] != Verdict.YES:
            lacks = gaps(telling, table, condition, member)
            sure = lacks and not any(gap.beyond for gap in lacks)
            yield _lacking(condition, lacks, telling) if sure else seen_now(telling, condition, line)


def _lacking(condition: Condition, lacks: list[Gap], telling: Telling) -> str:
    """What lacks for one threshold: one score with its shortfall, or how many fall short and which."""
    language, level = telling.language, level_text(telling, condition)
    if len(lacks) == 1:
        (gap,) = lacks
        if gap.criterion is None or gap.criterion.code not in telling.percents:
            words = N_("{standing}, {lacking} points short of {threshold}")
            standing = total_standing(telling) if gap.criterion is None else area_name(telling, gap.criterion)
            return language.words(words, standing=standing, lacking=language.shortfall(gap.lacking), threshold=level)
        words = N_("{name} has {had}/{maximum} points ({percent}), {lacking} points short of {threshold}")
        return language.words(words, name=area_name(telling, gap.criterion), threshold=level, **_facts(gap, telling))
    areas = all(gap.criterion in telling.rubric.criteria for gap in lacks)
    many = N_("{count} areas below {threshold}: {told}") if areas else N_("{count} criteria below {threshold}: {told}")
    told = ", ".join(_in_list(gap, telling) for gap in lacks)
    return language.words(many, count=Count(len(lacks)), threshold=level, told=told)


def _in_list(gap: Gap, telling: Telling) -> str:
    name = telling.language.text(gap.criterion.name) if gap.criterion else ""
    words = N_("{name} {had}/{maximum} points ({percent}, {lacking} points short)")
    return telling.language.words(words, name=name, **_facts(gap, telling))


def _facts(gap: Gap, telling: Telling) -> dict[str, object]:
    language = telling.language
    return {
        "had": language.points(gap.had),
        "maximum": gap.maximum,
        "percent": percent_of(telling, gap.criterion.code if gap.criterion else ""),
        "lacking": language.shortfall(gap.lacking),
    }


# ---- what is met now -------------------------------------------------------------------------------------------------


def _met(table: Table, before: Telling, after: Telling) -> str:
    """What the rule that decides asks and is met, of that what was not met before."""
    decided = after.result["outcomes"][table.code]["rules"]
    judged = [each for each in after.judged(table) if each[0].code in decided]
    outcomes = {rule.outcome for rule, _ in judged}
    earlier = before.rubric.table[table.code]
    failed = {
        condition.measure
        for condition, line in looked_at(each for each in before.judged(earlier) if each[0].outcome in outcomes)
        if line["verdict"] != Verdict.YES
    }
    met = [(condition, line) for condition, line in looked_at(judged) if line["verdict"] == Verdict.YES]
    new = [(condition, line) for condition, line in met if condition.measure in failed]
    return "; ".join(_kept(*each, after) for each in new or met)


def _kept(condition: Condition, line: ConditionLine, telling: Telling) -> str:
    fact = seen(telling, condition, line)
    if says_itself(condition):
        return fact
    words = N_("{seen}, which meets the condition “{bound}”")
    return telling.language.words(words, seen=fact, bound=bound(telling, condition))


# ---- findings --------------------------------------------------------------------------------------------------------


def _found(found: Found, table: Table, telling: Telling) -> str:
    """What was seen of what is found now."""
    judged = [each for each in telling.judged(table, found.member) if each[0].outcome == found.outcome]
    holds = [each for each in judged if each[1]["verdict"] == Verdict.YES]
    return "; ".join(_on(condition, line, telling, found.member) for condition, line in looked_at(holds[:1]))


def _on(condition: Condition, line: ConditionLine, telling: Telling, member: str) -> str:
    """What was seen of a condition that holds."""
    fact = seen(telling, condition, line, member)
    if says_itself(condition):
        return fact
    words = N_("{fact} (condition: {bound})")
    return telling.language.words(words, fact=fact, bound=bound(telling, condition, member))


def _no_longer(found: Found, table: Table, before: Telling, after: Telling) -> str:
    """What was seen of what is not found any more."""
    if found.gone:
        name = before.rubric.criterion[found.member].name
        return after.language.words(N_("“{name}” is no longer a criterion"), name=name)
    judged = [each for each in after.judged(table, found.member) if each[0].outcome == found.outcome]
    failed = [(condition, line) for condition, line in looked_at(judged) if line["verdict"] == Verdict.NO]
    facts = (_off(condition, line, after, found.member) for condition, line in failed)
    return "; ".join(dict.fromkeys(facts))


def _off(condition: Condition, line: ConditionLine, telling: Telling, member: str) -> str:
    """What was seen of a condition that does not hold."""
    words = N_("{fact} (condition not met: {bound})")
    return telling.language.words(
        words, fact=seen(telling, condition, line, member), bound=bound(telling, condition, member)
    )


# ---- points ----------------------------------------------------------------------------------------------------------


def points_text(effect: Effect, before: Telling, after: Telling) -> str:
    """From what total to what total, and which components changed."""
    language = after.language
    told = "; ".join(_leaves(_moved(effect, before, after), language))
    sentence = language.words(
        N_("{agency} from {before} to {after}"),
        agency=after.agency,
        before=_total(before),
        after=_total(after),
    )
    return language.words(N_("{turned}, because {why}"), turned=sentence, why=told) if told else sentence


def _total(telling: Telling) -> str:
    had, most = telling.ratios[""]
    words = N_("{points}/{maximum} points ({percent})")
    facts = {"maximum": most, "percent": percent_of(telling, "")}
    return telling.language.words(words, points=telling.language.points(had), **facts)


_Moved = tuple[str, Fraction | None, Fraction | None]
"""The name of a leaf with its points before and after; `None` where it is not assessed, or not there."""


def _moved(effect: Effect, before: Telling, after: Telling) -> Iterator[_Moved]:
    origins, taken = effect.judged.origins, set[str]()
    for leaf in leaves(after.rubric.criteria):
        source = next(iter(origins.get(leaf.code, ())), "")
        taken.add(source)
        yield coded_name(after, leaf), _points(before, source), _points(after, leaf.code)
    for leaf in leaves(before.rubric.criteria):
        if leaf.code not in taken:
            yield coded_name(before, leaf), _points(before, leaf.code), None


def _points(telling: Telling, code: str) -> Fraction | None:
    line = telling.lines.get(code)
    return None if line is None or line["points"] is None else Fraction(line["points"])


def _leaves(moved: Iterable[_Moved], language: Language) -> Iterator[str]:
    """Those whose points changed, the largest changes first."""
    changed = [each for each in moved if each[1] != each[2]]
    changed.sort(key=lambda each: abs((each[2] or ZERO) - (each[1] or ZERO)), reverse=True)
    for name, old, new in changed[:_MOST_LEAVES]:
        if old is None or new is None:
            words = _NOW if old is None else _NO_MORE
            yield language.words(words, name=name, points=language.points((old if new is None else new) or ZERO))
        else:
            words = N_("{name} from {before} to {after} points")
            yield language.words(words, name=name, before=language.points(old), after=language.points(new))
    if len(changed) > _MOST_LEAVES:
        yield language.words(N_("and {count} other components"), count=Count(len(changed) - _MOST_LEAVES))
