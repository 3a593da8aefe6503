"""Persons and deputies: added, changed, let in again, named and ended on pages."""

import pytest
from flask import Flask

from rulesvc.database import Database
from rulesvc.usecases.persons import find_person
from tests.admin.visiting import PASSWORD, Visitor, enrol, told
from tests.service.asking import queries

BINH = {"code": "binh", "name": "Phạm Bình", "title": "Chuyên viên", "subject": ""}


def roles_of(database: Database, code: str) -> tuple[str, ...]:
    with database.reading() as session:
        return find_person(session, code).roles


def test_the_list_says_who_has_which_roles_and_who_can_sign_in(an: Visitor) -> None:
    an.post("/persons/new", **BINH, roles="editor")
    page = told(an.get("/persons/"))
    assert "Phạm Bình Chuyên viên binh Người soạn thảo Chưa đăng nhập được" in page
    assert "Đỗ Văn An Chưa nhập an Quản trị hệ thống Bằng mật khẩu" in page
    assert "tester" not in page


def test_a_person_is_added_gets_a_password_and_signs_in(an: Visitor, app: Flask) -> None:
    added = an.post("/persons/new", **BINH, roles="editor")
    assert (added.status_code, added.location) == (303, "/persons/binh/")
    set_ = an.post("/persons/binh/password", of="/persons/binh/", password=PASSWORD, again=PASSWORD)
    assert set_.status_code == 303
    assert "Đã đặt mật khẩu cho Phạm Bình" in told(an.get("/persons/binh/"))
    assert Visitor(app.test_client()).sign_in("binh").get("/").status_code == 200


def test_what_is_wrong_is_told_beside_its_field_and_stays_typed(an: Visitor) -> None:
    answer = an.post("/persons/new", **{**BINH, "code": "Bình"}, roles="editor")
    assert answer.status_code == 422
    assert 'id="code-told"' in answer.text
    assert 'value="Chuyên viên"' in answer.text
    assert 'value="editor" checked' in answer.text


@pytest.mark.usefixtures("lan")
def test_changed_roles_are_in_the_audit_in_words(an: Visitor, database: Database) -> None:
    form = {"name": "Nguyễn Thị Lan", "title": "Trưởng phòng", "subject": ""}
    an.client.post(
        "/persons/lan/", data={**form, "roles": ["approver", "issuer"], "csrf_token": an.token("/persons/lan/")}
    )
    assert roles_of(database, "lan") == ("approver", "issuer")
    page = told(an.get("/audit/?action=person-changed"))
    assert "Sửa thông tin người dùng Người dùng Nguyễn Thị Lan (lan)" in page
    assert "Vai trò: trước đó người soạn thảo → hiện nay người phê duyệt; người ghi nhận ban hành" in page
    assert "Chức vụ: trước đó không có → hiện nay Trưởng phòng" in page


def test_whoever_guessed_too_often_is_let_in_again(an: Visitor, app: Flask, database: Database) -> None:
    enrol(database, "binh", "Phạm Bình", "editor")
    other = Visitor(app.test_client())
    for _ in range(5):
        other.post("/sign-in/", code="binh", password="wrong")
    assert an.post("/persons/binh/unlock", of="/persons/binh/").status_code == 303
    assert other.sign_in("binh").get("/").status_code == 200


def test_ending_asks_first_and_says_what_follows(an: Visitor, lan: Visitor) -> None:
    page = told(an.get("/persons/lan/end"))
    assert "Chấm dứt quyền sử dụng của Nguyễn Thị Lan?" in page
    assert "lập tài khoản mới" in page
    assert an.post("/persons/lan/end").location == "/persons/lan/"
    assert lan.get("/account/").status_code == 303
    told(an.get("/persons/lan/"))  # says that it is done
    assert "Nguyễn Thị Lan" not in told(an.get("/persons/"))
    assert "Nguyễn Thị Lan" in told(an.get("/persons/?left=1"))


def test_nobody_ends_themselves(an: Visitor) -> None:
    answer = an.post("/persons/an/end")
    assert answer.status_code == 422
    assert "“Đỗ Văn An” không tự chấm dứt" in told(answer)


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(an: Visitor, database: Database) -> None:
    with queries(database) as few:
        an.get("/persons/")
    for number in range(5):
        enrol(database, f"p{number}", f"Người {number}", "viewer")
    with queries(database) as many:
        an.get("/persons/")
    assert len(few) == len(many) <= 5


def test_a_viewer_neither_sees_nor_changes_persons(hoa: Visitor) -> None:
    assert hoa.get("/persons/").status_code == 403
    for path in ("/persons/new", "/persons/hoa/", "/persons/hoa/password", "/persons/hoa/unlock", "/persons/hoa/end"):
        assert hoa.post(path, of="/account/", name="X", roles="administrator").status_code == 403, path
    assert "Người dùng" not in told(hoa.get("/")).partition("Tổng quan")[2].partition("Việc")[0]


def test_one_names_a_deputy_for_oneself_and_ends_it(lan: Visitor, hoa: Visitor) -> None:
    days = {"first_day": "01/12/2090", "last_day": "15/12/2090"}
    assert lan.post("/deputies/", person="lan", deputy="hoa", **days).location == "/deputies/"
    page = told(lan.get("/deputies/"))
    assert "Lê Thị Hoa Nguyễn Thị Lan 01/12/2090 15/12/2090 Chưa bắt đầu" in page
    assert "01/12/2090" in told(hoa.get("/deputies/"))
    assert hoa.post("/deputies/1/end", of="/deputies/").status_code == 403
    assert lan.post("/deputies/1/end", of="/deputies/").status_code == 303
    assert "Chấm dứt lúc" in told(lan.get("/deputies/"))


@pytest.mark.usefixtures("hoa")
def test_a_day_that_is_none_is_told_beside_it_and_stays_typed(lan: Visitor) -> None:
    answer = lan.post("/deputies/", person="lan", deputy="hoa", first_day="31/02/2090", last_day="15/12/2090")
    assert answer.status_code == 422
    assert 'id="first_day-told"' in answer.text
    assert "“31/02/2090” không phải là ngày" in told(answer)
    assert 'value="15/12/2090"' in answer.text


@pytest.mark.usefixtures("hoa")
def test_a_deputy_for_ever_or_twice_is_refused_and_what_was_typed_stays(lan: Visitor) -> None:
    who = {"person": "lan", "deputy": "hoa", "first_day": "01/12/2090"}
    endless = lan.post("/deputies/", **who, last_day="31/12/9999")
    assert endless.status_code == 422
    assert "Không ủy quyền đến ngày 31/12/9999 vì dài quá một năm. Được phép: đến hết ngày 01/12/2091." in told(endless)
    assert 'value="31/12/9999"' in endless.text
    assert lan.post("/deputies/", **who, last_day="15/12/2090").status_code == 303
    twice = lan.post("/deputies/", **who, last_day="31/12/2090")
    assert twice.status_code == 422
    assert "Lê Thị Hoa đã được ủy quyền thay Nguyễn Thị Lan từ ngày 01/12/2090 đến ngày 15/12/2090" in told(twice)


@pytest.mark.usefixtures("lan")
def test_a_viewer_names_no_deputy_for_others(hoa: Visitor) -> None:
    days = {"first_day": "01/12/2090", "last_day": "15/12/2090"}
    assert hoa.post("/deputies/", person="lan", deputy="hoa", **days).status_code == 403
