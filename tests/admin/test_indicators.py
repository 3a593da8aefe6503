"""Supplied figures on pages: what is supplied, what results were determined with, and a list pasted."""

import pytest

from rulesvc.database import Database
from tests.admin.test_trial import AT, CHOSEN, typed
from tests.admin.visiting import Visitor, enrol, told
from tests.service.asking import queries

HEADER = "Tên cơ quan\tTỷ lệ hồ sơ giải quyết trực tuyến"
SOURCE = "Công văn số 12/VP-KSTTHC"


def pasted(visitor: Visitor, *lines: str, source: str = SOURCE, **more: str) -> str:
    sent = {"period": "2022", "provenance": source, **more}
    answer = visitor.post("/indicators/paste", rows="\r\n".join(lines), **sent)
    return told(visitor.get(str(answer.location)) if answer.status_code == 303 else answer)


def test_indicators_stand_with_their_rubrics_and_the_values_of_results(hoa: Visitor) -> None:
    page = told(hoa.get("/indicators/"))
    assert "Sở Nội vụ so-noi-vu 81 kê khai khi xác định kết quả" in page
    assert "ho-so-truc-tuyen Từ 0 đến 100 % Bộ chỉ số CCHC" in page
    assert "Dán danh sách" not in page


def test_a_period_without_figures_says_so(hoa: Visitor) -> None:
    assert "Chưa có số liệu nào của kỳ 2021" in told(hoa.get("/indicators/?period=2021"))


def test_figures_are_brought_in_and_one_that_differs_from_a_result_is_marked(an: Visitor) -> None:
    page = pasted(an, HEADER, "Sở Nội vụ\t82,5", "so-y-te\t70%")
    assert "đã thêm 02, cập nhật 0, giữ nguyên 0" in page
    assert "Sở Nội vụ so-noi-vu 82,5 Công văn số 12/VP-KSTTHC Kết quả đã xác định theo 81" in page
    assert "xác định theo số liệu khác với số liệu được cung cấp: 01" in page
    assert "Sở Y tế so-y-te 70" in page


def test_agencies_are_found_without_accents(hoa: Visitor) -> None:
    page = told(hoa.get("/indicators/?words=noi+vu"))
    assert "so-noi-vu" in page
    assert "so-khoa-hoc-cong-nghe" not in page
    assert "Không tìm thấy" in told(hoa.get("/indicators/?words=khong-co"))


def test_what_is_supplied_changes_only_where_that_is_ticked(an: Visitor) -> None:
    pasted(an, HEADER, "Sở Y tế\t70")
    assert "Đã có số liệu 70, danh sách ghi 71" in pasted(an, HEADER, "Sở Y tế\t71")
    assert "cập nhật 01" in pasted(an, HEADER, "Sở Y tế\t71", update="on")
    trail = told(an.get("/audit/?action=value-changed"))
    assert "Sửa số liệu được cung cấp" in trail


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("Tên cơ quan\tTốc độ", "Sở Y tế\t1"), "Không nhận biết được cột “Tốc độ”"),
        ((HEADER, "Sở Lạ\t70"), "Dòng 2 Sở Lạ · 70"),
        ((HEADER, "Sở Y tế\t101"), "Tỷ lệ hồ sơ giải quyết trực tuyến: "),
        ((HEADER, "Sở Y tế\tnhiều"), "Tỷ lệ hồ sơ giải quyết trực tuyến: "),
        ((HEADER, "Sở Y tế\t70", "so-y-te\t70"), "“so-y-te” đã có ở dòng 2"),
        ((HEADER, "\t70"), "Ô trống"),
    ],
)
def test_what_is_wrong_is_told_beside_its_line(an: Visitor, lines: tuple[str, ...], words: str) -> None:
    assert words in pasted(an, *lines)


def test_the_source_and_a_period_that_is_there_are_needed(an: Visitor) -> None:
    rows = f"{HEADER}\nSở Y tế\t70"
    assert 'id="provenance-told"' in an.post("/indicators/paste", rows=rows, period="2022").text
    assert "“1999”" in pasted(an, HEADER, "Sở Y tế\t70", period="1999")


