"""Every published cell comes back from the database, in the same bytes on both."""

import json

import pytest

from rules.acceptance import accept
from rules.canonical import canonical, digest
from rules.content import edition_of
from rules.evaluation import evaluate
from rules.result import input_content
from rulesvc.database import Database
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluate import dry_run
from rulesvc.usecases.evaluations import Filters, list_evaluations
from rulesvc.usecases.rubrics import find_edition
from tests.hai_duong import block_of, edited, moved, published, rubric_of, sheets
from tests.service.asking import LATER, evaluated, imported, request_for

pytestmark = pytest.mark.on_both

REPEATED = {"so-y-te", "bql-khu-cong-nghiep"}


def all_records(database: Database) -> dict[str, EvaluationRecord]:
    with database.reading() as session:
        page = list_evaluations(session, Filters(period="2022", current=True), limit=100)
    return {record.agency: record for record in page.records}


def test_all_published_cells_come_back(hai_duong: Database) -> None:
    records = all_records(hai_duong)
    assert records.keys() == published().keys()
    for agency, cells in published().items():
        result = json.loads(records[agency].result)
        assert result["outcomes"]["group"]["code"] == cells["group"]
        assert result["outcomes"]["head_rating"]["code"] == cells["head_rating"]
        reviewed = " ".join(finding["criterion"] for finding in result["findings"]["review"])
        assert reviewed == cells["review_areas"]
        assert bool(result["findings"]["review_repeat"]) is (agency in REPEATED)


def test_the_bytes_are_those_of_the_engine_alone_and_so_the_same_on_both_databases(
    hai_duong: Database, actor: Actor
) -> None:
    for agency in published():
        rubric = rubric_of(block_of(agency))
        accepted = accept(rubric, sheets()[agency])
        record = evaluated(hai_duong, request_for(agency), actor)
        assert record.result == canonical(evaluate(edition_of(rubric, 1), accepted))
        assert record.input == canonical(input_content(rubric, accepted))
        assert json.loads(record.result)["receipt"]["input_sha256"] == digest(record.input)


def test_what_holds_is_what_the_engine_says(hai_duong: Database) -> None:
    record = all_records(hai_duong)["tu-ky"]
    assert record.effective == {
        "group": {"code": "80-90", "by": "engine", "conclusion": None},
        "head_rating": {"code": "hoan-thanh", "by": "engine", "conclusion": None},
    }
    assert record.total["percent"] == "81.35"


@pytest.mark.parametrize(
    ("table", "change", "moves"),
    [
        ("group", moved("total_percent", 90, 89), {"so-lao-dong-tbxh": "90", "gia-loc": "90"}),
        (
            "head_rating",
            moved("lowest_percent", 70, 60),
            {"bql-khu-cong-nghiep": "hoan-thanh-tot", "tu-ky": "hoan-thanh-tot"},
        ),
    ],
)
def test_a_threshold_is_data(
    hai_duong: Database, actor: Actor, table: str, change: object, moves: dict[str, str]
) -> None:
    before = {agency: json.loads(record.result)["outcomes"] for agency, record in all_records(hai_duong).items()}
    for code in ("so", "huyen"):
        imported(hai_duong, edited(rubric_of(code), table, change), actor)  # type: ignore[arg-type] # of conditions
    with hai_duong.reading() as session:
        after = {agency: dry_run(session, request_for(agency, edition=2), now=LATER) for agency in published()}
        assert find_edition(session, "so", 2).edition.sha256 == after["so-y-te"].edition_sha256
    for agency, record in after.items():
        outcomes = json.loads(record.result)["outcomes"]
        expected = {name: before[agency][name]["code"] for name in ("group", "head_rating")}
        expected |= {table: moves[agency]} if agency in moves else {}
        assert {name: outcomes[name]["code"] for name in expected} == expected
