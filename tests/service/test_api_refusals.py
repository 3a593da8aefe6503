"""Bad input: told where, what and what is allowed, in the language asked for, and nothing is stored."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from rules.canonical import canonical
from tests.service.calling import EVALUATIONS, PROBLEM, RUBRICS, Body, Caller, answering, body_for, rows

AGENCY = "so-noi-vu"


@dataclass(frozen=True)
class Bad:
    """A body that is refused, and what the refusal must say of it in either language."""

    body: Body | bytes | str
    code: str
    pointer: str
    english: tuple[str, ...]
    vietnamese: tuple[str, ...]
    query: str = ""
    status: int = 422


def named(field: str, given: str, code: str, allowed: str, **more: Any) -> Bad:
    """A field that names something which is not there."""
    told = (f"“{given}”", allowed)
    return Bad(body_for(AGENCY, **{field: given}), code, f"/{field}", told, told, **more)


def points(written: str, code: str, english: str, vietnamese: str) -> Bad:
    """Points as *written* in the JSON of the first answer."""
    body = json.dumps(answering(AGENCY, "the-che", points="POINTS")).replace('"POINTS"', written)
    given = written.strip('"')
    read = given.replace(".", ",") if code in {"over-cap", "under-minimum"} else given
    return Bad(body, code, "/answers/0/points", (given, english), (read, vietnamese))


def not_a_number(written: str) -> Bad:
    return points(written, "not-a-number", "digits", "không phải là số")


def unknown(body: Body, pointer: str, allowed: str) -> Bad:
    """A field that nobody knows, at *pointer*."""
    field = pointer.rpartition("/")[2]
    return Bad(body, "unknown-field", pointer, (field, "not known", allowed), (field, "không có trường này", allowed))


def kind(field: str, value: Any, code: str, english: str, vietnamese: str) -> Bad:
    """A value of another kind than the *field* takes."""
    return Bad(body_for(AGENCY, **{field: value}), code, f"/{field}", (field, english), (field, vietnamese))


def unreadable(body: bytes | str, code: str, english: str, vietnamese: str, pointer: str = "") -> Bad:
    return Bad(body, code, pointer, (english,), (vietnamese,), status=400)


def text_of(**changes: Any) -> str:
    return json.dumps(body_for(AGENCY, **changes))


ANSWERS: list[dict[str, Any]] = body_for(AGENCY)["answers"]
FIRST = {"criterion": ANSWERS[0]["criterion"], "points": "1"}

BAD = {
    # what is named
    "unknown agency": named("agency", "so-noi-vuu", "unknown-agency", "so-noi-vu"),
    "unknown rubric": named("rubric", "xa", "unknown-rubric", "huyen, so"),
    "unknown period": named("period", "1999", "unknown-period", "2021, 2022"),
    "unknown stage": named("stage", "draft", "unknown-stage", "self, appraised, final"),
    "agency of another block": Bad(
        body_for(AGENCY, rubric="huyen"),
        "agency-of-another-block",
        "/agency",
        ("Department of Home Affairs", "huyen"),
        ("Sở Nội vụ", "huyen"),
    ),
    "no edition for the period": Bad(
        body_for(AGENCY, period="2021"), "no-edition-for-period", "/period", ("2021", "2022"), ("2021", "2022")
    ),
    "edition that is not there": Bad(
        body_for(AGENCY, edition=7), "unknown-edition", "/edition", ("no edition 7", "1"), ("7", "1"), "dry_run=true"
    ),
    "edition and period that do not belong together": Bad(
        body_for(AGENCY, edition=1, period="2021"),
        "edition-not-of-period",
        "/edition",
        ("does not cover period 2021", "2022"),
        ("không áp dụng cho kỳ 2021", "2022"),
        "dry_run=true",
    ),
    "edition and instant together": Bad(
        body_for(AGENCY, edition=1, as_of="2024-01-01T00:00:00Z"),
        "edition-and-instant",
        "/as_of",
        ("not both",),
        ("không nêu cả hai",),
        "dry_run=true",
    ),
    "edition for storing": Bad(
        body_for(AGENCY, edition=1), "only-for-dry-runs", "/edition", ("“edition”", "dry run"), ("“edition”",)
    ),
    "instant for storing": Bad(
        body_for(AGENCY, as_of="2024-01-01T00:00:00Z"), "only-for-dry-runs", "/as_of", ("dry run",), ("“as_of”",)
    ),
    "instant before the issue": Bad(
        body_for(AGENCY, as_of="2020-01-01T00:00:00Z"),
        "nothing-known-as-of",
        "/period",
        ("07:00 on 2020-01-01 (UTC+7)", "15:30 on 2023-02-01 (UTC+7)"),
        ("07 giờ 00 phút ngày 01/01/2020", "15 giờ 30 phút ngày 01/02/2023"),
        "dry_run=true",
    ),
    # answers
    "unknown criterion": Bad(
        {**body_for(AGENCY), "answers": [*ANSWERS, {"criterion": "the-chee", "points": "1"}]},
        "unknown-criterion",
        f"/answers/{len(ANSWERS)}/criterion",
        ("“the-chee”", "Closest: the-che", "chi-dao-dieu-hanh"),
        ("“the-chee”", "Gần nhất: the-che", "chi-dao-dieu-hanh"),
    ),
    "missing criterion": Bad(
        {**body_for(AGENCY), "answers": ANSWERS[1:]},
        "missing-answers",
        "/answers",
        (FIRST["criterion"], "not applicable"),
        (FIRST["criterion"],),
    ),
    "no criterion at all": Bad(
        {**body_for(AGENCY), "answers": []}, "missing-answers", "/answers", ("the-che",), ("the-che",)
    ),
    "duplicate criterion": Bad(
        {**body_for(AGENCY), "answers": [*ANSWERS, FIRST]},
        "duplicate-answer",
        f"/answers/{len(ANSWERS)}/criterion",
        (FIRST["criterion"], "one answer"),
        (FIRST["criterion"], "hai lần"),
    ),
    "too many answers": Bad(
        {**body_for(AGENCY), "answers": [FIRST] * 1001}, "too-many", "/answers", ("1,000",), ("1.000",)
    ),
    "not applicable without a reason": Bad(
        answering(AGENCY, "the-che", not_applicable=True),
        "reason-missing",
        "/answers/0/reason",
        ("needs a reason",),
        ("lý do",),
    ),
    "points and not applicable": Bad(
        answering(AGENCY, "the-che", points="1", not_applicable=True, reason="x"),
        "two-answers",
        "/answers/0",
        ("points",),
        ("points",),
    ),
    "neither points nor not applicable": Bad(
        answering(AGENCY, "the-che"), "nothing-reported", "/answers/0", ("the-che",), ("the-che",)
    ),
    "nothing applicable": Bad(
        body_for(
            AGENCY,
            answers=[
                {"criterion": a["criterion"], "not_applicable": True, "reason": "không phát sinh"} for a in ANSWERS
            ],
        ),
        "nothing-applicable",
        "/answers",
        ("At least one",),
        ("ít nhất một",),
    ),
    # points
    "over the cap": points('"10.25"', "over-cap", "from 0 to 10", "từ 0 đến 10"),
    "a millionth over the cap": points('"10.000001"', "over-cap", "from 0 to 10", "từ 0 đến 10"),
    "negative": points('"-0.5"', "under-minimum", "from 0 to 10", "từ 0 đến 10"),
    "seven decimals": points('"1.2345678"', "too-many-decimals", "at most 6", "tối đa 6"),
    "NaN": not_a_number("NaN"),
    "NaN as text": not_a_number('"NaN"'),
    "Infinity": not_a_number("Infinity"),
    "minus Infinity": not_a_number("-Infinity"),
    "1e400": not_a_number("1e400"),
    "1e400 as text": not_a_number('"1e400"'),
    "an exponent": not_a_number("1e0"),
    "0x10": not_a_number('"0x10"'),
    "text": not_a_number('"chín"'),
    "decimal comma": not_a_number('"9,5"'),
    "empty": not_a_number('""'),
    "a blank": not_a_number('" 9"'),
    "true": not_a_number("true"),
    "an underscore": not_a_number('"1_0"'),
    "Arabic digits": Bad(
        answering(AGENCY, "the-che", points="٩"), "not-a-number", "/answers/0/points", ("“٩”",), ("“٩”",)
    ),
    "full-width digits": Bad(
        answering(AGENCY, "the-che", points="９"), "not-a-number", "/answers/0/points", ("“９”",), ("“９”",)
    ),
    "too large": points('"99999999999999"', "too-large", "below", "nhỏ hơn"),
    "null": Bad(
        answering(AGENCY, "the-che", points=None), "not-a-number", "/answers/0/points", ("null", "9.75"), ("null",)
    ),
    "a list": Bad(answering(AGENCY, "the-che", points=[1]), "not-a-number", "/answers/0/points", ("[…]",), ("[…]",)),
    # indicators and the previous period
    "unknown indicator": Bad(
        body_for(AGENCY, indicators={"x": "1"}),
        "unknown-indicator",
        "/indicators/x",
        ("“x”", "ho-so-truc-tuyen"),
        ("“x”", "ho-so-truc-tuyen"),
    ),
    "indicator out of range": Bad(
        body_for(AGENCY, indicators={"ho-so-truc-tuyen": "100.5"}),
        "indicator-out-of-range",
        "/indicators/ho-so-truc-tuyen",
        ("100.5", "from 0 to 100"),
        ("100,5", "từ 0 đến 100"),
    ),
    "indicator that is no number": Bad(
        body_for(AGENCY, indicators={"ho-so-truc-tuyen": "nhiều"}),
        "not-a-number",
        "/indicators/ho-so-truc-tuyen",
        ("“nhiều”",),
        ("“nhiều”",),
    ),
    "previous in contradiction": Bad(
        body_for(AGENCY, previous={"reviewed": True}),
        "contradicts-stored",
        "/previous/reviewed",
        ("“true”", "“false”", "2021"),
        ("“true”", "“false”", "2021"),
    ),
    "unknown table of the previous period": Bad(
        body_for(AGENCY, previous={"outcomes": {"x": "90"}}),
        "unknown-table",
        "/previous/outcomes/x",
        ("“x”", "group, head_rating"),
        ("“x”", "group, head_rating"),
    ),
    "unknown outcome of the previous period": Bad(
        body_for(AGENCY, previous={"outcomes": {"group": "95"}}),
        "unknown-outcome",
        "/previous/outcomes/group",
        ("“95”", "80-90"),
        ("“95”", "80-90"),
    ),
    "outcome that is no text": Bad(
        body_for(AGENCY, previous={"outcomes": {"group": 90}}),
        "not-text",
        "/previous/outcomes/group",
        ("“90”", "text"),
        ("“90”", "chuỗi"),
    ),
    "rank that is no number": Bad(
        body_for(AGENCY, previous={"rank": -1}),
        "not-a-whole-number",
        "/previous/rank",
        ("“-1”", "digits"),
        ("“-1”", "chữ số"),
    ),
    # unknown fields at every level
    "unknown field": unknown(body_for(AGENCY, agencyy="x"), "/agencyy", "agency"),
    "unknown field of an answer": unknown(
        answering(AGENCY, "the-che", points="1", note="x"), "/answers/0/note", "points"
    ),
    "unknown field of previous": unknown(
        body_for(AGENCY, previous={"reveiwed": True}), "/previous/reveiwed", "reviewed"
    ),
    # kinds
    "agency missing": Bad(
        {name: value for name, value in body_for(AGENCY).items() if name != "agency"},
        "field-missing",
        "/agency",
        ("agency", "missing"),
        ("agency", "thiếu"),
    ),
    "agency empty": kind("agency", "", "not-empty", "empty", "trống"),
    "agency null": kind("agency", None, "not-empty", "empty", "trống"),
    "agency too long": kind("agency", "x" * 101, "too-long", "at most 100", "tối đa 100"),
    "agency a number": kind("agency", 5, "not-text", "“5” is not text", "“5” không phải chuỗi"),
    "answers an object": kind("answers", {}, "not-a-list", "not a list", "không phải danh sách"),
    "answers of text": Bad(
        body_for(AGENCY, answers=["x"]), "not-an-object", "/answers/0", ("“x”", "object"), ("“x”", "đối tượng")
    ),
    "indicators a list": kind("indicators", [], "not-an-object", "not an object", "không phải đối tượng"),
    "edition a fraction": kind("edition", 1.5, "not-a-whole-number", "“1.5”", "“1.5”"),
    "edition huge": kind("edition", 10**400, "not-a-whole-number", "at most 9", "tối đa 9"),
    "as_of without a time zone": kind("as_of", "2024-01-01T00:00:00", "not-an-instant", "time zone", "múi giờ"),
    "as_of a number": kind("as_of", 5, "not-an-instant", "“5”", "“5”"),
    "as_of before all time": kind("as_of", "0001-01-01T00:00:00+14:00", "not-an-instant", "0001", "0001"),
    "as_of after all time": kind("as_of", "9999-12-31T23:59:59-14:00", "not-an-instant", "9999", "9999"),
    # bodies
    "a list for a body": Bad("[]", "not-an-object", "", ("[…]", "object"), ("[…]", "đối tượng")),
    "null for a body": Bad("null", "not-an-object", "", ("null", "object"), ("null", "đối tượng")),
    "no JSON": unreadable("agency=so-noi-vu", "not-json", "line 1, column 1", "dòng 1, cột 1"),
    "nothing": unreadable("", "not-json", "line 1, column 1", "dòng 1, cột 1"),
    "half a body": unreadable(text_of()[:-1], "not-json", "not JSON", "không phải JSON"),
    "two bodies": unreadable(text_of() * 2, "not-json", "not JSON", "không phải JSON"),
    "UTF-16": unreadable(text_of().encode("utf-16"), "not-utf8", "byte 1", "byte thứ 1"),
    "Latin-1": unreadable(b'{"agency": "S\xf4"}', "not-utf8", "UTF-8", "UTF-8"),
    "duplicate keys": unreadable(
        text_of()[:-1] + ', "agency": "so-y-te"}',
        "duplicate-name",
        "“agency” stands twice",
        "“agency” xuất hiện hai lần",
    ),
    "duplicate keys deep down": unreadable(
        '{"previous": {"rank": 1, "rank": 2}}', "duplicate-name", "“rank” stands twice", "“rank” xuất hiện hai lần"
    ),
    "duplicate keys that cannot be shown": unreadable(
        r'{"\ud800": 1, "\ud800": 2}', "duplicate-name", r"\ud800", r"\ud800"
    ),
    "10,000 lists deep": unreadable("[" * 10_000 + "]" * 10_000, "too-deep", "at most 20 levels", "tối đa 20 cấp"),
    "10,000 objects deep": unreadable(
        '{"a":' * 10_000 + "1" + "}" * 10_000, "too-deep", "at most 20 levels", "tối đa 20 cấp"
    ),
    "10,000 deep and open": unreadable("[" * 10_000, "too-deep", "at most 20 levels", "tối đa 20 cấp"),
    "21 levels deep": unreadable("[" * 21 + "]" * 21, "too-deep", "at most 20 levels", "tối đa 20 cấp"),
    "1,001 fields": unreadable(
        json.dumps({f"x{place}": 1 for place in range(1001)}), "too-many-names", "1,001", "1.001"
    ),
    "NUL in a value": unreadable(text_of(agency="so\0"), "bad-character", r"“so\u0000”", r"“so\u0000”", "/agency"),
    "NUL in a name": unreadable(r'{"a\u0000": 1}', "bad-character", r"“a\u0000”", r"“a\u0000”"),
    "half a pair in a value": unreadable(r'{"agency": "\ud800"}', "bad-character", r"\ud800", r"\ud800", "/agency"),
    "half a pair in a reason": unreadable(
        json.dumps(answering(AGENCY, "the-che", not_applicable=True, reason="\udc00")),
        "bad-character",
        r"\udc00",
        r"\udc00",
        "/answers/0/reason",
    ),
    "NUL as it is": unreadable('{"agency": "\0"}', "not-json", "line 1", "dòng 1"),
}


def problem(response: TestResponse, status: int) -> Body:
    """The problem details in *response*, which are whole."""
    assert (response.status_code, response.content_type) == (status, PROBLEM), response.text
    found: Body = response.get_json()
    assert response.data == canonical(found)
    assert {"type", "title", "status", "detail", "errors"} <= found.keys()
    assert (found["status"], found["type"]) == (status, "about:blank")
    return found


def asked_in_each_language(api: Caller, bad: Bad) -> Iterator[tuple[TestResponse, tuple[str, ...]]]:
    """The refusals of *bad* with what each must say: Vietnamese unless English is asked for."""
    query = bad.query and f"?{bad.query}"
    yield api.evaluate(bad.body, query), bad.vietnamese
    yield api.evaluate(bad.body, query, Accept_Language="en-GB,en;q=0.9,vi;q=0.1"), bad.english
    yield api.evaluate(bad.body, f"{query or '?'}&lang=en", Accept_Language="vi"), bad.english


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused_in_the_language_asked_for_and_stores_nothing(api: Caller, bad: Bad) -> None:
    before = rows(api.database)
    for response, words in asked_in_each_language(api, bad):
        errors = problem(response, bad.status)["errors"]
        assert [(error["code"], error["pointer"]) for error in errors] == [(bad.code, bad.pointer)]
        assert errors[0]["field"] == bad.pointer[1:].replace("/", ".")
        assert [each for each in words if each not in errors[0]["message"]] == [], errors[0]["message"]
    assert rows(api.database) == before


def test_the_same_refusals_answer_a_dry_run(api: Caller) -> None:
    for bad in BAD.values():
        if bad.code != "only-for-dry-runs":
            found = problem(api.evaluate(bad.body, "?dry_run=true"), bad.status)
            assert found["errors"][0]["code"] == bad.code


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_body(api: Caller) -> None:
    body = {**body_for(AGENCY), "answers": [{**FIRST, "points": "99"}, {"criterion": "x", "points": "1"}]}
    errors = problem(api.evaluate(body), 422)["errors"]
    assert [error["pointer"] for error in errors] == ["/answers/0/points", "/answers/1/criterion", "/answers"]


def test_at_most_a_hundred_mistakes_are_told_and_the_others_counted(api: Caller) -> None:
    found = problem(api.evaluate(body_for(AGENCY, answers=["x"] * 1000)), 422)
    assert (len(found["errors"]), found["more"]) == (100, 900)


def test_facts_are_given_for_machines_whatever_the_language(api: Caller) -> None:
    body = answering(AGENCY, "the-che", points="1010.25")
    vi, en = (problem(api.evaluate(body, f"?lang={lang}"), 422)["errors"][0] for lang in ("vi", "en"))
    assert {**vi["facts"], "criterion": ""} == {"criterion": "", "given": "1010.25", "low": "0", "cap": "10"}
    named = (vi["facts"]["criterion"], en["facts"]["criterion"])
    assert named == ("Cải cách thể chế (the-che)", "Institutional reform (the-che)")


def test_what_was_sent_is_not_given_back_at_any_length(api: Caller) -> None:
    response = api.evaluate(answering(AGENCY, "the-che", points="x" * 1_000_000))
    assert problem(response, 422)["errors"][0]["code"] == "not-a-number"
    assert len(response.data) < 2000


def test_a_body_of_20_mb_is_refused_as_too_large(api: Caller) -> None:
    before = rows(api.database)
    response = api.evaluate(b" " * (20 << 20), "?lang=en")
    assert problem(response, 413)["title"] == "The body is too large: at most 10 MB"
    assert rows(api.database) == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_a_body_of_another_content_type_is_refused(api: Caller, kind: str) -> None:
    before = rows(api.database)
    sent = api.client.post(f"{EVALUATIONS}?lang=en", data=text_of(), content_type=kind, headers=api.headers)
    assert "application/json" in problem(sent, 415)["title"]
    assert rows(api.database) == before


# ---- queries and addresses -------------------------------------------------------------------------------------------

QUERIES = {
    "unknown parameter": (f"{EVALUATIONS}?agncy=x", "unknown-field", "agncy", "agency, rubric, period"),
    "limit zero": (f"{EVALUATIONS}?limit=0", "not-an-option", "limit", "1-200"),
    "limit too large": (f"{EVALUATIONS}?limit=201", "not-an-option", "limit", "1-200"),
    "limit negative": (f"{EVALUATIONS}?limit=-1", "not-a-whole-number", "limit", "“-1”"),
    "limit empty": (f"{EVALUATIONS}?limit=", "not-a-whole-number", "limit", "digits"),
    "cursor huge": (f"{EVALUATIONS}?cursor={'9' * 3000}", "not-a-whole-number", "cursor", "at most 9"),
    "cursor in Arabic digits": (f"{EVALUATIONS}?cursor=٣", "not-a-whole-number", "cursor", "“٣”"),
    "cursor text": (f"{EVALUATIONS}?cursor=abc", "not-a-whole-number", "cursor", "“abc”"),
    "current neither": (f"{EVALUATIONS}?current=maybe", "not-yes-or-no", "current", "“maybe”"),
    "agency empty": (f"{EVALUATIONS}?agency=", "not-empty", "agency", "empty"),
    "agency too long": (f"{EVALUATIONS}?agency={'x' * 101}", "too-long", "agency", "at most 100"),
    "an unknown agency": (f"{EVALUATIONS}?agency=so-y", "unknown-agency", "agency", "so-y-te"),
    "an unknown rubric": (f"{EVALUATIONS}?rubric=xa", "unknown-rubric", "rubric", "huyen, so"),
    "an unknown period": (f"{EVALUATIONS}?period=1999", "unknown-period", "period", "2021, 2022"),
    "an unknown stage": (f"{EVALUATIONS}?stage=last", "unknown-stage", "stage", "self, appraised, final"),
    "agency twice": (f"{EVALUATIONS}?agency=so-y-te&agency=tu-ky", "named-twice", "agency", "so-y-te, tu-ky"),
    "unknown language": (f"{RUBRICS}?lang=fr", "not-an-option", "lang", "vi, en"),
    "resolve without a period": (f"{RUBRICS}/so/resolve", "field-missing", "period", "missing"),
    "resolve an unknown period": (f"{RUBRICS}/so/resolve?period=1999", "unknown-period", "period", "2021, 2022"),
    "resolve a period without edition": (
        f"{RUBRICS}/so/resolve?period=2021",
        "no-edition-for-period",
        "period",
        "2022",
    ),
    "resolve before the issue": (
        f"{RUBRICS}/so/resolve?period=2022&as_of=2020-01-01T00:00:00Z",
        "nothing-known-as-of",
        "period",
        "2023-02-01",
    ),
    "resolve at no instant": (f"{RUBRICS}/so/resolve?period=2022&as_of=today", "not-an-instant", "as_of", "“today”"),
    "resolve before all time": (
        f"{RUBRICS}/so/resolve?period=2022&as_of=0001-01-01T00:00:00%2B14:00",
        "not-an-instant",
        "as_of",
        "0001",
    ),
}


@pytest.mark.parametrize(("address", "code", "field", "words"), QUERIES.values(), ids=QUERIES.keys())
def test_a_bad_query_is_refused_with_its_parameter(
    api: Caller, address: str, code: str, field: str, words: str
) -> None:
    response = api.get(address, Accept_Language="en")
    (error,) = problem(response, 422)["errors"]
    assert (error["code"], error["field"], error["pointer"]) == (code, field, f"/{field}")
    assert words in error["message"]


@pytest.mark.parametrize("query", ["dry_run=perhaps", "dry_run=", "dry_run=true&dry_run=false", "dryrun=true"])
def test_a_doubtful_dry_run_is_refused_rather_than_stored(api: Caller, query: str) -> None:
    before = rows(api.database)
    problem(api.evaluate(body_for(AGENCY), f"?{query}"), 422)
    assert rows(api.database) == before


@pytest.mark.parametrize(
    "address",
    [
        f"{RUBRICS}/a%00b/editions",
        f"{RUBRICS}/so/resolve?period=20%0022",
        f"{EVALUATIONS}?agency=so%00",
        f"{EVALUATIONS}?a%00b=1",
        "/%00",
    ],
)
def test_nul_in_an_address_is_refused(api: Caller, address: str) -> None:
    (error,) = problem(api.get(address, Accept_Language="en"), 400)["errors"]
    assert error["code"] == "bad-character"
    assert r"\u0000" in error["message"]


@pytest.mark.parametrize(
    "address",
    [
        f"{EVALUATIONS}/{'9' * 11}",
        f"{EVALUATIONS}/{'9' * 4000}",
        f"{EVALUATIONS}/-1",
        f"{EVALUATIONS}/1.0",
        f"{EVALUATIONS}/٣",
        f"{EVALUATIONS}/%ED%A0%80",
        f"{RUBRICS}/so/editions/{'9' * 400}",
        f"{RUBRICS}/so/editions/١",
        f"{RUBRICS}/so/editions/0",
        f"{RUBRICS}/xa/editions",
        f"{RUBRICS}/xa/editions/1",
        f"{RUBRICS}/xa/resolve?period=2022",
        f"{RUBRICS}/%ED%A0%80/example",
        f"{RUBRICS}/so%2F..%2Fso/example",
        f"{RUBRICS}/",
        "/api/v1",
        "/api/v2/evaluations",
        "/.env",
    ],
)
def test_what_is_not_there_is_not_found(api: Caller, address: str) -> None:
    assert problem(api.get(address, Accept_Language="en"), 404)["title"] == "Not found"
    assert problem(api.get(address), 404)["title"] == "Không tìm thấy"


def test_half_a_pair_in_a_query_is_no_code(api: Caller) -> None:
    (error,) = problem(api.get(f"{EVALUATIONS}?agency=%ED%A0%80"), 422)["errors"]
    assert (error["code"], error["pointer"]) == ("unknown-agency", "/agency")
