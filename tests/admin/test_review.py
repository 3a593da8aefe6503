"""From a draft to what it is issued as, over the pages as they are sent: check, impact, comparison, cases, steps."""

import json
import re
from collections import OrderedDict
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rulesvc.database import Database
from rulesvc.errors import UnknownDocument
from rulesvc.usecases import alone, problems
from rulesvc.usecases.alone import Long
from rulesvc.usecases.documents import find_document
from rulesvc.usecases.persons import system_actor
from tests.admin.reviewing import (
    DECISION,
    DRAFT,
    TABS,
    Office,
    acknowledged,
    drafted,
    let_approve,
    office,
    raise_floor,
    sent,
    signed_file,
    unsum,
)
from tests.admin.visiting import Visitor, enrol, told
from tests.service.calling import Caller, bearer, body_for, new_key
from tests.service.databases import NOW
from tests.service.registering import registered

KHCN = "so-khoa-hoc-cong-nghe"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """An editor has drafted an edition for 2023 in which the floor of the best rating is higher."""
    found = office(app, database)
    assert drafted(found.lan).location == f"{DRAFT}/criteria/"
    raise_floor(database)
    return found


@pytest.fixture
def submitted(desk: Office) -> Office:
    """The draft, acknowledged and submitted."""
    acknowledged(desk.lan)
    answer = sent(desk.lan, "steps", "submit", comment="Kính trình")
    assert answer.status_code == 303, told(answer)
    return desk


@pytest.fixture
def cleared(submitted: Office) -> Office:
    """The draft, approved by somebody who had no hand in it."""
    answer = sent(submitted.minh, "steps", "clear", comment="Đồng ý")
    assert answer.status_code == 303, told(answer)
    return submitted


# ---- the tabs --------------------------------------------------------------------------------------------------------


def test_the_impact_names_who_changes_with_the_figure_that_decides(desk: Office) -> None:
    said = told(desk.xuan.get(f"{DRAFT}/impact/"))
    assert "Sở Khoa học và Công nghệ" in said
    assert "83,33%" in said
    assert "Hoàn thành xuất sắc nhiệm vụ" in said
    assert "tái lập" in said or "dựng lại" in said


def test_of_a_period_without_results_the_impact_says_that_nothing_could_be_tried(desk: Office) -> None:
    assert "Chưa có kết quả nào được lưu để tính thử" in told(desk.xuan.get(f"{DRAFT}/impact/?period=2023"))


def test_a_period_that_is_not_there_is_told_in_words(desk: Office) -> None:
    assert "Không có kỳ đánh giá “1999”" in told(desk.xuan.get(f"{DRAFT}/impact/?period=1999"))


def test_the_check_tells_the_hole_with_an_example_and_what_would_close_it(desk: Office) -> None:
    said = told(desk.lan.get(f"{DRAFT}/check/"))
    assert "quy định chưa điều chỉnh trường hợp" in said
    assert "Ví dụ minh họa" in said
    assert "Thêm quy tắc được đề xuất" in said
    assert "Thêm quy tắc được đề xuất" not in told(desk.xuan.get(f"{DRAFT}/check/"))


def test_the_proposed_rule_closes_the_hole(desk: Office) -> None:
    name = hole(desk)
    refused = sent(desk.lan, "check", "proposed", problem=name)
    assert refused.status_code == 422
    assert 'class="mistake"' in refused.text
    assert sent(desk.lan, "check", "proposed", problem=name, document="27-bc-ubnd").status_code == 303
    assert name not in unescape(desk.lan.get(f"{DRAFT}/check/").text)


def test_a_reason_that_says_too_little_is_refused_beside_it_and_stays_typed(desk: Office) -> None:
    answer = sent(desk.lan, "check", "acknowledged", problem=hole(desk), reason="---")
    assert answer.status_code == 422
    assert ">---</textarea>" in answer.text
    assert 'class="mistake"' in answer.text


def test_an_acknowledgement_is_taken_back(desk: Office) -> None:
    name = hole(desk)
    acknowledged(desk.lan)
    assert told(desk.lan.get(f"{DRAFT}/check/")).count("Nguyễn Thị Lan ghi nhận lúc") == 3
    assert sent(desk.lan, "check", "taken-back", problem=name).status_code == 303
    assert told(desk.lan.get(f"{DRAFT}/check/")).count("ghi nhận lúc") == 2


