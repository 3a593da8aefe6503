"""The list of agencies near a threshold: asked for by a form, shown to the Council, and in the audit each time."""

import pytest
from flask import Flask

from rulesvc.database import Database
from rulesvc.store import audit
from rulesvc.usecases.near import view_near
from rulesvc.usecases.persons import acting
from tests.admin.visiting import Visitor, enrol, told
from tests.service.concluding import council_on
from tests.service.databases import NOW

NEAR = "/council/near/"


def member(app: Flask, database: Database, code: str, name: str, role: str) -> Visitor:
    enrol(database, code, name, role)
    return Visitor(app.test_client()).sign_in(code)


@pytest.fixture
def thao(app: Flask, database: Database) -> Visitor:
    """A secretary."""
    return member(app, database, "thao", "Vũ Thị Thảo", "secretary")


def views(database: Database) -> int:
    with database.reading() as session:
        filters = audit.Filters(action="near-threshold-viewed")
        return len(audit.page(session, filters, before=None, limit=99).events)


def test_the_form_says_that_viewing_is_logged_and_shows_nobody(thao: Visitor, database: Database) -> None:
    assert f'href="{NEAR}"' in thao.get("/council/").text
    page = told(thao.get(NEAR))
    assert "Mỗi lần xem danh sách đều được ghi vào Nhật ký hệ thống" in page
    assert 'value="0,5"' in thao.get(NEAR).text
    assert "Sở Lao động" not in page
    assert views(database) == 0


def test_the_list_tells_figure_threshold_margin_side_and_what_would_change(thao: Visitor, database: Database) -> None:
    answer = thao.post(NEAR, period="2022", distance="0,5")
    assert answer.status_code == 200
    page = told(answer)
    assert "Chỉ số tổng hợp đạt 89,50% so với điểm tối đa 90% Thấp hơn 0,50 điểm phần trăm (0,50 điểm)" in page
    assert "Lĩnh vực Cải cách thủ tục hành chính đạt 11,25/16 điểm, bằng 70,31% (thấp nhất trong bảy lĩnh vực" in page
    assert "70% Cao hơn 0,31 điểm phần trăm (0,05 điểm)" in page
    assert "từ Hoàn thành tốt nhiệm vụ xuống Hoàn thành nhiệm vụ" in page
    assert "75% Bằng đúng mức quy định UBND huyện Tứ Kỳ có thêm “Thuộc diện phải tổ chức kiểm điểm”" in page
    assert "Người xem: Vũ Thị Thảo" in page
    assert "Cách mức quy định không quá 0,5 điểm phần trăm: 03 cơ quan, đơn vị" in page
    assert views(database) == 1


def test_what_the_council_concluded_stands_beside_it(thao: Visitor, database: Database) -> None:
    council = council_on(database)
    with database.writing() as session:
        seen = view_near(session, "2022", actor=acting(session, "thao", now=NOW), now=NOW)
    agency = next(each for block in seen.blocks for each in block.agencies if each.near[0].table == "head_rating")
    council.conclude(agency.judged.stored.id, outcome="hoan-thanh-tot")
    assert "Kết luận của Hội đồng Hoàn thành tốt nhiệm vụ" in told(thao.post(NEAR, period="2022", distance="0.5"))


def test_the_viewing_stands_in_the_audit_in_words(thao: Visitor, an: Visitor) -> None:
    thao.post(NEAR, period="2022", distance="0,5")
    page = told(an.get("/audit/?action=near-threshold-viewed"))
    assert "Vũ Thị Thảo Xem danh sách cơ quan, đơn vị sát mức quy định Kỳ đánh giá 2022" in page
    assert "Khoảng cách (điểm phần trăm): 0,5" in page
    assert "Cơ quan: 3" in page


@pytest.mark.parametrize(
    ("role", "status"), [("viewer", 403), ("editor", 403), ("administrator", 403), ("approver", 200)]
)
def test_it_is_open_to_those_who_conclude_and_confirm(app: Flask, database: Database, role: str, status: int) -> None:
    xuan = member(app, database, "xuan", "Phạm Thị Xuân", role)
    data = {"csrf_token": xuan.token("/account/"), "period": "2022", "distance": "0,5"}
    assert xuan.get(NEAR).status_code == status
    assert xuan.client.post(NEAR, data=data).status_code == status
    assert views(database) == (status == 200)


@pytest.mark.parametrize(
    ("period", "distance", "said"),
    [
        ("2022", "gần", "“gần”"),
        ("2022", "", "Chưa nhập khoảng cách"),
        ("2022", "0", "Đề nghị nhập số lớn hơn 0"),
        ("2022", "60%", "không quá 5"),
        ("1900", "1", "1900"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_logged(
    thao: Visitor, database: Database, period: str, distance: str, said: str
) -> None:
    answer = thao.post(NEAR, period=period, distance=distance)
    assert answer.status_code == 422
    assert said in told(answer)
    assert f'value="{distance}"' in answer.text
    assert views(database) == 0


def test_a_period_without_results_and_a_block_without_anybody_are_said(thao: Visitor) -> None:
    assert "Không có cơ quan, đơn vị nào" in told(thao.post(NEAR, period="2022", distance="0,05"))
    assert "Kỳ này chưa có kết quả" in told(thao.post(NEAR, period="2021", distance="0,5"))
