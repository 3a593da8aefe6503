"""Answers over HTTP in the form that each method asks for, right and wrong, and the best of the period."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from rules.measure import TotalPercent
from rules.methods.survey import Minimum, Then
from rulesvc.store.persons import Actor
from tests import hai_duong
from tests.builders import leaf, rubric, rule, table, when
from tests.every_method import ANSWERS, EVERY, POINTS, body, group, marks
from tests.service.asking import imported, queries
from tests.service.calling import EVALUATIONS, RUBRICS, Body, Caller, rows
from tests.surveys import survey

BATCH = f"{EVALUATIONS}/batch"
BEST = {"bests": {"best": "4"}}


@pytest.fixture(autouse=True)
def _every_method(api: Caller, actor: Actor) -> None:
    imported(api.database, EVERY, actor, issue=True)


def sent(api: Caller, asked: Body, status: int = 201) -> Body:
    response = api.evaluate(asked, "?lang=en")
    assert response.status_code == status, response.text
    found: Body = response.get_json()
    return found


def points_of(evaluation: Body) -> dict[str, str | None]:
    return {line["code"]: line["points"] for line in evaluation["result"]["criteria"]}


def only(problem: Body) -> tuple[str, str, str]:
    """Code, pointer and words of the only error."""
    (error,) = problem["errors"]
    return error["code"], error["pointer"], error["message"]


# ---- right -----------------------------------------------------------------------------------------------------------


def test_an_answer_of_every_form_is_scored_stored_and_made_again(api: Caller) -> None:
    found = sent(api, {**body(), **BEST})
    assert points_of(found).items() >= {**POINTS, "best": "7.5"}.items()
    assert api.post(f"{EVALUATIONS}/{found['id']}/replay").get_json()["identical"]


@pytest.mark.parametrize(
    ("criterion", "answer", "points"),
    [
        ("bands", {"numerator": "799", "denominator": "1000"}, "5"),
        ("ratio", {"value": "59.9"}, "0"),
        ("delay", {"count": 3}, "7"),
        ("delay", {"count": 3, "waived": True, "reason": "thiên tai"}, "10"),
        ("delay", {"date": "2022-12-20", "waived": True, "reason": "thiên tai"}, "10"),
        ("delay", {"count": "3", "waived": False}, "7"),
        ("items", {"items": {}}, "0"),
        ("supplied", {"numerator": 34, "denominator": 50, "document": "12/BC-VP"}, "8"),
        ("sent", {"count": 0, "document": "12/BC-VP"}, "10"),
        ("survey", {"groups": [group("people", 3), group("staff", 2)], "block_average": "80"}, "8"),
        ("faults", {"not_applicable": True, "reason": "không phát sinh"}, "10"),
        ("points", {"not_applicable": True, "reason": "không phát sinh"}, None),
        ("points", {"points": 1.5, "not_applicable": False}, "1.5"),
    ],
)
def test_a_component_may_be_answered_in_these_forms_too(
    api: Caller, criterion: str, answer: Body, points: str | None
) -> None:
    found = sent(api, {**body(**{criterion: answer}), **BEST})
    assert points_of(found)[criterion] == points


@pytest.mark.parametrize(("path", "shape"), [("", "EvaluationShape"), ("/explanation", "ExplanationShape")])
def test_what_every_method_leads_to_is_described(api: Caller, path: str, shape: str) -> None:
    found = sent(api, {**body(points={"points": "10"}), **BEST})
    described = api.get("/openapi.json").get_json()
    validator = Draft202012Validator({"$ref": f"#/components/schemas/{shape}", "components": described["components"]})
    answer = api.get(f"{EVALUATIONS}/{found['id']}{path}").get_json()
    assert [error.message for error in validator.iter_errors(answer)] == []
    assert {"criteria", "components"} & {*answer, *answer.get("result", {})}


def test_what_stands_on_the_other_branch_is_answered_instead(api: Caller) -> None:
    changes: dict[str, Any] = {"choice": {"option": "late"}, "b_on_time": None, "b_late": {"points": "4"}}
    found = points_of(sent(api, {**body(**changes), **BEST}))
    assert (found["branch"], found["b-on-time"], found["b-late"]) == ("4", None, "4")


def test_a_survey_with_too_small_a_sample_is_left_out_or_concluded_on_by_the_council(api: Caller, actor: Actor) -> None:
    least = (Minimum(ballots=9, then=then) for then in (Then.EXCLUDE, Then.COUNCIL))
    criteria = [replace(leaf(each.then), method=survey({"1": 0, "2": 100}, minimum=each)) for each in least]
    decided = table("group", rule("high", when(TotalPercent(), ">=", 50)), rule("low", when(TotalPercent(), "<", 50)))
    world = rubric(decided, criteria=tuple(criteria))
    imported(api.database, replace(world, code="surveys", block="huyen"), actor, issue=True)
    few = {"groups": [{"group": "people", "issued": 3, "returned": 3, "questions": {"q": marks(1, 2)}}]}
    on_points = {"points": "7.5", "document": "12/TB-HĐ"}
    answers = [{"criterion": "exclude", **few}, {"criterion": "council", **on_points}]
    asked = {"agency": "tp-chi-linh", "rubric": "surveys", "period": "2022", "answers": answers}
    found = sent(api, asked)
    assert points_of(found) == {"exclude": None, "council": "7.5"}
    assert found["result"]["total"]["max_points"] == "10"
    assert api.post(f"{EVALUATIONS}/{found['id']}/replay").get_json()["identical"]
    refused = sent(api, {**asked, "answers": [answers[0], {"criterion": "council", **few}]}, 422)
    code, pointer, message = only(refused)
    assert (code, pointer) == ("sample-for-council", "/answers/1")
    assert "give these (points) and the document in which they stand (document)" in message


def test_one_report_has_one_hash_whether_or_not_it_names_items_of_which_there_are_none(api: Caller) -> None:
    hashes = {
        sent(api, {**body(items={"items": items}), **BEST})["result"]["receipt"]["input_sha256"]
        for items in ({}, {"province": 0}, {"province": 0, "ministry": 0})
    }
    assert len(hashes) == 1


def test_answers_are_stored_as_they_were_sent(api: Caller) -> None:
    first = sent(api, {**body(), **BEST})
    again = sent(api, {**body(), "bests": {"best": 4}})
    assert again["result"]["receipt"] == first["result"]["receipt"]
    other = sent(api, {**body(), "bests": {"best": "5"}})
    assert other["result"]["receipt"]["input_sha256"] != first["result"]["receipt"]["input_sha256"]


# ---- wrong -----------------------------------------------------------------------------------------------------------

WRONG: list[tuple[str, Any, str, str, str]] = [
    # by form
    ("points", {}, "nothing-reported", "", "points: nothing is reported. The scoring guide says which "),
    ("points", {"not_applicable": False}, "nothing-reported", "", "points: nothing is reported."),
    ("points", {"reason": "x"}, "nothing-reported", "", "points: nothing is reported."),
    ("points", {"points": 1, "value": 1}, "two-answers", "", "points: points, value are different answers."),
    ("choice", {"option": "late", "not_applicable": True}, "two-answers", "", "choice: option, not_applicable are "),
    ("formula", {"values": {}, "document": "x"}, "not-beside", "document", "formula: “document” does not belong"),
    ("delay", {"date": "2022-12-16", "items": {}}, "two-answers", "", "delay: date, items are different answers."),
    ("delay", {"date": "2022-12-16", "document": "x"}, "document-without-use", "document", "Leave out the document"),
    (
        "delay",
        {"points": 1, "document": "x"},
        "wrong-answer",
        "",
        "an answer with “points” is not possible. Allowed: a",
    ),
    (
        "delay",
        {"date": "0001-01-01"},
        "date-out-of-range",
        "date",
        "the date 0001-01-01 is out of range. Allowed: from",
    ),
    ("delay", {"date": "9999-12-31"}, "date-out-of-range", "date", "Allowed: from 2021-01-01 to 2024-12-31."),
    (
        "delay",
        {"count": 1, "waived": True, "reason": "x"},
        "not-in-words",
        "reason",
        "“x” is not a reason. Allowed: at",
    ),
    ("bands", {"not_applicable": True, "reason": "không có"}, "not-in-words", "reason", "two words and eight letters"),
    ("sent", {"date": "2022-12-18"}, "document-missing", "document", "supplied needs the document"),
    ("sent", {"date": "2052-12-18", "document": "x"}, "date-out-of-range", "date", "the date 2052-12-18 is out"),
    ("delay", {"count": 1, "reason": "x"}, "idle-reason", "reason", "“reason” belongs to a waiver alone."),
    (
        "faults",
        {"not_applicable": True, "reason": "không phát sinh", "document": "y"},
        "not-beside",
        "document",
        "“document” does not belong to an answer with “not_applicable”. Leave it out.",
    ),
    ("survey", {"percent": 90, "block_average": 90}, "not-beside", "block_average", "Leave it out."),
    ("ratio", {"numerator": 1}, "field-missing", "denominator", "denominator: this field is missing."),
    ("ratio", {"denominator": 1}, "field-missing", "numerator", "numerator: this field is missing."),
    ("points", {"point": 1}, "unknown-field", "point", "Allowed: criterion, points, option, value, count, numerator"),
    # by kind
    ("bands", {"value": "79,9"}, "not-a-number", "value", "“79,9” is not a number"),
    ("bands", {"value": True}, "not-a-number", "value", "“true” is not a number"),
    ("bands", {"value": "1" * 99}, "too-large", "value", "is too large"),
    (
        "faults",
        {"count": True},
        "not-a-whole-number",
        "count",
        "Criterion faults: answers.6.count: “true” is not a whole",
    ),
    (
        "faults",
        {"count": -1},
        "not-a-whole-number",
        "count",
        "“-1” is not a whole number of 0 or more with at most 9 digits.",
    ),
    ("faults", {"count": 1.0}, "not-a-whole-number", "count", "“1.0” is not a whole number"),
    ("faults", {"count": 10**9}, "not-a-whole-number", "count", "at most 9"),
    ("delay", {"date": "20/12/2022"}, "not-a-whole-day", "date", "“20/12/2022” is not a day. Allowed: year, month"),
    ("delay", {"date": "2022-02-30"}, "not-a-whole-day", "date", "“2022-02-30” is not a day."),
    ("delay", {"date": "20221220"}, "not-a-whole-day", "date", "is not a day."),
    ("delay", {"count": 1, "waived": 1}, "not-yes-or-no", "waived", "“1” is not true or false"),
    ("items", {"items": {"province": "two"}}, "not-a-whole-number", "items/province", "“two” is not a whole number"),
    ("items", {"items": ["province"]}, "not-an-object", "items", "is not an object"),
    ("formula", {"values": {"done": "many"}}, "not-a-number", "values/done", "Criterion formula: “many” is not a "),
    ("supplied", {"value": 1, "document": "x" * 501}, "too-long", "document", "Allowed: at most 500 characters"),
    # by method
    (
        "choice",
        {"points": 1},
        "wrong-answer",
        "",
        "choice (en) (choice): an answer with “points” is not possible. Allowed: one of",
    ),
    (
        "choice",
        {"option": "soon"},
        "unknown-option",
        "option",
        "choice (en) (choice): option “soon” is not known. Allowed: on-",
    ),
    ("ratio", {"value": "101"}, "figure-out-of-range", "value", "101 is out of range. Allowed: from 0 to 100"),
    ("ratio", {"numerator": 1, "denominator": 0}, "no-denominator", "denominator", "no percentage of 0"),
    ("items", {"items": {"world": 1}}, "unknown-item", "items/world", "item “world” is not known. Allowed: province"),
    ("faults", {"date": "2022-12-16"}, "wrong-answer", "", "Allowed: a count"),
    ("faults", {"count": 1, "waived": True, "reason": "thiên tai"}, "not-waivable", "waived", "cannot be excused"),
    ("delay", {"count": 1, "waived": True}, "waiver-unexplained", "reason", "a waiver needs a reason"),
    ("supplied", {"value": "85"}, "document-missing", "document", "Office supplied needs the document"),
    (
        "supplied",
        {"value": "85", "document": " "},
        "document-missing",
        "document",
        "Office supplied needs the document",
    ),
    (
        "formula",
        {"values": {"done": 1}},
        "missing-inputs",
        "values",
        "needs a value for each of: planned (en) (planned)",
    ),
    ("formula", {"values": {"done": 1, "planned": 2, "x": 1}}, "unknown-input", "values/x", "Allowed: done, planned"),
    ("best", {"count": 9}, "beyond-best", "", "best (en) (best): 9 is above the best of the period, 4."),
    ("taken", {"percent": "92.5"}, "survey-document-missing", "document", "needs the document"),
    ("b_late", {"points": 1}, "on-another-branch", "criterion", "not to be answered, since “on-time (en)” was chosen"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=[f"{each[0]}-{each[2]}-{place}" for place, each in enumerate(WRONG)])
def test_a_wrong_answer_is_named_with_what_is_possible(api: Caller, wrong: tuple[str, Any, str, str, str]) -> None:
    criterion, answer, code, field, words = wrong
    before = rows(api.database)
    asked = {**body(**{criterion: answer}), **BEST}
    place = [each["criterion"] for each in asked["answers"]].index(criterion.replace("_", "-"))
    told = {(error["code"], error["pointer"]): error["message"] for error in sent(api, asked, 422)["errors"]}
    assert words in told[code, f"/answers/{place}" + (f"/{field}" if field else "")]
    assert rows(api.database) == before


BALLOTS = [group("people", 20), group("staff", 10)]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"issued": None}, "not-empty", "issued"),
        ({"issued": True}, "not-a-whole-number", "issued"),
        ({"returned": "x"}, "not-a-whole-number", "returned"),
        ({"returned": 21}, "ballots-out-of-range", "returned"),
        ({"spoilt": 1}, "unknown-field", "spoilt"),
        ({"group": "nobody"}, "unknown-to-survey", "group"),
        ({"questions": {"q1": marks(0, 20)}}, "missing-from-survey", "questions"),
        ({"questions": {"q1": marks(0, 20), "q2": {"blank": 20}}}, "field-missing", "questions/q2/levels"),
        ({"questions": {"q1": marks(0, 20), "q2": marks(0, 20, none=1)}}, "unknown-field", "questions/q2/none"),
        ({"questions": {"q1": marks(0, 20), "q2": marks(0, 2)}}, "answers-differ", "questions/q2"),
        (
            {"questions": {"q1": marks(0, 20), "q2": {"levels": {"2": 1.5}}}},
            "not-a-whole-number",
            "questions/q2/levels/2",
        ),
        ({"all_positive": 1}, "not-asked", "all_positive"),
    ],
)
def test_wrong_ballots_are_named_where_they_stand(api: Caller, changes: Body, code: str, field: str) -> None:
    asked = body(survey={"groups": [{**BALLOTS[0], **changes}, BALLOTS[1]]})
    problem = sent(api, {**asked, **BEST}, 422)
    place = list(ANSWERS).index("survey")
    found = {(error["code"], error["pointer"]) for error in problem["errors"]}
    assert (code, f"/answers/{place}/groups/0/{field}") in found


def test_an_unknown_field_among_ballots_is_told_with_those_there_are(api: Caller) -> None:
    questions = {"levels": {"levels": {}, "lost": 1}}
    problem = sent(api, {**body(survey={"groups": [{**BALLOTS[0], "questions": questions}]}), **BEST}, 422)
    assert only(problem)[2].endswith("Allowed: levels, blank, no_opinion.")


def test_every_wrong_answer_is_told_in_vietnamese_too(api: Caller) -> None:
    response = api.evaluate(body(points={}, choice={"option": "soon"}))
    assert "points: chưa có số liệu. Dạng số liệu cần nhập theo hướng dẫn cách chấm" in response.text


# ---- the best of the period ------------------------------------------------------------------------------------------


def test_without_the_best_of_the_period_it_is_said_what_to_send(api: Caller) -> None:
    kind, pointer, message = only(sent(api, body(), 422))
    assert (kind, pointer) == ("best-unknown", f"/answers/{list(ANSWERS).index('best')}")
    assert message.startswith(
        "best (en) (best): the best of the period is not known. Send the sheets of all agencies together"
    )


@pytest.mark.parametrize(
    ("bests", "code", "pointer"),
    [
        ({"best": "100/0"}, "not-a-figure", "/bests/best"),
        ({"best": "1/" + "0" * 5000 + "1"}, "not-a-figure", "/bests/best"),
        ({"best": "1.5/2"}, "not-a-figure", "/bests/best"),
        ({"best": "much"}, "not-a-number", "/bests/best"),
        ({"best": None}, "not-a-number", "/bests/best"),
        ({"best": "100/3"}, "not-whole", "/bests/best"),
        ({"best": "9" * 30 + "/1"}, "too-large", "/bests/best"),
        ({"best": 4, "points": 1}, "unknown-best", "/bests/points"),
        ([], "not-an-object", "/bests"),
    ],
)
def test_a_wrong_best_is_named(api: Caller, bests: Any, code: str, pointer: str) -> None:
    problem = sent(api, {**body(), "bests": bests}, 422)
    assert (code, pointer) in {(error["code"], error["pointer"]) for error in problem["errors"]}


def batch(api: Caller, *items: Body, query: str = "?dry_run=true") -> list[Body]:
    response = api.post(BATCH + query, {"items": list(items)}, Accept_Language="en")
    assert response.status_code == 200, response.text
    found: list[Body] = response.get_json()["items"]
    return found


BLOCK = tuple(code for code in hai_duong.sheets() if hai_duong.block_of(code) == "so")


def of_block(agency: str, **changes: Any) -> Body:
    """The sheet of an agency of the block, one of which is exempt from a component."""
    return body(agency, **({"own": None} if agency == "so-y-te" else {}), **changes)


def stored(api: Caller, *items: Body, query: str = "") -> list[Body]:
    """What became of the *items*, stored with the sheets of all others of the block, which have done nothing."""
    named = {item["agency"] for item in items}
    others = [of_block(agency, best={"count": 0}) for agency in BLOCK if agency not in named]
    return batch(api, *items, *others, query=query)[: len(items)]


def earned(item: Body) -> str | None:
    return points_of(item["evaluation"])["best"]


def test_the_best_of_a_batch_is_found_before_anybody_is_evaluated(api: Caller) -> None:
    items = stored(api, body(best={"count": 1}), body("so-y-te", best={"count": 4}, own=None), body("so-tu-phap"))
    assert [earned(item) for item in items] == ["2.5", "10", "7.5"]
    alone = sent(api, {**body("so-tu-phap"), **BEST})
    receipts = [each["result"]["receipt"]["input_sha256"] for each in (alone, items[2]["evaluation"])]
    assert receipts[0] == receipts[1]
    assert all(api.post(f"{EVALUATIONS}/{item['evaluation']['id']}/replay").get_json()["identical"] for item in items)


def test_what_says_its_best_itself_keeps_it_and_counts_for_the_others(api: Caller) -> None:
    items = batch(api, {**body(best={"count": 5}), "bests": {"best": 10}}, body("so-tu-phap", best={"count": 4}))
    assert [earned(item) for item in items] == ["5", "8"]


def stating(best: int, agency: str, count: int) -> Body:
    return {**body(agency, best={"count": count}), "bests": {"best": best}}


def test_those_that_state_different_bests_keep_each_its_own(api: Caller) -> None:
    items = batch(api, stating(10, "so-noi-vu", 5), stating(20, "so-xay-dung", 4), body("so-tu-phap"))
    assert [earned(item) for item in items] == ["5", "2", "6"]


def test_what_is_refused_for_any_mistake_is_the_best_of_nobody(api: Caller) -> None:
    mistakes: list[Body] = [
        body(best={"count": 999}, points={"points": 11}),
        body("so-xay-dung", best={"count": 998}, own=None),
        stating(90, "so-tai-chinh", 91),
        {**body("so-cong-thuong", best={"count": 997}), "indicators": {"nothing": 1}},
        body("so-y-te", best={"count": 996}, own=None, b_late={"points": 1}),
    ]
    items = batch(api, *mistakes, body("so-tu-phap"))
    assert [item["status"] for item in items] == [422] * len(mistakes) + [200]
    assert earned(items[-1]) == "10"
    codes = [only(item["problem"])[0] for item in items[:-1]]
    assert codes == ["over-cap", "missing-answers", "beyond-best", "unknown-indicator", "on-another-branch"]


def test_of_one_agency_the_last_sheet_that_is_accepted_counts(api: Caller) -> None:
    wrong = body(best={"count": 50}, points={"points": 11})
    items = stored(api, body(best={"count": 99}), body(best={"count": 4}), wrong, body("so-tu-phap", best={"count": 8}))
    assert [item["status"] for item in items] == [201, 201, 422, 201]
    assert [earned(items[place]) for place in (0, 1, 3)] == ["10", "5", "10"]
    assert items[1]["evaluation"]["supersedes"] == items[0]["evaluation"]["id"]


def test_stages_and_dry_runs_have_a_best_each(api: Caller) -> None:
    items = batch(api, {**body(best={"count": 8}), "stage": "self"}, body("so-tu-phap", best={"count": 4}))
    assert [earned(item) for item in items] == ["10", "10"]
    tried = batch(api, body(best={"count": 8}), body("so-tu-phap", best={"count": 4}))
    assert [earned(item) for item in tried] == ["10", "5"]


def test_figures_of_nobody_and_figures_that_cannot_be_are_no_best(api: Caller) -> None:
    nobody, absent = body("so-noi-vuu", best={"count": 90}), {"not_applicable": True, "reason": "không phát sinh"}
    wrong, other = body("so-y-te", best={"value": "90"}, own=None), body("so-xay-dung", best=absent)
    items = batch(api, nobody, wrong, other, body("so-tu-phap"), 5)  # type: ignore[arg-type] # no request at all
    assert [item["status"] for item in items] == [422, 422, 200, 200, 422]
    assert (earned(items[2]), earned(items[3])) == (None, "10")


def test_nothing_is_stored_with_a_best_that_was_found_among_some_of_the_block(api: Caller) -> None:
    before = rows(api.database)
    (item,) = batch(api, body(), query="")
    kind, pointer, message = only(item["problem"])
    assert (item["status"], kind, pointer) == (422, "best-of-some", "/items/0/bests/best")
    others = [code for code in BLOCK if code != "so-noi-vu"]
    assert message == (
        "best (en) (best): the best of the period would be found among 1/18 agencies of the block. Not sent, or "
        f"refused: {', '.join(others[:10])}, …. "
        "Send the sheets of all of them together, or state the best figure in “bests”."
    )
    assert rows(api.database) == before


def test_a_sheet_that_is_refused_makes_no_best_complete(api: Caller) -> None:
    wrong, absent = of_block("so-y-te", points={"points": 11}), {"not_applicable": True, "reason": "không phát sinh"}
    items = stored(api, body(), wrong, of_block("so-tu-phap", best=absent), {**of_block("so-xay-dung"), **BEST})
    assert [item["status"] for item in items] == [422, 422, 201, 201]
    assert "Not sent, or refused: so-y-te. Send" in only(items[0]["problem"])[2]


def test_a_dry_run_notes_among_how_many_the_best_was_found(api: Caller) -> None:
    one, other = batch(api, body(), {**body("so-tu-phap"), **BEST})
    assert one["notes"] == ["best (en) (best): the best of the period was found among 2/18 agencies of the block"]
    assert "notes" not in other
    assert all("notes" not in item for item in stored(api, body(), query="?dry_run=true"))


def test_who_is_in_the_block_is_asked_once_however_many_sheets_there_are(api: Caller) -> None:
    counts = []
    for items in ([body()], [body(), body("so-tu-phap"), body("so-xay-dung")]):
        with queries(api.database) as asked:
            batch(api, *items)
        counts.append(sum("valid_from IS NULL" in query for query in asked))
    assert counts == [1, 1]


def test_a_batch_repeated_under_its_key_answers_the_same(api: Caller) -> None:
    items = {"items": [body(best={"count": 1}), body("so-tu-phap")]}
    first = api.post(BATCH, items, Idempotency_Key="round").data
    assert api.post(BATCH, items, Idempotency_Key="round").data == first


# ---- examples and templates ------------------------------------------------------------------------------------------


def test_the_example_of_every_method_can_be_sent_as_it_stands(api: Caller) -> None:
    example = api.get(f"{RUBRICS}/every/example")
    found = points_of(sent(api, example.get_json()))
    leaves = {code: EVERY.criterion[code].max_points for code in EVERY.leaf_codes}
    missing = {code for code, most in leaves.items() if found[code] != str(most)}
    assert missing == {"b-late"}


def test_a_template_is_a_file_for_a_spreadsheet(api: Caller) -> None:
    response = api.get(f"{RUBRICS}/every/editions/1/template?agency=so-y-te,so-noi-vu&lang=en")
    assert (response.status_code, response.content_type) == (200, "text/csv; charset=utf-8")
    assert response.headers["Content-Disposition"] == "attachment; filename=form-for-answers-every-1.csv"
    assert response.data.startswith(b"\xef\xbb\xbfagency,criterion,name,guide,item,group,question,points,option,")
    rows = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))
    assert list(dict.fromkeys(row["agency"] for row in rows)) == ["so-y-te", "so-noi-vu"]
    asked = {
        agency: {row["criterion"] for row in rows if row["agency"] == agency} for agency in ("so-y-te", "so-noi-vu")
    }
    assert asked["so-noi-vu"] - asked["so-y-te"] == {"own"}
    assert asked["so-noi-vu"] == set(EVERY.leaf_codes)


def test_a_template_is_told_in_vietnamese_too(api: Caller) -> None:
    text = api.get(f"{RUBRICS}/every/editions/1/template").text
    assert "Ghi vào cột option: on-time = on-time (vi)" in text


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("every/editions/9/template", 404, "unknown-edition"),
        ("nothing/editions/1/template", 404, "unknown-rubric"),
        ("every/editions/1/template?agency=so-noi-vuu", 422, "unknown-agency"),
        ("every/editions/1/template?block=so", 422, "unknown-field"),
    ],
)
def test_a_template_of_what_is_not_there_is_refused(api: Caller, path: str, status: int, code: str) -> None:
    response = api.get(f"{RUBRICS}/{path}")
    assert (response.status_code, json.loads(response.data)["errors"][0]["code"]) == (status, code)
