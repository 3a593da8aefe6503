"""What is typed is not lost without a word: an ended session is told, and previews say that nothing is stored."""

from flask import Flask

from rulesvc.database import Database
from tests.admin.reviewing import DRAFT, office
from tests.admin.visiting import Visitor, enrol, told


def test_what_is_sent_after_the_session_has_ended_is_told_and_leads_back_to_its_form(visitor: Visitor) -> None:
    page = "http://localhost/editions/so/1/criteria/"
    answer = visitor.client.post("/editions/so/1/criteria/", data={"do": "save"}, headers={"Referer": page})
    assert answer.status_code == 303
    asked = visitor.get(answer.location)
    assert "nội dung vừa gửi chưa được lưu" in told(asked)
    assert 'name="back" value="/editions/so/1/criteria/"' in asked.text


def test_nobody_is_led_to_another_site(visitor: Visitor) -> None:
    answer = visitor.client.post("/periods/", headers={"Referer": "http://elsewhere.example/periods/"})
    assert "back" not in answer.location


def test_whoever_only_looked_is_not_told_of_anything_lost(visitor: Visitor) -> None:
    asked = visitor.get(visitor.get("/periods/").location)
    assert "chưa được lưu" not in told(asked)


def test_a_preview_and_a_refusal_say_that_nothing_is_stored(app: Flask, database: Database) -> None:
    desk = office(app, database)
    desk.lan.post("/editions/so/1/draft", of="/editions/", period="2023")
    at = f"{DRAFT}/criteria/the-che/"
    assert "data-unsaved" not in desk.lan.get(at).text
    looked = desk.lan.post(at, do="preview")
    assert "data-unsaved" in looked.text
    assert "Nội dung vừa nhập chưa được lưu." in told(looked)


def test_editions_name_people_and_the_day_in_vietnam(app: Flask, database: Database) -> None:
    enrol(database, "thu", "Bùi Thị Thư", "viewer")
    page = told(Visitor(app.test_client()).sign_in("thu").get("/editions/"))
    assert "Tài khoản của hệ thống" in page or "tài khoản của hệ thống" in page
    assert "Chưa ghi nhận văn bản" in page
