"""The figures of a submission: how much there is of what, and by which hash the edition is known."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rules.criterion import walk
from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rulesvc.models.edition import Status
from rulesvc.papers.word import Line, Paper
from rulesvc.papers.words import columns
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.submission import Submission

FIGURES: Final = N_("V. Figures")
"""The title of the part."""

_OF_CASES: Final = N_("{count}, of which {green} confirmed and with the expected result")
_NO_PERIOD: Final = N_("no period yet")
_ORIGIN: Final = N_("Edition on which it is based")


def write_figures(paper: Paper, found: Submission, language: Language, at: datetime) -> None:
    """The part of figures, with the moment *at* which the papers were made."""
    paper.heading(language.words(FIGURES))
    titles = ((N_("Item"), 2), (N_("Figure"), 3))
    told = (*of_edition(found, language), *_counts(found, language), *still_open(found, language))
    told = (*told, *_cases(found, language), made_at(at, language))
    paper.table(columns(titles, language), (Line((language.words(item), figure)) for item, figure in told))


def of_edition(found: Submission, language: Language) -> Iterator[tuple[str, str]]:
    """Which edition it is, how it stands, and by what hash it is known, item by item."""
    line, rubric = found.line, found.edition.rubric
    yield N_("Rubric"), f"{language.text(rubric.name)} ({line.rubric})"
    yield N_("Block"), language.text(found.block)
    yield N_("Edition"), str(line.number)
    if line.based_on is not None:
        yield _ORIGIN, str(line.based_on)
    yield N_("Status"), language.words(STATUS_WORDS[Status(line.status)])
    yield N_("Periods"), ", ".join(line.periods) or language.words(_NO_PERIOD)
    yield N_("Hash of the edition"), found.edition.sha256


def _counts(found: Submission, language: Language) -> Iterator[tuple[str, str]]:
    rubric = found.edition.rubric
    counts = (
        (N_("Areas"), len(rubric.criteria)),
        (N_("Criteria in all"), len([*walk(rubric.criteria)])),
        (N_("Criteria that are scored"), len(rubric.leaf_codes)),
        (N_("Rating tables"), len(rubric.tables)),
        (N_("Rules in these"), sum(len(table.rules) for table in rubric.tables)),
        (N_("Criteria from which agencies are exempt"), len({each.criterion for each in rubric.exemptions})),
    )
    yield N_("Maximum points in all"), language.number(rubric.max_points)
    yield from ((item, language.written(Count(count))) for item, count in counts)


def still_open(found: Submission, language: Language) -> Iterator[tuple[str, str]]:
    """How many issues are to be decided on, and how many problems nobody has dealt with."""
    settled = [each.is_settled for each in found.checked.problems]
    yield N_("Issues to be decided on"), language.written(Count(settled.count(True)))
    yield N_("Problems not dealt with"), language.written(Count(settled.count(False)))


def made_at(at: datetime, language: Language) -> tuple[str, str]:
    """When the papers were made."""
    return N_("Papers made at"), language.written(at)


def _cases(found: Submission, language: Language) -> Iterator[tuple[str, str]]:
    if found.cases is not None:
        every, green = Count(len(found.cases)), Count(sum(each.is_green for each in found.cases))
        yield N_("Stored cases"), language.words(_OF_CASES, count=every, green=green)
