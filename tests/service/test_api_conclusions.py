"""Conclusions of the council over HTTP."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rulesvc.database import Database
from rulesvc.usecases.abilities import abilities
from rulesvc.usecases.keys import NewKey, create_key
from tests.service.calling import EVALUATIONS, PROBLEM, Caller, bearer, result_bytes
from tests.service.concluding import MINUTES, REASON, Council, council_on
from tests.service.databases import NOW

CONCLUSIONS = "/api/v1/conclusions"
BODY = {"table": "head_rating", "outcome": "hoan-thanh", "reason": REASON, "minutes": MINUTES.code}
VOTES = {"in_favour": 11, "against": 1, "abstaining": 0}


@pytest.fixture
def council(hai_duong: Database) -> Council:
    return council_on(hai_duong)


@pytest.fixture
def api(app: Flask, council: Council) -> dict[str, Caller]:
    """The persons of the council, each with a key for all that they may."""
    return {code: Caller(app, council.database, bearer(secret(council, code))) for code in council.actors}


def secret(council: Council, code: str) -> str:
    actor = council.actors[code]
    with council.database.writing() as session:
        return create_key(session, NewKey(code, abilities(actor.roles)), actor=actor, now=NOW).secret


def proposed(api: dict[str, Caller], evaluation: int, **changes: Any) -> TestResponse:
    return api["secretary"].post(f"{EVALUATIONS}/{evaluation}/conclusions", {**BODY, **changes})


def sent_as(api: dict[str, Caller], evaluation: int, key: str, **changes: Any) -> TestResponse:
    """A proposal that names itself."""
    address = f"{EVALUATIONS}/{evaluation}/conclusions"
    return api["secretary"].post(address, {**BODY, **changes}, Idempotency_Key=key)


def told(response: TestResponse) -> tuple[int, list[tuple[str, str]]]:
    """The status of a refusal, and what is wrong with which field."""
    assert response.content_type == PROBLEM
    return response.status_code, [(each["code"], each["field"]) for each in response.get_json()["errors"]]


def test_a_conclusion_is_proposed_confirmed_and_stands_beside_the_result(
    api: dict[str, Caller], council: Council
) -> None:
    evaluation = council.evaluate()
    address = f"{EVALUATIONS}/{evaluation}"
    before = api["viewer"].get(address)
    response = proposed(api, evaluation)
    assert response.status_code == 201
    entered = response.get_json()
    assert (entered["status"], entered["decided_by"], entered["current"]) == ("proposed", None, evaluation)
    assert entered["minutes"]["number"] == "01/BB-HĐ"
    confirmed = api["second"].post(f"{CONCLUSIONS}/{entered['id']}/confirm", {"comment": "Đúng biên bản"})
    assert (confirmed.status_code, confirmed.get_json()["status"]) == (200, "confirmed")
    after = api["viewer"].get(address)
    line = {"code": "hoan-thanh", "by": "council", "conclusion": confirmed.get_json()}
    assert after.get_json()["effective"]["head_rating"] == line
    assert result_bytes(after) == result_bytes(before)
    assert api["viewer"].get(f"{address}/conclusions").get_json() == [confirmed.get_json()]
    (listed,) = api["viewer"].get(f"{EVALUATIONS}?agency=so-noi-vu&current=true").get_json()["items"]
    assert listed["effective"]["head_rating"] == line


def test_votes_and_reserved_opinions_stand_in_the_answer(api: dict[str, Caller], council: Council) -> None:
    evaluation = council.evaluate()
    entered = proposed(api, evaluation, votes=VOTES, reserved_opinions="Một ý kiến bảo lưu").get_json()
    assert (entered["votes"], entered["reserved_opinions"]) == (VOTES, "Một ý kiến bảo lưu")
    assert api["viewer"].get(f"{EVALUATIONS}/{evaluation}/conclusions").get_json() == [entered]
    silent = proposed(api, council.evaluate("so-y-te")).get_json()
    assert (silent["votes"], silent["reserved_opinions"]) == (None, "")


def test_a_proposal_that_names_itself_is_made_once(api: dict[str, Caller], council: Council) -> None:
    evaluation, other = council.evaluate(), council.evaluate("so-y-te")
    first, again = (sent_as(api, evaluation, "proposal-1") for _ in range(2))
    assert (first.status_code, again.status_code, again.data) == (201, 201, first.data)
    assert len(api["viewer"].get(f"{EVALUATIONS}/{evaluation}/conclusions").get_json()) == 1
    assert told(sent_as(api, evaluation, "proposal-2")) == (409, [("proposal-open", "")])
    assert told(sent_as(api, evaluation, "proposal-1", outcome="khong-hoan-thanh")) == (
        409,
        [("idempotency-key-reused", "")],
    )
    assert told(sent_as(api, other, "proposal-1")) == (409, [("idempotency-key-reused", "")])
    assert told(sent_as(api, other, "")) == (422, [("bad-idempotency-key", "Idempotency-Key")])


def test_a_conclusion_is_told_in_the_explanation(api: dict[str, Caller], council: Council) -> None:
    evaluation = council.evaluate()
    council.conclude(evaluation)
    address = f"{EVALUATIONS}/{evaluation}/explanation?lang=en"
    (rating,) = (each for each in api["viewer"].get(address).get_json()["tables"] if each["table"] == "head_rating")
    assert rating["conclusion"].startswith("“Rating of the head for administrative reform” cannot be determined")
    (concluded,) = rating["council"]
    assert concluded == (
        "Conclusion of the Council (Minutes No. 01/BB-HĐ of 2023-01-20 by the Appraisal Council) for Director of the "
        f"Department of Home Affairs in 2022: the rating “Completion of duties”. Reason: {REASON}"
    )
    assert concluded in api["viewer"].get(address, Accept="text/plain").text.splitlines()


def test_what_is_to_be_confirmed_is_listed(api: dict[str, Caller], council: Council) -> None:
    concluded = council.conclude(council.evaluate())
    newer = council.evaluate()
    (item,) = api["viewer"].get(f"{CONCLUSIONS}?to_confirm=true&rubric=so&period=2022").get_json()["items"]
    assert (item["id"], item["current"], item["to_confirm"]) == (concluded.id, newer, True)
    line = api["viewer"].get(f"{EVALUATIONS}/{newer}").get_json()["effective"]["head_rating"]
    assert line == {"code": "hoan-thanh", "by": "council", "conclusion": item}
    council.conclude(newer)
    assert api["viewer"].get(f"{CONCLUSIONS}?to_confirm=true").get_json() == {"items": [], "next": None}
    page = api["viewer"].get(f"{CONCLUSIONS}?limit=1").get_json()
    last = api["viewer"].get(f"{CONCLUSIONS}?cursor={page['next']}").get_json()
    assert [each["id"] for each in (*page["items"], *last["items"])] == [concluded.id + 1, concluded.id]


def test_a_proposal_is_rejected_with_a_comment(api: dict[str, Caller], council: Council) -> None:
    entered = proposed(api, council.evaluate()).get_json()
    address = f"{CONCLUSIONS}/{entered['id']}/reject"
    assert told(api["second"].post(address, {})) == (422, [("field-missing", "comment")])
    rejected = api["second"].post(address, {"comment": "Sai bảng"}).get_json()
    assert (rejected["status"], rejected["comment"], rejected["decided_by"]) == ("rejected", "Sai bảng", "second")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"table": "review"}, ("table-not-concluded", "table")),
        ({"outcome": "90"}, ("outcome-not-of-table", "outcome")),
        ({"reason": "   "}, ("not-empty", "reason")),
        ({"minutes": "x"}, ("unknown-document", "minutes")),
        ({"minutes": "3396-qd-ubnd"}, ("not-minutes", "minutes")),
        ({"voices": "12"}, ("unknown-field", "voices")),
        ({"votes": "12"}, ("not-an-object", "votes")),
        ({"votes": {"in_favour": 12, "against": 0}}, ("field-missing", "votes.abstaining")),
        ({"votes": {**VOTES, "against": -1}}, ("not-a-whole-number", "votes.against")),
        ({"votes": {**VOTES, "against": 2**31}}, ("not-a-whole-number", "votes.against")),
        ({"reserved_opinions": " "}, ("not-empty", "reserved_opinions")),
    ],
)
def test_what_is_wrong_is_told_by_field(
    api: dict[str, Caller], council: Council, changes: dict[str, Any], wrong: tuple[str, str]
) -> None:
    assert told(proposed(api, council.evaluate(), **changes)) == (422, [wrong])


def test_what_cannot_be_done_now_is_a_conflict(api: dict[str, Caller], council: Council) -> None:
    evaluation = council.evaluate()
    entered = proposed(api, evaluation).get_json()
    assert told(proposed(api, evaluation)) == (409, [("proposal-open", "")])
    council.evaluate()
    assert told(proposed(api, evaluation)) == (409, [("evaluation-superseded", "")])
    confirm = f"{CONCLUSIONS}/{entered['id']}/confirm"
    assert told(api["second"].post(confirm, {})) == (409, [("evaluation-superseded", "")])
    assert told(proposed(api, council.evaluate(stage="self"))) == (409, [("not-concluded-on", "")])


def test_one_person_is_not_two_whatever_their_keys(api: dict[str, Caller], council: Council) -> None:
    entered = proposed(api, council.evaluate()).get_json()
    other_key = Caller(api["secretary"].app, council.database, bearer(secret(council, "secretary")))
    for caller in (api["secretary"], other_key):
        assert told(caller.post(f"{CONCLUSIONS}/{entered['id']}/confirm", {})) == (403, [("own-proposal", "")])
    assert api["approver"].post(f"{CONCLUSIONS}/{entered['id']}/confirm", {}).status_code == 200


def test_what_is_not_there_is_not_found(api: dict[str, Caller]) -> None:
    assert told(proposed(api, 99_999)) == (404, [("unknown-evaluation", "")])
    assert told(api["viewer"].get(f"{EVALUATIONS}/99999/conclusions")) == (404, [("unknown-evaluation", "")])
    assert told(api["second"].post(f"{CONCLUSIONS}/99999/confirm", {})) == (404, [("unknown-conclusion", "")])
    assert told(api["viewer"].get(f"{CONCLUSIONS}?status=done")) == (422, [("not-an-option", "status")])
    assert told(api["viewer"].get(f"{CONCLUSIONS}?rubric=xa")) == (422, [("unknown-rubric", "rubric")])
