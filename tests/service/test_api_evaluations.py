"""Evaluations over HTTP: asked for, tried, found, explained and made again."""

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event, select

from rules.canonical import canonical
from rules.content import edition_of
from rules.evaluation import evaluate
from rulesvc import models
from tests.command_line import PREVIOUS, SCORES, run_on
from tests.hai_duong import BLOCKS, published, rubric_of, sheets
from tests.service.calling import EVALUATIONS, JSON, Caller, answering, body_for, result_bytes, rows

REPEATED = {"so-y-te", "bql-khu-cong-nghiep"}
LABELS = {"vi": "số liệu dựng lại để minh họa", "en": "figures reconstructed for illustration"}


def stored(api: Caller, agency: str = "so-noi-vu", **changes: Any) -> dict[str, Any]:
    """The evaluation of *agency*, stored."""
    response = api.evaluate(body_for(agency, **changes))
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.get_json()
    return found


def listed(api: Caller, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(f"{EVALUATIONS}?{query}").get_json()["items"]
    return found


# ---- asked for -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", BLOCKS)
def test_every_published_cell_is_given_back(api: Caller, block: str) -> None:
    for agency, cells in published().items():
        if cells["block"] != block:
            continue
        result = stored(api, agency)["result"]
        assert result["outcomes"]["group"]["code"] == cells["group"]
        assert result["outcomes"]["head_rating"]["code"] == cells["head_rating"]
        assert " ".join(each["criterion"] for each in result["findings"]["review"]) == cells["review_areas"]
        assert bool(result["findings"]["review_repeat"]) is (agency in REPEATED)


@pytest.mark.parametrize("block", BLOCKS)
def test_results_are_the_same_bytes_stored_dry_from_the_command_line_and_from_the_engine_alone(
    api: Caller, block: str
) -> None:
    words = ("--rubric", block, "--period", "2022", "--previous", PREVIOUS, "--format", "json")
    printed = run_on(api.database)("evaluate", SCORES, *words).results
    assert len(printed) == {"so": 18, "huyen": 12}[block]
    for result in printed:
        agency = result["agency"]
        alone = canonical(evaluate(edition_of(rubric_of(block), 1), sheets()[agency]))
        assert canonical(result) == alone
        assert result_bytes(api.evaluate(body_for(agency))) == alone
        assert result_bytes(api.evaluate(body_for(agency), "?dry_run=true")) == alone


def test_a_stored_evaluation_is_answered_with_its_address_and_found_there(api: Caller) -> None:
    response = api.evaluate(body_for("so-noi-vu"))
    assert (response.status_code, response.content_type) == (201, JSON)
    found = api.get(response.headers["Location"])
    assert (found.status_code, found.data) == (200, response.data)


def test_a_stored_evaluation_says_what_it_is(api: Caller) -> None:
    found = stored(api, "so-y-te")
    assert (found["agency"], found["rubric"], found["edition"]) == ("so-y-te", "so", 1)
    assert (found["period"], found["stage"], found["superseded_by"]) == ("2022", "final", None)
    assert found["agency_name"] == {"vi": "Sở Y tế", "en": "Department of Health"}
    assert found["effective"]["group"] == {"code": "duoi-80", "by": "engine", "conclusion": None}
    assert found["created_at"].endswith("Z")
    assert found["provenance"] == LABELS


def test_one_row_is_added_for_the_evaluation_and_one_for_the_audit(api: Caller) -> None:
    before = rows(api.database)
    found = stored(api)
    assert rows(api.database) == {
        **before,
        "evaluation": before["evaluation"] + 1,
        "audit_event": before["audit_event"] + 1,
    }
    with api.database.reading() as session:
        last = session.scalars(select(models.AuditEvent).order_by(models.AuditEvent.id.desc())).first()
        key = session.scalars(select(models.ApiKey)).one()
        assert last is not None
        assert (last.action, last.subject_key, last.api_key_id) == ("evaluated", str(found["id"]), key.id)
        assert last.person_id == key.person_id


def test_a_dry_run_answers_200_without_an_id_and_stores_nothing(api: Caller) -> None:
    before = rows(api.database)
    response = api.evaluate(body_for("so-noi-vu"), "?dry_run=true")
    found = response.get_json()
    assert (response.status_code, "Location" in response.headers) == (200, False)
    assert (found["id"], found["created_at"], found["supersedes"]) == (None, None, None)
    assert rows(api.database) == before


def test_points_may_be_numbers_or_text_and_give_the_same_bytes(api: Caller) -> None:
    body = json.dumps(body_for("so-noi-vu"))
    numbers = re.sub(r'"points": "([0-9.]+)"', r'"points": \1', body)
    assert len(body) - len(numbers) == 2 * len(body_for("so-noi-vu")["answers"])
    assert result_bytes(api.evaluate(numbers)) == result_bytes(api.evaluate(body))


def test_the_order_of_the_answers_changes_nothing(api: Caller) -> None:
    body = body_for("so-noi-vu")
    turned = {**body, "answers": body["answers"][::-1]}
    assert result_bytes(api.evaluate(body)) == result_bytes(api.evaluate(turned))


def test_a_criterion_that_is_not_applicable_leaves_the_maximum(api: Caller) -> None:
    body = answering("so-noi-vu", "the-che", not_applicable=True, reason="không phát sinh")
    result = api.evaluate(body).get_json()["result"]
    line = next(each for each in result["criteria"] if each["code"] == "the-che")
    assert (line["applicable"], line["points"], result["total"]["max_points"]) == (False, None, "90")


def test_a_body_with_a_byte_order_mark_is_read(api: Caller) -> None:
    body = json.dumps(body_for("so-noi-vu")).encode()
    assert api.evaluate(b"\xef\xbb\xbf" + body).status_code == 201


# ---- superseded ------------------------------------------------------------------------------------------------------


def test_a_newer_evaluation_supersedes_the_one_before_and_both_stay(api: Caller) -> None:
    first = stored(api)
    second = stored(api)
    assert second["supersedes"] == first["id"]
    assert api.get(f"{EVALUATIONS}/{first['id']}").get_json()["superseded_by"] == second["id"]
    assert [each["id"] for each in listed(api, "agency=so-noi-vu&current=true")] == [second["id"]]
    assert len(listed(api, "agency=so-noi-vu")) == 3


def test_another_stage_is_another_chain(api: Caller) -> None:
    assert stored(api, stage="self")["supersedes"] is None
    assert stored(api, stage="self")["supersedes"] is not None
    assert stored(api, stage="appraised")["supersedes"] is None


# ---- looking back ----------------------------------------------------------------------------------------------------


def input_of(api: Caller, evaluation: int) -> dict[str, Any]:
    with api.database.reading() as session:
        row = session.get_one(models.Evaluation, evaluation)
        found: dict[str, Any] = json.loads(row.input)
        return found


def test_without_previous_the_stored_facts_are_used_and_recorded(api: Caller) -> None:
    found = stored(api, "so-y-te")
    assert [each["code"] for each in found["result"]["findings"]["review_repeat"]] == ["lap-lai"]
    assert input_of(api, found["id"])["previous"] == {"reviewed": True, "rank": 18}


def test_sending_what_is_stored_changes_nothing(api: Caller) -> None:
    silent, told = stored(api, "so-y-te"), stored(api, "so-y-te", previous={"reviewed": True, "rank": 18})
    assert silent["result"] == told["result"]


def test_sending_something_else_than_what_is_stored_is_refused(api: Caller) -> None:
    response = api.evaluate(body_for("so-y-te", previous={"reviewed": False, "rank": 3}), "?lang=en")
    errors = response.get_json()["errors"]
    assert response.status_code == 422
    assert [(error["code"], error["pointer"]) for error in errors] == [
        ("contradicts-stored", "/previous/reviewed"),
        ("contradicts-stored", "/previous/rank"),
    ]
    assert "“3” was sent, “18” is stored for period 2021" in errors[1]["message"]


def test_what_is_sent_beyond_what_is_stored_is_used_and_recorded(api: Caller) -> None:
    found = stored(api, "so-y-te", previous={"outcomes": {"group": "90"}})
    assert input_of(api, found["id"])["previous"]["outcomes"] == {"group": "90"}


# ---- editions and instants -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [{"edition": 1}, {"as_of": "2024-01-01T00:00:00Z"}])
def test_an_edition_or_an_instant_may_be_named_in_a_dry_run(api: Caller, named: dict[str, Any]) -> None:
    response = api.evaluate(body_for("so-noi-vu", **named), "?dry_run=true")
    assert result_bytes(response) == result_bytes(api.evaluate(body_for("so-noi-vu")))


@pytest.mark.parametrize("instant", ["2023-02-01T15:30:01%2B07:00", "2023-02-01T08:30:01Z"])
def test_an_instant_after_the_issue_finds_the_edition_in_any_time_zone(api: Caller, instant: str) -> None:
    assert api.get(f"/api/v1/rubrics/so/resolve?period=2022&as_of={instant}").status_code == 200


# ---- found -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("agency=so-y-te", 1),
        ("rubric=huyen", 12),
        ("rubric=so&period=2022&stage=final", 18),
        ("period=2021", 0),
        ("stage=self", 0),
        ("current=true", 30),
        ("limit=200", 30),
    ],
)
def test_filters_narrow_the_list(api: Caller, query: str, count: int) -> None:
    assert len(listed(api, query)) == count


