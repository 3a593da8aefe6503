"""Chapter 10: results. What is answered: figures, outcomes, what came closest, what is missing, and the receipt."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from rules.canonical import canonical, digest
from rules.content import edition_of, rubric_content
from rules.document import Citation
from rules.measure import (
    CountBelow,
    CriterionPercent,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    OutcomeOf,
    PeriodCode,
    PreviousReviewed,
    TotalPercent,
    TotalPoints,
)
from rules.result import OutcomeLine, Result
from rules.sheet import Previous
from tests.builders import NA, area, leaf, result_of, rubric, rule, sheet, table, when

SCOPES = {"all": ("a", "b")}
TWO = (leaf("a", 3), leaf("b", 7))


def outcome(result: Result, code: str = "t") -> OutcomeLine:
    return result["outcomes"][code]


def condition(result: Result, code: str = "t") -> dict[str, Any]:
    """The first condition of the first rule of a table, as examined."""
    return dict(result["verdicts"][code][0]["conditions"][0])


# ---- figures ---------------------------------------------------------------------------------------------------------


def test_figures_are_given_exactly_and_rounded_for_print() -> None:
    result = result_of(rubric(criteria=(leaf("a", 3),)), sheet({"a": 2}))
    assert result["total"] == {"points": "2", "max_points": "3", "percent": "66.67", "percent_exact": "200/3"}


def test_criteria_stand_in_the_order_of_the_rubric_parents_first() -> None:
    world = rubric(criteria=(area("staff", leaf("s1"), leaf("s2")), leaf("penalty", 0, low=-5)))
    lines = result_of(world, sheet({"penalty": -1, "s2": NA, "s1": "7.5"}))["criteria"]
    assert [tuple(line.values()) for line in lines] == [
        ("staff", "7.5", "10", "75.00", "75", True),
        ("s1", "7.5", "10", "75.00", "75", True),
        ("s2", None, "0", None, None, False),
        ("penalty", "-1", "0", None, None, True),
    ]


def test_a_printed_percentage_never_stands_on_the_wrong_side_of_a_threshold() -> None:
    group = table("t", rule("good", when(TotalPercent(), ">=", 90)))
    assert result_of(rubric(group), sheet({"a": "89.996"}))["total"]["percent"] == "89.996"
    assert result_of(rubric(), sheet({"a": "89.996"}))["total"]["percent"] == "90.00"


def test_thresholds_of_counts_keep_printed_percentages_on_their_side_too() -> None:
    few = table("t", rule("few", when(CountBelow("all", Fraction(90)), ">=", 1)))
    world = rubric(few, scopes={"all": ("a",)})
    assert result_of(world, sheet({"a": "89.9999"}))["criteria"][0]["percent"] == "89.9999"


# ---- outcomes --------------------------------------------------------------------------------------------------------


def test_an_outcome_has_its_code_its_label_and_the_rule_that_decided() -> None:
    result = result_of(rubric(table("t", rule("good", when(TotalPercent(), ">=", 90), code="r1"))), sheet())
    assert outcome(result) == {"code": "good", "label": "good (vi)", "determined": True, "rules": ["r1"]}


def test_no_rule_names_the_closest_rules_with_all_ties() -> None:
    total, lowest = TotalPercent(), LowestPercent("all")
    ratings = table(
        "t",
        rule("best", when(total, ">=", 90), when(lowest, ">=", 80)),
        rule("good", when(total, ">=", 50), when(lowest, ">=", 70)),
        rule("poor", when(total, "<", 50)),
    )
    line = outcome(result_of(rubric(ratings, criteria=TWO, scopes=SCOPES), sheet({"a": 0, "b": 7})))
    assert (line["code"], line["determined"], line["reason"], line["missing"]) == (None, False, "no_rule", [])
    assert [(each["rule"], len(each["unmet"])) for each in line["closest"]] == [("good", 1), ("poor", 1)]
    assert line["closest"][0]["unmet"][0] == {
        "measure": {"kind": "lowest_percent", "scope": "all"},
        "operator": ">=",
        "threshold": "70",
        "value": "0",
        "verdict": "no",
        "margin": "-70",
        "where": ["a"],
    }


def test_missing_names_each_measure_that_the_blocking_rules_lack_once() -> None:
    indicator, reviewed = IndicatorValue("i"), PreviousReviewed()
    blocked = table(
        "t",
        rule("best", when(indicator, ">=", 9), when(reviewed, "=", threshold=False)),
        rule("good", when(indicator, ">=", 5), when(TotalPoints(), ">=", 0)),
        rule("never", when(IndicatorValue("j"), ">=", 5), when(TotalPoints(), "<", 0)),
    )
    line = outcome(result_of(rubric(blocked, indicators=("i", "j")), sheet()))
    assert (line["reason"], line["rules"], line["closest"]) == ("missing", ["best", "good"], [])
    assert line["missing"] == [
        {"measure": {"kind": "indicator", "indicator": "i"}, "missing": "not_given"},
        {"measure": {"kind": "previous_reviewed"}, "missing": "not_given"},
    ]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (when(CriterionPercent("a"), ">=", 0), "not_applicable"),
        (when(LowestPercent("only-a"), ">=", 0), "no_applicable_area"),
        (when(OutcomeOf("open"), "=", "never"), "not_determined"),
        (when(FindingsOf("perhaps"), ">=", 1), "not_determined"),
        (when(IndicatorValue("i"), ">=", 0), "not_given"),
    ],
)
def test_what_is_missing_is_told_with_the_reason_why(asked: Any, why: str) -> None:
    before = (
        table("open", rule("never", when(TotalPercent(), "<", 0))),
        table("perhaps", rule("perhaps", when(IndicatorValue("i"), ">=", 0)), policy="COLLECT"),
    )
    world = rubric(*before, table("t", rule("x", asked)), criteria=TWO, scopes={"only-a": ("a",)}, indicators=("i",))
    line = outcome(result_of(world, sheet({"a": NA, "b": 5})))
    assert [each["missing"] for each in line["missing"]] == [why]


def test_a_conflict_names_the_rules_that_disagree_and_neither_closest_nor_missing() -> None:
    both = table("t", *(rule(code, when(TotalPercent(), ">=", 0)) for code in ("good", "poor")), policy="ANY")
    line = outcome(result_of(rubric(both), sheet()))
    assert (line["reason"], line["rules"], line["closest"], line["missing"]) == ("conflict", ["good", "poor"], [], [])


def test_a_table_of_grain_criterion_answers_criterion_by_criterion() -> None:
    grade = table("t", rule("good", when(CriterionPercent(), ">=", 80)), scope="all")
    result = result_of(rubric(grade, criteria=TWO, scopes=SCOPES), sheet({"a": 3, "b": 1}))
    line = outcome(result)
    assert (line["code"], line["determined"], line["reason"]) == (None, False, "no_rule")
    assert {code: each["code"] for code, each in line["criteria"].items()} == {"a": "good", "b": None}
    assert [each["rule"] for each in line["criteria"]["b"]["closest"]] == ["good"]
    assert result["findings"]["t"] == [{"criterion": "a", "code": "good", "label": "good (vi)"}]


def test_a_list_has_findings_and_possible_ones_apart() -> None:
    listed = table(
        "t",
        rule("sure", when(TotalPercent(), ">=", 0)),
        rule("perhaps", when(IndicatorValue("i"), ">=", 0)),
        policy="COLLECT",
    )
    result = result_of(rubric(listed, indicators=("i",)), sheet())
    assert result["findings"]["t"] == [{"criterion": None, "code": "sure", "label": "sure (vi)"}]
    assert outcome(result)["possible"] == [{"criterion": None, "code": "perhaps", "label": "perhaps (vi)"}]


def test_a_number_is_given_as_text_and_a_missing_one_not_at_all() -> None:
    values = {"half": Fraction(1, 2)}
    rules = (rule("half", when(IndicatorValue("i"), ">=", 1)),)
    world = rubric(table("t", *rules, policy="COLLECT MAX", values=values), indicators=("i",))
    assert outcome(result_of(world, sheet(indicators={"i": 1})))["number"] == "0.5"
    assert "number" not in outcome(result_of(world, sheet(indicators={"i": 0})))
    assert "findings" not in result_of(world, sheet())["findings"]


# ---- verdicts --------------------------------------------------------------------------------------------------------


def test_every_rule_is_shown_with_its_citations_also_those_that_did_not_match() -> None:
    cited = (Citation("law", stated_in="law"),)
    graded = table(
        "t", rule("good", when(TotalPercent(), ">=", 90)), rule("poor", when(TotalPercent(), "<", 90), citations=cited)
    )
    shown = result_of(rubric(graded), sheet())["verdicts"]["t"]
    assert [(each["rule"], each["outcome"], each["verdict"], each["criterion"]) for each in shown] == [
        ("good", "good", "yes", None),
        ("poor", "poor", "no", None),
    ]
    assert shown[1]["citations"] == [{"document": "law", "stated_in": "law"}]


@pytest.mark.parametrize(
    ("operator", "threshold", "margin"),
    [(">=", 80, "10"), (">", 95, "-5"), ("<=", 95, "5"), ("<", 90, "0"), ("=", "90.5", "-0.5")],
)
def test_the_margin_is_how_far_the_value_is_on_the_good_side(operator: str, threshold: int | str, margin: str) -> None:
    world = rubric(table("t", rule("x", when(TotalPercent(), operator, threshold))))
    assert condition(result_of(world, sheet()))["margin"] == margin


def test_a_condition_on_codes_or_yes_and_no_has_no_margin() -> None:
    rules = rule("x", when(PeriodCode(), "in", ["2021", "2022"]), when(PreviousReviewed(), "=", threshold=False))
    result = result_of(rubric(table("t", rules)), sheet(previous=Previous(reviewed=True)))
    shown = result["verdicts"]["t"][0]["conditions"]
    assert [(each["threshold"], each["value"], each["margin"]) for each in shown] == [
        (["2021", "2022"], "2022", None),
        (False, True, None),
    ]


def test_a_missing_value_is_shown_as_missing_and_a_count_between_as_its_ends() -> None:
    perhaps = table("p", rule("perhaps", when(IndicatorValue("i"), ">=", 0)), policy="COLLECT")
    result = result_of(
        rubric(perhaps, table("t", rule("x", when(FindingsOf("p"), ">=", 1))), indicators=("i",)), sheet()
    )
    assert (condition(result, "p")["value"], condition(result, "p")["missing"]) == (None, "not_given")
    assert (condition(result)["value"], condition(result)["between"]) == (None, ["0", "1"])


# ---- the receipt -----------------------------------------------------------------------------------------------------


def test_the_receipt_carries_the_hashes_of_edition_and_input_and_both_versions() -> None:
    world = rubric()
    receipt = result_of(world, sheet())["receipt"]
    assert receipt["edition_sha256"] == digest(canonical(rubric_content(world))) == edition_of(world, 2).sha256
    assert sorted(receipt) == ["edition_sha256", "engine_version", "format_version", "input_sha256"]


def test_the_result_names_agency_rubric_edition_and_period() -> None:
    result = result_of(rubric(), sheet(agency="so-y-te", period="2022"))
    assert [result[name] for name in ("agency", "rubric", "edition", "period")] == ["so-y-te", "rubric", 1, "2022"]


CHANGES = {
    "agency": {"agency": "another"},
    "period": {"period": "2023"},
    "indicators": {"indicators": {"i": Fraction(1)}},
    "reviewed": {"previous": Previous(reviewed=False)},
    "rank": {"previous": Previous(rank=1)},
    "outcomes": {"previous": Previous(outcomes={"t": "x"})},
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_another_input_has_another_hash(changes: dict[str, Any]) -> None:
    world = rubric(table("t", rule("x", when(TotalPercent(), ">=", 0))), indicators=("i",))
    before, after = result_of(world, sheet()), result_of(world, replace(sheet(), **changes))
    assert before["receipt"]["input_sha256"] != after["receipt"]["input_sha256"]


def test_the_order_of_answers_indicators_and_outcomes_is_not_part_of_the_input() -> None:
    world = rubric(table("t", rule("x", when(TotalPercent(), ">=", 0))), criteria=TWO, indicators=("i", "j"))
    one = sheet({"a": 1, "b": NA}, indicators={"i": 1, "j": 2})
    other = sheet({"b": NA, "a": 1}, indicators={"j": 2, "i": 1})
    assert canonical(result_of(world, one)) == canonical(result_of(world, other))


def test_an_edition_has_another_hash_for_another_threshold() -> None:
    editions = [rubric(table("t", rule("x", when(TotalPercent(), ">=", at)))) for at in (90, "90.000001")]
    assert len({edition_of(each, 1).sha256 for each in editions}) == 2
