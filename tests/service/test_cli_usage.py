"""A command line that cannot be understood is told so in the language that it asks for, and nothing is done."""

import pytest

from tests.command_line import run

MISUSED = [
    (["replay", "abc"], "“ID”: giá trị không hợp lệ. Được phép: số nguyên.", "replay"),
    (["replay"], "Thiếu “ID”.", "replay"),
    (["replay", "1", "2"], "Dòng lệnh có thừa tham số.", "replay"),
    (["evaluate", "x.csv", "--period", "2022"], "Thiếu “--rubric”.", "evaluate"),
    (["evaluate", "x.csv", "--rubric"], "“--rubric” cần có giá trị.", ""),
    (["rubric", "import", "x.json", "--issue=yes"], "“--issue” không nhận giá trị.", ""),
    (["rubric", "show", "so", "--lang", "fr"], "“--lang”: giá trị không hợp lệ. Được phép: vi, en.", "rubric show"),
    (
        ["rubric", "show", "so", "--edition", "x"],
        "“--edition”: giá trị không hợp lệ. Được phép: số nguyên.",
        "rubric show",
    ),
    (["serve", "--port", "0"], "“--port”: giá trị không hợp lệ. Được phép: số nguyên từ 1 đến 65.535.", "serve"),
    (["replay", "1", "--fast"], "Không có tùy chọn “--fast”. Được phép: --lang.", "replay"),
]


@pytest.mark.parametrize(("words", "said", "command"), MISUSED)
def test_it_is_told_in_vietnamese_where_nothing_else_is_asked_for(words: list[str], said: str, command: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, b"")
    assert ran.complaints[0] == said
    assert ran.complaints[1].startswith("Xem hướng dẫn: ")
    assert ran.complaints[1].endswith(f" {command} --help".replace("  ", " "))
    assert len(ran.complaints) == 2


def test_an_unknown_command_is_told_with_those_that_there_are() -> None:
    ran = run("rubric", "lisst")
    assert ran.complaints[0] == (
        "Không có lệnh “lisst”. Được phép: cases, check, export, impact, import, list, schema, show, submission, "
        "template."
    )


@pytest.mark.parametrize("asked", [["--lang", "en"], ["--lang=en"]])
def test_it_is_told_in_english_where_that_is_asked_for(asked: list[str]) -> None:
    assert run("replay", "abc", *asked).complaints[0] == "“ID”: this value is not allowed. Allowed: a whole number."


def test_help_and_a_command_without_anything_are_no_mistakes() -> None:
    assert run("replay", "--help").code == 0
    assert "Commands:" in run("rubric").err + run("rubric").text
