"""Rubrics: brought in, given out, listed, and resolved to the edition that applies."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from foresight.problem import Severity
from rules.content import rubric_content
from rules.errors import require
from rules.number import Count
from rules.rubric import Edition, Rubric
from rules.text import Text, composed, is_in_words
from rules.threshold_checks import beyond
from rules.together import raise_first
from rulesvc.errors import (
    AcknowledgedByName,
    PeriodsMissing,
    ReasonNotInWords,
    RubricHasEditions,
    RubricOfAnotherBlock,
)
from rulesvc.models.edition import Status
from rulesvc.store import (
    agencies,
    applicability,
    audit,
    blocks,
    documents,
    edition_steps,
    editions,
    periods,
    rubrics,
    snapshots,
)
from rulesvc.store.applicability import Resolved
from rulesvc.store.edition_steps import Step
from rulesvc.store.editions import EditionLine, NewEdition
from rulesvc.store.persons import Actor
from rulesvc.store.rubrics import RubricKey
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.acknowledged import Known, acknowledge_found
from rulesvc.usecases.problems import require_evaluable
from rulesvc.usecases.untried import all_problems, require_all_settled


@dataclass(frozen=True, slots=True)
class RubricImport:
    """A rubric that is to become an edition covering *periods*; *issue*: at once, as the first of its rubric.

    *reason* says why the warnings of one that is issued stay as they are, blank where nobody acknowledges them.
    """

    rubric: Rubric
    periods: tuple[str, ...] = ()
    issue: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RubricLine:
    """A rubric with its editions, oldest first.

    The *name* is that of the edition issued last; where none is issued, of the newest not discarded.
    """

    code: str
    block: str
    name: Text
    editions: tuple[EditionLine, ...]


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An edition with its content."""

    line: EditionLine
    edition: Edition


def import_rubric(session: Session, wanted: RubricImport, *, actor: Actor, now: datetime) -> EditionLine:
    """A new edition from a rubric: a draft, or the first edition of its rubric, issued and marked as bootstrap.

    Raises: `RoleMissing`, `RubricHasEditions`, `RubricOfAnotherBlock`, `PeriodsMissing`, `UnknownPeriod`,
    `PeriodTwice`, `UnknownBlock`, `AcknowledgedByName`, `ReasonNotInWords`; `rules.errors.BeyondTheEngine`; of one that
    is to be issued `rules.errors.Refused` with each `StandsInTheWay` and `ToBeAcknowledged`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    if wanted.issue:
        actor = require_ability(actor, Ability.ISSUE)
    rubric = wanted.rubric
    require_evaluable(rubric)
    raise_first(each.refusal for each in beyond(rubric))
    require(wanted.issue or not wanted.reason, AcknowledgedByName(at=("reason",)))
    require(bool(wanted.periods) or not wanted.issue, PeriodsMissing(rubric.code, at=("periods",)))
    key = _ensure_rubric(session, rubric)
    rubrics.lock(session, key.id)
    earlier = editions.of_rubric(session, key.id)
    require(not wanted.issue or not earlier, RubricHasEditions(rubric.code, Count(len(earlier))))
    documents.register(session, rubric.documents)
    new = NewEdition(1 + len(earlier), actor.person_id, now, bootstrap=wanted.issue)
    line = _add(session, key, wanted, new)
    if wanted.issue:
        line = _issue(session, line, wanted, actor=actor, now=now)
    action = "edition-issued-by-import" if wanted.issue else "edition-drafted-by-import"
    subject = ("edition", f"{key.code}/{line.number}")
    audit.write(session, action, subject, actor=actor, now=now, periods=wanted.periods, sha256=line.sha256)
    return line


def exempted_strangers(session: Session, rubric: Rubric) -> tuple[str, ...]:
    """The codes of agencies that *rubric* exempts from something and that are not stored, mistyped ones perhaps."""
    codes = tuple(dict.fromkeys(exemption.agency for exemption in rubric.exemptions))
    known = agencies.names_of(session, codes)
    return tuple(code for code in codes if code not in known)


def export_rubric(session: Session, code: str, *, number: int | None = None) -> dict[str, Any]:
    """The content of the rubric document of an edition, of the newest not discarded where no *number* is named.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    if number is None:
        key = rubrics.by_code(session, code)
        number = max((line.number for line in _living(editions.of_rubric(session, key.id))), default=0)
    return rubric_content(find_edition(session, code, number).edition.rubric)


