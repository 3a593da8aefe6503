"""Near a threshold: the agencies of a period whose rating hangs on little. Whoever looks at the list is written down.

It is the list by which somebody could be helped or hurt most easily, so there is no reading it without a trace: who saw
it, when, how far it reached and how many agencies it named stand in the audit, in the transaction that made the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from foresight.nearness import Near, near
from rules.errors import N_, InputRefusal, require
from rules.number import ZERO, exact_text
from rules.text import Text
from rulesvc.store import agencies, audit, periods, rubrics
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.judged import Judged, Named, PeriodResults, of_rubric, results_of
from rulesvc.usecases.ranking import percent_of

WITHIN: Final = Fraction(1, 2)
"""How close to a threshold is near where nothing else is said, in percentage points."""

MOST: Final = Fraction(5)
"""The farthest that may be asked for: beyond it the list would name nearly everybody."""


@dataclass(eq=False)
class DistanceNotAllowed(InputRefusal):
    """A distance from thresholds that is none, or takes in everybody."""

    given: Fraction
    most: Fraction
    words = N_("A distance of {given} percentage points is not allowed. Allowed: above 0 and at most {most}.")


@dataclass(frozen=True, slots=True)
class AgencyNear:
    """An agency with its result, the title of its *head*, and the figures that are *near* a threshold."""

    judged: Judged
    head: Text
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class BlockNear:
    """Those of a *block* that are near a threshold of its rubric, best first, of so many that were *judged*."""

    block: Named
    judged: int
    agencies: tuple[AgencyNear, ...]


@dataclass(frozen=True, slots=True)
class NearList:
    """Who is *within* so many percentage points of a threshold in a *period*, block by block."""

    period: str
    within: Fraction
    blocks: tuple[BlockNear, ...]

    @property
    def agencies(self) -> int:
        """How many agencies are named."""
        return sum(len(each.agencies) for each in self.blocks)


def view_near(session: Session, period: str, within: Fraction = WITHIN, *, actor: Actor, now: datetime) -> NearList:
    """Who is near a threshold beyond which a table of the rating rules would answer otherwise; the viewing is logged.

    What stands at the final stage counts, by the edition it was judged under. Figures are points of the maximum, in
    percentages or hundredths of it. Raises: `RoleMissing`, `UnknownPeriod`, `DistanceNotAllowed`.
    """
    actor = require_ability(actor, Ability.CONFIRM)
    require(ZERO < within <= MOST, DistanceNotAllowed(within, MOST, at=("distance",)))
    shown = periods.by_code(session, period, at=("period",))
    known = results_of(session, shown)
    found = NearList(shown.code, within, tuple(_blocks(session, known, within)))
    seen = {"distance": exact_text(within), "agencies": found.agencies}
    audit.write(session, "near-threshold-viewed", ("period", shown.code), actor=actor, now=now, **seen)
    return found


def _blocks(session: Session, known: PeriodResults, within: Fraction) -> Iterator[BlockNear]:
    heads = agencies.head_titles(session, [each.stored.agency for each in known.judged])
    for key in rubrics.every(session):
        of = of_rubric(key, known) if key.code in known.used else None
        if of is not None and of.judged:
            best_first = sorted(of.judged, key=percent_of, reverse=True)
            read = (AgencyNear(each, heads[each.stored.agency], _near(each, within)) for each in best_first)
            yield BlockNear(of.block, len(of.judged), tuple(each for each in read if each.near))


def _near(judged: Judged, within: Fraction) -> tuple[Near, ...]:
    return near(judged.rubric, judged.result, within)
