"""durable-rules bites where it is used carelessly: each known bite, and the defence of the adapter against it."""

import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy, deepcopy
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from threading import Event, Lock
from time import sleep
from types import SimpleNamespace
from typing import Any

import durable_rules_engine
import pytest

from rules import decision, durable
from rules.acceptance import accept
from rules.compilation import MOST_DRAFTS, MOST_RULESETS, compile_rubric
from rules.decision import MOST_COMPILED, compiled, decide_values
from rules.durable import MOST_PROPERTIES, MOST_RULES, Expression, Ruleset, fnv1a
from rules.encoding import UNKNOWN
from rules.errors import BeyondTheEngine, EngineFailure
from rules.evaluation import decide
from rules.language import Language
from rules.measure import CriterionPercent, IndicatorValue, OutcomeOf, PeriodCode, TotalPercent
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.working import Decided
from tests.builders import CANNOT_TELL, NO, YES, leaf, rubric, rule, sheet, table, when
from tests.evaluators import by_deciding, by_examining

ROOT = Path(__file__).parents[2]


def at_least(threshold: int, place: int = 0) -> tuple[Expression, ...]:
    return ({"$gte": {f"m{place}": threshold}},)


def steps(count: int = MOST_RULES) -> Ruleset:
    """A ruleset in which rule n holds for values from n on, so that every answer is its own proof."""
    return Ruleset(tuple(at_least(threshold) for threshold in range(count)), 1)


@pytest.fixture
def ruleset() -> Ruleset:
    return steps(8)


def is_right(ruleset: Ruleset, value: int, count: int = 8) -> bool:
    return ruleset.fire((value,)) == set(range(min(value + 1, count)))


# ---- threads and processes -------------------------------------------------------------------------------------------


def test_eight_threads_on_one_ruleset_get_right_answers(ruleset: Ruleset) -> None:
    """Without a lock 30 to 50 answers of 100 are wrong, or the process dies."""

    def hammer(thread: int) -> bool:
        return all(is_right(ruleset, (thread + turn) % 10) for turn in range(500))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(hammer, range(8)))


def test_eight_threads_on_one_rubric_get_right_answers_while_it_is_evicted() -> None:
    worlds = [(of_threshold(at), YES if at <= 16 else NO) for at in range(MOST_COMPILED + 2)]

    def hammer(thread: int) -> bool:
        mine = [*worlds[thread:], *worlds[:thread]]
        return all(list(decided(world, sheet({"a": 16})).verdicts.values()) == [right] for world, right in mine * 3)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(hammer, range(8)))


def decided(world: Rubric, given: Sheet) -> Decided:
    return decide(world, accept(world, given))


def of_threshold(threshold: int) -> Rubric:
    return rubric(table("t", rule("holds", when(TotalPercent(), ">=", threshold))))


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_process_started_after_use_gets_right_answers(ruleset: Ruleset, method: str) -> None:
    assert is_right(ruleset, 3)
    assert rules_fired_in_a_process(method) == 8
    assert is_right(ruleset, 3)


def rules_fired_in_a_process(method: str) -> int | None:
    """How many of eight rules fire in a new process; `None` where it hangs."""
    context: Any = multiprocessing.get_context(method)
    process = context.Process(target=exit_with_the_answer_of_a_ruleset)
    process.start()
    process.join(20 if method != "fork" else 5)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return int(process.exitcode)


def exit_with_the_answer_of_a_ruleset() -> None:
    assert list(decided(of_threshold(16), sheet({"a": 16})).verdicts.values()) == [YES]
    sys.exit(len(SHARED.fire((7,))))


SHARED = steps(8)


def test_a_forked_process_may_go_on_with_a_ruleset_of_its_parent() -> None:
    assert len(SHARED.fire((7,))) == 8
    assert rules_fired_in_a_process("fork") == 8


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("lock", [durable._LOCK, decision._lock], ids=["in a ruleset", "compiling"])
def test_a_process_forked_while_another_thread_decides_does_not_wait_for_it_for_ever(lock: Lock) -> None:
    """A pool started by a server with threads: the child has the lock as it was, and nobody to give it back."""
    deciding = Event()

    def decides() -> None:
        with lock:
            deciding.set()
            sleep(0.3)

    with ThreadPoolExecutor(1) as threads:
        threads.submit(decides)
        deciding.wait()
        assert rules_fired_in_a_process("fork") == 8


