"""What sentences about a stored evaluation are made from, besides its result."""

from dataclasses import replace
from datetime import date

import pytest

from rules.answer import NotApplicable
from rules.sentences import explain
from rules.telling import Given
from rulesvc.database import Database
from rulesvc.languages import language
from rulesvc.store import periods
from rulesvc.store.periods import NewPeriod
from rulesvc.store.persons import Actor
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.explain import Explainable, explainable
from rulesvc.usecases.request import EvaluationRequest
from tests.hai_duong import rubric_of
from tests.service.asking import evaluated, imported, request_for
from tests.service.editing import issued


def explained(database: Database, request: EvaluationRequest, actor: Actor) -> Explainable:
    record = evaluated(database, request, actor)
    with database.reading() as session:
        return explainable(session, record.id or 0)


def test_the_year_before_is_named_and_its_areas_are_said_not_to_be_known(hai_duong: Database, actor: Actor) -> None:
    case = explained(hai_duong, request_for("so-y-te"), actor)
    assert case.beside.given == Given({}, "2021", in_detail=False)
    tables = explain(case.edition.rubric, case.result, language("vi"), beside=case.beside)["tables"]
    first, second = next(each for each in tables if each["table"] == "review_repeat")["sentences"]
    assert first.startswith("Năm 2021, so-y-te đã thuộc diện phải kiểm điểm; năm 2022 có 02 lĩnh vực")
    assert second.startswith("Số liệu theo từng lĩnh vực của năm 2021 chưa có trong hệ thống")


def test_why_an_area_is_not_assessed_is_told_in_the_words_that_were_given(hai_duong: Database, actor: Actor) -> None:
    request = request_for("so-y-te")
    answers = (NotApplicable("the-che", "không phát sinh văn bản"), *request.answers[:1], *request.answers[2:])
    case = explained(hai_duong, replace(request, answers=answers), actor)
    tables = explain(case.edition.rubric, case.result, language("vi"), beside=case.beside)["tables"]
    rating = next(each for each in tables if each["table"] == "head_rating")
    assert "Không xét: Cải cách thể chế (không phát sinh văn bản)." in rating["sentences"]


@pytest.fixture
def next_year(hai_duong: Database, actor: Actor) -> EvaluationRequest:
    """What is asked in a period 2023 that an edition covers."""
    with hai_duong.writing() as session:
        periods.add(session, NewPeriod("2023", date(2023, 1, 1), date(2023, 12, 31)))
    imported(hai_duong, rubric_of("so"), actor, periods=("2023",))
    issued(hai_duong, EditionRef("so", 2), replaces=())
    return request_for("so-y-te", period="2023")


def test_the_areas_of_the_year_before_are_known_where_its_final_result_is_stored(
    hai_duong: Database, actor: Actor, next_year: EvaluationRequest
) -> None:
    assert explained(hai_duong, next_year, actor).beside.given == Given({}, "2022", in_detail=True)


def test_the_year_before_is_not_named_where_something_else_is_known_of_it_by_now(
    hai_duong: Database, actor: Actor, next_year: EvaluationRequest
) -> None:
    record = evaluated(hai_duong, next_year, actor)
    evaluated(hai_duong, replace(next_year, period="2022", answers=request_for("so-noi-vu").answers), actor)
    with hai_duong.reading() as session:
        assert explainable(session, record.id or 0).beside.given == Given()