def list_rubrics(session: Session) -> tuple[RubricLine, ...]:
    """All rubrics with their editions, by code."""
    every = editions.read_lines(session, editions.lines())
    return tuple(
        _rubric_line(key, tuple(line for line in every if line.rubric_id == key.id)) for key in rubrics.every(session)
    )


def list_editions(session: Session, code: str) -> tuple[EditionLine, ...]:
    """The editions of a rubric, oldest first.

    Raises: `UnknownRubric`.
    """
    return editions.of_rubric(session, rubrics.by_code(session, code).id)


def find_edition(session: Session, code: str, number: int) -> StoredEdition:
    """An edition with its content, which is what its hash says.

    Raises: `UnknownRubric`, `UnknownEdition`, `StoredContentDiffers`.
    """
    line = editions.by_number(session, code, number)
    return StoredEdition(line, editions.read(session, line))


def resolve(session: Session, code: str, *, period: str, as_of: datetime | None = None, now: datetime) -> Resolved:
    """The edition of a rubric that applies to a *period*, as known at *as_of* (default: now).

    Raises: `UnknownRubric`, `UnknownPeriod`, `InstantToCome`; as `rulesvc.store.applicability.resolve`.
    """
    applicability.require_past(as_of, now=now)
    key = rubrics.by_code(session, code)
    found = periods.by_code(session, period, at=("period",))
    return applicability.resolve(session, key, found, as_of=as_of, at=("period",))


def _rubric_line(key: RubricKey, lines: tuple[EditionLine, ...]) -> RubricLine:
    return RubricLine(key.code, key.block, _naming(lines).name if lines else Text(""), lines)


def _naming(lines: tuple[EditionLine, ...]) -> EditionLine:
    """Of the *lines* the one that says what the rubric is called."""
    issued = [line for line in lines if line.issued_at is not None]
    return max(issued, key=lambda line: (line.issued_at, line.number)) if issued else _living(lines)[-1]


def _living(lines: tuple[EditionLine, ...]) -> tuple[EditionLine, ...]:
    """The *lines* without drafts that were discarded, where there are others."""
    return tuple(line for line in lines if line.status != Status.DISCARDED) or lines


def _ensure_rubric(session: Session, rubric: Rubric) -> RubricKey:
    found = rubrics.find(session, rubric.code)
    if found is None:
        found = rubrics.add(session, rubric.code, blocks.id_of(session, rubric.block, at=("block",)))
    require(found.block == rubric.block, RubricOfAnotherBlock(rubric.code, rubric.block, found.block, at=("block",)))
    return found


def _add(session: Session, key: RubricKey, wanted: RubricImport, new: NewEdition) -> EditionLine:
    """The rows of the edition, and which periods it covers."""
    edition_id = editions.add(session, key.id, wanted.rubric, new)
    editions.cover(session, edition_id, periods.by_codes(session, wanted.periods, at=("periods",)))
    return editions.by_id(session, edition_id)


def _issue(session: Session, line: EditionLine, wanted: RubricImport, *, actor: Actor, now: datetime) -> EditionLine:
    """The edition issued, with its snapshot, once nothing stands in its way; it applies from now on."""
    if wanted.reason:
        _acknowledge_all(session, line, wanted, actor=actor, now=now)
    require_all_settled(session, line, wanted.rubric)
    step = Step(Status.ISSUED, snapshots.take(session, wanted.rubric))
    issued = edition_steps.take(session, line, step, actor=actor, now=now)
    for period in periods.by_codes(session, wanted.periods):
        applicability.add(session, issued, period.id, since=now)
    return issued


def _acknowledge_all(session: Session, line: EditionLine, wanted: RubricImport, *, actor: Actor, now: datetime) -> None:
    """Acknowledge every warning for the one reason that is given."""
    reason = composed(wanted.reason)
    require(is_in_words(reason), ReasonNotInWords(reason, at=("reason",)))
    for found in all_problems(session, line, wanted.rubric):
        if found.severity is Severity.WARNING:
            acknowledge_found(session, line, Known(found, reason), actor=actor, now=now)
