"""Rating rules on their page: a threshold is typed over, the picture follows, and nobody overwrites anybody."""

import re
from fractions import Fraction

import pytest
from flask import Flask

from admin.pictures.rating_plane import HEIGHT, WIDTH, Plane, plane_of
from rulesvc.database import Database
from rulesvc.usecases.rubrics import find_edition
from tests.admin.reviewing import Office, drafted, office
from tests.admin.visiting import Visitor, told
from tests.hai_duong import rubric_of

AT = "/editions/so/2/rating-rules"
FLOOR = "at:hoan-thanh-xuat-sac:1"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """A draft of the departments' rubric."""
    found = office(app, database)
    assert drafted(found.lan).status_code == 303
    return found


def tag(visitor: Visitor) -> str:
    page = visitor.get(f"{AT}/").text
    found = re.search(r'/rating-rules/head_rating">.*?name="tag" value="([^"]+)"', page, re.DOTALL)
    assert found
    return found[1]


def typed(visitor: Visitor, value: str, *, seen: str | None = None, **fields: str) -> "tuple[int, str]":
    """The floor of the best rating typed over."""
    sent = {"tag": seen or tag(visitor), FLOOR: value, **fields}
    answer = visitor.post(f"{AT}/head_rating", of=f"{AT}/", **sent)
    return answer.status_code, answer.text


def floor(database: Database) -> Fraction:
    with database.reading() as session:
        rubric = find_edition(session, "so", 2).edition.rubric
    threshold = rubric.table["head_rating"].rule("hoan-thanh-xuat-sac").conditions[1].threshold
    assert isinstance(threshold, Fraction)
    return threshold


def result_of(page: str, agency: str) -> str:
    """What the picture's table says of an agency."""
    found = re.search(rf'<th scope="row">{agency}</th>.*?data-label="Kết quả">([^<]+)<', page, re.DOTALL)
    assert found
    return found[1]


def test_a_floor_is_typed_over_with_a_decimal_comma_and_an_agency_moves_in_the_picture(desk: Office) -> None:
    before = desk.lan.get(f"{AT}/").text
    assert result_of(before, "Sở Khoa học và Công nghệ") == "Hoàn thành xuất sắc nhiệm vụ"
    assert typed(desk.lan, "85,5")[0] == 303
    assert floor(desk.database) == Fraction("85.5")
    after = desk.lan.get(f"{AT}/").text
    assert result_of(after, "Sở Khoa học và Công nghệ") == "Hoàn thành tốt nhiệm vụ"
    assert "từ 85,5% trở lên" in told(desk.lan.get(f"{AT}/"))


def test_a_look_first_shows_what_would_be_and_saves_nothing(desk: Office) -> None:
    status, page = typed(desk.lan, "85", preview="1")
    assert status == 200
    assert "Chưa lưu thay đổi" in page
    assert result_of(page, "Sở Khoa học và Công nghệ") == "Hoàn thành tốt nhiệm vụ"
    assert "đang lưu: 80" in page
    assert floor(desk.database) == 80


@pytest.mark.parametrize("value", ["tám mươi", "", "1.200", "80,1234567", "٨٠"])
def test_what_is_no_number_is_refused_beside_its_field_and_stays_typed(desk: Office, value: str) -> None:
    status, page = typed(desk.lan, value)
    assert status == 422
    assert f'name="{FLOOR}" value="{value}"' in page
    assert 'class="mistake"' in page
    assert floor(desk.database) == 80


def test_the_second_of_two_editors_is_told_and_loses_nothing(desk: Office) -> None:
    seen = tag(desk.lan)
    assert typed(desk.lan, "85")[0] == 303
    status, page = typed(desk.lan, "82", seen=seen)
    assert status == 422
    assert f'name="{FLOOR}" value="82"' in page
    assert "đang lưu: 85" in page
    assert floor(desk.database) == 85
    again = re.findall(r'/rating-rules/head_rating">.*?name="tag" value="([^"]+)"', page, re.DOTALL)
    assert typed(desk.lan, "82", seen=again[0])[0] == 303


def test_viewers_and_issued_editions_have_no_fields_and_take_none(desk: Office) -> None:
    assert f'name="{FLOOR}"' not in desk.xuan.get(f"{AT}/").text
    data = {"csrf_token": desk.xuan.token(f"{AT}/"), FLOOR: "85"}
    assert desk.xuan.client.post(f"{AT}/head_rating", data=data).status_code == 403
    issued = "/editions/so/1/rating-rules"
    answer = desk.lan.client.post(f"{issued}/head_rating", data={"csrf_token": desk.lan.token(f"{AT}/"), FLOOR: "85"})
    assert answer.status_code == 422
    assert "dự thảo" in told(answer)


def test_a_table_that_is_not_there_is_told(desk: Office) -> None:
    answer = desk.lan.post(f"{AT}/khong-co", of=f"{AT}/")
    assert answer.status_code == 422
    assert "khong-co" in told(answer)


def test_where_the_same_threshold_stands_is_said(desk: Office) -> None:
    page = told(desk.lan.get(f"{AT}/"))
    assert "Cùng mức này còn ở: Nhóm điểm theo Chỉ số tổng hợp" in page


# ---- the picture -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plane() -> Plane:
    found = plane_of(rubric_of("so"))
    assert found is not None
    return found


def test_the_picture_covers_its_plane_once(plane: Plane) -> None:
    corners = [(plane.across(each.left), plane.up(each.high)) for each in plane.parts]
    area = sum(
        (plane.across(each.right) - plane.across(each.left)) * (plane.up(each.low) - plane.up(each.high))
        for each in plane.parts
    )
    assert len(set(corners)) == len(corners)
    assert area == WIDTH * HEIGHT


def test_the_hole_is_where_the_regulation_is_silent(plane: Plane) -> None:
    holes = {(each.left, each.right, each.low, each.high) for each in plane.parts if not each.outcome}
    assert holes == {(Fraction(a), Fraction(b), Fraction(30), Fraction(50)) for a, b in ((65, 80), (80, 90), (90, 100))}
    assert plane.outcome_at(Fraction(65), Fraction(49)) == ""


def test_every_part_answers_as_its_lower_left_corner_does(plane: Plane) -> None:
    """All thresholds are lower bounds that count themselves."""
    for each in plane.parts:
        assert plane.outcome_at(each.left, each.low) == each.outcome


def test_a_table_that_looks_at_more_has_no_picture() -> None:
    assert plane_of(rubric_of("so")) is not None
    assert all(each.scope == "seven-areas" for each in [plane_of(rubric_of("huyen"))] if each)
