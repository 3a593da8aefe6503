"""The page of an agency: why, what it lacks, and whether the same comes out again."""

import re

import pytest

from rulesvc.database import Database
from rulesvc.usecases.evaluations import Filters, list_evaluations
from rulesvc.usecases.persons import system_actor
from tests.admin.visiting import Visitor, told
from tests.service.asking import evaluated, request_for, with_points
from tests.service.concluding import council_on
from tests.service.databases import NOW

LEAST = "bql-khu-cong-nghiep"


def id_of(database: Database, agency: str = LEAST) -> int:
    with database.reading() as session:
        (record,) = list_evaluations(session, Filters(agency=agency, current=True)).records
    return record.id or 0


def again(database: Database, criterion: str, points: str) -> int:
    """Another result for the agency, that supersedes the one it has."""
    with database.writing() as session:
        actor = system_actor(session, "tester", now=NOW)
    return evaluated(database, with_points(request_for(LEAST), criterion, points), actor).id or 0


@pytest.fixture
def page(lan: Visitor, database: Database) -> str:
    return told(lan.get(f"/results/{id_of(database)}/"))


def test_the_page_says_what_holds_and_what_is_lacking(page: str) -> None:
    assert "80,97%" in page
    assert "60,94%" in page
    assert "còn thiếu 1,45 điểm" in page
    assert "Hoàn thành nhiệm vụ" in page
    assert "Kết quả dự kiến, chưa công bố" in page
    assert "/18 " in page


def test_every_condition_is_told_met_or_not(page: str) -> None:
    assert page.count("Đáp ứng") > 3
    assert page.count("Chưa đáp ứng") > 3
    assert ">=" not in page


def test_lines_are_drawn_where_the_rules_have_their_floors(lan: Visitor, database: Database) -> None:
    text = lan.get(f"/results/{id_of(database)}/").text
    bars = re.findall(r'<svg class="area-bar".*?</svg>', text, re.DOTALL)
    of_procedures = next(bar for bar in bars if 'width="60.94%"' in bar)
    drawn = re.findall(r'x1="([\d.]+)%"', of_procedures)
    assert drawn == ["80.00", "75.00", "70.00", "50.00"]
    assert "tone-review" in of_procedures
    assert re.findall(r'x1="([\d.]+)%"', bars[0]) == ["80.00", "70.00", "50.00"]


def test_advice_is_worked_out_when_asked_for(lan: Visitor, database: Database, page: str) -> None:
    assert "tổng điểm cần tăng" not in page
    advised = told(lan.get(f"/results/{id_of(database)}/?advice=1"))
    assert "tổng điểm cần tăng ít nhất 1,45 điểm" in advised


def test_the_same_comes_out_again(lan: Visitor, database: Database) -> None:
    assert "cho cùng kết quả" in told(lan.get(f"/results/{id_of(database)}/?replay=1"))


def test_what_is_superseded_leads_to_what_stands(lan: Visitor, database: Database) -> None:
    old, new = id_of(database), again(database, "thu-tuc-hanh-chinh", "12")
    answer = lan.get(f"/results/{old}/")
    assert "đã được thay thế bằng" in told(answer)
    assert f'href="/results/{new}/"' in answer.text
    assert "đã được thay thế bằng" not in told(lan.get(f"/results/{new}/"))


def test_where_the_rules_are_silent_the_council_is_named(lan: Visitor, database: Database) -> None:
    page = told(lan.get(f"/results/{again(database, 'tai-chinh-cong', '2.75')}/"))
    assert "Quy định chưa điều chỉnh" in page


def test_a_result_that_is_not_there_is_told_in_words(lan: Visitor) -> None:
    assert lan.get("/results/999999/").status_code == 404


def test_what_the_council_concluded_is_marked_on_both_pages(lan: Visitor, database: Database) -> None:
    council = council_on(database)
    evaluation = council.evaluate()
    council.conclude(evaluation)
    page = told(lan.get(f"/results/{evaluation}/"))
    assert "người đứng đầu Hoàn thành nhiệm vụ Kết luận của Hội đồng" in page
    assert "Kết luận của Hội đồng" in told(lan.get("/results/?period=2022&rubric=so&q=so-noi-vu"))
    assert "Kết luận của Hội đồng" not in told(lan.get("/results/?period=2022&rubric=so&q=so-y-te"))


def test_points_given_without_reasons_are_told_in_one_sentence(lan: Visitor, database: Database) -> None:
    page = told(lan.get(f"/results/{id_of(database)}/"))
    assert page.count("hệ thống chưa có lý do") == 1


def test_the_page_has_no_words_of_programmers_and_one_way_to_write_points(lan: Visitor, database: Database) -> None:
    page = told(lan.get(f"/results/{id_of(database, 'so-noi-vu')}/"))
    assert "SHA-256" not in page
    assert "định dạng 1" not in page
    assert not re.search(r"[(][0-9]+(,[0-9])?/100 điểm", page)
    assert "Mã đối chiếu số liệu" in page


def test_whoever_determined_it_is_called_by_name(lan: Visitor, database: Database) -> None:
    page = told(lan.get(f"/results/{id_of(database)}/"))
    assert "tài khoản của hệ thống" in page
    assert ", init" not in page
