"""clipspy: a template, a rule a line, one fact asserted and retracted; which rules hold is read from the agenda."""

from fractions import Fraction
from typing import Any, ClassVar

import clips

from bench.peers.tables import Answer, Line, Peer, Tables, Test


class Clipspy(Peer):
    """Rules over doubles. The agenda names the rules that hold, so that none needs to run."""

    name: ClassVar[str] = "clipspy"
    numbers: ClassVar[str] = "doubles"

    def __init__(self, tables: Tables) -> None:
        self._environment = clips.Environment()
        slots = "".join(f" (slot {field} (type FLOAT))" for field in tables.fields)
        self._environment.build(f"(deftemplate agency{slots})")
        self._template = self._environment.find_template("agency")
        self._group = self._rules("group", tables.group)
        self._rating = self._rules("rating", tables.head_rating)
        self._review = self._rules("review", tables.review)

    @staticmethod
    def number(exact: Fraction) -> float:
        """A double."""
        return float(exact)

    def decide(self, prepared: Any) -> Answer:
        """Assert, read the agenda, retract."""
        fact = self._template.assert_fact(**prepared)
        hold = {activation.name for activation in self._environment.activations()}
        fact.retract()
        group = next((outcome for rule, outcome in self._group if rule in hold), None)
        rating = next((outcome for rule, outcome in self._rating if rule in hold), None)
        return group, rating, tuple([area for rule, area in self._review if rule in hold])

    def _rules(self, table: str, lines: tuple[Line, ...]) -> list[tuple[str, str]]:
        names = []
        for place, line in enumerate(lines):
            fields = dict.fromkeys(test.field for test in line.tests)
            slots = " ".join(_slot(field, [test for test in line.tests if test.field == field]) for field in fields)
            self._environment.build(f"(defrule {table}-{place} (agency {slots}) =>)")
            names.append((f"{table}-{place}", line.outcome))
        return names


def _slot(field: str, tests: list[Test]) -> str:
    """All that is asked of a field."""
    asked = "".join(f"&:({test.operator} ?{field} {float(test.threshold)!r})" for test in tests)
    return f"({field} ?{field}{asked})"
