"""Requests that nobody thought of: made from the description of the interface, and from bodies gone wrong."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from rulesvc.application import create_app
from rulesvc.settings import Settings
from tests.service.calling import BOTH_SCOPES, EVALUATIONS, Body, Caller, answering, bearer, body_for, new_key, rows
from tests.service.databases import HAI_DUONG, Templates

pytestmark = pytest.mark.thorough

APP = create_app(Settings("sqlite://"))
DESCRIBED: dict[str, Any] = APP.test_client().get("/openapi.json").get_json()

schemathesis.openapi.media_type(
    "application/pdf", st.binary(max_size=20).map(lambda inner: b"%PDF-" + inner + b"%%EOF")
)

few = settings(
    max_examples=5,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def caller(templates: Templates) -> Iterator[Caller]:
    """On a database that commits: thousands of requests in one transaction grow slow."""
    with templates.committing(HAI_DUONG) as database:
        APP.extensions["database"] = database
        yield Caller(APP, database, bearer(new_key(database, (*BOTH_SCOPES, "register")).secret))


# ---- from the description --------------------------------------------------------------------------------------------


def loaded(description: dict[str, Any], *modes: str) -> Any:
    """*description* as what makes requests to the application, right ones, wrong ones or both."""
    found = schemathesis.openapi.from_dict(description, config=SchemathesisConfig())
    found.app = APP
    found.config.generation.update(modes=[schemathesis.GenerationMode(mode) for mode in modes])
    return found


def with_known_names(description: dict[str, Any]) -> dict[str, Any]:
    """*description* in which everything that names something names what is there."""
    narrowed = deepcopy(description)
    names = {
        "code": {"enum": ["so", "huyen"]},
        "rubric": {"enum": ["so", "huyen"]},
        "period": {"enum": ["2021", "2022"]},
        "agency": {"enum": ["so-y-te", "so-noi-vu", "tu-ky"]},
        "stage": {"enum": ["self", "appraised", "final"]},
        "number": {"enum": [1, 2]},
        "edition": {"enum": [1, 2]},
        "document": {"enum": ["27-bc-ubnd", "29-2018-qd-ubnd"]},
        "other": {"enum": ["13-2016-qd-ubnd", "27-bc-ubnd"]},
        "evaluation": {"type": "integer", "minimum": 1, "maximum": 32},
        "answers": {"enum": [body_for(agency)["answers"] for agency in ("so-y-te", "tu-ky")]},
        "indicators": {"enum": [{}, {"ho-so-truc-tuyen": "81"}]},
    }
    for item in narrowed["paths"].values():
        for part in (item, *(each for each in item.values() if isinstance(each, dict))):
            for parameter in part.get("parameters", []):
                parameter["schema"] = names.get(parameter["name"], parameter["schema"])
    schemas = narrowed["components"]["schemas"]
    body = schemas["Asked"] = deepcopy(schemas["EvaluationBody"])
    body["properties"].update({name: names[name] for name in body["properties"] if name in names})
    asked = narrowed["paths"][EVALUATIONS]["post"]["requestBody"]["content"]["application/json"]
    asked["schema"] = {"$ref": "#/components/schemas/Asked"}
    return narrowed


anything = loaded(DESCRIBED, "positive", "negative")
known = loaded(with_known_names(DESCRIBED), "positive")


def validated(case: Any, caller: Caller) -> None:
    """Send *case*: it does not fail and is answered as described. The right form may still name what is not there."""
    case.call_and_validate(headers=caller.headers, excluded_checks=[positive_data_acceptance])


@anything.parametrize()  # type: ignore[untyped-decorator] # as schemathesis writes it
@few
def test_whatever_is_sent_is_answered_as_described(case: Any, caller: Caller) -> None:
    validated(case, caller)


@known.parametrize()  # type: ignore[untyped-decorator] # as schemathesis writes it
@few
def test_whatever_is_asked_about_what_is_there_is_answered_as_described(case: Any, caller: Caller) -> None:
    validated(case, caller)


# ---- bodies gone wrong -----------------------------------------------------------------------------------------------

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["9.5", "-0", "1e400", "0x10", "٣", "so-y-te", "2022", "\x00", "\ud800", "0001-01-01T00:00:00+14:00"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
WHOLE = {
    **answering("so-y-te", "the-che", not_applicable=True, reason="không phát sinh"),
    "stage": "self",
    "indicators": {"ho-so-truc-tuyen": "81"},
    "previous": {"reviewed": True, "rank": 18, "outcomes": {"group": "90"}},
}


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything in *content*."""
    yield path
    inside = content.items() if isinstance(content, dict) else enumerate(content if isinstance(content, list) else ())
    for name, each in inside:
        yield from places(each, (*path, name))


def replaced(content: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(content) if isinstance(content, dict) else list(content)
    copy[path[0]] = replaced(content[path[0]], path[1:], value)
    return copy


bodies = st.builds(replaced, st.just(WHOLE), st.sampled_from(sorted(places(WHOLE), key=str)), values)
cuts = st.tuples(st.integers(0, 600), st.integers(0, 12), st.binary(max_size=6))


def cut(body: Body, places: list[tuple[int, int, bytes]]) -> bytes:
    """*body* as bytes in which something is cut out and something else put in."""
    sent = json.dumps(body).encode()
    for start, length, put in places:
        sent = sent[:start] + put + sent[start + length :]
    return sent


def sent(caller: Caller, body: bytes) -> None:
    """Send *body*: refused without a trace, or stored once."""
    before = rows(caller.database)
    status = caller.evaluate(body).status_code
    added = 1 if status == 201 else 0
    assert status in {201, 400, 422}
    after = {**before, "evaluation": before["evaluation"] + added, "audit_event": before["audit_event"] + added}
    assert rows(caller.database) == after


def test_the_body_that_goes_wrong_is_right_as_it_stands(caller: Caller) -> None:
    assert caller.evaluate(WHOLE).status_code == 201


@given(body=bodies)
@settings(few, max_examples=40)
def test_a_body_with_something_else_in_one_place_is_refused_or_stored_once(caller: Caller, body: Body) -> None:
    sent(caller, json.dumps(body).encode())


@given(spoiled=st.lists(cuts, min_size=1, max_size=3))
@example(spoiled=[(0, 0, b"\xef\xbb\xbf")])
@example(spoiled=[(0, 0, b"\xff")])
@settings(few, max_examples=40)
def test_a_body_with_bytes_cut_and_put_in_is_refused_or_stored_once(
    caller: Caller, spoiled: list[tuple[int, int, bytes]]
) -> None:
    sent(caller, cut(WHOLE, spoiled))


@given(items=st.lists(bodies | values, max_size=4))
@settings(few, max_examples=20)
def test_a_batch_of_anything_stores_exactly_what_it_says(caller: Caller, items: list[Any]) -> None:
    before = rows(caller.database)["evaluation"]
    response = caller.post(f"{EVALUATIONS}/batch", json.dumps({"items": items}))
    assert response.status_code in {200, 400, 422}
    told = response.get_json().get("items", [])
    assert {item["status"] for item in told} <= {201, 422}
    assert rows(caller.database)["evaluation"] == before + sum(item["status"] == 201 for item in told)
