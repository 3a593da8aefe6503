"""The annex of the draft decision: the rubric as the edition has it, in tables that people read."""

from collections.abc import Iterator
from typing import Final

from rules.combining_phrases import ABSENCES, combining_sentence
from rules.comparison_elements import elements, view_of
from rules.comparison_phrases import asked, capital, details, field_name, written
from rules.comparison_values import Element, Fact, Part
from rules.criterion import Absence, Criterion
from rules.errors import N_
from rules.language import Language
from rules.method_phrases import method_sentence, points_text
from rules.phrases import cited, document_name
from rules.rubric import Rubric
from rules.table import Rule, Table
from rulesvc.papers.word import Line, Paper
from rulesvc.papers.words import NONE, columns
from rulesvc.usecases.submission import Submission

ANNEX: Final = N_("I. Annex: the rubric")
"""The title of the part."""

_CRITERIA: Final = N_("1. Areas, criteria and how they are scored")
_EXEMPTIONS: Final = N_("2. Criteria from which agencies are exempt")
_LISTS: Final = N_("3. Areas that are considered together, and indicators")
_TABLES: Final = N_("4. Rating rules")
_ASSUMPTIONS: Final = N_("5. Assumptions to be confirmed")
_DOCUMENTS: Final = N_("6. Documents that are cited")

_CODE, _NAME, _MAXIMUM, _STEP, _HOW = (
    N_("Code"),
    N_("Area, criterion, component"),
    N_("Maximum points"),
    N_("Step"),
    N_("How it is scored"),
)
_EXEMPT: Final = N_("Agencies not assessed")
_PLACE, _RESULT, _CONDITIONS, _BASIS = N_("No."), N_("Result"), N_("Conditions, all of which are met"), N_("Basis")

_OF_A_TABLE: Final = ("subject", "grain", "hit_policy", "scope", "default", "places")


def write_annex(paper: Paper, found: Submission, language: Language) -> None:
    """The rubric of the edition, its tables of points across the paper."""
    rubric = found.edition.rubric
    paper.turn(wide=True)
    paper.heading(language.words(ANNEX))
    paper.heading(language.words(_CRITERIA), 2)
    _write_criteria(paper, rubric, language)
    paper.heading(language.words(_EXEMPTIONS), 2)
    _write_exemptions(paper, found, language)
    paper.heading(language.words(_LISTS), 2)
    _write_paragraphs(paper, _lists(rubric, language), language)
    paper.heading(language.words(_TABLES), 2)
    of_tables = table_elements(rubric)
    for table in rubric.tables:
        _write_table(paper, table, of_tables[table.code], rubric, language)
    paper.heading(language.words(_ASSUMPTIONS), 2)
    _write_paragraphs(paper, _assumptions(rubric, language), language)
    paper.heading(language.words(_DOCUMENTS), 2)
    _write_paragraphs(paper, _documents(rubric, language), language)


def _elements(rubric: Rubric) -> Iterator[Element]:
    return elements(view_of(rubric, ()))


def _write_paragraphs(paper: Paper, lines: Iterator[str], language: Language) -> None:
    for line in [*lines] or [language.words(NONE)]:
        paper.paragraph(line)


# ---- criteria --------------------------------------------------------------------------------------------------------


def _write_criteria(paper: Paper, rubric: Rubric, language: Language) -> None:
    titles = ((_CODE, 10), (_NAME, 25), (_MAXIMUM, 12), (_STEP, 8), (_HOW, 45))
    lines = [
        _criterion(element, rubric, language) for element in _elements(rubric) if element.heading.part is Part.CRITERION
    ]
    total = Line(("", language.words(N_("Total")), language.number(rubric.max_points), "", ""), strong=True)
    paper.table(columns(titles, language), [*lines, total])


def _criterion(element: Element, rubric: Rubric, language: Language) -> Line:
    """A row of the tree; areas are strong."""
    criterion = rubric.criterion[element.heading.codes[0]]
    step = "" if criterion.step is None else language.number(criterion.step)
    how = "\n".join(map(capital, _scoring(criterion, rubric, language)))
    name, points = language.text(criterion.name), language.number(criterion.max_points)
    return Line((criterion.code, name, points, step, how), strong=not element.heading.within)


