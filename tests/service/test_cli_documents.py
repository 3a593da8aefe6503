"""`rulesvc document`: the register on the command line."""

from hashlib import sha256
from pathlib import Path

import pytest

from rulesvc.database import Database
from tests.command_line import Run, run_on
from tests.service.people import person
from tests.service.registering import PDF, record_of

pytestmark = pytest.mark.on_sqlite

ADD = ("document", "add", "kh-12", "--kind", "Plan", "--number", "12/KH-UBND", "--dated", "2023-01-10")


@pytest.fixture
def cli(committing: Database) -> Run:
    """The command line of an editor."""
    person(committing, "lan", "editor")
    return run_on(committing, by="lan")


def signed(folder: Path, content: bytes = PDF, name: str = "KH 2022.pdf") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def test_a_document_is_added_changed_and_shown(cli: Run) -> None:
    added = cli(*ADD, "--issuer", "UBND tỉnh", "--subject", "Cải cách hành chính", "--period", "2022")
    line = "kh-12  Kế hoạch số 12/KH-UBND ngày 10/01/2023 của UBND tỉnh  Cải cách hành chính  đã ban hành"
    assert added.lines == [line]
    changed = cli("document", "change", "kh-12", "--signer", "Nguyễn Văn Đức", "--effective-from", "2023-02-01")
    assert changed.lines == [line]
    shown = cli("document", "show", "kh-12").lines
    assert shown[0] == line
    assert shown[1:4] == [
        "    người ký: Nguyễn Văn Đức",
        "    có hiệu lực từ ngày 01/02/2023",
        "    kỳ áp dụng 2022",
    ]
    assert shown[-1].startswith("    sha256 ")


def test_what_no_option_names_stays_and_what_is_blank_is_taken_away(cli: Run, committing: Database) -> None:
    cli(*ADD, "--signer", "Nguyễn Văn Đức", "--period", "2022", "--effective-from", "2023-02-01")
    cli("document", "change", "kh-12", "--period", "", "--effective-from", "", "--status", "expired")
    entry = record_of(committing).entry
    assert (entry.periods, entry.effective_from, entry.status) == ((), None, "expired")
    assert (entry.signer, entry.number) == ("Nguyễn Văn Đức", "12/KH-UBND")


def test_another_kind_does_not_keep_the_english_of_the_one_before(cli: Run, committing: Database) -> None:
    cli(*ADD)
    cli("document", "change", "kh-12", "--kind", "Hướng dẫn")
    assert (record_of(committing).entry.kind.vi, record_of(committing).entry.kind.en) == ("Hướng dẫn", "")
    cli("document", "change", "kh-12", "--kind-en", "Guideline")
    assert (record_of(committing).entry.kind.vi, record_of(committing).entry.kind.en) == ("Hướng dẫn", "Guideline")


