"""The register of documents over HTTP: changed by those who saw what stands there, with files as they were signed."""

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rules.canonical import canonical
from rulesvc.database import Database
from tests.service.calling import PROBLEM, Body, Caller, bearer, new_key
from tests.service.editing import drafted, issued
from tests.service.racing import at_once
from tests.service.registering import PDF, record_of

DOCUMENTS = "/api/v1/documents"
PLAN = f"{DOCUMENTS}/kh-12"
BODY: Body = {
    "code": "kh-12",
    "kind": {"vi": "Kế hoạch"},
    "number": "12/KH-UBND",
    "dated": "2023-01-10",
    "issuer": {"vi": "Ủy ban nhân dân tỉnh"},
    "subject": {"vi": "Cải cách hành chính năm 2023"},
    "signer": "Nguyễn Văn Đức",
    "effective_from": "2023-01-15",
    "periods": ["2022"],
}


class Registrar(Caller):
    """Another system that keeps the register."""

    def patch(self, patch: Any, etag: str = "", path: str = PLAN) -> TestResponse:
        headers = {**self.headers, **({"If-Match": etag} if etag else {})}
        return self.client.patch(
            path, data=json.dumps(patch), content_type="application/merge-patch+json", headers=headers
        )

    def attach(self, content: bytes = PDF, name: str = "KH 2023.pdf", path: str = PLAN) -> TestResponse:
        return self.client.post(
            f"{path}/files",
            query_string={"name": name},
            data=content,
            content_type="application/pdf",
            headers=self.headers,
        )

    def etag(self, path: str = PLAN) -> str:
        return self.get(path).headers["ETag"]


def registrar_on(app: Flask, database: Database) -> Registrar:
    return Registrar(app, database, bearer(new_key(database, ("read", "register")).secret))


@pytest.fixture
def api(app: Flask, hai_duong: Database) -> Registrar:
    """A system that keeps the register, with one plan in it."""
    registrar = registrar_on(app, hai_duong)
    assert registrar.post(DOCUMENTS, BODY).status_code == 201
    return registrar


def problem_of(response: TestResponse, status: int) -> dict[str, Any]:
    assert (response.status_code, response.content_type) == (status, PROBLEM)
    problem: dict[str, Any] = response.get_json()
    return problem


# ---- registering and reading -----------------------------------------------------------------------------------------


def test_a_document_is_registered_at_its_own_address(api: Registrar) -> None:
    response = api.post(DOCUMENTS, {**BODY, "code": "kh-13", "number": "13/KH-UBND"})
    assert response.status_code == 201
    assert response.headers["Location"] == f"{DOCUMENTS}/kh-13"
    read = api.get(response.headers["Location"])
    assert (read.data, read.headers["ETag"]) == (response.data, response.headers["ETag"])


def test_what_is_answered_is_what_was_sent_and_what_follows(api: Registrar) -> None:
    found = api.get(PLAN).get_json()
    assert found["kind"] == {"vi": "Kế hoạch", "en": "Plan"}
    assert {name: found[name] for name in BODY if name != "kind"} == {n: v for n, v in BODY.items() if n != "kind"}
    assert (found["status"], found["signer_title"], found["files"], found["cited_in"]) == ("issued", "", [], [])
    entry = {name: found[name] for name in (*BODY, "status", "signer_title")}
    assert found["sha256"] == sha256(canonical(entry)).hexdigest() == api.etag().strip('"')


def test_a_document_of_the_rubrics_says_where_it_is_cited(api: Registrar) -> None:
    cited = api.get(f"{DOCUMENTS}/nq-btv-2021").get_json()["cited_in"]
    assert [(each["rubric"], each["edition"], each["status"]) for each in cited] == [
        ("huyen", 1, "issued"),
        ("so", 1, "issued"),
    ]
    assert {"table": "review_repeat", "rule": "lap-lai"} in cited[1]["rules"]


