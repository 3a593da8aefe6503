"""Where agencies stand in a plane, read from their stored results."""

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import cast

from admin.pictures.drawing import Standing
from rules.result import Result
from rules.scope import Scope
from rulesvc.store.judged import JudgedSheet


def last_period(judged: Iterable[JudgedSheet]) -> tuple[str, tuple[tuple[JudgedSheet, Result], ...]]:
    """The last period of what was *judged*, which comes in time, and its results; a blank one where nothing was."""
    read = [(each, cast("Result", json.loads(each.result))) for each in judged]
    period = read[-1][1]["period"] if read else ""
    return period, tuple(each for each in read if each[1]["period"] == period)


def standing(agency: JudgedSheet, result: Result, scope: Scope) -> Standing | None:
    """Where an *agency* stands; `None` where nothing of the *scope* or nothing at all was assessed."""
    percents = {line["code"]: line["percent_exact"] for line in result["criteria"] if line["applicable"]}
    known = [Fraction(each) for code in scope.criteria if (each := percents.get(code)) is not None]
    total = result["total"].get("percent_exact")
    return Standing(agency.agency, Fraction(total), min(known)) if known and total else None