def test_a_viewer_supplies_nothing(hoa: Visitor) -> None:
    assert hoa.get("/indicators/paste").status_code == 403
    assert hoa.post("/indicators/paste", of="/account/", rows="").status_code == 403


def test_the_page_takes_a_fixed_number_of_queries(an: Visitor, database: Database) -> None:
    counts = []
    for path in ("/indicators/?period=2022", "/indicators/?period=2021"):
        with queries(database) as sent:
            an.get(path)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 14


def test_a_trial_with_another_figure_than_the_one_supplied_says_so(an: Visitor, database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    pasted(an, HEADER, "Ban Quản lý các khu công nghiệp tỉnh\t53")
    trying = Visitor(an.client.application.test_client()).sign_in("lan")
    fields = typed(trying)
    assert fields["i.ho-so-truc-tuyen"] == "52"
    refused = told(trying.post("/trial/", of=AT, **CHOSEN, **fields))
    assert "giá trị gửi đến là “52”, giá trị được cung cấp của kỳ là “53”" in refused
    blank = {**fields, "i.ho-so-truc-tuyen": ""}
    assert "giá trị được cung cấp" not in told(trying.post("/trial/", of=AT, **CHOSEN, **blank))


@pytest.mark.parametrize("cell", ['"5\n5"', '"55\n66"', '"5,5\r\n6"'])
def test_a_line_break_inside_a_number_is_refused(an: Visitor, cell: str) -> None:
    page = pasted(an, HEADER, f"Sở Y tế\t{cell}")
    assert "Có 01 dòng sai" in page
    assert "không phải là số" in page


def test_a_row_with_more_cells_than_columns_is_refused_with_those_cells(an: Visitor) -> None:
    page = pasted(an, HEADER, "Sở Tài chính\t55\t66\t77", "Sở Y tế\t70\t\t")
    assert "Có 01 dòng sai" in page
    assert "Dòng 2 Sở Tài chính · 55 · 66 · 77 Không có cột nào cho nội dung này: “66”" in page
    assert "“77”. Đề nghị" in page


def test_a_cell_below_a_blank_name_is_refused_too(an: Visitor) -> None:
    assert "Không có cột nào cho nội dung này: “1”." in pasted(an, f"\t{HEADER}", "1\tSở Y tế\t70")


def test_all_that_is_wrong_is_told_and_counted_at_once(an: Visitor) -> None:
    rows = ("Sở Y tế\t120", "Sở Tài chính\t-3", "Sở Xây dựng\tabc", "Sở Nội vụ\t1e400", "Sở Công Thương\t80.123")
    page = pasted(an, HEADER, *rows, source="")
    assert "Có 05 dòng sai" in page
    assert all(f"Dòng {line} " in page for line in range(2, 7))
    assert "Tỷ lệ hồ sơ giải quyết trực tuyến: 120 nằm ngoài" in page
    assert "trực tuyến: Tỷ lệ" not in page


def test_names_of_columns_that_cannot_be_read_are_told_without_a_count(an: Visitor) -> None:
    page = pasted(an, "Tên cơ quan\tTốc độ", "Sở Y tế\t1", "Sở Lạ\t1")
    assert "các dòng chưa được kiểm tra" in page
    assert "dòng sai" not in page


def test_what_could_be_read_of_a_wrong_list_is_not_kept(an: Visitor) -> None:
    pasted(an, HEADER, "Sở Y tế\t70", "Sở Lạ\t70")
    assert SOURCE not in told(an.get("/indicators/?period=2022"))


def test_a_name_that_two_agencies_have_in_turn_asks_for_the_code(an: Visitor) -> None:
    header = "code\tname\tblock\tvalid_from\tvalid_until"
    an.post("/agencies/paste", rows=f"{header}\nso-y-te\tSở Y tế\tso\t\t30/6/2022", update="on")
    assert an.post("/agencies/paste", rows=f"{header}\nso-y-te-moi\tSở Y tế\tso\t01/7/2022\t").status_code == 303
    page = pasted(an, HEADER, "Sở Y tế\t70")
    assert "Có 02 cơ quan, đơn vị cùng tên “Sở Y tế”: so-y-te, so-y-te-moi. Đề nghị ghi mã" in page
