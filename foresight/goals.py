"""Goals: bounds that points must lie within, as alternatives: any of them will do, each asks all that it holds."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import comb
from typing import Final

TOTAL: Final = ""
"""The code under which bounds of the total stand."""

_MOST_GOALS: Final = 2_000
_FEW: Final = 200
"""Among so many goals those are left out that ask more than another."""

Span = tuple[int, int]
"""From where to where points must lie, in units."""

Goal = Mapping[str, Span]
"""What points must lie within, by criterion; the total under a blank code."""

Room = Mapping[str, Span]
"""From where to where points can come at all. No goal asks for more, nor for less than all of it."""

Ways = tuple[Goal, ...]
"""Goals of which one is to be met."""

ALWAYS: Final[Ways] = ({},)
NEVER: Final[Ways] = ()


class TooManyGoals(Exception):
    """There are more alternatives than are looked at."""


def within(room: Room, code: str, low: int | None, high: int | None) -> Ways:
    """The points of one criterion from *low* to *high*, as far as there is *room*."""
    least, most = room[code]
    low, high = least if low is None else max(low, least), most if high is None else min(high, most)
    if low > high:
        return NEVER
    return ALWAYS if (low, high) == (least, most) else ({code: (low, high)},)


def all_of(parts: Iterable[Ways]) -> Ways:
    """The ways in which something of each of *parts* holds.

    Raises: `TooManyGoals`.
    """
    ways = ALWAYS
    for part in sorted(parts, key=len):
        if part != ALWAYS:
            ways = _fewer(both for way in ways for other in part if (both := _both(way, other)) is not None)
    return ways


def any_of(parts: Iterable[Ways]) -> Ways:
    """The ways in which something of one of *parts* holds.

    Raises: `TooManyGoals`.
    """
    return _fewer(way for part in parts for way in part)


def at_least(count: int, parts: Sequence[Ways]) -> Ways:
    """The ways in which at least so many of *parts* hold.

    Raises: `TooManyGoals`.
    """
    wanted = count - parts.count(ALWAYS)
    open_ones = [part for part in parts if part not in (ALWAYS, NEVER)]
    if wanted <= 0:
        return ALWAYS
    if wanted > len(open_ones):
        return NEVER
    if comb(len(open_ones), wanted) > _MOST_GOALS:
        raise TooManyGoals
    return any_of(all_of(chosen) for chosen in combinations(open_ones, wanted))


def none_of(ways: Ways, room: Room) -> Ways:
    """The ways in which none of *ways* holds.

    Raises: `TooManyGoals`.
    """
    return all_of(any_of(_beside(room, code, span) for code, span in way.items()) for way in ways)


def _beside(room: Room, code: str, span: Span) -> Ways:
    return within(room, code, None, span[0] - 1) + within(room, code, span[1] + 1, None)


def _both(one: Goal, other: Goal) -> Goal | None:
    """What both ask; `None` where nothing meets both."""
    found = dict(one)
    for code, span in other.items():
        mine = found.get(code, span)
        found[code] = low, high = max(span[0], mine[0]), min(span[1], mine[1])
        if low > high:
            return None
    return found


def _fewer(goals: Iterable[Goal]) -> Ways:
    """Different *goals*, and where they are few none that asks more than another."""
    different: dict[frozenset[tuple[str, Span]], Goal] = {}
    for goal in goals:
        if not goal:
            return ALWAYS
        different.setdefault(frozenset(goal.items()), goal)
        if len(different) > _MOST_GOALS:
            raise TooManyGoals
    ways = tuple(different.values())
    if len(ways) > _FEW:
        return ways
    return tuple(way for way in ways if not any(other is not way and _asks_less(other, way) for other in ways))


def _asks_less(one: Goal, other: Goal) -> bool:
    """Whether whatever meets the *other* goal meets *one*, which are different."""
    return all(code in other and low <= other[code][0] and other[code][1] <= high for code, (low, high) in one.items())
