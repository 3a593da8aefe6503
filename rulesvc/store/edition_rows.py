"""The content of a rubric as rows: what `rulesvc.store.edition_values` reads back."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from rules.canonical import canonical
from rules.combining import SUM
from rules.condition import Condition, Threshold
from rules.content import measure_content
from rules.criterion import GIVEN_POINTS, Criterion
from rules.document import Document
from rules.method_content import combining_content, method_content
from rules.number import exact_text
from rules.rubric import Rubric
from rules.table import Rule, Table
from rules.text import Text
from rulesvc import models

Row = dict[str, Any]


def content_rows(rubric: Rubric) -> Iterator[tuple[type[models.Base], list[Row]]]:
    """The rows of *rubric* by model, in an order in which each refers only to rows before it."""
    found: dict[type[models.Base], list[Row]] = {}
    for model, row in _rows(rubric):
        of_model = found.setdefault(model, [])
        of_model.append({"position": len(of_model), **row})
    yield from found.items()


def _rows(rubric: Rubric) -> Iterator[tuple[type[models.Base], Row]]:
    for document in rubric.documents:
        yield models.CitedDocument, document_row(document)
    for area in rubric.criteria:
        yield from _criterion(area, None)
    for scope in rubric.scopes:
        yield models.Scope, {"code": scope.code, **_text("name", scope.name)}
        for code in scope.criteria:
            yield models.ScopeMember, {"scope": scope.code, "criterion": code}
    for indicator in rubric.indicators:
        texts = {**_text("name", indicator.name), **_text("unit", indicator.unit)}
        yield models.Indicator, {"code": indicator.code, **texts, "low": indicator.low, "high": indicator.high}
    for exemption in rubric.exemptions:
        yield models.Exemption, {"criterion": exemption.criterion, "agency": exemption.agency}
    # All tables before their parts: a condition may read an earlier table.
    for table in rubric.tables:
        yield models.DecisionTable, _table(table)
    for table in rubric.tables:
        yield from _table_parts(table)


def document_row(document: Document) -> Row:
    """The columns of *document*, in an edition and in the register."""
    return {
        "code": document.code,
        **_text("kind", document.kind),
        "number": document.number,
        "dated": document.dated,
        **_text("issuer", document.issuer),
        **_text("subject", document.subject),
    }


def _text(name: str, text: Text) -> Row:
    return {f"{name}_vi": text.vi, f"{name}_en": text.en}


def _criterion(criterion: Criterion, parent: str | None) -> Iterator[tuple[type[models.Base], Row]]:
    yield (
        models.Criterion,
        {
            "code": criterion.code,
            "parent": parent,
            **_text("name", criterion.name),
            "max_points": criterion.max_points,
            "min_points": criterion.min_points,
            "step": criterion.step,
            "method": "" if criterion.method == GIVEN_POINTS else canonical(method_content(criterion.method)).decode(),
            "combined": "" if criterion.combined == SUM else canonical(combining_content(criterion.combined)).decode(),
            "not_applicable": criterion.not_applicable.value,
            "extra": criterion.extra,
            **_text("guidance", criterion.guidance),
            **_text("source", criterion.source),
        },
    )
    for part in criterion.parts:
        yield from _criterion(part, criterion.code)


def _table(table: Table) -> Row:
    return {
        "code": table.code,
        **_text("name", table.name),
        "subject": table.subject.value,
        "grain": table.grain.value,
        "hit_policy": table.hit_policy.value,
        "scope": table.scope or None,
        "default_outcome": table.default,
        "places": table.places,
    }


def _table_parts(table: Table) -> Iterator[tuple[type[models.Base], Row]]:
    of_table = {"decision_table": table.code}
    for assumption in table.assumptions:
        yield models.Assumption, {**of_table, **_text("wording", assumption)}
    for outcome in table.outcomes:
        yield models.Outcome, {**of_table, "code": outcome.code, **_text("name", outcome.name), "value": outcome.value}
    for rule in table.rules:
        yield models.Rule, {**of_table, "code": rule.code, "outcome": rule.outcome}
        yield from _rule_parts({**of_table, "rule": rule.code}, rule)


def _rule_parts(of_rule: Row, rule: Rule) -> Iterator[tuple[type[models.Base], Row]]:
    for condition in rule.conditions:
        yield models.Condition, {**of_rule, **_condition(condition)}
    for citation in rule.citations:
        yield (
            models.RuleCitation,
            {
                **of_rule,
                "document": citation.document,
                "article": citation.article,
                "stated_in": citation.stated_in or None,
                **_text("place", citation.place),
            },
        )


def _condition(condition: Condition) -> Row:
    about = measure_content(condition.measure)
    kind, threshold = threshold_text(condition.threshold)
    return {
        "measure": about["kind"],
        "criterion": about.get("criterion"),
        "scope": about.get("scope"),
        "percent": Fraction(about["percent"]) if "percent" in about else None,
        "indicator": about.get("indicator"),
        "table_read": about.get("table"),
        "operator": condition.operator.value,
        "threshold_kind": kind,
        "threshold": threshold,
    }


def threshold_text(threshold: Threshold) -> tuple[models.ThresholdKind | None, str | None]:
    """How *threshold* is read, and its canonical text."""
    match threshold:
        case None:
            return None, None
        case bool():
            return models.ThresholdKind.TRUTH, json.dumps(threshold)
        case Fraction():
            return models.ThresholdKind.NUMBER, exact_text(threshold)
        case str():
            return models.ThresholdKind.CODE, threshold
        case tuple():
            return models.ThresholdKind.CODES, json.dumps(threshold, ensure_ascii=False)
