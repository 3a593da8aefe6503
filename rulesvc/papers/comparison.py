"""The comparison of a submission: what is in force, the draft and the reason, with what differs in bold type."""

from typing import Final

from rules.comparison_columns import ThreeColumns, three_columns
from rules.errors import N_
from rules.language import Language
from rulesvc.models.edition import Status
from rulesvc.papers.word import Line, Marked, Paper
from rulesvc.papers.words import columns
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.side_by_side import side_by_side
from rulesvc.usecases.submission import Submission

COMPARISON: Final = N_("II. Comparison: current provisions, draft, reason")
"""The title of the part."""

_COMPARED: Final = N_("Compared with edition {number} ({status}), on which this one is based. What differs is in bold.")
_BASED_ON_NONE: Final = N_("The edition is based on no earlier one: there is nothing to compare it with.")
_SAME: Final = N_("The draft and the current provisions say the same.")
_NO_REASON: Final = N_("No reason given yet.")


def write_comparison(paper: Paper, found: Submission, language: Language) -> None:
    """The part of what an edition changes against the one on which it is based."""
    paper.heading(language.words(COMPARISON))
    compared = found.comparison
    if compared is None:
        paper.paragraph(language.words(_BASED_ON_NONE))
        return
    old = compared.old.line
    status = language.words(STATUS_WORDS[Status(old.status)])
    paper.paragraph(language.words(_COMPARED, number=str(old.number), status=status))
    rows = three_columns(compared.changes, compared.old.rubric, compared.new.rubric, compared.reasons, language)
    if not rows:
        paper.paragraph(language.words(_SAME))
        return
    titles = ((N_("Current provisions"), 2), (N_("Draft"), 2), (N_("Reason"), 1))
    paper.table(columns(titles, language), (_line(row, language) for row in rows))


def _line(row: ThreeColumns, language: Language) -> Line:
    current, draft = side_by_side(row, language)
    return Line((Marked(current), Marked(draft), row.reason or language.words(_NO_REASON)))
