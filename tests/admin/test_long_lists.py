"""Lists of twenty thousand rows come a page at a time, in as many queries as short ones; plain words find them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import pytest
from sqlalchemy import insert, select

from rulesvc import models
from rulesvc.database import Database
from rulesvc.models.base import table
from rulesvc.store.leaves import ON_A_LEAF
from rulesvc.usecases.trail import ON_A_PAGE
from tests.admin.visiting import Visitor, told
from tests.service.asking import queries
from tests.service.databases import NOW

MANY: Final = 20_000
NAME: Final = "Trần Chuyển Đổi"


def rows(kind: str, of: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """So many rows of that kind, like the row *of* one that is there."""
    alike: dict[str, dict[str, Any]] = {
        "persons": {"name": NAME, "searched": "tran chuyen doi", "is_system": False, "subject": None},
        "keys": {"secret_sha256": "0" * 64, "person_id": 1, "scopes": ("read",), "created_at": NOW},
        "deputies": {"person_id": 1, "deputy_id": 2, "first_day": date(2022, 1, 1), "last_day": date(2022, 1, 2)},
        "documents": {"searched": "chuyen doi so"},
        "heads": {"agency_id": 1, "name": NAME, "title": "Giám đốc", "last_day": None},
    }
    unique = {"persons": "code", "keys": "prefix", "documents": "code", "agencies": "code"}
    base = {name: value for name, value in {**of, **alike.get(kind, {})}.items() if name != "id"}
    for number in range(MANY):
        day = {"first_day": date(2022, 1, 1) + timedelta(number)} if kind == "heads" else {}
        yield {**base, **({unique[kind]: f"{kind}-{number}"} if kind in unique else {}), **day}


TABLES: Final = {
    "agencies": models.Agency,
    "audit": models.AuditEvent,
    "documents": models.Document,
    "keys": models.ApiKey,
    "persons": models.Person,
    "deputies": models.Deputy,
    "heads": models.HeadTerm,
}


@pytest.fixture(params=TABLES)
def kind(request: pytest.FixtureRequest) -> str:
    """A list, by the first part of its address."""
    return str(request.param)


def filled(database: Database, kind: str) -> None:
    into = table(TABLES[kind])
    with database.engine.begin() as connection:
        one = connection.execute(select(into)).mappings().first() or {"created_at": NOW, "created_by": 1}
        connection.execute(insert(into), list(rows(kind, dict(one))))


def test_a_long_list_takes_as_many_queries_as_a_short_one(kind: str, an: Visitor, database: Database) -> None:
    with queries(database) as few:
        an.get(f"/{kind}/")
    filled(database, kind)
    with queries(database) as many:
        page = an.get(f"/{kind}/")
    assert len(many) <= len(few) + 1  # names of persons are asked for where somebody is named
    assert 50 <= page.text.count('scope="row"') <= max(ON_A_LEAF, ON_A_PAGE)


def test_pages_follow_each_other_to_the_last_and_none_is_beyond(an: Visitor, database: Database) -> None:
    filled(database, "persons")
    last = told(an.get("/persons/?page=201"))
    assert "Trang 201/201" in last
    assert told(an.get("/persons/?page=9999999")) == last
    assert "Trang 1/201" in told(an.get("/persons/?page=-1"))
    assert "Trang 1/201" in told(an.get("/persons/?page=x"))


def test_persons_are_found_without_accents(an: Visitor, database: Database) -> None:
    filled(database, "persons")
    page = told(an.get("/persons/?words=do+VAN+an"))
    assert "Đỗ Văn An" in page
    assert NAME not in page
    assert NAME in told(an.get("/persons/?words=chuyen+doi"))


def test_what_somebody_did_is_found_by_their_name(an: Visitor) -> None:
    assert "Đăng nhập" in told(an.get("/audit/?person=do+van&action=signed-in"))
    assert "Không tìm thấy mục nào" in told(an.get("/audit/?person=khong+co"))


@pytest.fixture
def thousands(database: Database) -> None:
    """Twenty thousand persons with one name beside those who are there."""
    person = table(models.Person)
    with database.writing() as session:
        alike = {"title": "", "roles": ("viewer",), "is_system": False, "created_at": NOW}
        many = ({"code": f"p-{each}", "name": NAME, "searched": f"tran chuyen doi p-{each}"} for each in range(MANY))
        session.execute(insert(person), [{**alike, **each} for each in many])


@pytest.mark.usefixtures("thousands")
@pytest.mark.parametrize("path", ["/keys/", "/deputies/"])
def test_a_person_is_written_and_the_page_stays_small(an: Visitor, path: str) -> None:
    page = an.get(path).text
    assert len(page) < 30_000
    assert 'value="Đỗ Văn An (an)"' in page


@pytest.mark.usefixtures("thousands")
def test_a_person_is_found_by_a_part_of_the_name_or_asked_for_again(
    an: Visitor, hoa: Visitor, database: Database
) -> None:
    days = {"first_day": "01/01/2090", "last_day": "02/01/2090"}
    assert hoa.get("/deputies/").status_code == 200
    several = an.post("/deputies/", person="Đỗ Văn An (an)", deputy="chuyen doi", **days)
    assert several.status_code == 422
    assert "Có nhiều người khớp với “chuyen doi”. Xin ghi một trong số đó: Trần Chuyển Đổi (p-0)" in told(several)
    assert 'value="chuyen doi"' in several.text
    assert an.post("/deputies/", person="Đỗ Văn An (an)", deputy="le thi hoa", **days).status_code == 303
    assert an.post("/deputies/", person="an", deputy="Trần Chuyển Đổi (p-17)", **days).status_code == 303
    with database.reading() as session:
        found = session.scalars(
            select(models.Person.code).join(models.Deputy, models.Deputy.deputy_id == models.Person.id)
        )
        assert set(found) == {"hoa", "p-17"}
    nobody = an.post("/keys/", person="Không Có Ai", scopes="read")
    assert nobody.status_code == 422
    assert 'id="person-told"' in nobody.text
