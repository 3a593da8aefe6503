"""Agencies near a threshold over HTTP: for those who confirm, with a trace of each viewing."""

from typing import Any

import pytest
from flask import Flask

from rulesvc.database import Database
from rulesvc.store import audit
from rulesvc.usecases.abilities import abilities
from rulesvc.usecases.keys import NewKey, create_key
from tests.service.calling import Caller, bearer
from tests.service.databases import NOW
from tests.service.people import person

NEAR = "/api/v1/near-threshold"


@pytest.fixture
def secretary(app: Flask, hai_duong: Database) -> Caller:
    actor = person(hai_duong, "thao", "secretary")
    with hai_duong.writing() as session:
        new = NewKey(actor.person, abilities(actor.roles))
        return Caller(app, hai_duong, bearer(create_key(session, new, actor=actor, now=NOW).secret))


def viewers(database: Database) -> list[str]:
    """Whose viewings are logged."""
    with database.reading() as session:
        events = audit.page(session, audit.Filters(action="near-threshold-viewed"), before=None, limit=9).events
    return [each.person for each in events]


def test_who_is_near_is_told_and_that_somebody_looked_is_logged(secretary: Caller, hai_duong: Database) -> None:
    found = secretary.post(NEAR, {"period": "2022"}).get_json()
    assert (found["period"], found["distance"]) == ("2022", "0.5")
    told = [(each["block"], each["judged"], len(each["agencies"])) for each in found["blocks"]]
    assert told == [("huyen", 12, 1), ("so", 18, 2)]
    (tu_ky,) = found["blocks"][0]["agencies"]
    (near,) = tu_ky["near"]
    assert (tu_ky["agency"], near["table"], near["threshold"], near["value"]) == ("tu-ky", "review", "75", "75")
    assert near["seen"].endswith("bằng 75,00%")
    assert "Kiểm điểm" in near["told"] or "kiểm điểm" in near["told"]
    assert viewers(hai_duong) == ["thao"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, ("field-missing", "period")),
        ({"period": "1900"}, ("unknown-period", "period")),
        ({"period": "2022", "distance": "0"}, ("distance-not-allowed", "distance")),
        ({"period": "2022", "distance": "5.000001"}, ("distance-not-allowed", "distance")),
        ({"period": "2022", "distance": "x"}, ("not-a-number", "distance")),
        ({"period": "2022", "near": 1}, ("unknown-field", "near")),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_logged(
    secretary: Caller, hai_duong: Database, body: dict[str, Any], wrong: tuple[str, str]
) -> None:
    refused = secretary.post(NEAR, body)
    assert refused.status_code == 422
    assert [(each["code"], each["field"]) for each in refused.get_json()["errors"]] == [wrong]
    assert viewers(hai_duong) == []