def _scoring(criterion: Criterion, rubric: Rubric, language: Language) -> Iterator[str]:
    """How it is scored, or its parts are combined, and what else does not go without saying."""
    if criterion.parts:
        yield combining_sentence(criterion.combined, criterion, rubric, language)
    else:
        yield method_sentence(criterion.method, criterion, language)
    if criterion.min_points:
        yield f"{field_name(Part.CRITERION, 'min_points', language)}: {points_text(criterion.min_points, language)}"
    if criterion.not_applicable is not Absence.LEAVES:
        how = language.words(ABSENCES[criterion.not_applicable])
        yield language.words(N_("Where nothing arises: {how}"), how=how)
    if criterion.extra:
        yield language.words(N_("Bonus points beside the maximum"))
    for name, text in (("guidance", criterion.guidance), ("source", criterion.source)):
        if language.text(text):
            yield f"{field_name(Part.CRITERION, name, language)}: {language.text(text)}"


def _write_exemptions(paper: Paper, found: Submission, language: Language) -> None:
    """A row for each criterion from which anybody is exempt: of a matrix, what stands in it."""
    rubric = found.edition.rubric
    exempt: dict[str, list[str]] = {}
    for each in rubric.exemptions:
        name = found.agencies.get(each.agency)
        exempt.setdefault(each.criterion, []).append(each.agency if name is None else language.text(name))
    if not exempt:
        paper.paragraph(language.words(NONE))
        return
    titles = ((_CODE, 1), (_NAME, 3), (_EXEMPT, 6))
    lines = (
        Line((code, language.text(criterion.name), "; ".join(exempt[code])))
        for code, criterion in rubric.criterion.items()
        if code in exempt
    )
    paper.table(columns(titles, language), lines)


def _lists(rubric: Rubric, language: Language) -> Iterator[str]:
    for scope in rubric.scopes:
        names = "; ".join(language.text(rubric.criterion[code].name) for code in scope.criteria)
        yield f"{capital(language.text(scope.name))}: {names}."
    for element in _elements(rubric):
        if element.heading.part is Part.INDICATOR:
            told = "; ".join((capital(language.text(element.heading.name)), *details(element, language)))
            yield f"{told}."


# ---- tables ----------------------------------------------------------------------------------------------------------


def _write_table(paper: Paper, table: Table, element: Element, rubric: Rubric, language: Language) -> None:
    paper.heading(language.text(table.name), 3)
    for line in table_lines(element, language):
        paper.paragraph(line)
    titles = ((_PLACE, 3), (_RESULT, 10), (_CONDITIONS, 17), (_BASIS, 20))
    lines = (_rule(place, rule, table, rubric, language) for place, rule in enumerate(table.rules, start=1))
    paper.table(columns(titles, language), lines)


def table_lines(element: Element, language: Language) -> Iterator[str]:
    """What is said of a table beside its rules: whom it is about, how it decides, and what goes beside."""
    for fact in element.said:
        if isinstance(fact, Fact) and fact.name in _OF_A_TABLE and fact.value is not None:
            yield capital(f"{field_name(Part.TABLE, fact.name, language)}: {written(fact.value, language)}.")


def table_elements(rubric: Rubric) -> dict[str, Element]:
    """The tables of *rubric* as elements of a comparison, by code."""
    return {each.heading.codes[0]: each for each in _elements(rubric) if each.heading.part is Part.TABLE}


def _rule(place: int, rule: Rule, table: Table, rubric: Rubric, language: Language) -> Line:
    outcome = table.outcome(rule.outcome)
    result = language.text(outcome.name)
    if outcome.value is not None:
        result += f" ({field_name(Part.OUTCOME, 'value', language)} {language.number(outcome.value)})"
    conditions = ";\n".join(capital(asked(each, rubric, language)) for each in rule.conditions)
    basis = ";\n".join(cited(language, rubric, each) for each in rule.citations)
    return Line((str(place), result, conditions, basis))


def _assumptions(rubric: Rubric, language: Language) -> Iterator[str]:
    """Each assumption once, behind the tables that make it."""
    making: dict[str, list[str]] = {}
    for table in rubric.tables:
        for each in table.assumptions:
            making.setdefault(language.text(each), []).append(language.text(table.name))
    for assumption, tables in making.items():
        yield f"{'; '.join(tables)}: {assumption}"


def _documents(rubric: Rubric, language: Language) -> Iterator[str]:
    for document in rubric.documents:
        yield ": ".join(filter(None, (document_name(language, document), language.text(document.subject))))
