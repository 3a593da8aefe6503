"""Agencies and periods on pages: listed, pasted from a spreadsheet, added."""

import pytest

from rulesvc.database import Database
from rulesvc.usecases.agencies import list_agencies
from tests.admin.visiting import Visitor, told
from tests.service.asking import queries

HEADER = "Mã\tTên cơ quan, đơn vị\tKhối\tChức danh người đứng đầu\tTừ ngày\tCơ quan tiền thân"
NEW = "so-moi\tSở Mới\tso\tGiám đốc Sở Mới\t01/7/2025\tso-noi-vu so-y-te"


def pasted(visitor: Visitor, *lines: str, **more: str) -> str:
    answer = visitor.post("/agencies/paste", rows="\r\n".join(lines), **more)
    return told(visitor.get(str(answer.location)) if answer.status_code == 303 else answer)


def codes(database: Database) -> set[str]:
    with database.reading() as session:
        return {each.code for each in list_agencies(session)}


def test_agencies_stand_under_their_block(hoa: Visitor) -> None:
    page = told(hoa.get("/agencies/"))
    assert "Sở Nội vụ so-noi-vu" in page
    assert "Dán danh sách" not in page


def test_a_list_from_excel_is_brought_in(an: Visitor) -> None:
    page = pasted(an, HEADER, NEW)
    assert "Đã thêm 01, cập nhật 0, giữ nguyên 0" in page
    assert "Sở Mới so-moi Giám đốc Sở Mới Từ 01/7/2025 Sở Nội vụ; Sở Y tế" in page


def test_codes_of_the_columns_are_read_as_well(an: Visitor, database: Database) -> None:
    pasted(an, "code\tname\tblock", "so-moi\tSở Mới\tso")
    assert "so-moi" in codes(database)


def test_what_is_wrong_is_told_beside_its_line_and_nothing_is_brought_in(an: Visitor, database: Database) -> None:
    answer = an.post("/agencies/paste", rows=f"{HEADER}\n{NEW}\nso-ba\t\tso")
    assert answer.status_code == 422
    assert "Dòng 3 so-ba · so Tên chính thức: Ô trống" in told(answer)
    assert NEW in answer.text
    assert not {"so-moi", "so-ba"} & codes(database)


def test_an_unknown_block_is_told_beside_its_line(an: Visitor) -> None:
    page = pasted(an, HEADER, NEW, "so-hai\tSở Hai\tkhong-co")
    assert "Dòng 3 so-hai · Sở Hai · khong-co Khối: Không có khối “khong-co”" in page


def test_stored_agencies_change_only_where_that_is_ticked(an: Visitor) -> None:
    row = "so-noi-vu\tSở Nội vụ tỉnh\tso"
    assert "Dòng 2" in pasted(an, HEADER, row)
    assert "cập nhật 01" in pasted(an, HEADER, row, update="on")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "Cần ít nhất hai dòng"),
        ((HEADER,), "Cần ít nhất hai dòng"),
        (("Mã\tTên\tKhối\tLạ", "a\tb\tso\tc"), "Không nhận biết được cột “Lạ”"),
        (("Mã\tMã\tTên\tKhối", "a\ta\tb\tso"), "Cột “Mã” có hai lần"),
        (("Mã\tTên", "a\tb"), "Thiếu cột “khối”"),
        ((HEADER, NEW, NEW), "“so-moi” đã có ở dòng 2"),
        ((HEADER, "so-moi\tSở Mới\tso\t\t31/02/2025\t"), "“31/02/2025” không phải là ngày"),
    ],
)
def test_what_cannot_be_read_is_told(an: Visitor, lines: tuple[str, ...], words: str) -> None:
    assert words in pasted(an, *lines)


def test_a_viewer_brings_in_nothing(hoa: Visitor, database: Database) -> None:
    before = codes(database)
    assert hoa.post("/agencies/paste", of="/account/", rows=f"{HEADER}\n{NEW}").status_code == 403
    assert codes(database) == before