def test_neither_host_nor_timers_nor_global_rulesets_of_durable_rules_are_loaded() -> None:
    """`durable.lang` keeps module-global state, and its host starts two timer threads into the C module."""
    script = "import sys, rules.evaluation; sys.exit(any(name.split('.')[0] == 'durable' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


# ---- exceptions in the middle ----------------------------------------------------------------------------------------

CALLS = ["assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact"]


def engine_in_which(name: str, wrong: Callable[..., Any]) -> SimpleNamespace:
    """The C module as the adapter sees it, with one function that goes wrong."""
    names = [each for each in dir(durable_rules_engine) if not each.startswith("_")]
    functions = {each: getattr(durable_rules_engine, each) for each in names}
    return SimpleNamespace(**{**functions, name: wrong})


def raises(problem: BaseException) -> Callable[..., Any]:
    def wrong(*_: object) -> None:
        raise problem

    return wrong


@pytest.mark.parametrize("call", ["create_ruleset", *CALLS])
def test_after_an_exception_in_the_middle_the_next_answer_is_right(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An action left open makes the next evaluation say "nothing matched", and then the process dies."""
    ruleset = steps(8)
    if call != "create_ruleset":
        assert is_right(ruleset, 5)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "durable_rules_engine", engine_in_which(call, raises(MemoryError("no room"))))
        with pytest.raises(EngineFailure, match="MemoryError: no room"):
            ruleset.fire((5,))
    assert is_right(ruleset, 3)


@pytest.mark.parametrize("problem", [KeyboardInterrupt(), SystemExit()], ids=["ctrl-c", "a worker told to stop"])
def test_after_an_interruption_in_the_middle_the_next_answer_is_right(
    problem: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruleset = steps(8)
    assert is_right(ruleset, 5)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "durable_rules_engine", engine_in_which("complete_and_start_action", raises(problem)))
        with pytest.raises(type(problem)):
            ruleset.fire((5,))
    assert is_right(ruleset, 3)


@pytest.mark.parametrize("call", ["assert_fact", "retract_fact"])
def test_any_status_but_nought_is_a_failure_and_the_next_answer_is_right(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruleset = steps(8)
    assert is_right(ruleset, 5)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "durable_rules_engine", engine_in_which(call, lambda *_: (2, 0)))
        with pytest.raises(EngineFailure, match="with status 2"):
            ruleset.fire((5,))
    assert is_right(ruleset, 3)


def test_where_the_sentinel_does_not_fire_the_answer_is_void(ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing property, a wrong type and "no rule" look the same without it."""
    with monkeypatch.context() as patch:
        patch.setattr(durable, "durable_rules_engine", engine_in_which("start_action_for_state", lambda *_: None))
        with pytest.raises(EngineFailure):
            ruleset.fire((5,))
    assert is_right(ruleset, 3)


def test_a_rule_that_fires_twice_is_a_failure_and_the_next_answer_is_right(
    ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(durable, "_drain", lambda *_: ["r--", "r01", "r01"])
        with pytest.raises(EngineFailure, match="fired twice"):
            ruleset.fire((5,))
    assert is_right(ruleset, 3)


def test_a_fact_that_is_still_there_is_a_failure_and_not_a_silent_no(ruleset: Ruleset) -> None:
    """A live duplicate gives status 2, and nothing fires."""
    assert is_right(ruleset, 5)
    durable_rules_engine.assert_fact(*ruleset._handles, '{"sid":"1","id":"1","s":1,"m0":5}')
    with pytest.raises(EngineFailure, match="status 2"):
        ruleset.fire((5,))
    assert is_right(ruleset, 5)


# ---- facts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [True, False, "1", 1.0, Decimal(1), None, 2**60 + 1, -(2**60) - 1, 2**63, 10**30])
def test_a_value_that_is_no_integer_within_bounds_is_refused(ruleset: Ruleset, value: Any) -> None:
    """durable-rules takes True and "1" for 1, compares decimals as doubles and clamps beyond 2^63 silently."""
    with pytest.raises(EngineFailure, match="is not an integer within bounds"):
        ruleset.fire((value,))


@pytest.mark.parametrize("threshold", [-UNKNOWN, 1 - UNKNOWN, -1, 0, 1, 2**31, 2**32, 2**53 + 1, UNKNOWN - 1, UNKNOWN])
def test_integers_compare_exactly_up_to_the_ends_of_the_unknown(threshold: int) -> None:
    ruleset = Ruleset((at_least(threshold), ({"m0": threshold},), ({"$lt": {"m0": threshold}},)), 1)
    values = [value for value in (threshold - 1, threshold, threshold + 1) if abs(value) <= UNKNOWN]
    expected = [{2} if value < threshold else {0, 1} if value == threshold else {0} for value in values]
    assert [ruleset.fire((value,)) for value in values] == expected


def test_the_same_fact_again_gives_the_same_answer(ruleset: Ruleset) -> None:
    assert all(is_right(ruleset, 5) for _ in range(100))


def test_thousands_of_facts_go_through_one_ruleset(ruleset: Ruleset) -> None:
    """More than 1,024 live sids are a MemoryError: there is one, and each fact is retracted."""
    assert all(is_right(ruleset, value % 11) for value in range(3_000))


def test_all_rules_that_hold_fire_each_time(ruleset: Ruleset) -> None:
    """Retracting a fact while a second rule waits loses that rule silently: everything is drained first."""
    assert [len(ruleset.fire((value,))) for value in (7, 0, 7, 7, 3)] == [8, 1, 8, 8, 4]


def test_a_fact_that_matches_nothing_leaves_nothing_behind(ruleset: Ruleset) -> None:
    assert [len(ruleset.fire((value,))) for value in (-5, 7, -5, 0)] == [0, 8, 0, 1]


def test_compiled_rules_use_neither_or_nor_existence() -> None:
    """A fact true of both arms of an `$or` fires twice; an always-firing rule on `$ex sid` hangs."""
    asked = rule("x", when(PeriodCode(), "in", ["2021", "2022"]), when(IndicatorValue("i"), "missing"))
    stages = compile_rubric(rubric(table("t", asked), indicators=("i",)))
    definitions = [part.ruleset._definition for stage in stages for part in (*stage.known, *stage.ranges)]
    assert not any(word in each for each in definitions for word in ("$or", "$ex", "$nex", "sid"))


# ---- sizes -----------------------------------------------------------------------------------------------------------


def test_sixty_three_rules_may_hold_at_once() -> None:
    ruleset = steps(MOST_RULES)
    assert len(ruleset.fire((MOST_RULES,))) == MOST_RULES == 63


def test_more_rules_than_that_are_refused() -> None:
    """A fact true of a 65th alternative fails, and from 512 on the process hangs for ever."""
    with pytest.raises(EngineFailure, match="64 rules in a set"):
        steps(MOST_RULES + 1)


def test_two_hundred_and_fifty_properties_are_told_apart() -> None:
    rules = tuple(at_least(1, place) for place in range(0, MOST_PROPERTIES, 5))
    ruleset = Ruleset(rules, MOST_PROPERTIES)
    values = tuple(place % 2 for place in range(MOST_PROPERTIES))
    assert ruleset.fire(values) == {number for number, place in enumerate(range(0, 250, 5)) if place % 2}


def test_more_properties_than_that_are_refused() -> None:
    with pytest.raises(EngineFailure, match="251 properties in a set"):
        Ruleset((at_least(0),), MOST_PROPERTIES + 1)


def test_property_names_with_one_hash_are_found() -> None:
    """Names with equal 32-bit FNV-1a give silent wrong answers."""
    assert fnv1a("costarring") == fnv1a("liquid") == 0x5E4DAA9D
    assert len({fnv1a(f"m{place}") for place in range(MOST_PROPERTIES)} | {fnv1a("s")}) == MOST_PROPERTIES + 1


def test_property_names_with_one_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "property_name", lambda place: ("costarring", "liquid")[place])
    with pytest.raises(EngineFailure, match="one hash"):
        Ruleset((), 2)


# ---- memory ----------------------------------------------------------------------------------------------------------


class Counting(SimpleNamespace):
    """The C module as the adapter sees it; it keeps account of the rulesets made through it."""

    def __init__(self) -> None:
        super().__init__(**{name: getattr(durable_rules_engine, name) for name in (*CALLS, "delete_state")})
        self.there: set[int] = set()

    def create_ruleset(self, name: str, definition: str) -> int:
        handle = int(durable_rules_engine.create_ruleset(name, definition))
        self.there.add(handle)
        return handle

    def delete_ruleset(self, handle: int) -> None:
        self.there.discard(handle)
        durable_rules_engine.delete_ruleset(handle)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Counting:
    assert is_right(steps(8), 5)  # so that nothing of other tests is left to be freed
    durable._free_unused()
    counting = Counting()
    monkeypatch.setattr(durable, "durable_rules_engine", counting)
    return counting


def test_a_ruleset_that_nobody_holds_is_freed_before_the_next_is_made(engine: Counting) -> None:
    for _ in range(3):
        assert is_right(steps(8), 5)
        assert len(engine.there) == 1


def test_a_ruleset_that_was_never_used_leaves_nothing_to_free(engine: Counting) -> None:
    """`delete_state` where no action ever ran frees an uninitialised pointer."""
    steps(8)
    assert (durable._unused, engine.there) == ([], set())


def test_what_failed_is_not_freed_since_an_action_may_be_open(engine: Counting) -> None:
    ruleset = steps(8)
    assert is_right(ruleset, 5)
    durable_rules_engine.assert_fact(*ruleset._handles, '{"sid":"1","id":"1","s":1,"m0":5}')
    with pytest.raises(EngineFailure):
        ruleset.fire((5,))
    del ruleset
    assert durable._unused == []
    assert is_right(steps(8), 3)
    assert len(engine.there) == 2


def test_a_ruleset_that_goes_while_the_lock_is_held_does_not_wait_for_it(engine: Counting) -> None:
    """Whatever is collected goes at any moment, in the middle of another answer too."""
    ruleset = steps(8)
    assert is_right(ruleset, 5)
    with durable._LOCK:
        del ruleset
        assert set(durable._unused) == engine.there


def test_an_evicted_edition_that_is_used_once_more_leaves_nothing_behind(engine: Counting) -> None:
    first, *others, last = (of_threshold(-threshold) for threshold in range(1, MOST_COMPILED + 3))
    (stage,) = compiled(first)
    for world in (first, *others):
        decided(world, sheet())
    decide_values(stage, [(0, 0)])
    assert len(engine.there) == MOST_COMPILED + 1
    del stage
    decided(last, sheet())
    assert len(engine.there) == MOST_COMPILED


@pytest.mark.parametrize("carry", [pickle.dumps, copy, deepcopy], ids=["pickled", "copied", "copied deeply"])
def test_a_ruleset_is_never_carried_elsewhere(ruleset: Ruleset, carry: Callable[[Ruleset], object]) -> None:
    """Its handle is an address here, and a copy would free it twice."""
    with pytest.raises(TypeError, match="neither copied nor sent"):
        carry(ruleset)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc to see the memory of the process")
def test_two_thousand_rulesets_made_used_and_dropped_leave_memory_flat() -> None:
    """`delete_ruleset` alone leaves 221 KB of each used ruleset: 440 MB here."""
    made_used_and_dropped(200)
    before = resident_megabytes()
    made_used_and_dropped(2_000)
    assert resident_megabytes() - before < 20


def made_used_and_dropped(count: int) -> None:
    for _ in range(count):
        assert is_right(steps(8), 3)


def resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


# ---- editions --------------------------------------------------------------------------------------------------------


def test_a_table_about_a_hundred_criteria_is_split_and_answers_right() -> None:
    codes = [f"c{number}" for number in range(100)]
    low, lowest = rule("low", when(CriterionPercent(), "<", 50)), rule("lowest", when(CriterionPercent(), "<", 20))
    review = table("t", low, lowest, policy="COLLECT", scope="all")
    world = rubric(review, criteria=tuple(leaf(code, 100) for code in codes), scopes={"all": codes})
    points = {code: number for number, code in enumerate(codes)}
    assert len(compile_rubric(world)[0].known) == 4
    expected = [(code, name) for code in codes for name, at in (("low", 50), ("lowest", 20)) if points[code] < at]
    assert by_deciding(world, sheet(points)).findings("t") == expected


@pytest.mark.parametrize("indicators", [{"i": 5}, {}], ids=["all known", "some missing"])
def test_a_table_of_two_hundred_rules_is_split_and_answers_right(indicators: dict[str, int]) -> None:
    rules = [rule(f"o{at}", when(TotalPercent(), ">=", f"{at / 2}"), code=f"r{at}") for at in range(199)]
    known = rule("known", when(IndicatorValue("i"), ">=", 0))
    world = rubric(table("t", *rules, known, policy="COLLECT"), indicators=("i",))
    answers = sheet({"a": "42.25"}, indicators=indicators)
    decided, examined = by_deciding(world, answers), by_examining(world, answers)
    assert decided.verdicts == examined.verdicts
    assert len(decided.findings("t")) == 85 + len(indicators)


def test_a_rule_with_more_codes_than_fit_one_ruleset_is_split_and_answers_right() -> None:
    years = [f"{year}" for year in range(1900, 2100)]
    listed = rule("listed", when(PeriodCode(), "in", years), when(IndicatorValue("i"), ">=", 1))
    world = rubric(table("t", listed, policy="COLLECT"), indicators=("i",))
    periods = ("1900", "1962", "1963", "2099", "2100")
    for indicators, verdict in (({"i": 5}, YES), ({}, CANNOT_TELL)):
        answers = [sheet(period=period, indicators=indicators) for period in periods]
        held = [by_deciding(world, each).verdicts["t", "listed", ""] for each in answers]
        assert held == [verdict] * 4 + [NO]
        assert held == [by_examining(world, each).verdicts["t", "listed", ""] for each in answers]


def refusal_of(world: Rubric) -> str:
    """What compiling *world* is refused with, in Vietnamese."""
    with pytest.raises(BeyondTheEngine) as refused:
        compile_rubric(world)
    return Language("vi").say(refused.value)


def test_combinations_of_codes_are_counted_before_any_is_made() -> None:
    """Ten lists of a hundred codes are 10^20 combinations."""
    outcomes = [f"o{number}" for number in range(100)]
    earlier = [
        table(f"e{number}", *(rule(code, when(TotalPercent(), "=", 1)) for code in outcomes)) for number in range(10)
    ]
    asked = rule("holds", *(when(OutcomeOf(each.code), "in", outcomes) for each in earlier))
    assert refusal_of(rubric(*earlier, table("t", asked))) == (
        "t (vi): 100.000.000.000.000.000.000 quy tắc, tính riêng cho từng tiêu chí và từng tổ hợp mã. "
        "Được phép: tối đa 1.984. Đề nghị giảm số quy tắc, số mã hoặc số tiêu chí."
    )


def test_a_rule_with_more_measures_than_fit_is_refused_with_a_clear_message() -> None:
    names = [f"i{number}" for number in range(126)]
    world = rubric(
        table("t", rule("holds", *(when(IndicatorValue(name), ">=", 0) for name in names))), indicators=names
    )
    assert refusal_of(world) == (
        "t (vi), quy tắc holds: các điều kiện xét 126 giá trị khác nhau. "
        "Được phép: tối đa 125. Đề nghị giảm số điều kiện."
    )


def test_rules_with_many_measures_are_split_by_measures() -> None:
    names = [f"i{number}" for number in range(130)]
    rules = [rule(name, when(IndicatorValue(name), ">=", 1)) for name in names]
    pairs = [
        rule(f"{x}-{y}", when(IndicatorValue(x), ">=", 1), when(IndicatorValue(y), "<", 1)) for x, y in pairwise(names)
    ]
    world = rubric(table("t", *rules, *pairs, policy="COLLECT COUNT"), indicators=names)
    values = {name: number % 2 for number, name in enumerate(names)}
    assert by_deciding(world, sheet(indicators=values)).settled["t"].number == 65 + 64


def test_a_stage_with_more_rules_than_were_measured_is_refused_with_a_clear_message() -> None:
    rules = [rule("o", when(TotalPercent(), ">=", f"{at / 100}"), code=f"r{at}") for at in range(MOST_DRAFTS + 1)]
    assert len(compile_rubric(rubric(table("t", *rules[1:], policy="COLLECT")))[0].ranges) == MOST_RULESETS
    halves = table("t", *rules[:1000], policy="COLLECT"), table("u", *rules[1000:], policy="COLLECT")
    assert refusal_of(rubric(*halves)) == (
        "t (vi), u (vi): 1.985 quy tắc, tính riêng cho từng tiêu chí và từng tổ hợp mã. "
        "Được phép: tối đa 1.984. Đề nghị giảm số quy tắc, số mã hoặc số tiêu chí."
    )


def test_of_rules_with_many_measures_fewer_fit() -> None:
    """Two rules that look at 63 indicators each, and at none together, are one too many for 125 in a ruleset."""
    names = [[f"i{turn}-{number}" for number in range(63)] for turn in range(2)]
    rules = [
        rule(f"o{at}", *(when(IndicatorValue(name), ">=", at) for name in names[at % 2]))
        for at in range(MOST_RULESETS + 1)
    ]
    indicators = [*names[0], *names[1]]
    assert len(compile_rubric(rubric(table("t", *rules[1:]), indicators=indicators))[0].ranges) == MOST_RULESETS
    refusal = refusal_of(rubric(table("t", *rules), indicators=indicators))
    assert refusal.startswith("t (vi): 65 quy tắc")
    assert "tối đa 64." in refusal


def test_an_edition_beyond_the_limits_is_not_kept_as_compiled() -> None:
    years = [f"{year}" for year in range(MOST_DRAFTS + 1)]
    world = rubric(table("t", rule("holds", when(PeriodCode(), "in", years))))
    for _ in range(2):
        with pytest.raises(BeyondTheEngine):
            compiled(world)
    assert world not in decision._compiled


def test_the_least_recently_used_edition_goes_and_answers_right_again() -> None:
    first, *others = (of_threshold(threshold) for threshold in range(MOST_COMPILED + 1))
    decided(first, sheet({"a": 16}))
    for each in others[:-1]:
        compiled(each)
    compiled(others[0])
    assert first in decision._compiled
    compiled(others[-1])
    assert first not in decision._compiled
    assert len(decision._compiled) == MOST_COMPILED
    assert decided(first, sheet({"a": 16})).verdicts == {("t", "holds", ""): YES}


def test_an_edition_is_compiled_once() -> None:
    world = of_threshold(90)
    assert compiled(world) is compiled(of_threshold(90))


def test_patterns_beyond_what_is_remembered_are_decided_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted with their rules: two patterns of two rules are more than two."""
    for module in (decision, durable):
        monkeypatch.setattr(module, "MOST_REMEMBERED", 2)
    holds, never = (rule(code, when(TotalPercent(), ">=", at)) for code, at in (("holds", "12.345678"), ("never", 200)))
    world = rubric(table("t", holds, never))
    held = [by_deciding(world, sheet({"a": points})).verdicts["t", "holds", ""] for points in (50, 5, 50, 5)]
    assert held == [YES, NO, YES, NO]
    (stage,) = compiled(world)
    assert len(stage.remembered) == len(stage.known[0].ruleset._answers) == 1
