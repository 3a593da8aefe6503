"""Editions over HTTP: from a draft that is changed cell by cell to an edition that applies."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from rules.language import VIETNAM
from rulesvc.database import Database
from rulesvc.models import AuditEvent, Role
from rulesvc.usecases.deputies import NewDeputy, name_deputy
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.keys import NewKey, create_key
from tests.service.calling import RUBRICS, Caller, bearer
from tests.service.databases import NOW
from tests.service.editing import acknowledged, decision, nested
from tests.service.people import person

TOP = "tables/group/rules/90/conditions/0"
PATCH = "application/merge-patch+json"


class Editor(Caller):
    """Somebody who works on edition 2 of the rubric of the departments."""

    def at(self, path: str) -> str:
        return f"{RUBRICS}/so/editions/2/{path}"

    def seen(self, path: str) -> str:
        return self.get(self.at(path).rstrip("/")).headers["ETag"]

    def tag(self, address: str) -> str:
        return self.seen(f"content/{address}")

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.client.open(self.at(path), method=method, json=body, headers=sent)

    def acknowledge(self) -> None:
        """Acknowledge what the rules leave open."""
        acknowledged(self.database, EditionRef("so", 2))

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
    editor.acknowledge()
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
    itself = issuer.send("POST", "repeal", {"document": "qd-1"})
    assert itself.status_code == 409
    repealed = issuer.send("POST", "repeal", {"document": decision(hai_duong, "qd-2"), "comment": "Bãi bỏ"})
    assert repealed.get_json()["status"] == "repealed"
    gone = editor.get(f"{RUBRICS}/so/resolve?period=2022&lang=vi")
    assert gone.status_code == 422
    assert "thì bị bãi bỏ" in gone.get_json()["detail"]


def test_what_applies_as_known_tomorrow_is_not_answered(editor: Editor) -> None:
    refused = editor.get(f"{RUBRICS}/so/resolve?period=2022&as_of=9999-01-01T00:00:00Z")
    assert refused.status_code == 422
    assert "chưa đến" in refused.get_json()["detail"]


def test_the_history_says_for_whom_a_deputy_cleared(app: Flask, editor: Editor, hai_duong: Database) -> None:
    viewer = person(hai_duong, "tam", Role.VIEWER)
    today = datetime.now(VIETNAM).date()
    for lender in (person(hai_duong, "lan"), person(hai_duong, "minh", Role.APPROVER)):
        with hai_duong.writing() as session:
            name_deputy(session, NewDeputy(lender.person, "tam", today, today), actor=lender, now=datetime.now(UTC))
    with hai_duong.writing() as session:
        secret = create_key(session, NewKey("tam", ("read", "clear")), actor=viewer, now=datetime.now(UTC)).secret
    deputy = Editor(app, hai_duong, bearer(secret))
    editor.acknowledge()
    editor.send("POST", "submit", {})
    assert deputy.send("POST", "clear", {}).get_json()["status"] == "cleared"
    steps = editor.get(editor.at("history")).get_json()["steps"]
    assert [(step["status"], step["person"], step["acting_for"]) for step in steps] == [
        ("submitted", "lan", []),
        ("cleared", "tam", ["minh"]),
    ]


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
    assert error["message"] == "Tiêu chí the-che: khoảng điểm: giới hạn trên: “60” không hợp lệ. Được phép: lớn hơn 60."


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
    merged = {"origins": {"sipas": ["sipas", "the-che"]}}
    assert editor.send("PATCH", "origins", merged, If_Match=editor.seen("origins")).status_code == 200
    assert editor.send("GET", "origins").get_json()["origins"]["sipas"] == ["sipas", "the-che"]
    compared = editor.get(f"{RUBRICS}/so/compare?old=1&new=2").get_json()
    key = compared["changes"][0]["key"]
    given = editor.send("PATCH", "reasons", {"reasons": {key: "Theo kết luận"}}, If_Match=editor.seen("reasons"))
    assert given.status_code == 200
    unknown = {"reasons": {"rule/none": "x"}}
    assert editor.send("PATCH", "reasons", unknown, If_Match=given.headers["ETag"]).status_code == 422
    table = editor.get(f"{RUBRICS}/so/compare?old=1&new=2").get_json()["table"]
    assert "Theo kết luận" in {row["reason"] for row in table}
    said = editor.send("POST", "remarks", {"wording": "Nên giữ 10 điểm", "criterion": "sipas"})
    assert said.status_code == 201
    reply = {"wording": "Đã tiếp thu", "replies_to": said.get_json()["id"]}
    assert editor.send("POST", "remarks", reply).status_code == 201
    assert editor.send("POST", "remarks", {"wording": "x", "replies_to": 999}).status_code == 422
    assert editor.send("POST", "remarks", {"wording": "x", "criterion": "khong-co"}).status_code == 422
    assert [each["wording"] for each in editor.send("GET", "remarks").get_json()] == ["Nên giữ 10 điểm", "Đã tiếp thu"]
    settled = editor.send(
        "POST", f"remarks/{said.get_json()['id']}/settlement", {"settles": "explained", "wording": "Giữ mức cũ"}
    )
    assert (settled.status_code, settled.get_json()["settles"]) == (201, "explained")
    assert editor.send("POST", "remarks/999/settlement", {"settles": "explained", "wording": "x"}).status_code == 404
    assert editor.send("POST", "remarks/1/settlement", {"settles": "khac", "wording": "x"}).status_code == 422
    found = [(each["settled"], each["settles"]) for each in editor.send("GET", "remarks").get_json()]
    assert found == [("explained", None), (None, None), (None, "explained")]
    covered = editor.send("PUT", "periods", {"periods": ["2021", "2022"]}, If_Match=editor.seen("periods"))
    assert covered.get_json()["periods"] == ["2021", "2022"]


def test_a_draft_is_discarded_as_it_was_seen_and_for_a_reason(editor: Editor) -> None:
    why = {"comment": "Lập lại từ đầu"}
    assert editor.send("POST", "discard", {}).status_code == 422
    assert editor.send("POST", "discard", why, If_Match='"khac"').status_code == 412
    discarded = editor.send("POST", "discard", why, If_Match=editor.seen(""))
    assert (discarded.status_code, discarded.get_json()["status"]) == (200, "discarded")
    assert editor.send("POST", "submit", {}).status_code == 409
    assert editor.send("GET", "history").get_json()["steps"][0]["comment"] == "Lập lại từ đầu"
    assert editor.post(f"{RUBRICS}/so/editions", {"based_on": 1}).get_json()["number"] == 3


def test_a_draft_for_no_period_is_made_and_not_submitted(editor: Editor) -> None:
    assert editor.post(f"{RUBRICS}/so/editions", {"based_on": 1}).status_code == 201
    answer = editor.post(f"{RUBRICS}/so/editions/3/submit", {})
    assert answer.status_code == 422
    (mistake,) = answer.get_json()["errors"]
    assert (mistake["code"], mistake["field"]) == ("periods-missing", "periods")
    assert "chưa chọn kỳ áp dụng" in mistake["message"]


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


def test_a_maximum_that_nobody_earns_is_a_warning_and_no_obstacle_once_it_is_acknowledged(editor: Editor) -> None:
    option = {"code": "du", "name": {"vi": "Đầy đủ"}, "worth": {"kind": "points", "points": "9"}}
    assert editor.patch("criteria/the-che", method={"kind": "choice", "options": [option]}).status_code == 200
    before = editor.send("GET", "obstacles").get_json()
    assert [each["code"] for each in before] == ["to-be-acknowledged"] * 3
    assert [each["pointer"] for each in before] == ["/criteria/1/method/options", "/tables/1", ""]
    editor.acknowledge()
    assert editor.send("GET", "obstacles").get_json() == []
    (warning,) = editor.send("GET", "warnings").get_json()
    assert (warning["code"], warning["pointer"]) == ("worth-a-look", "/criteria/1/method/options")
    assert editor.send("POST", "submit", {}).status_code == 200


def test_whoever_drafts_does_not_clear(app: Flask, hai_duong: Database) -> None:
    both = holding(app, hai_duong, "ca-hai", Role.EDITOR, Role.APPROVER)
    both.post(f"{RUBRICS}/so/editions", {"based_on": 1, "periods": ["2022"]})
    both.acknowledge()
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


# ---- places ----------------------------------------------------------------------------------------------------------


def test_a_criterion_is_put_where_its_position_says(editor: Editor) -> None:
    assert editor.patch("criteria/the-che", position=5).get_json()["element"]["position"] == 5
    first = {"code": "moi", "name": {"vi": "Tiêu chí mới"}, "max_points": "1", "position": 0}
    assert editor.send("POST", "content/criteria", first).get_json()["element"]["position"] == 0
    found = editor.get(f"{RUBRICS}/so/editions/2").get_json()["content"]["criteria"]
    assert (found[0]["code"], found[6]["code"]) == ("moi", "the-che")


def test_a_condition_is_put_where_its_position_says_and_is_the_one_that_is_answered(editor: Editor) -> None:
    new = {"measure": {"kind": "total_percent"}, "operator": ">=", "threshold": "50"}
    made = editor.send("POST", "content/tables/group/rules/90/conditions", {**new, "position": 0})
    assert (made.status_code, made.get_json()["element"]) == (201, new)
    assert made.headers["ETag"] == editor.tag(TOP)
    found = editor.get(editor.at("content/tables/group/rules/90")).get_json()["element"]["conditions"]
    assert [each["threshold"] for each in found] == ["50", "90"]


@pytest.mark.parametrize("position", ["x", {}, [], -1, 999999, True, 1.5, "", 50])
def test_a_place_that_there_is_not_is_refused_with_those_that_there_are(editor: Editor, position: Any) -> None:
    new = {"measure": {"kind": "total_percent"}, "operator": ">=", "threshold": "50", "position": position}
    for refused, last in (
        (editor.patch("criteria/the-che", position=position), 8),
        (editor.send("POST", "content/tables/group/rules/90/conditions", new), 1),
    ):
        assert refused.status_code == 422
        (error,) = refused.get_json()["errors"]
        assert (error["pointer"], error["facts"]["last"]) == ("/position", last)
        assert f"từ 0 đến {last}" in error["message"]


# ---- what others changed meanwhile -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "periods", {"periods": ["2021"]}),
        ("PATCH", "origins", {"origins": {"sipas": ["the-che"]}}),
        ("PATCH", "reasons", {"reasons": {"criterion/sipas": "Theo kết luận"}}),
    ],
)
def test_periods_origins_and_reasons_are_changed_by_whoever_has_seen_them(
    editor: Editor, method: str, path: str, body: dict[str, Any]
) -> None:
    editor.patch("criteria/sipas", max_points="11")
    before = editor.get(editor.at(path)).get_json()
    assert editor.send(method, path, body).status_code == 428
    stale = editor.send(method, path, body, If_Match='"stale"')
    assert stale.status_code == 412
    assert "lan" in stale.get_json()["detail"]
    assert editor.get(editor.at(path)).get_json() == before
    seen = editor.seen(path)
    changed = editor.send(method, path, body, If_Match=seen)
    assert (changed.status_code, changed.headers["ETag"]) == (200, editor.seen(path))
    assert editor.send(method, path, body, If_Match=seen).status_code == 412


def test_a_step_is_taken_with_the_etag_of_the_edition(app: Flask, editor: Editor, hai_duong: Database) -> None:
    first = editor.seen("")
    assert editor.get(f"{RUBRICS}/so/editions/2", If_None_Match=first).status_code == 304
    editor.send("PUT", "periods", {"periods": ["2021", "2022"]}, If_Match=editor.seen("periods"))
    second = editor.seen("")
    editor.patch("criteria/sipas", step="0.5")
    third = editor.seen("")
    editor.acknowledge()
    for stale in (first, second):
        assert editor.send("POST", "submit", {}, If_Match=stale).status_code == 412
    assert editor.send("POST", "submit", {}, If_Match=third).status_code == 200
    approver = holding(app, hai_duong, "minh", Role.APPROVER)
    assert approver.send("POST", "clear", {}, If_Match=third).status_code == 412
    assert approver.send("POST", "clear", {}, If_Match=approver.seen("")).status_code == 200
    assert len({first, second, third, approver.seen("")}) == 4


def test_a_change_that_changes_nothing_is_none(editor: Editor, hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        before = session.scalar(select(func.count(AuditEvent.id)))
    assert editor.patch("criteria/sipas").get_json()["element"]["code"] == "sipas"
    assert editor.patch("criteria/sipas", max_points="10", position=8).status_code == 200
    assert editor.send("PUT", "periods", {"periods": ["2022"]}, If_Match=editor.seen("periods")).status_code == 200
    same = {"origins": {"sipas": ["sipas"]}}
    assert editor.send("PATCH", "origins", same, If_Match=editor.seen("origins")).status_code == 200
    nothing: dict[str, Any] = {"reasons": {}}
    assert editor.send("PATCH", "reasons", nothing, If_Match=editor.seen("reasons")).status_code == 200
    with hai_duong.reading() as session:
        assert session.scalar(select(func.count(AuditEvent.id))) == before


# ---- what is refused -------------------------------------------------------------------------------------------------


def test_a_period_is_named_once(editor: Editor) -> None:
    document = editor.get(f"{RUBRICS}/so/editions/1").get_json()["content"]
    for refused in (
        editor.post(f"{RUBRICS}/so/editions", {"based_on": 1, "periods": ["2022", "2022"]}),
        editor.post(f"{RUBRICS}?period=2021,2021", document),
        editor.send("PUT", "periods", {"periods": ["2022", "2022"]}, If_Match=editor.seen("periods")),
    ):
        assert refused.status_code == 422
        assert [error["code"] for error in refused.get_json()["errors"]] == ["period-twice"]
        assert "mỗi kỳ một lần" in refused.get_json()["detail"]
    twice = {"origins": {"sipas": ["the-che", "the-che"]}}
    assert editor.send("PATCH", "origins", twice, If_Match=editor.seen("origins")).status_code == 422


@pytest.mark.parametrize(
    ("address", "changes", "pointer"),
    [
        ("criteria/the-che", {"code": None}, "/code"),
        ("criteria/the-che", {"code": 5}, "/code"),
        ("criteria/the-che", {"code": []}, "/code"),
        ("criteria/the-che", {"code": {}}, "/code"),
        ("criteria/the-che", {"code": True}, "/code"),
        ("criteria/the-che", {"code": ""}, "/code"),
        ("criteria/the-che", {"code": "Mới"}, "/code"),
        ("tables/group/rules/90", {"code": None}, "/code"),
        ("criteria/the-che", {"parent": "khong-co"}, "/parent"),
        ("criteria/the-che", {"parent": {}}, "/parent"),
        ("tables/group", {"code": "nhom", "rules": [{"conditions": [{}]}]}, "/rules/0/code"),
        ("scopes/seven-areas", {"position": 0}, "/position"),
    ],
)
def test_a_field_that_cannot_be_so_is_told_at_its_pointer(
    editor: Editor, address: str, changes: dict[str, Any], pointer: str
) -> None:
    refused = editor.patch(address, **changes)
    assert refused.status_code == 422
    assert pointer in [error["pointer"] for error in refused.get_json()["errors"]]


def test_an_exemption_is_changed_to_another_agency(editor: Editor) -> None:
    new = {"agency": "so-y-te", "criterion": "sipas"}
    assert editor.send("POST", "content/exemptions", new).status_code == 201
    changed = editor.patch("exemptions/so-y-te/sipas", agency="so-noi-vu")
    assert changed.get_json()["element"] == {"agency": "so-noi-vu", "criterion": "sipas"}
    assert editor.patch("exemptions/so-noi-vu/sipas", agency=None).status_code == 422


@pytest.mark.parametrize("address", ["nope", "own", "tables/group", "tables/group/name", "criteria/the-che/parts"])
def test_nothing_is_added_where_there_are_no_elements(editor: Editor, address: str) -> None:
    refused = editor.send("POST", f"content/{address}", {})
    assert refused.status_code == 404
    assert f"“{address}”" in refused.get_json()["detail"]
    assert "tables/…/rules" in refused.get_json()["errors"][0]["facts"]["allowed"]


@pytest.mark.parametrize(
    "address", ["name/vi", "code/s", "scopes/seven-areas/criteria/the-che", "tables/group/name/vi", "own/name"]
)
def test_nothing_is_found_within_a_field(editor: Editor, address: str) -> None:
    assert editor.get(editor.at(f"content/{address}")).status_code == 404
    assert editor.send("PATCH", f"content/{address}", {}, If_Match='"seen"').status_code == 404


def test_what_a_new_rule_lacks_is_told_field_by_field(editor: Editor) -> None:
    refused = editor.send("POST", "content/tables/group/rules", {})
    assert refused.status_code == 422
    pointers = [error["pointer"] for error in refused.get_json()["errors"]]
    assert sorted(pointers) == ["/citations", "/code", "/conditions", "/outcome"]


def test_what_is_wrong_is_told_in_words(editor: Editor) -> None:
    compared = editor.get(f"{RUBRICS}/so/compare?old=a&new=2").get_json()["detail"]
    assert "không phải số nguyên" in compared
    assert "Not a valid" not in compared
    threshold = editor.patch(TOP, threshold=None).get_json()["errors"][0]
    assert threshold["pointer"] == "/threshold"
    assert "Chỉ số tổng hợp (từ một mức trở lên), mức so sánh: “để trống”" in threshold["message"]
    no_object = editor.client.patch(
        editor.at(f"content/{TOP}"),
        data="[]",
        content_type=PATCH,
        headers={**editor.headers, "If-Match": editor.tag(TOP)},
    )
    assert no_object.get_json()["detail"].startswith("body: “[…]”")
    editor.acknowledge()
    editor.send("POST", "submit", {})
    refused = editor.patch("criteria/sipas", max_points="11")
    assert refused.status_code == 409
    assert "trả lại" in refused.get_json()["detail"]
    assert "lập dự thảo mới" in refused.get_json()["detail"]
