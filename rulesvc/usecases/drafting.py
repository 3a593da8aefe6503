"""Drafting: a draft is changed one element at a time, and whoever changes what somebody else has changed is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from rules.addresses import (
    Address,
    address_after,
    address_of,
    element,
    named,
    place_of,
    require_collection,
    unit_of,
    whole_of,
)
from rules.amendment import added, changed, removed, replaced, unplaced
from rules.canonical import canonical, digest
from rules.content import rubric_content
from rules.criterion import unsummed
from rules.decision import compiled
from rules.errors import DuplicateCode, Path, Refusal, Refused, RubricRefusal, UnknownReference, require
from rules.rubric import Rubric
from rules.rubric_checks import doubts, faults
from rules.threshold_checks import beyond
from rules.together import all_of
from rules.version import FORMAT_VERSION
from rulesvc.errors import NotOpen, PeriodsMissing
from rulesvc.models.edition import OPEN
from rulesvc.store import audit, edition_changes, edition_steps, editions, periods
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.store.snapshots import read_content
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.edition_words import told
from rulesvc.usecases.editions import EditionRef, changed_meanwhile, exempted, subject
from rulesvc.usecases.stored_cases import unsettled_cases
from rulesvc.usecases.untried import all_unsettled


@dataclass(frozen=True, slots=True)
class Changed:
    """*changes* that are to be merged into the element at *address* (RFC 7396)."""

    address: Address
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Added:
    """A new *element* in the collection at *address*."""

    address: Address
    element: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Removed:
    """That the element at *address* is to go."""

    address: Address


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of a draft, and how a part of a rubric, by the list it stands in, is *read* into canonical content."""

    change: Changed | Added | Removed
    read: Callable[[str, Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ElementLine:
    """An element of an edition: its content, and the *tag* by which a later change says what it has seen."""

    line: EditionLine
    content: dict[str, Any]
    tag: str


def find_element(session: Session, ref: EditionRef, address: Address) -> ElementLine:
    """What stands at *address* in an edition.

    Raises: `UnknownRubric`, `UnknownEdition`, `rules.amendment.UnknownElement`.
    """
    line = editions.by_number(session, ref.rubric, ref.number)
    return _element(line, rubric_content(editions.read(session, line).rubric), address)


def amend(session: Session, ref: EditionRef, amendment: Amendment, *, actor: Actor, now: datetime) -> ElementLine:
    """Make one change to a draft; *ref* expects the tag of the element as it was seen. The element as it is now.

    A change after which everything is as before is none: nothing is written.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `ContentChanged`; of `rules.amendment`;
    `rules.errors.Refused` where the content would be no rubric any more.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    old = editions.read(session, line).rubric
    content = rubric_content(old)
    change = amendment.change
    before = {} if isinstance(change, Added) else element(content, change.address)
    require_seen(session, line, ref, before, now=now)
    new_content, address = _amended(content, amendment)
    new = _rubric(new_content, () if isinstance(change, Removed) else address)
    if new == old:
        return ElementLine(line, before, tag_of(before))
    if not isinstance(change, Removed):
        _require_percentages(new, place_of(new_content, address))
    origins = _renamed(session, line, change)
    edition_changes.rewrite(session, line, old, new, actor=actor)
    edition_changes.set_origins(session, line.id, origins, actor=actor)
    after = {} if isinstance(change, Removed) else element(rubric_content(new), address)
    details = {"at": named(address), "before": before, "after": after}
    audit.write(session, "draft-changed", subject(line), actor=actor, now=now, **details)
    return ElementLine(line, after, tag_of(after))


def set_periods(
    session: Session, ref: EditionRef, covered: tuple[str, ...], *, actor: Actor, now: datetime
) -> EditionLine:
    """Let a draft cover these periods and no others; *ref* expects the tag of the periods as they were seen.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `ContentChanged`, `UnknownPeriod`,
    `PeriodTwice`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    require_seen(session, line, ref, line.periods, now=now)
    wanted = periods.by_codes(session, covered, at=("periods",))
    if set(covered) == set(line.periods):
        return line
    edition_changes.cover_instead(session, line, wanted, actor=actor)
    details = {"before": line.periods, "after": covered}
    audit.write(session, "draft-periods-changed", subject(line), actor=actor, now=now, **details)
    return editions.by_id(session, line.id)


def set_origins(
    session: Session, ref: EditionRef, wanted: Mapping[str, tuple[str, ...]], *, actor: Actor, now: datetime
) -> dict[str, tuple[str, ...]]:
    """Say from which criteria of the edition before it the criteria of a draft come: several merge, none is new.

    *ref* expects the tag of all origins as they were seen.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `ContentChanged`;
    `rules.errors.UnknownReference`, `rules.errors.DuplicateCode`.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    before = edition_changes.origins(session, line.id)
    require_seen(session, line, ref, before, now=now)
    known = editions.read(session, line).rubric.criterion
    earlier = _criteria_before(session, line)
    for criterion, codes in wanted.items():
        require(criterion in known, UnknownReference("criterion", criterion, tuple(known), at=(criterion,)))
        for code in codes:
            require(code in earlier, UnknownReference("origin", code, earlier, at=(criterion,)))
            require(codes.count(code) == 1, DuplicateCode("origin", code, at=(criterion,)))
    if all(set(before.get(criterion, ())) == set(codes) for criterion, codes in wanted.items()):
        return before
    edition_changes.set_origins(session, line.id, wanted, actor=actor)
    details = {"before": {code: before.get(code, ()) for code in wanted}, "after": dict(wanted)}
    audit.write(session, "draft-origins-changed", subject(line), actor=actor, now=now, **details)
    return edition_changes.origins(session, line.id)


def find_periods(session: Session, ref: EditionRef) -> tuple[str, ...]:
    """The periods that an edition covers.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    return editions.by_number(session, ref.rubric, ref.number).periods


def find_origins(session: Session, ref: EditionRef) -> dict[str, tuple[str, ...]]:
    """What each criterion of an edition comes from.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    return edition_changes.origins(session, editions.by_number(session, ref.rubric, ref.number).id)


def problems(session: Session, ref: EditionRef) -> tuple[Refusal, ...]:
    """What stands between a draft and its submission.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    line = editions.by_number(session, ref.rubric, ref.number)
    rubric = editions.read(session, line).rubric
    found = (*_problems(line, rubric), *exempted(session, rubric))
    can_be_checked = not any(isinstance(each, RubricRefusal) for each in found)
    if not can_be_checked:
        return found
    return (*found, *all_unsettled(session, line, rubric), *unsettled_cases(session, line, rubric))


def warnings(session: Session, ref: EditionRef) -> tuple[Refusal, ...]:
    """What somebody should look at before a draft is submitted, and may leave as it is.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    line = editions.by_number(session, ref.rubric, ref.number)
    return tuple(doubts(editions.read(session, line).rubric.criteria))


def open_draft(session: Session, ref: EditionRef) -> EditionLine:
    """The draft, locked for a change.

    Raises: `UnknownRubric`, `UnknownEdition`, `NotOpen`.
    """
    line = edition_steps.locked(session, editions.by_number(session, ref.rubric, ref.number))
    require(line.status in OPEN, NotOpen(line.rubric, line.number, told(line.status)))
    return line


def require_seen(session: Session, line: EditionLine, ref: EditionRef, content: object, *, now: datetime) -> None:
    """Refuse a change whose *ref* expects anything else than the *content* that is to be changed.

    Raises: `ContentChanged`.
    """
    if ref.expected not in (None, tag_of(content)):
        raise changed_meanwhile(session, line, now=now)


def tag_of(content: object) -> str:
    """The tag of an element, or of the periods, origins or reasons of a draft: the hash of what they say."""
    return digest(canonical(content))


def _problems(line: EditionLine, rubric: Rubric) -> Iterator[Refusal]:
    if not line.periods:
        yield PeriodsMissing(line.rubric, at=("periods",))
    differing = tuple(unsummed(rubric.criteria))
    yield from differing
    yield from faults(rubric.criteria)
    if not differing:
        try:
            compiled(rubric)
        except RubricRefusal as refusal:
            yield refusal


def _amended(content: dict[str, Any], amendment: Amendment) -> tuple[dict[str, Any], Address]:
    """The new content in canonical form, and the address of the element in it."""
    match amendment.change:
        case Changed(address, changes):
            new = changed(content, address, changes)
            after = address_after(address, changes)
            return _cleaned(new, unit_of(after), place_of(new, after), amendment), after
        case Added((kind,) as address, new):
            require_collection(address)
            clean = amendment.read(kind, unplaced(address, new))
            whole, place = added(content, address, {**new, **clean})
            return whole, address_of(address, clean, place)
        case Added(address, new):
            whole, place = added(content, address, new)
            here = (*place_of(whole, address[:-1]), address[-1], place)
            clean = _cleaned(whole, unit_of(address), here, amendment)
            return clean, address_of(address, whole_of(clean, address[:-1])[address[-1]][place], place)
        case Removed(address):
            return removed(content, address), address


def _cleaned(content: dict[str, Any], unit: Address, here: Path, amendment: Amendment) -> dict[str, Any]:
    """*content* with the part at *unit* read anew; mistakes in the element *here* are told with its own path."""
    try:
        clean = amendment.read(unit[0] if unit else "", whole_of(content, unit))
    except Refused as together:
        within = here[len(place_of(content, unit)) :]
        raise Refused(tuple(_within(refusal, within) for refusal in together.refusals)) from together
    return replaced(content, unit, clean)


def _rubric(content: dict[str, Any], address: Address) -> Rubric:
    """The rubric in canonical *content*; what is wrong in the element at *address* is told with its own path.

    Raises: `rules.errors.Refused`.
    """
    try:
        return read_content(content, FORMAT_VERSION)
    except RubricRefusal as refusal:
        here = place_of(content, address)
        raise Refused(tuple(_within(each, here) for each in all_of(refusal))) from refusal


def _require_percentages(rubric: Rubric, here: Path) -> None:
    """Refuse percentages in the element *here* that there cannot be, with their paths in it.

    Raises: `rules.errors.Refused`.
    """
    found = (each.refusal for each in beyond(rubric) if each.at[: len(here)] == here)
    refusals = tuple(_within(refusal, here) for refusal in found)
    if refusals:
        raise Refused(refusals)


def _within(refusal: Refusal, here: Path) -> Refusal:
    """*refusal* with the path from *here* on, where it leads through here."""
    if refusal.at[: len(here)] == here:
        refusal.at = refusal.at[len(here) :]
    return refusal


def _renamed(session: Session, line: EditionLine, change: Changed | Added | Removed) -> dict[str, tuple[str, ...]]:
    """Where a criterion that is given another code comes from: that stays."""
    if not isinstance(change, Changed) or change.address[:1] != ("criteria",) or "code" not in change.changes:
        return {}
    code = str(change.changes["code"])
    return {code: edition_changes.origins(session, line.id).get(change.address[1], ())}


def _criteria_before(session: Session, line: EditionLine) -> tuple[str, ...]:
    if line.based_on is None:
        return ()
    before = editions.by_number(session, line.rubric, line.based_on)
    return tuple(editions.read(session, before).rubric.criterion)


def _element(line: EditionLine, content: Mapping[str, Any], address: Address) -> ElementLine:
    found = element(content, address)
    return ElementLine(line, found, tag_of(found))
