"""An example: a body for the API that can be sent as it stands."""

from typing import Any

from sqlalchemy.orm import Session

from rules.answer import Points
from rules.answer_content import answer_content
from rules.number import exact_text
from rules.rubric import Rubric
from rulesvc.models.stage import Stage
from rulesvc.store import agencies, applicability, editions, periods, rubrics, sheets
from rulesvc.store.chain import Key


def example(session: Session, code: str) -> dict[str, Any]:
    """A request for the first agency of the rubric's block: its stored sheet, or full points where there is none.

    It is at stage `self`, so that trying it out supersedes nobody's final result.

    Raises: `rulesvc.errors.UnknownRubric`, `NoIssuedEdition`.
    """
    rubric = rubrics.by_code(session, code)
    period = periods.by_code(session, applicability.latest_period(session, rubric))
    agency = next(iter(agencies.of_block(session, rubric.block_id)), None)
    named = {"agency": agency.code if agency else "", "rubric": code, "period": period.code, "stage": Stage.SELF}
    sheet = sheets.find(session, Key(agency.id, rubric.id, period.id, Stage.FINAL)) if agency else None
    if sheet is None:
        edition = editions.read(session, applicability.resolve(session, rubric, period).line)
        return {**named, "answers": _full_points(edition.rubric)}
    return {
        **named,
        "answers": [answer_content(answer) for answer in sheet.answers],
        "indicators": {name: exact_text(value) for name, value in sheet.indicators.items()},
    }


def _full_points(rubric: Rubric) -> list[dict[str, Any]]:
    return [answer_content(Points(code, rubric.criterion[code].max_points)) for code in rubric.leaf_codes]
