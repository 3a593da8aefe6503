"""A submission: all that is told of an edition, most often a draft, when it is handed in for a decision."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from foresight.problem import Severity
from rules.rubric import Edition
from rules.text import Text
from rulesvc.store import agencies, blocks, editions, persons
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.cases import Removed, removed_cases
from rulesvc.usecases.check import Checked, check, look_ahead
from rulesvc.usecases.compare import Comparison, compare_editions
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.impact import Trial, open_trial
from rulesvc.usecases.stored_cases import Standing, standings


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """An edition with what it changes, what it was tried on, and what is open.

    *comparison* is `None` for an edition that is based on none; *trial* and *cases* are where there are errors by which
    nothing can be evaluated. *removed* are cases that were taken out for a reason. *agencies* are the names of those
    that are exempt, *persons* of those who acknowledged problems, by code.
    """

    line: EditionLine
    edition: Edition
    block: Text
    checked: Checked
    comparison: Comparison | None
    trial: Trial | None
    cases: tuple[Standing, ...] | None
    removed: tuple[Removed, ...]
    agencies: Mapping[str, Text]
    persons: Mapping[str, str]


def open_submission(session: Session, ref: EditionRef) -> Submission:
    """What is told of an edition; its impact is computed from the trial, when no session is needed any more.

    Raises: `UnknownRubric`, `UnknownEdition`; `StoredContentDiffers` or `UnreadableFormat` for what cannot be read.
    """
    look_ahead(session, ref)
    checked = check(session, ref)
    line = checked.line
    edition = editions.read(session, line)
    can_be_tried = not any(_stands_in_the_way(each.found.severity, each.found.problem) for each in checked.problems)
    based_on = line.based_on
    compared = None if based_on is None else compare_editions(session, ref.rubric, old=based_on, new=ref.number)
    return Submission(
        line=line,
        edition=edition,
        block=blocks.name_of(session, line.block),
        checked=checked,
        comparison=compared,
        trial=open_trial(session, ref.rubric, ref.number) if can_be_tried else None,
        cases=standings(session, line, edition.rubric) if can_be_tried else None,
        removed=removed_cases(session, line),
        agencies=agencies.names_of(session, {each.agency for each in edition.rubric.exemptions}),
        persons=_names(session, checked),
    )


def _stands_in_the_way(severity: Severity, problem: object | None) -> bool:
    """Whether a sheet cannot be evaluated at all: tables that contradict each other answer for most of them."""
    return severity is Severity.ERROR and problem is None


def _names(session: Session, checked: Checked) -> dict[str, str]:
    codes = {each.acknowledged.person for each in checked.problems if each.acknowledged is not None}
    return {code: persons.by_code(session, code).name for code in codes}
