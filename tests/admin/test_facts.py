"""Results of earlier years on pages: listed by period, searched, pasted from a spreadsheet."""

import pytest

from rulesvc.database import Database
from rulesvc.usecases.facts import list_facts
from tests.admin.visiting import Visitor, told
from tests.service.asking import queries

HEADER = "Cơ quan, đơn vị\tHạng\tKiểm điểm\tChỉ số CCHC\tMức độ hoàn thành nhiệm vụ CCHC của người đứng đầu"
ROW = "Sở Y tế\t3\tkhông\t82,5\tHoàn thành tốt nhiệm vụ"
SOURCE = "Quyết định số 15/QĐ-UBND"


def pasted(visitor: Visitor, *lines: str, period: str = "2022", source: str = SOURCE, **more: str) -> str:
    rows = "\r\n".join(lines)
    answer = visitor.post("/facts/paste", rows=rows, period=period, provenance=source, **more)
    return told(visitor.get(str(answer.location)) if answer.status_code == 303 else answer)


def test_results_of_the_year_before_are_listed_with_their_source(hoa: Visitor) -> None:
    page = told(hoa.get("/facts/"))
    assert "Sở Nội vụ so-noi-vu" in page
    assert "UBND huyện" in page
    assert "Dán danh sách" not in page
    assert "Chỉ số tổng hợp" not in page


def test_agencies_are_found_without_accents(hoa: Visitor) -> None:
    page = told(hoa.get("/facts/?words=noi+vu"))
    assert "Sở Nội vụ" in page
    assert "Sở Y tế" not in page
    assert "Không tìm thấy" in told(hoa.get("/facts/?words=khong-co-dau"))


def test_a_year_of_which_nothing_is_entered_says_so(hoa: Visitor, an: Visitor) -> None:
    assert "Chưa nhập kết quả nào của kỳ 2022" in told(hoa.get("/facts/?period=2022"))
    assert "Có thể dán danh sách từ Excel" in told(an.get("/facts/?period=2022"))


def test_a_list_from_excel_is_brought_in_by_names(an: Visitor, database: Database) -> None:
    page = pasted(an, HEADER, ROW)
    assert "đã thêm 01, cập nhật 0, giữ nguyên 0" in page
    assert "Sở Y tế so-y-te 82,5% 3 Không Hoàn thành tốt nhiệm vụ Quyết định số 15/QĐ-UBND" in page
    with database.reading() as session:
        assert dict(list_facts(session, "2022")["so-y-te"].known.outcomes) == {"head_rating": "hoan-thanh-tot"}


def test_codes_are_read_as_well(an: Visitor) -> None:
    page = pasted(an, "agency\trank\treviewed\tpercent\thead_rating", "so-y-te\t03\tx\t82.5%\thoan-thanh")
    assert "Sở Y tế so-y-te 82,5% 3 Có Hoàn thành nhiệm vụ" in page


def test_what_is_stored_changes_only_where_that_is_ticked_and_the_audit_tells_both(an: Visitor) -> None:
    pasted(an, HEADER, ROW)
    other = ROW.replace("\t3\t", "\t4\t")
    page = pasted(an, HEADER, other)
    assert "Dòng 2 Sở Y tế · 4" in page
    assert "Thứ hạng: Đang lưu “3”, danh sách ghi “4”" in page
    assert "cập nhật 01" in pasted(an, HEADER, other, update="on")
    trail = told(an.get("/audit/?action=fact-changed"))
    assert "Sửa kết quả năm trước" in trail
    assert "Thứ hạng: trước đó 3 → hiện nay 4" in trail


