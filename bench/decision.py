"""The decision of one agency by this engine and by others: answers checked equal, measured in turns.

From prepared measures (total, lowest percentage of seven areas, percentages of the two areas under review) to group,
rating of the head and areas under review. Each engine starts from its own kind of number and from rules built before.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any, Final

from bench import case
from bench.peers import PEERS
from bench.peers.ours import Ours
from bench.peers.tables import Answer, Peer, Tables, exactly, field_name, measures_of, tables_of
from bench.report import microseconds, require_equal, show
from bench.rounds import Times, interleaved, ratio

STEP: Final = Fraction(1, 10**6)
"""The smallest step of points."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One measure at a threshold or a smallest step of points beside it; all others are at 100%.

    *parts* add up to its points: those of an area, or for the total, those of all areas.
    """

    tables: Tables
    field: str
    parts: tuple[Fraction, ...]
    maximum: Fraction

    @property
    def percent(self) -> Fraction:
        """The exact percentage."""
        return sum(self.parts, Fraction(0)) * 100 / self.maximum


def measure(quick: bool) -> None:  # noqa: FBT001 -- every part is called so
    """Check, measure, and print."""
    times = interleaved(
        {peer.name: _all_agencies(peer) for peer in PEERS},
        rounds=7 if quick else 31,
        seconds=0.05 if quick else 0.2,
    )
    count = len(case.agencies())
    probes = tuple(_probes())
    theirs = [peer.name for peer in PEERS if not issubclass(peer, Ours)]
    fastest = min(theirs, key=lambda name: median(times[name]))
    show(
        f"One agency decided: group, rating of the head, review of two areas ({count} agencies, answers equal)",
        ("engine", "compares", "µs an agency", "this engine takes", f"wrong of {len(probes)}", "summed"),
        [_row(peer, times, count, probes) for peer in PEERS],
        f"Wrong: at every threshold and 10⁻⁶ points beside it, from the exact percentage rounded once; summed: from "
        f"the sum of the points / maximum * 100 in the numbers of the engine. The fastest other one is {fastest}: "
        f"this engine takes {ratio(times, Ours.name, fastest):.2f} of its time (median of the ratios within a round).",
    )


def _row(peer: type[Peer], times: Times, count: int, probes: tuple[Probe, ...]) -> tuple[str, ...]:
    compared = "" if issubclass(peer, Ours) else f"{ratio(times, Ours.name, peer.name):.2f} of it"
    wrong, wrong_computed = _wrong(peer, probes, _rounded_once), _wrong(peer, probes, _computed)
    return (
        peer.name,
        peer.numbers,
        microseconds(median(times[peer.name]) / count),
        compared,
        str(wrong),
        str(wrong_computed),
    )


def _all_agencies(peer: type[Peer]) -> Callable[[], None]:
    """The decisions of all agencies in a row, each checked before."""
    tables = {code: tables_of(edition.rubric) for code, edition in case.editions().items()}
    built = {code: peer(each) for code, each in tables.items()}
    work = []
    for agency in case.agencies():
        block = agency.edition.rubric.block
        measures = measures_of(agency.edition.rubric, agency.sheet)
        numbers = {field: peer.number(value) for field, value in measures.items()}
        prepared = built[block].prepare(numbers)
        right = exactly(tables[block], measures)
        for _ in range(2):
            require_equal(built[block].decide(prepared), right, f"{peer.name} on {agency.code}")
        work.append((built[block].decide, prepared))

    def decide_all() -> None:
        for decide, prepared in work:
            decide(prepared)

    return decide_all


# ---- at the thresholds -----------------------------------------------------------------------------------------------


def _probes() -> Iterator[Probe]:
    for edition in case.editions().values():
        tables = tables_of(edition.rubric)
        lines = (*tables.group, *tables.head_rating, *tables.review)
        tested = dict.fromkeys((test.field, test.threshold) for line in lines for test in line.tests)
        for field, threshold in tested:
            for maximum in _maxima(tables, field):
                for parts in _splits(tables, field, maximum * threshold / 100):
                    yield from (Probe(tables, field, (*parts, step), maximum) for step in (-STEP, Fraction(0), STEP))


def _maxima(tables: Tables, field: str) -> set[Fraction]:
    """What the percentage in *field* may be of."""
    rubric = tables.rubric
    if field == "total":
        return {rubric.max_points}
    areas = rubric.scope["seven-areas"].criteria
    return {rubric.criterion[area].max_points for area in areas if field in ("lowest", field_name(area))}


def _splits(tables: Tables, field: str, points: Fraction) -> Iterator[tuple[Fraction, ...]]:
    """*points* as they may come together: of one area, or ten times of all areas, in hundredths."""
    if field != "total":
        yield (points,)
        return
    caps = [area.max_points for area in tables.rubric.criteria]
    for number in range(10):
        chance = random.Random(number)
        parts = [points * cap / sum(caps) + Fraction(chance.randint(-50, 50), 100) for cap in caps[:-1]]
        parts = [Fraction(round(part * 100), 100) for part in parts]
        yield (*parts, points - sum(parts))


def _wrong(peer: type[Peer], probes: tuple[Probe, ...], number: Callable[[type[Peer], Probe], Any]) -> int:
    """How many of *probes* the engine answers wrongly from that *number*."""
    built: dict[int, Peer] = {}
    wrong = 0
    for probe in probes:
        engine = built.setdefault(id(probe.tables), peer(probe.tables))
        numbers = {field: peer.number(Fraction(100)) for field in probe.tables.fields}
        given: Answer = engine.decide(engine.prepare({**numbers, probe.field: number(peer, probe)}))
        wrong += given != _right(probe)
    return wrong


def _right(probe: Probe) -> Answer:
    others = dict.fromkeys(probe.tables.fields, Fraction(100))
    return exactly(probe.tables, {**others, probe.field: probe.percent})


def _rounded_once(peer: type[Peer], probe: Probe) -> Any:
    return peer.number(probe.percent)


def _computed(peer: type[Peer], probe: Probe) -> Any:
    return sum(map(peer.number, probe.parts)) / peer.number(probe.maximum) * 100
