"""Templates: a file of answers made from an edition, for people to fill in with a spreadsheet."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Final

from sqlalchemy.orm import Session

from rules.criterion import Absence, Criterion, leaves
from rules.errors import N_
from rules.language import Language
from rules.method_phrases import method_sentence
from rules.methods import whoever_supplies
from rules.methods.choice import Choice
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.survey import Survey
from rules.reporting import name_of_figure
from rules.rubric import Rubric
from rulesvc.store import agencies, applicability, periods, rubrics
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.answer_columns import ANSWERS, BESIDE, PARTS, columns_of, level_columns
from rulesvc.usecases.rubrics import find_edition
from rulesvc.usecases.spreadsheet import guarded

_FIRST: Final = ("agency", "criterion", "name", "guide")
_CONCLUDED: Final = N_(
    "once the Council has concluded, fill in points and document on one row and leave the ballots empty"
)
_LONGEST_GUIDE: Final = 1000
"""Characters; no cell of a file that is read has more than twice as many."""


def make_template(session: Session, code: str, number: int, wanted: Sequence[str], language: Language) -> bytes:
    """A file of answers under an edition, UTF-8 with byte order mark: a row for each component and agency.

    The agencies are those that are *wanted*, or else all that are stored in the block of the rubric; where there are
    none, the cell is left open.

    Raises: `rulesvc.errors.UnknownRubric`, `UnknownEdition`, `UnknownAgency`.
    """
    edition = find_edition(session, code, number).edition
    if wanted:
        codes = [agencies.by_code(session, each, at=("agency",)).code for each in dict.fromkeys(wanted)]
    else:
        codes = [line.code for line in agencies.of_block(session, rubrics.by_code(session, code).block_id)]
    return template(edition.rubric, codes or [""], language)


def edition_in_force(session: Session, code: str) -> EditionLine:
    """The edition of a rubric that applies to the last of the periods that have one: it is what is filled in next.

    Raises: `rulesvc.errors.UnknownRubric`, `NoIssuedEdition`.
    """
    rubric = rubrics.by_code(session, code)
    period = periods.by_code(session, applicability.latest_period(session, rubric))
    return applicability.resolve(session, rubric, period).line


def template(rubric: Rubric, codes: Sequence[str], language: Language) -> bytes:
    """A file of answers under *rubric* for the agencies with those *codes*; what one is exempt from is left out."""
    components = [leaf for leaf in leaves(rubric.criteria) if _is_anybodys(rubric, leaf, codes)]
    columns = _columns(rubric, components)
    rows = {leaf.code: tuple(_rows(rubric, leaf, language)) for leaf in components}
    text = StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    for code in codes:
        exempt = rubric.exempt.get(code, frozenset())
        for leaf in components:
            if leaf.code not in exempt:
                writer.writerows({**row, "agency": code, "criterion": leaf.code} for row in rows[leaf.code])
    return text.getvalue().encode("utf-8-sig")


def _is_anybodys(rubric: Rubric, leaf: Criterion, codes: Sequence[str]) -> bool:
    return any(leaf.code not in rubric.exempt.get(code, ()) for code in codes)


def _columns(rubric: Rubric, components: Sequence[Criterion]) -> tuple[str, ...]:
    """The columns that are needed, always in one order; levels stand where their ballots are told."""
    used = {column for leaf in components for column in columns_of(leaf.method)}
    if any(leaf.not_applicable is not Absence.REFUSED for leaf in components):
        used |= {"not_applicable", "reason"}
    place = ANSWERS.index("blank")
    ordered = (*PARTS, *ANSWERS[:place], *level_columns(rubric), *ANSWERS[place:], *BESIDE)
    return (*_FIRST, *(column for column in ordered if column in used))


def _rows(rubric: Rubric, leaf: Criterion, language: Language) -> Iterator[Mapping[str, str]]:
    """The rows of a component: one, or one for each item, figure of a formula, or question in a group of respondents.

    How it is scored stands on the first of them.
    """
    name, guide = language.text(leaf.name), _guide(rubric, leaf, language)
    for what, parts in _parts(leaf, language):
        told = language.words(N_("{name}: {what}"), name=leaf.name, what=what) if what else name
        yield {**parts, "name": guarded(told), "guide": guarded(guide)}
        guide = ""


def _parts(leaf: Criterion, language: Language) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What each row is about, in words and in codes."""
    match whoever_supplies(leaf.method):
        case PerItem(items):
            yield from ((language.text(item.name), {"item": item.code}) for item in items)
        case Formula(_, inputs):
            for each in inputs:
                yield language.text(name_of_figure(each.figure, leaf)), {"item": each.name}
        case Survey(_, questions, groups):
            for group in groups:
                for question in questions:
                    names = (language.text(group.name), language.text(question.name))
                    yield ", ".join(names), {"group": group.code, "question": question.code}
        case _:
            yield "", {}


def _guide(rubric: Rubric, leaf: Criterion, language: Language) -> str:
    """How a component is scored, what codes there are to choose from, and when it is not to be answered."""
    told = [method_sentence(leaf.method, leaf, language)]
    method = whoever_supplies(leaf.method)
    if isinstance(method, Choice):
        options = "; ".join(f"{option.code} = {language.text(option.name)}" for option in method.options)
        told.append(language.words(N_("write in the column option: {options}"), options=options))
    if isinstance(method, Survey) and method.minimum.is_concluded_on:
        told.append(language.words(_CONCLUDED))
    for criterion, branch in rubric.branches:
        part = next((part for part in criterion.parts if leaf in leaves((part,))), None)
        if part is not None:
            options = ", ".join(case.option for case in branch.cases if case.part == part.code)
            words = N_("only where this is chosen for {code}: {options}; else leave it empty")
            told.append(language.words(words, code=branch.on, options=options))
    text = ". ".join(each[:1].upper() + each[1:] for each in told)
    return text if len(text) <= _LONGEST_GUIDE else text[: _LONGEST_GUIDE - 1] + "\N{HORIZONTAL ELLIPSIS}"
