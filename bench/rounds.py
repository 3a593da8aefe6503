"""Rounds: several ways measured in turns within one run, so that a busy moment strikes them all."""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Times = dict[str, list[float]]
"""Seconds a call, by way and round."""


def interleaved(ways: Mapping[str, Callable[[], object]], *, rounds: int, seconds: float) -> Times:
    """Each of *ways* measured in every round, each time for about *seconds*, in an order that rotates."""
    calls = {name: _calls_in(way, seconds) for name, way in ways.items()}
    names = list(ways)
    times: Times = {name: [] for name in names}
    for _ in range(rounds):
        names = [*names[1:], names[0]]
        for name in names:
            times[name].append(_seconds(ways[name], calls[name]))
    return times


def ratio(times: Times, one: str, other: str) -> float:
    """How long *one* takes, measured by *other*: the median of the ratios within a round."""
    return median(first / second for first, second in zip(times[one], times[other], strict=True))


def _calls_in(way: Callable[[], object], seconds: float) -> int:
    calls = 1
    while (taken := _seconds(way, calls) * calls) < seconds / 4:
        calls *= 2
    return max(1, round(calls * seconds / taken))


def _seconds(way: Callable[[], object], calls: int) -> float:
    gc.collect()
    start = perf_counter()
    for _ in range(calls):
        way()
    return (perf_counter() - start) / calls
