"""Addresses: how an element of a rubric is named, and where in the content of the rubric it stands.

`("criteria", "1.2")`, `("tables", "group", "rules", "tren-90", "conditions", "0")`, `()` for the fields of the rubric
itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from rules.errors import N_, InputRefusal, Path, require

Content = dict[str, Any]
Address = tuple[str, ...]

COLLECTIONS: Final = ("criteria", "scopes", "indicators", "exemptions", "tables", "documents")
"""What a rubric has several of, beside the criteria within criteria."""

GROWING: Final = (
    *COLLECTIONS,
    "tables/…/outcomes",
    "tables/…/rules",
    "tables/…/assumptions",
    "tables/…/rules/…/conditions",
    "tables/…/rules/…/citations",
)
"""Where there are elements, and where one can be added: addresses with the keys left open."""

OWN: Final = ("name", "review_table")
"""The fields of the rubric itself."""

_BY_PLACE: Final = ("conditions", "citations", "assumptions")


@dataclass(eq=False)
class UnknownElement(InputRefusal):
    """An address in a rubric at which there is nothing."""

    address: str
    words = N_("The rubric has nothing at “{address}”.")


@dataclass(eq=False)
class NotACollection(UnknownElement):
    """An address at which nothing is added."""

    allowed: tuple[str, ...] = GROWING
    words = N_("Nothing can be added at “{address}”. Where something can: {allowed}.")


def element(content: Mapping[str, Any], address: Address) -> Content:
    """What stands at *address*: of a criterion without its parts, with its parent and its place among its siblings.

    Raises: `UnknownElement`.
    """
    if not address:
        return {name: content[name] for name in OWN if name in content}
    items, place = found_at(content, address)
    found = deepcopy(items[place])
    if address[0] == "criteria":
        found.pop("parts", None)
        parent = parent_of(content, address[1])
        found |= {"position": place} if parent is None else {"position": place, "parent": parent}
    return dict(found)


def whole_of(content: Mapping[str, Any], address: Address) -> Content:
    """All of the element at *address*, of a criterion with its parts.

    Raises: `UnknownElement`.
    """
    if not address:
        return element(content, address)
    items, place = found_at(content, address)
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
    _, place = found_at(content, address)
    above, name = ((), "exemptions") if address[0] == "exemptions" else (address[:-2], address[-2])
    return (*place_of(content, above), name, place)


def criteria_of(content: Mapping[str, Any]) -> Iterator[Content]:
    """Every criterion of *content*, parents before their parts."""
    for criterion in content.get("criteria", content.get("parts", ())):
        yield criterion
        yield from criteria_of({"parts": criterion.get("parts", ())})


def parent_of(content: Mapping[str, Any], code: str) -> str | None:
    """The criterion of which the one with that *code* is a part, if of any."""
    holds = (each["code"] for each in criteria_of(content) if any(p["code"] == code for p in each.get("parts", ())))
    return next(holds, None)


def address_after(address: Address, changes: Mapping[str, Any]) -> Address:
    """The address of the element at *address* once *changes* that can be made are made."""
    fields = keys_of(address)
    kept = len(address) - len(fields)
    return (*address[:kept], *(changes.get(field, key) for field, key in zip(fields, address[kept:], strict=True)))


def address_of(address: Address, new: Mapping[str, Any], place: int) -> Address:
    """The address of an element that was added to the collection at *address*, at that *place* in it."""
    if address[-1] in _BY_PLACE:
        return (*address, str(place))
    return (*address, *(new[field] for field in keys_of((*address, ""))))


def require_collection(address: Address) -> None:
    """Refuse an *address* at which nothing is added."""
    require(_shape(address) in GROWING, NotACollection(named(address) or "own"))


def keys_of(address: Address) -> tuple[str, ...]:
    """The fields by which the element at *address* is told from others; none where its place does it."""
    if not address:
        return ()
    return _keys_in("exemptions" if address[0] == "exemptions" else address[-2])


# ---- finding ---------------------------------------------------------------------------------------------------------


def found_at(content: Mapping[str, Any], address: Address) -> tuple[list[Any], int]:
    """The list that holds the element at *address*, and its place in it.

    Raises: `UnknownElement`.
    """
    unknown = UnknownElement(named(address))
    exempted = address[:1] == ("exemptions",) and len(address) == 3  # noqa: PLR2004 -- an agency and a criterion
    require(_shape(address[:1] if exempted else address[:-1]) in GROWING, unknown)
    above: Mapping[str, Any] = content
    items: list[Any] = []
    place = 0
    for name, keys in _steps(address):
        items = _items(above, name, keys)
        matches = [place for place, item in enumerate(items) if _is_at(item, name, keys, place)]
        if not matches:
            raise unknown
        place = matches[0]
        above = items[place]
    return items, place


def _placed(criteria: Iterable[Content], at: Path) -> Iterator[tuple[Path, Content]]:
    for place, criterion in enumerate(criteria):
        yield (*at, place), criterion
        yield from _placed(criterion.get("parts", ()), (*at, place, "parts"))


def _steps(address: Address) -> Iterator[tuple[str, Address]]:
    """The collections along *address*, each with what tells the element in it."""
    if address[0] == "exemptions":
        yield address[0], address[1:]
    else:
        yield from ((name, (key,)) for name, key in zip(address[::2], address[1::2], strict=True))


def _items(content: Mapping[str, Any], name: str, keys: Address) -> list[Any]:
    if name != "criteria":
        found: list[Any] = content.get(name, [])
        return found
    return next((each for each in _siblings(content) if any(item["code"] == keys[0] for item in each)), [])


def _is_at(item: Any, name: str, keys: Address, place: int) -> bool:
    if name in _BY_PLACE:
        return keys == (str(place),)
    return keys == tuple(item[field] for field in _keys_in(name))


def _keys_in(name: str) -> tuple[str, ...]:
    if name in _BY_PLACE:
        return ()
    return ("agency", "criterion") if name == "exemptions" else ("code",)


def _shape(address: Address) -> str:
    """*address* with its keys left open."""
    return named(tuple("…" if place % 2 else name for place, name in enumerate(address)))


def _siblings(content: Mapping[str, Any]) -> Iterator[list[Content]]:
    yield content.get("criteria", [])
    for criterion in criteria_of(content):
        yield criterion.get("parts", [])
