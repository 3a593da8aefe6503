"""Editions over HTTP: from a draft that is changed cell by cell to an edition that applies."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rulesvc.database import Database
from rulesvc.models import Role
from rulesvc.usecases.keys import NewKey, create_key
from tests.service.calling import RUBRICS, Caller, bearer
from tests.service.databases import NOW
from tests.service.editing import decision, nested
from tests.service.people import person

TOP = "tables/group/rules/90/conditions/0"
PATCH = "application/merge-patch+json"


class Editor(Caller):
    """Somebody who works on edition 2 of the rubric of the departments."""

    def at(self, path: str) -> str:
        return f"{RUBRICS}/so/editions/2/{path}"

    def tag(self, address: str) -> str:
        return self.get(self.at(f"content/{address}")).headers["ETag"]

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.client.open(self.at(path), method=method, json=body, headers=sent)

    def patch(self, address: str, **changes: Any) -> TestResponse:
        return self.send("PATCH", f"content/{address}", changes, If_Match=self.tag(address))


def holding(app: Flask, database: Database, code: str, *roles: Role) -> Editor:
    """Somebody with these roles and a key for all that they may do."""
    actor = person(database, code, *roles)
    scopes = {Role.EDITOR: ("read", "draft"), Role.APPROVER: ("read", "clear"), Role.ISSUER: ("read", "issue")}
    wanted = tuple(dict.fromkeys(scope for role in roles for scope in scopes[role]))
    with database.writing() as session:
        secret = create_key(session, NewKey(actor.person, wanted), actor=actor, now=NOW).secret
    return Editor(app, database, bearer(secret))


@pytest.fixture
def editor(app: Flask, hai_duong: Database) -> Editor:
    made = holding(app, hai_duong, "lan", Role.EDITOR)
    assert made.post(f"{RUBRICS}/so/editions", {"based_on": 1, "periods": ["2022"]}).status_code == 201
    return made


def test_a_draft_is_made_and_found(editor: Editor) -> None:
    found = editor.get(f"{RUBRICS}/so/editions/2").get_json()
    assert (found["status"], found["author"], found["based_on"], found["periods"]) == ("draft", "lan", 1, ["2022"])


def test_from_draft_to_issued(app: Flask, editor: Editor, hai_duong: Database) -> None:
    approver = holding(app, hai_duong, "minh", Role.APPROVER)
    issuer = holding(app, hai_duong, "hoa", Role.ISSUER)
    assert editor.patch(TOP, threshold="89").get_json()["element"]["threshold"] == "89"
    seen = editor.get(editor.at("history")).get_json()
    assert seen["editors"] == ["lan"]
    assert editor.send("GET", "obstacles").get_json() == []
    assert editor.send("POST", "submit", {"comment": "Trình duyệt"}).get_json()["status"] == "submitted"
    assert approver.send("POST", "return", {"comment": "Xem lại"}).get_json()["status"] == "returned"
    assert editor.send("POST", "submit", {}).get_json()["status"] == "submitted"
    assert approver.send("POST", "clear", {}).get_json()["status"] == "cleared"
    body = {"document": decision(hai_duong), "replaces": [1]}
    assert issuer.send("POST", "issue", body).get_json()["status"] == "issued"
    resolved = editor.get(f"{RUBRICS}/so/resolve?period=2022").get_json()
    assert (resolved["number"], resolved["document"]) == (2, "qd-1")
    steps = editor.get(editor.at("history")).get_json()["steps"]
    assert [(step["status"], step["person"]) for step in steps] == [
        ("submitted", "lan"),
        ("returned", "minh"),
        ("submitted", "lan"),
        ("cleared", "minh"),
        ("issued", "hoa"),
    ]
    repealed = issuer.send("POST", "repeal", {"document": "qd-1", "comment": "Bãi bỏ"})
    assert repealed.get_json()["status"] == "repealed"


def test_elements_are_added_changed_and_removed(editor: Editor) -> None:
    new = {"code": "moi", "name": {"vi": "Nhóm mới"}, "criteria": ["sipas"]}
    added = editor.send("POST", "content/scopes", new)
    assert (added.status_code, added.get_json()) == (201, {"element": new})
    assert editor.patch("scopes/moi", name={"en": "New"}).get_json()["element"]["name"] == {
        "vi": "Nhóm mới",
        "en": "New",
    }
    assert editor.send("DELETE", "content/scopes/moi", If_Match=editor.tag("scopes/moi")).status_code == 200
    assert editor.get(editor.at("content/scopes/moi")).status_code == 404
    assert editor.patch("own", name={"vi": "Bộ chỉ số 2023"}).get_json()["element"]["name"]["vi"] == "Bộ chỉ số 2023"


BANDS: dict[str, Any] = {
    "kind": "bands",
    "figure": {"quantity": "percent"},
    "bands": [
        {"low": "0", "high": "60", "worth": {"kind": "points", "points": "0"}},
        {"low": "70", "worth": {"kind": "points", "points": "10"}},
    ],
}


def test_how_a_component_is_scored_is_given_changed_and_taken_away(editor: Editor) -> None:
    at = "criteria/the-che"
    assert editor.patch(at, method=BANDS, not_applicable="earns_maximum").get_json()["element"]["method"] == BANDS
    assert editor.patch(at, method={"places": 1}).get_json()["element"]["method"] == {**BANDS, "places": 1}
    relative = {"kind": "relative", "figure": BANDS["figure"], "places": 1}
    assert editor.patch(at, method={"kind": "relative"}).get_json()["element"]["method"] == relative
    told = editor.get(f"{RUBRICS}/so/compare?old=1&new=2").get_json()
    assert [(change["field"], change["new"]) for change in told["changes"]] == [
        ("method", relative),
        ("not_applicable", "earns_maximum"),
    ]
    assert told["changes"][0]["told"].startswith("Lĩnh vực “Cải cách thể chế”: sửa cách chấm từ “người thẩm định chấm")
    element = editor.patch(at, method=None, not_applicable=None).get_json()["element"]
    assert not {"method", "not_applicable"} & element.keys()


def test_what_is_wrong_with_a_method_is_told_with_its_pointer(editor: Editor) -> None:
    wrong = {**BANDS, "bands": [{**BANDS["bands"][0], "low": "60"}]}
    refused = editor.patch("criteria/the-che", method=wrong)
    assert refused.status_code == 422
    (error,) = refused.get_json()["errors"]
    assert error["pointer"] == "/method/bands/0/high"
    assert error["message"] == "khoảng điểm: giới hạn trên: “60” không hợp lệ. Được phép: lớn hơn 60."


def test_a_tree_of_many_levels_is_added_as_one_element(editor: Editor) -> None:
    assert editor.send("POST", "content/criteria", nested(40)).status_code == 201
    assert editor.get(editor.at("content/criteria/c0")).get_json()["element"]["parent"] == "c1"
    refused = editor.send("POST", "content/criteria", nested(60))
    assert refused.status_code == 400
    assert "tối đa 100 cấp" in refused.get_json()["detail"]


def test_a_change_says_what_it_has_seen(editor: Editor) -> None:
    seen = editor.tag(TOP)
    assert editor.send("PATCH", f"content/{TOP}", {"threshold": "88"}).status_code == 428
    assert editor.send("PATCH", f"content/{TOP}", {"threshold": "88"}, If_Match=seen).status_code == 200
    late = editor.send("PATCH", f"content/{TOP}", {"threshold": "87"}, If_Match=seen)
    assert late.status_code == 412
    assert "lan" in late.get_json()["detail"]
    assert editor.send("PATCH", f"content/{TOP}", {"threshold": "87"}, If_Match="*").status_code == 428
    assert editor.get(editor.at(f"content/{TOP}")).get_json()["element"]["threshold"] == "88"


@pytest.mark.parametrize(
    ("address", "changes", "pointer"),
    [
        (TOP, {"threshold": "chín mươi"}, "/threshold"),
        (TOP, {"threshold": "90.1234567"}, "/threshold"),
        (TOP, {"nguong": "90"}, "/nguong"),
        ("criteria/sipas", {"max_points": "-1"}, "/max_points"),
        ("criteria/sipas", {"max_points": None}, "/max_points"),
        ("criteria/sipas", {"name": {"vi": ""}}, "/name/vi"),
        ("scopes/seven-areas", {"criteria": ["sipas", "sipas"]}, "/criteria/1"),
    ],
)
def test_what_is_wrong_is_told_with_its_pointer_in_the_element(
    editor: Editor, address: str, changes: dict[str, Any], pointer: str
) -> None:
    before = editor.tag(address)
    refused = editor.patch(address, **changes)
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.get_json()["errors"]][:1] == [pointer]
    assert editor.tag(address) == before


def test_what_comes_from_what_why_and_what_is_said(editor: Editor) -> None:
    assert editor.patch("criteria/sipas", max_points="11").status_code == 200
    assert editor.send("PATCH", "origins", {"origins": {"sipas": ["sipas", "the-che"]}}).status_code == 200
    assert editor.send("GET", "origins").get_json()["origins"]["sipas"] == ["sipas", "the-che"]
    compared = editor.get(f"{RUBRICS}/so/compare?old=1&new=2").get_json()
    key = compared["changes"][0]["key"]
    assert editor.send("PATCH", "reasons", {"reasons": {key: "Theo kết luận"}}).status_code == 200
    assert editor.send("PATCH", "reasons", {"reasons": {"rule/none": "x"}}).status_code == 422
    table = editor.get(f"{RUBRICS}/so/compare?old=1&new=2").get_json()["table"]
    assert "Theo kết luận" in {row["reason"] for row in table}
    said = editor.send("POST", "remarks", {"wording": "Nên giữ 10 điểm", "criterion": "sipas"})
    assert said.status_code == 201
    reply = {"wording": "Đã tiếp thu", "replies_to": said.get_json()["id"]}
    assert editor.send("POST", "remarks", reply).status_code == 201
    assert editor.send("POST", "remarks", {"wording": "x", "replies_to": 999}).status_code == 422
    assert editor.send("POST", "remarks", {"wording": "x", "criterion": "khong-co"}).status_code == 422
    assert [each["wording"] for each in editor.send("GET", "remarks").get_json()] == ["Nên giữ 10 điểm", "Đã tiếp thu"]
    assert editor.send("PUT", "periods", {"periods": ["2021", "2022"]}).get_json()["periods"] == ["2021", "2022"]


def test_a_comparison_is_told_in_sentences(editor: Editor) -> None:
    editor.patch(TOP, threshold="89")
    told = editor.get(f"{RUBRICS}/so/compare?old=1&new=2", Accept="text/plain")
    assert told.mimetype == "text/plain"
    assert "từ 90% trở lên" in told.text
    assert "từ 89% trở lên" in told.text
    assert editor.get(f"{RUBRICS}/so/compare?old=1&new=1").get_json()["changes"] == []
    assert editor.get(f"{RUBRICS}/so/compare?old=1&new=7").status_code == 422


def test_sums_that_differ_are_obstacles(app: Flask, editor: Editor, hai_duong: Database) -> None:
    part = {"code": "phan-1", "name": {"vi": "Phần"}, "max_points": "3", "parent": "sipas"}
    assert editor.send("POST", "content/criteria", part).status_code == 201
    (obstacle,) = editor.send("GET", "obstacles").get_json()
    assert (obstacle["code"], obstacle["pointer"]) == ("sum-differs", "/criteria/8/max_points")
    assert editor.send("POST", "submit", {}).status_code == 422
    assert holding(app, hai_duong, "minh", Role.APPROVER).send("POST", "clear", {}).status_code == 409


def test_a_component_that_cannot_be_scored_is_an_obstacle(editor: Editor) -> None:
    assert editor.patch("criteria/the-che", method=BANDS).status_code == 200
    (obstacle,) = editor.send("GET", "obstacles").get_json()
    assert (obstacle["code"], obstacle["pointer"]) == ("cannot-be-scored", "/criteria/1/method/bands")
    assert obstacle["message"].startswith("Tiêu chí the-che: ")
    refused = editor.send("POST", "submit", {})
    assert (refused.status_code, refused.get_json()["errors"]) == (422, [obstacle])
    document = editor.get(f"{RUBRICS}/so/editions/2").get_json()["content"]
    assert editor.post(RUBRICS, document).get_json()["errors"] == [obstacle]


def test_a_maximum_that_nobody_earns_is_a_warning_and_no_obstacle(editor: Editor) -> None:
    option = {"code": "du", "name": {"vi": "Đầy đủ"}, "worth": {"kind": "points", "points": "9"}}
    assert editor.patch("criteria/the-che", method={"kind": "choice", "options": [option]}).status_code == 200
    assert editor.send("GET", "obstacles").get_json() == []
    (warning,) = editor.send("GET", "warnings").get_json()
    assert (warning["code"], warning["pointer"]) == ("worth-a-look", "/criteria/1/method/options")
    assert editor.send("POST", "submit", {}).status_code == 200


def test_whoever_drafts_does_not_clear(app: Flask, hai_duong: Database) -> None:
    both = holding(app, hai_duong, "ca-hai", Role.EDITOR, Role.APPROVER)
    both.post(f"{RUBRICS}/so/editions", {"based_on": 1, "periods": ["2022"]})
    both.send("POST", "submit", {})
    refused = both.send("POST", "clear", {})
    assert refused.status_code == 403
    assert "không thực hiện bước phê duyệt" in refused.get_json()["detail"]


def test_a_whole_rubric_document_becomes_a_draft(editor: Editor) -> None:
    document = editor.get(f"{RUBRICS}/so/editions/1").get_json()["content"]
    made = editor.post(f"{RUBRICS}?period=2021,2022", document)
    assert (made.status_code, made.headers["Location"]) == (201, f"{RUBRICS}/so/editions/3")
    assert (made.get_json()["status"], made.get_json()["periods"]) == ("draft", ["2021", "2022"])
    deep = {**document, "criteria": [*document["criteria"], nested(40)]}
    assert editor.post(RUBRICS, deep).status_code == 201
    broken = {**document, "criteria": [{**document["criteria"][0], "max_points": "hai"}]}
    refused = editor.post(RUBRICS, broken)
    assert refused.status_code == 422
    assert "/criteria/0/max_points" in {error["pointer"] for error in refused.get_json()["errors"]}
    assert editor.post(RUBRICS, "[]").status_code == 422
