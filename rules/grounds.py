"""Grounds: what an outcome rests on: what was left out of it, and why it may look at odds with another one."""

from collections.abc import Iterable, Iterator

from rules.combining import Branch
from rules.condition import Condition, Operator
from rules.criterion import Criterion
from rules.errors import N_
from rules.measure import CountBelow, FindingsOf, LowestPercent, PreviousReviewed, TotalPercent, TotalPoints
from rules.phrases import in_brackets, name_of, why_not_assessed
from rules.result import OutcomeLine
from rules.rubric import conditions
from rules.table import SINGLE, Grain, Rule, Subject, Table
from rules.telling import Telling, surpassed, unmet

_OF_SEVERAL = TotalPercent | TotalPoints | LowestPercent | CountBelow


def not_assessed(telling: Telling, table: Table) -> list[str]:
    """What is not assessed, with the reasons given, where *table* looks at the total or at a set of criteria."""
    looks = any(isinstance(each.measure, _OF_SEVERAL) for each in conditions(table))
    left_out = _left_out(telling, telling.rubric.criteria) if looks else ()
    areas = [telling.language.text(each.name) + in_brackets(why_not_assessed(telling, each.code)) for each in left_out]
    return [telling.language.words(N_("Not assessed: {areas}"), areas="; ".join(areas))] if areas else []


def _left_out(telling: Telling, criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """The criteria of which nothing is assessed, the whole rather than its parts."""
    for criterion in criteria:
        if telling.lines[criterion.code]["applicable"]:
            yield from _left_out(telling, _considered(telling, criterion))
        else:
            yield criterion


def _considered(telling: Telling, criterion: Criterion) -> Iterable[Criterion]:
    """The parts of *criterion*; of a branch the one that was taken: nobody is exempt from the other."""
    if not isinstance(criterion.combined, Branch):
        return criterion.parts
    taken = telling.lines[criterion.code].get("combined", {}).get("part")
    return (part for part in criterion.parts if part.code == taken)


def contrast(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """That the rating of a head does not contradict what the total alone says of the agency, where they part.

    They part where a better rating asks as much of the total as the rule that decided about the agency, and is not met
    for what it asks besides.
    """
    if table.subject is not Subject.HEAD:
        return []
    lost = _lost(telling, table, outcome["code"] or "")
    return [
        _parted(telling, table, other)
        for other in telling.rubric.tables
        if _is_by_total(other) and other.places == table.places
        for decided in _deciding(telling, other)
        if any(set(decided.conditions) <= set(rule.conditions) for rule in lost)
    ]


def _lost(telling: Telling, table: Table, code: str) -> list[Rule]:
    """The rules for better outcomes than *code* that something falls short of."""
    better = table.outcome_codes[: table.outcome_codes.index(code)]
    judged = [each for each in telling.judged(table) if each[0].outcome in better]
    return [rule for rule, line in judged if unmet(rule, line) and not surpassed(rule, line)]


def _is_by_total(table: Table) -> bool:
    """Whether *table* decides about the agency, by its total alone."""
    of_agency = table.subject is Subject.AGENCY and table.grain is Grain.AGENCY and table.hit_policy in SINGLE
    return of_agency and all(isinstance(each.measure, TotalPercent | TotalPoints) for each in conditions(table))


def _deciding(telling: Telling, table: Table) -> list[Rule]:
    """The rule that decided, if one did."""
    outcome = telling.result["outcomes"][table.code]
    return [table.rule(code) for code in outcome["rules"]] if outcome["determined"] else []


def _parted(telling: Telling, table: Table, other: Table) -> str:
    code = telling.result["outcomes"][other.code]["code"] or ""
    return telling.language.words(
        N_(
            "This does not contradict {answer}, since the two rest on different grounds: “{other}” on {ground} alone, "
            "“{table}” on {grounds} together"
        ),
        answer=telling.outcome(other, code),
        other=other.name,
        ground=_grounds(telling, other),
        table=table.name,
        grounds=_grounds(telling, table),
    )


def _grounds(telling: Telling, table: Table) -> str:
    *first, last = dict.fromkeys(name_of(telling, each.measure) for each in conditions(table))
    return telling.language.words(N_("{first} and {last}"), first="; ".join(first), last=last) if first else last


def not_in_detail(telling: Telling, table: Table, outcome: OutcomeLine) -> list[str]:
    """That nobody can say whether a second review is for the same areas, where they are not known of the first."""
    found = (rule for member in telling.rubric.members(table) for rule, _ in telling.found(table, outcome, member))
    if telling.given.in_detail or not any(_is_of_both(telling, rule) for rule in found):
        return []
    words = N_(
        "The figures of each area {when} are not in the system, so that it cannot be told whether it was the same areas"
    )
    return [telling.language.words(words, when=telling.before)]


def _is_of_both(telling: Telling, rule: Rule) -> bool:
    """Whether *rule* looks at the review of this period and at one before."""
    reviewed = any(condition == Condition(PreviousReviewed(), Operator.EQUALS, True) for condition in rule.conditions)  # noqa: FBT003
    return reviewed and any(
        condition.measure == FindingsOf(telling.rubric.review_table) for condition in rule.conditions
    )
