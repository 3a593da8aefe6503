"""Untried: an edition with rules of which no case is confirmed, which is known before it is handed in."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from foresight.problem import Severity
from rules.errors import N_, Refusal, Refused
from rules.language import CODES
from rules.rubric import Rubric
from rules.text import Text
from rulesvc.errors import StandsInTheWay, ToBeAcknowledged
from rulesvc.languages import language
from rulesvc.store import acknowledgements, cases
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.drifted import drifted
from rulesvc.usecases.problems import Found, problems_of, stands

NO_CASES: Final = "no_cases"
"""The name by which it is acknowledged that an edition has no confirmed case."""

_TOLD: Final = N_("No stored case is confirmed: nobody has tried the rules on a sheet with what they expect of it.")


def all_problems(session: Session, line: EditionLine, rubric: Rubric) -> tuple[Found, ...]:
    """The problems of an edition, which says what *rubric* does.

    Those of its content, what it changes and cites as before, and that nobody tried it.
    """
    return (*problems_of(rubric), *drifted(session, line, rubric), *_untried(session, line, rubric))


def all_unsettled(session: Session, line: EditionLine, rubric: Rubric) -> Iterator[Refusal]:
    """A refusal for each error of an edition, and for each warning that nobody has acknowledged."""
    acknowledged = acknowledgements.of_edition(session, line.id)
    for found in all_problems(session, line, rubric):
        if found.severity is Severity.ERROR:
            yield StandsInTheWay(Text(found.name), found.told, at=found.at)
        elif not stands(acknowledged.get(found.name), found):
            yield ToBeAcknowledged(Text(found.name), found.told, at=found.at)


def require_all_settled(session: Session, line: EditionLine, rubric: Rubric) -> None:
    """Refuse an edition with errors, or with warnings that nobody has acknowledged.

    Raises: `rules.errors.Refused` with each `StandsInTheWay` and `ToBeAcknowledged`.
    """
    refusals = tuple(all_unsettled(session, line, rubric))
    if refusals:
        raise Refused(refusals)


def _untried(session: Session, line: EditionLine, rubric: Rubric) -> tuple[Found, ...]:
    """That nobody tried the rules, where there are any and no error is to be put right first."""
    has_rules = any(table.rules for table in rubric.tables)
    if not has_rules or any(each.severity is Severity.ERROR for each in problems_of(rubric)):
        return ()
    if any(case.confirmed is not None for case in cases.of_edition(session, line.id)):
        return ()
    told = Text(*(language(code).words(_TOLD) for code in CODES))
    return (Found(name=NO_CASES, basis_sha256="", severity=Severity.WARNING, told=told, at=()),)
