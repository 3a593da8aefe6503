"""Deciding: the verdict of every rule, by durable-rules over integer facts."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

from rules.compilation import Part, Stage, compile_rubric
from rules.errors import EngineFailure, require
from rules.facts import Facts, fact, is_assessed
from rules.rubric import Rubric
from rules.settlement import Case
from rules.value import Verdict

MOST_COMPILED: Final = 32
"""How many editions stay compiled in one process; the least recently used is freed."""

_compiled: Final[OrderedDict[Rubric, tuple[Stage, ...]]] = OrderedDict()
_lock: Final = Lock()


def compiled(rubric: Rubric) -> tuple[Stage, ...]:
    """The compiled stages of *rubric*, from a bounded cache.

    Raises: `BeyondTheEngine`.
    """
    with _lock:
        if rubric in _compiled:
            _compiled.move_to_end(rubric)
            return _compiled[rubric]
        stages = _compiled[rubric] = compile_rubric(rubric)
        if len(_compiled) > MOST_COMPILED:
            _, oldest = _compiled.popitem(last=False)
            free(oldest)
        return stages


def free(stages: tuple[Stage, ...]) -> None:
    """Give the memory of compiled *stages* back; whoever still holds them builds them anew on use."""
    for stage in stages:
        for part in (*stage.known, *stage.ranges):
            part.ruleset.free()


def decide_stage(stage: Stage, facts: Facts) -> dict[Case, Verdict]:
    """The verdict of every rule of *stage* for every assessed member.

    Raises: `EngineFailure`.
    """
    ranges = [fact(facts, slot) for slot in stage.slots]
    if all(low == high for low, high in ranges):
        certain, _ = _fire(stage.known, [(low,) for low, _ in ranges])
        possible = certain
    else:
        certain, possible = _fire(stage.ranges, ranges)
        require(certain <= possible, EngineFailure("a rule holds certainly but not possibly"))
    return {
        case: _verdict(case, certain, possible) for case in stage.cases if case[2] == "" or is_assessed(facts, case[2])
    }


def _fire(parts: tuple[Part, ...], values: Sequence[tuple[int, ...]]) -> tuple[set[Case], set[Case]]:
    """The cases that hold certainly, and those that hold possibly."""
    held: dict[bool, set[Case]] = {True: set(), False: set()}
    for part in parts:
        fired = part.ruleset.fire(tuple(value for place in part.wants for value in values[place]))
        for place in fired:
            case, certain = part.decides[place]
            held[certain].add(case)
    return held[True], held[False]


def _verdict(case: Case, certain: set[Case], possible: set[Case]) -> Verdict:
    if case in certain:
        return Verdict.YES
    return Verdict.CANNOT_TELL if case in possible else Verdict.NO
