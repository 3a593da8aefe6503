"""Checking: the problems of an edition, whom they touch, and which of them are acknowledged and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from foresight.problem import Proposal, Severity
from rules.content import rule_content
from rules.document import Citation
from rules.errors import require
from rules.rubric import Rubric
from rules.table import Rule, Table
from rules.text import Coded, Text, composed, is_in_words
from rulesvc.errors import (
    AcknowledgedAlready,
    DocumentToBeChosen,
    NotAcknowledged,
    NotAWarning,
    NothingProposed,
    OutcomeToBeChosen,
    ReasonNotInWords,
    UnknownProblem,
)
from rulesvc.models.edition import OPEN
from rulesvc.store import acknowledgements, audit, editions
from rulesvc.store.acknowledgements import AcknowledgementLine, NewAcknowledgement
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.acknowledged import Known, acknowledge_found
from rulesvc.usecases.alone import Long, alone
from rulesvc.usecases.drafting import Added, Amendment, ElementLine, amend, open_draft
from rulesvc.usecases.editions import EditionRef, subject
from rulesvc.usecases.problems import Found, is_known, problems_of, stands
from rulesvc.usecases.touched import touched
from rulesvc.usecases.untried import all_problems


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem, how many stored agencies it *touches*, and whether it is acknowledged.

    *touches* is `None` where it is not about agencies: what never comes about is about none.
    *acknowledged_before*: what somebody said of it before that on which it rests was changed.
    """

    found: Found
    touches: int | None
    acknowledged: AcknowledgementLine | None
    acknowledged_before: AcknowledgementLine | None = None

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
    return Checked(line, tuple(_line(each, touching.get(each.name), told.get(each.name), line) for each in found))


def _line(found: Found, touches: int | None, known: AcknowledgementLine | None, line: EditionLine) -> ProblemLine:
    if known is None or stands(known, found) or (known.basis_sha256 == "" and line.status not in OPEN):
        return ProblemLine(found, touches, known)
    return ProblemLine(found, touches, None, known)


def look_ahead(session: Session, ref: EditionRef) -> None:
    """Find the problems of an edition before it is changed or shown, so that nobody else waits: they are kept.

    Raises: `UnknownRubric`, `UnknownEdition`; `DoneAlready` where problems are to be found, and somebody else does.
    """
    rubric = editions.read(session, editions.by_number(session, ref.rubric, ref.number)).rubric
    if not is_known(rubric):
        with alone(session, Long.CHECK):
            problems_of(rubric)


def acknowledge(
    session: Session, ref: EditionRef, new: NewAcknowledgement, *, actor: Actor, now: datetime
) -> AcknowledgementLine:
    """Say why a draft is handed in with a warning as it is. The reason that somebody gave before stays.

    It gives way where what the problem rests on was changed since.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `ReasonNotInWords`, `UnknownProblem`,
    `NotAWarning`, `AcknowledgedAlready`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    reason = composed(new.reason)
    require(is_in_words(reason), ReasonNotInWords(reason, at=("reason",)))
    every = all_problems(session, line, editions.read(session, line).rubric)
    found = _named(every, new.problem, _is_warning)
    require(_is_warning(found), NotAWarning(Text(found.name), found.told, at=("problem",)))
    before = acknowledgements.of_edition(session, line.id).get(new.problem)
    if before is not None:
        already = AcknowledgedAlready(new.problem, before.person, before.at, at=("problem",))
        require(not stands(before, found), already)
        _remove(session, line, before, actor=actor, now=now)
    return acknowledge_found(session, line, Known(found, reason), actor=actor, now=now)


def take_back(session: Session, ref: EditionRef, problem: str, *, actor: Actor, now: datetime) -> EditionLine:
    """Take an acknowledgement back, whoever made it; the audit keeps whose it was and what it said.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `NotAcknowledged`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    known = acknowledgements.of_edition(session, line.id)
    require(problem in known, NotAcknowledged(problem, tuple(known), at=("problem",)))
    _remove(session, line, known[problem], actor=actor, now=now)
    return line


def _remove(session: Session, line: EditionLine, gone: AcknowledgementLine, *, actor: Actor, now: datetime) -> None:
    acknowledgements.take_back(session, line.id, gone.problem, actor=actor)
    details = {"problem": gone.problem, "reason": gone.reason, "person": gone.person}
    audit.write(session, "problem-acknowledgement-taken-back", subject(line), actor=actor, now=now, **details)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is made of the rule that is proposed for a *problem*: by which *document* it holds, and its *outcome*.

    Where that is blank, it is the one that is proposed.
    """

    problem: str
    document: str
    outcome: str = ""


def add_proposed(session: Session, ref: EditionRef, decision: Decision, *, actor: Actor, now: datetime) -> ElementLine:
    """Add the rule that is proposed for a problem to the draft, after the others of its table.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `UnknownProblem`, `NothingProposed`,
    `OutcomeToBeChosen`, `DocumentToBeChosen`.
    """
    require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    rubric = editions.read(session, line).rubric
    every = all_problems(session, line, rubric)
    found = _named(every, decision.problem, _has_proposal).problem
    if found is None or found.proposed is None:
        able = tuple(each.name for each in every if _has_proposal(each))
        raise NothingProposed(decision.problem, able, at=("problem",))
    rule = _rule(rubric, rubric.table[found.table], found.proposed, decision)
    added = Added(("tables", found.table, "rules"), rule_content(rule))
    return amend(session, ref, Amendment(added, _as_it_is), actor=actor, now=now)


def _rule(rubric: Rubric, table: Table, proposed: Proposal, decision: Decision) -> Rule:
    """The rule that is proposed, as somebody decided; it cites what they named and nothing else."""
    outcome = decision.outcome or proposed.outcome
    outcomes = tuple(Coded(each.code, each.name) for each in table.outcomes)
    require(outcome in outcomes, OutcomeToBeChosen(outcome, outcomes, at=("outcome",)))
    documents = tuple(Coded(code, Text(each.number)) for code, each in rubric.document.items())
    require(decision.document in documents, DocumentToBeChosen(decision.document, documents, at=("document",)))
    taken = {rule.code for rule in table.rules}
    code = next(code for code in (f"{outcome}-{number}" for number in count(2)) if code not in taken)
    return Rule(code, proposed.conditions, outcome, (Citation(decision.document),))


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
