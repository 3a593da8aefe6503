"""Chapter 12: corruption. Were either evaluator wrong, it would be noticed, and nothing would be answered.

The clean case is answered first, so that what raises is the corruption and nothing else.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from rules import compilation, decision, durable, evaluation, examination, facts, reading, tally
from rules.condition import Operator
from rules.encoding import Range
from rules.errors import Disagreement, EngineFailure, Refusal
from rules.measure import CriterionPercent, CriterionPoints, IndicatorValue, PeriodCode, TotalPercent
from rules.number import SCALE
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.value import Verdict
from tests.builders import NO, YES, leaf, result_of, rubric, rule, sheet, table, when

GROUP = table("group", rule("good", when(TotalPercent(), ">=", 90)), rule("poor", when(TotalPercent(), "<", 90)))
REVIEW = table("review", rule("listed", when(CriterionPercent(), "<", 75)), policy="COLLECT", scope="all")
WORLD = rubric(GROUP, REVIEW, criteria=(leaf("a", 50), leaf("b", 50)), scopes={"all": ("a", "b")}, indicators=("i",))
AT_NINETY = sheet({"a": 45, "b": 45})
ONE_LOW = sheet({"a": 50, "b": 30})


@pytest.fixture(autouse=True)
def nothing_is_compiled_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "_compiled", OrderedDict())


@pytest.fixture
def corrupt(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str, Any], None]:
    """Replace a function or a table of the engine; what was compiled before is forgotten."""

    def corrupt(module: Any, name: str, wrong: Any) -> None:
        monkeypatch.setattr(module, name, wrong)
        monkeypatch.setattr(decision, "_compiled", OrderedDict())

    return corrupt


Corrupt = Callable[[Any, str, Any], None]


def is_noticed(
    rubric: Rubric, answers: Sheet, corruption: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> Disagreement:
    """Whether *corruption* turns an answer into a disagreement, logged with both workings."""
    assert result_of(rubric, answers)["outcomes"]
    corruption()
    with caplog.at_level(logging.ERROR), pytest.raises(Disagreement) as noticed:
        result_of(rubric, answers)
    (record,) = caplog.records
    assert "examined: {" in record.getMessage()
    assert "decided: {" in record.getMessage()
    assert noticed.value.rule in record.getMessage()
    return noticed.value


def of_total(operator: str, threshold: str, *, cap: int = 3) -> Rubric:
    return rubric(
        table("t", rule("holds", when(TotalPercent(), operator, threshold))), criteria=(leaf("a", cap, low=-cap),)
    )


# ---- the encoding ----------------------------------------------------------------------------------------------------


def test_truncation_instead_of_floor_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    def truncated(numerator: int, denominator: int) -> int:
        size = abs(numerator) * SCALE // denominator
        return (2 * size if numerator >= 0 else -2 * size) + (numerator * SCALE % denominator > 0)

    world, answers = of_total("<", "-33.333333"), sheet({"a": -1})
    noticed = is_noticed(world, answers, lambda: corrupt(facts, "encoded_ratio", truncated), caplog)
    assert (noticed.examined, noticed.decided) == ("yes", "no")


def test_a_dropped_remainder_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    def dropped(numerator: int, denominator: int) -> int:
        return 2 * (numerator * SCALE // denominator)

    world, answers = of_total(">", "33.333333"), sheet({"a": 1})
    is_noticed(world, answers, lambda: corrupt(facts, "encoded_ratio", dropped), caplog)


@pytest.mark.parametrize("module", [facts, compilation])
def test_a_wrong_scale_on_either_end_of_the_rules_engine_is_noticed(
    module: Any, corrupt: Corrupt, caplog: pytest.LogCaptureFixture
) -> None:
    world = rubric(table("t", rule("holds", when(CriterionPoints("a"), ">=", 50))))
    points = sheet({"a": 49}) if module is compilation else sheet({"a": 60})
    is_noticed(world, points, lambda: corrupt(module, "SCALE", 10**5), caplog)


def test_rounding_half_down_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    def half_down(numerator: int, denominator: int, places: int) -> int:
        unit: int = 10**places
        return 2 * (numerator * unit // denominator) * (SCALE // unit)

    world = rubric(table("t", rule("holds", when(TotalPercent(), ">=", 90)), places=0))
    is_noticed(world, sheet({"a": "89.5"}), lambda: corrupt(facts, "encoded_rounded", half_down), caplog)


def test_an_unknown_taken_for_nothing_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    world = rubric(table("t", rule("holds", when(IndicatorValue("i"), ">=", 1))), indicators=("i",))
    noticed = is_noticed(world, sheet(), lambda: corrupt(facts, "ANYTHING", (0, 0)), caplog)
    assert (noticed.examined, noticed.decided) == ("cannot tell", "no")


# ---- operators and facts ---------------------------------------------------------------------------------------------


def test_a_wrong_operator_in_the_rules_engine_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    wrong = {**compilation._WORD, Operator.AT_LEAST: "$gt"}
    noticed = is_noticed(WORLD, AT_NINETY, lambda: corrupt(compilation, "_WORD", wrong), caplog)
    assert (noticed.table, noticed.rule, noticed.examined, noticed.decided) == ("group", "good", "yes", "no")


def test_a_wrong_operator_in_the_exact_evaluator_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    def wrong(value: Fraction, operator: Operator, threshold: Fraction) -> bool:
        return value > threshold if operator is Operator.AT_LEAST else value < threshold

    noticed = is_noticed(WORLD, AT_NINETY, lambda: corrupt(examination, "compare", wrong), caplog)
    assert (noticed.examined, noticed.decided) == ("no", "yes")


def test_a_wrong_fact_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    right = facts.fact

    def wrong(of: facts.Facts, slot: facts.Slot) -> Range:
        low, high = right(of, slot)
        return low - 1, high - 1

    is_noticed(WORLD, AT_NINETY, lambda: corrupt(decision, "fact", wrong), caplog)


def test_a_wrong_sum_on_the_exact_side_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    def wrong(part: Fraction, whole: Fraction) -> Fraction:
        return part * 100 / whole - Fraction(1, 10**9)

    is_noticed(WORLD, AT_NINETY, lambda: corrupt(tally, "percentage", wrong), caplog)


def test_a_wrong_value_on_the_exact_side_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    world = rubric(table("t", rule("holds", when(IndicatorValue("i"), "missing"))), indicators=("i",))
    is_noticed(world, sheet(), lambda: corrupt(reading, "NOT_GIVEN", Fraction(0)), caplog)


def test_a_wrong_code_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    world = rubric(table("t", rule("holds", when(PeriodCode(), "in", ["2021", "2022"]))))

    def wrong(condition: Any) -> tuple[str, ...]:
        return (condition.threshold[0],)

    is_noticed(world, sheet(), lambda: corrupt(compilation, "codes_of", wrong), caplog)


# ---- verdicts and rules ----------------------------------------------------------------------------------------------


def test_a_wrong_verdict_of_the_rules_engine_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    def wrong(place: int, certain: frozenset[int], possible: frozenset[int]) -> Verdict:
        del place, certain, possible
        return YES

    noticed = is_noticed(WORLD, ONE_LOW, lambda: corrupt(decision, "_verdict", wrong), caplog)
    assert (noticed.table, noticed.rule, noticed.criterion) == ("group", "good", "")


def test_a_wrong_verdict_of_the_exact_evaluator_is_noticed_and_its_criterion_named(
    corrupt: Corrupt, caplog: pytest.LogCaptureFixture
) -> None:
    right = examination.examine_table

    def wrong(of: Any, asked: Any) -> Any:
        return tuple(replace(each, verdict=NO) if each.member == "b" else each for each in right(of, asked))

    noticed = is_noticed(WORLD, ONE_LOW, lambda: corrupt(evaluation, "examine_table", wrong), caplog)
    assert (noticed.table, noticed.rule, noticed.criterion) == ("review", "listed", "b")


def test_a_rule_that_the_exact_evaluator_skips_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    right = examination.examine_table
    noticed = is_noticed(
        WORLD, ONE_LOW, lambda: corrupt(evaluation, "examine_table", lambda of, asked: right(of, asked)[1:]), caplog
    )
    assert (noticed.rule, noticed.examined, noticed.decided) == ("good", "None", "no")


def test_a_rule_that_the_rules_engine_skips_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    right = decision.decide_stage

    def wrong(stage: Any, of: Any) -> dict[str, Any]:
        return {code: replace(each, judged=each.judged[1:]) for code, each in right(stage, of).items()}

    noticed = is_noticed(WORLD, ONE_LOW, lambda: corrupt(evaluation, "decide_stage", wrong), caplog)
    assert (noticed.rule, noticed.examined, noticed.decided) == ("good", "no", "None")


def test_a_rule_that_does_not_fire_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    right = durable._drain

    def wrong(handle: int, fact: str) -> list[str]:
        return [name for name in right(handle, fact) if name != "r01"]

    is_noticed(WORLD, sheet({"a": 40, "b": 40}), lambda: corrupt(durable, "_drain", wrong), caplog)


def test_a_rule_that_fires_without_reason_is_noticed(corrupt: Corrupt, caplog: pytest.LogCaptureFixture) -> None:
    right = durable._drain
    wrong = lambda handle, fact: [*right(handle, fact), "r01"]  # noqa: E731
    is_noticed(WORLD, AT_NINETY, lambda: corrupt(durable, "_drain", wrong), caplog)


def test_a_criterion_that_one_side_takes_for_inapplicable_is_noticed(
    corrupt: Corrupt, caplog: pytest.LogCaptureFixture
) -> None:
    is_noticed(WORLD, AT_NINETY, lambda: corrupt(decision, "is_assessed", lambda _, member: member == "a"), caplog)


# ---- answers that cannot be ------------------------------------------------------------------------------------------


def test_a_rule_that_holds_certainly_but_not_possibly_is_a_failure(corrupt: Corrupt) -> None:
    world = rubric(table("t", rule("holds", when(IndicatorValue("i"), ">=", 1))), indicators=("i",))
    corrupt(decision, "_held", lambda *_: ({0}, set()))
    with pytest.raises(EngineFailure, match="certainly but not possibly"):
        result_of(world, sheet())


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ([], "did not fire"),
        (["r--", "r--"], "did not fire once"),
        (["r--", "r00", "r00"], "fired twice"),
        (["r--", "r99"], "r99"),
    ],
)
def test_firings_that_cannot_be_are_a_failure(names: list[str], reason: str, corrupt: Corrupt) -> None:
    corrupt(durable, "_drain", lambda *_: names)
    with pytest.raises(EngineFailure, match=reason):
        result_of(WORLD, AT_NINETY)


def test_what_was_noticed_is_said_without_an_answer(corrupt: Corrupt) -> None:
    corrupt(compilation, "_WORD", {**compilation._WORD, Operator.AT_LEAST: "$gt"})
    with pytest.raises(Refusal) as noticed:
        result_of(WORLD, AT_NINETY)
    assert str(noticed.value) == (
        "Two calculations of group, rule good, differ (yes, no). Nothing was answered or stored."
    )
    assert noticed.value.code == "disagreement"


def test_after_a_corruption_is_mended_answers_are_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = result_of(WORLD, AT_NINETY)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "_drain", lambda *_: [])
        with pytest.raises(EngineFailure):
            result_of(WORLD, AT_NINETY)
    assert result_of(WORLD, AT_NINETY) == before
