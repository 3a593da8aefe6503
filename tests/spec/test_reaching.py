"""Chapter 17: reaching. All that a better outcome takes is named together, or nothing is said to suffice."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from rules.combining import CappedSum, Rescaled
from rules.condition import Condition
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    OutcomeOf,
    PreviousRank,
    PreviousReviewed,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.reaching import what_it_takes
from rules.rubric import Rubric
from rules.sheet import Previous, Sheet
from rules.table import Rule
from rules.telling import Telling
from tests.builders import NA, area, leaf, result_of, rubric, rule, sheet, table, when
from tests.told import EN, VI, told

CRITERIA = (leaf("a"), leaf("b"), leaf("c", 20, step="0.5"))
SCOPES = {"few": ("a", "b"), "all": ("a", "b", "c")}
CASE = sheet({"a": 7, "b": 6, "c": 12})
FLOOR = rule("fair", when(TotalPoints(), ">=", -100))


def to_reach(*rules: Rule, case: Sheet = CASE) -> list[str]:
    """What it takes, each way for itself."""
    asked = table("t", *rules, FLOOR, outcomes=("best", "good", "fair"))
    return reaching(rubric(asked, criteria=CRITERIA, scopes=SCOPES, indicators=("online",)), case)


def reaching(world: Rubric, case: Sheet = CASE) -> list[str]:
    sentences = told(world, case, "t")["sentences"]
    return [each.partition("”, ")[2] for each in sentences if re.match("(Or, t|T)o reach", each)]


# ---- what was kept at its least --------------------------------------------------------------------------------------


def test_what_a_total_lacks_is_counted_from_what_its_areas_add_up_to() -> None:
    """The areas come to 1 - 4, kept at 0 of 10: 11 more points are needed for 8."""
    off = replace(leaf("off", low=-9), max_points=Fraction(0), extra=True)
    asked = table("t", rule("best", when(TotalPoints(), ">=", 8)), FLOOR, outcomes=("best", "fair"))
    world = rubric(asked, criteria=(leaf("a"), off))
    needed = "the total needs at least 8.00/10 points and lacks {} points"
    assert reaching(world, sheet({"a": 1, "off": -4})) == [needed.format("11.00") + "."]
    assert reaching(world, sheet({"a": 5, "off": -4})) == [needed.format("7.00") + "."]


def test_so_is_what_a_capped_sum_lacks() -> None:
    """The parts come to 1 - 4, kept at 0 of 10, in steps of 0.6: 8.4 is the first that suffices."""
    parts = (leaf("a"), replace(leaf("off", low=-9), max_points=Fraction(0)))
    capped = replace(area("1", *parts), min_points=Fraction(0), combined=CappedSum(), step=Fraction("0.6"))
    asked = table("t", rule("best", when(CriterionPoints("1"), ">=", 8)), FLOOR, outcomes=("best", "fair"))
    assert reaching(rubric(asked, criteria=(capped,)), sheet({"a": 1, "off": -4})) == [
        "1 (en) needs at least 8.00/10 points and lacks 11.00 points (in steps of 0.6: 11.40 points)."
    ]


def test_a_rescaled_sum_lacks_what_it_lacks_rescaled() -> None:
    rescaled = replace(area("1", leaf("a", 5), leaf("b", 5)), combined=Rescaled())
    asked = table("t", rule("best", when(CriterionPoints("1"), ">=", 8)), FLOOR, outcomes=("best", "fair"))
    assert reaching(rubric(asked, criteria=(rescaled,)), sheet({"a": 3, "b": None})) == [
        "1 (en) needs at least 8.00/10 points and lacks 2.00 points."
    ]


# ---- everything that is asked is named -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "needs"),
    [
        ([when(TotalPoints(), ">", 30)], "the total needs more than 30.00/40 points and has 25.00"),
        ([when(TotalPoints(), ">=", 30)], "the total needs at least 30.00/40 points and lacks 5.00 points"),
        ([when(CriterionPoints("a"), ">=", "7.5")], "a (en) needs at least 7.50/10 points and lacks 0.50 points"),
        ([when(TotalPoints(), ">", 30), when(CriterionPercent("c"), ">=", 75)], "c (en) needs at least 15.00/20 points and lacks 3.00 points; and the total needs more than 30.00/40 points and has 25.00, what the areas lack included"),
        ([when(TotalPercent(), ">=", 80), when(LowestPercent("all"), ">=", 65)], "b (en) needs at least 6.50/10 points and lacks 0.50 points; c (en) needs at least 13.00/20 points and lacks 1.00 points; and the total needs at least 32.00/40 points and lacks 7.00 points, what the areas lack included; all the others are at 65% or more"),
        ([when(CountBelow("few", Fraction(65)), "<", 1)], "b (en) needs at least 6.50/10 points and lacks 0.50 points; all the others of few (en) are at 65% or more"),
        ([when(CountBelow("all", Fraction(65)), "<=", 1), when(TotalPercent(), ">=", 70)], "the total needs at least 28.00/40 points and lacks 3.00 points; and the number of areas below 65% among all (en) at most 1 (now 2)"),
        ([when(IndicatorValue("online"), ">", 50), when(TotalPercent(), ">=", 70)], "the total needs at least 28.00/40 points and lacks 3.00 points; and online (en) above 50 (now 45)"),
        ([when(TotalPercent(), ">=", 70), when(CriterionPercent("c"), "<", 90)], "the total needs at least 28.00/40 points and lacks 3.00 points; and still c (en) below 90%"),
    ],
)  # fmt: skip
def test_all_that_is_not_met_is_named_at_once(conditions: list[Condition], needs: str) -> None:
    case = replace(CASE, indicators={"online": Fraction(45)})
    assert to_reach(rule("good", *conditions), case=case) == [f"{needs}."]


def test_a_result_of_another_table_is_named_without_a_number() -> None:
    group = table("group", rule("high", when(TotalPercent(), ">=", 80)), rule("low", when(TotalPercent(), "<", 80)))
    good = rule("good", when(OutcomeOf("group"), "=", "high"), when(CriterionPercent("a"), ">=", 80))
    (needs,) = reaching(rubric(group, table("t", good, FLOOR), criteria=CRITERIA))
    assert needs.endswith("points and lacks 1.00 points; and the result of “group (en)”: high (en) (now low (en)).")


def test_an_unknown_that_is_asked_for_is_named_as_not_known() -> None:
    good = rule("good", when(OutcomeOf("group"), "=", "x"), when(TotalPercent(), ">=", 70))
    group = table("group", rule("x", when(IndicatorValue("online"), ">=", 50)))
    world = rubric(group, table("t", good, FLOOR), criteria=CRITERIA, indicators=("online",))
    assert reaching(world)[0].endswith("; and the result of “group (en)”: x (en) (not known yet).")


@pytest.mark.parametrize(
    "condition",
    [
        when(PreviousRank(), "<=", 3),
        when(PreviousReviewed(), "=", threshold=False),
        when(IndicatorValue("online")),
        when(StepRemainder("c"), ">", 0),
        when(TotalPoints(), "=", 30),
        when(TotalPercent(), ">", 100),
        when(TotalPercent(), ">=", 101),
        when(CountBelow("all", Fraction(101)), "<", 1),
        when(CountBelow("all", Fraction(65)), "<", 0),
        when(CountBelow("all", Fraction(65)), ">", 2),
    ],
)
def test_nothing_is_said_to_suffice_where_points_cannot_bring_it_about(condition: Condition) -> None:
    case = replace(CASE, previous=Previous(reviewed=True, rank=9), indicators={"online": Fraction(45)})
    assert to_reach(rule("good", when(TotalPercent(), ">=", 70), condition), case=case) == []


def test_nothing_is_said_to_suffice_where_an_area_is_asked_for_that_is_not_assessed() -> None:
    good = rule("good", when(TotalPercent(), ">=", 80), when(CriterionPercent("b"), ">=", 50))
    assert to_reach(good, case=sheet({"a": 7, "b": NA, "c": 12})) == []


# ---- the others ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "others"),
    [
        ({"a": 6, "b": 8, "c": 16}, "; all the others are at 70% or more"),
        ({"a": 6, "b": 8, "c": 12}, "; all the others of few (en) are at 70% or more"),
        ({"a": 6, "b": NA, "c": 16}, ""),
        ({"a": 6, "b": 6, "c": 16}, ""),
    ],
)
def test_the_others_are_said_to_do_only_what_they_do(answers: dict[str, int | None], others: str) -> None:
    (needs,) = to_reach(rule("good", when(LowestPercent("few"), ">=", 70)), case=sheet(answers))
    assert needs.endswith(f"points{others}.")


def test_of_the_others_those_that_are_not_assessed_are_left_out() -> None:
    good = rule("good", when(LowestPercent("all"), ">=", 70))
    world = rubric(table("t", good, FLOOR), criteria=CRITERIA, scopes=SCOPES)
    assert told(world, sheet({"a": 6, "b": 8, "c": NA}), "t", VI)["sentences"][-1] == (
        "Để đạt “good (vi)”, lĩnh vực a (vi) cần đạt ít nhất 7,00/10 điểm, còn thiếu 1,00 điểm; các lĩnh vực khác được "
        "xét trong all (vi) đều đã đạt từ 70% trở lên."
    )


@pytest.mark.parametrize(
    ("maximum", "percent", "points", "needs"),
    [
        ("9.6", 99, 9, "at least 9.51/9.6 points and lacks 0.51 points"),
        ("0.006", 50, 0, "at least 0.003/0.006 points and lacks 0.01 points"),
    ],
)
def test_no_more_is_asked_for_than_the_maximum(maximum: str, percent: int, points: int, needs: str) -> None:
    """Neither where two decimals would pass it nor where steps would."""
    asked = table("t", rule("good", when(CriterionPercent("a"), ">=", percent)), FLOOR)
    world = rubric(asked, criteria=(leaf("a", maximum, step="0.25"),))
    assert reaching(world, sheet({"a": points})) == [f"a (en) needs {needs}."]


# ---- other rules -----------------------------------------------------------------------------------------------------

TOTAL_90, TOTAL_70 = when(TotalPercent(), ">=", 90), when(TotalPercent(), ">=", 70)
A_80 = when(CriterionPercent("a"), ">=", 80)
REVIEWED, NOT_REVIEWED = (when(PreviousReviewed(), "=", threshold=each) for each in (True, False))


def test_every_rule_with_the_outcome_is_a_way_the_nearest_first() -> None:
    rules = rule("good", TOTAL_90, code="by total"), rule("good", A_80, code="by a")
    assert to_reach(*rules) == [
        "a (en) needs at least 8.00/10 points and lacks 1.00 points.",
        "the total needs at least 36.00/40 points and lacks 11.00 points.",
    ]


def test_all_rules_with_the_better_outcome_are_named_as_not_met() -> None:
    lowest = when(LowestPercent("all"), ">=", 80)
    rules = rule("good", TOTAL_90, code="by total"), rule("good", TOTAL_70, lowest, code="by both")
    world = rubric(table("t", *rules, FLOOR), criteria=CRITERIA, scopes=SCOPES)
    answer = told(world, sheet({"a": 7, "b": 10, "c": 18}), "t")
    _, _, nearest, others = answer["sentences"][:4]
    assert nearest == (
        "The composite index is 87.50% of the maximum points, which does not meet the condition “90% or more” of “good "
        "(en)”."
    )
    assert (
        others == "Not met either: “good (en)” (the composite index at 70% or more; each of all (en) at 80% or more)."
    )
    assert answer["short"].endswith("“good (en)” also by another rule, not met either")


def test_no_more_than_three_ways_are_told() -> None:
    rules = [rule("good", when(TotalPercent(), ">=", 90 + place), code=f"r{place}") for place in range(5)]
    assert len(to_reach(*rules)) == 3


@pytest.mark.parametrize(
    ("policy", "outcome", "conditions", "is_said"),
    [
        ("FIRST", "fair", [when(TotalPercent(), ">=", 50)], False),
        ("FIRST", "fair", [when(TotalPercent(), "<", 70)], True),
        ("FIRST", "fair", [when(TotalPercent(), "<=", 70)], False),
        ("FIRST", "fair", [when(TotalPercent(), "=", 71)], False),
        ("FIRST", "fair", [when(TotalPercent(), "=", 69)], True),
        ("FIRST", "fair", [when(TotalPercent())], True),
        ("FIRST", "fair", [when(CriterionPercent("a"), "<", 60)], True),
        ("FIRST", "fair", [when(CountBelow("all", Fraction(65)), ">=", 3)], True),
        ("FIRST", "fair", [when(OutcomeOf("group"))], False),
        ("FIRST", "fair", [A_80], False),
        ("FIRST", "fair", [REVIEWED], True),
        ("FIRST", "fair", [NOT_REVIEWED, A_80], False),
        ("FIRST", "good", [A_80], True),
        ("FIRST", "best", [A_80], True),
        ("FIRST", "best", [A_80, when(OutcomeOf("group"), "=", "x")], False),
        ("FIRST", "best", [A_80, when(FindingsOf("list"), "=", 0)], True),
        ("FIRST", "best", [A_80, when(FindingsOf("open"), "=", 0)], False),
        ("FIRST", "best", [A_80, when(CriterionPercent("d"), ">=", 8)], False),
        ("PRIORITY", "best", [A_80], True),
        ("PRIORITY", "fair", [when(TotalPercent(), ">=", 50)], True),
        ("ANY", "good", [A_80], True),
        ("ANY", "fair", [when(TotalPercent(), ">=", 50)], False),
        ("UNIQUE", "good", [A_80], False),
        ("UNIQUE", "fair", [when(TotalPercent(), "<", 70)], True),
    ],
)
def test_nothing_is_said_to_suffice_where_another_rule_might_decide(
    policy: str, outcome: str, conditions: list[Condition], *, is_said: bool
) -> None:
    group = table("group", rule("x", when(TotalPercent(), "<", 0)), rule("y", when(TotalPercent(), ">=", 0)))
    listed = table("list", rule("low", when(CriterionPercent("a"), "<", 50)), policy="COLLECT")
    undecided = table("open", rule("low", when(IndicatorValue("online"), "<", 50)), policy="COLLECT")
    rival, good = rule(outcome, *conditions, code="rival"), rule("good", TOTAL_70)
    rated = table("t", rival, good, policy=policy, outcomes=("best", "good", "fair"), default="fair")
    criteria = (*CRITERIA, leaf("d"))
    world = rubric(group, listed, undecided, rated, criteria=criteria, scopes=SCOPES, indicators=("online",))
    case = sheet({"a": 7, "b": 6, "c": 12, "d": NA}, previous=Previous(reviewed=False))
    telling = Telling(world, result_of(world, case), EN)
    judged = next(each for each in telling.judged(rated) if each[0] == good)
    assert bool(what_it_takes(telling, rated, *judged)) is is_said


def test_what_a_better_rule_lacks_in_data_must_be_given() -> None:
    best = rule("best", A_80, when(IndicatorValue("online"), ">=", 50))
    assert to_reach(best, rule("good", TOTAL_70)) == [
        "the total needs at least 28.00/40 points and lacks 3.00 points; and online (en) given."
    ]


def test_codes_and_truths_that_differ_exclude_each_other() -> None:
    group = table("group", rule("x", TOTAL_70), rule("y", when(TotalPercent(), "<", 70)))
    of_group = rule("fair", when(OutcomeOf("group"), "in", ["y"]), REVIEWED, code="r1")
    of_review = rule("fair", NOT_REVIEWED, code="r2")
    good = rule("good", when(OutcomeOf("group"), "=", "x"), REVIEWED, TOTAL_70)
    world = rubric(group, table("t", of_group, of_review, good, FLOOR, outcomes=("good", "fair")), criteria=CRITERIA)
    assert len(reaching(world, replace(CASE, previous=Previous(reviewed=True)))) == 1
