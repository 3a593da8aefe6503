"""What is open in an edition: issues to be decided on, each acknowledged with a reason, and problems not dealt with."""

from collections.abc import Iterator
from typing import Final

from foresight.problem import Severity
from rules.errors import N_
from rules.language import Language
from rulesvc.papers.word import Paper
from rulesvc.papers.words import NONE
from rulesvc.usecases.check import ProblemLine
from rulesvc.usecases.submission import Submission
from rulesvc.usecases.touched import touched_text

ISSUES: Final = N_("IV. Issues to be decided on")
"""The title of the part."""

_SETTLED: Final = N_("1. Issues to be decided on, each with the reason why it stays as it is")
_OPEN: Final = N_("2. Problems not dealt with yet")
_REMOVED: Final = N_("3. Cases that were taken out")
_REMOVED_FOR: Final = N_("“{case}”: {reason} (taken out by {person} at {when}).")
_ACKNOWLEDGED: Final = N_("Acknowledged by {person} at {when}.")
_KINDS: Final = {Severity.ERROR: N_("Error"), Severity.WARNING: N_("Warning")}


def write_issues(paper: Paper, found: Submission, language: Language) -> None:
    """The part about what is open; where nothing is, it says so."""
    paper.heading(language.words(ISSUES))
    for title, is_settled in ((_SETTLED, True), (_OPEN, False)):
        paper.heading(language.words(title), 2)
        problems = [each for each in found.checked.problems if each.is_settled is is_settled]
        for place, problem in enumerate(problems, start=1):
            told = language.text(problem.found.told)
            kind = "" if is_settled else f"{language.words(_KINDS[problem.found.severity])}: "
            paper.paragraph(f"{kind}{told}", label=f"{place}.")
            for line in _beside(problem, found, language):
                paper.paragraph(line)
        if not problems:
            paper.paragraph(language.words(NONE))
    if found.removed:
        _write_removed(paper, found, language)


def _write_removed(paper: Paper, found: Submission, language: Language) -> None:
    paper.heading(language.words(_REMOVED), 2)
    for place, each in enumerate(found.removed, start=1):
        facts = {"case": each.case, "reason": each.reason, "person": each.person, "when": each.at}
        paper.paragraph(language.words(_REMOVED_FOR, **facts), label=f"{place}.")


def _beside(problem: ProblemLine, submission: Submission, language: Language) -> Iterator[str]:
    """The example, whom it touches, what is proposed, and why it stays all the same."""
    found, known = problem.found, problem.acknowledged
    yield from filter(None, (language.text(found.example),))
    if problem.touches is not None:
        yield touched_text(problem.touches, language)
    yield from filter(None, (language.text(found.proposal),))
    if known is not None:
        yield language.words(N_("Reason: {reason}"), reason=known.reason)
        yield language.words(_ACKNOWLEDGED, person=submission.persons[known.person], when=known.at)
