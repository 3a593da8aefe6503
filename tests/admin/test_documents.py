"""The register of documents on pages: searched, entered, changed by two at once, related, and kept as signed."""

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from rulesvc.database import Database
from rulesvc.usecases.persons import system_actor
from tests.admin.visiting import Visitor, told
from tests.service.asking import queries
from tests.service.databases import NOW
from tests.service.registering import PDF, registered

PLAN = {
    "kind": "Kế hoạch",
    "number": "15/KH-UBND",
    "dated": "10/01/2023",
    "subject": "Cải cách hành chính năm 2023",
    "issuer": "Ủy ban nhân dân tỉnh",
    "signer": "Nguyễn Văn Đức",
    "signer_title": "Phó Chủ tịch",
    "effective_from": "",
    "status": "issued",
    "code": "",
}


def seen(visitor: Visitor, path: str) -> str:
    """The hash of what the form at *path* shows."""
    found = re.search(r'name="expected" value="([0-9a-f]{64})"', visitor.get(path).text)
    assert found
    return found[1]


def attached(visitor: Visitor, content: bytes, name: str = "KH 2023.pdf") -> TestResponse:
    token = visitor.token("/documents/15-kh-ubnd-2023/")
    sent = {"csrf_token": token, "file": (BytesIO(content), name)}
    return visitor.client.post("/documents/15-kh-ubnd-2023/files", data=sent)


def test_search_finds_words_without_accents(lan: Visitor) -> None:
    page = told(lan.get("/documents/?words=quyet+dinh"))
    assert "Quyết định số 29/2018/QĐ-UBND" in page
    assert "Báo cáo số" not in page.partition("Trích yếu")[2]
    assert "Không tìm thấy" in told(lan.get("/documents/?words=khong+co+gi"))


def test_a_document_is_entered_with_a_code_of_its_own(lan: Visitor) -> None:
    assert lan.post("/documents/new", **PLAN).location == "/documents/15-kh-ubnd-2023/"
    page = told(lan.get("/documents/15-kh-ubnd-2023/"))
    assert "Kế hoạch số 15/KH-UBND ngày 10/01/2023" in page
    assert "Nguyễn Văn Đức, Phó Chủ tịch" in page


def test_what_is_wrong_is_told_beside_its_field_and_stays_typed(lan: Visitor) -> None:
    answer = lan.post("/documents/new", **{**PLAN, "dated": "31/02/2023"})
    assert answer.status_code == 422
    assert 'id="dated-told"' in answer.text
    assert 'value="31/02/2023"' in answer.text
    assert 'value="15/KH-UBND"' in answer.text
    again = lan.post("/documents/new", **{**PLAN, "kind": ""})
    assert (again.status_code, 'id="kind-told"' in again.text) == (422, True)


def test_a_day_in_force_before_the_date_of_issue_is_to_be_confirmed(lan: Visitor) -> None:
    sent = {**PLAN, "effective_from": "01/01/2023"}
    answer = lan.post("/documents/new", **sent)
    assert answer.status_code == 422
    assert 'id="effective_from-told"' in answer.text
    assert 'name="retroactive"' in answer.text
    assert lan.post("/documents/new", **sent, retroactive="1").status_code == 303
    assert 'name="retroactive" value="1" checked' in lan.get("/documents/15-kh-ubnd-2023/change").text


@pytest.mark.parametrize(("dated", "since"), [("10/01/2023", "10/01/2023"), ("2023", "01/01/2023"), ("", "01/01/2023")])
def test_a_day_in_force_that_is_not_before_the_date_of_issue_is_entered(lan: Visitor, dated: str, since: str) -> None:
    sent = {**PLAN, "dated": dated, "effective_from": since, "code": "ke-hoach"}
    assert lan.post("/documents/new", **sent).status_code == 303