def test_the_list_is_newest_first_and_shows_what_holds_but_no_results(api: Caller) -> None:
    items = listed(api, "limit=200")
    assert all(newer["id"] > older["id"] for newer, older in pairwise(items))
    assert "result" not in items[0]
    assert items[0]["effective"]["group"] == {"code": "70-80", "by": "engine", "conclusion": None}
    assert items[0]["total_percent"]


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_total_that_is_no_finite_decimal_is_shown_as_print_has_it(api: Caller, *, dry_run: bool) -> None:
    body = answering("so-noi-vu", "the-che", not_applicable=True, reason="không phát sinh")
    found = api.evaluate(body, f"?dry_run={str(dry_run).lower()}").get_json()
    total = found["result"]["total"]
    assert "/" in total["percent_exact"]
    assert found["total_percent"] == total["percent"]
    assert re.fullmatch(r"[0-9]{2}\.[0-9]{2}", found["total_percent"])
    if not dry_run:
        assert listed(api, "agency=so-noi-vu")[0]["total_percent"] == total["percent"]


def test_pages_are_complete_and_without_repetition_while_evaluations_come_in(api: Caller) -> None:
    expected = [each["id"] for each in listed(api, "limit=200")]
    seen: list[int] = []
    page: dict[str, Any] = {"next": 10**9 - 1}
    while page["next"]:
        page = api.get(f"{EVALUATIONS}?limit=7&cursor={page['next']}").get_json()
        seen += [each["id"] for each in page["items"]]
        stored(api)
    assert seen == expected


