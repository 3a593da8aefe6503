"""Agencies: brought in from a list, all or none, and listed. None is ever removed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from rules.errors import N_, InputRefusal, Refusal, Refusals
from rules.said import Said, said
from rulesvc.errors import Conflict, UnknownAgency, UnknownBlock
from rulesvc.store import agency_details, audit, blocks
from rulesvc.store.agency_details import AgencyDetails
from rulesvc.store.alike import closest
from rulesvc.store.leaves import Leaf
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.new_names import check_code, check_name
from rulesvc.usecases.periods import DaysReversed

__all__ = [
    "FIELDS",
    "AgencyDetails",
    "AgencyDiffers",
    "BlockOfEvaluations",
    "Imported",
    "NameTaken",
    "OwnPredecessor",
    "PredecessorsInCircle",
    "import_agencies",
    "list_agencies",
]

Stated = Mapping[str, Any]
"""What a list says of an agency, by the names of `AgencyDetails`: its name and its block at least."""

FIELDS: Final[Mapping[str, str]] = {
    "name": N_("official name"),
    "block": N_("block"),
    "short_name": N_("short name"),
    "head_title": N_("title of the head"),
    "valid_from": N_("valid from"),
    "valid_until": N_("valid until"),
    "predecessors": N_("predecessors"),
    "kind": N_("kind"),
    "name_en": N_("name in English"),
    "short_name_en": N_("short name in English"),
    "head_title_en": N_("title of the head, in English"),
}
"""What is known of an agency besides its code, and what each is called."""

_NAMES: Final = ("name", "name_en", "short_name", "short_name_en", "head_title", "head_title_en")


@dataclass(eq=False)
class AgencyDiffers(Conflict):
    """An agency that is stored and of which the list says something else."""

    agency: str
    fields: tuple[Said, ...]
    words = N_("Agency “{agency}” is stored with another {fields}. Ask for the change, or leave the row out.")


@dataclass(eq=False)
class NameTaken(Conflict):
    """A name that another agency of the block has at the same time, so that nobody could tell them apart by it."""

    name: str
    other: str
    words = N_(
        "Agency “{other}” is called “{name}” already. Write a name that tells them apart; where that one is no more, "
        "enter its last day first."
    )


@dataclass(eq=False)
class OwnPredecessor(InputRefusal):
    """An agency that would carry on its own work."""

    agency: str
    words = N_("“{agency}” cannot be a predecessor of itself.")


@dataclass(eq=False)
class PredecessorsInCircle(InputRefusal):
    """Agencies of which each would carry on the work of the next, and the last that of the first."""

    agencies: tuple[str, ...]
    words = N_("Predecessors go in a circle: {agencies}. An agency cannot have come before itself.")


@dataclass(eq=False)
class BlockOfEvaluations(Conflict):
    """An agency that would leave the block in which it was evaluated, so that its evaluations would be of no block."""

    agency: str
    stored: str
    words = N_(
        "Agency “{agency}” has evaluations in block “{stored}”, and stays in it. Where it changed, add a new agency "
        "that names this one as its predecessor."
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """The codes of the agencies that were added and changed, and how many were stored just so."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


def list_agencies(session: Session, *, block: str = "") -> tuple[AgencyDetails, ...]:
    """All agencies, or those of one *block*.

    Raises: `rulesvc.errors.UnknownBlock`.
    """
    if block:
        blocks.id_of(session, block)
    return tuple(each for each in agency_details.every(session).values() if block in ("", each.block))


def search_agencies(session: Session, words: str, *, block: str = "", page: int = 1) -> Leaf[AgencyDetails]:
    """A page of the agencies with all of the *words* in names, title of the head and code, of one *block* or of all."""
    return agency_details.page(session, words, block, number=page)


def import_agencies(
    session: Session, stated: Mapping[str, Stated], *, update: bool, actor: Actor, now: datetime
) -> Imported:
    """Bring in what is *stated* of agencies, by code; what a list does not state is left as it is.

    Stored agencies are changed only if *update* says so.

    Raises: `RoleMissing`; `rules.errors.Refused` with all that is wrong, each `at` code and field; then nothing is
    changed.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    agency_details.lock(session)
    stored = agency_details.every(session)
    wanted = {code: _wanted(stored.get(code), code, row) for code, row in stated.items()}
    moved = [code for code, agency in wanted.items() if code in stored and agency.block != stored[code].block]
    known = _Known(stored, blocks.codes(session), agency_details.evaluated(session, moved))
    _check(known, wanted, update=update)
    added = tuple(code for code in wanted if code not in stored)
    changed = tuple(code for code in wanted if code in stored and wanted[code] != stored[code])
    for code in added:
        agency_details.add(session, wanted[code])
        audit.write(session, "agency-added", ("agency", code), actor=actor, now=now, **_told(wanted[code], _FIELDS))
    for code in changed:
        agency_details.change(session, wanted[code])
        names = _differing(stored[code], wanted[code])
        before, after = _told(stored[code], names), _told(wanted[code], names)
        audit.write(session, "agency-changed", ("agency", code), actor=actor, now=now, before=before, after=after)
    for code in (*added, *changed):
        agency_details.set_predecessors(session, code, wanted[code].predecessors)
    return Imported(added, changed, len(wanted) - len(added) - len(changed))


_FIELDS: Final = tuple(field.name for field in fields(AgencyDetails) if field.name != "code")


def _wanted(stored: AgencyDetails | None, code: str, row: Stated) -> AgencyDetails:
    """What is to be stored. A new agency goes by its name and is of the kind of its block, unless more is said."""
    row = {**row, "predecessors": tuple(sorted(set(row["predecessors"])))} if "predecessors" in row else row
    if stored is not None:
        return replace(stored, **row)
    needed = {"name": row.get("name", ""), "block": row.get("block", "")}
    short = {"short_name": needed["name"], "short_name_en": row.get("name_en", "")}
    return AgencyDetails(**{"code": code, "kind": needed["block"], **needed, **short, **row})


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored: agencies, codes of blocks, and which agencies that are to change their block were evaluated."""

    agencies: Mapping[str, AgencyDetails]
    blocks: tuple[str, ...]
    evaluated: frozenset[str]