def test_what_is_wrong_is_told_beside_its_line_and_nothing_is_brought_in(an: Visitor, database: Database) -> None:
    answer = an.post("/facts/paste", rows=f"{HEADER}\n{ROW}\nSở Lạ\t1\t\t\t", period="2022", provenance=SOURCE)
    assert answer.status_code == 422
    assert "Dòng 3 Sở Lạ · 1 Cơ quan, đơn vị: Không có cơ quan, đơn vị “Sở Lạ”" in told(answer)
    assert ROW in answer.text
    assert f'value="{SOURCE}"' in answer.text
    with database.reading() as session:
        assert list_facts(session, "2022") == {}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((HEADER,), "Cần ít nhất hai dòng"),
        (("Hạng", "1"), "Thiếu cột “cơ quan, đơn vị”"),
        ((HEADER, ROW, ROW), "“so-y-te” đã có ở dòng 2"),
        ((HEADER, "Sở Y tế\tba\t\t\t"), "“ba” không phải là số nguyên"),
        ((HEADER, "Sở Y tế\t0\t\t\t"), "Thứ hạng 0 không hợp lệ"),
        ((HEADER, "Sở Y tế\t\tcó lẽ\t\t"), "“có lẽ” không rõ là có hay không"),
        ((HEADER, "Sở Y tế\t\t\tnhiều\t"), "Chỉ số tổng hợp (%): "),
        ((HEADER, "Sở Y tế\t\t\t\tTuyệt vời"), "Được phép: Hoàn thành xuất sắc nhiệm vụ"),
        ((HEADER, "Sở Y tế\t\t\t\t"), "Đề nghị ghi ít nhất một giá trị"),
        ((HEADER, "\t1\t\t\t"), "Ô trống"),
    ],
)
def test_what_cannot_be_read_is_told(an: Visitor, lines: tuple[str, ...], words: str) -> None:
    assert words in pasted(an, *lines)


def test_the_source_and_a_period_that_is_there_are_needed(an: Visitor) -> None:
    assert 'id="provenance-told"' in an.post("/facts/paste", rows=f"{HEADER}\n{ROW}", period="2022").text
    assert "“1999”" in pasted(an, HEADER, ROW, period="1999")


def test_a_viewer_brings_in_nothing(hoa: Visitor) -> None:
    assert hoa.get("/facts/paste").status_code == 403
    assert hoa.post("/facts/paste", of="/account/", rows="", period="2022").status_code == 403


def test_the_list_takes_a_fixed_number_of_queries(an: Visitor, database: Database) -> None:
    pasted(an, HEADER, ROW)
    counts = []
    for path in ("/facts/?period=2022", "/facts/?period=2021"):
        with queries(database) as sent:
            an.get(path)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 10


def test_what_was_entered_by_mistake_is_set_back_to_unknown(an: Visitor, hoa: Visitor) -> None:
    pasted(an, HEADER, ROW)
    address = "/facts/forget?period=2022&agency=so-y-te"
    assert address in an.get("/facts/?period=2022").text.replace("&amp;", "&")
    page = an.get(address)
    assert "Thứ hạng: 3" in told(page)
    sent = {"period": "2022", "agency": "so-y-te", "expected": page.text.partition('name="expected" value="')[2][:64]}
    answer = an.post("/facts/forget", of=address, **sent, names="rank")
    assert answer.status_code == 422
    assert "Cần nêu lý do chuyển về chưa biết" in told(answer)
    assert 'value="rank" checked' in answer.text
    answer = an.post("/facts/forget", of=address, **sent, names="rank", reason="Nhập nhầm dòng")
    after = told(an.get(str(answer.location)))
    assert "Đã chuyển nội dung được chọn về chưa biết" in after
    assert "82,5% Không" in after
    assert "Chuyển kết quả năm trước về chưa biết" in told(an.get("/audit/"))
    assert hoa.get(address).status_code == 403


def test_all_that_is_wrong_is_told_at_once_and_no_column_twice(an: Visitor) -> None:
    page = pasted(an, HEADER, "Sở Lạ\tba\tcó lẽ\tnhiều\tTuyệt vời", "Sở Y tế\t0\t\t\t", "Sở Xây dựng\tba\t\t\t")
    assert "Có 03 dòng sai" in page
    assert all(words in page for words in ("“Sở Lạ”", "“có lẽ”", "“nhiều”", "“Tuyệt vời”"))
    assert "Thứ hạng: Thứ hạng" not in page
    assert "ít nhất một giá trị" not in page


@pytest.mark.parametrize("percent", ["101", "150,5", "-1"])
def test_a_composite_index_beyond_the_whole_is_refused(an: Visitor, percent: str) -> None:
    page = pasted(an, HEADER, f"Sở Y tế\t3\t\t{percent}\t")
    assert f"Chỉ số tổng hợp (%): {percent} nằm ngoài giới hạn. Được phép: từ 0 đến 100." in page
