"""Rubric documents that are broken, one by one: each is refused in whole words, with a pointer that leads there."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from rules.errors import Path, Refusal, Refused
from rules.said import Said
from rulesvc.languages import language
from rulesvc.schemas.document_schema import document_schema
from rulesvc.schemas.json_text import read_json
from rulesvc.schemas.mistakes import load, pointer
from rulesvc.schemas.rubric_document import RubricDocument
from tests.hai_duong import document

VIETNAMESE = language("vi")
ENGLISH_WORDS = re.compile(
    r"\b(allowed|and|at least|at most|cannot|field|invalid|is|length|longer|missing|must|not|nothing|or|required|"
    r"shorter|the|unknown|valid|with)\b",
    re.IGNORECASE,
)
"""Words by which English gives itself away, and which no field or code has."""

DATA = re.compile(r"true hoặc false|“[^”]*”|Hiện có: .*$|Được phép: ([\w-]+|[<>=]+)(, ([\w-]+|[<>=]+))*\.$", re.ASCII)
"""What a message shows of the document and of its form."""

NEEDED = {
    *("format", "code", "name", "block", "criteria", "vi", "kind", "max_points", "agency", "document", "criterion"),
    *("measure", "operator", "threshold", "conditions", "outcome", "citations", "grain", "hit_policy", "outcomes"),
    *("rules", "scope", "percent", "indicator", "table", "value"),
}
"""What may not be left out wherever the whole document has it."""

REFERENCES = {"criterion", "scope", "indicator", "table", "outcome", "document", "stated_in", "default", "review_table"}
NUMBERS = {"max_points", "min_points", "step", "low", "high", "percent", "value"}
CHOICES = {"format", "kind", "operator", "grain", "hit_policy", "subject"}


def condition(operator: str, threshold: Any, **measure: str) -> dict[str, Any]:
    return {"measure": measure, "operator": operator, "threshold": threshold}


def rule(code: str, outcome: str, *conditions: dict[str, Any]) -> dict[str, Any]:
    cited = {"document": "13-2016-qd-ubnd", "article": "Điều 5"}
    return {"code": code, "conditions": list(conditions), "outcome": outcome, "citations": [cited]}


def table(code: str, *rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    outcome = {"code": "x", "name": {"vi": "Mức", "en": "Level"}, "value": "0.5"}
    whole = {"code": code, "name": {"vi": "Bảng", "en": "Table"}, "grain": "agency", "hit_policy": "FIRST"}
    return {**whole, "outcomes": [outcome], "rules": list(rules), **more}


def whole_document() -> dict[str, Any]:
    """A document that has everything a document can have."""
    whole: dict[str, Any] = deepcopy(document("so"))
    part = {"code": "1.2.1", "name": {"vi": "Phần", "en": "Part"}, "max_points": "14.5", "min_points": "-1"}
    whole["criteria"][0]["parts"] = [part]
    whole["exemptions"] = [{"criterion": "sipas", "agency": "so-noi-vu"}]
    whole["review_table"] = "review"
    numbers = rule(
        "numbers",
        "x",
        condition(">=", "1", kind="total_points"),
        condition(">=", "1", kind="criterion_points", criterion="sipas"),
        condition("<", "2", kind="count_below", scope="seven-areas", percent="50"),
        condition("<", "50.5", kind="indicator", indicator="ho-so-truc-tuyen"),
        condition("<=", "3", kind="previous_rank"),
    )
    codes = rule(
        "codes",
        "x",
        condition("=", "90", kind="outcome", table="group"),
        condition("in", ["hoan-thanh", "hoan-thanh-tot"], kind="previous_outcome", table="head_rating"),
        condition("in", ["2022", "2023"], kind="period"),
    )
    whole["tables"].append(table("sums", numbers, hit_policy="COLLECT SUM"))
    whole["tables"].append(table("last", codes, default="x", places=2, assumptions=[{"vi": "Giả định"}]))
    return whole


WHOLE = whole_document()


@dataclass(frozen=True)
class Broken:
    """A document in which one thing at *at* is wrong; *how* it was broken."""

    how: str
    at: Path
    content: Any


def parts(content: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield at, content
    match content:
        case dict():
            for name, each in content.items():
                yield from parts(each, (*at, name))
        case list():
            for place, each in enumerate(content):
                yield from parts(each, (*at, place))


def kinds_of_places() -> list[tuple[Path, Any]]:
    """One place of each kind, the measures apart by what they are."""
    found: dict[str, tuple[Path, Any]] = {}
    for at, value in parts(WHOLE):
        kind = "/".join("*" if isinstance(name, int) else name for name in at)
        holder = reached(WHOLE, at[:-1]) if at else {}
        measured = str(holder.get("kind", "")) if isinstance(holder, dict) and "measure" in at else ""
        found.setdefault(f"{kind} {measured} {type(value).__name__}", (at, value))
    return list(found.values())


def reached(content: Any, at: Path) -> Any:
    for name in at:
        content = content[name]
    return content


def replaced(at: Path, value: Any) -> Any:
    """The whole document with *value* at *at*; without what stands there where *value* is ELLIPSIS."""
    if not at:
        return value
    content = deepcopy(WHOLE)
    holder = reached(content, at[:-1])
    if value is ...:
        del holder[at[-1]]
    else:
        holder[at[-1]] = value
    return content


def wrong_texts(name: Any, at: Path) -> Iterator[tuple[str, Any]]:
    yield "blank", ""
    yield "spaces", "  "
    yield "too long", "x" * 3000
    yield "a bell", "a\x07b"
    yield "a soft hyphen", "a\xadb"
    yield "not text", {"a": 1}
    if name in REFERENCES or (at[0] == "scopes" and isinstance(name, int)):
        yield "a reference to nothing", "nowhere"
    if name == "code" or name in REFERENCES:
        yield "no code", "Không phải mã"
    if name in CHOICES:
        yield "an unknown choice", "unheard-of"
    if name in NUMBERS:
        yield from {"a word": "hai", "an exponent": "1e1", "a third": "1/3", "seven decimals": "0.1234567"}.items()
        yield "yes", True
        yield "beyond all", "9" * 12
    if name == "dated":
        yield "no day", "2022-02-30"
        yield "a day in words", "15/12/2022"
    if name not in NUMBERS and name != "threshold":
        yield "a number", 7


def broken() -> Iterator[Broken]:
    for at, value in kinds_of_places():
        name = at[-1] if at else ""
        yield Broken("null", at, replaced(at, None))
        if name in NEEDED:
            yield Broken("left out", at, replaced(at, ...))
        match value:
            case str():
                yield from (Broken(how, at, replaced(at, wrong)) for how, wrong in wrong_texts(name, at))
            case dict():
                yield Broken("a list for an object", at, replaced(at, []))
                yield Broken("an unknown field", (*at, "colour/~"), replaced(at, {**value, "colour/~": "red"}))
            case list() if name != "threshold":
                yield Broken("an object for a list", at, replaced(at, {}))
                yield Broken("text for a list", at, replaced(at, "x"))
                yield Broken("far too many", at, replaced(at, value * 1001))
                if name in NEEDED:
                    yield Broken("empty", at, replaced(at, []))
            case list():
                yield Broken("empty", at, replaced(at, []))
                yield Broken("one twice", at, replaced(at, value * 2))
                yield Broken("a number in it", at, replaced(at, [7]))


BROKEN = list(broken())


def refusals_of(content: Any) -> tuple[Refusal, ...]:
    with pytest.raises(Refused) as refused:
        load(RubricDocument(), read_json(json.dumps(content).encode()), naming=pointer)
    return refused.value.refusals


def untranslated(words: str, facts: dict[str, Any]) -> list[str]:
    """Those of the *words*, and of what is said inside them, that have no Vietnamese."""
    within = [
        each for fact in facts.values() if isinstance(fact, Said) for each in untranslated(fact.words, dict(fact.facts))
    ]
    return ([words] if VIETNAMESE.words(words, **facts) == words.format(**facts) else []) + within


def leads_somewhere(content: Any, at: Path) -> bool:
    """Whether *at* is a place in *content*, or a field that an object there lacks."""
    try:
        holder = reached(content, at[:-1])
        return not at or isinstance(holder, dict) or at[-1] in range(len(holder))
    except (KeyError, IndexError, TypeError):
        return False


def test_the_whole_document_is_sound() -> None:
    load(RubricDocument(), read_json(json.dumps(WHOLE).encode()))
    assert len(BROKEN) > 500


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{pointer(case.at)} {case.how}")
def test_a_broken_document_is_refused_where_it_is_broken(case: Broken) -> None:
    refusals = refusals_of(case.content)
    for refusal in refusals:
        assert leads_somewhere(case.content, refusal.at), refusal.at
        assert untranslated(refusal.words, refusal.facts()) == []
        said = VIETNAMESE.say(refusal).replace(pointer(refusal.at), "")
        assert ENGLISH_WORDS.findall(DATA.sub("", said)) == [], said
    assert any(refusal.at[: len(case.at)] == case.at for refusal in refusals)


DEPENDING = {"criterion", "scope", "value"}
"""What may be left out or not as other parts of the table have it."""

UNSEEN = {"a reference to nothing", "a soft hyphen", "no day", "beyond all"}


def test_the_published_schema_refuses_most_of_them() -> None:
    """All but what takes a look at other parts, or at the sense of a text."""
    validator = Draft202012Validator(document_schema())
    passed = [case for case in BROKEN if validator.is_valid(case.content)]
    assert {case.how for case in passed if case.at[-1] not in DEPENDING} <= UNSEEN
    assert len(passed) < len(BROKEN) / 10