def test_of_two_who_change_at_once_the_second_sees_both(lan: Visitor) -> None:
    lan.post("/documents/new", **PLAN)
    address = "/documents/15-kh-ubnd-2023/change"
    tag = seen(lan, address)
    assert lan.post(address, **{**PLAN, "signer": "Trần Minh"}, expected=tag).status_code == 303
    second = lan.post(address, **{**PLAN, "subject": "Trích yếu khác"}, expected=tag)
    assert second.status_code == 422
    assert 'value="Trích yếu khác"' in second.text
    page = told(second)
    assert "Nguyễn Thị Lan" in page
    assert "Đang ghi trong danh mục: Trần Minh" in page
    new = re.search(r'name="expected" value="([0-9a-f]{64})"', second.text)
    assert new
    assert lan.post(address, **{**PLAN, "subject": "Trích yếu khác"}, expected=new[1]).status_code == 303
    assert "Trích yếu khác" in told(lan.get("/documents/15-kh-ubnd-2023/"))


def test_a_change_that_does_not_say_what_was_seen_is_refused(lan: Visitor) -> None:
    lan.post("/documents/new", **PLAN)
    assert lan.post("/documents/15-kh-ubnd-2023/change", **{**PLAN, "signer": "X"}).status_code == 422


def test_a_signed_file_is_kept_and_given_back_byte_for_byte(lan: Visitor) -> None:
    lan.post("/documents/new", **PLAN)
    assert attached(lan, PDF).status_code == 303
    page = lan.get("/documents/15-kh-ubnd-2023/").text
    address = re.search(r'href="([^"]+/files/[0-9a-f]{64})"', page)
    assert address
    with lan.get(address[1]) as answer:
        assert answer.data == PDF
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_no_pdf_is_told_beside_the_field(lan: Visitor) -> None:
    lan.post("/documents/new", **PLAN)
    answer = attached(lan, b"MZ", "x.exe")
    assert (answer.status_code, 'id="file-told"' in answer.text) == (422, True)


def test_documents_are_related_and_the_relation_is_taken_back(lan: Visitor, database: Database) -> None:
    lan.post("/documents/new", **PLAN)
    with database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
    registered(database, tester, "kh-12")
    here, other = "/documents/15-kh-ubnd-2023/", "/documents/kh-12/"
    assert lan.post(f"{here}relations", of=here, kind="replaces", other="kh-12").status_code == 303
    assert "Thay thế Kế hoạch số 12/KH-UBND" in told(lan.get(here))
    assert "Được thay thế bởi Kế hoạch số 15/KH-UBND" in told(lan.get(other))
    assert lan.post(f"{here}relations/end", of=here, kind="replaces", other="kh-12").status_code == 303
    assert "Được thay thế bởi" not in told(lan.get(other))
    refused = lan.post(f"{here}relations", of=here, kind="replaces", other="khong-co")
    assert (refused.status_code, 'id="other-told"' in refused.text) == (422, True)


def test_a_page_says_where_a_document_is_the_basis(lan: Visitor) -> None:
    address = re.search(r'href="(/documents/[^"/]*29-2018[^"/]*/)"', lan.get("/documents/").text)
    assert address
    page = told(lan.get(address[1]))
    assert "Được dẫn làm căn cứ tại" in page
    assert "lần ban hành 1" in page


def test_a_viewer_reads_and_changes_nothing(lan: Visitor, hoa: Visitor) -> None:
    lan.post("/documents/new", **PLAN)
    here = "/documents/15-kh-ubnd-2023/"
    assert "Sửa thông tin" not in told(hoa.get(here))
    for path in ("/documents/new", f"{here}change", f"{here}files", f"{here}relations", f"{here}relations/end"):
        assert hoa.post(path, of="/account/", **PLAN).status_code == 403, path
    assert hoa.get(f"{here}change").status_code == 403


def test_pages_take_a_fixed_number_of_queries(lan: Visitor, database: Database) -> None:
    def sent(path: str) -> int:
        with queries(database) as statements:
            lan.get(path)
        return len(statements)

    lan.post("/documents/new", **PLAN)
    paths = ("/documents/", "/documents/15-kh-ubnd-2023/", "/documents/15-kh-ubnd-2023/change")
    before = [sent(path) for path in paths]
    with database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
    for number in range(5):
        registered(database, tester, f"kh-{number}")
    assert [sent(path) for path in paths] == before
    assert before[0] <= 6