def test_the_audit_tells_what_was_acknowledged_by_its_sentence(desk: Office, app: Flask) -> None:
    acknowledged(desk.lan)
    enrol(desk.database, "an", "Đỗ Văn An", "administrator")
    page = told(Visitor(app.test_client()).sign_in("an").get("/audit/?action=problem-acknowledged"))
    assert "quy định chưa điều chỉnh trường hợp Chỉ số tổng hợp từ 65% trở lên" in page
    assert "Mã đối chiếu của căn cứ" in page
    assert "gap:" not in page


def test_the_comparison_shows_both_sides_and_keeps_reasons(desk: Office) -> None:
    page = desk.lan.get(f"{DRAFT}/comparison/")
    assert "từ <mark>80%</mark> trở lên" in page.text
    assert "từ <mark>85%</mark> trở lên" in page.text
    assert sent(desk.lan, "comparison", "reasons", **{reason_name(page.text): "Nâng yêu cầu"}).status_code == 303
    assert "Nâng yêu cầu" in told(desk.xuan.get(f"{DRAFT}/comparison/"))


def test_reasons_that_cross_are_shown_beside_each_other_and_nothing_typed_is_lost(desk: Office) -> None:
    page = desk.lan.get(f"{DRAFT}/comparison/").text
    name = reason_name(page)
    old = page.partition('name="tag" value="')[2].partition('"')[0]
    sent(desk.lan, "comparison", "reasons", **{name: "Của người trước"})
    answer = sent(desk.lan, "comparison", "reasons", tag=old, **{name: "Của người sau"})
    assert answer.status_code == 422
    assert "Của người sau</textarea>" in answer.text
    assert "Nội dung đang lưu: Của người trước" in told(answer)


def test_a_remark_is_made_by_whoever_reads(desk: Office) -> None:
    assert sent(desk.xuan, "comparison", "remarks", wording="Nên giữ mức 80%", criterion="").status_code == 303
    assert "Nên giữ mức 80%" in told(desk.lan.get(f"{DRAFT}/comparison/"))
    assert sent(desk.xuan, "comparison", "remarks", wording=" ", criterion="").status_code == 422


def test_cases_are_generated_confirmed_and_taken_out(desk: Office) -> None:
    assert sent(desk.lan, "cases", "generated").status_code == 303
    page = desk.lan.get(f"{DRAFT}/cases/").text
    names = [unescape(part.partition('"')[0]) for part in page.split('name="case" value="')[1:]]
    assert "Chờ xác nhận" in told(desk.lan.get(f"{DRAFT}/cases/"))
    assert sent(desk.lan, "cases", "confirmed", case=names[0], reason="Đúng quy định").status_code == 303
    assert "Nguyễn Thị Lan xác nhận lúc" in told(desk.xuan.get(f"{DRAFT}/cases/"))
    assert sent(desk.lan, "cases", "removed", case=names[0]).status_code == 422
    assert sent(desk.lan, "cases", "removed", case=names[0], reason="Trùng với trường hợp khác").status_code == 303
    assert sent(desk.lan, "cases", "removed", case=names[-1]).status_code == 303


def test_several_cases_are_confirmed_together_or_none_of_them(desk: Office) -> None:
    sent(desk.lan, "cases", "generated")
    page = desk.lan.get(f"{DRAFT}/cases/").text
    names = [unescape(each) for each in re.findall(r'name="case" value="([^"]+)" form="several"', page)]
    refused = sent(desk.lan, "cases", "confirmed", case=[*names[:2], "khong-co"])
    assert refused.status_code == 422
    assert refused.text.count(' form="several" checked') == 2
    assert "xác nhận lúc" not in told(desk.lan.get(f"{DRAFT}/cases/"))
    assert sent(desk.lan, "cases", "confirmed", case=names, reason="Đúng quy định").status_code == 303
    page = told(desk.lan.get(f"{DRAFT}/cases/"))
    assert page.count("Nguyễn Thị Lan xác nhận lúc") == len(names) > 20
    assert "Xác nhận các trường hợp đã chọn" not in page
    assert "chưa có trường hợp kiểm tra mẫu" not in told(desk.lan.get(f"{DRAFT}/check/")).casefold()


# ---- the steps -------------------------------------------------------------------------------------------------------


