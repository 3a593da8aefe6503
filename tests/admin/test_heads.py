"""Heads of agencies on pages: listed, entered, ended, corrected, pasted, and shown with a result."""

import re

import pytest

from rulesvc.database import Database
from rulesvc.usecases.evaluations import Filters, list_evaluations
from tests.admin.visiting import Visitor, told
from tests.service.asking import queries

BINH = {"agency": "so-y-te", "name": "Nguyễn Văn Bình", "title": "Giám đốc Sở Y tế", "first_day": "01/3/2020"}
CUC = {"agency": "so-y-te", "name": "Trần Thị Cúc", "title": "Giám đốc Sở Y tế", "first_day": "01/7/2022"}
HEADER = "Cơ quan\tHọ và tên\tChức danh\tTừ ngày\tĐến ngày"


def enter(visitor: Visitor, head: dict[str, str], **more: str) -> str:
    answer = visitor.post("/heads/new", **head, **more)
    return told(visitor.get(str(answer.location)) if answer.status_code == 303 else answer)


def page_of_first(visitor: Visitor) -> str:
    found = re.search(r'href="(/heads/\d+/)"', visitor.get("/heads/?earlier=1").text)
    assert found
    return found[1]


def result_of(database: Database, visitor: Visitor, agency: str = "so-y-te") -> str:
    with database.reading() as session:
        (record,) = list_evaluations(session, Filters(agency=agency, current=True)).records
    return told(visitor.get(f"/results/{record.id}/"))


def test_without_heads_the_page_says_what_they_are_for(hoa: Visitor) -> None:
    page = told(hoa.get("/heads/"))
    assert "Chưa nhập người đứng đầu nào" in page
    assert "Dán danh sách" not in page


def test_a_head_is_entered_and_found_without_accents(an: Visitor) -> None:
    page = enter(an, BINH)
    assert "Đã nhập Nguyễn Văn Bình là người đứng đầu" in page
    assert "Sở Y tế Nguyễn Văn Bình Giám đốc Sở Y tế Từ 01/3/2020" in page
    assert "chưa nhập người đứng đầu đương nhiệm: 29" in page
    assert "Nguyễn Văn Bình" in told(an.get("/heads/?words=nguyen+binh"))
    assert "Không tìm thấy" in told(an.get("/heads/?words=cuc"))


def test_a_handover_ends_the_term_before_and_both_stand_with_the_result(an: Visitor, database: Database) -> None:
    assert "Người đứng đầu Nguyễn" not in result_of(database, an)
    enter(an, BINH)
    assert "Người đứng đầu Nguyễn Văn Bình, Giám đốc Sở Y tế (từ 01/3/2020)" in result_of(database, an)
    assert "Trong kỳ có nhiều người" not in result_of(database, an)
    enter(an, CUC, follows="on")
    page = told(an.get("/heads/"))
    assert "Trần Thị Cúc" in page
    assert "Nguyễn Văn Bình" not in page
    assert "Từ 01/3/2020 đến 30/6/2022" in told(an.get("/heads/?earlier=1"))
    result = result_of(database, an)
    assert "Nguyễn Văn Bình, Giám đốc Sở Y tế (từ 01/3/2020 đến 30/6/2022) Trần Thị Cúc" in result
    assert "Trong kỳ có nhiều người giữ chức vụ người đứng đầu: Hội đồng kết luận" in result


def test_terms_that_overlap_are_refused_and_what_was_typed_stays(an: Visitor) -> None:
    enter(an, BINH)
    answer = an.post("/heads/new", **CUC)
    assert answer.status_code == 422
    assert "Nguyễn Văn Bình là người đứng đầu từ 01/3/2020, chưa nhập ngày kết thúc" in told(answer)
    assert 'id="first_day-told"' in answer.text
    assert 'value="Trần Thị Cúc"' in answer.text


def test_a_term_is_ended(an: Visitor) -> None:
    enter(an, BINH)
    path = page_of_first(an)
    seen = re.search(r'name="expected" value="([^"]+)"', an.get(path).text)
    assert seen
    assert an.post(f"{path}end", of=path, expected=seen[1], ends_on="01/01/2020").status_code == 422
    answer = an.post(f"{path}end", of=path, expected=seen[1], ends_on="30/6/2022")
    assert answer.status_code == 303
    assert "Đã kết thúc thời gian giữ chức của Nguyễn Văn Bình" in told(an.get("/heads/?earlier=1"))
    again = an.post(f"{path}end", of=path, expected=seen[1], ends_on="31/7/2022")
    assert again.status_code == 422
    assert "vừa được người khác sửa" in told(again)


