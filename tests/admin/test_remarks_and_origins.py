"""What is said of a draft and answered, what it was returned with, and which criteria its criteria come from."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin.origins import Descent, descent_of
from admin.remarked import threads
from rulesvc.database import Database
from rulesvc.store.remarks import RemarkLine
from rulesvc.usecases.drafting import find_origins
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition
from tests.admin.reviewing import DRAFT, Office, acknowledged, drafted, office, raise_floor, sent
from tests.admin.visiting import Visitor, told
from tests.service.databases import NOW

COMPARISON = f"{DRAFT}/comparison/"
ORIGIN = f"{COMPARISON}origins/the-che"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """An editor has drafted an edition for 2023 in which the floor of the best rating is higher."""
    found = office(app, database)
    drafted(found.lan)
    raise_floor(database)
    return found


# ---- remarks ---------------------------------------------------------------------------------------------------------


def test_a_remark_is_answered_below_it(desk: Office) -> None:
    sent(desk.minh, "comparison", "remarks", wording="Nên giữ mức 80%", criterion="the-che")
    said = last_remark(desk.lan)
    assert sent(desk.lan, "comparison", "remarks", wording="Đã tiếp thu", replies_to=said).status_code == 303
    page = told(desk.xuan.get(COMPARISON))
    assert page.index("Nên giữ mức 80%") < page.index("Đã tiếp thu")
    assert f'href="{DRAFT}/criteria/the-che/"' in desk.xuan.get(COMPARISON).text


def test_a_reply_that_is_refused_is_told_where_it_was_typed(desk: Office) -> None:
    sent(desk.minh, "comparison", "remarks", wording="Nên giữ mức 80%")
    answer = sent(desk.lan, "comparison", "remarks", wording=" ", replies_to=last_remark(desk.lan))
    assert answer.status_code == 422
    assert '<details class="action" open><summary>Trả lời' in answer.text
    assert sent(desk.lan, "comparison", "remarks", wording="a", replies_to="999").status_code == 422


def test_remarks_that_are_dealt_with_stand_after_those_that_are_not(desk: Office) -> None:
    sent(desk.minh, "comparison", "remarks", wording="Nên giữ mức 80%")
    first = last_remark(desk.lan)
    sent(desk.minh, "comparison", "remarks", wording="Thêm chỉ tiêu")
    assert settled(desk.lan, first).status_code == 303
    page = told(desk.xuan.get(COMPARISON))
    assert "Ý kiến chưa xử lý: 01; đã xử lý: 01." in page
    assert page.index("Chưa xử lý Thêm chỉ tiêu") < page.index("Đã tiếp thu Nên giữ mức 80%")
    assert "Đã tiếp thu: Giữ mức 80%" in page


def test_only_whoever_drafts_is_offered_to_deal_with_a_remark(desk: Office) -> None:
    sent(desk.minh, "comparison", "remarks", wording="Nên giữ mức 80%")
    assert "Trả lời và ghi nhận: đã tiếp thu" in told(desk.lan.get(COMPARISON))
    assert "Trả lời và ghi nhận" not in told(desk.minh.get(COMPARISON))
    assert settled(desk.minh, last_remark(desk.minh)).status_code == 403


def test_a_settlement_that_says_nothing_is_told_where_it_was_typed(desk: Office) -> None:
    sent(desk.minh, "comparison", "remarks", wording="Nên giữ mức 80%")
    answer = settled(desk.lan, last_remark(desk.lan), wording=" ")
    assert answer.status_code == 422
    assert '<details class="action" open><summary>Trả lời' in answer.text
    assert settled(desk.lan, "999").status_code == 422


def test_dealing_with_a_remark_is_told_in_the_audit_in_words(desk: Office, an: Visitor) -> None:
    sent(desk.minh, "comparison", "remarks", wording="Nên giữ mức 80%")
    settled(desk.lan, last_remark(desk.lan))
    page = told(an.get("/audit/?action=draft-remark-settled"))
    assert "Xử lý ý kiến góp ý về dự thảo" in page
    assert "Kết quả xử lý: đã tiếp thu" in page


def test_the_approver_answers_on_the_page_of_approval(desk: Office) -> None:
    sent(desk.lan, "comparison", "remarks", wording="Xin ý kiến về mức 85%")
    acknowledged(desk.lan)
    sent(desk.lan, "steps", "submit", comment="Kính trình")
    assert "Gửi trả lời" in told(desk.minh.get(f"{DRAFT}/steps/"))
    said = last_remark(desk.minh)
    assert sent(desk.minh, "comparison", "remarks", wording="Đồng ý 85%", replies_to=said).status_code == 303


def test_what_is_to_be_completed_stands_above_what_is_next(desk: Office) -> None:
    acknowledged(desk.lan)
    sent(desk.lan, "steps", "submit")
    sent(desk.minh, "steps", "return", return_comment="Bổ sung thuyết minh")
    page = told(desk.lan.get(f"{DRAFT}/steps/"))
    assert "Nội dung cần hoàn thiện: Bổ sung thuyết minh Trần Văn Minh" in page


def test_replies_to_replies_stand_with_what_they_are_about() -> None:
    lines = [remark(1), remark(2), remark(3, replies_to=1), remark(4, replies_to=3)]
    assert [(each.remark.id, [reply.id for reply in each.replies]) for each in threads(lines)] == [(1, [3, 4]), (2, [])]


# ---- origins ---------------------------------------------------------------------------------------------------------


def test_what_a_criterion_comes_from_is_ticked(desk: Office) -> None:
    assert ticked(desk) == ["the-che"]
    assert tick(desk, "the-che", "to-chuc-bo-may").status_code == 303
    assert ticked(desk) == ["the-che", "to-chuc-bo-may"]
    page = told(desk.xuan.get(COMPARISON))
    assert "Tách ra: 01; Gộp lại: 01" in page
    assert tick(desk).status_code == 303
    assert "Mới: 01; Không còn: 01" in told(desk.xuan.get(COMPARISON))


def test_origins_that_cross_are_shown_beside_those_that_were_ticked(desk: Office) -> None:
    old = tag(desk.lan)
    tick(desk, "to-chuc-bo-may")
    answer = tick(desk, "the-che", "to-chuc-bo-may", tag=old)
    assert answer.status_code == 422
    assert answer.text.count('" checked') == 2
    assert told(answer).count("(đang lưu)") == 1


def test_origins_that_are_not_there_are_refused(desk: Office) -> None:
    assert tick(desk, "khong-co").status_code == 422
    assert desk.lan.get(f"{COMPARISON}origins/khong-co").status_code in (404, 422)
    assert desk.xuan.get(ORIGIN).status_code == 403


def test_each_way_of_coming_about_is_told_apart(desk: Office) -> None:
    with desk.database.reading() as session:
        rubric = find_edition(session, "so", 2).edition.rubric
        stored = find_origins(session, EditionRef("so", 2))
    first, second, third, fourth = [each.code for each in rubric.criteria[:4]]
    rows = descent_of(rubric, rubric, {**stored, first: (second,), third: (), fourth: (fourth, first)})
    by_code = {row.criterion.code: row.descent for row in rows if row.descent is not Descent.GONE}
    found = [by_code[code] for code in (first, second, third, fourth)]
    assert found == [Descent.SPLIT, Descent.SPLIT, Descent.NEW, Descent.MERGED]
    assert [row.criterion.code for row in rows if row.descent is Descent.GONE] == [third]


# ---- what the tests ask ----------------------------------------------------------------------------------------------


def settled(visitor: Visitor, answered: str, **fields: str) -> TestResponse:
    said = {"wording": "Giữ mức 80%", "settles": "accepted", "replies_to": answered, **fields}
    return sent(visitor, "comparison", "settled", **said)


def remark(number: int, replies_to: int | None = None) -> RemarkLine:
    return RemarkLine(number, None, NOW, "lan", "", replies_to)


def last_remark(visitor: Visitor) -> str:
    return str(re.findall(r'id="remark-(\d+)"', visitor.get(COMPARISON).text)[-1])


def ticked(desk: Office) -> list[str]:
    return re.findall(r'value="([^"]+)" checked', desk.lan.get(ORIGIN).text)


def tag(visitor: Visitor) -> str:
    return visitor.get(ORIGIN).text.partition('name="tag" value="')[2].partition('"')[0]


def tick(desk: Office, *codes: str, **fields: str) -> TestResponse:
    data = {"csrf_token": desk.lan.token(ORIGIN), "tag": tag(desk.lan), "origin": list(codes), **fields}
    return desk.lan.client.post(ORIGIN, data=data)
