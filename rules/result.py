"""The canonical result: what is answered, stored and given again in every replay, byte for byte.

No ids, no times; lists in the order of the rubric; numbers as text. Shapes are typed dictionaries: the JSON is the
value, and sentences are made from it.
"""

from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, NotRequired, TypedDict

from rules.answer import Points
from rules.answer_content import answer_content
from rules.condition import Condition, Operator
from rules.content import citation_content, measure_content, threshold_content
from rules.examination import Examined, Seen, compare
from rules.measure import CountBelow, PercentMeasure
from rules.number import Comparison, Ratio, exact_text, printed
from rules.plain import plain
from rules.rubric import Edition, Rubric, conditions, has_findings
from rules.settlement import Finding, Reason, Settled
from rules.sheet import Accepted, Sheet
from rules.table import AGGREGATING, Table
from rules.tally import Score, Tally
from rules.value import Between, Missing, Verdict
from rules.working import Working
from rules.working_content import working_content


class TotalLine(TypedDict):
    """Points out of the applicable maximum; `percent` for print, `percent_exact` such as `"250/3"`.

    *combined* is what the areas came to together, where that was not within the maximum.
    """

    points: str
    max_points: str
    percent: str
    percent_exact: str
    combined: NotRequired[dict[str, Any]]


class CriterionLine(TypedDict):
    """A criterion, area or component; nothing but its code where it is not applicable.

    *working* is how a component came to its points, where these were not given; *combined* how a criterion came to
    them, where it is no plain sum of its parts.
    """

    code: str
    points: str | None
    max_points: str
    percent: str | None
    percent_exact: str | None
    applicable: bool
    working: NotRequired[dict[str, Any]]
    combined: NotRequired[dict[str, Any]]


class ConditionLine(TypedDict):
    """A condition as examined. *value* is a number, a code, yes or no, or `None` with *missing* or *between*."""

    measure: dict[str, str]
    operator: str
    threshold: str | bool | list[str] | None
    value: str | bool | None
    verdict: str
    margin: str | None
    missing: NotRequired[str]
    between: NotRequired[list[str]]
    where: NotRequired[list[str]]


class VerdictLine(TypedDict):
    """A rule as examined, whether it matched or not."""

    rule: str
    criterion: str | None
    outcome: str
    verdict: str
    citations: list[dict[str, Any]]
    conditions: list[ConditionLine]


class FindingLine(TypedDict):
    """An outcome for a criterion, or for the agency where *criterion* is `None`."""

    criterion: str | None
    code: str
    label: str


class ClosestLine(TypedDict):
    """A rule with the fewest unmet conditions, and those conditions."""

    rule: str
    outcome: str
    unmet: list[ConditionLine]


class MissingLine(TypedDict):
    """A measure that is not known, and why."""

    measure: dict[str, str]
    missing: str


class OutcomeLine(TypedDict):
    """The answer of a table; *code* is `None` where it answers with findings or is not determined."""

    code: str | None
    label: str | None
    determined: bool
    rules: list[str]
    number: NotRequired[str]
    reason: NotRequired[str]
    closest: NotRequired[list[ClosestLine]]
    missing: NotRequired[list[MissingLine]]
    possible: NotRequired[list[FindingLine]]
    criteria: NotRequired[dict[str, "OutcomeLine"]]


class Result(TypedDict):
    """The canonical answer of the engine."""

    agency: str
    rubric: str
    edition: int
    period: str
    total: TotalLine
    criteria: list[CriterionLine]
    outcomes: dict[str, OutcomeLine]
    findings: dict[str, list[FindingLine]]
    verdicts: dict[str, list[VerdictLine]]
    receipt: dict[str, str]


def describe(
    edition: Edition, sheet: Accepted, working: Working, given: dict[str, Any], receipt: dict[str, str]
) -> Result:
    """The result of *sheet* under *edition* from its working; *given* is its content, as by `input_content`."""
    rubric = edition.rubric
    comparisons = percent_comparisons(rubric)
    reported = {answer["criterion"]: answer for answer in given["answers"]}
    return {
        "agency": sheet.agency,
        "rubric": rubric.code,
        "edition": edition.number,
        "period": sheet.period,
        "total": _total(working.tally, comparisons),
        "criteria": _criteria(sheet, working.tally, comparisons, reported),
        "outcomes": {
            table.code: _outcome(table, working.settled[table.code], working.examined[table.code])
            for table in rubric.tables
        },
        "findings": {
            table.code: [_finding(table, finding) for finding in working.settled[table.code].findings]
            for table in rubric.tables
            if has_findings(table)
        },
        "verdicts": {table.code: _verdicts(rubric, table, working) for table in rubric.tables},
        "receipt": receipt,
    }


