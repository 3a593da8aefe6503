"""Problems for the eye: what is wrong, the case that shows it, what is proposed, and what it is acknowledged by."""

from collections.abc import Iterable, Iterator

from foresight.problem import Severity
from rules.errors import N_
from rules.language import Language
from rulesvc.usecases.check import ProblemLine
from rulesvc.usecases.touched import touched_text

_ERROR, _WARNING, _KNOWN = N_("Error"), N_("Warning"), N_("Issue to be decided on")
_NONE = N_("The check found nothing: every result has its rule, and no two rules contradict each other.")
_INDENT = "    "


def problem_lines(problems: Iterable[ProblemLine], into: Language) -> Iterator[str]:
    """The lines that tell each of *problems*; that there is none, where that is so."""
    told = tuple(problems)
    for each in told:
        yield f"{into.words(_kind(each))}: {into.text(each.found.told)}"
        yield from (_INDENT + line for line in _beside(each, into) if line)
    if not told:
        yield into.words(_NONE)


def _kind(line: ProblemLine) -> str:
    if line.found.severity is Severity.ERROR:
        return _ERROR
    return _KNOWN if line.is_settled else _WARNING


def _beside(line: ProblemLine, into: Language) -> Iterator[str]:
    found = line.found
    yield into.text(found.example)
    if line.touches is not None:
        yield touched_text(line.touches, into)
    yield into.text(found.proposal)
    if line.acknowledged is not None:
        known = line.acknowledged
        words = N_("Acknowledged by {person} at {when}: {reason}")
        yield into.words(words, person=known.person, when=known.at, reason=known.reason)
    elif line.acknowledged_before is not None:
        known = line.acknowledged_before
        words = N_(
            "Acknowledged by {person} at {when}, before what it rests on was changed; to be acknowledged anew: {reason}"
        )
        yield into.words(words, person=known.person, when=known.at, reason=known.reason)
    elif found.severity is Severity.WARNING:
        yield into.words(N_("Not acknowledged yet."))
    yield into.words(N_("Name: {name}"), name=found.name)