def test_the_lists_take_a_fixed_number_of_queries(an: Visitor, database: Database) -> None:
    def sent(path: str) -> int:
        with queries(database) as statements:
            an.get(path)
        return len(statements)

    agencies, periods = sent("/agencies/"), sent("/periods/")
    pasted(an, HEADER, NEW)
    an.post("/periods/", code="2099", first_day="01/01/2099", last_day="31/12/2099")
    assert (sent("/agencies/"), sent("/periods/")) == (agencies, periods)
    assert agencies <= 8
    assert periods <= 5


def test_a_period_is_added(an: Visitor) -> None:
    assert an.post("/periods/", code="2026", first_day="1/1/2026", last_day="31/12/2026").location == "/periods/"
    assert "2026 01/01/2026 31/12/2026" in told(an.get("/periods/"))


def test_days_that_are_taken_are_told_and_stay_typed(an: Visitor) -> None:
    answer = an.post("/periods/", code="2022b", first_day="01/6/2022", last_day="30/6/2022")
    assert answer.status_code == 422
    assert 'id="first_day-told"' in answer.text
    assert 'value="30/6/2022"' in answer.text
    more = {"first_day": "01/6/2022", "last_day": "30/6/2022", "overlapping": "on"}
    assert an.post("/periods/", code="2022b", **more).status_code == 303


def test_a_viewer_adds_no_period(hoa: Visitor) -> None:
    more = {"first_day": "01/01/2026", "last_day": "31/12/2026"}
    assert hoa.post("/periods/", of="/account/", code="2026", **more).status_code == 403
    assert "Thêm kỳ" not in told(hoa.get("/periods/"))


def test_agencies_are_found_without_accents_and_by_block(hoa: Visitor) -> None:
    page = told(hoa.get("/agencies/?words=noi+vu"))
    assert "Sở Nội vụ so-noi-vu" in page
    assert "Sở Y tế" not in page
    assert "Sở Nội vụ" not in told(hoa.get("/agencies/?block=huyen"))
    assert "Không tìm thấy" in told(hoa.get("/agencies/?words=khong-co"))


def test_many_agencies_stand_on_several_pages(an: Visitor) -> None:
    pasted(an, "code\tname\tblock", *(f"xa-{number}\tXã {number}\tso" for number in range(100)))
    assert "Trang 1/2 (130 dòng)" in told(an.get("/agencies/"))
    last = told(an.get("/agencies/?page=99"))
    assert "Trang 2/2" in last
    assert "xa-99" in last
    assert "xa-1 " not in last


def test_all_that_is_wrong_with_a_row_is_told_at_once(an: Visitor) -> None:
    page = pasted(an, HEADER, "SO BA\t\tlạ\t\t31/02/2025\tkhong-co", "so-moi\tSở Mới\tso", "so-bon\tSở Bốn\tlạ")
    assert "Có 02 dòng sai" in page
    assert all(words in page for words in ("“SO BA”", "Ô trống", "“lạ”", "“31/02/2025”", "“khong-co”"))
    assert page.count("Tên chính thức: ") == 1


def test_names_of_columns_stand_in_the_language_of_the_page_alone(an: Visitor) -> None:
    assert "predecessors" not in told(an.get("/agencies/paste"))


def test_a_name_that_another_agency_has_is_refused_with_its_code(an: Visitor, database: Database) -> None:
    page = pasted(an, "code\tname\tblock", "so-dup\tSở Y tế\tso")
    assert "Cơ quan, đơn vị mã “so-y-te” đã có tên “Sở Y tế”" in page
    assert "so-dup" not in codes(database)


def test_what_differs_is_told_in_the_words_of_the_page(an: Visitor) -> None:
    page = pasted(an, HEADER, "so-noi-vu\tSở Nội vụ tỉnh\tso")
    assert "đang lưu khác ở tên chính thức" in page
    assert "Đề nghị chọn cập nhật, hoặc bỏ dòng này" in page
    assert "--update" not in page


@pytest.mark.parametrize("more", [1, 9000])
def test_a_quotation_mark_left_open_swallows_no_rows(an: Visitor, database: Database, more: int) -> None:
    page = pasted(an, "code\tblock\tname", "so-hai\tso\tSở Hai", 'so-ba\tso\t"Sở Ba', *["so-bon\tso\tSở Bốn"] * more)
    assert "Dòng 3 " in page
    assert "dấu ngoặc kép" in page
    assert not {"so-hai", "so-ba"} & codes(database)
