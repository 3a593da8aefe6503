"""Content is amended one element at a time; what was handed in is never changed."""

from copy import deepcopy
from typing import Any

import pytest

from rules.addresses import (
    Address,
    NotACollection,
    UnknownElement,
    address_after,
    address_of,
    element,
    place_of,
    unit_of,
    whole_of,
)
from rules.amendment import (
    FieldNotChangeable,
    NoSuchPosition,
    PartOfItself,
    added,
    changed,
    removed,
    replaced,
    unplaced,
)
from rules.errors import BadValue, UnknownReference

CONTENT: dict[str, Any] = {
    "code": "r",
    "name": {"vi": "R"},
    "review_table": "t",
    "criteria": [
        {"code": "a", "max_points": "1"},
        {
            "code": "b",
            "max_points": "3",
            "parts": [{"code": "b1", "max_points": "1"}, {"code": "b2", "max_points": "2"}],
        },
    ],
    "scopes": [{"code": "s", "criteria": ["a", "b1"]}],
    "indicators": [{"code": "i"}],
    "exemptions": [{"criterion": "b1", "agency": "x"}],
    "documents": [{"code": "d"}],
    "tables": [
        {
            "code": "t",
            "scope": "s",
            "default": "no",
            "outcomes": [{"code": "yes"}, {"code": "no"}],
            "rules": [
                {
                    "code": "r1",
                    "outcome": "yes",
                    "conditions": [
                        {"measure": {"kind": "criterion_points", "criterion": "b1"}, "threshold": "1"},
                        {"measure": {"kind": "indicator", "indicator": "i"}},
                        {"measure": {"kind": "lowest_percent", "scope": "s"}, "threshold": "1"},
                    ],
                    "citations": [{"document": "d", "stated_in": "d"}],
                }
            ],
        },
        {
            "code": "u",
            "rules": [
                {
                    "code": "r1",
                    "outcome": "z",
                    "conditions": [
                        {"measure": {"kind": "outcome", "table": "t"}, "threshold": "yes"},
                        {"measure": {"kind": "previous_outcome", "table": "t"}, "threshold": ["yes", "no"]},
                    ],
                }
            ],
        },
    ],
}


@pytest.fixture(autouse=True)
def _nothing_is_changed() -> Any:
    before = deepcopy(CONTENT)
    yield
    assert before == CONTENT


def at(content: dict[str, Any], *path: Any) -> Any:
    for name in path:
        content = content[name]
    return content


def test_elements_are_found_by_their_addresses() -> None:
    assert element(CONTENT, ()) == {"name": {"vi": "R"}, "review_table": "t"}
    assert element(CONTENT, ("criteria", "b")) == {"code": "b", "max_points": "3", "position": 1}
    assert element(CONTENT, ("criteria", "b2")) == {"code": "b2", "max_points": "2", "position": 1, "parent": "b"}
    assert element(CONTENT, ("exemptions", "x", "b1")) == {"criterion": "b1", "agency": "x"}
    assert element(CONTENT, ("tables", "t", "rules", "r1", "citations", "0"))["document"] == "d"


@pytest.mark.parametrize(
    "address",
    [("name", "vi"), ("code", "r"), ("criteria", "b", "parts", "b1"), ("scopes", "s", "criteria", "a"), ("z",)]
    + [("criteria",), ("criteria", "z"), ("scopes", "z"), ("exemptions", "y", "b1"), ("exemptions", "x"), ("z", "z")]
    + [("tables", "t", "rules", "r1", "conditions", place) for place in ("3", "-1", "٣", "")],
)
def test_nothing_is_found_elsewhere(address: Address) -> None:
    for ask in (element, place_of, removed):
        with pytest.raises(UnknownElement):
            ask(CONTENT, address)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ((), ()),
        (("criteria", "b2"), ("criteria", 1, "parts", 1)),
        (("exemptions", "x", "b1"), ("exemptions", 0)),
        (("tables", "u", "rules", "r1", "conditions", "1"), ("tables", 1, "rules", 0, "conditions", 1)),
    ],
)
def test_places_lead_to_elements(address: Address, place: tuple[Any, ...]) -> None:
    assert place_of(CONTENT, address) == place
    if address:
        assert at(CONTENT, *place) == whole_of(CONTENT, address)


def test_changes_are_merged() -> None:
    assert at(changed(CONTENT, (), {"name": {"en": "E"}, "review_table": None}), "name") == {"vi": "R", "en": "E"}
    assert "review_table" not in changed(CONTENT, (), {"review_table": None})
    assert at(changed(CONTENT, ("scopes", "s"), {"criteria": ["b2"]}), "scopes", 0, "criteria") == ["b2"]


def test_what_cannot_be_changed_so_is_refused() -> None:
    with pytest.raises(FieldNotChangeable):
        changed(CONTENT, (), {"code": "q"})
    with pytest.raises(FieldNotChangeable):
        changed(CONTENT, ("criteria", "b"), {"parts": []})
    with pytest.raises(PartOfItself):
        changed(CONTENT, ("criteria", "b"), {"parent": "b1"})


