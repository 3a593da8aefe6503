from sqlalchemy import func, select

from rules.text import Text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.store import previous
from rulesvc.store.agencies import by_code
from rulesvc.store.periods import by_code as period_by_code
from rulesvc.usecases.evaluations import Filters, list_evaluations
from tests.service.databases import load


def test_loading_brings_lists_rubrics_sheets_and_one_evaluation_an_agency(database: Database) -> None:
    assert load(database) == {
        "blocks": 2,
        "periods": 2,
        "agencies": 30,
        "facts": 30,
        "rubrics": 2,
        "sheets": 30,
        "evaluations": 30,
    }


def test_loading_twice_changes_nothing(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        events = session.scalar(select(func.count(models.AuditEvent.id)))
    assert load(hai_duong) == {}
    with hai_duong.reading() as session:
        assert session.scalar(select(func.count(models.AuditEvent.id))) == events


def test_what_was_changed_since_is_left_alone(hai_duong: Database) -> None:
    with hai_duong.writing() as session:
        agency = session.get_one(models.Agency, by_code(session, "so-y-te").id)
        agency.short_name = Text("Y tế")
    assert load(hai_duong) == {}
    with hai_duong.reading() as session:
        agency = session.get_one(models.Agency, by_code(session, "so-y-te").id)
        assert agency.short_name == Text("Y tế")
        assert agency.head_title == Text("Giám đốc Sở Y tế", "Director of the Department of Health")


def test_every_evaluation_says_that_its_points_are_reconstructed(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        records = list_evaluations(session, Filters(), limit=100).records
    assert {record.provenance.vi for record in records} == {"số liệu dựng lại để minh họa"}
    assert {record.person for record in records} == {"init"}
    assert {(record.rubric, record.edition, record.stage) for record in records} == {
        ("so", 1, "final"),
        ("huyen", 1, "final"),
    }


def test_a_blank_review_of_the_year_before_means_that_there_was_none(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        period = period_by_code(session, "2022")
        known = {
            code: previous.of_agency(session, by_code(session, code).id, 1, period) for code in ("so-y-te", "so-noi-vu")
        }
    assert known["so-y-te"].period == "2021"
    assert (known["so-y-te"].known.reviewed, known["so-y-te"].known.rank) == (True, 18)
    assert known["so-noi-vu"].known.reviewed is False


def test_rubrics_are_issued_by_import_for_the_period_and_marked_so(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        editions = session.scalars(select(models.Edition)).all()
    assert [(edition.status, edition.bootstrap) for edition in editions] == [("issued", True)] * 2
