"""The one door to durable-rules: a set of rules over integers, and which of them fire for given values.

The C module is exact and fast where it is used right and dangerous elsewhere, so everything here is a defence:
one lock round every call; integers only, within bounds; a sentinel that must fire, or the answer is void; an
explicit fact id; assert, drain, retract, never interleaved; on any failure the handle is abandoned and built anew;
what nobody holds any more is freed under the lock, state before ruleset, once the sentinel has fired; at most 63 rules;
property names whose hashes differ.
"""

import json
import os
from threading import Lock
from typing import Any, Final, NoReturn
from weakref import finalize

import durable_rules_engine

from rules.encoding import UNKNOWN
from rules.errors import EngineFailure, require

MOST_RULES: Final = 63
"""A fact true of a 65th alternative fails, and from 512 on the process hangs; one place is the sentinel's."""

MOST_PROPERTIES: Final = 250
"""The C module takes 252; the sentinel has one of its own."""

MOST_REMEMBERED: Final = 20_000
"""How many patterns of what fires are remembered, times the rules of each: of many rules, patterns seldom repeat."""

_SENTINEL: Final = "r--"
_NAME: Final = slice(2, 5)
"""Where a message has the name of its rule, all of which have three letters: `{"r07":{...`."""
_OWN: Final = "s"
"""The property that the sentinel reads, and no rule."""
_LOCK: Final = Lock()
# A process forked while another thread decides would have the lock held, with nobody to give it back.
os.register_at_fork(before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release)
_RETRACT: Final = '{"sid":"1","id":"1"}'

_unused: Final[list[int]] = []
"""Handles of rulesets that are gone. A ruleset may go at any moment, while the lock is held too: they wait for it."""

Expression = dict[str, Any]
"""A condition in the words of durable-rules: `{"$gte": {"m0": 180000000}}`, or `{"m0": 5}` for equality."""


def property_name(place: int) -> str:
    """The name of the value at *place*."""
    return f"m{place}"


class Ruleset:
    """Rules, each a conjunction of expressions over the properties `m0, m1, ...`; named by their place.

    Its memory in the C module is given back once nobody holds it.
    """

    def __init__(self, rules: tuple[tuple[Expression, ...], ...], properties: int) -> None:
        require(len(rules) <= MOST_RULES, EngineFailure(f"{len(rules)} rules in a set"))
        require(properties <= MOST_PROPERTIES, EngineFailure(f"{properties} properties in a set"))
        names = [property_name(place) for place in range(properties)]
        require(_all_differ([*names, _OWN, "id", "sid"]), EngineFailure("two property names have one hash"))
        definition: dict[str, Any] = {_SENTINEL: _antecedent(({_OWN: 1},))}
        definition |= {f"r{place:02}": _antecedent(expressions) for place, expressions in enumerate(rules)}
        self._definition = json.dumps(definition)
        self._fact = '{"sid":"1","id":"1","s":1' + "".join(f',"{name}":%d' for name in names) + "}"
        self._places = {f"r{place:02}": place for place in range(len(rules))}
        self._answers: dict[tuple[str, ...], frozenset[int]] = {}
        self._handles: list[int] = []  # none or one: what the end of this object leaves behind
        finalize(self, _unused.extend, self._handles).atexit = False

    def __reduce__(self) -> NoReturn:
        """A handle is an address in this process, and a copy would free it a second time."""
        raise TypeError("a ruleset can be neither copied nor sent to another process")

    def fire(self, values: tuple[int, ...]) -> frozenset[int]:
        """The places of the rules that hold for *values*, one integer for each property.

        Raises: `EngineFailure` where the answer cannot be trusted.
        """
        for value in values:
            # Python counts True as 1; so does durable-rules, and "1" as well. A regulation does not.
            if type(value) is not int or not -UNKNOWN <= value <= UNKNOWN:
                raise EngineFailure(f"the value {value!r} is not an integer within bounds")
        with _LOCK:
            return self._fired(self._fact % values)

    def _fired(self, fact: str) -> frozenset[int]:
        """Assert, drain, retract. Whatever is raised in between leaves an action open, so the handle is given up."""
        handle = self._handles.pop() if self._handles else None
        try:
            if handle is None:
                _free_unused()
                handle = durable_rules_engine.create_ruleset("rules", self._definition)
            names = tuple(_drain(handle, fact))
            fired = self._answers.get(names)
            if fired is None:
                fired = self._answer(names)
        except EngineFailure:
            raise
        except Exception as problem:
            raise EngineFailure(f"{type(problem).__name__}: {problem}") from problem
        self._handles.append(handle)
        return fired

    def _answer(self, names: tuple[str, ...]) -> frozenset[int]:
        """The places of the rules of those *names*, remembered: the same ones fire in the same order again."""
        places = [self._places[name] for name in names if name != _SENTINEL]
        fired = frozenset(places)
        require(
            len(fired) == len(places) == len(names) - 1,
            EngineFailure("a rule fired twice, or the sentinel did not fire once"),
        )
        if len(self._answers) * len(self._places) < MOST_REMEMBERED:
            self._answers[names] = fired
        return fired


def _free_unused() -> None:
    while _unused:
        handle = _unused.pop()
        durable_rules_engine.delete_state(handle, "1")
        durable_rules_engine.delete_ruleset(handle)


def _drain(handle: int, fact: str) -> list[str]:
    """The names of the rules that fire, in the order in which they do."""
    status, state = durable_rules_engine.assert_fact(handle, fact)
    if status:
        raise EngineFailure(f"a fact was taken with status {status}")
    names = []
    started = durable_rules_engine.start_action_for_state(handle, state)
    message = started[1] if started else None
    while message is not None:
        names.append(message[_NAME])
        message = durable_rules_engine.complete_and_start_action(handle, state)
    status, _ = durable_rules_engine.retract_fact(handle, _RETRACT)
    if status:
        raise EngineFailure(f"a fact was retracted with status {status}")
    return names


def _antecedent(expressions: tuple[Expression, ...]) -> Expression:
    return {"all": [{"m": {"$and": list(expressions)}}]}


def _all_differ(names: list[str]) -> bool:
    """Whether no two *names* have the same 32-bit FNV-1a, by which the C module tells properties apart."""
    return len({fnv1a(name) for name in names}) == len(names)


def fnv1a(name: str) -> int:
    """The 32-bit FNV-1a hash of *name*, as in durable-rules' `json.c`."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value