def test_an_edition_is_told_by_what_it_was_issued_with(api: Registrar) -> None:
    issued(api.database, drafted(api.database))
    assert api.get(f"{DOCUMENTS}/qd-1").get_json()["issued"] == [{"rubric": "so", "edition": 2}]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"code": "KH 12"}, "code", "not-a-code"),
        ({"kind": {"en": "Plan"}}, "kind.vi", "field-missing"),
        ({"dated": "2023-02-30"}, "dated", "not-a-day"),
        ({"effective_from": "2023"}, "effective_from", "not-a-whole-day"),
        ({"effective_from": 2023}, "effective_from", "not-a-whole-day"),
        ({"number": "12\u202e/KH"}, "number", "unprinted"),
        ({"periods": ["2032"]}, "periods.0", "unknown-period"),
        ({"status": "in-force"}, "status", "not-an-option"),
        ({"colour": "red"}, "colour", "unknown-field"),
    ],
)
def test_a_document_that_cannot_be_is_refused_with_its_field(
    api: Registrar, changes: dict[str, Any], field: str, code: str
) -> None:
    problem = problem_of(api.post(DOCUMENTS, {**BODY, "code": "kh-13", **changes}), 422)
    assert [(each["field"], each["code"]) for each in problem["errors"]] == [(field, code)]
    assert api.get(f"{DOCUMENTS}/kh-13").status_code == 404


def test_a_code_that_is_taken_is_a_conflict(api: Registrar) -> None:
    problem = problem_of(api.post(DOCUMENTS, BODY), 409)
    assert problem["detail"] == "Danh mục đã có văn bản “kh-12”."


def test_documents_are_listed_by_filters_and_pages(api: Registrar) -> None:
    first = api.get(f"{DOCUMENTS}?limit=4").get_json()
    assert first["items"][0]["code"] == "kh-12"
    rest = api.get(f"{DOCUMENTS}?limit=4&cursor={first['next']}").get_json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (4, 2, None)
    asked = f"{DOCUMENTS}?kind=ke hoach&status=issued&period=2022&words=CAI+cach&lang=en"
    assert [each["code"] for each in api.get(asked).get_json()["items"]] == ["kh-12"]


@pytest.mark.parametrize(
    "query", ["status=x", "period=2032", "cursor=0", "limit=201", "number=12", "words=" + "x" * 201]
)
def test_a_list_that_is_asked_for_wrongly_is_refused(api: Registrar, query: str) -> None:
    problem_of(api.get(f"{DOCUMENTS}?{query}"), 422)


# ---- changing --------------------------------------------------------------------------------------------------------


def test_what_the_patch_names_is_changed_and_the_rest_stays(api: Registrar) -> None:
    patch: Body = {"subject": {"en": "Reform in 2023"}, "number": None, "signer_title": "Phó Chủ tịch", "periods": []}
    response = api.patch(patch, api.etag())
    assert response.status_code == 200
    found = response.get_json()
    assert found["subject"] == {"vi": "Cải cách hành chính năm 2023", "en": "Reform in 2023"}
    assert (found["number"], found["signer_title"], found["periods"]) == ("", "Phó Chủ tịch", [])
    assert (found["signer"], found["effective_from"]) == ("Nguyễn Văn Đức", "2023-01-15")
    assert response.headers["ETag"] == api.etag() == f'"{found["sha256"]}"'


def test_a_whole_document_that_was_read_may_be_sent_back(api: Registrar) -> None:
    read = api.get(PLAN).get_json()
    names = [name for name in (*BODY, "signer_title", "status") if name != "code"]
    response = api.patch({**{name: read[name] for name in names}, "number": ""}, api.etag())
    assert (response.status_code, response.get_json()["number"]) == (200, "")


@pytest.mark.parametrize("etag", ["", "*", 'W/"x"', '"x", "y"', "x y"])
def test_a_change_must_say_what_was_seen(api: Registrar, etag: str) -> None:
    before = record_of(api.database)
    problem = problem_of(api.patch({"number": "13/KH-UBND"}, etag), 428)
    assert problem["title"] == "Cần If-Match; chưa thay đổi gì"
    assert problem["errors"][0]["field"] == "If-Match"
    assert record_of(api.database) == before


