"""A rubric as plain content: the form of rubric documents, of the stored snapshot, and of the edition's hash."""

from dataclasses import fields
from fractions import Fraction
from typing import Any, assert_never

from rules.canonical import canonical, digest
from rules.combining import SUM
from rules.condition import Condition
from rules.criterion import GIVEN_POINTS, Absence, Criterion
from rules.document import Citation, Document
from rules.measure import Measure
from rules.method_content import combining_content, method_content
from rules.number import exact_text
from rules.rubric import Edition, Rubric
from rules.scope import Exemption, Indicator, Scope
from rules.table import Outcome, Rule, Subject, Table
from rules.text import Text
from rules.version import FORMAT_VERSION


def edition_of(rubric: Rubric, number: int) -> Edition:
    """*rubric* as edition *number*, with the hash of its content."""
    return Edition(rubric, number, digest(canonical(rubric_content(rubric))))


def rubric_content(rubric: Rubric) -> dict[str, Any]:
    """All of *rubric*: blank texts and absent values are left out, so that one rubric has one content."""
    return without_blanks(
        format=FORMAT_VERSION,
        code=rubric.code,
        name=text_content(rubric.name),
        block=rubric.block,
        documents=[_document(document) for document in rubric.documents],
        criteria=[_criterion(criterion) for criterion in rubric.criteria],
        scopes=[_scope(scope) for scope in rubric.scopes],
        indicators=[_indicator(indicator) for indicator in rubric.indicators],
        exemptions=[_exemption(exemption) for exemption in rubric.exemptions],
        tables=[_table(table) for table in rubric.tables],
        review_table=rubric.review_table,
    )


def part_content(part: Criterion | Scope | Indicator | Exemption | Table | Document) -> dict[str, Any]:
    """A part of a rubric as it stands in the content of the rubric."""
    match part:
        case Criterion():
            return _criterion(part)
        case Scope():
            return _scope(part)
        case Indicator():
            return _indicator(part)
        case Exemption():
            return _exemption(part)
        case Table():
            return _table(part)
        case Document():
            return _document(part)
        case _:
            assert_never(part)


def without_blanks(**values: Any) -> dict[str, Any]:
    """*values* by name, those apart that are blank or not there."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _number(number: Fraction | None) -> str | None:
    return None if number is None else exact_text(number)


def text_content(text: Text) -> dict[str, Any]:
    """*text* as content."""
    return without_blanks(vi=text.vi, en=text.en)


def _document(document: Document) -> dict[str, Any]:
    return without_blanks(
        code=document.code,
        kind=text_content(document.kind),
        number=document.number,
        dated=document.dated,
        issuer=text_content(document.issuer),
        subject=text_content(document.subject),
    )


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return without_blanks(
        code=criterion.code,
        name=text_content(criterion.name),
        max_points=_number(criterion.max_points),
        min_points=_number(criterion.min_points or None),
        step=_number(criterion.step),
        method={} if criterion.method == GIVEN_POINTS else method_content(criterion.method),
        combined={} if criterion.combined == SUM else combining_content(criterion.combined),
        not_applicable="" if criterion.not_applicable is Absence.LEAVES else criterion.not_applicable.value,
        extra=criterion.extra or None,
        guidance=text_content(criterion.guidance),
        source=text_content(criterion.source),
        parts=[_criterion(part) for part in criterion.parts],
    )


def _scope(scope: Scope) -> dict[str, Any]:
    return without_blanks(code=scope.code, name=text_content(scope.name), criteria=list(scope.criteria))


def _exemption(exemption: Exemption) -> dict[str, Any]:
    return {"criterion": exemption.criterion, "agency": exemption.agency}


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return without_blanks(
        code=indicator.code,
        name=text_content(indicator.name),
        unit=text_content(indicator.unit),
        low=_number(indicator.low),
        high=_number(indicator.high),
    )


def _table(table: Table) -> dict[str, Any]:
    return without_blanks(
        code=table.code,
        name=text_content(table.name),
        subject=table.subject if table.subject is not Subject.AGENCY else "",
        grain=table.grain,
        hit_policy=table.hit_policy,
        scope=table.scope,
        default=table.default,
        places=table.places,
        assumptions=[text_content(assumption) for assumption in table.assumptions],
        outcomes=[_outcome(outcome) for outcome in table.outcomes],
        rules=[rule_content(rule) for rule in table.rules],
    )


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return without_blanks(code=outcome.code, name=text_content(outcome.name), value=_number(outcome.value))


def rule_content(rule: Rule) -> dict[str, Any]:
    """*rule* as content."""
    return without_blanks(
        code=rule.code,
        conditions=[condition_content(condition) for condition in rule.conditions],
        outcome=rule.outcome,
        citations=[citation_content(citation) for citation in rule.citations],
    )


def condition_content(condition: Condition) -> dict[str, Any]:
    """*condition* as content."""
    content: dict[str, Any] = {"measure": measure_content(condition.measure), "operator": condition.operator}
    threshold = threshold_content(condition)
    return content if threshold is None else {**content, "threshold": threshold}


def citation_content(citation: Citation) -> dict[str, Any]:
    """*citation* as content."""
    return without_blanks(
        document=citation.document,
        article=citation.article,
        stated_in=citation.stated_in,
        place=text_content(citation.place),
    )


def threshold_content(condition: Condition) -> str | bool | list[str] | None:
    """The threshold of *condition* as content."""
    match condition.threshold:
        case Fraction():
            return exact_text(condition.threshold)
        case tuple():
            return list(condition.threshold)
        case _:
            return condition.threshold


def measure_content(measure: Measure) -> dict[str, str]:
    """*measure* as content: its kind and what it is about."""
    named = {field.name: getattr(measure, field.name) for field in fields(measure)}
    texts = {name: exact_text(value) if isinstance(value, Fraction) else value for name, value in named.items()}
    return {"kind": measure.kind, **{name: value for name, value in texts.items() if value}}
