"""API keys on pages: made, shown once, used over HTTP, and revoked."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rulesvc.database import Database
from tests.admin.visiting import Visitor, enrol, told
from tests.service.asking import queries
from tests.service.calling import Caller, bearer


def secret_in(page: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found
    return found[1]


def made(visitor: Visitor, **fields: str) -> TestResponse:
    """A key made by the form as it stands on the page."""
    return visitor.post("/keys/", mark=mark_in(visitor.get("/keys/").text), **fields)


def mark_in(page: str) -> str:
    found = re.search(r'name="mark" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_secret_is_shown_once_and_works_over_http(lan: Visitor, app: Flask, database: Database) -> None:
    shown = made(lan, scopes="read", expires_at="31/12/2090")
    assert shown.status_code == 200
    secret = secret_in(shown.text)
    caller = Caller(app, database, bearer(secret))
    assert caller.get("/api/v1/me").get_json()["person"] == "lan"
    again = lan.get("/keys/")
    assert secret not in again.text
    assert secret.partition(".")[2] not in str(again.headers) + str(shown.headers)
    assert "Tra cứu bộ chỉ số và kết quả" in told(again)
    assert "Có giá trị đến hết ngày 31/12/2090" in told(again)


def test_the_page_of_a_secret_loaded_anew_makes_no_other_key(lan: Visitor) -> None:
    sent = {"mark": mark_in(lan.get("/keys/").text), "scopes": "read", "expires_at": ""}
    secret = secret_in(lan.post("/keys/", **sent).text)
    again = lan.post("/keys/", **sent)
    assert again.status_code == 422
    assert "Khóa này đã được tạo và hiển thị" in told(again)
    assert "<code>" not in again.text
    assert lan.get("/keys/").text.count("/revoke") == 1
    assert secret_in(made(lan, scopes="read").text) != secret
    with lan.client.session_transaction() as session:
        assert secret.partition(".")[2] not in str(dict(session))


def test_a_form_that_was_refused_still_makes_its_key(lan: Visitor) -> None:
    sent = {"mark": mark_in(lan.get("/keys/").text), "scopes": "read"}
    assert lan.post("/keys/", **sent, expires_at="31/12/1990").status_code == 422
    assert lan.post("/keys/", **sent, expires_at="31/12/2090").status_code == 200


def test_a_revoked_key_works_no_more(lan: Visitor, app: Flask, database: Database) -> None:
    secret = secret_in(made(lan, scopes="read", expires_at="").text)
    prefix = secret.partition(".")[0]
    assert lan.post(f"/keys/{prefix}/revoke", of="/keys/").location == "/keys/"
    assert Caller(app, database, bearer(secret)).get("/api/v1/me").status_code == 401
    assert "Thu hồi lúc" in told(lan.get("/keys/"))


def test_what_is_wrong_stays_typed_and_makes_no_key(lan: Visitor) -> None:
    answer = made(lan, scopes="draft", expires_at="31/12/1990")
    assert answer.status_code == 422
    assert 'id="expires_at-told"' in answer.text
    assert 'value="31/12/1990"' in answer.text
    assert 'value="draft" checked' in answer.text
    assert "Chưa có khóa kết nối nào" in told(answer)


@pytest.mark.usefixtures("lan")
def test_an_administrator_sees_and_makes_keys_of_others(an: Visitor) -> None:
    secret_in(made(an, person="lan", scopes="read", expires_at="").text)
    assert "Nguyễn Thị Lan" in told(an.get("/keys/"))
    refused = made(an, person="lan", scopes="clear", expires_at="")
    assert refused.status_code == 422
    assert 'id="scopes-told"' in refused.text


def test_a_viewer_neither_sees_nor_makes_nor_revokes_keys_of_others(lan: Visitor, hoa: Visitor) -> None:
    prefix = secret_in(made(lan, scopes="read", expires_at="").text).partition(".")[0]
    assert prefix not in hoa.get("/keys/").text
    assert made(hoa, person="lan", scopes="read").status_code == 403
    assert hoa.post(f"/keys/{prefix}/revoke", of="/keys/").status_code == 403


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(an: Visitor, database: Database) -> None:
    with queries(database) as few:
        an.get("/keys/")
    for number in range(3):
        enrol(database, f"p{number}", f"Người {number}", "viewer")
        made(an, person=f"p{number}", scopes="read")
    with queries(database) as many:
        an.get("/keys/")
    assert len(few) == len(many) <= 7
