"""A rubric in outline: criteria with their maximum points, scopes, indicators, tables with their rules in codes."""

from collections.abc import Iterator

from rules.condition import Condition
from rules.content import measure_content, threshold_content
from rules.criterion import Criterion
from rules.errors import N_
from rules.language import Language
from rules.rubric import Rubric
from rules.table import Table

_INDENT = "  "


def outline(rubric: Rubric, language: Language) -> Iterator[str]:
    """The lines of the outline."""
    text, words = language.text, language.words
    yield f"{rubric.code}  {text(rubric.name)}"
    block = words(N_("block {block}"), block=rubric.block)
    yield _INDENT + block + ", " + words(N_("at most {points} points"), points=rubric.max_points)
    yield words(N_("Criteria:"))
    for criterion in rubric.criteria:
        yield from _criterion(criterion, language, _INDENT)
    if rubric.scopes:
        yield words(N_("Scopes:"))
    for scope in rubric.scopes:
        yield f"{_INDENT}{scope.code}  {text(scope.name)}: {', '.join(scope.criteria)}"
    if rubric.indicators:
        yield words(N_("Indicators:"))
    for indicator in rubric.indicators:
        unit = text(indicator.unit)
        yield f"{_INDENT}{indicator.code}  {text(indicator.name)}" + (f" ({unit})" if unit else "")
    for table in rubric.tables:
        yield from _table(table, language)


def _criterion(criterion: Criterion, language: Language, indent: str) -> Iterator[str]:
    most = language.words(N_("at most {points} points"), points=criterion.max_points)
    yield f"{indent}{criterion.code}  {language.text(criterion.name)}: {most}"
    for part in criterion.parts:
        yield from _criterion(part, language, indent + _INDENT)


def _table(table: Table, language: Language) -> Iterator[str]:
    title = language.words(N_("Table {code}"), code=table.code)
    yield f"{title}  {language.text(table.name)} ({table.hit_policy})"
    for rule in table.rules:
        name = language.text(table.outcome(rule.outcome).name)
        yield f"{_INDENT}{rule.code}  {name}: {' & '.join(map(_condition, rule.conditions))}"
    for assumption in table.assumptions:
        yield _INDENT + language.words(N_("Assumption: {text}"), text=assumption)


def _condition(condition: Condition) -> str:
    """A condition in the codes of rubric documents: `lowest_percent seven-areas >= 80`."""
    match threshold_content(condition):
        case None:
            written = ""
        case list() as codes:
            written = ", ".join(codes)
        case one:
            written = str(one).lower()
    return " ".join([*measure_content(condition.measure).values(), condition.operator, written]).strip()
