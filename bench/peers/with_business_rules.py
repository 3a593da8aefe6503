"""business-rules: conditions and actions as data, over decimals compared within 10^-6."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Final

from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_TEXT
from business_rules.variables import BaseVariables, numeric_rule_variable

from bench.peers.tables import Answer, Line, Measures, Peer, Tables
from bench.peers.with_rule_engine import decimal

_OPERATORS: Final = {
    ">=": "greater_than_or_equal_to",
    ">": "greater_than",
    "<=": "less_than_or_equal_to",
    "<": "less_than",
}


class _Actions(BaseActions):  # type: ignore[misc]
    def __init__(self) -> None:
        self.outcomes: list[str] = []

    def _conclude(self, outcome: str) -> None:
        self.outcomes.append(outcome)

    conclude = rule_action(params={"outcome": FIELD_TEXT})(_conclude)


class BusinessRules(Peer):
    """A rule a line; the first that triggers decides, in the review all may."""

    name: ClassVar[str] = "business-rules"
    numbers: ClassVar[str] = "decimals, within 10⁻⁶"

    def __init__(self, tables: Tables) -> None:
        self._group, self._rating, self._review = map(_rules, (tables.group, tables.head_rating, tables.review))
        fields = {field: numeric_rule_variable(_reading(field)) for field in tables.fields}
        self._variables = type("Variables", (BaseVariables,), {"__init__": _keep, **fields})

    @staticmethod
    def number(exact: Fraction) -> Decimal:
        """A decimal."""
        return decimal(exact)

    def decide(self, prepared: Any) -> Answer:
        """Run the three lists of rules."""
        variables = self._variables(prepared)
        group, rating, review = _Actions(), _Actions(), _Actions()
        run_all(self._group, variables, group, stop_on_first_trigger=True)
        run_all(self._rating, variables, rating, stop_on_first_trigger=True)
        run_all(self._review, variables, review)
        return _only(group.outcomes), _only(rating.outcomes), tuple(review.outcomes)


def _keep(self: Any, measures: Measures) -> None:
    self.measures = measures


def _reading(field: str) -> Callable[[Any], Any]:
    def reads(variables: Any) -> Any:
        return variables.measures[field]

    reads.__name__ = field
    return reads


def _rules(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    return [
        {
            "conditions": {
                "all": [
                    {"name": test.field, "operator": _OPERATORS[test.operator], "value": _threshold(test.threshold)}
                    for test in line.tests
                ]
            },
            "actions": [{"name": "conclude", "params": {"outcome": line.outcome}}],
        }
        for line in lines
    ]


def _threshold(threshold: Fraction) -> Decimal:
    return decimal(threshold)


def _only(outcomes: list[str]) -> str | None:
    return outcomes[0] if outcomes else None
