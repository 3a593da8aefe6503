"""Chapter 4: hit policies. How one answer is taken from the rules that match, and when it cannot be told."""

from itertools import product

import pytest

from rules.measure import IndicatorValue
from rules.settlement import Reason, Settled, settle
from rules.table import AGGREGATING, SINGLE, HitPolicy, Table
from rules.value import Verdict
from tests.builders import CANNOT_TELL, NO, YES, rubric, rule, sheet, table, when
from tests.evaluators import Answered, Evaluator
from tests.spec.hit_policies import Answer, answer

VALUES = {YES: [1], NO: [0], CANNOT_TELL: []}
Rules = tuple[tuple[str, Verdict], ...]
"""Outcome and verdict of each rule, in order; rules are named r0, r1, ..."""


def asked(
    evaluator: Evaluator, policy: str, *rules: tuple[str, Verdict], default: str = "", best_first: str = ""
) -> Answered:
    """The answers where the rules have these outcomes and verdicts, each rule reading an indicator of its own."""
    names = [f"r{place}" for place in range(len(rules))]
    written = [
        rule(outcome, when(IndicatorValue(name), ">=", 1), code=name)
        for name, (outcome, _) in zip(names, rules, strict=True)
    ]
    values = {name: value for name, (_, verdict) in zip(names, rules, strict=True) for value in VALUES[verdict]}
    decided = table(
        "t",
        *written,
        policy=policy,
        default=default,
        outcomes=best_first.split(),
        values={"one": 1, "two": 2, "zero": 0, "less": -1},
    )
    return evaluator(rubric(decided, indicators=names), sheet(indicators=values))


def settled(evaluator: Evaluator, policy: str, *rules: tuple[str, Verdict], **more: str) -> Settled:
    return asked(evaluator, policy, *rules, **more).settled["t"]


def is_undetermined(answer: Settled, reason: Reason, *rules: str) -> bool:
    return (answer.outcome, answer.determined, answer.reason, answer.rules) == ("", False, reason, rules)


def is_outcome(answer: Settled, outcome: str, *rules: str) -> bool:
    return (answer.outcome, answer.determined, answer.reason, answer.rules) == (outcome, True, None, rules)


# ---- FIRST -----------------------------------------------------------------------------------------------------------


def test_first_takes_the_first_rule_that_matches(evaluator: Evaluator) -> None:
    assert is_outcome(settled(evaluator, "FIRST", ("good", NO), ("fair", YES), ("poor", YES)), "fair", "r1")


def test_first_is_blocked_by_an_earlier_unknown_rule_with_another_outcome(evaluator: Evaluator) -> None:
    answer = settled(evaluator, "FIRST", ("good", CANNOT_TELL), ("fair", YES))
    assert is_undetermined(answer, Reason.MISSING, "r0")


def test_first_is_not_blocked_by_an_earlier_unknown_rule_with_the_same_outcome(evaluator: Evaluator) -> None:
    assert is_outcome(settled(evaluator, "FIRST", ("good", CANNOT_TELL), ("good", YES)), "good", "r1")


def test_first_is_not_blocked_by_a_later_unknown_rule(evaluator: Evaluator) -> None:
    assert is_outcome(settled(evaluator, "FIRST", ("good", YES), ("fair", CANNOT_TELL)), "good", "r0")


# ---- PRIORITY --------------------------------------------------------------------------------------------------------


def test_priority_takes_the_best_outcome_whatever_the_order_of_the_rules(evaluator: Evaluator) -> None:
    answer = settled(evaluator, "PRIORITY", ("poor", YES), ("good", YES), best_first="good poor")
    assert is_outcome(answer, "good", "r1")


def test_priority_is_blocked_by_an_unknown_rule_with_a_better_outcome(evaluator: Evaluator) -> None:
    answer = settled(evaluator, "PRIORITY", ("poor", YES), ("good", CANNOT_TELL), best_first="good poor")
    assert is_undetermined(answer, Reason.MISSING, "r1")


def test_priority_is_not_blocked_by_an_unknown_rule_with_a_worse_or_the_same_outcome(evaluator: Evaluator) -> None:
    rules = (("good", YES), ("good", CANNOT_TELL), ("poor", CANNOT_TELL))
    assert is_outcome(settled(evaluator, "PRIORITY", *rules, best_first="good poor"), "good", "r0")