def test_the_page_after_the_last_is_empty(api: Caller) -> None:
    assert api.get(f"{EVALUATIONS}?cursor=1").get_json() == {"items": [], "next": None}


def test_a_list_takes_the_same_number_of_queries_however_long_it_is(api: Caller) -> None:
    def asked(limit: int) -> int:
        statements: list[str] = []

        def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            statements.append(statement)

        event.listen(api.database.engine, "before_cursor_execute", hear)
        listed(api, f"limit={limit}")
        event.remove(api.database.engine, "before_cursor_execute", hear)
        return sum(statement.startswith("SELECT") for statement in statements)

    listed(api, "limit=30")
    assert asked(1) == asked(30)


# ---- explained -------------------------------------------------------------------------------------------------------


def of_the_case(api: Caller, agency: str) -> int:
    """The evaluation of *agency* that came with the reference case."""
    return int(listed(api, f"agency={agency}")[-1]["id"])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_explanation_in_json_carries_the_label_of_reconstructed_figures(api: Caller, lang: str) -> None:
    found = api.get(f"{EVALUATIONS}/{of_the_case(api, 'so-y-te')}/explanation?lang={lang}").get_json()
    assert (found["language"], found["provenance"]) == (lang, LABELS[lang])
    tables = {table["table"]: table for table in found["tables"]}
    assert list(tables) == ["group", "head_rating", "review", "review_repeat", "data_notes"]
    assert all(tables[code]["conclusion"] and tables[code]["citations"] for code in ("group", "head_rating", "review"))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_explanation_in_plain_text_begins_with_that_label(api: Caller, lang: str) -> None:
    address = f"{EVALUATIONS}/{of_the_case(api, 'so-y-te')}/explanation?lang={lang}"
    response = api.get(address, Accept="text/plain")
    assert response.content_type == "text/plain; charset=utf-8"
    status = {"vi": "Kết quả dự kiến, chưa công bố.", "en": "Provisional result, not published."}[lang]
    assert response.text.startswith(f"({LABELS[lang]})\n\n{status}\n\n")
    assert {"vi": "64,06%", "en": "64.06%"}[lang] in response.text


