"""rule-engine: expressions compiled once, over decimals; what is no finite decimal is rounded down."""

from decimal import ROUND_FLOOR, Context
from decimal import Decimal as Exact
from fractions import Fraction
from typing import Any, ClassVar

import rule_engine

from bench.peers.tables import Answer, Line, Peer, Tables
from rules.number import exact_text

_DOWN = Context(prec=28, rounding=ROUND_FLOOR)


def decimal(exact: Fraction) -> Exact:
    """An exact number as a decimal with 28 digits."""
    return _DOWN.divide(Exact(exact.numerator), Exact(exact.denominator))


def _condition(line: Line) -> str:
    return " and ".join(f"{test.field} {test.operator} {exact_text(test.threshold)}" for test in line.tests)


class RuleEngine(Peer):
    """A rule a line, matched in order until one decides."""

    name: ClassVar[str] = "rule-engine"
    numbers: ClassVar[str] = "decimals"

    def __init__(self, tables: Tables) -> None:
        self._context = rule_engine.Context(resolver=rule_engine.resolve_item)
        self._group, self._rating, self._review = map(self._rules, (tables.group, tables.head_rating, tables.review))

    @staticmethod
    def number(exact: Fraction) -> Exact:
        """A decimal."""
        return decimal(exact)

    def decide(self, prepared: Any) -> Answer:
        """Match."""
        group = next((outcome for outcome, rule in self._group if rule.matches(prepared)), None)
        rating = next((outcome for outcome, rule in self._rating if rule.matches(prepared)), None)
        return group, rating, tuple([area for area, rule in self._review if rule.matches(prepared)])

    def _rules(self, lines: tuple[Line, ...]) -> list[tuple[str, Any]]:
        return [(line.outcome, rule_engine.Rule(_condition(line), context=self._context)) for line in lines]


class RuleEngineExpressions(Peer):
    """One expression a table, its lines nested: quicker, and no longer rules of their own."""

    name: ClassVar[str] = "rule-engine, a table as one expression"
    numbers: ClassVar[str] = "decimals"

    def __init__(self, tables: Tables) -> None:
        context = rule_engine.Context(resolver=rule_engine.resolve_item)
        self._group = rule_engine.Rule(_nested(tables.group), context=context)
        self._rating = rule_engine.Rule(_nested(tables.head_rating), context=context)
        self._review = [(line.outcome, rule_engine.Rule(_condition(line), context=context)) for line in tables.review]

    @staticmethod
    def number(exact: Fraction) -> Exact:
        """A decimal."""
        return decimal(exact)

    def decide(self, prepared: Any) -> Answer:
        """Evaluate."""
        review = [area for area, rule in self._review if rule.matches(prepared)]
        return self._group.evaluate(prepared), self._rating.evaluate(prepared), tuple(review)


def _nested(lines: tuple[Line, ...]) -> str:
    if not lines:
        return "null"
    return f'{_condition(lines[0])} ? "{lines[0].outcome}" : ({_nested(lines[1:])})'
