"""The comparison of a submission: what is in force, the draft and the reason, with what differs in bold type."""

import re
from difflib import SequenceMatcher
from typing import Final

from rules.comparison_columns import ThreeColumns, three_columns
from rules.comparison_phrases import field_name
from rules.comparison_values import Part
from rules.errors import N_
from rules.language import Language
from rulesvc.models.edition import Status
from rulesvc.papers.word import Line, Marked, Paper
from rulesvc.papers.words import columns
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.submission import Submission

COMPARISON: Final = N_("II. Comparison: current provisions, draft, reason")
"""The title of the part."""

_COMPARED: Final = N_("Compared with edition {number} ({status}), on which this one is based. What differs is in bold.")
_BASED_ON_NONE: Final = N_("The edition is based on no earlier one: there is nothing to compare it with.")
_SAME: Final = N_("The draft and the current provisions say the same.")
_NO_REASON: Final = N_("No reason given yet.")
_SAME_BASIS: Final = N_("{basis} as in the current provisions")

_WORDS: Final = re.compile(r"(\s+)")


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
    return Line((*_sides(row, language), row.reason or language.words(_NO_REASON)))


def _sides(row: ThreeColumns, language: Language) -> tuple[Marked, Marked]:
    """What is in force and the draft; where both cite the same, the draft does not cite it again."""
    basis = field_name(Part.RULE, "citations", language)
    (old, _, had), (new, _, has) = (each.partition(f"; {basis} ") for each in (row.current, row.draft))
    if not had or had != has:
        return marked(row.current, row.draft)
    current, draft = marked(old, new)
    same = f"; {language.words(_SAME_BASIS, basis=basis)}"
    return Marked((*current.parts, (f"; {basis} {had}", False))), Marked((*draft.parts, (same, False)))


def marked(one: str, other: str) -> tuple[Marked, Marked]:
    """Two texts, the words marked that only one of them has."""
    left, right = _WORDS.split(one), _WORDS.split(other)
    matched = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return (
        Marked(tuple(("".join(left[first:last]), kind != "equal") for kind, first, last, _, _ in matched)),
        Marked(tuple(("".join(right[first:last]), kind != "equal") for kind, _, _, first, last in matched)),
    )
