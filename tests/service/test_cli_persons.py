"""`rulesvc person`, and `--as`: whatever changes something is done by a person."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rulesvc.database import Database
from rulesvc.store.persons import Actor
from tests.command_line import Run, run_on
from tests.hai_duong import CASE
from tests.service.people import person
from tests.service.signing import tried

pytestmark = pytest.mark.on_sqlite

FIRST = ("person", "add", "lan", "--name", "Nguyễn Thị Lan", "--role", "administrator", "--role", "editor")
PERIOD = ("period", "add", "2026", "--from", "2026-01-01", "--to", "2026-12-31")

CHANGES = [
    PERIOD,
    ("block", "add", "xa", "--name", "Xã"),
    ("agency", "import", "agencies.csv"),
    ("rubric", "import", str(CASE / "so.json")),
    ("api-key", "create", "--person", "lan", "--scope", "read"),
    ("person", "add", "minh", "--name", "Minh"),
    ("person", "change", "lan", "--name", "Minh"),
    ("person", "end", "lan"),
    ("person", "password", "lan", "--stdin"),
    ("person", "unlock", "lan"),
    ("person", "deputy", "add", "lan", "--deputy", "lan", "--from", "2099-01-01", "--to", "2099-01-01"),
    ("person", "deputy", "end", "1"),
]


@pytest.fixture
def nobody(committing: Database) -> Run:
    return run_on(committing)


@pytest.fixture(autouse=True)
def _in_a_folder_with_agencies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "agencies.csv").write_text("code,name,block\nm,M,so\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def lan(nobody: Run, committing: Database) -> Run:
    assert nobody(*FIRST).code == 0
    return run_on(committing, by="lan")


def test_the_first_administrator_is_added_by_nobody_and_the_second_is_not(nobody: Run) -> None:
    assert nobody(*FIRST).lines == ["lan  Nguyễn Thị Lan  người soạn thảo, quản trị hệ thống"]
    second = nobody("person", "add", "minh", "--name", "Minh", "--role", "administrator", "--lang", "en")
    assert (second.code, second.out) == (1, b"")
    assert second.err.startswith("Name who does this: --as PERSON, or RULESVC_AS.")
    assert nobody("person", "add", "minh", "--name", "Minh", "--as", "lan").lines == ["minh  Minh"]


def test_only_an_administrator_is_added_by_nobody(nobody: Run) -> None:
    ran = nobody("person", "add", "lan", "--name", "Lan", "--role", "editor", "--lang", "en")
    assert ran.code == 1
    assert "rulesvc person add CODE --name NAME --role administrator" in ran.err


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:3]))
def test_nothing_is_changed_by_nobody_nor_by_an_account_of_the_service(
    nobody: Run, committing: Database, words: tuple[str, ...]
) -> None:
    person(committing, "lan", "administrator")
    for by, said in (("", "Cần nêu người thực hiện"), ("init", "tài khoản của hệ thống"), ("lam", "Gần nhất: lan")):
        ran = nobody(*words, env={"RULESVC_AS": by}, sent="x" * 12)
        assert (ran.code, ran.out) == (1, b"")
        assert said in ran.err


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:3]))
def test_nothing_is_changed_without_a_role_that_may(nobody: Run, committing: Database, words: tuple[str, ...]) -> None:
    person(committing, "lan", "administrator")
    person(committing, "khach", "viewer")
    ran = nobody(*words, "--as", "khach", sent="x" * 12)
    if words[:3] == ("person", "deputy", "end"):
        assert ran.err == "Không có việc ủy quyền số 1.\n"
    else:
        assert ran.err.startswith("khach không có quyền thực hiện việc này (")
    assert (ran.code, ran.out) == (1, b"")


def test_who_is_named_goes_before_the_environment(lan: Run) -> None:
    lan("person", "add", "minh", "--name", "Minh", "--role", "viewer")
    assert "minh may not do this" in lan(*PERIOD, "--as", "minh", "--lang", "en").err
    assert lan(*PERIOD).code == 0


def test_reading_needs_nobody(nobody: Run) -> None:
    for words in (("person", "list"), ("person", "deputy", "list"), ("rubric", "list"), ("api-key", "list")):
        assert nobody(*words).code == 0
    assert nobody("person", "list", "--lang", "en").lines == ["init  init  account of the service"]


def test_a_person_is_changed_and_ended(lan: Run) -> None:
    lan("person", "add", "minh", "--name", "Minh", "--role", "viewer", "--role", "editor")
    changed = lan("person", "change", "minh", "--title", "Trưởng phòng", "--role", "approver")
    assert changed.lines == ["minh  Minh  Trưởng phòng  người phê duyệt"]
    assert lan("person", "change", "minh", "--name", "Trần Minh").lines == [
        "minh  Trần Minh  Trưởng phòng  người phê duyệt"
    ]
    assert "thôi sử dụng lúc " in lan("person", "end", "minh").text
    assert "đã thôi sử dụng hệ thống" in lan("person", "list", "--as", "minh").err + lan(*PERIOD, "--as", "minh").err
    assert "“lan” không tự chấm dứt quyền sử dụng" in lan("person", "end", "lan").err
    last = lan("person", "change", "lan", "--role", "editor")
    assert last.err.startswith("“lan” là người quản trị hệ thống duy nhất.")


def test_a_subject_of_the_identity_provider_is_given_shown_and_taken_away(lan: Run) -> None:
    added = lan("person", "add", "minh", "--name", "Minh", "--subject", "248289761001")
    assert added.lines == ["minh  Minh  mã định danh 248289761001"]
    assert lan("person", "change", "minh", "--name", "Trần Minh").lines == [
        "minh  Trần Minh  mã định danh 248289761001"
    ]
    taken = lan("person", "change", "lan", "--subject", "248289761001")
    assert (taken.code, taken.err) == (1, "--subject: Mã định danh “248289761001” đã gắn với “minh”.\n")
    assert lan("person", "change", "minh", "--subject", "").lines == ["minh  Trần Minh"]


def test_a_deputy_is_named_listed_and_ended(lan: Run) -> None:
    lan("person", "add", "minh", "--name", "Minh", "--role", "approver")
    days = ("--from", "2099-07-01", "--to", "2099-07-14")
    named = lan("person", "deputy", "add", "minh", "--deputy", "lan", *days, "--as", "minh")
    assert named.lines == ["1  lan thay minh  từ 01/7/2099 đến 14/7/2099"]
    assert lan("person", "deputy", "list").lines == named.lines
    ended = lan("person", "deputy", "end", "1", "--lang", "en")
    assert ended.lines[0].startswith("1  lan for minh  from 2099-07-01 to 2099-07-14  ended ")
    passed = lan("person", "deputy", "add", "minh", "--deputy", "lan", "--from", "2020-01-01", "--to", "2099-01-01")
    assert "Không ủy quyền từ ngày 01/01/2020 vì ngày này đã qua." in passed.err
    endless = lan("person", "deputy", "add", "minh", "--deputy", "lan", "--from", "2099-01-01", "--to", "9999-12-31")
    assert "Không ủy quyền đến ngày 31/12/9999 vì dài quá một năm." in endless.err


# ---- passwords -------------------------------------------------------------------------------------------------------


def is_password(database: Database, password: str) -> bool:
    return isinstance(tried(database, "lan", password, now=datetime.now(UTC)), Actor)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_password_comes_from_stdin_without_the_end_of_its_line(lan: Run, committing: Database, end: str) -> None:
    ran = lan("person", "password", "lan", "--stdin", sent=f"mật khẩu của tôi{end}")
    assert ran.lines == ["Đã đặt mật khẩu cho lan."]
    assert is_password(committing, "mật khẩu của tôi")


def test_a_password_is_asked_for_twice_and_not_shown(lan: Run, committing: Database) -> None:
    ran = lan("person", "password", "lan", "--lang", "en", sent="a long password\na long password\n")
    assert (ran.code, ran.lines) == (0, ["Password of lan is set."])
    assert "a long password" not in ran.text + ran.err
    assert is_password(committing, "a long password")
    differing = lan("person", "password", "lan", "--lang", "en", sent="another password\nanother passwort\n")
    assert (differing.code, differing.out) == (1, b"")
    assert "The two passwords are not the same. Nothing was changed." in differing.err
    assert is_password(committing, "a long password")


@pytest.mark.parametrize("sent", [b"short", b"", b"\xff" * 12, b"two lines\nof a password\n", b"x" * 5000])
def test_a_password_that_cannot_be_is_refused_and_not_told(lan: Run, sent: bytes) -> None:
    ran = lan("person", "password", "lan", "--stdin", sent=sent)
    assert (ran.code, ran.out) == (1, b"")
    assert "Được phép: từ 12 đến 200 ký tự" in ran.err
    assert "password" not in ran.err.removeprefix("password: ")


def test_whoever_is_locked_out_is_let_in_by_the_command_line(lan: Run, committing: Database) -> None:
    lan("person", "password", "lan", "--stdin", sent="a long password")
    for _ in range(5):
        assert not is_password(committing, "a wrong password")
    assert not is_password(committing, "a long password")
    assert lan("person", "unlock", "lan").lines == ["lan được thử đăng nhập lại."]
    assert is_password(committing, "a long password")