def test_a_change_may_name_what_it_rests_on(cli: Run, committing: Database) -> None:
    cli(*ADD)
    seen = record_of(committing).sha256
    assert cli("document", "change", "kh-12", "--number", "13/KH-UBND", "--expected", seen).code == 0
    late = cli("document", "change", "kh-12", "--number", "14/KH-UBND", "--expected", seen)
    assert (late.code, late.out) == (1, b"")
    assert "vừa được lan cập nhật" in late.err
    assert record_of(committing).entry.number == "13/KH-UBND"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("document", "add", "KH 12", "--kind", "Plan"), "CODE: “KH 12” is not a code."),
        (
            ("document", "add", "kh-13", "--kind", "Plan", "--dated", "10/01/2023"),
            "--dated: “10/01/2023” is not a date.",
        ),
        (("document", "add", "kh-13", "--kind", ""), "--kind: may not be empty."),
        (("document", "add", "kh-13", "--kind", "Plan", "--period", "2032"), "--period: Period “2032” is not known."),
        (("document", "add", "27-bc-ubnd", "--kind", "Plan"), "CODE: Document “27-bc-ubnd” is in the register"),
        (("document", "change", "27-bc-ubnd", "--effective-from", "2023"), "--effective-from: “2023” is not a day."),
        (
            ("document", "change", "28-bc-ubnd", "--number", "1"),
            "Document “28-bc-ubnd” is not in the register. Closest",
        ),
        (("document", "relate", "27-bc-ubnd", "amends", "27-bc-ubnd"), "cannot be related to itself"),
        (("document", "attach", "27-bc-ubnd", "nothing.pdf"), "There is no file “nothing.pdf”."),
        (
            ("document", "file", "27-bc-ubnd", "0"),
            "by People's Committee of Hải Dương province” has no file with the hash 0.",
        ),
        (("document", "list", "--period", "2032"), "Period “2032” is not known."),
    ],
)
def test_what_cannot_be_is_refused_with_the_option_that_says_it(cli: Run, words: tuple[str, ...], said: str) -> None:
    ran = cli(*words, "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert said in ran.err


def test_documents_are_listed_by_what_they_are(cli: Run) -> None:
    cli(*ADD)
    assert len(cli("document", "list").lines) == 6
    assert cli("document", "list", "--words", "ke hoach 12/kh", "--lang", "en").lines == [
        "kh-12  Plan No. 12/KH-UBND of 2023-01-10  issued"
    ]
    assert [line.split()[0] for line in cli("document", "list", "--kind", "quyet dinh", "--words", "2018").lines] == [
        "29-2018-qd-ubnd"
    ]
    assert cli("document", "list", "--status", "draft").lines == []


def test_documents_are_related_and_a_mistake_is_taken_back(cli: Run) -> None:
    words = ("document", "relate", "29-2018-qd-ubnd", "amends", "13-2016-qd-ubnd")
    assert "    sửa đổi, bổ sung 13-2016-qd-ubnd" in cli(*words).lines
    other = cli("document", "show", "13-2016-qd-ubnd").lines
    assert "    được sửa đổi, bổ sung bởi 29-2018-qd-ubnd" in other
    assert cli(*words).err == (
        "Danh mục đã có quan hệ: “Quyết định số 29/2018/QĐ-UBND ngày 29/11/2018 của Ủy ban nhân dân tỉnh Hải Dương” "
        "sửa đổi, bổ sung “Quyết định số 13/2016/QĐ-UBND ngày 17/6/2016 của Ủy ban nhân dân tỉnh Hải Dương”.\n"
    )
    assert cli(*words, "--undo").code == 0
    assert cli("document", "show", "13-2016-qd-ubnd").lines != other


def test_where_a_document_is_cited_is_shown(cli: Run) -> None:
    shown = cli("document", "show", "nq-btv-2021").lines
    cited = "    được dẫn làm căn cứ tại so, lần ban hành 1: review.kiem-diem, review_repeat.lap-lai"
    assert cited in shown


def test_a_signed_file_is_kept_and_written_out_again_byte_for_byte(cli: Run, tmp_path: Path) -> None:
    cli(*ADD)
    kept = cli("document", "attach", "kh-12", signed(tmp_path))
    digest = sha256(PDF).hexdigest()
    assert kept.text.startswith(f"KH 2022.pdf, {len(PDF)} byte, lan thêm lúc ")
    assert kept.text.endswith(f"  sha256 {digest}\n")
    assert cli("document", "file", "kh-12", digest).out == PDF
    again = cli("document", "attach", "kh-12", signed(tmp_path, name="other.pdf"))
    assert "đã có tệp này: “KH 2022.pdf”" in again.err


def test_a_file_that_is_no_pdf_is_told_as_officials_are_told(cli: Run, tmp_path: Path) -> None:
    cli(*ADD)
    ran = cli("document", "attach", "kh-12", signed(tmp_path, b"PK\x03\x04"))
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err == "Tệp “KH 2022.pdf” không phải tệp PDF hợp lệ. Nội dung cũ không thay đổi.\n"


def test_whoever_may_not_keep_the_register_is_told(committing: Database) -> None:
    person(committing, "khach", "viewer")
    ran = run_on(committing, by="khach")(*ADD)
    assert (ran.code, ran.out) == (1, b"")
    assert "khach" in ran.err