def test_the_second_of_two_changes_is_told_who_made_the_first(api: Registrar) -> None:
    seen = api.etag()
    assert api.patch({"number": "13/KH-UBND"}, seen).status_code == 200
    problem = problem_of(api.patch({"number": "14/KH-UBND"}, seen), 412)
    assert problem["title"] == "Nội dung đã thay đổi sau khi đọc; không ghi đè gì"
    assert problem["errors"][0]["facts"]["person"] == "dashboard"
    assert api.get(PLAN).get_json()["number"] == "13/KH-UBND"


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        ({"kind": None}, "kind"),
        ({"code": "kh-13"}, "code"),
        ({"dated": "hôm qua"}, "dated"),
        ({"number": 12}, "number"),
        ({"number": False}, "number"),
        ({"subject": "Khác"}, "subject"),
        ({"subject": {"fr": "Autre"}}, "subject.fr"),
        ({"periods": "2022"}, "periods"),
        ({"sha256": "0"}, "sha256"),
    ],
)
def test_a_patch_that_makes_no_document_of_it_is_refused(api: Registrar, patch: dict[str, Any], field: str) -> None:
    before = record_of(api.database)
    problem = problem_of(api.patch(patch, api.etag()), 422)
    assert [each["field"] for each in problem["errors"]] == [field]
    assert record_of(api.database) == before


def test_a_document_by_which_an_edition_was_issued_is_fixed(api: Registrar) -> None:
    issued(api.database, drafted(api.database))
    path = f"{DOCUMENTS}/qd-1"
    problem = problem_of(api.patch({"number": "13/QĐ-UBND"}, api.etag(path), path), 409)
    assert problem["errors"][0]["code"] == "document-fixed"
    assert "đính chính" in problem["detail"]
    assert api.patch({"status": "expired"}, api.etag(path), path).status_code == 200


# ---- relations -------------------------------------------------------------------------------------------------------


def test_a_document_is_related_and_the_other_says_so(api: Registrar) -> None:
    response = api.post(f"{PLAN}/relations", {"kind": "replaces", "other": "27-bc-ubnd"})
    assert response.status_code == 201
    assert response.get_json()["relations"] == [{"kind": "replaces", "other": "27-bc-ubnd"}]
    other = api.get(f"{DOCUMENTS}/27-bc-ubnd").get_json()
    assert (other["replaced_by"], other["amended_by"], other["basis_of"]) == (["kh-12"], [], [])
    taken = api.send("DELETE", f"{PLAN}/relations/replaces/27-bc-ubnd")
    assert (taken.status_code, taken.get_json()["relations"]) == (200, [])
    problem_of(api.send("DELETE", f"{PLAN}/relations/replaces/27-bc-ubnd"), 404)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"kind": "likes", "other": "27-bc-ubnd"}, 422, "not-an-option"),
        ({"kind": "amends", "other": "28-bc-ubnd"}, 422, "unknown-document"),
        ({"kind": "amends", "other": "kh-12"}, 422, "related-to-itself"),
        ({"kind": "amends"}, 422, "field-missing"),
    ],
)
def test_a_relation_that_cannot_be_is_refused(api: Registrar, body: Body, status: int, code: str) -> None:
    assert problem_of(api.post(f"{PLAN}/relations", body), status)["errors"][0]["code"] == code


def test_a_relation_by_another_word_is_not_found(api: Registrar) -> None:
    problem_of(api.send("DELETE", f"{PLAN}/relations/likes/27-bc-ubnd"), 404)


# ---- files -----------------------------------------------------------------------------------------------------------


def test_a_file_is_given_back_as_it_was_signed_and_opened_by_no_browser(api: Registrar) -> None:
    kept = api.attach(name="Kế hoạch 2023.pdf")
    assert kept.status_code == 201
    assert kept.headers["Location"] == f"{PLAN}/files/{sha256(PDF).hexdigest()}"
    response = api.get(kept.headers["Location"])
    assert (response.data, response.content_type) == (PDF, "application/pdf")
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%202023.pdf"
    (file,) = api.get(PLAN).get_json()["files"]
    assert file == kept.get_json()
    assert (file["name"], file["size"], file["added_by"]) == ("Kế hoạch 2023.pdf", len(PDF), "dashboard")


