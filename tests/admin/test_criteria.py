"""The tree of criteria on its page: typed over in its rows, all or nothing, and nobody overwrites anybody."""

import re
from fractions import Fraction

import pytest
from flask import Flask

from rulesvc.database import Database
from rulesvc.usecases.rubrics import find_edition
from tests.admin.reviewing import Office, drafted, office
from tests.admin.visiting import Visitor, told

AT = "/editions/so/2/criteria/"


@pytest.fixture
def desk(app: Flask, database: Database) -> Office:
    """A draft of the departments' rubric."""
    found = office(app, database)
    assert drafted(found.lan).status_code == 303
    return found


def tag(visitor: Visitor) -> str:
    found = re.search(r'name="tag" value="([^"]+)"', visitor.get(AT).text)
    assert found
    return found[1]


def typed(visitor: Visitor, seen: str | None = None, **fields: str) -> tuple[int, str]:
    answer = visitor.post(AT, **{"tag": seen or tag(visitor), **fields})
    return answer.status_code, answer.text


def cap(database: Database, code: str) -> Fraction:
    with database.reading() as session:
        return find_edition(session, "so", 2).edition.rubric.criterion[code].max_points


def test_a_cap_and_a_name_are_typed_over_with_a_decimal_comma(desk: Office) -> None:
    changes = {"the-che.max_points": "9,5", "sipas.max_points": "10,5", "the-che.name": "Cải cách thể chế 2023"}
    assert typed(desk.lan, **changes)[0] == 303
    assert (cap(desk.database, "the-che"), cap(desk.database, "sipas")) == (Fraction("9.5"), Fraction("10.5"))
    page = desk.lan.get(AT).text
    assert 'name="the-che.max_points" value="9,5"' in page
    assert 'value="Cải cách thể chế 2023"' in page


@pytest.mark.parametrize("value", ["mười", "1.200", "-1"])
def test_what_is_wrong_is_told_beside_its_field_and_nothing_at_all_is_stored(desk: Office, value: str) -> None:
    status, page = typed(desk.lan, **{"the-che.max_points": value, "sipas.max_points": "11"})
    assert status == 422
    assert f'name="the-che.max_points" value="{value}"' in page
    assert 'class="mistake"' in page
    assert 'name="sipas.max_points" value="11"' in page
    assert {cap(desk.database, "the-che"), cap(desk.database, "sipas")} == {Fraction(10)}


def test_the_second_of_two_editors_is_told_and_loses_nothing(desk: Office) -> None:
    seen = tag(desk.lan)
    assert typed(desk.lan, **{"the-che.max_points": "9"})[0] == 303
    status, page = typed(desk.lan, seen, **{"the-che.max_points": "8"})
    assert status == 422
    assert 'name="the-che.max_points" value="8"' in page
    assert "đang lưu: 9" in page
    assert cap(desk.database, "the-che") == 9
    again = re.search(r'name="tag" value="([^"]+)"', page)
    assert again
    assert typed(desk.lan, again[1], **{"the-che.max_points": "8"})[0] == 303


def test_viewers_see_no_fields_and_may_send_none(desk: Office) -> None:
    assert 'name="the-che.max_points"' not in desk.xuan.get(AT).text
    data = {"csrf_token": desk.xuan.token(AT), "the-che.max_points": "9"}
    assert desk.xuan.client.post(AT, data=data).status_code == 403
    assert cap(desk.database, "the-che") == 10


def test_an_issued_edition_is_not_changed(desk: Office) -> None:
    data = {"csrf_token": desk.lan.token(AT), "the-che.max_points": "9"}
    answer = desk.lan.client.post("/editions/so/1/criteria/", data=data)
    assert answer.status_code == 422
    assert "dự thảo" in told(answer)