@pytest.mark.parametrize(("lang", "head"), [("vi", "Giám đốc Sở Y tế"), ("en", "Director of the Department of Health")])
def test_the_rating_of_the_head_is_told_of_the_head_by_title(api: Caller, lang: str, head: str) -> None:
    found = api.get(f"{EVALUATIONS}/{of_the_case(api, 'so-y-te')}/explanation?lang={lang}").get_json()
    conclusions = {table["table"]: table["conclusion"] for table in found["tables"]}
    assert found["head"] == head
    assert conclusions["head_rating"].startswith(head)
    assert head not in conclusions["group"]


def test_an_explanation_of_other_figures_than_those_that_are_labelled_carries_no_label(api: Caller) -> None:
    found = api.evaluate(answering("so-noi-vu", "the-che", points="9")).get_json()
    assert found["provenance"] == {}
    assert api.get(f"{EVALUATIONS}/{found['id']}/explanation").get_json()["provenance"] == ""
    text = api.get(f"{EVALUATIONS}/{found['id']}/explanation", Accept="text/plain").text
    assert LABELS["vi"] not in text


@pytest.mark.parametrize(
    ("accepted", "language", "kind"),
    [
        ("application/json", "vi", JSON),
        ("*/*", "vi", JSON),
        ("text/html", "en-US,en;q=0.9", JSON),
        ("text/plain;q=0.5, application/json", "fr", JSON),
        ("text/plain, application/json;q=0.5", "en", "text/plain; charset=utf-8"),
    ],
)
def test_what_is_accepted_decides_about_form_and_language(api: Caller, accepted: str, language: str, kind: str) -> None:
    address = f"{EVALUATIONS}/{of_the_case(api, 'so-y-te')}/explanation"
    response = api.get(address, Accept=accepted, Accept_Language=language)
    assert response.content_type == kind
    assert ("Sở Y tế" in response.text) is not language.startswith("en")


def test_the_query_decides_about_the_language_before_the_header(api: Caller) -> None:
    address = f"{EVALUATIONS}/{of_the_case(api, 'so-y-te')}/explanation?lang=vi"
    assert api.get(address, Accept_Language="en").get_json()["language"] == "vi"


# ---- made again ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("agency", ["so-y-te", "tu-ky"])
def test_a_replay_is_identical_and_stores_nothing(api: Caller, agency: str) -> None:
    evaluation = of_the_case(api, agency)
    before = rows(api.database)
    response = api.post(f"{EVALUATIONS}/{evaluation}/replay")
    assert (response.status_code, rows(api.database)) == (200, before)
    assert response.get_json() == {"evaluation": evaluation, "identical": True, "difference": None}


def test_a_replay_does_not_see_what_was_stored_since(api: Caller) -> None:
    first = stored(api, "so-y-te")
    stored(api, "so-y-te", stage="self")
    assert api.post(f"{EVALUATIONS}/{first['id']}/replay").get_json()["identical"] is True


@pytest.mark.parametrize("after", ["", "/explanation", "/replay"])
@pytest.mark.parametrize("evaluation", ["0", "987654", "2147483647"])
def test_an_evaluation_that_is_not_there_is_not_found(api: Caller, evaluation: str, after: str) -> None:
    address = f"{EVALUATIONS}/{evaluation}{after}?lang=en"
    response = api.post(address) if after == "/replay" else api.get(address)
    assert response.status_code == 404
    assert response.get_json()["errors"][0]["message"] == f"There is no evaluation {evaluation}."