# ---- UNIQUE and ANY --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY"])
def test_the_only_rule_that_matches_decides(evaluator: Evaluator, policy: str) -> None:
    assert is_outcome(settled(evaluator, policy, ("good", NO), ("fair", YES)), "fair", "r1")


def test_unique_is_in_conflict_where_two_rules_match_even_if_they_agree(evaluator: Evaluator) -> None:
    answer = settled(evaluator, "UNIQUE", ("good", YES), ("good", YES))
    assert is_undetermined(answer, Reason.CONFLICT, "r0", "r1")


def test_any_allows_several_rules_that_agree(evaluator: Evaluator) -> None:
    assert is_outcome(settled(evaluator, "ANY", ("good", YES), ("good", YES)), "good", "r0")


def test_any_is_in_conflict_where_matching_rules_disagree(evaluator: Evaluator) -> None:
    answer = settled(evaluator, "ANY", ("good", YES), ("poor", NO), ("fair", YES))
    assert is_undetermined(answer, Reason.CONFLICT, "r0", "r2")


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY"])
def test_an_unknown_rule_with_another_outcome_stands_in_the_way(evaluator: Evaluator, policy: str) -> None:
    answer = settled(evaluator, policy, ("good", YES), ("fair", CANNOT_TELL))
    assert is_undetermined(answer, Reason.MISSING, "r1")


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY"])
def test_an_unknown_rule_with_the_same_outcome_does_not_stand_in_the_way(evaluator: Evaluator, policy: str) -> None:
    assert is_outcome(settled(evaluator, policy, ("good", YES), ("good", CANNOT_TELL)), "good", "r0")


def test_a_conflict_stays_one_whatever_else_is_missing(evaluator: Evaluator) -> None:
    answer = settled(evaluator, "ANY", ("good", YES), ("fair", YES), ("poor", CANNOT_TELL))
    assert is_undetermined(answer, Reason.CONFLICT, "r0", "r1")


# ---- nothing matches -------------------------------------------------------------------------------------------------

ONE_OUTCOME = ["FIRST", "PRIORITY", "UNIQUE", "ANY"]


@pytest.mark.parametrize("policy", ONE_OUTCOME)
def test_where_no_rule_matches_the_regulation_is_silent(evaluator: Evaluator, policy: str) -> None:
    assert is_undetermined(settled(evaluator, policy, ("good", NO), ("poor", NO)), Reason.NO_RULE)


@pytest.mark.parametrize("policy", ONE_OUTCOME)
def test_where_no_rule_matches_but_one_is_unknown_data_are_missing(evaluator: Evaluator, policy: str) -> None:
    assert is_undetermined(settled(evaluator, policy, ("good", NO), ("poor", CANNOT_TELL)), Reason.MISSING, "r1")


@pytest.mark.parametrize("policy", ONE_OUTCOME)
def test_a_default_applies_where_every_rule_says_no(evaluator: Evaluator, policy: str) -> None:
    assert is_outcome(settled(evaluator, policy, ("good", NO), default="poor"), "poor")


@pytest.mark.parametrize("policy", ONE_OUTCOME)
def test_a_default_does_not_apply_where_a_rule_matches_or_is_unknown(evaluator: Evaluator, policy: str) -> None:
    assert is_outcome(settled(evaluator, policy, ("good", YES), default="poor"), "good", "r0")
    assert is_undetermined(settled(evaluator, policy, ("good", CANNOT_TELL), default="poor"), Reason.MISSING, "r0")


# ---- lists -----------------------------------------------------------------------------------------------------------

LISTS = ["COLLECT", "RULE ORDER", "OUTPUT ORDER"]


@pytest.mark.parametrize("policy", LISTS)
def test_a_list_has_a_finding_for_every_rule_that_matches(evaluator: Evaluator, policy: str) -> None:
    answer = asked(evaluator, policy, ("late", YES), ("wrong", NO), ("lost", YES))
    assert answer.findings("t") == [("", "late"), ("", "lost")]
    assert is_outcome(answer.settled["t"], "", "r0", "r2")


@pytest.mark.parametrize("policy", LISTS)
def test_a_list_without_findings_is_determined(evaluator: Evaluator, policy: str) -> None:
    answer = settled(evaluator, policy, ("late", NO))
    assert is_outcome(answer, "")
    assert answer.findings == ()


