"""Batches: each item is stored, or refused, on its own, and a repetition stores nothing twice."""

from typing import Any

import pytest

from tests.service.calling import EVALUATIONS, Body, Caller, body_for, rows

BATCH = f"{EVALUATIONS}/batch"


def sent(api: Caller, items: list[Any], query: str = "", **headers: str) -> list[Body]:
    """What became of the *items*."""
    response = api.post(BATCH + query, {"items": items}, **headers)
    assert response.status_code == 200, response.text
    found: list[Body] = response.get_json()["items"]
    return found


def ids(items: list[Body]) -> list[int]:
    return [item["evaluation"]["id"] for item in items]


def test_each_item_is_stored_in_order(api: Caller) -> None:
    items = sent(api, [body_for("so-noi-vu"), body_for("so-y-te"), body_for("so-noi-vu")])
    assert [item["status"] for item in items] == [201, 201, 201]
    assert ids(items) == sorted(ids(items))
    assert items[2]["evaluation"]["supersedes"] == items[0]["evaluation"]["id"]


def test_an_item_is_what_a_single_request_would_answer(api: Caller) -> None:
    (item,) = sent(api, [body_for("so-noi-vu")])
    assert item["evaluation"] == api.get(f"{EVALUATIONS}/{item['evaluation']['id']}").get_json()


def test_bad_items_are_told_with_their_paths_and_the_others_are_stored(api: Caller) -> None:
    before = rows(api.database)
    bad: list[Any] = [
        body_for("so-noi-vu", agency="so-noi-vuu"),
        body_for("so-noi-vu", note="x"),
        body_for("so-noi-vu", answers=[]),
        body_for("so-noi-vu", edition=1),
        body_for("so-noi-vu", period="2021"),
        5,
        None,
        [],
        {},
    ]
    items = sent(api, [*bad, body_for("so-noi-vu")], "?lang=en")
    assert [item["status"] for item in items] == [422] * 9 + [201]
    assert [item["problem"]["errors"][0]["pointer"] for item in items[:9]] == [
        "/items/0/agency",
        "/items/1/note",
        "/items/2/answers",
        "/items/3/edition",
        "/items/4/period",
        "/items/5",
        "/items/6",
        "/items/7",
        "/items/8/agency",
    ]
    assert items[0]["problem"]["errors"][0]["message"].startswith("Agency “so-noi-vuu” is not known.")
    assert rows(api.database)["evaluation"] == before["evaluation"] + 1


def test_problems_of_items_are_told_in_the_language_asked_for(api: Caller) -> None:
    (vi,), (en,) = sent(api, [{}]), sent(api, [{}], Accept_Language="en")
    assert vi["problem"]["errors"][0]["message"] == "agency: thiếu trường này."
    assert en["problem"]["errors"][0]["message"] == "agency: this field is missing."


def test_an_empty_batch_is_answered_with_nothing(api: Caller) -> None:
    assert sent(api, []) == []


def test_a_thousand_items_are_taken(api: Caller) -> None:
    assert len(sent(api, [{}] * 1000)) == 1000


def test_a_thousand_and_one_are_refused_and_none_is_stored(api: Caller) -> None:
    before = rows(api.database)
    response = api.post(f"{BATCH}?lang=en", {"items": [body_for("so-noi-vu"), *[{}] * 1000]}, Idempotency_Key="a")
    assert response.status_code == 422
    assert response.get_json()["errors"][0]["pointer"] == "/items"
    assert "1,000" in response.get_json()["errors"][0]["message"]
    assert rows(api.database) == before


@pytest.mark.parametrize("body", [{}, {"items": {}}, {"items": "x"}, {"items": None}, {"items": [], "more": 1}])
def test_a_body_that_is_no_batch_is_refused(api: Caller, body: Body) -> None:
    assert api.post(BATCH, body).status_code == 422


def test_a_dry_run_answers_each_item_and_stores_nothing(api: Caller) -> None:
    before = rows(api.database)
    items = sent(api, [body_for("so-noi-vu", edition=1), {}], "?dry_run=true", Idempotency_Key="a")
    assert [item["status"] for item in items] == [200, 422]
    assert items[0]["evaluation"]["id"] is None
    assert rows(api.database) == before


def test_a_repetition_gives_the_same_ids_and_adds_no_rows(api: Caller) -> None:
    items = [body_for("so-noi-vu"), {}, body_for("so-y-te")]
    first = sent(api, items, Idempotency_Key="round-1")
    before = rows(api.database)
    assert sent(api, items, Idempotency_Key="round-1") == first
    assert rows(api.database) == before


def test_the_same_key_with_another_batch_is_refused_whole(api: Caller) -> None:
    sent(api, [body_for("so-noi-vu")], Idempotency_Key="round-1")
    before = rows(api.database)
    response = api.post(BATCH, {"items": [body_for("so-noi-vu"), body_for("so-y-te")]}, Idempotency_Key="round-1")
    assert (response.status_code, response.get_json()["errors"][0]["code"]) == (409, "idempotency-key-reused")
    assert rows(api.database) == before


@pytest.mark.parametrize("key", ["round-1#0", "round-1 0", "round-1\\t0"])
def test_the_keys_of_items_are_no_keys_that_anybody_sends(api: Caller, key: str) -> None:
    assert api.evaluate(body_for("so-y-te"), Idempotency_Key=key).status_code == 201
    (item,) = sent(api, [body_for("so-noi-vu")], Idempotency_Key="round-1")
    assert (item["status"], item["evaluation"]["agency"]) == (201, "so-noi-vu")


def test_an_empty_key_is_refused_and_nothing_is_stored(api: Caller) -> None:
    before = rows(api.database)
    response = api.post(BATCH, {"items": [body_for("so-noi-vu")]}, Idempotency_Key="")
    assert (response.status_code, response.get_json()["errors"][0]["code"]) == (422, "bad-idempotency-key")
    assert rows(api.database) == before
