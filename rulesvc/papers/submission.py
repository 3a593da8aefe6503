"""The papers of a submission in one file: annex, comparison, impact, what is to be decided on, and figures.

Everything in it is taken from the edition and from what is stored about it; nothing is typed again.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from rules.comparison_columns import three_columns
from rules.errors import N_
from rules.language import Language
from rulesvc.models.edition import Status
from rulesvc.papers.annex import ANNEX, write_annex
from rulesvc.papers.figures import FIGURES, write_figures
from rulesvc.papers.issues import ISSUES, write_issues
from rulesvc.papers.word import About, Line, Paper
from rulesvc.papers.words import columns
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.impact_words import impact_text, scene_of
from rulesvc.usecases.submission import Submission

SHORT_HASH: Final = 12
"""Digits of the hash that stand at the foot of each page."""

_TITLE: Final = N_("Papers submitted for a decision")
_COMPARISON: Final = N_("II. Comparison: current provisions, draft, reason")
_IMPACT: Final = N_("III. Impact: tried out on stored figures")
_FOOT: Final = N_("Control sum {sum}")
_PAGE: Final = N_("Page")
_COMPARED: Final = N_("Compared with edition {number} ({status}), on which this one is based.")
_BASED_ON_NONE: Final = N_("The edition is based on no earlier one: there is nothing to compare it with.")
_SAME: Final = N_("The draft and the current provisions say the same.")
_NO_REASON: Final = N_("No reason given yet.")
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
    _write_title(paper, found, language)
    write_annex(paper, found, language)
    paper.turn(wide=True)
    _write_comparison(paper, found, language)
    paper.turn(wide=False)
    _write_impact(paper, found, language, done)
    write_issues(paper, found, language)
    write_figures(paper, found, language, at)
    return paper.content()


def _write_title(paper: Paper, found: Submission, language: Language) -> None:
    paper.title(language.words(_TITLE).upper())
    paper.title(language.text(found.edition.rubric.name))
    paper.title(_edition(found.line, N_("Edition {number}, {status}"), language))
    for part in (ANNEX, _COMPARISON, _IMPACT, ISSUES, FIGURES):
        paper.paragraph(language.words(part))


def _edition(line: EditionLine, words: str, language: Language) -> str:
    status = language.words(STATUS_WORDS[Status(line.status)])
    return language.words(words, number=str(line.number), status=status)


def _write_comparison(paper: Paper, found: Submission, language: Language) -> None:
    paper.heading(language.words(_COMPARISON))
    compared = found.comparison
    if compared is None:
        paper.paragraph(language.words(_BASED_ON_NONE))
        return
    paper.paragraph(_edition(compared.old.line, _COMPARED, language))
    rows = three_columns(compared.changes, compared.old.rubric, compared.new.rubric, compared.reasons, language)
    if not rows:
        paper.paragraph(language.words(_SAME))
        return
    titles = ((N_("Current provisions"), 1), (N_("Draft"), 1), (N_("Reason"), 1))
    none = language.words(_NO_REASON)
    lines = (Line((row.current, row.draft, row.reason or none)) for row in rows)
    paper.table(columns(titles, language), lines)


def _write_impact(paper: Paper, found: Submission, language: Language, done: Callable[[], None] | None) -> None:
    paper.heading(language.words(_IMPACT))
    if found.trial is None:
        paper.paragraph(language.words(_NOT_TRIED))
        return
    for line in impact_text(found.trial.impact(done), scene_of(found.trial, language)):
        paper.paragraph(line)
