"""Deciding: the verdict of every rule, by durable-rules over integer facts."""

import os
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

from rules.compilation import Decision, Part, Pattern, Stage, compile_rubric
from rules.durable import MOST_REMEMBERED
from rules.encoding import Range
from rules.errors import EngineFailure, require
from rules.facts import Facts, fact, is_assessed
from rules.rubric import Rubric
from rules.settlement import settle
from rules.value import Verdict

MOST_COMPILED: Final = 32
"""How many editions stay compiled in one process; the least recently used goes."""

_compiled: Final[OrderedDict[Rubric, tuple[Stage, ...]]] = OrderedDict()
_lock: Final = Lock()
# As in `rules.durable`: a process forked while another thread compiles would wait for ever.
os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


def compiled(rubric: Rubric) -> tuple[Stage, ...]:
    """The compiled stages of *rubric*, from a bounded cache.

    Raises: `BeyondTheEngine`.
    """
    with _lock:
        stages = _compiled.pop(rubric, None) or compile_rubric(rubric)
        _compiled[rubric] = stages
        if len(_compiled) > MOST_COMPILED:
            _compiled.popitem(last=False)
        return stages


def decide_stage(stage: Stage, facts: Facts) -> dict[str, Decision]:
    """The verdicts on the rules of each table of *stage* and its answer, for every assessed member.

    Raises: `EngineFailure`.
    """
    members = {member for _, cases in stage.tables for _, _, member in cases}
    unassessed = frozenset(member for member in members if member and not is_assessed(facts, member))
    return decide_values(stage, [fact(facts, slot) for slot in stage.slots], unassessed)


def decide_values(
    stage: Stage, values: Sequence[Range], unassessed: frozenset[str] = frozenset()
) -> dict[str, Decision]:
    """The decisions from the encoded *values* of the stage's slots, leaving out *unassessed* members.

    Raises: `EngineFailure`.
    """
    flat = [low for low, high in values if low == high]
    known = len(flat) == len(values)
    if not known:
        flat = [end for ends in values for end in ends]
    parts = stage.known if known else stage.ranges
    fired = tuple([part.ruleset.fire(tuple([flat[place] for place in part.wants])) for part in parts])
    pattern = (known, fired, unassessed)
    decisions = stage.remembered.get(pattern)
    if decisions is None:
        decisions = _decisions(stage, pattern)
        if len(stage.remembered) * sum(len(cases) for _, cases in stage.tables) < MOST_REMEMBERED:
            stage.remembered[pattern] = decisions
    return decisions


def _decisions(stage: Stage, pattern: Pattern) -> dict[str, Decision]:
    known, fired, unassessed = pattern
    certain, possible = _held(stage.known if known else stage.ranges, fired)
    possible = certain if known else possible
    require(certain <= possible, EngineFailure("a rule holds certainly but not possibly"))
    decisions = {}
    for table, cases in stage.tables:
        judged = tuple(
            (rule, member, _verdict(place, certain, possible))
            for place, rule, member in cases
            if member not in unassessed
        )
        decisions[table.code] = Decision(judged, settle(table, judged))
    return decisions


def _held(parts: tuple[Part, ...], fired: tuple[frozenset[int], ...]) -> tuple[set[int], set[int]]:
    """The places of the cases that hold certainly, and of those that hold possibly."""
    held: dict[bool, set[int]] = {True: set(), False: set()}
    for part, rules in zip(parts, fired, strict=True):
        for rule in rules:
            place, certain = part.decides[rule]
            held[certain].add(place)
    return held[True], held[False]


def _verdict(place: int, certain: set[int], possible: set[int]) -> Verdict:
    if place in certain:
        return Verdict.YES
    return Verdict.CANNOT_TELL if place in possible else Verdict.NO