@pytest.mark.parametrize("policy", LISTS)
def test_a_list_tells_certain_findings_and_apart_from_them_possible_ones(evaluator: Evaluator, policy: str) -> None:
    answer = asked(evaluator, policy, ("late", YES), ("wrong", CANNOT_TELL), ("lost", NO))
    assert (answer.findings("t"), answer.possible("t")) == ([("", "late")], [("", "wrong")])
    assert is_undetermined(answer.settled["t"], Reason.MISSING, "r1")


def test_output_order_lists_the_best_outcome_first(evaluator: Evaluator) -> None:
    rules = (("lost", YES), ("late", YES), ("lost", YES))
    listed = [
        [finding.rule for finding in settled(evaluator, policy, *rules, best_first="late lost").findings]
        for policy in LISTS
    ]
    assert listed == [["r0", "r1", "r2"], ["r0", "r1", "r2"], ["r1", "r0", "r2"]]


# ---- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "number"), [("COLLECT SUM", 3), ("COLLECT MIN", 0), ("COLLECT MAX", 2), ("COLLECT COUNT", 3)]
)
def test_a_number_is_taken_over_the_rules_that_match(evaluator: Evaluator, policy: str, number: int) -> None:
    answer = settled(evaluator, policy, ("one", YES), ("two", YES), ("zero", YES), ("less", NO))
    assert answer.number == number
    assert is_outcome(answer, "", "r0", "r1", "r2")


@pytest.mark.parametrize("policy", ["COLLECT SUM", "COLLECT COUNT"])
def test_sum_and_count_of_nothing_are_nothing(evaluator: Evaluator, policy: str) -> None:
    assert settled(evaluator, policy, ("one", NO)).number == 0


@pytest.mark.parametrize("policy", ["COLLECT MIN", "COLLECT MAX"])
def test_there_is_no_least_or_greatest_of_nothing(evaluator: Evaluator, policy: str) -> None:
    answer = settled(evaluator, policy, ("one", NO))
    assert is_undetermined(answer, Reason.NO_RULE)
    assert answer.number is None


@pytest.mark.parametrize(
    ("policy", "unknown", "determined"),
    [
        ("COLLECT SUM", "zero", True),
        ("COLLECT SUM", "one", False),
        ("COLLECT MIN", "two", True),
        ("COLLECT MIN", "zero", False),
        ("COLLECT MAX", "zero", True),
        ("COLLECT MAX", "two", False),
        ("COLLECT COUNT", "zero", False),
    ],
)
def test_an_unknown_rule_matters_to_a_number_only_where_it_could_change_it(
    evaluator: Evaluator,
    policy: str,
    unknown: str,
    determined: bool,  # noqa: FBT001 -- a column of the table above
) -> None:
    answer = settled(evaluator, policy, ("one", YES), (unknown, CANNOT_TELL))
    if determined:
        assert answer.number == 1
    else:
        assert is_undetermined(answer, Reason.MISSING, "r1")


# ---- every policy, every combination ---------------------------------------------------------------------------------

OUTCOMES = [*product(("one", "two"), repeat=3), ("zero", "one", "less"), ("less", "zero", "zero")]


def table_of(policy: HitPolicy, outcomes: tuple[str, ...], default: str = "") -> Table:
    holds = when(IndicatorValue("i"), ">=", 1)
    return table(
        "t",
        *(rule(outcome, holds, code=f"r{place}") for place, outcome in enumerate(outcomes)),
        policy=policy,
        outcomes=("two", "one", "zero", "less"),
        values={"one": 1, "two": 2, "zero": 0, "less": -1},
        default=default,
    )


POLICIES = [*((policy, "") for policy in sorted(SINGLE | AGGREGATING)), *((policy, "one") for policy in sorted(SINGLE))]


@pytest.mark.parametrize(("policy", "default"), POLICIES)
def test_an_answer_is_determined_exactly_where_every_completion_gives_it(policy: HitPolicy, default: str) -> None:
    for outcomes, verdicts in product(OUTCOMES, product((YES, NO, CANNOT_TELL), repeat=3)):
        decided = table_of(policy, outcomes, default)
        named = [(f"r{place}", verdict) for place, verdict in enumerate(verdicts)]
        got = settle(decided, tuple(zip(decided.rules, ("", "", ""), verdicts, strict=True)))
        expected = answer(decided, named)
        assert Answer(got.outcome, got.number, got.reason or "") == expected, (outcomes, verdicts)
        assert got.determined is (expected.reason == "")
