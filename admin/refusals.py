"""Refusals as pages tell them: fields by their labels, and whatever has a name by its name.

Other systems are told the same refusals by the names of their fields and by codes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import has_app_context, has_request_context, request
from sqlalchemy.orm import Session

from admin.ability_words import ABILITY_WORDS
from admin.days import NoSuchDay
from admin.field_words import FIELDS, field_text
from admin.person_words import person_text
from admin.refused_elements import by_names, tells_of_elements
from rules.comparison_phrases import capital
from rules.errors import N_, BadValue, Blank, InputRefusal, NotANumber, Refusal
from rules.language import Language
from rules.text import Coded
from rulesvc.api.access import database
from rulesvc.errors import NotFound, SeveralRubrics, UnknownBlock, UnknownRubric, UnknownScope
from rulesvc.schemas.json_text import BadCharacter
from rulesvc.schemas.mistakes import (
    FieldMissing,
    Mistake,
    NoMember,
    NotACode,
    NotADay,
    NotAnOption,
    NotAWholeDay,
    NotAWholeNumber,
    NotEmpty,
    NotText,
    dotted,
)
from rulesvc.store.agencies import names_of
from rulesvc.store.documents import cited
from rulesvc.usecases.blocks import list_blocks
from rulesvc.usecases.keys import ScopeNotGiven, ScopeOfAnother
from rulesvc.usecases.periods import PeriodsOverlap
from rulesvc.usecases.persons import persons_called
from rulesvc.usecases.rubrics import find_edition, list_rubrics
from rulesvc.usecases.written_numbers import TwoReadings


@dataclass(eq=False)
class NotTyped(InputRefusal):
    """Nothing in a field that must be filled in."""

    field: str
    words = N_("Nothing was entered for {field}.")


class NotChosen(NotTyped):
    """Nothing chosen where something must be."""

    words = N_("Nothing was chosen for {field}.")


class NotANumberHere(NotANumber):
    """Something else than a number."""

    words = N_("“{given}” is not a number. Digits are typed here, with a decimal comma where needed.")


class TwoReadingsHere(TwoReadings):
    """A number that can be read in two ways."""

    words = N_(
        "“{given}” can be read in two ways. Write {thousands} where the point stands between thousands, {decimals} "
        "where it stands before decimals."
    )


class BadCharacterHere(BadCharacter):
    """A character that no database keeps."""

    words = N_("“{given}” holds a character that cannot be stored. Please type this anew.")


class NotACodeHere(NotACode):
    """Something that cannot be a code."""

    words = N_(
        "{field}: “{given}” is not possible. Allowed: small letters without accents and digits, with single points, "
        "hyphens or underscores between them."
    )


class PeriodsOverlapHere(PeriodsOverlap):
    """A period with days of another one."""

    words = N_("Period “{other}”, from {first} to {last}, has some of these days. Allowed: days of no other period.")


_HERE: Final[Mapping[type[Refusal], type[Refusal]]] = {
    NotANumber: NotANumberHere,
    TwoReadings: TwoReadingsHere,
    BadCharacter: BadCharacterHere,
    NotACode: NotACodeHere,
    PeriodsOverlap: PeriodsOverlapHere,
}
"""What other systems are told with advice that is of no use on a page."""

_NOTHING: Final = frozenset({"", "null"})
_OWN: Final = (("code",), ("kind",))
"""The fields of which a rubric only says that they are needed; of others it says what is."""

_WRITTEN: Final = (BadValue, NotANumber, NotText, NotAWholeNumber, NotACode, Blank, FieldMissing, NotEmpty)
_CHOICES: Final = (NoMember, NotAnOption, NotFound)


def on_a_page(refusal: Refusal, into: Language) -> Refusal:
    """*refusal* as a page tells it."""
    refusal = _about_elements(refusal, into)
    blank = _blank(refusal, into)
    if blank is not None:
        return blank
    facts = vars(refusal) | dict(_named(refusal, into))
    if isinstance(refusal, NotADay | NotAWholeDay):
        return NoSuchDay(refusal.given, at=refusal.at, of=refusal.of)
    if isinstance(refusal, Mistake):
        facts["field"] = capital(_label(refusal, into))
    kind = type(refusal)
    return _HERE.get(kind, kind)(**facts)


# ---- fields ----------------------------------------------------------------------------------------------------------


def _blank(refusal: Refusal, into: Language) -> Refusal | None:
    """That nothing is entered or chosen, where that is all that is wrong."""
    given = getattr(refusal, "given", None)
    is_told = isinstance(refusal, BadValue) and refusal.at not in _OWN
    is_blank = isinstance(given, str) and given.strip() in _NOTHING and not is_told
    if not (is_blank or isinstance(refusal, FieldMissing | NotEmpty | NoMember | Blank)):
        return None
    label = _label(refusal, into)
    if isinstance(refusal, _CHOICES) or (hasattr(refusal, "allowed") and not isinstance(refusal, _WRITTEN)):
        return NotChosen(label, at=refusal.at, of=refusal.of)
    return NotTyped(label, at=refusal.at, of=refusal.of)


def _label(refusal: Refusal, into: Language) -> str:
    """What the field of *refusal* is called: as its own words have it, unless these are the name in the schema."""
    own = getattr(refusal, "field", "")
    if not own or own == dotted(refusal.at) or isinstance(refusal, Blank):
        return field_text(refusal.at, into)
    path = own.split(".") if isinstance(own, str) else ()
    return field_text(tuple(path), into) if path and FIELDS.keys() >= set(path) else into.written(own)


# ---- names -----------------------------------------------------------------------------------------------------------


def _about_elements(refusal: Refusal, into: Language) -> Refusal:
    """*refusal* with criteria, tables and the like by their names, on the pages of an edition, which has them."""
    at = (request.view_args or {}) if has_request_context() else {}
    if not ({"rubric", "number"} <= at.keys() and tells_of_elements(refusal)):
        return refusal
    try:
        with database().reading() as reading:
            rubric = find_edition(reading, at["rubric"], at["number"]).edition.rubric
    except NotFound:
        return refusal
    return by_names(refusal, rubric, into)


_Names = Mapping[str, str]
_Source = Callable[[Session, frozenset[str], Language], _Names]


def _persons(session: Session, codes: frozenset[str], into: Language) -> _Names:
    return {code: person_text(each, into) for code, each in persons_called(session, codes).items()}


def _agencies(session: Session, codes: frozenset[str], into: Language) -> _Names:
    return {code: into.text(name) for code, name in names_of(session, codes).items()}


def _documents(session: Session, codes: frozenset[str], _: Language) -> _Names:
    return {code: each.number for code, each in cited(session, codes).items()}


def _blocks(session: Session, _: frozenset[str], into: Language) -> _Names:
    return {each.code: into.text(each.name) for each in list_blocks(session)}


def _rubrics(session: Session, _: frozenset[str], into: Language) -> _Names:
    """The names of rubrics as they stand after the word itself, by which most begin."""
    word = into.words(N_("rubric"))
    return {each.code: _after(word, into.text(each.name)) for each in list_rubrics(session)}


def _after(word: str, name: str) -> str:
    return name[len(word) :].lstrip() if name.casefold().startswith(word.casefold()) else name


_SOURCES: Final[Mapping[str, _Source]] = {
    "person": _persons,
    "lenders": _persons,
    "agency": _agencies,
    "document": _documents,
    "block": _blocks,
    "rubric": _rubrics,
}
"""Where the names of what has a code are found, by the fact that tells it."""

_SCOPES: Final = (ScopeNotGiven, ScopeOfAnother, UnknownScope)
"""What is told of abilities, as an API key has them."""

_ALLOWED: Final[Mapping[type[Refusal], _Source]] = {
    UnknownBlock: _blocks,
    UnknownRubric: _rubrics,
    SeveralRubrics: _rubrics,
}
"""Where those of what would be allowed are found."""


def _named(refusal: Refusal, into: Language) -> Iterator[tuple[str, Any]]:
    """The facts of *refusal* that are codes, as names."""
    facts = {name: fact for name, fact in refusal.facts().items() if fact and not isinstance(fact, Coded)}
    for name in ("given", "needed", "allowed") if isinstance(refusal, _SCOPES) else ("needed",):
        if name in facts:
            yield name, _called(facts[name], {code: into.words(words) for code, words in ABILITY_WORDS.items()})
    wanted = {name: source for name, source in _SOURCES.items() if name in facts}
    if type(refusal) in _ALLOWED and "allowed" in facts:
        wanted["allowed"] = _ALLOWED[type(refusal)]
    wanted = {name: source for name, source in wanted.items() if isinstance(facts[name], str | tuple)}
    if not (wanted and has_app_context()):
        return
    with database().reading() as reading:
        for name, source in wanted.items():
            yield name, _called(facts[name], source(reading, _codes(facts[name]), into))


def _codes(fact: str | tuple[str, ...]) -> frozenset[str]:
    return frozenset((fact,) if isinstance(fact, str) else fact)


def _called(fact: str | tuple[str, ...], names: _Names) -> str | tuple[str, ...]:
    """*fact* by its name, or by theirs where it is several; what has none by its code."""
    if isinstance(fact, str):
        return names.get(fact) or fact
    return tuple(names.get(code) or code for code in fact)