def input_content(rubric: Rubric, sheet: Sheet) -> dict[str, Any]:
    """An accepted *sheet* as the content of the input hash: sorted by criterion, only what is known."""
    previous = sheet.previous
    known = {
        "reviewed": previous.reviewed,
        "rank": previous.rank,
        "outcomes": dict(previous.outcomes) or None,
    }
    return {
        "agency": sheet.agency,
        "rubric": rubric.code,
        "period": sheet.period,
        "answers": [answer_content(answer) for answer in sorted(sheet.answers, key=lambda answer: answer.criterion)],
        "indicators": {code: exact_text(value) for code, value in sheet.indicators.items()},
        "previous": {name: value for name, value in known.items() if value is not None},
        **({"bests": {code: exact_text(value) for code, value in sheet.bests.items()}} if sheet.bests else {}),
    }


@lru_cache(maxsize=64)
def percent_comparisons(rubric: Rubric) -> tuple[Comparison, ...]:
    """What any condition of *rubric* asks of a percentage: a printed one must answer each as the exact one does."""
    asked = {
        question
        for table in rubric.tables
        for condition in conditions(table)
        if (question := _asked_of_percentages(condition)) is not None
    }
    return tuple(partial(_answers, operator=operator, threshold=threshold) for operator, threshold in sorted(asked))


def _asked_of_percentages(condition: Condition) -> tuple[Operator, Fraction] | None:
    measure, threshold = condition.measure, condition.threshold
    if isinstance(measure, CountBelow):
        return Operator.BELOW, measure.percent
    if isinstance(measure, PercentMeasure) and isinstance(threshold, Fraction):
        return condition.operator, threshold
    return None


def _answers(percent: Fraction, operator: Operator, threshold: Fraction) -> bool:
    return compare(percent, operator, threshold)


def _total(tally: Tally, comparisons: tuple[Comparison, ...]) -> TotalLine:
    total = _criterion("", tally.total, comparisons)
    line: TotalLine = {
        "points": total["points"] or "0",
        "max_points": total["max_points"],
        "percent": total["percent"] or "",
        "percent_exact": total["percent_exact"] or "",
    }
    if "" in tally.combined:
        line["combined"] = plain(tally.combined[""])
    return line


def _criteria(
    sheet: Accepted, tally: Tally, comparisons: tuple[Comparison, ...], reported: dict[str, dict[str, Any]]
) -> list[CriterionLine]:
    lines = []
    for code, score in tally.scores.items():
        line = _criterion(code, score, comparisons)
        scored = sheet.scored.get(code)
        if scored is not None and not isinstance(scored.working.answer, Points):
            line["working"] = working_content(scored.working, reported.get(code))
        if code in tally.combined:
            line["combined"] = plain(tally.combined[code])
        lines.append(line)
    return lines


def _criterion(code: str, score: Score, comparisons: tuple[Comparison, ...]) -> CriterionLine:
    points, max_points, percent, percent_exact = _numbers(
        score.points.as_integer_ratio(), score.max_points.as_integer_ratio(), comparisons
    )
    return {
        "code": code,
        "points": points if score.applicable else None,
        "max_points": max_points,
        "percent": percent,
        "percent_exact": percent_exact,
        "applicable": score.applicable,
    }


@lru_cache(maxsize=4096)
def _numbers(
    points: Ratio, max_points: Ratio, comparisons: tuple[Comparison, ...]
) -> tuple[str, str, str | None, str | None]:
    """The numbers of a line as text, remembered: scores go in steps, so that thousands of agencies share theirs."""
    score = Score(Fraction(*points), Fraction(*max_points))
    percent = score.percent
    shown = (None, None) if percent is None else (printed(percent, comparisons), exact_text(percent))
    return exact_text(score.points), exact_text(score.max_points), *shown


def _finding(table: Table, finding: Finding) -> FindingLine:
    return {
        "criterion": finding.member or None,
        "code": finding.outcome,
        "label": table.outcome(finding.outcome).name.vi,
    }


# ---- outcomes --------------------------------------------------------------------------------------------------------


