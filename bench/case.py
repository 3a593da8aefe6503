"""The reference case, and agencies generated from it; what is published of it is checked before anything is timed."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Final

from bench.report import require_equal
from rules.answer import Points
from rules.content import edition_of
from rules.evaluation import evaluate
from rules.number import exact_text
from rules.rubric import Edition, Rubric
from rules.sheet import Sheet
from rulesvc.settings import REFERENCE_CASE
from rulesvc.usecases.case_files import CaseAgency, CaseFiles, read_case

BLOCK: Final = "so"
"""The block that agencies are generated in."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the case: the edition it is judged under, and its sheet with the facts of the year before."""

    code: str
    edition: Edition
    sheet: Sheet


@cache
def case() -> CaseFiles:
    """The files of the case."""
    return read_case(REFERENCE_CASE)


@cache
def editions() -> dict[str, Edition]:
    """The first editions of its rubrics, as they are stored, by block."""
    return {rubric.block: edition_of(rubric, 1) for rubric in case().rubrics}


@cache
def agencies() -> tuple[Agency, ...]:
    """The 30 agencies, whose answers are those that were published."""
    found = tuple(Agency(each.code, editions()[each.block], _sheet(each)) for each in case().agencies)
    for agency in found:
        require_published(agency.code, evaluate(agency.edition, agency.sheet))
    return found


def require_published(agency: str, result: Any) -> None:
    """Stop where *result* is not what was published of *agency*."""
    row = _published()[agency]
    require_equal(result["outcomes"]["group"]["code"], row["group"], f"group of {agency}")
    require_equal(result["outcomes"]["head_rating"]["code"], row["head_rating"], f"rating of {agency}")
    reviewed = {finding["criterion"] for finding in result["findings"]["review"]}
    require_equal(reviewed, set(row["review_areas"].replace(";", " ").split()), f"review of {agency}")


@cache
def _published() -> dict[str, dict[str, str]]:
    with (REFERENCE_CASE / "agencies.csv").open(encoding="utf-8", newline="") as file:
        return {row["agency"]: row for row in csv.DictReader(file)}


def _sheet(agency: CaseAgency) -> Sheet:
    return Sheet(
        agency.code, case().period, agency.sheet.answers, indicators=agency.sheet.indicators, previous=agency.fact.known
    )


# ---- generated agencies ----------------------------------------------------------------------------------------------


def generated(count: int) -> Iterator[Sheet]:
    """As many sheets as asked for, always the same: reference scores moved by up to four steps in every area."""
    rubric = editions()[BLOCK].rubric
    bases = [agency.sheet for agency in agencies() if agency.edition.rubric is rubric]
    for number in range(count):
        chance = random.Random(number)
        answers = tuple(_moved(rubric, answer, chance) for answer in bases[number % len(bases)].answers)
        yield Sheet(f"agency-{number:06}", case().period, answers)


def write_scores(sheets: Iterator[Sheet], path: str) -> None:
    """*sheets* as a file of scores."""
    with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 -- a plain path
        writer = csv.writer(file)
        writer.writerow(["agency", "criterion", "points"])
        for sheet in sheets:
            writer.writerows([sheet.agency, each.criterion, exact_text(points_of(each))] for each in sheet.answers)


def points_of(answer: object) -> Fraction:
    """The points of an answer that has some, as all of the case have."""
    assert isinstance(answer, Points)
    return answer.points


def _moved(rubric: Rubric, answer: object, chance: random.Random) -> Points:
    assert isinstance(answer, Points)
    area = rubric.criterion[answer.criterion]
    points = answer.points + Fraction(chance.randint(-4, 4), 4)
    return Points(answer.criterion, min(max(points, area.min_points), area.max_points))
