"""The bars of an agency: what each area came to, and the floors and review lines that its edition holds it against."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rules.condition import Condition
from rules.criterion import Criterion
from rules.errors import N_
from rules.phrases import percent_of
from rules.rubric import Rubric
from rules.shortfall import level_text
from rules.table import Grain, Outcome, Table
from rules.telling import Telling, floor_of, held_against

_PLACES = 2
_FULL = Fraction(100)


@dataclass(frozen=True, slots=True)
class Level:
    """A percentage that areas are held against for an *outcome*; *place* numbers it among all, *is_review* its kind."""

    place: int
    percent: Fraction
    outcome: Outcome
    told: str
    is_review: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """An *area* of which *percent* was reached, drawn *width* wide, with the *levels* it is held against.

    *short* are those it does not reach. An area that is not assessed has no width.
    """

    area: Criterion
    points: Fraction | None
    maximum: Fraction
    percent: str
    width: str
    levels: tuple[Level, ...]
    short: tuple[Level, ...]

    @property
    def tone(self) -> str:
        """Whether it is under review, short of something else, or of nothing."""
        if any(level.is_review for level in self.short):
            return "review"
        return "short" if self.short else "full"


def at(percent: Fraction) -> str:
    """Where a *percent* lies on the line from 0 to 100."""
    return f"{float(min(max(percent, Fraction(0)), _FULL)):.{_PLACES}f}%"


def levels(telling: Telling) -> dict[Level, frozenset[str]]:
    """The levels that the edition sets in per cent of criteria, the highest first, with the criteria they are for."""
    found: dict[tuple[Fraction, Outcome, str, bool], set[str]] = {}
    for table in telling.rubric.tables:
        for outcome, condition, member in _asked(table, telling.rubric):
            floor = floor_of(condition, table.places)
            codes = set(held_against(telling.rubric, condition, member)) - {""}
            if floor is None or not floor.in_percent or not codes:
                continue
            is_review = table.code == telling.rubric.review_table
            told = level_text(telling, condition)
            found.setdefault((floor.least, outcome, told, is_review), set()).update(codes)
    ordered = sorted(found, key=lambda each: each[0], reverse=True)
    return {Level(place, *each): frozenset(found[each]) for place, each in enumerate(ordered)}


def bars(telling: Telling, of: dict[Level, frozenset[str]]) -> tuple[Bar, ...]:
    """A bar for each area that has a maximum."""
    return tuple(_bar(telling, area, of) for area in telling.rubric.criteria if area.max_points > 0)


def level_words(level: Level, telling: Telling) -> str:
    """What a level is for: “Good completion of duties: 70% or more of each area”."""
    words = N_("{outcome}: below {percent}") if level.is_review else N_("{outcome}: areas at {percent} or more")
    return telling.language.words(words, outcome=level.outcome.name, percent=level.told)


def _asked(table: Table, rubric: Rubric) -> Iterator[tuple[Outcome, Condition, str]]:
    members = rubric.members(table) if table.grain is Grain.CRITERION else ("",)
    for rule in table.rules:
        for condition in rule.conditions:
            for member in members:
                yield table.outcome(rule.outcome), condition, member


def _bar(telling: Telling, area: Criterion, of: dict[Level, frozenset[str]]) -> Bar:
    code, mine = area.code, tuple(level for level, codes in of.items() if area.code in codes)
    if code not in telling.percents:
        return Bar(area, None, area.max_points, "", "", mine, ())
    points, maximum = telling.ratios[code]
    percent = telling.percents[code]
    short = tuple(level for level in mine if percent < level.percent)
    return Bar(area, points, maximum, percent_of(telling, code), at(percent), mine, short)
