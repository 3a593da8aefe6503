"""What stands of an agency period by period, its place among the others, and a trial that plays no part in either."""

from dataclasses import replace
from datetime import date

import pytest

from rulesvc.database import Database
from rulesvc.errors import UnknownPeriod
from rulesvc.store import periods
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.store.periods import NewPeriod
from rulesvc.store.persons import Actor
from rulesvc.usecases.evaluations import find_evaluation
from rulesvc.usecases.trial import Prepared, Wanted, choices, prepare, try_out
from rulesvc.usecases.years import Place, Years, years
from tests.hai_duong import block_of, published
from tests.service.asking import evaluated, request_for, with_points
from tests.service.concluding import council_on
from tests.service.databases import NOW
from tests.service.editing import drafted, issued, tried

LEAST = "bql-khu-cong-nghiep"
WANTED = Wanted(rubric="so", period="2022", agency=LEAST)


def years_of(database: Database, evaluation: int) -> Years:
    with database.reading() as session:
        return years(session, find_evaluation(session, evaluation))


def in_2023(database: Database, actor: Actor) -> EvaluationRecord:
    """What the agency comes to in the next year."""
    with database.writing() as session:
        periods.add(session, NewPeriod("2023", date(2023, 1, 1), date(2023, 12, 31)))
    issued(database, tried(database, drafted(database, periods=("2023",))), replaces=())
    return evaluated(database, with_points(request_for(LEAST, period="2023"), "thu-tuc-hanh-chinh", "12"), actor)


def test_years_stand_side_by_side_newest_first(hai_duong: Database, actor: Actor) -> None:
    evaluation = in_2023(hai_duong, actor).id or 0
    found = years_of(hai_duong, evaluation)
    assert [each.record.period for each in found.every] == ["2023", "2022"]
    rated = [each.held["head_rating"].outcome for each in found.every]
    assert [each and each.code for each in rated] == ["hoan-thanh-tot", "hoan-thanh"]
    assert found.place == Place(1, 1)


def test_the_place_is_that_of_the_ranking(hai_duong: Database, actor: Actor) -> None:
    evaluation = evaluated(hai_duong, request_for(LEAST), actor).id or 0
    assert years_of(hai_duong, evaluation).place == Place(17, 18)


def test_what_is_superseded_has_no_place_and_names_what_stands(hai_duong: Database, actor: Actor) -> None:
    old = evaluated(hai_duong, request_for(LEAST), actor).id or 0
    new = evaluated(hai_duong, request_for(LEAST), actor).id or 0
    found = years_of(hai_duong, old)
    assert found.place is None
    assert found.current is not None
    assert found.current.id == new


# ---- trying ----------------------------------------------------------------------------------------------------------


def prepared(database: Database, wanted: Wanted = WANTED) -> Prepared:
    with database.reading() as session:
        return prepare(session, wanted, now=NOW)


def test_what_can_be_chosen_is_told_for_the_block(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        found = choices(session, WANTED, now=NOW)
    assert {each.code for each in found.agencies} == {code for code in published() if block_of(code) == "so"}
    assert [each.number for each in found.editions] == [1]
    assert (found.rubric, found.period) == ("so", "2022")


def test_a_trial_begins_from_what_the_agency_has(hai_duong: Database) -> None:
    sheet = prepared(hai_duong).sheet
    assert sheet is not None
    assert set(sheet.answers) == set(request_for(LEAST).answers)
    assert prepared(hai_duong, replace(WANTED, agency="khong-co")).sheet is None


def test_an_unknown_period_is_refused(hai_duong: Database) -> None:
    with pytest.raises(UnknownPeriod):
        prepared(hai_duong, replace(WANTED, period="1899"))


def test_a_trial_says_what_the_rules_say_whatever_the_council_concluded(hai_duong: Database) -> None:
    council = council_on(hai_duong)
    council.conclude(council.evaluate())
    with hai_duong.reading() as session:
        found = try_out(session, request_for("so-noi-vu"), now=NOW)
    line = found.record.effective["head_rating"]
    assert (line["code"], line["by"]) == ("hoan-thanh-xuat-sac", "engine")
    assert found.beside.conclusions == {}
