"""Editions: drafted as a copy, submitted, returned or cleared by a second person, issued by a decision, repealed.

A draft that was never submitted may be discarded instead.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from rules.canonical import canonical, digest
from rules.errors import Refused, require
from rules.language import day_of
from rules.rubric import Edition, Rubric
from rules.text import composed, is_in_words
from rulesvc.errors import (
    ContentChanged,
    CopiesAtWork,
    DiscardedForNothing,
    DraftUnderWay,
    EarlierThanKnown,
    ExemptedStranger,
    HadAHand,
    LenderHadAHand,
    PeriodsMissing,
    RepealedByItsOwn,
    ReplacesOthers,
    StepNotPossible,
)
from rulesvc.models.edition import AT_WORK, OPEN, Status
from rulesvc.store import (
    applicability,
    audit,
    cases,
    documents,
    edition_changes,
    edition_steps,
    editions,
    periods,
    rubrics,
    snapshots,
)
from rulesvc.store.edition_steps import Step, StepLine
from rulesvc.store.editions import EditionLine, NewEdition
from rulesvc.store.persons import Actor
from rulesvc.store.rubrics import RubricKey
from rulesvc.usecases.abilities import Ability, require_ability, require_lender
from rulesvc.usecases.edition_words import told
from rulesvc.usecases.problems import require_evaluable
from rulesvc.usecases.rubrics import exempted_strangers
from rulesvc.usecases.stored_cases import require_green
from rulesvc.usecases.untried import require_all_settled


@dataclass(frozen=True, slots=True)
class EditionRef:
    """An edition by its rubric and number.

    *expected* is the tag of what whoever asks has seen, *comment* what they say about the step.
    """

    rubric: str
    number: int
    expected: str | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Issuing:
    """The decision by which an edition is issued, and the numbers of the editions that it replaces."""

    document: str
    replaces: tuple[int, ...] = ()


def draft(
    session: Session, origin: EditionRef, covered: tuple[str, ...], *, actor: Actor, now: datetime
) -> EditionLine:
    """A new draft: a copy of any edition with its cases, in which every criterion comes from its namesake.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `UnknownPeriod`, `PeriodTwice`, `DraftUnderWay`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    key = rubrics.by_code(session, origin.rubric)
    rubrics.lock(session, key.id)
    source = editions.by_number(session, origin.rubric, origin.number)
    rubric = editions.read(session, source).rubric
    wanted = periods.by_codes(session, covered, at=("periods",))
    every = editions.of_rubric(session, key.id)
    _require_new(session, every, source, covered, actor=actor)
    number = 1 + len(every)
    new = NewEdition(number, actor.person_id, now, based_on=source.id)
    edition_id = editions.add(session, key.id, rubric, new)
    editions.cover(session, edition_id, wanted)
    edition_changes.set_origins(session, edition_id, {code: (code,) for code in rubric.criterion}, actor=actor)
    cases.carry_over(session, source.id, edition_id, actor=actor)
    line = editions.by_id(session, edition_id)
    _tell(session, "edition-drafted", line, actor=actor, now=now, based_on=source.number, periods=covered)
    return line


def _require_new(
    session: Session, every: Iterable[EditionLine], source: EditionLine, covered: tuple[str, ...], *, actor: Actor
) -> None:
    """Refuse the same draft a second time, as by a form that is sent twice: nothing of the first was changed."""
    for each in every:
        is_same = (each.based_on, each.author, each.status) == (source.number, actor.person, Status.DRAFT)
        if not is_same or set(each.periods) != set(covered):
            continue
        is_untouched = editions.read(session, each).rubric == editions.read(session, source).rubric
        require(not is_untouched, DraftUnderWay(each.rubric, each.number, at=("periods",)))


