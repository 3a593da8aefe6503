"""Amending the content of a rubric, one element at a time: as an editor changes a cell, adds a line or moves one.

Content goes in and content comes out; whether it still is a rubric is for whoever reads it. Changes are merged as RFC
7396 says: a null takes a field away, a list replaces a list. With a method of another kind goes what only the old kind
has.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from rules.addresses import (
    OWN,
    Address,
    Content,
    address_after,
    criteria_of,
    found_at,
    keys_of,
    parent_of,
    require_collection,
)
from rules.errors import N_, BadValue, InputRefusal, UnknownReference, require
from rules.merge_patch import merged
from rules.method_content import fields_of_kind
from rules.said import said

PLACED: Final = ("parent", "position")
"""What tells where a criterion stands; it is no part of the criterion itself."""

_SCORING: Final = ("method", "combined")
"""What a criterion has of one kind or another."""

_OF_CRITERIA: Final = (
    *("code", "name", "max_points", "min_points", "step", *_SCORING, "not_applicable", "extra", "guidance", "source"),
    *PLACED,
)

_LONGEST_POSITION: Final = 9


@dataclass(eq=False)
class NoSuchPosition(InputRefusal):
    """A position that a list does not have."""

    given: str
    last: int
    words = N_("position: “{given}” is not a place in this list. Allowed: whole numbers from 0 to {last}.")


@dataclass(eq=False)
class FieldNotChangeable(InputRefusal):
    """A field that an element does not have, or that is not changed in this way."""

    field: str
    allowed: tuple[str, ...]
    words = N_("“{field}” cannot be changed here. What can: {allowed}.")


@dataclass(eq=False)
class PartOfItself(InputRefusal):
    """A criterion that would be moved below itself."""

    criterion: str
    words = N_("Criterion {criterion} cannot be moved below itself.")


def changed(content: Mapping[str, Any], address: Address, changes: Mapping[str, Any]) -> Content:
    """*content* with *changes* merged into the element at *address*. A new code is put wherever the old one stands.

    Raises: `UnknownElement`, `FieldNotChangeable`, `PartOfItself`, `NoSuchPosition`; `rules.errors.BadValue` for a code
    that is none, `rules.errors.UnknownReference` for a parent that is none.
    """
    new = deepcopy(dict(content))
    if not address:
        for field in changes:
            require(field in OWN, FieldNotChangeable(field, OWN, at=(field,)))
        own: Content = merged(new, changes)
        return own
    items, place = found_at(new, address)
    _require_changeable(address, changes)
    after = address_after(address, changes)
    if after != address and address[0] != "exemptions":
        _rename(new, address, after[-1])
    is_criterion = address[0] == "criteria"
    before = items[place]
    items[place] = merged(before, {n: v for n, v in changes.items() if not (is_criterion and n in PLACED)})
    if is_criterion:
        _leave_other_kinds(items[place], before, changes)
    if is_criterion and any(field in changes for field in PLACED):
        _move(new, after[1], changes)
    return new


def added(content: Mapping[str, Any], address: Address, new: Mapping[str, Any]) -> tuple[Content, int]:
    """*content* with a new element in the collection at *address*, and its place: at its `position`, else last.

    A criterion may name its `parent`. Raises: `NotACollection`, `UnknownElement`, `NoSuchPosition`;
    `rules.errors.UnknownReference` for a parent that is none.
    """
    require_collection(address)
    whole = deepcopy(dict(content))
    placing = _placing(address)
    collection = _collection(whole, address, new.get("parent") if "parent" in placing else None)
    place = _position(new.get("position"), len(collection), otherwise=len(collection))
    collection.insert(place, {field: value for field, value in new.items() if field not in placing})
    return whole, place


def unplaced(address: Address, new: Mapping[str, Any]) -> Content:
    """A *new* element of the collection at *address* without what tells where it is to stand."""
    return {field: value for field, value in new.items() if field not in _placing(address)}


def removed(content: Mapping[str, Any], address: Address) -> Content:
    """*content* without the element at *address*, and without what only it held.

    Raises: `UnknownElement`.
    """
    new = deepcopy(dict(content))
    items, place = found_at(new, address)
    del items[place]
    return new


def replaced(content: Mapping[str, Any], address: Address, new: Mapping[str, Any]) -> Content:
    """*content* with *new* in place of the element at *address*, whole.

    Raises: `UnknownElement`.
    """
    whole = deepcopy(dict(content))
    if not address:
        return {**{name: value for name, value in whole.items() if name not in OWN}, **new}
    items, place = found_at(whole, address)
    items[place] = dict(new)
    return whole


def _placing(address: Address) -> tuple[str, ...]:
    """The fields that tell where an element of the collection at *address* stands and are no part of it."""
    return PLACED if address == ("criteria",) else ("position",)


def _collection(content: Content, address: Address, parent: Any) -> list[Any]:
    *above, name = address
    holder = content
    if above:
        items, place = found_at(content, tuple(above))
        holder = items[place]
    if parent is not None:
        codes = [each["code"] for each in criteria_of(content)]
        unknown = UnknownReference(said(N_("the parent criterion")), _given(parent), tuple(codes), at=("parent",))
        require(parent in codes, unknown)
        items, place = found_at(content, ("criteria", parent))
        holder, name = items[place], "parts"
    found: list[Any] = holder.setdefault(name, [])
    return found


def _position(given: Any, last: int, *, otherwise: int) -> int:
    """The place that is *given*, a number or its digits, up to *last*; *otherwise* where none is.

    Raises: `NoSuchPosition`.
    """
    if given is None:
        return otherwise
    written = _given(given)
    is_there = written.isascii() and written.isdecimal() and len(written) <= _LONGEST_POSITION and int(written) <= last
    require(is_there, NoSuchPosition(written, last, at=("position",)))
    return int(written)


def _given(value: Any) -> str:
    """*value* as it was sent, to be shown."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return str(value)


