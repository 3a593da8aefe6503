"""Events of the audit as rows of a page: what was done to what, and field by field what was before and is now."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from admin.ability_words import ABILITY_WORDS
from admin.audit_words import ACTIONS, MEASURES, OPERATORS, PLACE, POSITION, SUBJECTS
from admin.field_words import FIELDS, SUBJECT_OF_A_PERSON
from rules.errors import N_
from rules.language import Language
from rulesvc.models.stage import Stage
from rulesvc.usecases.abilities import ROLE_WORDS
from rulesvc.usecases.document_words import STANDS, STATUSES
from rulesvc.usecases.glance_words import STAGE_WORDS
from rulesvc.usecases.remarks import SETTLEMENT_WORDS
from rulesvc.usecases.trail import Event

_NONE: Final = N_("none")
_YES: Final = N_("yes")
_NO: Final = N_("no")
_BY: Final[Mapping[str, str]] = {"oidc": N_("office account")}
_FINAL: Final = N_("final")
_KILOBYTES: Final = N_("{size} kB")
_KILO: Final = 1024
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(\+[0-9:]+|Z)")
_DECIMAL: Final = re.compile(r"-?[0-9]+\.[0-9]+")
_SUM: Final = re.compile("[0-9a-f]{64}")
_SHOWN_OF_A_SUM: Final = 12
_LONGEST: Final = 300
_LANGUAGES: Final = frozenset({"vi", "en"})
_BLANK: Final[tuple[Any, ...]] = (None, "", [], {})
_BOTH: Final = ("before", "after")

_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "roles": ROLE_WORDS,
    "scopes": ABILITY_WORDS,
    "by": _BY,
    "operator": OPERATORS,
    "status": {status.value: words for status, words in STATUSES.items()},
    "settles": SETTLEMENT_WORDS,
    "stage": {**STAGE_WORDS, Stage.FINAL: _FINAL},
    "kind": {**{kind.value: words for kind, words in STANDS.items()}, **MEASURES},
}
"""Values that are words of this service, by the field that has them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a *field* is *now*, and was *before*; `None` where it was nothing of which that is told."""

    field: str
    now: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words."""

    event: Event
    action: str
    subject: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """How codes are called: of *persons*, *agencies* and *rubrics*."""

    persons: Mapping[str, str]
    agencies: Mapping[str, str]
    rubrics: Mapping[str, str]


def row(event: Event, named: Named, into: Language) -> Row:
    """*event* in words."""
    action = _word(ACTIONS, event.action, into)
    return Row(event, action, _subject(event, named, into), tuple(_changes(_by_names(event, named), into)))


def _by_names(event: Event, named: Named) -> Event:
    """*event* with what its details tell by a code told by its name."""
    known = {"acting_for": named.persons, "agency": named.agencies, "rubric": named.rubrics}
    called = {name: _called(event.details[name], codes) for name, codes in known.items() if name in event.details}
    return replace(event, details={**event.details, **called})


def _called(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [known.get(str(each), each) for each in value]
    return known.get(value, value) if isinstance(value, str) else value


def _subject(event: Event, named: Named, into: Language) -> str:
    kind, key = event.subject
    said = _word(SUBJECTS, kind, into)
    if kind == "edition":
        rubric, _, number = key.partition("/")
        name = named.rubrics.get(rubric, rubric)
        return into.words(N_("{rubric}, edition {number}"), rubric=name, number=number)
    called = {"person": named.persons, "agency": named.agencies}.get(kind, {}).get(key, key)
    return f"{said} {key}" if called == key else f"{said} {called} ({key})"


def _changes(event: Event, into: Language) -> Iterator[Change]:
    details = dict(event.details)
    if "told" in details:
        details["problem"] = details.pop("told")
    if "wording" in details:
        details.pop("remark" if event.action == "draft-remarked" else "reply", None)
    if "at" in details:
        yield Change(into.words(PLACE), _names(str(details.pop("at")).split("/"), into))
    before, after = details.pop("before", None), details.pop("after", None)
    if before is not None or after is not None:
        yield from _differing(event, before, after, into)
    for path, value in _leaves(details):
        if path and value not in _BLANK:
            yield Change(_field(event, path, into), _told(path, value, into))


def _differing(event: Event, before: Any, after: Any, into: Language) -> Iterator[Change]:
    """What was and is, leaf by leaf; where nothing was, only what is not blank is told."""
    old, new = dict(_leaves(before or {})), dict(_leaves(after or {}))
    for path in dict.fromkeys((*old, *new)):
        was, is_now = old.get(path), new.get(path)
        if was == is_now or (not was and not is_now and path != ("position",)):
            continue
        told = None if before is None else _told(path, was, into)
        yield Change(_field(event, path, into), _told(path, is_now, into), told)


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each value below *value* that is told as a whole, with the names that lead to it."""
    match value:
        case dict() if value and not _is_text(value):
            for name, each in value.items():
                yield from _leaves(each, (*path, name))
        case list() if any(isinstance(each, dict | list) for each in value):
            for place, each in enumerate(value, 1):
                yield from _leaves(each, (*path, _code_of(each) or str(place)))
        case _:
            yield path, value


def _is_text(value: Mapping[str, Any]) -> bool:
    return set(value) <= _LANGUAGES


def _code_of(value: Any) -> str:
    """The code by which a member of a list is known; its place says nothing once others come before it."""
    return str(value.get("code", "")) if isinstance(value, dict) else ""


def _field(event: Event, path: tuple[str, ...], into: Language) -> str:
    if not path:
        return into.words(FIELDS["periods"] if event.action == "draft-periods-changed" else FIELDS["after"])
    if path == ("subject",) and event.subject[0] == "person":
        return into.words(SUBJECT_OF_A_PERSON)
    if path == ("position",):
        return into.words(POSITION)
    return _names(path, into)


def _names(path: Iterable[str], into: Language) -> str:
    return ", ".join(_word(FIELDS, name, into) for name in path)


def _word(known: Mapping[str, str], name: str, into: Language) -> str:
    """The word for *name*; a name without one as it stands."""
    return into.words(known[name]) if name in known else name


def _place(value: Any) -> Any:
    """A place in a list as people count, from one."""
    return value + 1 if isinstance(value, int) else value


def _told(path: tuple[str, ...], value: Any, into: Language) -> str:
    if path[-1:] == ("position",):
        value = _place(value)
    if path[-1:] == ("size",) and isinstance(value, int):
        return into.words(_KILOBYTES, size=str(-(-value // _KILO)))
    name = next((each for each in reversed(path) if each in _VALUES), "") if path else ""
    return _flat_text(name, value, into)


def _flat_text(name: str, value: Any, into: Language) -> str:
    if value in _BLANK:
        return into.words(_NONE)
    match value:
        case bool():
            return into.words(_YES if value else _NO)
        case dict():
            return str(value.get(into.code) or value.get("vi") or value.get("en"))
        case list():
            return "; ".join(_flat_text(name, each, into) for each in value)
        case str():
            return _written(name, value, into)
        case _:
            return into.digits(str(value)) if not isinstance(value, int) else str(value)


def _written(name: str, value: str, into: Language) -> str:
    known = _VALUES.get(name, {}).get(value)
    if known is not None:
        return into.words(known)
    if _INSTANT.fullmatch(value):
        return into.moment(datetime.fromisoformat(value))
    if _DAY.fullmatch(value):
        return into.day(date.fromisoformat(value))
    if _DECIMAL.fullmatch(value):
        return into.digits(value)
    if _SUM.fullmatch(value):
        return value[:_SHOWN_OF_A_SUM]
    return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