def submit(session: Session, ref: EditionRef, *, actor: Actor, now: datetime) -> EditionLine:
    """Hand a draft in for approval: from now on nobody changes it.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `StepNotPossible`, `ContentChanged`, `PeriodsMissing`;
    `rules.errors.RubricRefusal` for a draft that is no complete rubric; `rules.errors.Refused` with each
    `ExemptedStranger`, or with each `StandsInTheWay` and `ToBeAcknowledged`, or with each `CaseDiffers` and
    `CaseNotConfirmed`. Without any confirmed case a draft is handed in where that is acknowledged.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line, edition = _opened(session, ref, OPEN, Status.SUBMITTED, now=now)
    require(bool(line.periods), PeriodsMissing(line.rubric, at=("periods",)))
    require_evaluable(edition.rubric)
    strangers = tuple(exempted(session, edition.rubric))
    if strangers:
        raise Refused(strangers)
    require_all_settled(session, line, edition.rubric)
    require_green(session, line, edition.rubric)
    return _take(session, line, Step(Status.SUBMITTED, edition.sha256, ref.comment), actor=actor, now=now)


def exempted(session: Session, rubric: Rubric) -> Iterator[ExemptedStranger]:
    """A refusal for each exemption of an agency that is not stored, whenever those that are may have been there."""
    strangers = exempted_strangers(session, rubric)
    for place, exemption in enumerate(rubric.exemptions):
        if exemption.agency in strangers:
            yield ExemptedStranger(exemption.agency, exemption.criterion, at=("exemptions", place, "agency"))


def give_back(session: Session, ref: EditionRef, *, actor: Actor, now: datetime) -> EditionLine:
    """Return a draft that was submitted or cleared, so that it can be changed again.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `StepNotPossible`, `ContentChanged`.
    """
    actor = require_ability(actor, Ability.CLEAR)
    line, edition = _opened(session, ref, (Status.SUBMITTED, Status.CLEARED), Status.RETURNED, now=now)
    return _take(session, line, Step(Status.RETURNED, edition.sha256, ref.comment), actor=actor, now=now)


def clear(session: Session, ref: EditionRef, *, actor: Actor, now: datetime) -> EditionLine:
    """Approve a submitted draft inside the department; never one that the actor had a hand in, or for such a one.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `StepNotPossible`, `ContentChanged`, `HadAHand`,
    `LenderHadAHand`.
    """
    actor = require_ability(actor, Ability.CLEAR)
    line, edition = _opened(session, ref, (Status.SUBMITTED,), Status.CLEARED, now=now)
    drafters = edition_steps.drafters(session, line.id)
    require(actor.person not in drafters, HadAHand(line.rubric, line.number))
    actor = require_lender(actor, drafters, LenderHadAHand(line.rubric, line.number, actor.acting_for))
    return _take(session, line, Step(Status.CLEARED, edition.sha256, ref.comment), actor=actor, now=now)


def discard(session: Session, ref: EditionRef, *, actor: Actor, now: datetime) -> EditionLine:
    """Discard a draft that was never submitted, for a reason: its content and its number stay, and nothing follows.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `StepNotPossible`, `ContentChanged`,
    `DiscardedForNothing`, `CopiesAtWork` where drafts that are under way were copied from it.
    """
    actor = require_ability(actor, Ability.DRAFT)
    rubrics.lock(session, rubrics.by_code(session, ref.rubric).id)
    line, edition = _opened(session, ref, (Status.DRAFT,), Status.DISCARDED, now=now)
    reason = composed(ref.comment)
    require(is_in_words(reason), DiscardedForNothing(reason, at=("comment",)))
    copies = copies_at_work(session, line)
    require(not copies, CopiesAtWork(line.rubric, line.number, copies))
    return _take(session, line, Step(Status.DISCARDED, edition.sha256, reason), actor=actor, now=now)


def copies_at_work(session: Session, line: EditionLine) -> tuple[int, ...]:
    """The numbers of the editions on their way to be issued that were copied from this one."""
    every = editions.of_rubric(session, line.rubric_id)
    return tuple(each.number for each in every if each.based_on == line.number and each.status in AT_WORK)


def issue(session: Session, ref: EditionRef, by: Issuing, *, actor: Actor, now: datetime) -> EditionLine:
    """Record that a cleared edition was issued *by* a signed decision: it applies to its periods from now on.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `StepNotPossible`, `ContentChanged`, `UnknownDocument`,
    `DocumentNotComplete`, `ReplacesOthers`, `EarlierThanKnown`.
    """
    actor = require_ability(actor, Ability.ISSUE)
    key = rubrics.by_code(session, ref.rubric)
    rubrics.lock(session, key.id)
    line, edition = _opened(session, ref, (Status.CLEARED,), Status.ISSUED, now=now)
    document = documents.require_signed(session, by.document, today=day_of(now), at=("document",))
    replaced = _replaced(session, key, line, by.replaces, now=now)
    snapshots.take(session, edition.rubric)
    step = Step(Status.ISSUED, edition.sha256, ref.comment, document.id)
    issued = edition_steps.take(session, line, step, actor=actor, now=now)
    for period in line.periods:
        period_id = periods.by_code(session, period).id
        applicability.end(session, key.id, period_id, until=now)
        applicability.add(session, issued, period_id, since=now)
    _supersede(session, replaced, actor=actor, now=now)
    numbers = tuple(each.number for each in replaced)
    _tell(session, "edition-issued", issued, actor=actor, now=now, document=by.document, replaces=numbers)
    return issued


def repeal(session: Session, ref: EditionRef, document: str, *, actor: Actor, now: datetime) -> EditionLine:
    """Record that an issued edition was repealed by a signed document: it applies to no period from now on.

    Raises: as `issue`; `RepealedByItsOwn`.
    """
    actor = require_ability(actor, Ability.ISSUE)
    key = rubrics.by_code(session, ref.rubric)
    rubrics.lock(session, key.id)
    line, edition = _opened(session, ref, (Status.ISSUED,), Status.REPEALED, now=now)
    if document == line.document:
        raise RepealedByItsOwn(line.rubric, line.number, documents.called(session, document), at=("document",))
    by = documents.require_signed(session, document, today=day_of(now), at=("document",))
    applicability.end_all(session, line.id, until=now)
    repealed = edition_steps.take(
        session, line, Step(Status.REPEALED, edition.sha256, ref.comment, by.id), actor=actor, now=now
    )
    _tell(session, "edition-repealed", repealed, actor=actor, now=now, document=document)
    return repealed


def tag_of(line: EditionLine, edition: Edition) -> str:
    """The tag of an edition: the hash of its content, and of what else becomes of it."""
    told_with = {"status": line.status, "periods": line.periods, "document": line.document}
    return digest(canonical({**told_with, "sha256": edition.sha256}))


def subject(line: EditionLine) -> tuple[str, str]:
    """What the audit calls an edition."""
    return "edition", f"{line.rubric}/{line.number}"


def changed_meanwhile(session: Session, line: EditionLine, *, now: datetime) -> ContentChanged:
    """The refusal of a change that was made without knowing the last one."""
    person, at = audit.latest(session, subject(line)) or (line.author, now)
    return ContentChanged(line.rubric, line.number, person, at)


@dataclass(frozen=True, slots=True)
class History:
    """What became of an edition so far, and who changed its content."""

    line: EditionLine
    editors: tuple[str, ...]
    steps: tuple[StepLine, ...]


def history(session: Session, ref: EditionRef) -> History:
    """The steps of an edition and its editors.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    line = editions.by_number(session, ref.rubric, ref.number)
    lenders = {
        (action.removesuffix("-by-import"), at): names
        for (action, at), names in audit.acting_for(session, subject(line)).items()
    }
    steps = tuple(
        replace(step, acting_for=lenders.get((f"edition-{step.status}", step.at), ()))
        for step in edition_steps.of_edition(session, line.id)
    )
    return History(line, edition_steps.editors(session, line.id), steps)