def test_a_correction_takes_a_reason_that_the_audit_tells(an: Visitor) -> None:
    enter(an, BINH)
    path = page_of_first(an)
    seen = re.search(r'name="expected" value="([^"]+)"', an.get(path).text)
    assert seen
    right = {**BINH, "name": "Nguyễn Văn Bính", "expected": seen[1]}
    answer = an.post(path, **right)
    assert answer.status_code == 422
    assert "Đề nghị nêu lý do sửa" in told(answer)
    assert 'value="Nguyễn Văn Bính"' in answer.text
    assert an.post(path, **right, reason="Nhập sai tên").status_code == 303
    trail = told(an.get("/audit/?action=head-changed"))
    assert "Sửa người đứng đầu cơ quan" in trail
    assert "Nhập sai tên" in trail


def pasted(visitor: Visitor, *lines: str, **more: str) -> str:
    answer = visitor.post("/heads/paste", rows="\r\n".join(lines), **more)
    return told(visitor.get(str(answer.location)) if answer.status_code == 303 else answer)


def test_a_list_from_excel_is_brought_in_with_titles_of_the_list_of_agencies(an: Visitor) -> None:
    rows = ("Sở Y tế\tNguyễn Văn Bình\t\t01/3/2020\t", "so-noi-vu\tLê Văn Dũng\tQ. Giám đốc\t01/01/2022\t31/12/2099")
    page = pasted(an, HEADER, *rows)
    assert "đã thêm 02, giữ nguyên 0" in page
    assert "Nguyễn Văn Bình Giám đốc Sở Y tế" in page
    assert "Q. Giám đốc" in page


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Sở Lạ\tA\tB\t01/3/2020\t", "Dòng 2 Sở Lạ · A · B · 01/3/2020 Cơ quan, đơn vị: "),
        ("Sở Y tế\t\tB\t01/3/2020\t", "Họ và tên: Ô trống"),
        ("Sở Y tế\tA\tB\t31/02/2020\t", "Giữ chức từ ngày: “31/02/2020” không phải là ngày"),
        ("Sở Y tế\tA\tB\t01/3/2020\t01/02/2020", "Giữ chức đến ngày: "),
    ],
)
def test_what_is_wrong_is_told_beside_its_line(an: Visitor, row: str, words: str) -> None:
    assert words in pasted(an, HEADER, row)
    assert "Chưa nhập người đứng đầu nào" in told(an.get("/heads/"))


def test_a_viewer_enters_nobody(hoa: Visitor) -> None:
    for path in ("/heads/new", "/heads/paste", "/heads/1/"):
        assert hoa.get(path).status_code == 403
        assert hoa.post(path, of="/account/").status_code == 403


def test_the_list_takes_a_fixed_number_of_queries(an: Visitor, database: Database) -> None:
    def sent() -> int:
        with queries(database) as statements:
            an.get("/heads/?earlier=1")
        return len(statements)

    few = sent()
    pasted(an, HEADER, "Sở Y tế\tA\tB\t01/3/2020\t", "Sở Nội vụ\tC\tD\t01/3/2020\t")
    assert sent() == few <= 7


def test_a_head_entered_by_mistake_is_taken_out_unless_results_name_them(an: Visitor) -> None:
    enter(an, BINH)
    page = page_of_first(an)
    expected = re.findall(r'name="expected" value="([^"]+)"', an.get(page).text)[0]
    answer = an.post(f"{page}remove", of=page, expected=expected, reason="Nhập nhầm người")
    assert answer.status_code == 422
    assert "Kết quả của cơ quan đã ghi Nguyễn Văn Bình là người đứng đầu, kỳ 2022" in told(answer)
    assert 'value="Nhập nhầm người"' in answer.text
    an.post(f"{page}end", of=page, expected=expected, ends_on="31/12/2021")
    expected = re.findall(r'name="expected" value="([^"]+)"', an.get(page).text)[0]
    answer = an.post(f"{page}remove", of=page, expected=expected, reason="Nhập nhầm người")
    assert "Đã xóa Nguyễn Văn Bình." in told(an.get(str(answer.location)))
    audit = told(an.get("/audit/"))
    assert "Xóa người đứng đầu cơ quan" in audit
    assert "Nhập nhầm người" in audit
