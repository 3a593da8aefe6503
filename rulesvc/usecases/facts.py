"""Facts of earlier years: results that were decided outside this service, brought in from a list, all or none.

What was entered by mistake is set back to unknown.

What an evaluation used stands in its record, so a fact that is changed is read by later evaluations alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from sqlalchemy.orm import Session

from rules.acceptance import LOWEST_RANK
from rules.canonical import canonical, digest
from rules.errors import N_, BadRank, InputRefusal, Path, Refusal, Refusals, UnknownOutcome, require
from rules.number import exact_text
from rules.said import Said, said
from rules.sheet import Previous
from rules.text import composed
from rulesvc.errors import Conflict, NotFound, PreconditionFailed, UnknownAgency
from rulesvc.store import agencies, audit, facts, periods, rated
from rulesvc.store.alike import closest
from rulesvc.store.facts import Fact
from rulesvc.store.persons import Actor
from rulesvc.store.rated import RatedTable
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.new_names import check_name

__all__ = [
    "Fact",
    "FactChanged",
    "FactDiffers",
    "FactList",
    "FactRef",
    "FactsImported",
    "Forgotten",
    "NoReasonForForgetting",
    "NothingForgotten",
    "NothingKnown",
    "NothingStated",
    "PercentOutOfRange",
    "RatedTable",
    "UnknownRating",
    "fact_tag",
    "find_fact",
    "forget_facts",
    "import_facts",
    "known_names",
    "list_facts",
    "periods_with_facts",
    "rated_tables",
]

_PROVENANCE: Final = "provenance"
_WHOLE: Final = 100
_YES: Final = N_("yes")
_NO: Final = N_("no")


@dataclass(eq=False)
class FactDiffers(Conflict):
    """Something that is stored of an agency and a period, and of which the list says something else."""

    stored: str | Said
    given: str | Said
    words = N_("“{stored}” is stored, the list says “{given}”. Ask for the change, or leave the cell blank.")


@dataclass(eq=False)
class NothingStated(InputRefusal):
    """An agency of which the list says nothing."""

    words = N_("Nothing is said of this agency. Write at least one value, or leave the row out.")


@dataclass(eq=False)
class UnknownRating(InputRefusal):
    """An outcome by a table that no rubric has."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("no table yet")
    words = N_("Table “{given}” stands in no rubric. Allowed: {allowed}.")


@dataclass(eq=False)
class PercentOutOfRange(InputRefusal):
    """A percentage below nothing or beyond the whole."""

    given: Fraction
    limit: int
    words = N_("{given} is out of range. Allowed: from 0 to {limit}.")


@dataclass(eq=False)
class NothingKnown(NotFound):
    """An agency and a period about which nothing was brought in."""

    agency: str
    period: str
    words = N_("Nothing is entered of agency {agency} in period {period}.")


@dataclass(eq=False)
class FactChanged(PreconditionFailed):
    """What somebody else changed since it was read."""

    words = N_("What is entered of this agency was changed meanwhile. Compare with what stands there now.")


@dataclass(eq=False)
class NothingForgotten(InputRefusal):
    """Nothing that is known is to be set back."""

    words = N_("Choose at least one value that is to be set back to unknown.")


@dataclass(eq=False)
class NoReasonForForgetting(InputRefusal):
    """A value set back without anybody saying why."""

    words = N_("Say why this is set back to unknown.")


@dataclass(frozen=True, slots=True)
class FactRef:
    """What is known of an *agency* in a *period*; *expected* is what `fact_tag` says of it as it was seen."""

    agency: str
    period: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The *names* of values that are not known after all, tables by their code, and the *reason*."""

    names: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class FactList:
    """What a list says of agencies about a *period*, by code; *update*: also where something else is stored."""

    period: str
    facts: Mapping[str, Fact]
    update: bool = False


@dataclass(frozen=True, slots=True)
class FactsImported:
    """The codes of the agencies of which facts were added and changed, and of how many they were stored just so."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


def list_facts(session: Session, period: str) -> Mapping[str, Fact]:
    """What was brought in about a period, by agency.

    Raises: `rulesvc.errors.UnknownPeriod`.
    """
    return facts.of_period(session, periods.by_code(session, period).id)


def periods_with_facts(session: Session) -> frozenset[str]:
    """The codes of the periods about which something was brought in."""
    return facts.periods_with_any(session)


def rated_tables(session: Session) -> Mapping[str, RatedTable]:
    """The tables whose outcomes can be brought in, by code."""
    return rated.tables(session)