def _opened(
    session: Session, ref: EditionRef, allowed: tuple[Status, ...], wanted: Status, *, now: datetime
) -> tuple[EditionLine, Edition]:
    """The edition with its content, locked, if the step to *wanted* is possible and nobody changed what was seen."""
    line = edition_steps.locked(session, editions.by_number(session, ref.rubric, ref.number))
    require(line.status in allowed, StepNotPossible(line.rubric, line.number, told(line.status), told(wanted)))
    edition = editions.read_anew(session, line)
    if ref.expected not in (None, tag_of(line, edition)):
        raise changed_meanwhile(session, line, now=now)
    return line, edition


def _take(session: Session, line: EditionLine, step: Step, *, actor: Actor, now: datetime) -> EditionLine:
    taken = edition_steps.take(session, line, step, actor=actor, now=now)
    details = {"sha256": step.sha256, "comment": step.comment}
    _tell(session, f"edition-{step.status.value}", taken, actor=actor, now=now, **details)
    return taken


def _replaced(
    session: Session, key: RubricKey, line: EditionLine, named: tuple[int, ...], *, now: datetime
) -> tuple[EditionLine, ...]:
    """The editions that apply to the periods of *line* until it does: exactly those that were *named*."""
    applying = applicability.applying(session, key.id, line.periods)
    numbers = tuple(sorted({each.number for each in applying}))
    require(tuple(sorted(set(named))) == numbers, ReplacesOthers(line.rubric, line.number, numbers, at=("replaces",)))
    latest = applicability.latest_instant(session, key.id)
    require(latest is None or latest <= now, EarlierThanKnown(line.rubric, latest or now))
    return applying


def _supersede(session: Session, replaced: tuple[EditionLine, ...], *, actor: Actor, now: datetime) -> None:
    """An edition that applies to no period any more is superseded."""
    for line in replaced:
        if not applicability.applies_still(session, line.id):
            step = Step(Status.SUPERSEDED, line.sha256 or "")
            taken = edition_steps.take(session, line, step, actor=actor, now=now)
            _tell(session, "edition-superseded", taken, actor=actor, now=now)


def _tell(session: Session, action: str, line: EditionLine, *, actor: Actor, now: datetime, **details: object) -> None:
    audit.write(session, action, subject(line), actor=actor, now=now, **details)