def test_the_same_file_twice_is_a_conflict_that_names_the_first(api: Registrar) -> None:
    api.attach()
    problem = problem_of(api.attach(name="other.pdf"), 409)
    assert problem["errors"][0]["facts"]["name"] == "KH 2023.pdf"


@pytest.mark.parametrize(
    ("content", "name", "field"),
    [
        (b"PK\x03\x04", "KH 2022.pdf", "file"),
        (b"", "KH 2022.pdf", "file"),
        (PDF, "../KH.pdf", "name"),
        (PDF, "a\r\nX: y.pdf", "name"),
        (PDF, "", "name"),
    ],
)
def test_a_file_that_is_no_pdf_or_has_no_name_is_refused(api: Registrar, content: bytes, name: str, field: str) -> None:
    problem = problem_of(api.attach(content, name), 422)
    assert problem["errors"][0]["field"] == field
    assert api.get(PLAN).get_json()["files"] == []


def test_what_is_no_pdf_is_told_as_officials_are_told(api: Registrar) -> None:
    detail = problem_of(api.attach(b"PK", "KH 2022.pdf"), 422)["detail"]
    assert detail == "Tệp “KH 2022.pdf” không phải tệp PDF hợp lệ. Nội dung cũ không thay đổi."


def test_a_file_without_a_name_is_refused(api: Registrar) -> None:
    response = api.client.post(f"{PLAN}/files", data=PDF, content_type="application/pdf", headers=api.headers)
    assert problem_of(response, 422)["errors"][0]["field"] == "name"


def test_a_file_beyond_ten_megabytes_is_too_large_here(api: Registrar) -> None:
    at_most = b"%PDF-" + bytes(10 * 1024 * 1024 - 10) + b"%%EOF"
    assert problem_of(api.attach(at_most + b"\n"), 413)["title"] == "Nội dung gửi quá lớn: tối đa 10 MB"
    assert api.attach(at_most).status_code == 201


def test_a_file_that_is_not_there_is_not_found(api: Registrar) -> None:
    problem_of(api.get(f"{PLAN}/files/{'0' * 64}"), 404)
    problem_of(api.get(f"{DOCUMENTS}/kh-13/files/{'0' * 64}"), 404)
    problem_of(api.attach(path=f"{DOCUMENTS}/kh-13"), 404)


# ---- who may ---------------------------------------------------------------------------------------------------------


def test_whoever_only_reads_changes_nothing(app: Flask, api: Registrar) -> None:
    reader = Registrar(app, api.database, bearer(new_key(api.database, ("read",)).secret))
    assert reader.get(PLAN).status_code == 200
    assert reader.post(DOCUMENTS, {**BODY, "code": "kh-13"}).status_code == 403
    assert reader.patch({"number": "x"}, reader.etag()).status_code == 403
    assert reader.attach().status_code == 403
    assert reader.send("DELETE", f"{PLAN}/relations/amends/27-bc-ubnd").status_code == 403


def statuses(*calls: Callable[[], TestResponse]) -> list[object]:
    """How *calls* that begin together end."""
    return sorted(at_once(lambda place: calls[place]().status_code, len(calls)), key=str)


def test_of_many_who_change_what_they_saw_at_once_one_does(app: Flask, committing: Database) -> None:
    api = registrar_on(app, committing)
    api.post(DOCUMENTS, BODY)
    seen = api.etag()
    changes = [partial(api.patch, {"number": f"{number}/KH-UBND"}, seen) for number in range(4)]
    assert statuses(*changes) == [200, 412, 412, 412]


def test_of_many_who_register_the_same_code_at_once_one_does(app: Flask, committing: Database) -> None:
    api = registrar_on(app, committing)
    assert statuses(*[partial(api.post, DOCUMENTS, BODY)] * 4) == [201, 409, 409, 409]


def test_of_many_who_close_a_circle_at_once_one_is_refused(app: Flask, committing: Database) -> None:
    api = registrar_on(app, committing)
    for code in ("a", "b", "c"):
        api.post(DOCUMENTS, {**BODY, "code": code, "number": f"{code}/KH-UBND"})

    relations = [
        partial(api.post, f"{DOCUMENTS}/{one}/relations", {"kind": "amends", "other": other})
        for one, other in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    assert statuses(*relations) == [201, 201, 409]
