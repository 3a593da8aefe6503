"""Rubrics over HTTP: listed, read, resolved, and an example that can be sent as it stands."""

import pytest
from jsonschema_rs import Draft202012Validator

from rules.canonical import canonical
from rulesvc.schemas.rubric_document import read_rubric
from rulesvc.store.persons import Actor
from tests.hai_duong import BLOCKS, rubric_of
from tests.service.asking import imported
from tests.service.calling import EVALUATIONS, RUBRICS, Caller


def test_all_rubrics_are_listed_with_their_editions(api: Caller) -> None:
    listed = api.get(RUBRICS).get_json()
    assert [(rubric["code"], rubric["block"]) for rubric in listed] == [("huyen", "huyen"), ("so", "so")]
    assert all(rubric["name"].keys() == {"vi", "en"} for rubric in listed)
    assert [edition["number"] for rubric in listed for edition in rubric["editions"]] == [1, 1]


def test_an_edition_says_how_it_came_and_what_it_covers(api: Caller) -> None:
    (edition,) = api.get(f"{RUBRICS}/so/editions").get_json()
    assert (edition["status"], edition["bootstrap"], edition["periods"]) == ("issued", True, ["2022"])
    assert edition["issued_at"] == "2023-02-01T08:30:00.123456Z"


def test_a_draft_has_no_hash_and_no_instant(api: Caller, actor: Actor) -> None:
    imported(api.database, rubric_of("so"), actor)
    draft = api.get(f"{RUBRICS}/so/editions").get_json()[-1]
    assert (draft["number"], draft["status"], draft["sha256"], draft["issued_at"]) == (2, "draft", None, None)
    assert api.get(f"{RUBRICS}/so/editions/2").status_code == 200


@pytest.mark.parametrize("block", BLOCKS)
def test_the_content_of_an_edition_is_a_document_that_can_be_read_back(api: Caller, block: str) -> None:
    edition = api.get(f"{RUBRICS}/{block}/editions/1").get_json()
    assert read_rubric(edition["content"]) == rubric_of(block)


def test_an_edition_is_sent_again_only_if_it_changed(api: Caller) -> None:
    address = f"{RUBRICS}/so/editions/1"
    first = api.get(address)
    again = api.get(address, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert api.get(address, If_None_Match='"something-else"').status_code == 200
    assert api.get(address, If_None_Match=f'"x", W/{first.headers["ETag"]}').status_code == 304


def test_no_two_editions_share_an_etag(api: Caller, actor: Actor) -> None:
    imported(api.database, rubric_of("so"), actor)
    tags = {api.get(f"{RUBRICS}/{path}").headers["ETag"] for path in ("so/editions/1", "so/editions/2")}
    assert len(tags) == 2


def test_the_form_of_documents_is_open_to_everybody(api: Caller) -> None:
    form = api.app.test_client().get("/api/v1/rubric-document.schema.json")
    assert (form.status_code, form.content_type) == (200, "application/schema+json")
    validator = Draft202012Validator(form.get_json())
    contents = [api.get(f"{RUBRICS}/{block}/editions/1").get_json()["content"] for block in BLOCKS]
    assert all(validator.is_valid(content) for content in contents)


def test_which_edition_applies_is_answered_with_since_when(api: Caller) -> None:
    found = api.get(f"{RUBRICS}/so/resolve?period=2022").get_json()
    assert (found["number"], found["since"], found["until"]) == (1, "2023-02-01T08:30:00.123456Z", None)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_example_can_be_sent_as_it_stands(api: Caller, block: str) -> None:
    example = api.get(f"{RUBRICS}/{block}/example")
    assert example.data == canonical(example.get_json())
    answer = api.evaluate(example.data)
    assert answer.status_code == 201
    stored = answer.get_json()
    assert stored["supersedes"] is None
    assert stored["provenance"]["vi"] == "số liệu dựng lại để minh họa"
    told = api.get(f"{EVALUATIONS}/{stored['id']}/explanation?lang=en", Accept="text/plain").text
    assert told.startswith("(figures reconstructed for illustration)")
