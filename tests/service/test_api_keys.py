"""Who may call: API keys, their scopes, and requests that name themselves."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from rulesvc.usecases.keys import revoke_key
from rulesvc.usecases.persons import system_actor
from tests.service.calling import EVALUATIONS, PROBLEM, RUBRICS, Caller, bearer, body_for, new_key, rows
from tests.service.databases import NOW

# ---- keys ------------------------------------------------------------------------------------------------------------


def with_headers(api: Caller, headers: dict[str, str]) -> Caller:
    return Caller(api.app, api.database, headers)


def secret_of(api: Caller) -> str:
    return api.headers["Authorization"].partition(" ")[2]


@pytest.mark.parametrize(
    "sent",
    ["", "Bearer", "Bearer ", "Basic {secret}", "{secret}", "Token {secret}"],
)
def test_without_a_key_nothing_is_shown(api: Caller, sent: str) -> None:
    response = with_headers(api, {"Authorization": sent.format(secret=secret_of(api))}).get(f"{RUBRICS}?lang=en")
    assert (response.status_code, response.content_type) == (401, PROBLEM)
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.get_json()["errors"][0]["code"] == "key-missing"


WRONG: dict[str, Callable[[str], str]] = {
    "one letter less": lambda secret: secret[:-1],
    "one letter more": lambda secret: secret + "x",
    "other letters": lambda secret: secret.swapcase(),
    "prefix alone": lambda secret: secret.partition(".")[0],
    "nothing after the prefix": lambda secret: secret.partition(".")[0] + ".",
    "no prefix": lambda secret: "." + secret.partition(".")[2],
    "another prefix": lambda secret: "00000000." + secret.partition(".")[2],
    "twice": lambda secret: f"{secret} {secret}",
    "long": lambda _: "x" * 5000,
    "SQL": lambda _: "' OR 1=1 --",
    "NUL": lambda _: "a\0b.c",
    "accents": lambda _: "é.ü",
    "a wildcard": lambda _: "%",
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_key_is_refused(api: Caller, change: Callable[[str], str]) -> None:
    response = with_headers(api, bearer(change(secret_of(api)))).get(f"{RUBRICS}?lang=en")
    assert (response.status_code, response.get_json()["errors"][0]["code"]) == (401, "key-wrong")
    assert secret_of(api) not in response.text


def test_the_kind_of_the_header_may_be_written_in_any_case(api: Caller) -> None:
    assert with_headers(api, {"Authorization": f"bEARER  {secret_of(api)} "}).get(RUBRICS).status_code == 200


def test_a_revoked_key_is_refused_by_its_name(api: Caller) -> None:
    issued = new_key(api.database)
    with api.database.writing() as session:
        revoke_key(session, issued.key.prefix, actor=system_actor(session, "tester", now=NOW), now=NOW)
    before = rows(api.database)
    response = with_headers(api, bearer(issued.secret)).evaluate(body_for("so-noi-vu"))
    (error,) = response.get_json()["errors"]
    assert (response.status_code, error["code"]) == (401, "key-revoked")
    assert error["message"] == f"Khóa kết nối {issued.key.prefix} đã bị thu hồi. Đề nghị xin cấp khóa mới."
    assert rows(api.database) == before


def test_an_expired_key_is_refused_by_its_name(api: Caller) -> None:
    issued = new_key(api.database, expires_at=NOW + timedelta(days=1))
    response = with_headers(api, bearer(issued.secret)).get(f"{RUBRICS}?lang=en")
    (error,) = response.get_json()["errors"]
    assert (response.status_code, error["code"]) == (401, "key-expired")
    assert error["message"] == f"API key {issued.key.prefix} has expired. Ask for a new one."


def test_a_key_that_may_only_read_cannot_evaluate(api: Caller) -> None:
    reader = with_headers(api, bearer(new_key(api.database, ("read",)).secret))
    before = rows(api.database)
    response = reader.evaluate(body_for("so-noi-vu"), "?lang=en")
    (error,) = response.get_json()["errors"]
    assert (response.status_code, error["code"]) == (403, "scope-missing")
    assert error["message"] == "This API key lacks the scope “evaluate”. It has: read."
    assert rows(api.database) == before


def test_a_key_that_may_only_evaluate_cannot_read(api: Caller) -> None:
    asker = with_headers(api, bearer(new_key(api.database, ("evaluate",)).secret))
    assert asker.evaluate(body_for("so-noi-vu")).status_code == 201
    assert asker.get(EVALUATIONS).status_code == 403


def test_the_key_is_asked_for_before_the_body_is_read(api: Caller) -> None:
    assert with_headers(api, {}).evaluate("[" * 10_000).status_code == 401
    assert with_headers(api, {}).evaluate(b" " * (20 << 20)).status_code == 401


# ---- requests that name themselves -----------------------------------------------------------------------------------


def test_a_repetition_gets_the_same_answer_and_stores_nothing(api: Caller) -> None:
    first = api.evaluate(body_for("so-noi-vu"), Idempotency_Key="a")
    before = rows(api.database)
    second = api.evaluate(body_for("so-noi-vu"), Idempotency_Key="a")
    assert (second.status_code, second.data) == (201, first.data)
    assert second.headers["Location"] == first.headers["Location"]
    assert rows(api.database) == before


def test_without_a_name_every_request_is_a_new_one(api: Caller) -> None:
    first, second = (api.evaluate(body_for("so-noi-vu")).get_json()["id"] for _ in range(2))
    assert first != second


def test_the_same_name_with_another_body_is_refused(api: Caller) -> None:
    api.evaluate(body_for("so-noi-vu"), Idempotency_Key="a")
    before = rows(api.database)
    response = api.evaluate(body_for("so-y-te"), "?lang=en", Idempotency_Key="a")
    (error,) = response.get_json()["errors"]
    assert (response.status_code, error["code"]) == (409, "idempotency-key-reused")
    assert error["message"].startswith("Idempotency-Key “a” was used with another request.")
    assert rows(api.database) == before


def test_the_same_name_by_another_key_is_another_request(api: Caller) -> None:
    other = with_headers(api, bearer(new_key(api.database).secret))
    first = api.evaluate(body_for("so-noi-vu"), Idempotency_Key="a").get_json()
    assert other.evaluate(body_for("so-noi-vu"), Idempotency_Key="a").get_json()["id"] != first["id"]


def test_a_refused_request_leaves_its_name_free(api: Caller) -> None:
    assert api.evaluate(body_for("so-noi-vu", agency="nobody"), Idempotency_Key="a").status_code == 422
    assert api.evaluate(body_for("so-noi-vu"), Idempotency_Key="a").status_code == 201


def test_a_dry_run_takes_no_notice_of_its_name(api: Caller) -> None:
    api.evaluate(body_for("so-noi-vu"), Idempotency_Key="a")
    response = api.evaluate(body_for("so-y-te"), "?dry_run=true", Idempotency_Key="a")
    assert (response.status_code, response.get_json()["agency"]) == (200, "so-y-te")


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "khóa", "a\tb"])
def test_a_name_that_cannot_be_kept_is_refused(api: Caller, key: str) -> None:
    before = rows(api.database)
    response = api.evaluate(body_for("so-noi-vu"), "?lang=en", Idempotency_Key=key)
    (error,) = response.get_json()["errors"]
    assert (response.status_code, error["code"], error["field"]) == (422, "bad-idempotency-key", "Idempotency-Key")
    assert "Allowed: 1 to 200 printable ASCII characters." in error["message"]
    assert rows(api.database) == before


def test_a_name_of_200_characters_is_taken(api: Caller) -> None:
    assert api.evaluate(body_for("so-noi-vu"), Idempotency_Key="~" * 200).status_code == 201
