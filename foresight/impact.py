"""Impact: what another edition would change for result sheets that are stored: points, outcomes, findings, rank.

Each sheet is carried over, evaluated as every sheet is, and compared with what was answered. Where something cannot be
carried over it is listed, and nothing is said of that agency.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from foresight.carrying import NO_LABEL, Carried, Judged, Uncarried, carried, refusals_of
from foresight.nearness import Near, near
from foresight.standing import Share, Turn, shares, turns
from rules.bests import bests_of, completed
from rules.errors import Refused
from rules.evaluation import evaluate
from rules.result import Result
from rules.rubric import Edition
from rules.text import Text

Ranks = Mapping[Fraction, int]
"""Ranks by total percentage."""


@dataclass(frozen=True, slots=True)
class Place:
    """The total of an agency, and its *rank* among the sheets of the period; `None` where not all have a total."""

    points: Fraction
    max_points: Fraction
    percent: Fraction
    rank: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What the other edition does to one agency: its *result*, or what is *lacking* for one."""

    judged: Judged
    before: Place
    result: Result | None
    after: Place | None
    turns: tuple[Turn, ...]
    near: tuple[Near, ...]
    lacking: tuple[Uncarried, ...]

    @property
    def agency(self) -> str:
        """The agency's code."""
        return self.judged.sheet.agency

    @property
    def total_changes(self) -> bool:
        """Whether the points or the applicable maximum change."""
        before, after = self.before, self.after
        return after is not None and (before.points, before.max_points) != (after.points, after.max_points)

    @property
    def rank_changes(self) -> bool:
        """Whether the rank changes, where it is known."""
        return self.after is not None and self.after.rank not in {None, self.before.rank}

    @property
    def changes(self) -> bool:
        """Whether anything changes."""
        return self.total_changes or self.rank_changes or any(turn.changes for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Impact:
    """What the other edition does to the sheets of one *period*; *shares* tell how many stand where, by table."""

    period: str
    effects: tuple[Effect, ...]
    shares: Mapping[str, tuple[Share, ...]]

    @property
    def changed(self) -> tuple[Effect, ...]:
        """The agencies for which anything changes."""
        return tuple(effect for effect in self.effects if effect.changes)

    @property
    def labels(self) -> Mapping[Text, int]:
        """Where the figures come from that are not simply reported, and how many sheets say so."""
        given = (effect.judged.provenance for effect in self.effects)
        return Counter(label for label in given if label != NO_LABEL)

    @property
    def uncomputed(self) -> tuple[Effect, ...]:
        """The agencies of which nothing can be said."""
        return tuple(effect for effect in self.effects if effect.result is None)


def impact(other: Edition, sheets: Iterable[Judged], done: Callable[[], None] | None = None) -> tuple[Impact, ...]:
    """What *other* changes for *sheets*, period by period; *done* is called after each sheet.

    Raises: `Disagreement`, `EngineFailure`, `BeyondTheEngine` as `evaluate`.
    """
    periods: dict[str, list[Judged]] = {}
    for judged in sheets:
        periods.setdefault(judged.sheet.period, []).append(judged)
    return tuple(_of_period(other, period, of_period, done) for period, of_period in periods.items())


@dataclass(frozen=True, slots=True)
class _Answered:
    """The *result* of a sheet, or what is *lacking* for one."""

    result: Result | None
    lacking: tuple[Uncarried, ...] = ()


def _of_period(other: Edition, period: str, sheets: Sequence[Judged], done: Callable[[], None] | None) -> Impact:
    ready = [carried(other.rubric, judged) for judged in sheets]
    bests = bests_of(other.rubric, (each.sheet for each in ready if not each.lacking))
    answered = []
    for each in ready:
        answered.append(_answered(other, each, bests))
        if done is not None:
            done()
    before = ranks(judged.result for judged in sheets)
    results = [each.result for each in answered if each.result is not None]
    after = ranks(results) if len(results) == len(sheets) else {}
    effects = tuple(
        _effect(other, judged, each, (before, after)) for judged, each in zip(sheets, answered, strict=True)
    )
    editions = (other, *{judged.edition.sha256: judged.edition for judged in sheets}.values())
    known = [table for edition in editions for table in edition.rubric.tables]
    return Impact(period, effects, shares(known, (effect.turns for effect in effects)))


def _answered(other: Edition, ready: Carried, bests: Mapping[str, Fraction]) -> _Answered:
    if ready.lacking:
        return _Answered(None, ready.lacking)
    sheet = completed(other.rubric, ready.sheet, bests)
    try:
        return _Answered(evaluate(other, sheet))
    except Refused as refused:
        return _Answered(None, tuple(refusals_of(sheet, refused)))


def _effect(other: Edition, judged: Judged, answered: _Answered, ranked: tuple[Ranks, Ranks]) -> Effect:
    before, after = ranked
    result = answered.result
    return Effect(
        judged,
        _place(judged.result, before),
        result,
        None if result is None else _place(result, after),
        turns(other.rubric, judged, result),
        () if result is None else near(other.rubric, result),
        answered.lacking,
    )


# ---- places ----------------------------------------------------------------------------------------------------------


def ranks(results: Iterable[Result]) -> Ranks:
    """The rank of each total percentage: one more than there are above it, so that equal ones share theirs."""
    found: dict[Fraction, int] = {}
    for place, percent in enumerate(sorted(map(_percent, results), reverse=True), start=1):
        found.setdefault(percent, place)
    return found


def _percent(result: Result) -> Fraction:
    return Fraction(result["total"]["percent_exact"])


def _place(result: Result, ranked: Ranks) -> Place:
    total, percent = result["total"], _percent(result)
    return Place(Fraction(total["points"]), Fraction(total["max_points"]), percent, ranked.get(percent))
