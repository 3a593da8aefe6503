"""What is expected of a case as plain content, both ways: as it is sent, stored and shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from foresight.cases import Decided, Expected, in_order
from rules.number import exact, exact_text
from rules.settlement import Reason

Content = Mapping[str, Any]


def expected_content(expected: Expected) -> dict[str, list[dict[str, str]]]:
    """What is *expected* of tables, as content."""
    return {table: [decided_content(each) for each in decided] for table, decided in expected.items()}


def decided_content(decided: Decided) -> dict[str, str]:
    """One thing that a table says, as content: only what there is."""
    number = "" if decided.number is None else exact_text(decided.number)
    said = {
        "criterion": decided.criterion,
        "outcome": decided.outcome,
        "reason": decided.reason or "",
        "number": number,
    }
    return {name: value for name, value in said.items() if value}


def expected_of(content: Mapping[str, Sequence[Content]]) -> Expected:
    """What is expected in *content*, as it is written here."""
    return {table: in_order(_decided(each) for each in decided) for table, decided in content.items()}


def _decided(content: Content) -> Decided:
    reason, number = content.get("reason"), content.get("number")
    return Decided(
        content.get("criterion", ""),
        content.get("outcome", ""),
        None if reason is None else Reason(reason),
        None if number is None else exact(number),
    )
