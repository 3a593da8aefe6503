"""A rubric in outline: its criteria and how they are scored, scopes, indicators, and what each rule asks, in words."""

from collections.abc import Iterator
from typing import cast

from rules.combining import SUM
from rules.combining_phrases import ABSENCES, combining_sentence
from rules.criterion import GIVEN_POINTS, Absence, Criterion
from rules.errors import N_
from rules.language import Language
from rules.method_phrases import method_sentence
from rules.phrases import requirement
from rules.result import Result
from rules.rubric import Rubric
from rules.scope import Indicator, Scope
from rules.table import HitPolicy, Table
from rules.telling import Telling

_INDENT = "  "

_POLICIES = {
    HitPolicy.UNIQUE: N_("each case falls under one outcome only"),
    HitPolicy.FIRST: N_("outcomes are tried from the best downwards and the first that is met holds"),
    HitPolicy.ANY: N_("rules that are met at once must have one outcome"),
    HitPolicy.PRIORITY: N_("the best outcome that is met holds"),
    HitPolicy.COLLECT: N_("every case that is met is listed"),
    HitPolicy.RULE_ORDER: N_("every case that is met is listed, in the order of the rules"),
    HitPolicy.OUTPUT_ORDER: N_("every case that is met is listed, the best outcome first"),
    HitPolicy.SUM: N_("the values of the rules that are met are added up"),
    HitPolicy.MIN: N_("the lowest value among the rules that are met holds"),
    HitPolicy.MAX: N_("the highest value among the rules that are met holds"),
    HitPolicy.COUNT: N_("the rules that are met are counted"),
}
"""How a table comes to its answer."""


def outline(rubric: Rubric, language: Language) -> Iterator[str]:
    """The lines of the outline; codes stand in brackets, for whoever has to type them."""
    words = language.words
    yield f"{language.text(rubric.name)} ({rubric.code})"
    block = words(N_("block {block}"), block=rubric.block)
    yield _INDENT + block + ", " + words(N_("at most {points} points"), points=rubric.max_points)
    yield words(N_("Criteria:"))
    for criterion in rubric.criteria:
        yield from _criterion(criterion, rubric, language, _INDENT)
    if rubric.scopes:
        yield words(N_("Scopes:"))
    for scope in rubric.scopes:
        yield _INDENT + _scope(rubric, scope, language)
    if rubric.indicators:
        yield words(N_("Indicators:"))
    for indicator in rubric.indicators:
        yield _INDENT + _indicator(indicator, language)
    # What a rule asks is told by the rubric alone: no result is looked at.
    telling = Telling(rubric, cast("Result", {}), language)
    for table in rubric.tables:
        yield from _table(table, telling)


def _criterion(criterion: Criterion, rubric: Rubric, language: Language, indent: str) -> Iterator[str]:
    words = N_("from {low} to {points} points") if criterion.min_points < 0 else N_("at most {points} points")
    most = language.words(words, low=criterion.min_points, points=criterion.max_points)
    yield f"{indent}{language.text(criterion.name)} ({criterion.code}): {most}"
    for line in _scoring(criterion, rubric, language):
        yield indent + _INDENT + line
    for part in criterion.parts:
        yield from _criterion(part, rubric, language, indent + _INDENT)


def _scoring(criterion: Criterion, rubric: Rubric, language: Language) -> Iterator[str]:
    """How it is scored and how its parts are combined, where that is not as usual."""
    if criterion.extra:
        yield language.words(_beside(criterion))
    if criterion.method != GIVEN_POINTS or (criterion.step is not None and not criterion.parts):
        how = method_sentence(criterion.method, criterion, language)
        yield language.words(N_("Way of scoring: {how}"), how=how)
    if criterion.combined != SUM:
        how = combining_sentence(criterion.combined, criterion, rubric, language)
        yield language.words(N_("Way of combining: {how}"), how=how)
    if criterion.not_applicable is not Absence.LEAVES:
        how = language.words(ABSENCES[criterion.not_applicable])
        yield language.words(N_("Where nothing arises: {how}"), how=how)


def _beside(criterion: Criterion) -> str:
    """Whether *extra* points are a bonus, a penalty, or may be either."""
    if criterion.min_points >= 0:
        return N_("Bonus points beside the maximum")
    if criterion.max_points > 0:
        return N_("Bonus or penalty points beside the maximum")
    return N_("Penalty points")


def _scope(rubric: Rubric, scope: Scope, language: Language) -> str:
    names = "; ".join(language.text(rubric.criterion[code].name) for code in scope.criteria)
    return f"{language.text(scope.name)} ({scope.code}): {names}"


def _indicator(indicator: Indicator, language: Language) -> str:
    unit = language.text(indicator.unit)
    return f"{language.text(indicator.name)} ({indicator.code})" + (f": {unit}" if unit else "")


def _table(table: Table, telling: Telling) -> Iterator[str]:
    language = telling.language
    title = language.words(N_("Table “{name}” ({code})"), name=table.name, code=table.code)
    yield f"{title}: {language.words(_POLICIES[table.hit_policy])}"
    for rule in table.rules:
        asked = "; ".join(requirement(telling, condition) for condition in rule.conditions)
        yield f"{_INDENT}{language.text(table.outcome(rule.outcome).name)} ({rule.code}): {asked}"
    for assumption in table.assumptions:
        yield _INDENT + language.words(N_("Assumption: {text}"), text=assumption)