def test_a_draft_with_a_hole_cannot_be_submitted_and_the_page_says_why_with_a_link(desk: Office) -> None:
    page = desk.lan.get(f"{DRAFT}/steps/")
    assert "quy định chưa điều chỉnh trường hợp" in told(page)
    assert f'href="{DRAFT}/check/#problem-1"' in page.text
    answer = sent(desk.lan, "steps", "submit")
    assert answer.status_code == 422
    assert "ghi nhận là vấn đề xin ý kiến" in told(answer)


def test_a_draft_that_is_asked_for_twice_is_made_once_and_the_page_says_which_it_is(desk: Office) -> None:
    assert desk.lan.post("/editions/so/1/draft", of="/editions/", period="2022").status_code == 303
    again = desk.lan.post("/editions/so/1/draft", of="/editions/", period="2022")
    assert again.status_code == 422
    assert "Lần ban hành 3 của bộ chỉ số" in told(again)


def test_a_submission_by_hand_tells_problems_without_their_names(desk: Office) -> None:
    answer = sent(desk.lan, "steps", "submit")
    assert answer.status_code == 422
    assert "Đề nghị sửa quy định, hoặc ghi nhận" in told(answer)
    assert "Tên vấn đề" not in told(answer)
    assert ">=" not in told(answer)


def test_remarks_and_changes_without_a_reason_are_told_before_each_step_and_hinder_none(desk: Office) -> None:
    sent(desk.xuan, "comparison", "remarks", wording="Cần nêu căn cứ")
    acknowledged(desk.lan)
    said = desk.lan.get(f"{DRAFT}/steps/")
    for each in ("Ý kiến góp ý chưa được xử lý: 01", "Nội dung thay đổi chưa nêu lý do: 0"):
        assert each in told(said)
    assert f'href="{DRAFT}/comparison/#remarks"' in said.text
    assert sent(desk.lan, "steps", "submit").status_code == 303
    assert "Ý kiến góp ý chưa được xử lý: 01" in told(desk.minh.get(f"{DRAFT}/steps/"))


def test_cases_are_confirmed_together_above_them_and_rules_not_shown_are_told_by_outcomes(desk: Office) -> None:
    sent(desk.lan, "cases", "generated")
    page = desk.lan.get(f"{DRAFT}/cases/")
    assert page.text.index('id="several"') < page.text.index('class="problem ')
    assert "quy tắc hoan-thanh" not in told(page)
    assert "quy tắc xác định “Hoàn thành" in told(page)


def test_who_had_a_hand_is_told_so_instead_of_a_button(submitted: Office) -> None:
    assert sent(submitted.lan, "steps", "clear").status_code == 403
    let_approve(submitted.database, "lan")
    said = told(submitted.lan.get(f"{DRAFT}/steps/"))
    assert "đã tham gia soạn thảo" in said
    assert sent(submitted.lan, "steps", "clear").status_code == 422


def test_an_approver_sees_all_on_one_page(submitted: Office) -> None:
    said = told(submitted.minh.get(f"{DRAFT}/steps/"))
    assert said.index("từ 85%") < said.index("Ví dụ minh họa") < said.index("83,33%") < said.index("Phê duyệt hoặc")


def test_returning_takes_a_comment_which_everybody_reads(submitted: Office) -> None:
    assert sent(submitted.minh, "steps", "return").status_code == 422
    assert sent(submitted.minh, "steps", "return", return_comment="Nêu rõ lý do").status_code == 303
    assert "Nêu rõ lý do" in told(submitted.lan.get(f"{DRAFT}/steps/"))


def test_a_step_from_a_page_that_is_too_old_is_refused_in_words(submitted: Office) -> None:
    answer = sent(submitted.minh, "steps", "clear", tag="0" * 64, comment="Đồng ý")
    assert answer.status_code == 422
    assert ">Đồng ý</textarea>" in answer.text


def test_what_is_cleared_waits_to_be_issued(cleared: Office) -> None:
    said = told(cleared.xuan.get(f"{DRAFT}/steps/"))
    assert "Đã duyệt, chờ ban hành" in said
    assert "Ghi nhận văn bản đã ban hành" not in said


def test_a_decision_without_its_file_leaves_nothing_behind(cleared: Office) -> None:
    answer = sent(cleared.hoa, "steps", "issue", decision="new", **DECISION)
    assert answer.status_code == 422
    assert 'value="Nguyễn Văn An"' in answer.text
    with cleared.database.reading() as session, pytest.raises(UnknownDocument):
        find_document(session, "12-qd-ubnd-2023")


