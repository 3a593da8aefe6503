"""Signing in, out, and another password: without a browser's scripts, over the pages as they are sent."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from admin import accounts
from rulesvc.database import Database
from rulesvc.usecases.persons import end_person, system_actor
from tests.admin.visiting import PASSWORD, Visitor, enrol, told


def test_a_stranger_is_asked_to_sign_in_and_comes_back(visitor: Visitor, database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    answer = visitor.get("/account/")
    assert (answer.status_code, answer.location) == (303, "/sign-in/?back=/account/")
    entered = visitor.post("/sign-in/", code="lan", password=PASSWORD, back="/account/")
    assert (entered.status_code, entered.location) == (303, "/account/")
    assert "Nguyễn Thị Lan" in told(visitor.get("/account/"))


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""])
def test_nobody_is_led_elsewhere(visitor: Visitor, database: Database, back: str) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    assert visitor.post("/sign-in/", code="lan", password=PASSWORD, back=back).location == "/"


def test_a_wrong_password_is_refused_and_the_code_stays_typed(visitor: Visitor, database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    answer = visitor.post("/sign-in/", code="lan", password="wrong")
    assert answer.status_code == 422
    assert 'value="lan"' in answer.text
    assert "wrong" not in answer.text


def test_after_five_wrong_ones_the_right_one_is_refused_too(visitor: Visitor, database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    for _ in range(5):
        visitor.post("/sign-in/", code="lan", password="wrong")
    answer = visitor.post("/sign-in/", code="lan", password=PASSWORD)
    assert answer.status_code == 422
    assert "nhiều lần" in told(answer)


def test_signing_out_ends_the_session(lan: Visitor) -> None:
    assert lan.post("/sign-in/out", of="/account/").location == "/sign-in/"
    assert lan.get("/account/").status_code == 303


def test_another_password_ends_the_other_sessions_and_keeps_this_one(app: Flask, lan: Visitor) -> None:
    other = Visitor(app.test_client()).sign_in("lan")
    new = "Một câu khác dễ nhớ"
    answer = lan.post("/account/password", of="/account/", old=PASSWORD, new=new, again=new)
    assert answer.location == "/account/"
    assert "Đã đổi mật khẩu" in told(lan.get("/account/"))
    assert other.get("/account/").status_code == 303
    assert Visitor(app.test_client()).sign_in("lan", new).get("/account/").status_code == 200


def test_two_new_passwords_that_differ_are_told_beside_the_second(lan: Visitor) -> None:
    answer = lan.post("/account/password", of="/account/", old=PASSWORD, new="Một câu khác dễ nhớ", again="khác")
    assert answer.status_code == 422
    assert 'id="again-told"' in answer.text
    assert "không giống nhau" in told(answer)


def test_a_wrong_present_password_is_told_beside_it_and_counts(lan: Visitor) -> None:
    new = "Một câu khác dễ nhớ"
    for _ in range(5):
        answer = lan.post("/account/password", of="/account/", old="sai mật khẩu", new=new, again=new)
        assert (answer.status_code, 'id="old-told"' in answer.text) == (422, True)
    assert "nhiều lần" in told(lan.post("/account/password", of="/account/", old=PASSWORD, new=new, again=new))


def test_a_session_ends_after_twelve_hours(lan: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime.now(UTC) + timedelta(hours=12, minutes=1)
    monkeypatch.setattr(accounts, "now", lambda: later)
    assert lan.get("/account/").status_code == 303


def test_whoever_left_is_signed_out(lan: Visitor, database: Database) -> None:
    with database.writing() as session:
        end_person(session, "lan", actor=system_actor(session, "tester", now=datetime.now(UTC)), now=datetime.now(UTC))
    assert lan.get("/account/").status_code == 303


def test_where_nobody_has_an_account_the_page_says_how_to_make_one(visitor: Visitor) -> None:
    assert "rulesvc person add" in told(visitor.get("/sign-in/"))


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(visitor: Visitor, database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    cookie = visitor.post("/sign-in/", code="lan", password=PASSWORD).headers["Set-Cookie"]
    assert all(each in cookie for each in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


@pytest.mark.parametrize("code", ["Lan", "LAN", " lan "])
def test_a_capital_letter_in_the_code_is_no_matter(visitor: Visitor, database: Database, code: str) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    assert 'autocapitalize="none" autocorrect="off" spellcheck="false"' in visitor.get("/sign-in/").text
    assert visitor.post("/sign-in/", code=code, password=PASSWORD).status_code == 303
    assert "Nguyễn Thị Lan" in told(visitor.get("/account/"))


def test_failures_count_together_however_the_code_is_written(visitor: Visitor, database: Database) -> None:
    enrol(database, "lan", "Nguyễn Thị Lan", "editor")
    for code in ("lan", "Lan", "LAN", "laN", "lAn"):
        visitor.post("/sign-in/", code=code, password="wrong")
    assert "nhiều lần" in told(visitor.post("/sign-in/", code="lan", password=PASSWORD))
