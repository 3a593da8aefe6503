"""Stored inputs: the canonical input of an evaluation, read by the format it was written in."""

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from rules.answer_content import answer_of
from rules.sheet import Previous, Sheet
from rulesvc.errors import UnreadableFormat

Content = Mapping[str, Any]


def read_input(content: bytes, format_version: str) -> Sheet:
    """The result sheet in canonical *content* of that format.

    Raises: `UnreadableFormat`.
    """
    reader = READERS.get(format_version)
    if reader is None:
        raise UnreadableFormat(format_version, tuple(READERS))
    return reader(json.loads(content))


def _sheet(content: Content) -> Sheet:
    previous = content["previous"]
    return Sheet(
        agency=content["agency"],
        period=content["period"],
        answers=tuple(answer_of(answer) for answer in content["answers"]),
        indicators={code: Fraction(value) for code, value in content["indicators"].items()},
        previous=Previous(previous.get("reviewed"), previous.get("rank"), previous.get("outcomes", {})),
        bests={code: Fraction(value) for code, value in content.get("bests", {}).items()},
    )


READERS: Final[Mapping[str, Callable[[Content], Sheet]]] = {"1": _sheet}
"""A reader for every format that was ever written."""