def test_a_decision_that_the_register_has_already_is_not_entered_again(cleared: Office) -> None:
    with cleared.database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
    registered(cleared.database, tester, "qd-12", number="12/QĐ-UBND", dated="2023-03-01")
    fields = {**DECISION, "issuer": ""}
    answer = sent(cleared.hoa, "steps", "issue", decision="new", file=signed_file(), **fields)
    assert answer.status_code == 422
    assert "hãy chọn văn bản đó, không nhập lại" in told(answer)


def test_a_number_that_is_too_long_is_told_at_the_number(cleared: Office) -> None:
    fields = {**DECISION, "number": "12/" * 400}
    answer = sent(cleared.hoa, "steps", "issue", decision="new", file=signed_file(), **fields)
    assert "quá dài" in told(answer)
    assert "Mã:" not in told(answer)


def test_once_issued_it_decides_2023_and_the_old_one_still_2022(cleared: Office) -> None:
    answer = sent(cleared.hoa, "steps", "issue", decision="new", file=signed_file(), **DECISION)
    assert answer.status_code == 303, told(answer)
    said = told(cleared.xuan.get(f"{DRAFT}/steps/"))
    assert "Quyết định 12/QĐ-UBND" in said
    assert "Kính trình" in said
    api = Caller(cleared.app, cleared.database, bearer(new_key(cleared.database).secret))
    ratings = [rating(api, period) for period in ("2022", "2023")]
    assert ratings == ["hoan-thanh-xuat-sac", "hoan-thanh-tot"]


def test_an_edition_for_a_covered_period_replaces_the_one_that_is_named(app: Flask, database: Database) -> None:
    people = office(app, database)
    drafted(people.lan, period="2022")
    acknowledged(people.lan)
    sent(people.lan, "steps", "submit")
    sent(people.minh, "steps", "clear")
    assert "Thay thế lần ban hành 1" in told(people.hoa.get(f"{DRAFT}/steps/"))
    fields = {"decision": "new", **DECISION}
    assert sent(people.hoa, "steps", "issue", file=signed_file(), **fields).status_code == 422
    assert sent(people.hoa, "steps", "issue", file=signed_file(), replaces="1", **fields).status_code == 303
    assert "Được thay thế" in told(people.xuan.get("/editions/"))


def test_an_issued_edition_is_repealed_by_a_document(desk: Office) -> None:
    form = {"decision": "new", **DECISION, "csrf_token": desk.hoa.token("/editions/so/1/steps/")}
    answer = desk.hoa.client.post("/editions/so/1/steps/repeal", data={**form, "file": signed_file()})
    assert answer.status_code == 303, told(answer)
    assert "Bị bãi bỏ" in told(desk.xuan.get("/editions/so/1/steps/"))


def test_a_document_is_chosen_from_the_register_and_must_be_signed(cleared: Office) -> None:
    answer = sent(cleared.hoa, "steps", "issue", decision="known", document="27-bc-ubnd")
    assert answer.status_code == 422
    assert "còn thiếu" in told(answer)


def test_cases_to_be_confirmed_are_counted_among_what_stands_in_the_way(desk: Office) -> None:
    sent(desk.lan, "cases", "generated")
    page = desk.lan.get(f"{DRAFT}/steps/")
    assert "Số trường hợp kiểm tra mẫu chờ xác nhận: 2" in told(page)
    assert f'href="{DRAFT}/cases/"' in page.text


def test_viewers_who_send_forms_of_their_own_are_refused(desk: Office) -> None:
    forms = {
        "steps": ("submit", "return", "clear", "issue", "repeal"),
        "check": ("proposed", "acknowledged", "taken-back"),
        "comparison": ("reasons",),
        "cases": ("generated", "confirmed", "removed"),
    }
    token = desk.xuan.token(f"{DRAFT}/comparison/")
    for tab, actions in forms.items():
        for action in actions:
            answer = desk.xuan.client.post(f"{DRAFT}/{tab}/{action}", data={"csrf_token": token})
            assert answer.status_code == 403, (tab, action)