def _outcome(table: Table, settled: Settled, examined: tuple[Examined, ...]) -> OutcomeLine:
    line: OutcomeLine = {
        "code": settled.outcome or None,
        "label": table.outcome(settled.outcome).name.vi if settled.outcome else None,
        "determined": settled.determined,
        "rules": list(settled.rules),
    }
    if table.hit_policy in AGGREGATING and settled.number is not None:
        line["number"] = exact_text(settled.number)
    if settled.members is not None:
        line["criteria"] = {
            member: _outcome(table, each, tuple(rule for rule in examined if rule.member == member))
            for member, each in settled.members.items()
        }
    elif settled.reason is not None:
        line["closest"] = _closest(examined) if settled.reason is Reason.NO_RULE else []
        line["missing"] = _missing(settled, examined)
    if settled.reason is not None:
        line["reason"] = settled.reason
    if settled.possible:
        line["possible"] = [_finding(table, finding) for finding in settled.possible]
    return line


def _closest(examined: tuple[Examined, ...]) -> list[ClosestLine]:
    """The rules with the fewest unmet conditions, all ties."""
    unmet = [(each, [seen for seen in each.conditions if seen.verdict is Verdict.NO]) for each in examined]
    fewest = min((len(seen) for _, seen in unmet), default=0)
    return [
        {
            "rule": each.rule.code,
            "outcome": each.rule.outcome,
            "unmet": [_condition(one, _asked(one.condition)) for one in seen],
        }
        for each, seen in unmet
        if len(seen) == fewest
    ]


def _missing(settled: Settled, examined: tuple[Examined, ...]) -> list[MissingLine]:
    """The measures that the blocking rules lack, each once."""
    found: list[MissingLine] = []
    for each in examined:
        if each.rule.code in settled.rules and each.verdict is Verdict.CANNOT_TELL:
            for seen in each.conditions:
                if seen.verdict is Verdict.CANNOT_TELL:
                    why = seen.value.why if isinstance(seen.value, Missing) else "not_determined"
                    line: MissingLine = {"measure": measure_content(seen.condition.measure), "missing": why}
                    found += [] if line in found else [line]
    return found


# ---- verdicts --------------------------------------------------------------------------------------------------------


class _Asked(TypedDict):
    """What a condition asks, as content."""

    measure: dict[str, str]
    operator: str
    threshold: str | bool | list[str] | None


_Standing = tuple[list[dict[str, Any]], list[_Asked]]
"""What a rule says whoever is judged by it: its citations, and what its conditions ask."""


@lru_cache(maxsize=64)
def _standing(rubric: Rubric) -> dict[tuple[str, str], _Standing]:
    """What the rules of *rubric* say, by table and rule: made once, not for every agency."""
    return {
        (table.code, rule.code): (
            [citation_content(citation) for citation in rule.citations],
            [_asked(condition) for condition in rule.conditions],
        )
        for table in rubric.tables
        for rule in table.rules
    }


def _asked(condition: Condition) -> _Asked:
    return {
        "measure": measure_content(condition.measure),
        "operator": condition.operator,
        "threshold": threshold_content(condition),
    }


def _verdicts(rubric: Rubric, table: Table, working: Working) -> list[VerdictLine]:
    standing = _standing(rubric)
    return [_verdict(each, standing[table.code, each.rule.code]) for each in working.examined[table.code]]


def _verdict(examined: Examined, standing: _Standing) -> VerdictLine:
    citations, asked = standing
    return {
        "rule": examined.rule.code,
        "criterion": examined.member or None,
        "outcome": examined.rule.outcome,
        "verdict": examined.verdict,
        "citations": citations,
        "conditions": [_condition(seen, each) for seen, each in zip(examined.conditions, asked, strict=True)],
    }


def _condition(seen: Seen, asked: _Asked) -> ConditionLine:
    line: ConditionLine = {
        "measure": asked["measure"],
        "operator": asked["operator"],
        "threshold": asked["threshold"],
        "value": None,
        "verdict": seen.verdict,
        "margin": None if seen.margin is None else exact_text(seen.margin),
    }
    match seen.value:
        case Missing(why):
            line["missing"] = why
        case Between(low, high):
            line["between"] = [str(low), str(high)]
        case Fraction():
            line["value"] = exact_text(seen.value)
        case _:
            line["value"] = seen.value
    if seen.where:
        line["where"] = list(seen.where)
    return line
