from json import loads
from typing import Any

from sqlalchemy import func, select

from rulesvc import models
from rulesvc.database import Database
from rulesvc.settings import SAMPLE
from rulesvc.store import applicability, editions, rubrics
from rulesvc.store import periods as stored_periods
from rulesvc.usecases.evaluations import Filters, list_evaluations
from rulesvc.usecases.persons import system_actor
from rulesvc.usecases.reference_case import load_sample
from tests.sample import sample_results, sample_rubric
from tests.service.databases import NOW


def load(database: Database) -> dict[str, int]:
    with database.writing() as session:
        return load_sample(session, SAMPLE, actor=system_actor(session, "init", now=NOW), now=NOW)


def evaluations(database: Database) -> list[Any]:
    with database.reading() as session:
        return list(list_evaluations(session, Filters(rubric="mau"), limit=100).records)


def test_loading_brings_the_sample_beside_the_reference_case_and_twice_changes_nothing(hai_duong: Database) -> None:
    loaded = load(hai_duong)
    assert loaded == {
        "blocks": 1,
        "periods": 2,
        "agencies": 18,
        "facts": 18,
        "rubrics": 1,
        "sheets": 18,
        "evaluations": 18,
    }
    with hai_duong.reading() as session:
        events = session.scalar(select(func.count(models.AuditEvent.id)))
    assert load(hai_duong) == {}
    with hai_duong.reading() as session:
        assert session.scalar(select(func.count(models.AuditEvent.id))) == events


def test_the_stored_rubric_is_that_of_the_file(database: Database) -> None:
    load(database)
    with database.reading() as session:
        key, period = rubrics.by_code(session, "mau"), stored_periods.by_code(session, "2024")
        edition = editions.read(session, applicability.resolve(session, key, period).line)
    assert edition.rubric == sample_rubric()


def test_the_stored_results_are_those_of_the_engine_with_the_best_of_all_agencies(database: Database) -> None:
    load(database)
    stored = {record.agency: loads(record.result) for record in evaluations(database)}
    assert stored.keys() == sample_results().keys()
    for agency, result in sample_results().items():
        assert {**stored[agency], "receipt": None} == {**result, "receipt": None}


def test_every_name_and_every_figure_says_that_it_is_a_sample(database: Database) -> None:
    load(database)
    for record in evaluations(database):
        assert "mẫu" in record.provenance.vi
        assert "sample" in record.provenance.en
        assert record.agency_name.vi.endswith("(mẫu)")
        assert record.agency_name.en.endswith("(sample)")
        assert record.rubric == "mau"
