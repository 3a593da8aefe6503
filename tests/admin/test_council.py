"""The council on its page: a case that no rule covers, what was concluded, and the second person."""

import pytest
from flask import Flask

from rules.text import Text
from rulesvc.database import Database
from rulesvc.usecases.evaluations import find_evaluation
from tests.admin.visiting import Visitor, enrol, told
from tests.service.asking import queries, request_for
from tests.service.concluding import MINUTES, council_on
from tests.service.people import person
from tests.service.registering import registered

SAID = {"table": "head_rating", "outcome": "hoan-thanh", "reason": "Thiếu 0,06 điểm ở một lĩnh vực"}
VOTES = {"in_favour": "11", "against": "1", "abstaining": "0"}


@pytest.fixture
def case(database: Database) -> int:
    """An evaluation that the ratings of heads do not cover."""
    return council_on(database).evaluate()


def member(app: Flask, database: Database, code: str, role: str) -> Visitor:
    enrol(database, code, f"Người {code}", role)
    return Visitor(app.test_client()).sign_in(code)


@pytest.fixture
def thao(app: Flask, database: Database) -> Visitor:
    """A secretary."""
    return member(app, database, "thao", "secretary")


def rating(database: Database, case: int) -> tuple[str | None, str]:
    with database.reading() as session:
        held = find_evaluation(session, case).effective["head_rating"]
    return held["code"], held["by"]


def entered(thao: Visitor, case: int, **changes: str) -> int:
    return thao.post(f"/council/{case}/", **{**SAID, "minutes": MINUTES.code, **VOTES, **changes}).status_code


def test_a_case_waits_is_concluded_and_holds_once_a_second_person_confirms(
    app: Flask, database: Database, case: int, thao: Visitor
) -> None:
    assert f'href="/council/{case}/?table=head_rating"' in thao.get("/council/").text
    assert entered(thao, case) == 303
    page = told(thao.get("/council/"))
    assert "Chờ người thứ hai xác nhận" in page
    assert "Người nhập không đồng thời là người xác nhận" in page
    assert "11 đồng ý, 01 không đồng ý, 0 ý kiến khác" in page
    assert rating(database, case) == (None, "engine")
    minh = member(app, database, "minh", "approver")
    assert minh.post("/council/1/confirmed", of="/council/", comment="Đúng biên bản").status_code == 303
    assert rating(database, case) == ("hoan-thanh", "council")
    assert "Đang có hiệu lực" in told(minh.get("/council/"))


def test_the_answer_of_the_rules_stands_beside_what_waits_what_is_entered_and_what_was_concluded(
    app: Flask, database: Database, case: int, thao: Visitor
) -> None:
    silent = "Quy định chưa điều chỉnh – trình Hội đồng xem xét"
    reason = "lĩnh vực Cải cách tài chính công đạt 2,40/6 điểm, bằng 40,00%, chưa bảo đảm điều kiện"
    assert reason in told(thao.get("/council/"))
    form = thao.get(f"/council/{case}/")
    assert silent in told(form)
    assert reason in told(form)
    assert '<input type="hidden" name="table" value="head_rating">' in form.text
    entered(thao, case)
    page = told(thao.get("/council/"))
    assert f"Theo quy tắc xếp loại {silent} Kết luận của Hội đồng Hoàn thành nhiệm vụ" in page
    assert "Sở Nội vụ, kỳ 2022" in page
    minh = member(app, database, "minh", "approver")
    assert "do Người thao đề xuất" in told(minh.get("/council/"))
    minh.post("/council/1/confirmed", of="/council/")
    result = told(minh.get(f"/results/{case}/"))
    assert "Hoàn thành nhiệm vụ Kết luận của Hội đồng" in result
    assert "phần mềm không tự xếp loại" in result


def test_the_page_takes_the_same_number_of_queries_however_much_was_concluded(
    database: Database, thao: Visitor
) -> None:
    council = council_on(database)
    council.conclude(council.evaluate())
    with queries(database) as few:
        thao.get("/council/")
    for agency in ("so-tu-phap", "so-xay-dung", "so-y-te"):
        council.propose(council.evaluate(agency))
    with queries(database) as many:
        thao.get("/council/")
    assert len(few) == len(many)


def test_whoever_entered_it_does_not_confirm_it(thao: Visitor, case: int, database: Database) -> None:
    entered(thao, case)
    data = {"csrf_token": thao.token(f"/council/{case}/")}
    assert thao.client.post("/council/1/confirmed", data=data).status_code == 422
    assert rating(database, case) == (None, "engine")


def test_it_is_rejected_with_a_comment_only(app: Flask, database: Database, case: int, thao: Visitor) -> None:
    entered(thao, case)
    minh = member(app, database, "minh", "approver")
    assert minh.post("/council/1/rejected", of="/council/").status_code == 422
    assert minh.post("/council/1/rejected", of="/council/", comment="Sai số phiếu").status_code == 303
    assert "Không được xác nhận" in told(minh.get("/council/"))


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"outcome": "90"}, {"minutes": "khong-co"}, {"in_favour": "mười"}])
def test_what_is_wrong_is_told_and_what_was_typed_stays(thao: Visitor, case: int, wrong: dict[str, str]) -> None:
    answer = thao.post(f"/council/{case}/", **{**SAID, "minutes": MINUTES.code, **VOTES, **wrong})
    assert answer.status_code == 422
    assert 'class="mistake' in answer.text
    assert 'value="1"' in answer.text


