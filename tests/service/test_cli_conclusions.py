"""`rulesvc conclusion`: what the council concluded, on the command line."""

import pytest

from rulesvc.database import Database
from tests.command_line import Ran, run_on
from tests.service.concluding import Council, council_on

pytestmark = pytest.mark.on_sqlite

SAID = ("--outcome", "hoan-thanh", "--reason", "Thống nhất 12/12", "--minutes", "bien-ban-01")


@pytest.fixture
def council(committing: Database) -> Council:
    return council_on(committing)


def run(council: Council, *words: str) -> Ran:
    return run_on(council.database)("conclusion", *words, "--lang", "en")


def proposed(council: Council, evaluation: int) -> Ran:
    return run(council, "propose", str(evaluation), "--table", "head_rating", *SAID, "--as", "secretary")


def test_a_conclusion_is_proposed_and_confirmed_by_somebody_else(council: Council) -> None:
    evaluation = council.evaluate()
    entered = proposed(council, evaluation)
    told = f"1  evaluation {evaluation}  so-noi-vu  2022  head_rating: hoan-thanh  proposed by secretary"
    assert entered.lines == [
        f"{told}  waits for a second person",
        "    Minutes No. 01/BB-HĐ of 2023-01-20 by the Appraisal Council: Thống nhất 12/12",
    ]
    own = run(council, "confirm", "1", "--as", "secretary")
    assert (own.code, own.err) == (1, "You proposed conclusion 1: a second person confirms or rejects it.\n")
    confirmed = run(council, "confirm", "1", "--comment", "Đúng", "--as", "second")
    assert confirmed.lines[0] == f"{told}  confirmed by second"
    assert confirmed.lines[2] == "    Đúng"
    assert run(council, "list").text == confirmed.text
    assert run(council, "list", "--status", "proposed").lines == []


def test_a_proposal_is_rejected_with_a_comment(council: Council) -> None:
    proposed(council, council.evaluate())
    assert run(council, "reject", "1", "--as", "second").code == 2
    rejected = run(council, "reject", "1", "--comment", "Sai bảng", "--as", "second")
    assert rejected.lines[0].endswith("rejected by second")
    assert rejected.lines[2] == "    Sai bảng"


def test_votes_and_reserved_opinions_are_told(council: Council) -> None:
    evaluation = str(council.evaluate())
    proposal = ("propose", evaluation, "--table", "head_rating", *SAID, "--as", "secretary")
    reserved = ("--reserved", "Đồng chí Trần Văn B bảo lưu ý kiến")
    entered = run(council, *proposal, "--votes", "11", "1", "0", *reserved)
    assert entered.lines[2:] == [
        "    Votes: 11 in favour, 1 against, 0 other.",
        "    Reserved opinions: Đồng chí Trần Văn B bảo lưu ý kiến",
    ]
    listed = run_on(council.database)("conclusion", "list").lines
    assert listed[2:] == [
        "    Biểu quyết: 11 đồng ý, 01 không đồng ý, 0 ý kiến khác.",
        "    Ý kiến bảo lưu: Đồng chí Trần Văn B bảo lưu ý kiến",
    ]
    assert run(council, *proposal, "--votes", "11", "1").code == 2


def test_what_is_to_be_confirmed_is_listed(council: Council) -> None:
    council.conclude(council.evaluate())
    assert run(council, "list", "--to-confirm").lines == []
    newer = council.evaluate()
    assert run(council, "list", "--to-confirm").lines[0].endswith(f"to be confirmed for evaluation {newer}")


def test_nobody_concludes_nameless(council: Council) -> None:
    proposal = ("propose", str(council.evaluate()), "--table", "head_rating", *SAID)
    ran = run_on(council.database)("conclusion", *proposal, "--lang", "en", env={"RULESVC_AS": ""})
    assert (ran.code, ran.out) == (1, b"")
    assert "Name who does this" in ran.err
    assert run(council, "list").lines == []
