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
