"""The form of a criterion: its content as fields, by names such as `method.bands.0.low`, and read back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from admin.criteria_tree import typed_number
from admin.survey_form import begun
from rules.errors import Path, Refusal, Refused
from rules.language import Language
from rules.number import exact, exact_text
from rulesvc.schemas.json_text import JsonNumber
from rulesvc.usecases.written_numbers import read_number

Fields = Mapping[str, str]

_ROOTS: Final = (
    *("code", "name", "max_points", "min_points", "step", "method", "combined", "not_applicable", "extra"),
    *("guidance", "source"),
)
_NUMBERS: Final = frozenset(
    (
        *("max_points", "min_points", "step", "points", "percent", "target", "floor", "least", "most", "low", "high"),
        *("each", "cap", "places", "free", "accepted", "month", "day", "years_after"),
        *("worth", "weight", "ballots", "of_group", "returned", "deduction", "share", "mean", "at_least"),
    )
)
_TRUE: Final = frozenset({"extra", "may_be_waived", "all_positive", "blanks", "no_opinion", "invalid"})
_METHODS: Final = ("method", "method.scored")
"""Where methods stand: that of the criterion, and that of what another body supplies."""

_MEMBERS: Final[Mapping[str, str]] = {"choice": "options", "items": "items", "bands": "bands", "formula": "inputs"}
_OF_A_SHARE: Final = ("bands", "ratio", "relative")
_WHOLE: Final = ("count", "days")
_MOST_ROWS: Final = 100
_DEEPEST: Final = 10
_PLACE: Final = re.compile(r"[0-9]{1,3}", re.ASCII)
_NEW: Final[Mapping[str, Fields]] = {
    "options": {"code": "m{n}", "name.vi": "", "worth.kind": "points", "worth.points": ""},
    "items": {"code": "m{n}", "name.vi": "", "points": "", "most": ""},
    "bands": {"low": "", "high": "", "worth.kind": "points", "worth.points": ""},
    "inputs": {"name": "x{n}", "figure.quantity": "count", "figure.name.vi": ""},
    "levels": {"code": "m{n}", "name.vi": "", "worth": ""},
    "questions": {"code": "c{n}", "name.vi": ""},
    "groups": {"code": "n{n}", "name.vi": ""},
    "scale.bands": {"at_least": "", "points": ""},
}
"""What a new line of a list has."""


def fields_of(content: Mapping[str, Any], into: Language) -> dict[str, str]:
    """The fields that say what the *content* of a criterion says."""
    return {".".join(map(str, at)): text for at, text in _flat(content, (), into) if at[0] in _ROOTS}


def content_of(fields: Fields) -> dict[str, Any]:
    """The content that *fields* say; what is empty is not said.

    Raises: `Refused` with every number that is none.
    """
    wrong: list[Refusal] = []
    said: dict[str, Any] = {}
    for name, text in fields.items():
        at = tuple(name.split("."))
        if at[0] in _ROOTS and len(at) <= _DEEPEST and text.strip():
            try:
                _put(said, at, _read(at[-1], " ".join(text.split())))
            except Refusal as refusal:
                refusal.at = at
                wrong.append(refusal)
    if wrong:
        raise Refused(tuple(wrong))
    content: dict[str, Any] = _listed(said)
    return content


def patch(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The change (RFC 7396) that makes *new* of *old*."""
    gone: dict[str, Any] = {name: None for name in old if name not in new}
    return gone | {
        name: patch(old[name], value) if isinstance(value, dict) and isinstance(old.get(name), dict) else value
        for name, value in new.items()
        if name not in old or old[name] != value
    }


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of lists within *fields*, such as `method.bands`."""

    fields: Fields

    def count(self, of: str) -> int:
        """How many there are."""
        return 1 + max(self._places(of), default=-1)

    def more(self, of: str) -> dict[str, str]:
        """The fields with one line more."""
        place = self.count(of)
        if place >= _MOST_ROWS:
            return dict(self.fields)
        new: Fields = next((new for name, new in reversed(tuple(_NEW.items())) if f".{of}".endswith(f".{name}")), {})
        return {**self.fields, **{f"{of}.{place}.{name}": text.format(n=place + 1) for name, text in new.items()}}

    def less(self, of: str, without: int) -> dict[str, str]:
        """The fields without one line; those after it move up."""
        kept: dict[str, str] = {}
        for name, text in self.fields.items():
            place, rest = self._place(name, of)
            if place is None or place < without:
                kept[name] = text
            elif place > without:
                kept[f"{of}.{place - 1}.{rest}"] = text
        return kept

    def _places(self, of: str) -> Iterator[int]:
        for name in self.fields:
            place, _ = self._place(name, of)
            if place is not None:
                yield place

    @staticmethod
    def _place(name: str, of: str) -> tuple[int | None, str]:
        """The line in which the field *name* stands, and its name there."""
        if not name.startswith(f"{of}."):
            return None, ""
        place, _, rest = name[len(of) + 1 :].partition(".")
        return (int(place), rest) if _PLACE.fullmatch(place) and int(place) < _MOST_ROWS else (None, "")


def with_kind(fields: Fields, into: Language) -> dict[str, str]:
    """*fields* with what a method of the kind that is chosen begins with, where that is lacking."""
    kept = dict(fields)
    for at in _METHODS:
        kind = kept.get(f"{at}.kind", "")
        members = _MEMBERS.get(kind)
        if members and not Lines(kept).count(f"{at}.{members}"):
            kept = Lines(kept).more(f"{at}.{members}")
        quantity = f"{at}.figure.quantity"
        if kind in _OF_A_SHARE:
            kept.setdefault(quantity, "percent")
        if kind == "deduction" and kept.get(quantity) not in _WHOLE:
            kept[quantity] = _WHOLE[0]
        if kind == "supplied":
            kept.setdefault("method.scored.kind", "points")
    return begun(kept, "method", into)


def of_this_kind(fields: Fields, takes: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """*fields* without those that methods of the kinds that are chosen do not take, by what each kind *takes*."""
    kept = dict(fields)
    for at in _METHODS:
        kind = kept.get(f"{at}.kind", "points")
        allowed = ("kind", *takes.get(kind, ()))
        kept = {
            name: text
            for name, text in kept.items()
            if not name.startswith(f"{at}.") or name[len(at) + 1 :].partition(".")[0] in allowed
        }
    return kept


# ---- reading ---------------------------------------------------------------------------------------------------------


def _flat(content: Any, at: Path, into: Language) -> Iterator[tuple[Path, str]]:
    match content:
        case dict():
            for name, part in content.items():
                yield from _flat(part, (*at, name), into)
        case list():
            for place, part in enumerate(content):
                yield from _flat(part, (*at, place), into)
        case bool():
            yield at, "1" if content else ""
        case _ if at[-1] in _NUMBERS:
            yield at, typed_number(exact(str(content)), into)
        case _:
            yield at, str(content)


def _read(name: str, text: str) -> Any:
    if name in _NUMBERS:
        return JsonNumber(exact_text(read_number(text)))
    return True if name in _TRUE else text


def _put(said: dict[str, Any], at: tuple[str, ...], value: Any) -> None:
    *above, last = at
    here = said
    for name in above:
        within = here.setdefault(name, {})
        if not isinstance(within, dict):
            return
        here = within
    here[last] = value


def _listed(said: Any) -> Any:
    """*said* with lists where names are places."""
    if not isinstance(said, dict):
        return said
    parts = {name: _listed(part) for name, part in said.items()}
    if parts and all(_PLACE.fullmatch(name) for name in parts):
        return [parts[name] for name in sorted(parts, key=int)]
    return parts