def test_a_criterion_is_moved() -> None:
    codes = [each["code"] for each in changed(CONTENT, ("criteria", "b"), {"position": 0})["criteria"]]
    assert codes == ["b", "a"]
    below = changed(CONTENT, ("criteria", "a"), {"parent": "b"})["criteria"]
    assert [each["code"] for each in below[0]["parts"]] == ["b1", "b2", "a"]
    up = changed(CONTENT, ("criteria", "b1"), {"parent": None})
    assert [each["code"] for each in up["criteria"]] == ["a", "b", "b1"]
    alone = changed(changed(up, ("criteria", "b2"), {"parent": None}), ("criteria", "b2"), {"parent": None})
    assert "parts" not in alone["criteria"][1]
    same = changed(CONTENT, ("criteria", "b2"), {"parent": "b"})
    assert same == CONTENT


@pytest.mark.parametrize(
    ("address", "old"),
    [
        (("criteria", "b1"), "b1"),
        (("scopes", "s"), "s"),
        (("indicators", "i"), "i"),
        (("documents", "d"), "d"),
        (("tables", "t"), "t"),
        (("tables", "t", "outcomes", "yes"), "yes"),
        (("tables", "t", "outcomes", "no"), "no"),
    ],
)
def test_a_new_code_stands_wherever_the_old_one_stood(address: Address, old: str) -> None:
    new = changed(CONTENT, address, {"code": "new"})
    assert f"'{old}'" not in str(new)
    assert str(new).count("'new'") == str(CONTENT).count(f"'{old}'")
    back = changed(new, (*address[:-1], "new"), {"code": old})
    assert back == CONTENT


CHOICE: dict[str, Any] = {"kind": "choice", "options": [{"code": "x"}, {"code": "y"}], "places": 1}
RATIO: dict[str, Any] = {"kind": "ratio", "figure": {"quantity": "percent"}, "target": "85"}
CASES = [{"option": "x", "part": "b1"}, {"option": "y", "part": "b2"}]


def scored(method: Any = CHOICE, combined: Any = None) -> dict[str, Any]:
    """The content with a method for one criterion, and a branch on it for another."""
    content = deepcopy(CONTENT)
    content["criteria"][0]["method"] = method
    content["criteria"][1]["combined"] = combined or {"kind": "branch", "on": "a", "cases": CASES}
    return content


@pytest.mark.parametrize("old", ["a", "b1", "b2"])
def test_a_branch_leads_to_what_it_led_to_under_another_code(old: str) -> None:
    new = changed(scored(), ("criteria", old), {"code": "new"})
    assert f"'{old}'" not in str(new)
    assert str(new).count("'new'") == str(scored()).count(f"'{old}'")
    assert changed(new, ("criteria", "new"), {"code": old}) == scored()


@pytest.mark.parametrize("combined", [None, "best", {"kind": "best"}, {"cases": {}}, {"cases": ["b1"]}])
def test_what_is_sent_in_place_of_a_branch_is_left_to_whoever_reads_it(combined: Any) -> None:
    new = changed(scored(combined={"kind": "best"}), ("criteria", "b"), {"code": "c", "combined": combined})
    assert at(new, "criteria", 1, "code") == "c"


@pytest.mark.parametrize(
    ("old", "changes", "new"),
    [
        (CHOICE, {"places": 2}, {**CHOICE, "places": 2}),
        (RATIO, {"figure": {"quantity": "value"}}, {**RATIO, "figure": {"quantity": "value"}}),
        (RATIO, {"floor": "60"}, {**RATIO, "floor": "60"}),
        (CHOICE, RATIO, {**RATIO, "places": 1}),
        (RATIO, {"kind": "relative"}, {"kind": "relative", "figure": {"quantity": "percent"}}),
        (RATIO, {"kind": "relative", "target": "85"}, {**RATIO, "kind": "relative"}),
        (RATIO, {"kind": "unheard-of"}, {"kind": "unheard-of"}),
        (RATIO, {"kind": None}, {}),
        (RATIO, "points", "points"),
        (RATIO, {"kind": "points"}, {"kind": "points"}),
    ],
)
def test_a_method_is_merged_and_what_only_its_old_kind_has_goes(old: Any, changes: Any, new: Any) -> None:
    content = changed(scored(old), ("criteria", "a"), {"method": changes})
    assert at(content, "criteria", 0, "method") == new


def test_a_method_is_taken_away_and_given() -> None:
    without = changed(scored(), ("criteria", "a"), {"method": None})
    assert "method" not in at(without, "criteria", 0)
    assert changed(without, ("criteria", "a"), {"method": CHOICE}) == scored()
    best = changed(scored(), ("criteria", "b"), {"combined": {"kind": "best"}})
    assert at(best, "criteria", 1, "combined") == {"kind": "best"}


def test_a_rule_is_renamed_alone() -> None:
    new = changed(CONTENT, ("tables", "t", "rules", "r1"), {"code": "r2"})
    assert at(new, "tables", 1, "rules", 0, "code") == "r1"


