"""Methods and combinings in rubric documents: read by the types of their fields, by which the schema describes them."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from rules.combining import Best, Branch, CappedSum, Rescaled, Sum
from rules.content import rubric_content
from rules.criterion import Absence, walk
from rules.errors import BadValue, Path, Refusal, Refused
from rules.method_content import combining_content, method_content
from rules.methods import Method
from rules.plain import FieldLacking, NoSuchField, kinds_of
from rules.rubric import Rubric
from rules.said import Said
from rulesvc.languages import language
from rulesvc.schemas.document_schema import document_schema
from rulesvc.schemas.json_text import read_json
from rulesvc.schemas.mistakes import Mistake, load, pointer
from rulesvc.schemas.rubric_document import RubricDocument, read_part
from tests.every_criterion import COMBININGS, METHODS
from tests.service.everything import everything
from tests.spec.scored_strategies import cases

VI, EN = language("vi"), language("en")
SCHEMA = Draft202012Validator(document_schema())
AREA = {"code": "a", "name": {"vi": "A"}, "max_points": "10"}
BANDS: dict[str, Any] = {
    "kind": "bands",
    "figure": {"quantity": "percent"},
    "bands": [{"low": "0", "high": "60", "worth": {"kind": "points", "points": "0"}}],
}
KINDS = "points, choice, bands, ratio, items, deduction, supplied, relative, formula, survey, survey_taken_over"

often = settings(max_examples=300, deadline=None, derandomize=True, database=None)


def document(**said: Any) -> dict[str, Any]:
    """A document of one component, of which *said* is said."""
    return {"format": "1", "code": "x", "name": {"vi": "X"}, "block": "so", "criteria": [{**AREA, **said}]}


def read(content: Any) -> Rubric:
    rubric: Rubric = load(RubricDocument(), read_json(json.dumps(content).encode()), naming=pointer)
    return rubric


def refusals_of(content: Any) -> tuple[Refusal, ...]:
    try:
        read(content)
    except Refused as refused:
        return refused.refusals
    return ()


def places(content: Any, at: Path = ()) -> Iterator[Path]:
    yield at
    for name, each in content.items() if isinstance(content, dict) else enumerate(content):
        if isinstance(each, dict | list):
            yield from places(each, (*at, name))
        else:
            yield (*at, name)


def reached(content: Any, at: Path) -> Any:
    for name in at:
        content = content[name]
    return content


# ---- what can be said ------------------------------------------------------------------------------------------------


def test_there_is_a_method_of_every_kind_and_every_way_of_combining() -> None:
    assert {each.kind for each in METHODS.values()} == kinds_of(Method).keys()
    assert {type(each) for each in COMBININGS.values()} | {Sum} == {Sum, Rescaled, CappedSum, Best, Branch}
    assert {each.not_applicable for each in walk(everything().criteria)} == set(Absence)


def test_a_rubric_with_everything_is_read_as_it_is_written_and_is_as_the_schema_says() -> None:
    whole = rubric_content(everything())
    assert SCHEMA.is_valid(whole)
    assert read(whole) == everything()


@often
@given(cases())
def test_any_method_is_read_as_it_is_written_and_is_as_the_schema_says(case: tuple[Method, object]) -> None:
    written = document(method=method_content(case[0]))
    assert SCHEMA.is_valid(written)
    kept = read_part("criteria", read_json(json.dumps(written["criteria"][0]).encode()))
    assert kept.get("method", {"kind": "points"}) == method_content(case[0])


def test_what_is_usual_may_be_said_and_is_not_kept() -> None:
    usual = {"method": {"kind": "points"}, "not_applicable": "leaves_maximum", "extra": False}
    above = {"combined": {"kind": "sum"}, "parts": [{**AREA, "code": "b", **usual}], "extra": False}
    assert SCHEMA.is_valid(document(**above))
    assert rubric_content(read(document(**above))) == document(parts=[{**AREA, "code": "b"}])


def test_numbers_may_stand_without_quotes() -> None:
    method = {"kind": "ratio", "figure": {"quantity": "percent"}, "target": 85, "floor": 0.1, "places": 3.0}
    assert SCHEMA.is_valid(document(method=method))
    told = rubric_content(read(document(method=method)))["criteria"][0]["method"]
    assert (told["target"], told["floor"], told["places"]) == ("85", "0.1", 3)


def test_letters_are_composed() -> None:
    apart = normalize("NFD", "Đúng hạn")
    option = {"code": "a", "name": {"vi": apart}, "worth": {"kind": "points", "points": "10"}}
    content = rubric_content(read(document(method={"kind": "choice", "options": [option]})))
    assert content["criteria"][0]["method"]["options"][0]["name"]["vi"] == normalize("NFC", apart) != apart


# ---- what cannot -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "at", "told"),
    [
        ({"kind": "guess"}, "kind", f"cách chấm: kind: “guess” không hợp lệ. Được phép: {KINDS}."),
        ({}, "kind", f"cách chấm: kind: “” không hợp lệ. Được phép: {KINDS}."),
        ([], "", "cách chấm: kind: “[…]” không hợp lệ. Được phép: một nhóm giá trị có tên."),
        (
            {"kind": "points", "step": 1},
            "step",
            "cách chấm: step: không có trường này. Được phép: không có trường nào.",
        ),
        ({"kind": "bands", "bands": []}, "figure", "cách chấm: figure: thiếu trường này."),
        ({**BANDS, "places": "2"}, "places", "cách chấm: places: “2” không hợp lệ. Được phép: số nguyên."),
        ({**BANDS, "bands": {}}, "bands", "cách chấm: bands: “{…}” không hợp lệ. Được phép: danh sách."),
        ({**BANDS, "bands": []}, "bands", "các khoảng điểm: “” không hợp lệ. Được phép: ít nhất một khoảng."),
        ({**BANDS, "figure": {"quantity": "x"}}, "figure/quantity", "Được phép: percent, count, days, value."),
        ({**BANDS, "figure": {"quantity": "percent", "unit": {"vi": " "}}}, "figure/unit/vi", "không được để trống."),
        ({**BANDS, "bands": [{}] * 101}, "bands", "quá nhiều mục. Được phép: tối đa 100."),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(method: Any, at: str, told: str) -> None:
    (refusal,) = refusals_of(document(method=method))
    assert pointer(refusal.at) == f"/criteria/0/method/{at}".rstrip("/")
    assert VI.say(refusal).endswith(told)


def test_a_pointer_leads_through_parts_to_the_bound_of_a_band() -> None:
    wrong = deepcopy(BANDS)
    wrong["bands"][0]["low"] = "70"
    parts = [{**AREA, "code": "b", "max_points": 5}, {**AREA, "code": "c", "max_points": 5, "method": wrong}]
    (refusal,) = refusals_of(document(parts=parts))
    assert pointer(refusal.at) == "/criteria/0/parts/1/method/bands/0/high"
    assert VI.say(refusal) == "Tiêu chí c: khoảng điểm: giới hạn trên: “60” không hợp lệ. Được phép: lớn hơn 70."
    wrong["bands"][0]["low"] = "sáu mươi"
    (refusal,) = refusals_of(document(parts=parts))
    assert pointer(refusal.at) == "/criteria/0/parts/1/method/bands/0/low"


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"combined": {"kind": "best"}}, "combined"),
        ({"combined": {"kind": "most"}}, "combined/kind"),
        ({"not_applicable": "never"}, "not_applicable"),
        ({"extra": "yes"}, "extra"),
        ({"extra": None}, "extra"),
        ({"method": {"kind": "points"}, "combined": {"kind": "branch", "on": "z"}}, "combined/cases"),
    ],
)
def test_what_a_component_cannot_say_is_refused(said: dict[str, Any], at: str) -> None:
    (refusal,) = refusals_of(document(**said))
    assert pointer(refusal.at) == f"/criteria/0/{at}"


def test_a_cap_that_is_not_that_of_the_best_part_is_refused() -> None:
    parts = [{**AREA, "code": code, "max_points": cap} for code, cap in (("b", 10), ("c", 9))]
    assert refusals_of(document(combined={"kind": "best"}, parts=parts)) == ()
    (refusal,) = refusals_of(document(combined={"kind": "best"}, parts=parts[1:]))
    assert pointer(refusal.at) == "/criteria/0/max_points"
    assert EN.say(refusal).endswith("the maximum is 10, but the largest maximum of its parts is 9.")


def test_what_stands_in_a_method_has_a_code_as_all_else_has() -> None:
    named = {"code": "Đạt", "name": {"vi": "Đạt"}, "worth": {"kind": "points", "points": "10"}}
    content = document(method={"kind": "choice", "options": [named]})
    assert not SCHEMA.is_valid(content)
    (refusal,) = refusals_of(content)
    assert pointer(refusal.at) == "/criteria/0/method/options/0/code"
    assert VI.say(refusal).startswith("Tiêu chí a: “Đạt” không phải mã; được phép")


def test_a_band_may_have_a_formula_over_its_figure_and_another_body_may_choose() -> None:
    worth = {"kind": "formula", "text": "value / 85 * max_points"}
    banded = {"kind": "bands", "figure": {"quantity": "percent"}, "bands": [{"worth": worth}]}
    chosen = {
        "kind": "choice",
        "options": [{"code": "a", "name": {"vi": "A"}, "worth": {"kind": "share", "percent": "100"}}],
    }
    supplied = {"kind": "supplied", "by": {"vi": "Thanh tra tỉnh"}, "scored": chosen}
    for method in (banded, supplied):
        assert SCHEMA.is_valid(document(method=method))
        assert rubric_content(read(document(method=method)))["criteria"][0]["method"] == method
    worth["text"] = "done / 85"
    (refusal,) = refusals_of(document(method=banded))
    assert pointer(refusal.at) == "/criteria/0/method/bands/0/worth/text"
    assert VI.say(refusal).endswith("Đã khai báo: value, max_points.")


def test_a_component_that_cannot_be_scored_is_refused_with_all_the_rest() -> None:
    wrong = deepcopy(BANDS)
    wrong["bands"][0]["worth"]["points"] = "11"
    refusals = refusals_of(document(max_points=9, method=wrong))
    assert [pointer(refusal.at) for refusal in refusals] == [
        "/criteria/0/method/bands",
        "/criteria/0/method/bands/0/worth",
    ]
    assert VI.say(refusals[0]).startswith("Tiêu chí a: ")


# ---- any edit --------------------------------------------------------------------------------------------------------

EDITS: list[Any] = [
    None,
    [],
    {},
    [{}],
    "x",
    " ",
    "a\x07b",
    "0.1234567",
    "x" * 3000,
    7,
    2.5,
    -1,
    True,
    {"kind": "x"},
    ...,
]


def is_of_form(refusal: Refusal) -> bool:
    """Whether *refusal* is about what content is made of, and not about what it says."""
    of_field = isinstance(refusal, BadValue) and isinstance(refusal.what, Said) and "{field}" in refusal.what.words
    return of_field or isinstance(refusal, Mistake | NoSuchField | FieldLacking)


@settings(often, max_examples=1500)
@given(st.data())
def test_the_schema_and_the_reader_agree_about_any_edit(data: st.DataObject) -> None:
    written = data.draw(st.sampled_from([method_content(each) for each in METHODS.values()]))
    content = document(method=deepcopy(written))
    at = data.draw(st.sampled_from([at for at in places(content) if at[:3] == ("criteria", 0, "method")]))
    holder, edit = reached(content, at[:-1]), data.draw(st.sampled_from(EDITS))
    if edit is ... and isinstance(holder, dict):
        del holder[at[-1]]
    elif isinstance(holder[at[-1]], dict) and data.draw(st.booleans()):
        holder[at[-1]]["colour"] = "red"
    elif edit is not ...:
        holder[at[-1]] = edit
    refusals = refusals_of(content)
    if not refusals:
        assert SCHEMA.is_valid(content)
    if any(map(is_of_form, refusals)):
        assert not SCHEMA.is_valid(content)
    for refusal in refusals:
        assert refusal.at[:3] == ("criteria", 0, "method")
        said = re.sub(r"“[^”]*”|Được phép: [\w, .]*\.$", "", VI.say(refusal))
        assert not re.search(r"\b(allowed|missing|must|number|the|there)\b", said), said


@pytest.mark.parametrize("by", COMBININGS.values(), ids=COMBININGS)
def test_every_way_of_combining_is_described(by: Any) -> None:
    combined = combining_content(by)
    assert SCHEMA.is_valid(document(combined=combined))
    assert not SCHEMA.is_valid(document(combined={**combined, "colour": "red"}))
    assert not SCHEMA.is_valid(document(combined={**combined, "kind": "guess"}))
