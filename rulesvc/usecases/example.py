"""An example: a body for the API that can be sent as it stands."""

from typing import Any

from sqlalchemy.orm import Session

from rules.answer_content import answer_content
from rules.bests import figures_of
from rules.number import exact_text
from rules.sheet import Sheet
from rulesvc.models.stage import Stage
from rulesvc.store import agencies, applicability, editions, periods, rubrics, sheets
from rulesvc.store.chain import Key
from rulesvc.usecases.exemplary import exemplary_answers


def example(session: Session, code: str) -> dict[str, Any]:
    """A request for the first agency of the rubric's block: its stored sheet, or exemplary answers where there is none.

    It is at stage `self`, so that trying it out supersedes nobody's final result. Its own figures are the best of the
    period.

    Raises: `rulesvc.errors.UnknownRubric`, `NoIssuedEdition`.
    """
    rubric = rubrics.by_code(session, code)
    period = periods.by_code(session, applicability.latest_period(session, rubric))
    agency = next(iter(agencies.of_block(session, rubric.block_id)), None)
    named = {"agency": agency.code if agency else "", "rubric": code, "period": period.code, "stage": Stage.SELF}
    sheet = sheets.find(session, Key(agency.id, rubric.id, period.id, Stage.FINAL)) if agency else None
    edition = editions.read(session, applicability.resolve(session, rubric, period).line)
    answers = sheet.answers if sheet else exemplary_answers(edition.rubric, named["agency"])
    bests = figures_of(edition.rubric, Sheet(named["agency"], period.code, answers))
    content: dict[str, Any] = {**named, "answers": [answer_content(answer) for answer in answers]}
    if sheet:
        content["indicators"] = {name: exact_text(value) for name, value in sheet.indicators.items()}
    return {**content, "bests": {name: exact_text(value) for name, value in bests.items()}} if bests else content