def test_the_form_gives_the_facts_to_decide_by(case: int, thao: Visitor) -> None:
    form = told(thao.get(f"/council/{case}/?table=head_rating"))
    assert "Thông tin để Hội đồng xem xét Chỉ số tổng hợp" in form
    assert "Cải cách tài chính công 2,40/6 40,00% Hoàn thành nhiệm vụ: 0,60 điểm Hoàn thành tốt nhiệm vụ: 1,80" in form
    assert "Chỉ số tổng hợp dưới 65%" in form
    assert "Cao hơn 28,58 điểm phần trăm" in form
    assert "Chưa có kết luận về trường hợp tương tự" in form


def test_similar_cases_stand_beside_the_form(database: Database, thao: Visitor) -> None:
    council = council_on(database)
    alike, open_still = council.evaluate("so-tu-phap"), council.evaluate("so-xay-dung")
    council.conclude(alike, reason="Vượt khó khăn khách quan")
    council.propose(open_still, reason="Chưa được xác nhận")
    council.conclude(council.evaluate("so-y-te", answers=request_for("so-y-te").answers), reason="Có mức theo quy định")
    form = told(thao.get(f"/council/{council.evaluate()}/"))
    assert "Sở Tư pháp 2022 Hoàn thành nhiệm vụ Vượt khó khăn khách quan Biên bản họp số 01/BB-HĐ" in form
    assert "Chưa được xác nhận" not in form
    assert "Có mức theo quy định" not in form
    assert "Vượt khó khăn khách quan" not in told(thao.get(f"/council/{alike}/"))


def test_only_outcomes_of_the_table_that_is_concluded_on_are_offered(case: int, thao: Visitor) -> None:
    on_ratings = thao.get(f"/council/{case}/").text
    assert '<option value="hoan-thanh">' in on_ratings
    assert '<option value="80-90">' not in on_ratings
    assert f'href="/council/{case}/?table=group"' in on_ratings
    on_groups = thao.get(f"/council/{case}/?table=group").text
    assert '<option value="80-90">' in on_groups
    assert '<option value="hoan-thanh">' not in on_groups


def test_where_the_rules_leave_nothing_open_outcomes_stand_by_table(database: Database, thao: Visitor) -> None:
    evaluation = council_on(database).evaluate("so-y-te", answers=request_for("so-y-te").answers)
    assert '<optgroup label="Nhóm điểm' in thao.get(f"/council/{evaluation}/").text


def test_minutes_alone_are_offered_and_taken(database: Database, case: int, thao: Visitor) -> None:
    secretary = person(database, "secretary")
    registered(database, secretary, "qd-12", kind=Text("Quyết định"), number="12/QĐ-UBND")
    for number in range(101):
        registered(database, secretary, f"bb-{number}", kind=Text("Biên bản"), number=f"{number}/BB")
    form = thao.get(f"/council/{case}/")
    assert "12/QĐ-UBND" not in form.text
    assert f'<option value="{MINUTES.code}">' in form.text
    assert form.text.count('<option value="bb-') == 101
    refused = thao.post(f"/council/{case}/", **{**SAID, "minutes": "qd-12"})
    assert refused.status_code == 422
    assert "không phải biên bản mà là: Quyết định" in told(refused)
    assert 'value="Biên bản"' in thao.get("/documents/new?kind=Biên bản").text


def test_votes_are_counted_whole_or_not_at_all(case: int, thao: Visitor) -> None:
    assert "hoặc để trống cả ba" in told(thao.get(f"/council/{case}/"))
    assert entered(thao, case, against="", abstaining="") == 422
    assert entered(thao, case, in_favour="9" * 20) == 422
    assert entered(thao, case, in_favour="", against="", abstaining="") == 303


def test_votes_against_it_are_told_beside_them_and_other_opinions_by_one_name(case: int, thao: Visitor) -> None:
    answer = thao.post(f"/council/{case}/", **{**SAID, "minutes": MINUTES.code, **VOTES, "against": "11"})
    assert "Có 11 phiếu đồng ý và 11 phiếu không đồng ý" in told(answer)
    wrong = thao.post(f"/council/{case}/", **{**SAID, "minutes": MINUTES.code, **VOTES, "abstaining": "x"})
    assert "Ý kiến khác: “x” không phải số nguyên" in told(wrong)


def test_a_second_proposal_for_a_case_is_refused_by_names(case: int, thao: Visitor) -> None:
    entered(thao, case)
    answer = told(thao.post(f"/council/{case}/", **{**SAID, "minutes": MINUTES.code, **VOTES}))
    assert "Đã có kết luận về “Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu” của Sở Nội vụ, kỳ 2022" in answer


def test_others_see_nothing_of_it_and_may_not_write(app: Flask, database: Database, case: int) -> None:
    xuan = member(app, database, "xuan", "viewer")
    assert xuan.get("/council/").status_code == 403
    data = {"csrf_token": xuan.token("/account/"), **SAID, "minutes": MINUTES.code}
    assert xuan.client.post(f"/council/{case}/", data=data).status_code == 403
