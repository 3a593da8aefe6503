"""Figures supplied for all agencies at once: they are taken where an agency sends none, and contradicted by nobody.

What an evaluation used stands in its record, so a figure that is changed is read by later evaluations alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from rules.errors import N_, IndicatorOutOfRange, Refusal, Refusals, UnknownIndicator
from rules.number import exact_text
from rules.rubric import Rubric
from rulesvc.errors import Conflict, ContradictsSupplied, UnknownAgency
from rulesvc.store import agencies, audit, periods, results, supplied
from rulesvc.store.alike import closest
from rulesvc.store.inputs import read_input
from rulesvc.store.persons import Actor
from rulesvc.store.supplied import Supplied, UsedIndicator
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.new_names import check_name

__all__ = [
    "Supplied",
    "SuppliedDiffers",
    "SuppliedList",
    "UsedIndicator",
    "ValuesSupplied",
    "list_supplied",
    "supply",
    "used_in",
    "used_indicators",
    "with_supplied",
]

Key = tuple[str, str]
"""An agency and an indicator, by code."""


@dataclass(eq=False)
class SuppliedDiffers(Conflict):
    """A figure that was supplied already, and of which the list says something else."""

    stored: Fraction
    given: Fraction
    words = N_("{stored} is supplied already, the list says {given}. Ask for the change, or leave the cell blank.")


@dataclass(frozen=True, slots=True)
class SuppliedList:
    """The *values* that a list has for a *period*; *update*: also where something else is stored."""

    period: str
    values: Mapping[Key, Supplied]
    update: bool = False


@dataclass(frozen=True, slots=True)
class ValuesSupplied:
    """How many figures were added and changed, and how many were stored just so."""

    added: int
    changed: int
    same: int


def list_supplied(session: Session, period: str) -> Mapping[Key, Supplied]:
    """What is supplied for a period.

    Raises: `rulesvc.errors.UnknownPeriod`.
    """
    return supplied.of_period(session, periods.by_code(session, period).id)


def used_indicators(session: Session) -> Mapping[str, UsedIndicator]:
    """The indicators that rubrics use, by code."""
    return supplied.indicators(session)


def used_in(session: Session, period: str) -> Mapping[Key, Fraction]:
    """The values that the results of a period were determined with, whoever gave them.

    Raises: `rulesvc.errors.UnknownPeriod`.
    """
    used: dict[Key, Fraction] = {}
    for each in results.of_period(session, periods.by_code(session, period).id):
        sheet = read_input(each.input, each.format_version)
        used |= {(each.agency, code): value for code, value in sheet.indicators.items()}
    return used


def supply(session: Session, listed: SuppliedList, *, actor: Actor, now: datetime) -> ValuesSupplied:
    """Keep what is *listed*, all or nothing.

    Raises: `RoleMissing`, `rulesvc.errors.UnknownPeriod`; `rules.errors.Refused` with all that is wrong, each `at`
    agency and indicator, or at `provenance`.
    """
    actor = require_ability(actor, Ability.ADMINISTER)
    period, values = listed.period, listed.values
    period_id = periods.by_code(session, period, at=("period",)).id
    supplied.lock(session)
    ids = {each.code: each.id for each in agencies.every(session)}
    known, stored = supplied.indicators(session), supplied.of_period(session, period_id)
    refusals = Refusals()
    for provenance in dict.fromkeys(each.provenance for each in values.values()):
        for refusal in check_name(provenance, at=("provenance",)):
            refusals.add(refusal)
    changed = {key: stored[key] for key, new in values.items() if key in stored and stored[key].value != new.value}
    for key, new in values.items():
        for refusal in _wrong(key, new.value, ids, known):
            refusals.add(refusal)
    for key, old in changed.items():
        if not listed.update:
            refusals.add(SuppliedDiffers(old.value, values[key].value, at=key))
    refusals.raise_if_any()
    added = [key for key in values if key not in stored]
    for agency, indicator in (*added, *changed):
        new = values[agency, indicator]
        supplied.put(session, (ids[agency], period_id, indicator), new)
        old_told = _told(indicator, changed[agency, indicator]) if (agency, indicator) in changed else None
        before = {"before": old_told} if old_told else {}
        action, told = "value-changed" if before else "value-supplied", {**before, "after": _told(indicator, new)}
        audit.write(session, action, ("agency", agency), actor=actor, now=now, period=period, **told)
    return ValuesSupplied(len(added), len(changed), len(values) - len(added) - len(changed))


def with_supplied(sent: Mapping[str, Fraction], kept: Mapping[str, Fraction], rubric: Rubric) -> dict[str, Fraction]:
    """The indicators that were *sent* together with those of *rubric* that are *kept* as supplied.

    Raises: `rules.errors.Refused` where one was sent and is supplied otherwise.
    """
    usable = {code: value for code, value in kept.items() if code in rubric.indicator}
    refusals = Refusals()
    for code, value in sent.items():
        if code in usable and usable[code] != value:
            name = rubric.indicator[code].name
            refusals.add(ContradictsSupplied(name, value, usable[code], at=("indicators", code)))
    refusals.raise_if_any()
    return {**usable, **sent}


def _wrong(
    key: Key, value: Fraction, agency_codes: Mapping[str, int], known: Mapping[str, UsedIndicator]
) -> Iterator[Refusal]:
    agency, code = key
    if agency not in agency_codes:
        yield UnknownAgency(agency, closest(agency, agency_codes), at=(agency, "agency"))
    if code not in known:
        yield UnknownIndicator(code, tuple(known), at=key)
        return
    indicator = known[code].indicator
    low, high = indicator.low, indicator.high
    if (low is not None and value < low) or (high is not None and value > high):
        yield IndicatorOutOfRange(indicator.name, value, low, high, at=key)


def _told(indicator: str, value: Supplied) -> dict[str, str]:
    return {"indicator": indicator, "value": exact_text(value.value), "provenance": value.provenance}
