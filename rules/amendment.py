"""Amending the content of a rubric, one element at a time: as an editor changes a cell, adds a line or moves one.

Content goes in and content comes out; whether it still is a rubric is for whoever reads it. An element is known by its
address: `("criteria", "1.2")`, `("tables", "group", "rules", "tren-90", "conditions", "0")`, `()` for the fields of the
rubric itself. Changes are merged as RFC 7396 says: a null takes a field away, a list replaces a list. With a method of
another kind goes what only the old kind has.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from rules.errors import N_, InputRefusal, Path, require
from rules.merge_patch import merged
from rules.method_content import fields_of_kind

Content = dict[str, Any]
Address = tuple[str, ...]

COLLECTIONS: Final = ("criteria", "scopes", "indicators", "exemptions", "tables", "documents")
"""What a rubric has several of, beside the criteria within criteria."""

_OWN: Final = ("name", "review_table")
_BY_PLACE: Final = ("conditions", "citations", "assumptions")
PLACED: Final = ("parent", "position")
"""What tells where a criterion stands; it is no part of the criterion itself."""

_SCORING: Final = ("method", "combined")
"""What a criterion has of one kind or another."""

_OF_CRITERIA: Final = (
    *("code", "name", "max_points", "min_points", "step", *_SCORING, "not_applicable", "extra"),
    *PLACED,
)


@dataclass(eq=False)
class UnknownElement(InputRefusal):
    """An address in a rubric at which there is nothing."""

    address: str
    words = N_("The rubric has nothing at “{address}”.")


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


def element(content: Mapping[str, Any], address: Address) -> Content:
    """What stands at *address*: of a criterion without its parts, with its parent and its place among its siblings.

    Raises: `UnknownElement`.
    """
    if not address:
        return {name: content[name] for name in _OWN if name in content}
    items, place = _find(content, address)
    found = deepcopy(items[place])
    if address[0] == "criteria":
        found.pop("parts", None)
        parent = _parent(content, address[1])
        found |= {"position": place} if parent is None else {"position": place, "parent": parent}
    return dict(found)


def changed(content: Mapping[str, Any], address: Address, changes: Mapping[str, Any]) -> Content:
    """*content* with *changes* merged into the element at *address*. A new code is put wherever the old one stands.

    Raises: `UnknownElement`, `FieldNotChangeable`, `PartOfItself`.
    """
    new = deepcopy(dict(content))
    if not address:
        for field in changes:
            require(field in _OWN, FieldNotChangeable(field, _OWN, at=(field,)))
        own: Content = merged(new, changes)
        return own
    items, place = _find(new, address)
    found = items[place]
    is_criterion = address[0] == "criteria"
    if is_criterion and "parts" in changes:
        raise FieldNotChangeable("parts", _OF_CRITERIA, at=("parts",))
    items[place] = merged(found, {n: v for n, v in changes.items() if not (is_criterion and n in PLACED)})
    if is_criterion:
        _leave_other_kinds(items[place], found, changes)
    code = changes.get("code")
    if isinstance(code, str) and "code" in found and code != found["code"]:
        _rename(new, address, code)
        address = (*address[:-1], code)
    if is_criterion and any(field in changes for field in PLACED):
        _move(new, address[1], changes)
    return new


def added(content: Mapping[str, Any], address: Address, new: Mapping[str, Any]) -> Content:
    """*content* with a new element in the collection at *address*: at its `position`, else last.

    A criterion may name its `parent`. Raises: `UnknownElement`.
    """
    whole = deepcopy(dict(content))
    given = {field: value for field, value in new.items() if field not in PLACED}
    collection = _collection(whole, address, new.get("parent"))
    position = new.get("position")
    collection.insert(position if isinstance(position, int) else len(collection), given)
    return whole


def removed(content: Mapping[str, Any], address: Address) -> Content:
    """*content* without the element at *address*, and without what only it held.

    Raises: `UnknownElement`.
    """
    new = deepcopy(dict(content))
    items, place = _find(new, address)
    del items[place]
    return new


def replaced(content: Mapping[str, Any], address: Address, new: Mapping[str, Any]) -> Content:
    """*content* with *new* in place of the element at *address*, whole.

    Raises: `UnknownElement`.
    """
    whole = deepcopy(dict(content))
    if not address:
        return {**{name: value for name, value in whole.items() if name not in _OWN}, **new}
    items, place = _find(whole, address)
    items[place] = dict(new)
    return whole


def whole_of(content: Mapping[str, Any], address: Address) -> Content:
    """All of the element at *address*, of a criterion with its parts.

    Raises: `UnknownElement`.
    """
    if not address:
        return element(content, address)
    items, place = _find(content, address)
    return dict(items[place])


def unit_of(address: Address) -> Address:
    """The address of the part of the rubric in which *address* lies: a criterion, a scope, a table with its rules."""
    return address[:3] if address[:1] == ("exemptions",) else address[:2]


def named(address: Address) -> str:
    """*address* as it is written."""
    return "/".join(address)


def place_of(content: Mapping[str, Any], address: Address) -> Path:
    """Where in *content* the element at *address* stands, by names and places.

    Raises: `UnknownElement`.
    """
    if not address:
        return ()
    if address[:-1] == ("criteria",):
        for at, criterion in _placed(content.get("criteria", ()), ("criteria",)):
            if criterion["code"] == address[1]:
                return at
    _, place = _find(content, address)
    above, name = ((), "exemptions") if address[0] == "exemptions" else (address[:-2], address[-2])
    return (*place_of(content, above), name, place)


def _placed(criteria: Iterable[Content], at: Path) -> Iterator[tuple[Path, Content]]:
    for place, criterion in enumerate(criteria):
        yield (*at, place), criterion
        yield from _placed(criterion.get("parts", ()), (*at, place, "parts"))


def criteria_of(content: Mapping[str, Any]) -> Iterator[Content]:
    """Every criterion of *content*, parents before their parts."""
    for criterion in content.get("criteria", content.get("parts", ())):
        yield criterion
        yield from criteria_of({"parts": criterion.get("parts", ())})


# ---- finding ---------------------------------------------------------------------------------------------------------


def _find(content: Mapping[str, Any], address: Address, whole: Address = ()) -> tuple[list[Any], int]:
    """The list that holds the element at *address*, and its place in it."""
    unknown = UnknownElement(named(whole or address))
    if len(address) < 2:  # noqa: PLR2004 -- a collection and a key
        raise unknown
    name, key, *rest = address
    items = content.get(name, [])
    if name == "criteria":
        items = next((each for each in _siblings(content) if any(item["code"] == key for item in each)), [])
    if name == "exemptions" and rest:
        agency, key, *rest = key, *rest
        matches = [place for place, item in enumerate(items) if (item["agency"], item["criterion"]) == (agency, key)]
    elif name in _BY_PLACE:
        matches = [int(key)] if key.isascii() and key.isdecimal() and int(key) < len(items) else []
    else:
        matches = [place for place, item in enumerate(items) if item.get("code") == key]
    if not matches:
        raise unknown
    if rest:
        return _find(items[matches[0]], tuple(rest), whole or address)
    return items, matches[0]


def _collection(content: Content, address: Address, parent: Any) -> list[Any]:
    *above, name = address
    holder = content
    if above:
        items, place = _find(content, tuple(above))
        holder = items[place]
    if name == "criteria" and parent is not None:
        items, place = _find(content, ("criteria", str(parent)))
        holder, name = items[place], "parts"
    found: list[Any] = holder.setdefault(name, [])
    return found


def _siblings(content: Mapping[str, Any]) -> Iterator[list[Content]]:
    yield content.get("criteria", [])
    for criterion in criteria_of(content):
        yield criterion.get("parts", [])


def _parent(content: Mapping[str, Any], code: str) -> str | None:
    holds = (each["code"] for each in criteria_of(content) if any(p["code"] == code for p in each.get("parts", ())))
    return next(holds, None)


# ---- changing --------------------------------------------------------------------------------------------------------


def _move(content: Content, code: str, changes: Mapping[str, Any]) -> None:
    items, place = _find(content, ("criteria", code))
    before = _parent(content, code)
    parent = changes.get("parent", before)
    below = {each["code"] for each in criteria_of({"criteria": [items[place]]})}
    require(parent not in below, PartOfItself(code, at=("parent",)))
    moved = items.pop(place)
    target = _collection(content, ("criteria",), parent)
    position = changes.get("position")
    kept = place if parent == before else len(target)
    target.insert(position if isinstance(position, int) else kept, moved)
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
