"""The files of a case, read as values: lists, rubrics, and what is known of each agency."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from rules.answer import Points
from rules.number import exact
from rules.rubric import Rubric
from rules.sheet import Previous
from rules.text import Text
from rulesvc.store.facts import Fact
from rulesvc.store.periods import NewPeriod
from rulesvc.store.sheets import StoredSheet
from rulesvc.store.snapshots import read_content

Row = Mapping[str, str]
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAgency:
    """An agency of the case with its result sheet and what is known of its previous period."""

    code: str
    block: str
    kind: str
    name: Text
    short_name: Text
    head_title: Text
    sheet: StoredSheet
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFiles:
    """A case: agencies were scored in *period*, the facts are of *previous_period*.

    *acknowledged_for* is why the warnings about its rubrics stay as they are.
    """

    blocks: Mapping[str, Text]
    periods: tuple[NewPeriod, ...]
    period: str
    previous_period: str
    rubrics: tuple[Rubric, ...]
    acknowledged_for: str
    agencies: tuple[CaseAgency, ...]

    def rubric_of(self, agency: CaseAgency) -> str:
        """The code of the rubric that is for the block of *agency*."""
        return next(rubric.code for rubric in self.rubrics if rubric.block == agency.block)


def read_case(folder: Path) -> CaseFiles:
    """The case in *folder*, whose agencies are known by their points."""
    return case_in(folder, _agencies)


def case_in(folder: Path, agencies: Callable[[Path, Content], tuple[CaseAgency, ...]]) -> CaseFiles:
    """The case in *folder*; its *agencies* are read with what the case says of them all."""
    case = content_of(folder / "case.json")
    return CaseFiles(
        blocks={block["code"]: Text(**block["name"]) for block in case["blocks"]},
        periods=tuple(_period(period) for period in case["periods"]),
        period=case["period"],
        previous_period=case["previous_period"],
        rubrics=tuple(read_rubric(folder / f"{code}.json") for code in case["rubrics"]),
        acknowledged_for=case["acknowledged_for"],
        agencies=agencies(folder, case),
    )


def _agencies(folder: Path, case: Content) -> tuple[CaseAgency, ...]:
    details = {row["agency"]: row for row in rows(folder / "agency-details.csv")}
    before = {row["agency"]: row for row in rows(folder / "previous-year.csv")}
    indicators: defaultdict[str, dict[str, Fraction]] = defaultdict(dict)
    for row in rows(folder / "indicators.csv"):
        indicators[row["agency"]][row["indicator"]] = exact(row["value"])
    points: dict[str, tuple[Points, ...]] = {}
    for row in rows(folder / "scores.csv"):
        points[row["agency"]] = (*points.get(row["agency"], ()), Points(row["area"], exact(row["points"])))
    return tuple(
        case_agency(
            row | details[row["agency"]],
            StoredSheet(points[row["agency"]], indicators[row["agency"]], Text(**case["sheets"]["provenance"])),
            _fact(case, before[row["agency"]]),
        )
        for row in rows(folder / "agencies.csv")
    )


def case_agency(row: Row, sheet: StoredSheet, fact: Fact) -> CaseAgency:
    """The agency in a *row* of a case."""
    return CaseAgency(
        code=row["agency"],
        block=row["block"],
        kind=row["kind"],
        name=Text(row["name"], row["name_en"]),
        short_name=Text(row["short_name"], row["short_name_en"]),
        head_title=Text(row["head_title"], row["head_title_en"]),
        sheet=sheet,
        fact=fact,
    )


def _fact(case: Content, row: Row) -> Fact:
    """The report names all reviews of the year, so a blank cell says that there was none."""
    year = case["previous_period"]
    facts = case["facts"]
    published = row["agency"] in facts["published_ranks"]
    provenance = facts["provenance_of_published_ranks" if published else "provenance"]
    known = Previous(reviewed=row[f"reviewed_{year}"] == "yes", rank=int(row[f"rank_{year}"]))
    return Fact(known, Text(**provenance))


def _period(content: Mapping[str, str]) -> NewPeriod:
    first, last = date.fromisoformat(content["first_day"]), date.fromisoformat(content["last_day"])
    return NewPeriod(content["code"], first, last)


def read_rubric(path: Path) -> Rubric:
    """The rubric in the document at *path*."""
    content = content_of(path)
    return read_content(content, content["format"])


def content_of(path: Path) -> Any:
    """What is in the JSON file at *path*."""
    return json.loads(path.read_text(encoding="utf-8"))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of the table at *path*."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