@pytest.mark.parametrize(("kind", "tab"), [(Long.CASES, "cases"), (Long.IMPACT, "impact"), (Long.CHECK, "check")])
def test_what_is_done_for_somebody_else_is_not_begun_a_second_time(
    desk: Office, monkeypatch: pytest.MonkeyPatch, kind: Long, tab: str
) -> None:
    monkeypatch.setattr(alone, "PATIENCE", 0.1)
    monkeypatch.setattr(problems, "_kept", OrderedDict())
    with desk.database.reading() as reading, alone.alone(reading, kind):
        answer = sent(desk.lan, "cases", "generated") if tab == "cases" else desk.lan.get(f"{DRAFT}/{tab}/")
    assert answer.status_code == {"cases": 422, "impact": 200, "check": 429}[tab]
    assert "Việc này đang được thực hiện: " in told(answer)
    assert "Xin thử lại sau." in told(answer)


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_opens_for_a_draft_that_is_no_complete_rubric(desk: Office, tab: str) -> None:
    unsum(desk.database)
    assert desk.lan.get(f"{DRAFT}/{tab}/").status_code == 200


def test_what_makes_a_draft_incomplete_is_told_with_its_place(desk: Office) -> None:
    unsum(desk.database)
    page = desk.lan.get(f"{DRAFT}/check/")
    assert "tổng điểm tối đa của các thành phần là 1" in told(page)
    assert f'href="{DRAFT}/criteria/#row-the-che"' in page.text
    assert "tổng điểm tối đa của các thành phần là 1" in told(desk.lan.get(f"{DRAFT}/steps/"))
    assert "tổng điểm tối đa của các thành phần là 1" in told(desk.lan.get(f"{DRAFT}/impact/"))
    assert sent(desk.lan, "cases", "generated").status_code == 422
    assert sent(desk.lan, "steps", "submit").status_code == 422


# ---- files -----------------------------------------------------------------------------------------------------------


def test_the_rubric_is_given_out_and_brought_in_again_as_a_draft(desk: Office) -> None:
    given = desk.xuan.get(f"{DRAFT}/steps/rubric.json")
    assert given.headers["Content-Disposition"] == "attachment; filename=bo-chi-so-so-2.json"
    assert json.loads(given.data)["code"] == "so"
    answer = bring_in(desk, given.data)
    assert (answer.status_code, answer.location) == (303, "/editions/so/3/criteria/")
    assert bring_in(desk, b"{").status_code == 422
    assert bring_in(desk, b"{}").status_code == 422


def test_the_papers_of_the_submission_are_a_word_file(desk: Office) -> None:
    given = desk.xuan.get(f"{DRAFT}/steps/submission.docx")
    assert given.data.startswith(b"PK")
    assert "wordprocessingml" in given.headers["Content-Type"]


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_opens_for_an_issued_edition_and_in_english(desk: Office, tab: str) -> None:
    assert desk.xuan.get(f"/editions/so/1/{tab}/").status_code == 200
    assert desk.xuan.get(f"/editions/so/1/{tab}/?lang=en").status_code == 200


# ---- what the tests ask ----------------------------------------------------------------------------------------------


def hole(desk: Office) -> str:
    """The name of the hole in the table of ratings."""
    page = desk.lan.get(f"{DRAFT}/check/").text
    return unescape(page.partition('name="problem" value="')[2].partition('"')[0])


def reason_name(page: str) -> str:
    """The name of the first field for a reason."""
    return unescape("reason:" + page.partition('name="reason:')[2].partition('"')[0])


def rating(api: Caller, period: str) -> str:
    """The rating of the head whose floor is 83.33%, by the edition that applies."""
    answer = api.evaluate(body_for(KHCN, period=period))
    assert answer.status_code == 201, answer.text
    return str(json.loads(answer.data)["result"]["outcomes"]["head_rating"]["code"])


def bring_in(desk: Office, content: bytes) -> TestResponse:
    token = desk.lan.token("/editions/")
    data = {"csrf_token": token, "period": "2023", "file": (BytesIO(content), "so.json")}
    return desk.lan.client.post("/editions/bring-in", data=data)


# ---- criteria by name ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", ["steps", "check"])
def test_problems_of_criteria_are_told_by_their_names(desk: Office, tab: str) -> None:
    unsum(desk.database)
    said = told(desk.lan.get(f"{DRAFT}/{tab}/"))
    assert "Tiêu chí Cải cách thể chế: điểm tối đa là 10" in said
    assert "Tiêu chí the-che" not in said
