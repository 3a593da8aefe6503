"""The description of the interface is valid and true, and its pages come from this host alone."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from rulesvc.api.problems import MEDIA_TYPE
from wsgi import app

PUBLIC = {("/healthz", "get"), ("/readyz", "get"), ("/api/v1/rubric-document.schema.json", "get")}
STORING = {
    ("/api/v1/evaluations", "post"),
    ("/api/v1/evaluations/batch", "post"),
    ("/api/v1/evaluations/{evaluation}/conclusions", "post"),
}

Operation = tuple[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/openapi.json").get_json()
    return found


def operations(described: dict[str, Any]) -> Iterator[Operation]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield (path, method), operation


def resolved(described: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """What *part* points at, or itself."""
    found: Any = described if "$ref" in part else part
    for name in part.get("$ref", "#/").split("/")[1:]:
        found = found[name] if name else found
    whole: dict[str, Any] = found
    return whole


def test_the_description_is_valid_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []


def test_every_address_with_a_scope_is_described(described: dict[str, Any]) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    paths = {re.sub(r"<(?:[^:]+:)?(\w+)>", r"{\1}", rule.rule) for rule in rules}
    assert {path for path in described["paths"] if path.startswith("/api/")} == paths


def test_every_operation_describes_errors_as_problem_details(described: dict[str, Any]) -> None:
    for name, operation in operations(described):
        for status, response in operation["responses"].items():
            content = resolved(described, response).get("content", {})
            if status == "default" or int(status) >= 400:
                assert list(content) == [MEDIA_TYPE], (name, status)
        assert "default" in operation["responses"], name


def test_problem_details_are_described_whole(described: dict[str, Any]) -> None:
    problem = described["components"]["schemas"]["Problem"]
    assert problem["required"] == ["detail", "errors", "status", "title", "type"]
    assert problem["additionalProperties"] is False


def test_every_operation_says_what_it_is_for_and_what_it_answers(described: dict[str, Any]) -> None:
    for name, operation in operations(described):
        assert operation["summary"].endswith("."), name
        successes = [operation["responses"][status] for status in operation["responses"] if status.startswith("2")]
        assert successes, name
        assert all("schema" in kind for each in successes for kind in each["content"].values()), name


def test_a_key_is_needed_but_where_nothing_of_an_agency_is_shown(described: dict[str, Any]) -> None:
    assert described["security"] == [{"key": []}]
    assert described["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    opened = {name for name, operation in operations(described) if operation.get("security") == []}
    assert opened == PUBLIC
    assert all("security" not in operation for name, operation in operations(described) if name not in PUBLIC)


def test_what_stores_takes_an_idempotency_key(described: dict[str, Any]) -> None:
    def headers(operation: dict[str, Any]) -> list[str]:
        return [each["name"] for each in operation.get("parameters", []) if each["in"] == "header"]

    taking = {name for name, operation in operations(described) if "Idempotency-Key" in headers(operation)}
    assert taking == STORING


def test_a_dry_run_and_a_stored_evaluation_are_described_apart(described: dict[str, Any]) -> None:
    responses = described["paths"]["/api/v1/evaluations"]["post"]["responses"]
    assert {"200", "201"} <= responses.keys()


def test_an_explanation_is_described_in_both_forms(described: dict[str, Any]) -> None:
    responses = described["paths"]["/api/v1/evaluations/{evaluation}/explanation"]["get"]["responses"]
    assert set(responses["200"]["content"]) == {"application/json", "text/plain"}


def test_what_is_sent_may_have_no_field_that_is_not_described(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    bodies = ("EvaluationBody", "AnswerPart", "BatchBody", "DocumentBody", "DocumentPatch", "RelationBody")
    assert all(schemas[name]["additionalProperties"] is False for name in bodies)


def test_the_usual_kinds_of_documents_are_offered(described: dict[str, Any]) -> None:
    offered = described["paths"]["/api/v1/documents"]["post"]["description"]
    assert "Quyết định (Decision), Nghị quyết (Resolution), Kế hoạch (Plan)" in offered


def test_files_are_described_as_what_they_are(described: dict[str, Any]) -> None:
    files = described["paths"]["/api/v1/documents/{document}/files"]["post"]["requestBody"]
    assert (files["required"], list(files["content"])) == (True, ["application/pdf"])


# ---- the pages -------------------------------------------------------------------------------------------------------


class Addresses(HTMLParser):
    """Collects what a page makes a browser fetch or offers to open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- as it is called
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "action", "srcset", "data"}]


def test_the_guide_has_addresses_of_this_host_only() -> None:
    page = app.test_client().get("/docs")
    assert page.status_code == 200
    found = Addresses(page.text).found
    assert found
    assert [each for each in found if urlsplit(each).netloc or urlsplit(each).scheme] == []
    here = app.url_map.bind("localhost")
    assert all(here.test(urlsplit(each).path, method="GET") for each in found)


def test_the_guide_asks_no_validator_elsewhere() -> None:
    page = app.test_client().get("/docs").text
    assert '"validatorUrl": null' in page
    assert "http://" not in page
    assert "https://" not in page


def test_the_style_of_the_guide_fetches_nothing() -> None:
    style = app.test_client().get("/static/swagger-ui/swagger-ui.css")
    fetched = re.findall(r"url\((?!['\"]?data:)|@import", style.text)
    style.close()
    assert fetched == []


@pytest.mark.parametrize("file", ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js"])
def test_the_files_of_the_guide_are_there(file: str) -> None:
    with app.test_client().get(f"/static/swagger-ui/{file}") as response:
        assert response.status_code == 200
