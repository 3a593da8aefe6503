"""Heads of agencies: who is in office from when until when, so that a rating of the year is somebody's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from rules.errors import N_, InputRefusal, Path, Refusal, Refusals, Refused, require
from rules.text import composed
from rulesvc.errors import Conflict, NotFound, PreconditionFailed, UnknownAgency
from rulesvc.store import agencies, audit, heads, periods
from rulesvc.store.agencies import AgencyLine
from rulesvc.store.alike import closest
from rulesvc.store.heads import Head, HeadLine
from rulesvc.store.leaves import Leaf
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.new_names import check_name
from rulesvc.usecases.periods import DaysReversed

__all__ = [
    "Correction",
    "Head",
    "HeadChanged",
    "HeadLine",
    "HeadOfResults",
    "HeadRef",
    "HeadsAdded",
    "HeadsOverlap",
    "NoReasonForCorrection",
    "NoReasonForRemoval",
    "StillInOffice",
    "UnknownHead",
    "add_head",
    "add_heads",
    "correct_head",
    "end_head",
    "find_head",
    "heads_in",
    "remove_head",
    "search_heads",
    "seen_of",
]


@dataclass(eq=False)
class UnknownHead(NotFound):
    """A term that is not stored."""

    given: str
    words = N_("There is no head of an agency by number {given}.")


@dataclass(eq=False)
class StillInOffice(Conflict):
    """Days after somebody took office, of whom no end is known."""

    name: str
    first: date
    words = N_("{name} is head since {first}, and no end is entered. End that term first.")


@dataclass(eq=False)
class HeadsOverlap(Conflict):
    """Days on which somebody else is head."""

    name: str
    first: date
    last: date
    words = N_("{name} is head from {first} to {last}. An agency has one head on a day.")


@dataclass(eq=False)
class HeadChanged(PreconditionFailed):
    """A term that somebody else changed since it was read."""

    name: str
    words = N_("What is entered of {name} was changed meanwhile. Compare with what stands there now, then send again.")


@dataclass(eq=False)
class NoReasonForCorrection(InputRefusal):
    """A correction that does not say why."""

    words = N_("Say why this is corrected.")


@dataclass(eq=False)
class HeadOfResults(Conflict):
    """A term within periods of which the agency has results: they tell who was head."""

    name: str
    periods: tuple[str, ...]
    words = N_("Results of the agency name {name} as head, in period {periods}. End the term or correct it instead.")


@dataclass(eq=False)
class NoReasonForRemoval(InputRefusal):
    """A term that is taken out without anybody saying why."""

    words = N_("Say why this head is taken out.")


@dataclass(frozen=True, slots=True)
class HeadRef:
    """A term by its id; *expected* is what `seen_of` says of it as it was seen."""

    id: int
    expected: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be said of a term, and the *reason* for it."""

    head: Head
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HeadsAdded:
    """How many terms were added, and how many were stored just so."""

    added: int
    same: int


def search_heads(session: Session, words: str, lasting: date | None = None, *, page: int = 1) -> Leaf[HeadLine]:
    """A page of the terms with all of the *words* in name, title or agency; of those not over by a day, or of all."""
    return heads.page(session, words, lasting, number=page)


def agencies_without_head(session: Session, day: date) -> tuple[AgencyLine, ...]:
    """The agencies of which nobody is known to be in office on a *day* or later."""
    return heads.agencies_without(session, day)


def find_head(session: Session, head_id: int) -> HeadLine:
    """One term.

    Raises: `UnknownHead`.
    """
    found = heads.find(session, head_id)
    if found is None:
        raise UnknownHead(str(head_id))
    return found


def heads_in(session: Session, agency: str, period: str) -> tuple[Head, ...]:
    """Those who were head of an agency on any day of a period, in time.

    Raises: `rulesvc.errors.UnknownPeriod`.
    """
    return heads.in_period(session, agency, periods.by_code(session, period))


def seen_of(head: Head) -> str:
    """What tells a term from the same one once it is changed."""
    return heads.sha256(head)


def add_heads(
    session: Session, new: Sequence[Head], *, follows: bool = False, actor: Actor, now: datetime
) -> HeadsAdded:
    """Enter terms, all or none; *follows*: each ends, on the day before, the term that is open.

    Raises: `RoleMissing`; `rules.errors.Refused` with all that is wrong, each `at` place and field.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    heads.lock(session)
    ids = {each.code: each.id for each in agencies.every(session)}
    stored = heads.every(session)
    wanted = [(place, head) for place, head in enumerate(new) if head not in [each.head for each in stored]]
    ended = [(each, until) for each in stored for until in _ends(each.head, [head for _, head in wanted]) if follows]
    after = {each.id: until for each, until in ended}
    standing = [replace(each.head, last_day=after.get(each.id, each.head.last_day)) for each in stored]
    refusals = Refusals()
    for place, head in wanted:
        others = (*standing, *(each for other, each in wanted if other < place))
        for refusal in (*_unknown(head, ids, at=(place,)), *_wrong(head, others, at=(place,))):
            refusals.add(refusal)
    refusals.raise_if_any()
    for line, until in ended:
        _change(session, line, Correction(replace(line.head, last_day=until)), actor=actor, now=now)
    for _, head in wanted:
        heads.add(session, ids[head.agency], head)
        told = {name: value for name, value in heads.content(head).items() if name != "agency" and value is not None}
        audit.write(session, "head-added", ("agency", head.agency), actor=actor, now=now, after=told)
    return HeadsAdded(len(wanted), len(new) - len(wanted))


def add_head(session: Session, new: Head, *, follows: bool = False, actor: Actor, now: datetime) -> HeadsAdded:
    """As `add_heads`, of one; what is wrong is `at` its field alone."""
    try:
        return add_heads(session, [new], follows=follows, actor=actor, now=now)
    except Refused as refused:
        for refusal in refused.refusals:
            refusal.at = refusal.at[1:]
        raise


def end_head(session: Session, ref: HeadRef, last_day: date, *, actor: Actor, now: datetime) -> HeadLine:
    """Let a term end with *last_day*.

    Raises: as `correct_head`.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    line = _locked(session, ref)
    return _checked(session, line, Correction(replace(line.head, last_day=last_day)), actor=actor, now=now)


