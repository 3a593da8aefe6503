"""`rulesvc period | block | agency`: what a service needs to leave the year of the reference case."""

import json
from pathlib import Path

import pytest

from rulesvc.database import Database
from tests.command_line import Run, run_on
from tests.hai_duong import CASE, document
from tests.service.people import everybody

pytestmark = pytest.mark.on_sqlite

HEAD = "code,name,block"
KNOWN = ("--acknowledge-all", "As the decision in force has it")


@pytest.fixture
def cli(committing: Database) -> Run:
    return run_on(committing, by=everybody(committing, "lan").person)


def written(folder: Path, *lines: str, name: str = "agencies.csv", encoding: str = "utf-8") -> str:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return str(path)


def test_periods_are_listed_in_time(cli: Run) -> None:
    assert cli("period", "list").lines == ["2021  2021-01-01  2021-12-31", "2022  2022-01-01  2022-12-31"]


def test_a_rubric_is_issued_for_a_period_that_was_added(cli: Run, tmp_path: Path) -> None:
    """The next year, a new block and a new agency: everything up to its result."""
    assert cli("period", "add", "2026", "--from", "2026-01-01", "--to", "2026-12-31").code == 0
    assert cli("block", "add", "xa", "--name", "Khối UBND cấp xã").lines == ["xa  Khối UBND cấp xã"]
    agencies = written(tmp_path, HEAD, "xa-an-lac,UBND xã An Lạc,xa")
    assert cli("agency", "import", agencies, "--lang", "en").lines == ["Agencies added: 1, changed: 0, already so: 0."]
    rubric = written(tmp_path, json.dumps({**document("so"), "code": "xa", "block": "xa"}), name="xa.json")
    issued = cli("rubric", "import", rubric, "--issue", "--period", "2026", *KNOWN, "--lang", "en")
    assert issued.lines[0].startswith("xa, edition 1  issued  periods 2026")

    points = {area["code"]: area["max_points"] for area in json.loads((CASE / "so.json").read_bytes())["criteria"]}
    rows = [f"xa-an-lac,{area},{most}" for area, most in points.items()]
    scores = written(tmp_path, "agency,criterion,points", *rows, name="scores.csv")
    (result,) = cli("evaluate", scores, "--rubric", "xa", "--period", "2026", "--format", "json").results
    assert result["total"]["percent"] == "100.00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026", "--from", "2026-02-30", "--to", "2026-12-31"), "“2026-02-30” is not a day."),
        (("2026", "--from", "29/02/2026", "--to", "2026-12-31"), "“29/02/2026” is not a day."),
        (
            ("2026", "--from", "2026/01/01", "--to", "2026-12-31"),
            "Allowed: 2026-12-31 (year-month-day) or 31/12/2026 (",
        ),
        (
            ("2026", "--from", "2022-07-01", "--to", "2023-06-30"),
            "--from: Period “2022”, from 2022-01-01 to 2022-12-31",
        ),
        (("2026", "--from", "2026-01-01", "--to", "2025-12-31"), "The first day, 2026-01-01, is after the last day"),
        (("2022", "--from", "2026-01-01", "--to", "2026-12-31"), "Period “2022” exists already, from 2022-01-01 to"),
        (("a b", "--from", "2026-01-01", "--to", "2026-12-31"), "“a b” is not a code."),
    ],
)
def test_a_period_that_cannot_be_is_refused(cli: Run, words: tuple[str, ...], said: str) -> None:
    ran = cli("period", "add", *words, "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert said in ran.err
    assert len(cli("period", "list").lines) == 2


def test_a_day_may_be_written_as_papers_in_vietnam_have_it(cli: Run, tmp_path: Path) -> None:
    ran = cli("period", "add", "2026", "--from", "01/01/2026", "--to", "31/12/2026")
    assert ran.lines == ["2026  2026-01-01  2026-12-31"]
    path = written(tmp_path, f"{HEAD},valid_from", "m,Sở M,so,1/7/2025")
    assert cli("agency", "import", path).code == 0
    assert cli("agency", "list", "--block", "so").lines[-1] == "m  so  Sở M  từ 2025-07-01 đến …"


def test_a_half_year_within_a_year_is_added_where_that_is_asked_for(cli: Run) -> None:
    words = ("period", "add", "2022-h2", "--from", "2022-07-01", "--to", "2022-12-31")
    assert "--overlapping" in cli(*words).err
    assert cli(*words, "--overlapping").lines == ["2022-h2  2022-07-01  2022-12-31"]


def test_an_agency_that_nothing_is_written_like_is_said_to_be_alone(cli: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD},predecessors", "m,Sở M,so,qqq")
    assert "Cơ quan, đơn vị “qqq”. Gần nhất" not in cli("agency", "import", path).err
    assert "“qqq”. Gần nhất: không có mã tương tự." in cli("agency", "import", path).err
    near = written(tmp_path, f"{HEAD},predecessors", "m,Sở M,so,so-y-tee")
    assert "“so-y-tee”. Gần nhất: so-y-te" in cli("agency", "import", near).err


def test_a_block_is_added_once(cli: Run) -> None:
    words = ("block", "add", "xa", "--name", "Khối UBND cấp xã", "--name-en", "Communes", "--lang", "en")
    assert (cli(*words).text, cli(*words).code) == ("xa  Communes\n", 1)
    assert "Đã có khối “xa”" in cli(*words[:5], "--lang", "vi").err
    assert len(cli("block", "list").lines) == 3


def test_agencies_are_listed_with_their_days_and_predecessors(cli: Run, tmp_path: Path) -> None:
    rows = ["code;name;name_en;block;valid_from;valid_until;predecessors", "m;Sở M;Department M;so;2025-03-01;;so-y-te"]
    assert cli("agency", "import", written(tmp_path, *rows, encoding="utf-8-sig")).code == 0
    assert cli("agency", "list", "--block", "so").lines[-1] == "m  so  Sở M  từ 2025-03-01 đến …  kế thừa so-y-te"
    assert cli("agency", "list", "--lang", "en").lines[-1].startswith("m  so  Department M  from 2025-03-01 to …")
    assert "“x”" in cli("agency", "list", "--block", "x").err


def test_importing_twice_changes_nothing(cli: Run, tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, "m,Sở M,so")
    assert cli("agency", "import", path).lines == ["Đã thêm 01, cập nhật 0, giữ nguyên 0 cơ quan, đơn vị."]
    assert cli("agency", "import", path).lines == ["Đã thêm 0, cập nhật 0, giữ nguyên 01 cơ quan, đơn vị."]


def test_a_changed_row_needs_update(cli: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD},valid_until", "so-y-te,Sở Y tế,so,2025-02-28")
    ran = cli("agency", "import", path, "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert ran.complaints[0].startswith(
        "agencies.csv, line 2, column code: Agency “so-y-te” is stored with another valid until."
    )
    assert ran.complaints[1] == "Errors: 1. Nothing was imported."
    assert cli("agency", "import", path, "--update").code == 0
    assert any("đến 2025-02-28" in line for line in cli("agency", "list").lines)


def test_all_that_is_wrong_is_told_with_line_and_column_and_nothing_is_brought_in(cli: Run, tmp_path: Path) -> None:
    rows = [
        "tốt,Sở A,so,,",
        "b,Sở B,sso,,",
        "c,Sở C,so,2025-13-01,",
        "d,,so,,",
        "e,Sở E,so,,so-y-tee",
        "f,Sở F,so,,",
        "f,Sở F,so,,",
        "g,Sở G",
    ]
    path = written(tmp_path, f"{HEAD},valid_from,predecessors", *rows)
    ran = cli("agency", "import", path, "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert [line.partition(": ")[0] for line in ran.complaints] == [
        "agencies.csv, line 4, column valid_from",
        "agencies.csv, line 5, column name",
        "agencies.csv, line 8, column code",
        "agencies.csv, line 9",
        "Errors",
    ]
    good = [row for row in rows if row[0] not in "cdg"][:-1]
    again = cli("agency", "import", written(tmp_path, f"{HEAD},valid_from,predecessors", *good), "--lang", "en")
    assert [line.partition(": ")[0] for line in again.complaints] == [
        "agencies.csv, line 2, column code",
        "agencies.csv, line 3, column block",
        "agencies.csv, line 4, column predecessors",
        "Errors",
    ]
    assert len(cli("agency", "list").lines) == 30


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty"),
        (HEAD, "The file has a header line but no rows."),
        ("code,name", "Column “block” is missing"),
        (f"{HEAD},colour", "Column “colour” is not known"),
        ("code,agency,name,block", "Columns “code” and “agency” mean the same"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(cli: Run, tmp_path: Path, content: str, said: str) -> None:
    ran = cli("agency", "import", written(tmp_path, content), "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert said in ran.complaints[0]