def _check(known: _Known, wanted: Mapping[str, AgencyDetails], *, update: bool) -> None:
    refusals = Refusals()
    stored, together = known.agencies, {**known.agencies, **wanted}
    for code, agency in wanted.items():
        for refusal in (*_about(agency, known.blocks), *_about_predecessors(agency, together)):
            refusals.add(refusal)
        other = _called_so(agency, together) if _claims_name(stored.get(code), agency) else None
        if other is not None:
            refusals.add(NameTaken(agency.name, other, at=(code, "name")))
        if code in known.evaluated:
            refusals.add(BlockOfEvaluations(code, stored[code].block, at=(code, "block")))
        elif code in stored and not update and agency != stored[code]:
            differing = tuple(said(FIELDS[name]) for name in _differing(stored[code], agency))
            refusals.add(AgencyDiffers(code, differing, at=(code, "code")))
    refusals.raise_if_any()


def _about(agency: AgencyDetails, known_blocks: tuple[str, ...]) -> Iterator[Refusal]:
    code = agency.code
    yield from check_code(code, at=(code, "code"))
    for name in _NAMES:
        if name == "name" or getattr(agency, name):
            yield from check_name(getattr(agency, name), at=(code, name))
    if agency.block not in known_blocks:
        yield UnknownBlock(agency.block, known_blocks, at=(code, "block"))
    elif agency.kind != agency.block:
        yield from check_code(agency.kind, at=(code, "kind"))
    since, until = agency.valid_from, agency.valid_until
    if since and until and since > until:
        yield DaysReversed(since, until, at=(code, "valid_until"))


def _claims_name(stored: AgencyDetails | None, wanted: AgencyDetails) -> bool:
    """Whether an agency takes a name, or days or a block in which it has it."""
    claimed = {"name", "block", "valid_from", "valid_until"}
    return stored is None or not claimed.isdisjoint(_differing(stored, wanted))


def _called_so(agency: AgencyDetails, known: Mapping[str, AgencyDetails]) -> str | None:
    """Another agency that has the name in the same block on some day, if any."""
    wanted = (agency.block, agency.name.casefold())
    alike = (each for each in known.values() if (each.block, each.name.casefold()) == wanted and agency.name)
    return next((each.code for each in alike if each.code != agency.code and _are_at_once(agency, each)), None)


def _are_at_once(one: AgencyDetails, other: AgencyDetails) -> bool:
    return _day_one(one) <= (other.valid_until or date.max) and _day_one(other) <= (one.valid_until or date.max)


def _day_one(agency: AgencyDetails) -> date:
    return agency.valid_from or date.min


def _about_predecessors(agency: AgencyDetails, known: Mapping[str, AgencyDetails]) -> Iterator[Refusal]:
    for each in agency.predecessors:
        at = (agency.code, "predecessors")
        if each == agency.code:
            yield OwnPredecessor(each, at=at)
        elif each not in known:
            yield UnknownAgency(each, closest(each, (code for code in known if code != agency.code)), at=at)

    circle = _circle(agency, known)
    if circle:
        yield PredecessorsInCircle(circle, at=(agency.code, "predecessors"))


def _circle(agency: AgencyDetails, known: Mapping[str, AgencyDetails]) -> tuple[str, ...]:
    """The shortest way from *agency*, from predecessor to predecessor over other agencies, back to it, if any."""
    ways: list[tuple[str, ...]] = [(agency.code,)]
    seen = {agency.code}
    for way in ways:  # grows while it is read
        for each in known[way[-1]].predecessors:
            if each == agency.code and len(way) > 1:
                return (*way, each)
            if each in known and each not in seen:
                seen.add(each)
                ways.append((*way, each))
    return ()


def _differing(one: AgencyDetails, other: AgencyDetails) -> tuple[str, ...]:
    return tuple(name for name in _FIELDS if getattr(one, name) != getattr(other, name))


def _told(agency: AgencyDetails, names: Iterable[str]) -> dict[str, Any]:
    """The fields of those *names* as JSON holds them."""
    values = {name: getattr(agency, name) for name in names}
    return {name: str(value) if isinstance(value, date) else value for name, value in values.items()}
