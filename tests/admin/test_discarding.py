"""A draft that was never submitted is put away on a page that asks once, and a draft is made for a period."""

import re

import pytest
from flask import Flask

from rulesvc.database import Database
from rulesvc.usecases.editions import EditionRef, draft
from rulesvc.usecases.persons import acting
from tests.admin.reviewing import DRAFT, Office, acknowledged, drafted, office, raise_floor, sent
from tests.admin.visiting import told
from tests.service.databases import NOW

ASKED = f"{DRAFT}/steps/discard"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """An editor has drafted an edition for 2023 in which the floor of the best rating is higher."""
    found = office(app, database)
    drafted(found.lan)
    raise_floor(database)
    return found


def seen(desk: Office) -> dict[str, str]:
    """The tag that the page shows."""
    return {"tag": desk.lan.get(ASKED).text.partition('name="tag" value="')[2].partition('"')[0]}


# ---- discarding ------------------------------------------------------------------------------------------------------


def test_the_page_asks_once_and_names_what_is_put_away(desk: Office) -> None:
    sent(desk.minh, "comparison", "remarks", wording="Nên giữ mức 80%")
    assert f'href="{ASKED}"' in desk.lan.get(f"{DRAFT}/steps/").text
    page = told(desk.lan.get(ASKED))
    assert "Bỏ dự thảo lần 2?" in page
    assert "Nội dung đã sửa so với lần làm căn cứ 02" in page
    assert "Ý kiến góp ý và trả lời 01" in page
    assert "Người đã soạn thảo Nguyễn Thị Lan" in page


def test_a_discarded_draft_leaves_the_list_and_can_be_read(desk: Office) -> None:
    assert desk.lan.post(ASKED, comment="Lập lại từ đầu", **seen(desk)).location == "/editions/"
    page = told(desk.lan.get("/editions/"))
    assert "Đã bỏ dự thảo." in page
    assert page.index("Lần ban hành 1") < page.index("Dự thảo đã bỏ: 01") < page.index("Lần ban hành 2")
    steps = told(desk.xuan.get(f"{DRAFT}/steps/"))
    assert "Dự thảo đã bỏ." in steps
    assert "Lập lại từ đầu" in steps
    assert desk.lan.get(ASKED).location == f"{DRAFT}/steps/"


def test_without_a_reason_nothing_is_discarded_and_what_was_typed_stays(desk: Office) -> None:
    answer = desk.lan.post(ASKED, comment="---", **seen(desk))
    assert answer.status_code == 422
    assert ">---</textarea>" in answer.text
    assert "Nêu bằng lời vì sao bỏ dự thảo" in told(answer)
    assert "Dự thảo đã bỏ" not in told(desk.lan.get("/editions/"))


def test_what_somebody_changed_meanwhile_is_not_discarded(desk: Office) -> None:
    answer = desk.lan.post(ASKED, comment="Lập lại từ đầu", tag="0" * 64)
    assert answer.status_code == 422
    assert "Nội dung cũ không bị ghi đè" in told(answer)
    assert ">Lập lại từ đầu</textarea>" in answer.text


def test_while_a_copy_is_under_way_the_page_says_so_instead_of_a_button(desk: Office) -> None:
    with desk.database.writing() as session:
        draft(session, EditionRef("so", 2), ("2023",), actor=acting(session, "lan", now=NOW), now=NOW)
    page = desk.lan.get(ASKED)
    assert "đã có dự thảo lập từ lần này" in told(page)
    assert "<textarea" not in page.text


def test_what_was_submitted_is_not_offered_to_be_discarded(desk: Office) -> None:
    acknowledged(desk.lan)
    sent(desk.lan, "steps", "submit")
    sent(desk.minh, "steps", "return", return_comment="Bổ sung thuyết minh")
    assert ASKED not in desk.lan.get(f"{DRAFT}/steps/").text
    assert desk.xuan.get(ASKED).status_code == 403


# ---- two comments beside each other ----------------------------------------------------------------------------------


def test_a_mistake_about_one_comment_stands_at_that_one_and_both_stay_typed(desk: Office) -> None:
    acknowledged(desk.lan)
    sent(desk.lan, "steps", "submit")
    answer = sent(desk.minh, "steps", "return", comment="Cơ bản đồng ý", return_comment=" ")
    assert answer.status_code == 422
    assert answer.text.count('<p class="mistake">') == 1
    assert '<p class="mistake">' in answer.text.partition('name="return_comment"')[2]
    assert ">Cơ bản đồng ý</textarea>" in answer.text
    long = sent(desk.minh, "steps", "clear", comment="a" * 100_000, return_comment="Xem lại")
    assert long.text.count('<p class="mistake">') == 1
    assert '<p class="mistake">' in long.text.partition('name="comment"')[2].partition('name="return_comment"')[0]
    assert ">Xem lại</textarea>" in long.text


# ---- a draft is for a period -----------------------------------------------------------------------------------------


def test_the_period_after_the_last_is_offered(desk: Office) -> None:
    page = desk.lan.get("/editions/").text
    form = page.partition('id="period-so-1"')[2].partition("</select>")[0]
    assert re.findall(r'value="(\d+)" selected', form) == ["2023"]
    assert " selected" not in page.partition('id="period-so-2"')[2].partition("</select>")[0]


def test_a_draft_for_no_period_is_not_made_on_the_page(desk: Office) -> None:
    answer = desk.lan.post("/editions/so/1/draft", of="/editions/", period="")
    assert answer.status_code == 422
    assert "Chưa chọn kỳ đánh giá" in told(answer)
    assert answer.text.count('<details class="action" open>') == 1
    assert "Lần ban hành 3" not in told(desk.lan.get("/editions/"))
