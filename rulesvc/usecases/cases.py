"""Cases: generated from the tables of a draft or written by hand, confirmed by a person, taken out again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from foresight.cases import Case, Decided
from foresight.coverage import Covered, coverage
from foresight.generating import Generated, generated
from rules.errors import N_, Path, Refusal, Refusals, Refused, UnknownReference, require
from rules.rubric import Rubric
from rules.said import said
from rules.text import composed, is_in_words
from rulesvc.errors import (
    CaseDiffers,
    CaseNameTaken,
    CaseRemovedWithoutReason,
    NothingExpected,
    NotOpen,
    UnknownCase,
)
from rulesvc.models.case import Origin
from rulesvc.models.edition import OPEN
from rulesvc.store import audit, cases, editions
from rulesvc.store.cases import Confirmation, NewCase
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.alone import Long, alone
from rulesvc.usecases.drafting import open_draft
from rulesvc.usecases.edition_words import told
from rulesvc.usecases.editions import EditionRef, subject
from rulesvc.usecases.problems import require_evaluable
from rulesvc.usecases.resting import tables_sha256
from rulesvc.usecases.stored_cases import Standing, standing_of, standings

_EXPECTED: Final = N_("what is expected")
_REMOVED: Final = "case-removed"


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of an edition of *rubric*, and what those that are confirmed and as expected show of its rules.

    Generating also tells what is *impossible*, which is proven, and what is *unproven*, by the names of cases.
    """

    line: EditionLine
    rubric: Rubric
    standings: tuple[Standing, ...]
    coverage: tuple[Covered, ...]
    impossible: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What generating looks for: all that the tables of *rubric* can show and the cases that are *kept* do not."""

    rubric: Rubric
    kept: tuple[Case, ...]

    def searched(self) -> "Searched":
        """The cases that are lacking, after half a minute perhaps; no session is needed."""
        return Searched(self, generated(self.rubric, self.kept))


@dataclass(frozen=True, slots=True)
class Searched:
    """The cases that were *found* for what was *wanted*."""

    wanted: Wanted
    found: Generated


@dataclass(frozen=True, slots=True)
class Removed:
    """A case that was taken out, why, and by whom."""

    case: str
    reason: str
    person: str
    at: datetime


def list_cases(session: Session, ref: EditionRef) -> Cases:
    """The cases of an edition as they stand, and what they show.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    return _cases(session, editions.by_number(session, ref.rubric, ref.number))


def wanted_of(session: Session, ref: EditionRef, *, without: Collection[str] = ()) -> Wanted:
    """What generating would look for now, were the cases of these names taken out before.

    Raises: `UnknownRubric`, `UnknownEdition`, `NotOpen`; `rules.errors.RubricRefusal` for a draft that is no complete
    rubric.
    """
    line = editions.by_number(session, ref.rubric, ref.number)
    require(line.status in OPEN, NotOpen(line.rubric, line.number, told(line.status)))
    rubric = editions.read(session, line).rubric
    require_evaluable(rubric)
    before = (each for each in standings(session, line, rubric) if each.line.case.name not in without)
    return Wanted(rubric, tuple(each.line.case for each in before if not _makes_place(each, ref)))


def search(session: Session, ref: EditionRef) -> Searched:
    """Look for what generating would store, before anybody waits for whoever writes.

    Raises: what `wanted_of` does; `DoneAlready` where somebody else does.
    """
    wanted = wanted_of(session, ref)
    with alone(session, Long.CASES):
        return wanted.searched()


def generate(
    session: Session, ref: EditionRef, searched: Searched | None = None, *, actor: Actor, now: datetime
) -> Cases:
    """Store cases at the boundaries and for the conditions of a draft's tables that no case shows yet.

    Those that were generated before and that nobody confirmed make place for them; so do those that somebody confirmed
    and that are not green any more where *ref* says in its comment why. What was *searched* before is taken if the
    draft still is as it was then; otherwise others wait while it is searched again.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`; `rules.errors.RubricRefusal` for a draft that
    is no complete rubric.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    wanted = wanted_of(session, ref)
    before = standings(session, line, wanted.rubric)
    found = searched.found if searched is not None and searched.wanted == wanted else wanted.searched().found
    stale = [each.line for each in before if _makes_place(each, ref)]
    cases.remove(session, (each.id for each in stale), actor=actor)
    for each in stale:
        if each.confirmed is not None:
            why = {"case": each.case.name, "reason": composed(ref.comment)}
            audit.write(session, _REMOVED, subject(line), actor=actor, now=now, **why)
    new = [NewCase(wanted.rubric, each, Origin.GENERATED) for each in found.cases]
    cases.add(session, line.id, new, actor=actor, now=now)
    names = tuple(each.name for each in found.cases)
    details = {"cases": names, "instead_of": tuple(each.case.name for each in stale)}
    audit.write(session, "cases-generated", subject(line), actor=actor, now=now, **details)
    return _cases(session, line, found.impossible, found.unproven)


def write(session: Session, ref: EditionRef, case: Case, *, actor: Actor, now: datetime) -> Standing:
    """Store a case of a draft, behind which whoever writes it stands, whether it comes out so yet or not.

    *ref* says in its comment what it is there for.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `CaseNameTaken`, `NothingExpected`;
    `rules.errors.Refused` with each `UnknownReference`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    rubric = editions.read(session, line).rubric
    taken = {each.case.name for each in cases.of_edition(session, line.id)}
    require(case.name not in taken, CaseNameTaken(case.name, at=("name",)))
    says = [each != Decided(each.criterion) for decided in case.expected.values() for each in decided]
    require(bool(case.expected) and all(says), NothingExpected(case.name, at=("expected",)))
    _require_known(rubric, case)
    new = NewCase(rubric, case, Origin.WRITTEN, tables_sha256(rubric, case.about), ref.comment)
    cases.add(session, line.id, [new], actor=actor, now=now)
    audit.write(session, "case-written", subject(line), actor=actor, now=now, case=case.name, reason=ref.comment)
    return _named(session, line, case.name)


