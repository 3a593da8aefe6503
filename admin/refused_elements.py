"""Refusals of a rubric with its elements by their names, and what is in use told by where it is used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from admin.criterion_words import KINDS
from rules.errors import N_, BadValue, Refusal, RubricRefusal, UnknownReference
from rules.language import Language
from rules.phrases import name_of
from rules.result import Result
from rules.rubric import Rubric
from rules.said import Said
from rules.table import Table
from rules.telling import Telling
from rulesvc.usecases.criterion_names import names_criteria, with_names

_SCOPE: Final = "scope {code}"
_METHOD: Final = "criterion {code}: method"
_POINTS: Final = KINDS["points"]
_RESULT_TO_COME: Final = cast("Result", {})
_NAMED: Final = N_("“{name}”")


@dataclass(eq=False)
class StillUsed(RubricRefusal):
    """Something that is to go, and is used."""

    name: str
    what: object
    words = N_("“{name}” is in use and stays: {what}. Change that first.")


@dataclass(eq=False)
class NotInTheRubric(RubricRefusal):
    """Something that is named and that the rubric does not have."""

    what: object
    given: str
    words = N_("{what}: the rubric has no “{given}”. It is to be chosen anew.")


@dataclass(eq=False)
class ScoredByItself(RubricRefusal):
    """A criterion with a way of scoring, of which something is to become a part."""

    criterion: str
    way: str
    words = N_(
        "“{criterion}” is scored by a way of its own, so that nothing can be a part of it. First choose “{way}” under "
        "its details."
    )


def tells_of_elements(refusal: Refusal) -> bool:
    """Whether *refusal* tells of anything in a rubric by its code."""
    what = getattr(refusal, "what", None)
    return names_criteria(refusal) or isinstance(refusal, UnknownReference) or isinstance(what, Said)


def by_names(refusal: Refusal, rubric: Rubric, into: Language) -> Refusal:
    """*refusal* with the elements of *rubric*, as it is stored, by their names."""
    if isinstance(refusal, BadValue) and _is_about(refusal.what, _METHOD) and refusal.at[-1:] == ("method",):
        code = str(cast("Said", refusal.what).facts["code"])
        if code in rubric.criterion:
            name = into.text(rubric.criterion[code].name)
            return ScoredByItself(name, into.words(_POINTS), at=refusal.at, of=refusal.of)
    if names_criteria(refusal):
        refusal = with_names(refusal, rubric, into)
    what = getattr(refusal, "what", None)
    if not isinstance(what, Said):
        return refusal
    told = Said(what.words, {**what.facts, **dict(_facts(what, rubric, into))})
    if isinstance(refusal, UnknownReference):
        name = _name(refusal.given, rubric, into)
        if name:
            return StillUsed(name, told, at=refusal.at, of=refusal.of)
        return NotInTheRubric(told, refusal.given, at=refusal.at, of=refusal.of)
    return type(refusal)(**{**vars(refusal), "what": told})


def _is_about(what: object, words: str) -> bool:
    return isinstance(what, Said) and what.words == words


def _name(code: str, rubric: Rubric, into: Language) -> str:
    """What has that *code* in *rubric*; blank where nothing has."""
    kinds: tuple[Mapping[str, Any], ...] = (rubric.criterion, rubric.scope, rubric.table, rubric.indicator)
    return next((into.text(each[code].name) for each in kinds if code in each), "")


def _facts(what: Said, rubric: Rubric, into: Language) -> Iterator[tuple[str, str]]:
    """The facts of *what* that are codes, as names."""
    if what.words == _SCOPE and what.facts["code"] in rubric.scope:
        yield "code", into.words(_NAMED, name=rubric.scope[what.facts["code"]].name)
    table = rubric.table.get(str(what.facts.get("table")))
    if table is None:
        return
    yield "table", into.words(_NAMED, name=table.name)
    rule = str(what.facts.get("rule"))
    for place, each in enumerate(table.rules, start=1):
        if each.code == rule:
            yield "rule", str(place)
            yield from _measure(what, table, rule, rubric, into)


def _measure(what: Said, table: Table, rule: str, rubric: Rubric, into: Language) -> Iterator[tuple[str, str]]:
    kind, telling = what.facts.get("measure"), Telling(rubric, _RESULT_TO_COME, into)
    for each in table.rule(rule).conditions:
        if each.measure.kind == kind:
            yield "measure", into.words(_NAMED, name=name_of(telling, each.measure))
            return
