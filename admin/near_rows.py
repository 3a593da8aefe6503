"""The rows of the list of agencies near a threshold: what was seen, how far from the threshold, what would change."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from foresight.near_phrases import crossed_text, near_line, near_seen, near_threshold
from foresight.nearness import Near, closest
from rules.errors import N_
from rules.language import Language
from rules.measure import CountBelow, CriterionPercent, IndicatorValue, LowestPercent, PercentMeasure, TotalPercent
from rules.number import HUNDRED, printed, rounded_up
from rules.telling import Names, Telling
from rulesvc.usecases.judged import Held
from rulesvc.usecases.near import AgencyNear, BlockNear

_PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A figure near a threshold: what was *seen*, the *threshold*, the *margin* to it, and what *would* change.

    *concluded* is what holds by the Council instead of the answer of the engine, `None` where it concluded nothing.
    """

    seen: str
    threshold: str
    margin: str
    would: str
    concluded: Held | None


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency by its *evaluation*, with its rows."""

    evaluation: int
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Those of a block that are near a threshold, of so many that were *judged*."""

    name: str
    judged: int
    agencies: tuple[Agency, ...]


def block(found: BlockNear, into: Language) -> Block:
    """A block in words."""
    return Block(into.text(found.block.name), found.judged, tuple(_agency(each, into) for each in found.agencies))


def _agency(found: AgencyNear, into: Language) -> Agency:
    judged = found.judged
    name = into.text(judged.agency.name)
    telling = Telling(judged.rubric, judged.result, into, Names(name, into.text(found.head)))
    return Agency(
        judged.stored.id, name, tuple(_row(each, telling, judged.held.get(each.table)) for each in found.near)
    )


def _row(near: Near, telling: Telling, held: Held | None) -> Row:
    return Row(
        seen=near_seen(near, telling),
        threshold=near_threshold(near, telling),
        margin=margin_text(near, telling),
        would=crossed_text(near, telling),
        concluded=held if held is not None and held.by_council else None,
    )


# ---- how far ---------------------------------------------------------------------------------------------------------


def margin_text(near: Near, telling: Telling) -> str:
    """On which side of the threshold the figure is and how far: what is lacking is rounded so that it suffices."""
    above, code = margin(near, telling)
    if above == 0:
        return telling.language.words(N_("exactly at the threshold"))
    facts = {"margin": _written(above, telling.language)}
    if not _in_percent(near):
        return telling.language.words(
            N_("{margin} points above") if above > 0 else N_("{margin} points below"), **facts
        )
    if code is None:
        far = N_("{margin} percentage points above") if above > 0 else N_("{margin} percentage points below")
        return telling.language.words(far, **facts)
    points = _written(above * telling.ratios[code][1] / HUNDRED, telling.language)
    words = (
        N_("{margin} percentage points above ({points} points)")
        if above > 0
        else N_("{margin} percentage points below ({points} points)")
    )
    return telling.language.words(words, points=points, **facts)


def margin(near: Near, telling: Telling) -> tuple[Fraction, str | None]:
    """How far the figure is above its threshold, and of which criterion: blank is the total, `None` more or none.

    Of a count it is the closest criterion that would come to be counted, or counted no longer.
    """
    measure = near.condition.measure
    if isinstance(measure, CountBelow):
        ways = closest(telling.rubric, telling.result, measure)
        return next((above, code) for code, above in ways if (above >= 0) is near.upwards)
    threshold = near.condition.threshold
    above = near.value - (threshold if isinstance(threshold, Fraction) else near.value)
    match measure:
        case TotalPercent():
            return above, ""
        case CriterionPercent(criterion):
            return above, criterion or near.member
        case LowestPercent():
            lowest = near_line(near, telling).get("where", [])
            return above, lowest[0] if len(lowest) == 1 else None
        case _:
            return above, None


def _in_percent(near: Near) -> bool:
    return isinstance(near.condition.measure, PercentMeasure | CountBelow | IndicatorValue)


def _written(number: Fraction, into: Language) -> str:
    """*number* without its sign; what is lacking is rounded up, and what is to spare never to nothing."""
    if number < 0:
        return into.digits(printed(rounded_up(-number, _PLACES)))
    return into.digits(printed(number, (bool,)))
