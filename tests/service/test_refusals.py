"""Every refusal of the service speaks both languages."""

import inspect
from string import Formatter

import pytest

from rules.errors import Refusal
from rulesvc import errors
from rulesvc.languages import language

REFUSALS = [
    refusal
    for _, refusal in inspect.getmembers(errors, inspect.isclass)
    if issubclass(refusal, Refusal) and refusal.__module__.startswith(errors.__name__) and refusal.words
]


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_it_is_said_in_vietnamese_with_the_same_facts(refusal: type[Refusal]) -> None:
    facts = {name: f"<{name}>" for name in fields(refusal.words)}
    vietnamese = language("vi").words(refusal.words, **facts)
    english = language("en").words(refusal.words, **facts)
    assert vietnamese != english
    assert all(fact in vietnamese and fact in english for fact in facts.values())


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_it_takes_the_facts_that_its_words_name(refusal: type[Refusal]) -> None:
    assert set(inspect.signature(refusal).parameters) - {"at", "of"} == fields(refusal.words)


def test_another_language_is_refused() -> None:
    with pytest.raises(errors.UnknownLanguage, match="fr"):
        language("fr")


def test_the_words_of_the_engine_are_there_too() -> None:
    refusal = errors.UnknownAgency("x", ("so-y-te", "tu-ky"))
    assert language("vi").say(refusal) == "Không có cơ quan, đơn vị “x”. Gần nhất: so-y-te, tu-ky."
