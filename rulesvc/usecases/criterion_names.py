"""Criteria by their names in what is refused to people: codes are for other systems."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from rules.errors import Refusal
from rules.language import Language
from rules.rubric import Rubric
from rules.said import Said
from rules.tree_errors import BranchOnNoChoice

_FACTS: Final = ("criterion", "of", "on", "part", "parts")
"""The facts of refusals that are codes of criteria."""

_IN_WORDS: Final = "criterion {code}"
"""What stands in the words of a fact that has such a code."""

_Name = Callable[[str], str]


def names_criteria(refusal: Refusal) -> bool:
    """Whether *refusal* tells of a criterion by its code."""
    facts = vars(refusal)
    return any(facts.get(each) for each in _FACTS) or any(_is_about(fact) for fact in facts.values())


def with_names(refusal: Refusal, rubric: Rubric, into: Language) -> Refusal:
    """*refusal* with the criteria of *rubric* by their names; what it does not have stays as it is."""

    def named(code: str) -> str:
        found = rubric.criterion.get(code)
        if found is None:
            return code
        return f"{code} {into.text(found.name)}" if code[:1].isdigit() else into.text(found.name)

    return type(refusal)(**_called(refusal, named))


def _called(refusal: Refusal, named: _Name) -> Mapping[str, Any]:
    codes = (*_FACTS, "allowed") if isinstance(refusal, BranchOnNoChoice) else _FACTS
    return {fact: _fact(value, named, is_code=fact in codes) for fact, value in vars(refusal).items()}


def _fact(value: Any, named: _Name, *, is_code: bool) -> Any:
    match value:
        case str() if is_code:
            return named(value)
        case tuple() if is_code:
            return tuple(named(each) for each in value)
        case Said() if _is_about(value):
            return Said(value.words, {**value.facts, "code": named(value.facts["code"])})
        case _:
            return value


def _is_about(fact: Any) -> bool:
    return isinstance(fact, Said) and _IN_WORDS in fact.words
