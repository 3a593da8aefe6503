"""This engine: integers, durable-rules, the verdict of every rule, settled answers."""

from fractions import Fraction
from typing import Any, ClassVar

from bench.peers.tables import Answer, Measures, Peer, Tables, field_of
from rules.decision import compiled, decide_values
from rules.encoding import Range, encoded_ratio
from rules.encoding import exactly as known


def encoded(number: Fraction) -> Range:
    """An exact number as the engine encodes it."""
    return known(encoded_ratio(number.numerator, number.denominator))


class Ours(Peer):
    """From encoded integers, as the other engines start from their kind of number."""

    name: ClassVar[str] = "**this engine**"
    numbers: ClassVar[str] = "exact integers"

    def __init__(self, tables: Tables) -> None:
        (self._stage,) = compiled(tables.rubric)
        self._fields = [field_of(slot.measure, slot.member) for slot in self._stage.slots]

    @staticmethod
    def number(exact: Fraction) -> Fraction:
        """The exact number itself."""
        return exact

    def prepare(self, measures: Measures) -> Any:
        """The encoded values in the order of the stage's slots."""
        return [encoded(measures[field]) for field in self._fields]

    def decide(self, prepared: Any) -> Answer:
        """Decide, and read the answers."""
        decisions = decide_values(self._stage, prepared)
        return (
            decisions["group"].settled.outcome or None,
            decisions["head_rating"].settled.outcome or None,
            tuple(finding.member for finding in decisions["review"].settled.findings),
        )


class Encoding(Ours):
    """The same from exact fractions: encoding them is measured too."""

    name: ClassVar[str] = "this engine, encoding included"
    numbers: ClassVar[str] = "fractions, as exact integers"

    def prepare(self, measures: Measures) -> Any:
        """The exact values in the order of the stage's slots."""
        return [measures[field] for field in self._fields]

    def decide(self, prepared: Any) -> Answer:
        """Encode, decide, and read the answers."""
        return super().decide([encoded(number) for number in prepared])
