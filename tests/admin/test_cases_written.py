"""A case that is written by hand on the page: its sheet, what is expected of it, and what is refused."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin.case_form import EXACTLY, chosen_of, expected_of
from foresight.cases import Decided
from rules.settlement import Reason
from rulesvc.database import Database
from rulesvc.usecases.rubrics import find_edition
from tests.admin.reviewing import DRAFT, Office, drafted, office, sent, unsum
from tests.admin.visiting import told

CASES = f"{DRAFT}/cases/"
NEW = f"{DRAFT}/cases/new"
KHCN = "so-khoa-hoc-cong-nghe"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """An editor has drafted an edition for 2023."""
    found = office(app, database)
    drafted(found.lan)
    return found


def test_the_sheet_of_an_agency_is_taken_as_a_case(desk: Office) -> None:
    fields = opened(desk, KHCN)
    assert fields["e.head_rating"] == ["hoan-thanh-xuat-sac"]
    answer = wrote(desk, {**fields, "name": "Sở Khoa học và Công nghệ 2022", "reason": "Giữ như năm 2022"})
    assert answer.status_code == 303, told(answer)
    said = told(desk.xuan.get(CASES))
    assert "so-khoa-hoc-va-cong-nghe-2022" in said
    assert "Đã xác nhận" in said
    assert "Giữ như năm 2022" in said


def test_a_case_that_does_not_come_out_so_is_kept_and_told(desk: Office) -> None:
    fields = opened(desk, KHCN) | {"name": ["khac"], "e.head_rating": ["hoan-thanh-tot"]}
    tried = wrote(desk, {**fields, "do": "try"})
    assert tried.status_code == 200
    assert "mong đợi" in told(tried)
    assert "khac" not in told(desk.lan.get(CASES))
    assert wrote(desk, fields).status_code == 303
    assert "Hoàn thành tốt nhiệm vụ" in told(desk.lan.get(CASES))


def test_points_are_typed_with_a_decimal_comma_and_told_where_they_are_too_many(desk: Office) -> None:
    fields = opened(desk, KHCN) | {"name": ["thu"]}
    name = next(each for each in fields if each.startswith("a."))
    answer = wrote(desk, {**fields, name: "99,5"})
    assert answer.status_code == 422
    assert "99,5" in told(answer)
    assert f'name="{name}" value="99,5"' in answer.text
    assert 'id="name" name="name" type="text" value="thu"' in answer.text


def test_what_is_not_filled_in_is_told_beside_its_field(desk: Office) -> None:
    fields = opened(desk, "vi-du") | {"name": ["rong"], "e.group": ["90"]}
    answer = wrote(desk, fields)
    assert answer.status_code == 422
    assert told(answer).count("Chưa nhập") > 5


def test_a_name_that_is_missing_is_told_beside_its_field(desk: Office) -> None:
    answer = wrote(desk, {**opened(desk, KHCN), "name": ""})
    assert answer.status_code == 422
    assert 'id="name" name="name" type="text" value=""' in answer.text
    assert 'id="name-told"><p class="mistake">' in answer.text


def test_an_outcome_that_is_not_there_is_refused_in_words(desk: Office) -> None:
    answer = wrote(desk, {**opened(desk, KHCN), "name": "a", "e.head_rating": "khong-co"})
    assert answer.status_code == 422
    assert "khong-co" in told(answer)


def test_a_case_expects_something(desk: Office) -> None:
    nothing = {name: "" for name in opened(desk, KHCN) if name.startswith("e.")}
    assert wrote(desk, {**opened(desk, KHCN), **nothing, "name": "a"}).status_code == 422


def test_names_are_not_taken_twice(desk: Office) -> None:
    fields = opened(desk, KHCN) | {"name": ["a"]}
    assert wrote(desk, fields).status_code == 303
    answer = wrote(desk, fields)
    assert answer.status_code == 422
    assert 'class="field wrong"' in answer.text


def test_a_case_is_begun_from_another(desk: Office) -> None:
    wrote(desk, opened(desk, KHCN) | {"name": ["a"]})
    assert f'href="{NEW}?from=a"' in desk.lan.get(CASES).text
    fields = fields_in(desk.lan.get(f"{NEW}?from=a").text)
    assert fields["e.head_rating"] == ["hoan-thanh-xuat-sac"]
    assert fields["a.the-che.points"] == opened(desk, KHCN)["a.the-che.points"]
    assert wrote(desk, {**fields, "name": "b"}).status_code == 303


def test_a_case_that_was_written_is_taken_out_for_a_reason(desk: Office) -> None:
    wrote(desk, opened(desk, KHCN) | {"name": ["a"]})
    assert sent(desk.lan, "cases", "removed", case="a").status_code == 422
    assert sent(desk.lan, "cases", "removed", case="a", reason="Nhập nhầm").status_code == 303


def test_of_an_edition_that_is_not_open_none_is_written(desk: Office) -> None:
    assert "không ở bước được sửa đổi" in told(desk.lan.get("/editions/so/1/cases/new"))
    assert desk.xuan.get(NEW).status_code == 403


def test_the_page_opens_for_a_draft_that_is_no_complete_rubric(desk: Office) -> None:
    unsum(desk.database)
    assert wrote(desk, opened(desk, KHCN) | {"name": ["a"]}).status_code == 422


# ---- the fields, read and written ------------------------------------------------------------------------------------


def test_what_is_chosen_is_expected_and_nothing_else(desk: Office) -> None:
    with desk.database.reading() as session:
        rubric = find_edition(session, "so", 2).edition.rubric
    chosen = {
        "e.group": ("?no_rule",),
        "e.head_rating": ("",),
        "e.review": (EXACTLY,),
        "e.review.found": ("the-che|kiem-diem",),
        "e.review_repeat": (EXACTLY,),
    }
    expected = expected_of(rubric, chosen)
    assert expected == {
        "group": (Decided(reason=Reason.NO_RULE),),
        "review": (Decided("the-che", "kiem-diem"),),
        "review_repeat": (),
    }
    assert expected_of(rubric, chosen_of(rubric, expected)) == expected


# ---- what the tests ask ----------------------------------------------------------------------------------------------


def opened(desk: Office, agency: str) -> dict[str, Any]:
    """The fields as they are filled from the sheet of an agency."""
    return fields_in(desk.lan.get(f"{NEW}?period=2022&agency={agency}").text)


def fields_in(page: str) -> dict[str, Any]:
    """What a browser would send of the form."""
    form = page.partition(f'<form method="post" action="{NEW}"')[2].partition("</form>")[0]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (attribute(tag, each) for each in ("name", "value"))
        if 'type="checkbox"' not in tag or " checked" in tag:
            found.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = [unescape(chosen[1]) if chosen else ""]
    return found


def attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def wrote(desk: Office, fields: dict[str, Any]) -> TestResponse:
    return desk.lan.client.post(NEW, data={"do": "save", **fields, "csrf_token": desk.lan.token(NEW)})
