"""The rows of an edition as one frozen rubric: one query a table, whatever its size."""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeVar, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.combining import SUM
from rules.condition import Condition, Operator, Threshold
from rules.criterion import GIVEN_POINTS, Absence, Criterion
from rules.document import Citation, Document
from rules.measure import Measure
from rules.method_content import combining_of, method_of
from rules.rubric import Rubric
from rules.scope import Exemption, Indicator, Scope
from rules.table import Grain, HitPolicy, Outcome, Rule, Subject, Table
from rulesvc import models

MEASURES: Final[Mapping[str, Any]] = {measure.kind: measure for measure in get_args(Measure)}
"""The measures by kind."""

R = TypeVar("R", bound=models.Content)
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def read_rows(session: Session, edition: models.Edition, code: str, block: str) -> Rubric:
    """The rubric *code* for *block* that the rows of *edition* say.

    Raises: `rules.errors.RubricRefusal` where they say none, as rows of a draft may.
    """

    def rows(model: type[R]) -> Sequence[R]:
        found = select(model).where(model.edition_id == edition.id).order_by(model.position, model.id)
        return session.scalars(found).all()

    members = _grouped(rows(models.ScopeMember), lambda row: row.scope)
    return Rubric(
        code=code,
        name=edition.name,
        block=block,
        criteria=_tree(rows(models.Criterion)),
        scopes=tuple(
            Scope(row.code, row.name, tuple(member.criterion for member in members[row.code]))
            for row in rows(models.Scope)
        ),
        indicators=tuple(Indicator(row.code, row.name, row.unit, row.low, row.high) for row in rows(models.Indicator)),
        exemptions=tuple(Exemption(row.criterion, row.agency) for row in rows(models.Exemption)),
        tables=_tables(rows),
        documents=tuple(
            Document(row.code, row.kind, row.number, row.dated, row.issuer, row.subject)
            for row in rows(models.CitedDocument)
        ),
        review_table=edition.review_table,
    )


def measure_of(kind: str, about: Mapping[str, Any]) -> Measure:
    """The measure of that *kind*, *about* what is known of it."""
    measure: Measure = MEASURES[kind](**about)
    return measure


def _grouped(rows: Iterable[V], key: Callable[[V], K]) -> Mapping[K, list[V]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _tree(rows: Sequence[models.Criterion]) -> tuple[Criterion, ...]:
    below = _grouped(rows, lambda row: row.parent)

    def built(row: models.Criterion) -> Criterion:
        parts = tuple(built(part) for part in below[row.code])
        return Criterion(
            code=row.code,
            name=row.name,
            max_points=row.max_points,
            min_points=row.min_points,
            step=row.step,
            parts=parts,
            method=method_of(json.loads(row.method)) if row.method else GIVEN_POINTS,
            combined=combining_of(json.loads(row.combined)) if row.combined else SUM,
            not_applicable=Absence(row.not_applicable),
            extra=row.extra,
            guidance=row.guidance,
            source=row.source,
        )

    return tuple(built(row) for row in below[None])


def _tables(rows: Callable[[type[Any]], Sequence[Any]]) -> tuple[Table, ...]:
    assumptions = _grouped(rows(models.Assumption), lambda row: row.decision_table)
    outcomes = _grouped(rows(models.Outcome), lambda row: row.decision_table)
    rules = _grouped(rows(models.Rule), lambda row: row.decision_table)
    conditions = _grouped(rows(models.Condition), lambda row: (row.decision_table, row.rule))
    citations = _grouped(rows(models.RuleCitation), lambda row: (row.decision_table, row.rule))

    def rule_of(row: models.Rule) -> Rule:
        key = (row.decision_table, row.code)
        return Rule(
            code=row.code,
            conditions=tuple(_condition(each) for each in conditions[key]),
            outcome=row.outcome,
            citations=tuple(
                Citation(each.document, each.article, each.stated_in or "", each.place) for each in citations[key]
            ),
        )

    return tuple(
        Table(
            code=row.code,
            name=row.name,
            grain=Grain(row.grain),
            hit_policy=HitPolicy(row.hit_policy),
            outcomes=tuple(Outcome(each.code, each.name, each.value) for each in outcomes[row.code]),
            rules=tuple(rule_of(each) for each in rules[row.code]),
            scope=row.scope or "",
            default=row.default_outcome,
            places=row.places,
            assumptions=tuple(each.wording for each in assumptions[row.code]),
            subject=Subject(row.subject),
        )
        for row in rows(models.DecisionTable)
    )


def _condition(row: models.Condition) -> Condition:
    about = {
        "criterion": row.criterion,
        "scope": row.scope,
        "percent": row.percent,
        "indicator": row.indicator,
        "table": row.table_read,
    }
    known = {name: value for name, value in about.items() if value is not None}
    return Condition(measure_of(row.measure, known), Operator(row.operator), _threshold(row))


def _threshold(row: models.Condition) -> Threshold:
    text = row.threshold or ""
    match row.threshold_kind:
        case models.ThresholdKind.NUMBER:
            return Fraction(text)
        case models.ThresholdKind.CODES:
            return tuple(json.loads(text))
        case models.ThresholdKind.TRUTH:
            return bool(json.loads(text))
        case models.ThresholdKind.CODE:
            return text
        case _:
            return None
