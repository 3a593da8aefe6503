"""The papers of a submission in one file: annex, comparison, impact, what is to be decided on, and figures.

Everything in it is taken from the edition and from what is stored about it; nothing is typed again.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from rules.errors import N_
from rules.language import Language
from rulesvc.models.edition import Status
from rulesvc.papers.annex import ANNEX, write_annex
from rulesvc.papers.comparison import COMPARISON, write_comparison
from rulesvc.papers.figures import FIGURES, made_at, of_edition, still_open, write_figures
from rulesvc.papers.issues import ISSUES, write_issues
from rulesvc.papers.word import About, Paper
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.impact_words import impact_text, scene_of
from rulesvc.usecases.submission import Submission

SHORT_HASH: Final = 12
"""Digits of the hash that stand at the foot of each page."""

_TITLE: Final = N_("Papers submitted for a decision")
_EDITION: Final = N_("Edition {number}, {status}")
_PARTS: Final = N_("The papers are")
_IMPACT: Final = N_("III. Impact: tried out on stored figures")
_FOOT: Final = N_("Control sum {sum}")
_PAGE: Final = N_("Page")
_NOT_TRIED: Final = N_("Not tried out: the errors told in part IV are to be put right first.")


def submission_paper(
    found: Submission, language: Language, *, at: datetime, done: Callable[[], None] | None = None
) -> bytes:
    """The papers as a Word file, made *at* that moment; *done* is called after each stored sheet that is tried.

    Raises: `Disagreement`, `EngineFailure` where the engine is not to be trusted.
    """
    words = language.words
    title = f"{words(_TITLE)}: {language.text(found.edition.rubric.name)}"
    foot = words(_FOOT, sum=found.edition.sha256[:SHORT_HASH])
    paper = Paper(About(title, language.code, at, foot, words(_PAGE)))
    _write_title(paper, found, language, at)
    write_annex(paper, found, language)
    paper.turn(wide=True)
    write_comparison(paper, found, language)
    paper.turn(wide=False)
    _write_impact(paper, found, language, done)
    write_issues(paper, found, language)
    write_figures(paper, found, language, at)
    return paper.content()


def _write_title(paper: Paper, found: Submission, language: Language, at: datetime) -> None:
    """What it is about and how it stands, on a page of its own, since the annex goes across the paper."""
    line = found.line
    status = language.words(STATUS_WORDS[Status(line.status)])
    paper.title(language.words(_TITLE).upper())
    paper.title(language.text(found.edition.rubric.name))
    paper.title(language.words(_EDITION, number=str(line.number), status=status))
    for item, figure in (*of_edition(found, language), *still_open(found, language), made_at(at, language)):
        paper.paragraph(figure, label=f"{language.words(item)}:")
    paper.heading(language.words(_PARTS), 2)
    for part in (ANNEX, COMPARISON, _IMPACT, ISSUES, FIGURES):
        paper.paragraph(language.words(part))


def _write_impact(paper: Paper, found: Submission, language: Language, done: Callable[[], None] | None) -> None:
    paper.heading(language.words(_IMPACT))
    if found.trial is None:
        paper.paragraph(language.words(_NOT_TRIED))
        return
    for line in impact_text(found.trial.impact(done), scene_of(found.trial, language)):
        paper.paragraph(line)
