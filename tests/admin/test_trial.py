"""Trying: the outcome of what is typed, with nothing stored and nothing typed lost."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import func, select

from rulesvc.database import Database
from rulesvc.models.base import Base
from tests.admin.visiting import Visitor, enrol, told
from tests.hai_duong import sheets
from tests.service.editing import drafted

LEAST = "bql-khu-cong-nghiep"
CHOSEN = {"rubric": "so", "period": "2022", "agency": LEAST}
AT = f"/trial/?rubric=so&period=2022&agency={LEAST}"


def counts(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as session:
        tables = Base.metadata.sorted_tables
        return {each.name: session.scalar(select(func.count()).select_from(each)) or 0 for each in tables}


def typed(visitor: Visitor, path: str = AT) -> dict[str, str]:
    """The fields as the page fills them."""
    text = visitor.get(path).text
    found = re.findall(r'<input type="text" id="[^"]+" name="([^"]+)" value="([^"]*)"', text)
    return {unescape(name): unescape(value) for name, value in found}


def outcome_of(page: str) -> str:
    """What is said below the fields."""
    return page.partition("Chấm thử, không lưu.")[2]


def test_the_points_of_the_agency_are_filled_in(lan: Visitor) -> None:
    fields = typed(lan)
    given = {f"a.{answer.criterion}.points" for answer in sheets()[LEAST].answers}
    assert {name for name in fields if name.startswith("a.")} == given
    assert fields["a.thu-tuc-hanh-chinh.points"] == "9,75"


def test_the_outcome_is_told_and_nothing_is_stored(lan: Visitor, database: Database) -> None:
    fields = typed(lan)
    before = counts(database)
    answer = lan.post("/trial/", of=AT, **CHOSEN, **fields)
    assert answer.status_code == 200
    outcome = outcome_of(told(answer))
    assert "80,97%" in outcome
    assert re.search(r"người đứng đầu Hoàn thành nhiệm vụ", outcome)
    assert counts(database) == before


def test_other_points_come_to_another_outcome(lan: Visitor) -> None:
    answer = lan.post("/trial/", of=AT, **CHOSEN, **{**typed(lan), "a.thu-tuc-hanh-chinh.points": "12"})
    assert re.search(r"người đứng đầu Hoàn thành tốt nhiệm vụ", outcome_of(told(answer)))


@pytest.mark.parametrize(
    ("given", "says"), [("hai", "hai"), ("99", "vượt điểm tối đa"), ("1,1234567", "“1,1234567”"), ("", "Chưa nhập")]
)
def test_bad_numbers_are_refused_beside_their_field_and_nothing_is_lost(lan: Visitor, given: str, says: str) -> None:
    fields = {**typed(lan), "a.the-che.points": given, "a.tai-chinh-cong.points": "4,5"}
    answer = lan.post("/trial/", of=AT, **CHOSEN, **fields)
    assert answer.status_code == 422
    beside = re.search(r'id="told-the-che".*?</div>', answer.text, re.DOTALL)
    assert beside
    assert says in unescape(beside[0])
    assert 'name="a.tai-chinh-cong.points" value="4,5"' in answer.text
    assert f'name="a.the-che.points" value="{given}"' in answer.text


def test_what_did_not_arise_leaves_the_maximum(lan: Visitor) -> None:
    answer = lan.post("/trial/", of=AT, **CHOSEN, **typed(lan), **{"a.tai-chinh-cong.absent": "1"})
    assert "/94 điểm" in outcome_of(told(answer))


def test_a_draft_is_tried_and_says_so(lan: Visitor, database: Database) -> None:
    number = drafted(database).number
    answer = lan.post("/trial/", of=AT, **CHOSEN, **typed(lan), edition=str(number))
    assert "Dự thảo, chưa ban hành" in told(answer)


def test_a_period_without_an_edition_is_told_in_words(lan: Visitor) -> None:
    answer = lan.get(f"/trial/?rubric=so&period=2021&agency={LEAST}")
    assert answer.status_code == 200
    assert "2021" in told(answer)
    assert "a.the-che.points" not in answer.text


def test_an_agency_of_another_block_is_refused(lan: Visitor) -> None:
    answer = lan.post("/trial/", of=AT, **{**CHOSEN, "agency": "nam-sach"}, **typed(lan))
    assert answer.status_code == 422
    assert "UBND huyện Nam Sách" in told(answer)


def test_a_viewer_reads_results_and_does_not_try(app: Flask, database: Database) -> None:
    enrol(database, "hoa", "Lê Thị Hoa", "viewer")
    viewer = Visitor(app.test_client()).sign_in("hoa")
    assert viewer.get("/results/").status_code == 200
    assert viewer.get("/trial/").status_code == 403
    assert "Chấm thử" not in told(viewer.get("/results/"))