def test_elements_are_added() -> None:
    new, place = added(CONTENT, ("scopes",), {"code": "n"})
    assert (at(new, "scopes", 1), place, address_of(("scopes",), {"code": "n"}, place)) == (
        {"code": "n"},
        1,
        ("scopes", "n"),
    )
    below, place = added(CONTENT, ("criteria",), {"code": "n", "parent": "a"})
    assert (at(below, "criteria", 0, "parts"), place) == ([{"code": "n"}], 0)
    conditions = ("tables", "t", "rules", "r1", "conditions")
    front, place = added(CONTENT, conditions, {"measure": {}, "position": "0"})
    assert at(front, "tables", 0, "rules", 0, "conditions", 0) == {"measure": {}}
    assert address_of(conditions, {"measure": {}}, place) == (*conditions, "0")
    exempted = {"agency": "y", "criterion": "b2"}
    assert address_of(("exemptions",), exempted, 1) == ("exemptions", "y", "b2")


@pytest.mark.parametrize("position", [-1, "4", "x", "", True, {"a": 1}, [0], "1.0", "٣", "9" * 5000])
def test_a_place_that_a_list_does_not_have_is_refused_with_those_that_it_has(position: Any) -> None:
    with pytest.raises(NoSuchPosition) as refused:
        added(CONTENT, ("tables", "t", "rules", "r1", "conditions"), {"position": position})
    assert (refused.value.last, refused.value.at) == (3, ("position",))
    with pytest.raises(NoSuchPosition) as refused:
        changed(CONTENT, ("criteria", "a"), {"position": position})
    assert refused.value.last == 1


@pytest.mark.parametrize(
    ("address", "changes", "field"),
    [
        (("criteria", "a"), {"code": None}, "code"),
        (("criteria", "a"), {"code": 5}, "code"),
        (("tables", "t", "rules", "r1"), {"code": []}, "code"),
        (("scopes", "s"), {"code": {}}, "code"),
        (("exemptions", "x", "b1"), {"agency": None}, "agency"),
        (("exemptions", "x", "b1"), {"criterion": True}, "criterion"),
    ],
)
def test_what_an_element_is_known_by_stays_a_code(address: Address, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as refused:
        changed(CONTENT, address, changes)
    assert refused.value.at == (field,)


@pytest.mark.parametrize("parent", ["z", 5, {}, []])
def test_a_parent_is_a_criterion_of_the_rubric(parent: Any) -> None:
    for ask in (
        lambda: changed(CONTENT, ("criteria", "a"), {"parent": parent}),
        lambda: added(CONTENT, ("criteria",), {"code": "n", "parent": parent}),
    ):
        with pytest.raises(UnknownReference) as refused:
            ask()
        assert refused.value.at == ("parent",)


def test_elements_are_found_where_they_are_after_a_change() -> None:
    condition = ("tables", "t", "rules", "r1", "conditions", "1")
    assert at(changed(CONTENT, condition, {"threshold": "2"}), *place_of(CONTENT, condition))["threshold"] == "2"
    assert address_after(condition, {"code": "x"}) == condition
    assert address_after((), {"name": {"vi": "Q"}}) == ()
    assert address_after(("scopes", "s"), {"code": "q"}) == ("scopes", "q")


def test_where_an_element_is_to_stand_is_no_part_of_it() -> None:
    new = {"code": "n", "position": 0, "parent": "b"}
    assert unplaced(("criteria",), new) == {"code": "n"}
    assert unplaced(("scopes",), new) == {"code": "n", "parent": "b"}


def test_an_exemption_is_known_by_what_it_became() -> None:
    new = changed(CONTENT, ("exemptions", "x", "b1"), {"agency": "y"})
    assert element(new, address_after(("exemptions", "x", "b1"), {"agency": "y"})) == {"criterion": "b1", "agency": "y"}


@pytest.mark.parametrize(
    "address",
    [
        (),
        ("nope",),
        ("tables", "t"),
        ("tables", "t", "name"),
        ("criteria", "b", "parts"),
        ("exemptions", "x", "b1", "z"),
    ],
)
def test_nothing_is_added_where_there_are_no_elements(address: Address) -> None:
    with pytest.raises(NotACollection) as refused:
        added(CONTENT, address, {"code": "n"})
    assert "tables/…/rules" in refused.value.allowed


def test_elements_are_removed_and_replaced() -> None:
    assert removed(CONTENT, ("exemptions", "x", "b1"))["exemptions"] == []
    assert replaced(CONTENT, ("scopes", "s"), {"code": "q"})["scopes"] == [{"code": "q"}]
    assert replaced(CONTENT, (), {"name": {"vi": "Q"}})["name"] == {"vi": "Q"}
    assert "review_table" not in replaced(CONTENT, (), {"name": {"vi": "Q"}})


def test_units_hold_elements() -> None:
    assert unit_of(("tables", "t", "rules", "r1")) == ("tables", "t")
    assert unit_of(("exemptions", "x", "b1")) == ("exemptions", "x", "b1")
    assert unit_of(()) == ()
    assert whole_of(CONTENT, ()) == element(CONTENT, ())