# ---- changing --------------------------------------------------------------------------------------------------------


def _require_changeable(address: Address, changes: Mapping[str, Any]) -> None:
    if address[0] == "criteria" and "parts" in changes:
        raise FieldNotChangeable("parts", _OF_CRITERIA, at=("parts",))
    for field in keys_of(address):
        value = changes.get(field, "")
        require(isinstance(value, str), BadValue(field, _given(value), said(N_("a code")), at=(field,)))


def _move(content: Content, code: str, changes: Mapping[str, Any]) -> None:
    items, place = found_at(content, ("criteria", code))
    before = parent_of(content, code)
    parent = changes.get("parent", before)
    below = [each["code"] for each in criteria_of({"criteria": [items[place]]})]
    require(parent not in below, PartOfItself(code, at=("parent",)))
    moved = items.pop(place)
    target = _collection(content, ("criteria",), parent)
    otherwise = place if parent == before else len(target)
    target.insert(_position(changes.get("position"), len(target), otherwise=otherwise), moved)
    for criterion in criteria_of(content):
        if criterion.get("parts") == []:
            del criterion["parts"]


def _leave_other_kinds(new: Content, old: Content, changes: Mapping[str, Any]) -> None:
    """Take out of what is of another kind in *new* than in *old* the fields that its kind does not have."""
    for name in _SCORING:
        was, now, change = old.get(name), new.get(name), changes.get(name)
        if was and isinstance(now, dict) and isinstance(change, dict) and was["kind"] != now.get("kind"):
            stays = {"kind", *change, *fields_of_kind(str(now.get("kind")))}
            new[name] = {field: value for field, value in now.items() if field in stays}


def _rename(content: Content, address: Address, code: str) -> None:
    """Put *code* wherever an element refers to the one at *address* by its old code."""
    kind, old = address[-2], address[-1]
    for holder, field in _references(content, address):
        value = holder.get(field)
        if isinstance(value, list):
            holder[field] = [code if each == old else each for each in value]
        elif value == old:
            holder[field] = code
    if kind == "outcomes":
        _rename_outcome(content, address[1], old, code)


def _references(content: Content, address: Address) -> Iterator[tuple[Content, str]]:
    """Where codes of the kind of element at *address* may stand."""
    measures = [condition["measure"] for _, rule in _rules(content) for condition in rule.get("conditions", ())]
    match address[-2]:
        case "criteria":
            yield from ((scope, "criteria") for scope in content.get("scopes", ()))
            yield from ((exemption, "criterion") for exemption in content.get("exemptions", ()))
            for branch in _branches(content):
                yield branch, "on"
                yield from ((case, "part") for case in branch["cases"])
            yield from ((measure, "criterion") for measure in measures)
        case "scopes":
            yield from ((table, "scope") for table in content.get("tables", ()))
            yield from ((measure, "scope") for measure in measures)
        case "indicators":
            yield from ((measure, "indicator") for measure in measures)
        case "tables":
            yield content, "review_table"
            yield from ((measure, "table") for measure in measures)
        case "documents":
            citations = [each for _, rule in _rules(content) for each in rule.get("citations", ())]
            yield from ((citation, field) for citation in citations for field in ("document", "stated_in"))
        case _:
            return


def _branches(content: Mapping[str, Any]) -> Iterator[Content]:
    """How parts are combined by what is chosen elsewhere; what somebody sends in its place is read later."""
    for criterion in criteria_of(content):
        combined: Any = criterion.get("combined")
        match combined:
            case {"cases": list(cases)} if all(isinstance(case, dict) for case in cases):
                yield combined


def _rename_outcome(content: Content, table: str, old: str, code: str) -> None:
    for holder, rule in _rules(content):
        if holder["code"] == table and rule["outcome"] == old:
            rule["outcome"] = code
        for condition in rule.get("conditions", ()):
            threshold = condition.get("threshold")
            if condition["measure"].get("table") != table:
                continue
            if isinstance(threshold, list):
                condition["threshold"] = [code if each == old else each for each in threshold]
            elif threshold == old:
                condition["threshold"] = code
    for holder in content.get("tables", ()):
        if holder["code"] == table and holder.get("default") == old:
            holder["default"] = code


def _rules(content: Mapping[str, Any]) -> Iterator[tuple[Content, Content]]:
    return ((table, rule) for table in content.get("tables", ()) for rule in table.get("rules", ()))