def confirm(session: Session, ref: EditionRef, name: str, *, actor: Actor, now: datetime) -> Standing:
    """Let a person stand behind what is expected of a case, which comes out so; *ref* says in its comment why.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `UnknownCase`; `rules.errors.Refused` with
    `CaseDiffers`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    standing = _named(session, line, name)
    if not standing.run.passed:
        raise Refused((CaseDiffers(name, standing.told),))
    rubric = editions.read(session, line).rubric
    sha256 = tables_sha256(rubric, standing.line.case.about)
    cases.confirm(session, standing.line.id, Confirmation(actor.person, now, sha256, ref.comment), actor=actor)
    audit.write(session, "case-confirmed", subject(line), actor=actor, now=now, case=name, reason=ref.comment)
    return _named(session, line, name)


def remove(session: Session, ref: EditionRef, name: str, *, actor: Actor, now: datetime) -> Standing:
    """Take a case out of a draft. The case as it stood.

    Of one that a person wrote or confirmed *ref* says in its comment why.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `UnknownCase`, `CaseRemovedWithoutReason`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    standing = _named(session, line, name)
    needs_none = standing.line.origin == Origin.GENERATED and standing.line.confirmed is None
    given = composed(ref.comment)
    require(needs_none or is_in_words(given), CaseRemovedWithoutReason(name, given, at=("reason",)))
    cases.remove(session, (standing.line.id,), actor=actor)
    audit.write(session, _REMOVED, subject(line), actor=actor, now=now, case=name, reason=given)
    return standing


def removed_cases(session: Session, line: EditionLine) -> tuple[Removed, ...]:
    """The cases that were taken out of an edition for a reason, in time."""
    events = audit.of_action(session, _REMOVED, subject(line))
    reasoned = (each for each in events if each.details.get("reason"))
    return tuple(Removed(each.details["case"], each.details["reason"], each.person, each.at) for each in reasoned)


def _makes_place(standing: Standing, ref: EditionRef) -> bool:
    """Whether a case is taken out when others are generated."""
    if standing.line.origin != Origin.GENERATED or standing.is_green:
        return False
    return standing.line.confirmed is None or is_in_words(composed(ref.comment))


def _cases(
    session: Session, line: EditionLine, impossible: tuple[str, ...] = (), unproven: tuple[str, ...] = ()
) -> Cases:
    rubric = editions.read(session, line).rubric
    found = standings(session, line, rubric)
    covered = coverage(rubric, (each.line.case for each in found if each.is_green))
    return Cases(line, rubric, found, covered, impossible, unproven)


def _named(session: Session, line: EditionLine, name: str) -> Standing:
    found = standing_of(session, line, editions.read(session, line).rubric, name)
    if found is None:
        raise UnknownCase(line.rubric, line.number, name)
    return found


def _require_known(rubric: Rubric, case: Case) -> None:
    refusals = Refusals()
    for refusal in _unknown(rubric, case):
        refusals.add(refusal)
    refusals.raise_if_any()


def _unknown(rubric: Rubric, case: Case) -> Iterator[Refusal]:
    """A refusal for each table, criterion and outcome in what is expected that the rubric does not have."""
    for code, decided in case.expected.items():
        if code not in rubric.table:
            yield UnknownReference(said(_EXPECTED), code, tuple(rubric.table), at=("expected", code))
            continue
        for place, each in enumerate(decided):
            yield from _unknown_of(rubric, code, each, ("expected", code, place))


def _unknown_of(rubric: Rubric, table: str, decided: Decided, at: Path) -> Iterator[Refusal]:
    outcomes, members = rubric.table[table].outcome_codes, tuple(filter(None, rubric.members(rubric.table[table])))
    if decided.outcome and decided.outcome not in outcomes:
        yield UnknownReference(said(_EXPECTED), decided.outcome, outcomes, at=(*at, "outcome"))
    if decided.criterion and decided.criterion not in members:
        yield UnknownReference(said(_EXPECTED), decided.criterion, members, at=(*at, "criterion"))