def correct_head(session: Session, ref: HeadRef, correction: Correction, *, actor: Actor, now: datetime) -> HeadLine:
    """Let what is said of a term be corrected, for a reason; its agency stays.

    Raises: `RoleMissing`, `UnknownHead`, `HeadChanged`; `rules.errors.Refused` with all that is wrong.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    line = _locked(session, ref)
    require(bool(correction.reason.strip()), NoReasonForCorrection(at=("reason",)))
    corrected = replace(correction, head=replace(correction.head, agency=line.head.agency))
    return _checked(session, line, corrected, actor=actor, now=now)


def remove_head(session: Session, ref: HeadRef, reason: str, *, actor: Actor, now: datetime) -> Head:
    """Take out a term that was entered by mistake, for a reason; what stood there.

    Raises: `RoleMissing`, `UnknownHead`, `HeadChanged`, `NoReasonForRemoval`, `HeadOfResults`.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    head, reason = _locked(session, ref).head, composed(reason)
    require(bool(reason), NoReasonForRemoval(at=("reason",)))
    named_in = heads.periods_with_results(session, head)
    require(not named_in, HeadOfResults(head.name, named_in))
    heads.remove(session, ref.id)
    before = {name: value for name, value in heads.content(head).items() if name != "agency"}
    told = {"before": before, "after": {}, "reason": reason}
    audit.write(session, "head-removed", ("agency", head.agency), actor=actor, now=now, **told)
    return head


def _locked(session: Session, ref: HeadRef) -> HeadLine:
    heads.lock(session)
    line = find_head(session, ref.id)
    require(ref.expected == heads.sha256(line.head), HeadChanged(line.head.name))
    return line


def _checked(session: Session, line: HeadLine, new: Correction, *, actor: Actor, now: datetime) -> HeadLine:
    refusals = Refusals()
    for refusal in _wrong(new.head, (each.head for each in heads.every(session) if each.id != line.id), at=()):
        refusals.add(refusal)
    refusals.raise_if_any()
    if new.head != line.head:
        _change(session, line, new, actor=actor, now=now)
    return find_head(session, line.id)


def _change(session: Session, line: HeadLine, new: Correction, *, actor: Actor, now: datetime) -> None:
    heads.change(session, line.id, new.head)
    before, after = heads.content(line.head), heads.content(new.head)
    differing = [name for name in after if before[name] != after[name]]
    told = {"before": {name: before[name] for name in differing}, "after": {name: after[name] for name in differing}}
    reason = {"reason": new.reason} if new.reason else {}
    subject = ("agency", new.head.agency)
    audit.write(session, "head-changed", subject, actor=actor, now=now, head=line.head.name, **told, **reason)


def _ends(head: Head, new: Iterable[Head]) -> Iterator[date]:
    """The day with which an open term ends where somebody of the *new* ones follows."""
    if head.last_day is None:
        following = [each.first_day for each in new if each.agency == head.agency and each.first_day > head.first_day]
        if following:
            yield min(following) - timedelta(days=1)


def _unknown(head: Head, known: Iterable[str], *, at: Path) -> Iterator[Refusal]:
    if head.agency not in known:
        yield UnknownAgency(head.agency, closest(head.agency, known), at=(*at, "agency"))


def _wrong(head: Head, others: Iterable[Head], *, at: Path) -> Iterator[Refusal]:
    for name in ("name", "title"):
        yield from check_name(getattr(head, name), at=(*at, name))
    if head.last_day is not None and head.last_day < head.first_day:
        yield DaysReversed(head.first_day, head.last_day, at=(*at, "last_day"))
        return
    for other in others:
        if other.agency == head.agency and _overlap(head, other):
            place = (*at, "first_day")
            if other.last_day is None:
                yield StillInOffice(other.name, other.first_day, at=place)
            else:
                yield HeadsOverlap(other.name, other.first_day, other.last_day, at=place)


def _overlap(one: Head, other: Head) -> bool:
    return one.first_day <= (other.last_day or date.max) and other.first_day <= (one.last_day or date.max)