def import_facts(session: Session, listed: FactList, *, actor: Actor, now: datetime) -> FactsImported:
    """Bring in what is *listed*, all or nothing; what is blank is left as it is.

    Another provenance alone is no change.

    Raises: `RoleMissing`, `rulesvc.errors.UnknownPeriod`; `rules.errors.Refused` with all that is wrong, each `at` code
    and field, or at `provenance`; then nothing is changed.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    period, stated = listed.period, listed.facts
    period_id = periods.by_code(session, period, at=("period",)).id
    facts.lock(session)
    ids = {each.code: each.id for each in agencies.every(session)}
    stored, tables = facts.of_period(session, period_id), rated.tables(session)
    wanted = {code: _together(stored.get(code), fact) for code, fact in stated.items()}
    refusals = Refusals()
    for provenance in dict.fromkeys(fact.provenance.vi for fact in stated.values()):
        for refusal in check_name(provenance, at=(_PROVENANCE,)):
            refusals.add(refusal)
    for code, fact in wanted.items():
        for refusal in (
            *_about(code, stated[code], ids, tables),
            *_differing(code, stored.get(code), fact, update=listed.update),
        ):
            refusals.add(refusal)
    refusals.raise_if_any()
    added = tuple(code for code in wanted if code not in stored)
    changed = tuple(code for code in wanted if code in stored and _told(wanted[code]) != _told(stored[code]))
    for code in added:
        facts.add(session, ids[code], period_id, wanted[code])
        after = _told(wanted[code]) | _source(wanted[code])
        audit.write(session, "fact-added", ("agency", code), actor=actor, now=now, period=period, after=after)
    for code in changed:
        facts.change(session, ids[code], period_id, wanted[code])
        told = {name: _told(fact) | _source(fact) for name, fact in (("before", stored[code]), ("after", wanted[code]))}
        audit.write(session, "fact-changed", ("agency", code), actor=actor, now=now, period=period, **told)
    return FactsImported(added, changed, len(wanted) - len(added) - len(changed))


def find_fact(session: Session, ref: FactRef) -> Fact:
    """What was brought in about an agency and a period.

    Raises: `rulesvc.errors.UnknownPeriod`, `NothingKnown`.
    """
    found = list_facts(session, ref.period).get(ref.agency)
    if found is None:
        raise NothingKnown(ref.agency, ref.period)
    return found


def fact_tag(fact: Fact) -> str:
    """What tells a fact from the same one once it is changed."""
    return digest(canonical(_told(fact) | _source(fact)))


def known_names(fact: Fact) -> tuple[str, ...]:
    """The names of what is known, tables by their code."""
    return tuple(name for name, _ in _leaves(fact))


def forget_facts(session: Session, ref: FactRef, forgotten: Forgotten, *, actor: Actor, now: datetime) -> None:
    """Set values back to unknown, for a reason. Evaluations keep what they were determined from.

    Raises: `RoleMissing`, `rulesvc.errors.UnknownPeriod`, `NothingKnown`, `FactChanged`, `NothingForgotten`,
    `NoReasonForForgetting`.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    facts.lock(session)
    stored, reason = find_fact(session, ref), composed(forgotten.reason)
    require(ref.expected == fact_tag(stored), FactChanged())
    require(not forgotten.names.isdisjoint(known_names(stored)), NothingForgotten(at=("names",)))
    require(bool(reason), NoReasonForForgetting(at=("reason",)))
    left = _without(stored, forgotten.names)
    about = (agencies.by_code(session, ref.agency).id, periods.by_code(session, ref.period).id)
    if _told(left):
        facts.change(session, *about, left)
    else:
        facts.remove(session, *about)
    told = {"before": _told(stored), "after": _told(left), "reason": reason}
    audit.write(session, "fact-forgotten", ("agency", ref.agency), actor=actor, now=now, period=ref.period, **told)


def _without(fact: Fact, names: frozenset[str]) -> Fact:
    known = fact.known
    left = Previous(
        reviewed=None if "reviewed" in names else known.reviewed,
        rank=None if "rank" in names else known.rank,
        outcomes={table: outcome for table, outcome in known.outcomes.items() if table not in names},
    )
    return replace(fact, known=left, percent=None if "percent" in names else fact.percent)


def _together(stored: Fact | None, stated: Fact) -> Fact:
    if stored is None:
        return stated
    old, new = stored.known, stated.known
    known = Previous(
        reviewed=old.reviewed if new.reviewed is None else new.reviewed,
        rank=old.rank if new.rank is None else new.rank,
        outcomes={**old.outcomes, **new.outcomes},
    )
    return replace(stated, known=known, percent=stored.percent if stated.percent is None else stated.percent)


def _about(
    code: str, fact: Fact, agency_codes: Mapping[str, int], tables: Mapping[str, RatedTable]
) -> Iterator[Refusal]:
    if code not in agency_codes:
        yield UnknownAgency(code, closest(code, agency_codes), at=(code, "agency"))
    if not _told(fact):
        yield NothingStated(at=(code, "agency"))
    rank, percent = fact.known.rank, fact.percent
    if rank is not None and not 1 <= rank <= LOWEST_RANK:
        yield BadRank(rank, LOWEST_RANK, at=(code, "rank"))
    if percent is not None and not 0 <= percent <= _WHOLE:
        yield PercentOutOfRange(percent, _WHOLE, at=(code, "percent"))
    for table, outcome in fact.known.outcomes.items():
        at: Path = (code, table)
        if table not in tables:
            yield UnknownRating(table, tuple(tables), at=at)
        elif outcome not in tables[table].outcomes:
            yield UnknownOutcome(tables[table].name, outcome, tuple(tables[table].outcomes), at=at)


def _differing(code: str, stored: Fact | None, wanted: Fact, *, update: bool) -> Iterator[Refusal]:
    if stored is None or update:
        return
    before, after = (dict(_leaves(fact)) for fact in (stored, wanted))
    for name, value in after.items():
        if name in before and before[name] != value:
            yield FactDiffers(_shown(before[name]), _shown(value), at=(code, name))


def _leaves(fact: Fact) -> Iterator[tuple[str, Any]]:
    """What is known, by the name of its column."""
    for name, value in _told(fact).items():
        if name == "outcomes":
            yield from value.items()
        else:
            yield name, value


def _shown(value: Any) -> str | Said:
    return said(_YES if value else _NO) if isinstance(value, bool) else str(value)


def _told(fact: Fact) -> dict[str, Any]:
    """What is known as JSON holds it; nothing where nothing is."""
    percent: Fraction | None = fact.percent
    all_of_it = {
        "rank": fact.known.rank,
        "reviewed": fact.known.reviewed,
        "percent": None if percent is None else exact_text(percent),
        "outcomes": dict(fact.known.outcomes) or None,
    }
    return {name: value for name, value in all_of_it.items() if value is not None}


def _source(fact: Fact) -> dict[str, str]:
    return {_PROVENANCE: fact.provenance.vi}
