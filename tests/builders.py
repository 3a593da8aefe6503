"""Short builders: a rubric, a table or a sheet in a line, so that a test is little more than its sentence."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from rules.answer import Answer, NotApplicable, Points
from rules.condition import Condition, Operator, Threshold
from rules.content import edition_of
from rules.criterion import Criterion
from rules.document import Citation, Document
from rules.evaluation import evaluate
from rules.measure import CodeMeasure, Measure
from rules.result import Result
from rules.rubric import Rubric
from rules.scope import Exemption, Indicator, Scope
from rules.sheet import Previous, Sheet
from rules.table import Grain, HitPolicy, Outcome, Rule, Table
from rules.text import Text
from rules.value import Verdict

YES, NO, CANNOT_TELL = Verdict.YES, Verdict.NO, Verdict.CANNOT_TELL

NA = None
"""An answer "not applicable"."""

Number = int | str | Fraction
Given = Number | bool | Iterable[str] | None

LAW = Document("law", Text("Quyết định", "Decision"), "1/QĐ", "2022-01-01", Text("UBND tỉnh"), Text("Chỉ số"))
CITED = (Citation("law"),)


def text(words: str) -> Text:
    return Text(f"{words} (vi)", f"{words} (en)")


def leaf(code: str, cap: Number = 10, *, low: Number = 0, step: Number | None = None) -> Criterion:
    return Criterion(code, text(code), Fraction(cap), Fraction(low), None if step is None else Fraction(step))


def area(code: str, *parts: Criterion) -> Criterion:
    cap, low = sum(part.max_points for part in parts), sum(part.min_points for part in parts)
    return Criterion(code, text(code), Fraction(cap), Fraction(low), parts=parts)


def when(measure: Measure, operator: str = "missing", threshold: Given = None) -> Condition:
    return Condition(measure, Operator(operator), _threshold(measure, threshold))


def _threshold(measure: Measure, given: Given) -> Threshold:
    match given:
        case None | bool() | Fraction():
            return given
        case int():
            return Fraction(given)
        case str():
            return given if isinstance(measure, CodeMeasure) else Fraction(given)
        case _:
            return tuple(given)


def rule(outcome: str, *conditions: Condition, code: str = "", citations: tuple[Citation, ...] = CITED) -> Rule:
    return Rule(code or outcome, conditions, outcome, citations)


def table(
    code: str,
    *rules: Rule,
    policy: str = "FIRST",
    scope: str = "",
    outcomes: Iterable[str] = (),
    values: Mapping[str, Number] | None = None,
    default: str = "",
    places: int | None = None,
) -> Table:
    """A table; its outcomes stand in the order of *outcomes*, or else of the rules. Grain criterion with a *scope*."""
    named = outcomes or [*(each.outcome for each in rules), *([default] if default else [])]
    worth = {outcome: Fraction(value) for outcome, value in (values or {}).items()}
    return Table(
        code,
        text(code),
        Grain.CRITERION if scope else Grain.AGENCY,
        HitPolicy(policy),
        tuple(Outcome(outcome, text(outcome), worth.get(outcome)) for outcome in dict.fromkeys(named)),
        rules,
        scope,
        default,
        places,
    )


def rubric(
    *tables: Table,
    criteria: tuple[Criterion, ...] = (leaf("a", 100),),
    scopes: Mapping[str, Iterable[str]] | None = None,
    indicators: Iterable[str] = (),
    exemptions: Iterable[tuple[str, str]] = (),
    documents: tuple[Document, ...] = (LAW,),
    review_table: str = "",
) -> Rubric:
    return Rubric(
        "rubric",
        text("rubric"),
        "block",
        criteria,
        tuple(Scope(code, text(code), tuple(members)) for code, members in (scopes or {}).items()),
        tuple(Indicator(code, text(code)) for code in indicators),
        tuple(Exemption(criterion, agency) for criterion, agency in exemptions),
        tables,
        documents,
        review_table,
    )


def sheet(
    answers: Mapping[str, Number | None] | None = None,
    *,
    agency: str = "agency",
    period: str = "2022",
    indicators: Mapping[str, Number] | None = None,
    previous: Previous | None = None,
) -> Sheet:
    """A sheet with *answers* by criterion (90 points for `a` where there are none)."""
    given = {"a": 90} if answers is None else answers
    values = {code: Fraction(value) for code, value in (indicators or {}).items()}
    return Sheet(agency, period, tuple(map(_answer, given, given.values())), values, previous or Previous())


def _answer(criterion: str, points: Number | None) -> Answer:
    return NotApplicable(criterion, "nothing arose") if points is None else Points(criterion, Fraction(points))


def result_of(rubric: Rubric, sheet: Sheet) -> Result:
    """The canonical result, on which both evaluators agreed."""
    return evaluate(edition_of(rubric, 1), sheet)
