"""Stored cases as they are listed: each with what is expected and how it stands, then what they do not show."""

from collections.abc import Iterator
from typing import Final

from foresight.cases_phrases import covered_text, expected_text
from rules.errors import N_
from rules.language import Language
from rulesvc.usecases.cases import Cases
from rulesvc.usecases.stored_cases import Standing, figures

_NONE: Final = N_("No case is stored. The edition can be submitted without any once “no_cases” is acknowledged.")


def case_lines(found: Cases, language: Language) -> Iterator[str]:
    """The cases, what is not shown of the rules, and what cannot be or was not found out."""
    for standing in found.standings:
        yield f"{standing.line.case.name}  {_standing(standing, language)}"
        yield from (f"    {each}" for each in _about(found, standing, language) if each)
    if not found.standings:
        yield language.words(_NONE)
        return
    for covered in found.coverage:
        if not covered.is_complete:
            yield language.words(N_("Not shown yet: {told}"), told=covered_text(covered, found.rubric, language))
    for name in found.impossible:
        yield language.words(N_("Proven to be impossible: {name}"), name=name)
    for name in found.unproven:
        yield language.words(N_("Neither found nor proven to be impossible in the time allowed: {name}"), name=name)


def _standing(standing: Standing, language: Language) -> str:
    told, confirmed = language.text(standing.told), standing.line.confirmed
    if not standing.is_confirmed or confirmed is None:
        return language.words(N_("{told}; to be confirmed"), told=told)
    words = N_("{told}; confirmed by {person} at {when}")
    return language.words(words, told=told, person=confirmed.person, when=confirmed.at)


def _about(found: Cases, standing: Standing, language: Language) -> Iterator[str]:
    yield language.text(figures(standing, found.line, found.rubric))
    yield expected_text(standing.line.case, found.rubric, language)
    yield standing.line.confirmed.reason if standing.line.confirmed else ""
