"""Checking: the problems of an edition, whom they touch, and which of them are acknowledged and why."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from foresight.problem import Severity
from rules.content import rule_content
from rules.errors import require
from rules.text import Text, composed, is_in_words
from rulesvc.errors import (
    AcknowledgedAlready,
    NotAcknowledged,
    NotAWarning,
    NothingProposed,
    ReasonNotInWords,
    UnknownProblem,
)
from rulesvc.store import acknowledgements, audit, editions
from rulesvc.store.acknowledgements import AcknowledgementLine, NewAcknowledgement
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.drafting import Added, Amendment, ElementLine, amend, open_draft
from rulesvc.usecases.editions import EditionRef, subject
from rulesvc.usecases.problems import Found, problems_of
from rulesvc.usecases.touched import touched
from rulesvc.usecases.untried import all_problems


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem, how many stored agencies it *touches*, and whether it is acknowledged.

    *touches* is `None` where it is not about agencies: what never comes about is about none.
    """

    found: Found
    touches: int | None
    acknowledged: AcknowledgementLine | None

    @property
    def is_settled(self) -> bool:
        """Whether the edition can be submitted with it."""
        return self.found.severity is Severity.WARNING and self.acknowledged is not None


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition with its problems."""

    line: EditionLine
    problems: tuple[ProblemLine, ...]

    @property
    def is_settled(self) -> bool:
        """Whether no problem stands in the way of submitting it."""
        return all(problem.is_settled for problem in self.problems)


def check(session: Session, ref: EditionRef) -> Checked:
    """The problems of an edition.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    line = editions.by_number(session, ref.rubric, ref.number)
    rubric = editions.read(session, line).rubric
    found = all_problems(session, line, rubric)
    told = acknowledgements.of_edition(session, line.id)
    touching = touched(session, line.rubric_id, rubric, (each.problem for each in found if each.problem))
    return Checked(line, tuple(ProblemLine(each, touching.get(each.name), told.get(each.name)) for each in found))


def look_ahead(session: Session, ref: EditionRef) -> None:
    """Find the problems of an edition before it is changed, so that nobody else waits meanwhile: they are kept.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    problems_of(editions.read(session, editions.by_number(session, ref.rubric, ref.number)).rubric)


def acknowledge(
    session: Session, ref: EditionRef, new: NewAcknowledgement, *, actor: Actor, now: datetime
) -> AcknowledgementLine:
    """Say why a draft is handed in with a warning as it is. The reason that somebody gave before stays.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `ReasonNotInWords`, `UnknownProblem`,
    `NotAWarning`, `AcknowledgedAlready`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    new = replace(new, reason=composed(new.reason))
    require(is_in_words(new.reason), ReasonNotInWords(new.reason, at=("reason",)))
    every = all_problems(session, line, editions.read(session, line).rubric)
    found = _named(every, new.problem, _is_warning)
    require(_is_warning(found), NotAWarning(Text(found.name), found.told, at=("problem",)))
    before = acknowledgements.of_edition(session, line.id).get(new.problem)
    if before is not None:
        raise AcknowledgedAlready(new.problem, before.person, before.at, at=("problem",))
    made = acknowledgements.add(session, line.id, new, actor=actor, now=now)
    audit.write(session, "problem-acknowledged", subject(line), actor=actor, now=now, **asdict(new))
    return made


def take_back(session: Session, ref: EditionRef, problem: str, *, actor: Actor, now: datetime) -> EditionLine:
    """Take an acknowledgement back, whoever made it; the audit keeps whose it was and what it said.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `NotAcknowledged`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    known = acknowledgements.of_edition(session, line.id)
    require(problem in known, NotAcknowledged(problem, tuple(known), at=("problem",)))
    before = known[problem]
    acknowledgements.take_back(session, line.id, problem, actor=actor)
    details = {"problem": problem, "reason": before.reason, "person": before.person}
    audit.write(session, "problem-acknowledgement-taken-back", subject(line), actor=actor, now=now, **details)
    return line


def add_proposed(session: Session, ref: EditionRef, problem: str, *, actor: Actor, now: datetime) -> ElementLine:
    """Add the rule that is proposed for a problem to the draft, after the others of its table.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `UnknownProblem`, `NothingProposed`.
    """
    require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    every = all_problems(session, line, editions.read(session, line).rubric)
    found = _named(every, problem, _has_proposal).problem
    if found is None or found.proposed is None:
        able = tuple(each.name for each in every if _has_proposal(each))
        raise NothingProposed(problem, able, at=("problem",))
    added = Added(("tables", found.table, "rules"), rule_content(found.proposed))
    return amend(session, ref, Amendment(added, _as_it_is), actor=actor, now=now)


def _named(found: tuple[Found, ...], name: str, is_possible: Callable[[Found], bool]) -> Found:
    """The problem with that *name* among those that were *found*.

    Raises: `UnknownProblem` with those of which it *is possible*.
    """
    possible = tuple(each.name for each in found if is_possible(each))
    by_name = {each.name: each for each in found}
    require(name in by_name, UnknownProblem(name, possible, at=("problem",)))
    return by_name[name]


def _is_warning(found: Found) -> bool:
    return found.severity is Severity.WARNING


def _has_proposal(found: Found) -> bool:
    return found.problem is not None and found.problem.proposed is not None


def _as_it_is(_kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """What is proposed is canonical content already, and so is the rest of the table."""
    return dict(content)
