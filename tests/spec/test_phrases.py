"""Chapter 15: phrases. How every measure, operator, hit policy and document is told."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.document import Citation, Document
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.phrases import coded_name
from rules.sentences import Beside, as_text, explain, one_line
from rules.sheet import Previous
from rules.telling import Names, Telling
from rules.text import Text
from tests.builders import CITED, LAW, NA, area, leaf, result_of, rubric, rule, sheet, table, text, when
from tests.told import EN, VI, told

# ---- every measure and every operator --------------------------------------------------------------------------------

CRITERIA = (leaf("a", 10, step="0.25"), leaf("b", 10))
PREVIOUS = Previous(reviewed=True, rank=3, outcomes={"first": "good"})
FIRST = table("first", rule("good", when(TotalPercent(), ">=", 0)))
NONE = table("none", rule("lower", when(CriterionPercent(), "<", 5)), policy="COLLECT", scope="few")
LISTED = table("listed", rule("low", when(CriterionPercent(), "<", 50)), policy="COLLECT", scope="few")


@pytest.mark.parametrize(
    ("measure", "operator", "threshold", "sentence"),
    [
        (TotalPoints(), ">=", 12, "The total points: 12.6 points (condition: 12 points or more)"),
        (CriterionPoints("a"), ">", 5, "Points of a (en): 8.6 points (condition: more than 5 points)"),
        (CriterionPercent("b"), "<=", 40, "B (en) has 4.00/10 points, 40.00% (condition: at most 40%)"),
        (StepRemainder("a"), "=", "0.1", "Points of a (en) above the step: 0.1 points"),
        (CountBelow("few", Fraction(50)), "=", 1, "The number of areas below 50% among few (en): 1"),
        (CountBelow("few", Fraction("49.999999")), ">=", 1, "The number of areas below 49.999999% among few (en): 1 (condition: 1 or more)"),
        (IndicatorValue("online"), ">=", 80, "Online (en): 81.5 (condition: 80 or more)"),
        (OutcomeOf("first"), "=", "good", "The result of “first (en)”: good (en)"),
        (FindingsOf("listed"), ">=", 1, "In 2022, cases of “listed (en)”: 1"),
        (FindingsOf("none"), "=", 0, "In 2022, no case of “none (en)”"),
        (PreviousReviewed(), "=", True, "In the previous period, agency was under accountability review"),
        (PreviousRank(), "<", 5, "The rank in the previous period: 3 (condition: below 5)"),
        (PreviousOutcome("first"), "in", ["good"], "The result of “first (en)” in the previous period: good (en)"),
        (PeriodCode(), "in", ["2022", "2023"], "The period: 2022"),
        (LowestPercent("few"), "<", 50, "B (en) has 4.00/10 points, 40.00%, 1.00 points short of 50%"),
        (LowestPercent("few"), "<=", 40, "B (en) has 4.00/10 points, 40.00% (lowest of few (en)) (condition: at least one of few (en) at most 40%)"),
        (LowestPercent("few"), ">=", 40, "B (en) has 4.00/10 points, 40.00% (lowest of few (en)) (condition: each of few (en) at 40% or more)"),
        (TotalPercent(), "<", 70, "The composite index is 63.00% of the maximum points, 1.40 points short of 70%"),
    ],
)  # fmt: skip
def test_a_measure_is_named_with_what_was_seen_and_what_was_asked(
    measure: TotalPoints, operator: str, threshold: int | str | list[str], sentence: str
) -> None:
    asked = table("t", rule("yes", when(measure, operator, threshold)), policy="COLLECT")
    world = rubric(FIRST, LISTED, NONE, asked, criteria=CRITERIA, scopes={"few": ("a", "b")}, indicators=("online",))
    case = sheet({"a": "8.6", "b": 4}, indicators={"online": "81.5"}, previous=PREVIOUS)
    assert told(world, case, "t")["sentences"] == [f"{sentence}, hence “yes (en)”."]


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (IndicatorValue("online"), "Online (en) (not provided)"),
        (CriterionPercent("a"), "A (en) (not assessed)"),
        (LowestPercent("few"), "Each of few (en) (no applicable area)"),
        (OutcomeOf("open"), "The result of “open (en)” (not determined)"),
    ],
)  # fmt: skip
def test_a_missing_measure_is_told_with_why(measure: IndicatorValue, words: str) -> None:
    asked = table("t", rule("yes", when(measure)), policy="COLLECT")
    undecided = table("open", rule("x", when(TotalPercent(), "<", 0)))
    criteria = (leaf("a"), leaf("b"))
    world = rubric(undecided, asked, criteria=criteria, scopes={"few": ("a",)}, indicators=("online",))
    assert told(world, sheet({"a": NA, "b": 9}), "t")["sentences"] == [f"{words}, hence “yes (en)”."]


def test_a_count_that_is_not_certain_is_told_as_a_range() -> None:
    sure, perhaps = rule("sure", when(TotalPoints(), ">=", 0)), rule("perhaps", when(IndicatorValue("online"), ">=", 1))
    counted = table("t", rule("many", when(FindingsOf("listed"), ">=", 2)))
    world = rubric(table("listed", sure, perhaps, policy="COLLECT"), counted, indicators=("online",))
    answer = told(world, sheet(), "t")
    assert answer["sentences"] == ["The number of cases of “listed (en)”: between 1 and 2."]
    assert answer["conclusion"] == "“t (en)” cannot be determined yet for agency in 2022, because data are missing."


def test_the_applicable_maximum_is_named_where_something_is_not_assessed() -> None:
    world = rubric(FIRST, criteria=(leaf("a"), leaf("b", 5)))
    assert told(world, sheet({"a": 9, "b": NA}), "first", VI)["sentences"][0] == (
        "Chỉ số tổng hợp đạt 90,00% so với điểm tối đa áp dụng (10 điểm)."
    )


# ---- hit policies ----------------------------------------------------------------------------------------------------


def test_overlapping_rules_are_told_as_a_conflict_that_names_them() -> None:
    good, fair = rule("good", when(TotalPercent(), ">=", 80), code="r1"), rule("fair", when(TotalPercent(), ">=", 60))
    world = rubric(table("t", good, fair, policy="UNIQUE"))
    english, vietnamese = told(world, sheet(), "t"), told(world, sheet(), "t", VI)
    assert "the rules overlap" in english["conclusion"]
    assert "do quy định chồng chéo" in vietnamese["conclusion"]
    assert english["sentences"][-1] == (
        "Rules that are met at once: rule r1: “good (en)” (the composite index at 80% or more); rule fair: “fair (en)” "
        "(the composite index at 60% or more)."
    )
    assert english["short"] == "t (en): rules overlap, for the Council: rule r1 (“good (en)”); rule fair (“fair (en)”)"
    assert vietnamese["short"].startswith("t (vi): quy định chồng chéo, trình Hội đồng: quy tắc r1 (“good (vi)”);")


def test_one_rule_only_is_said_where_one_may_be_met() -> None:
    good, fair = rule("good", when(TotalPercent(), ">=", 80)), rule("fair", when(TotalPercent(), "<", 80))
    assert (
        "Each case falls under one rule only, alike for all agencies of the block."
        in (told(rubric(table("t", good, fair, policy="UNIQUE")), sheet(), "t")["sentences"])
    )


def test_a_better_outcome_whose_rule_stands_later_is_said_to_be_met_as_well() -> None:
    fair, good = rule("fair", when(TotalPercent(), ">=", 60)), rule("good", when(TotalPercent(), ">=", 80))
    answer = told(rubric(table("t", fair, good, outcomes=("good", "fair"))), sheet(), "t")
    assert "“good (en)” is met as well, but an earlier rule decided." in answer["sentences"]
    assert (
        "Rules are tried in their order and the first that is met decides, alike for all agencies of the block."
        in answer["sentences"]
    )


def test_a_better_outcome_whose_rule_stands_later_and_cannot_be_told_is_said_so() -> None:
    rules = rule("fair", when(TotalPercent(), ">=", 60)), rule("good", when(IndicatorValue("online"), ">=", 1))
    ordered = table("t", *rules, outcomes=("good", "fair"))
    assert (
        "“good (en)” cannot be told for lack of data."
        in told(rubric(ordered, indicators=("online",)), sheet(), "t")["sentences"]
    )


def test_a_better_rule_with_the_same_outcome_that_cannot_be_told_is_said_so() -> None:
    known = when(IndicatorValue("online"), ">=", 1)
    rules = rule("good", known), rule("fair", when(TotalPercent(), ">=", 60))
    blocked = told(rubric(table("t", *rules, policy="ANY"), indicators=("online",)), sheet(), "t")
    assert blocked["sentences"][-1] == "Missing: online (en) (not provided)."
    assert blocked["short"] == "t (en): not determined, data missing: online (en) (not provided)"


def test_a_default_is_told_as_a_default() -> None:
    answer = told(rubric(table("t", rule("good", when(TotalPercent(), ">=", 95)), default="fair")), sheet(), "t")
    assert "No rule applies, so “fair (en)” holds by default." in answer["sentences"]
    assert answer["short"] == "fair (en): the composite index 90.00% (below 95%, 5.00 points short)"


def test_priority_is_told_as_the_best_that_is_met() -> None:
    rules = rule("fair", when(TotalPercent(), ">=", 60)), rule("good", when(TotalPercent(), ">=", 80))
    answer = told(rubric(table("t", *rules, policy="PRIORITY", outcomes=("good", "fair"))), sheet(), "t")
    assert "The best outcome that is met holds, alike for all agencies of the block." in " ".join(answer["sentences"])


def test_a_number_is_told_with_the_rules_that_add_up_to_it() -> None:
    summed = table("t", rule("bonus", when(TotalPercent(), ">=", 80)), policy="COLLECT SUM", values={"bonus": "1.5"})
    answer = told(rubric(summed), sheet(), "t", VI)
    assert answer["conclusion"] == "T (vi) đối với agency năm 2022: 1,5."
    assert answer["short"] == "t (vi): 1,5"
    assert "“bonus (vi)”" in answer["sentences"][0]


def test_each_criterion_is_told_with_its_own_outcome() -> None:
    good, fair = rule("good", when(CriterionPercent(), ">=", 80)), rule("fair", when(CriterionPercent(), ">=", 60))
    graded = table("t", good, fair, scope="all")
    world = rubric(graded, criteria=(leaf("a"), leaf("b"), leaf("c")), scopes={"all": ("a", "b", "c")})
    answer = told(world, sheet({"a": 9, "b": 1, "c": NA}), "t")
    assert answer["sentences"] == [
        "A (en) has 9.00/10 points, 90.00% (condition: 80% or more), hence “good (en)”.",
        "B (en) has 1.00/10 points, 10.00%: not covered by the rules.",
        "C (en): not assessed.",
    ]
    assert answer["short"] == "t (en): not covered by the rules, for the Council: b (en) (not covered by the rules)"


def test_criteria_with_outcomes_are_counted_and_told_by_outcome_on_one_line() -> None:
    good, fair = rule("good", when(CriterionPercent(), ">=", 80)), rule("fair", when(CriterionPoints(), ">=", 6))
    parts = area("all", leaf("a"), leaf("b"), leaf("c"))
    world = rubric(table("t", good, fair, scope="parts"), criteria=(parts,), scopes={"parts": ("a", "b", "c")})
    answer = told(world, sheet({"a": 9, "b": 8, "c": 6}), "t")
    assert answer["conclusion"] == "T (en) for agency in 2022: 3 criteria."
    assert answer["short"] == (
        "good (en), 2 criteria: a (en) 90.00% (80% or more); b (en) 80.00% (80% or more); "
        "fair (en), 1 criterion: points of c (en): 6 points (6 points or more)"
    )


def test_a_criterion_in_conflict_is_told_so_with_the_rules() -> None:
    good, fair = rule("good", when(CriterionPercent(), ">=", 80)), rule("fair", when(CriterionPercent(), ">=", 60))
    world = rubric(table("t", good, fair, policy="UNIQUE", scope="all"), scopes={"all": ("a",)})
    answer = told(world, sheet(), "t")
    assert answer["sentences"] == [
        "A (en) has 90.00/100 points, 90.00%: rules overlap (rule good: “good (en)” (a (en) at 80% or more); rule fair: "
        "“fair (en)” (a (en) at 60% or more))."
    ]
    assert answer["short"] == "t (en): rules overlap, for the Council: a (en) (rules overlap)"


def test_a_criterion_for_which_data_are_missing_is_told_so() -> None:
    good = rule("good", when(CriterionPercent(), ">=", 80), when(IndicatorValue("online"), ">=", 1))
    world = rubric(table("t", good, scope="all"), scopes={"all": ("a",)}, indicators=("online",))
    answer = told(world, sheet(), "t", VI)
    assert answer["sentences"] == [
        "Lĩnh vực a (vi) đạt 90,00/100 điểm, bằng 90,00%; online (vi) (chưa có số liệu): chưa xác định được do thiếu số liệu.",
        "Số liệu còn thiếu: online (vi) (chưa có số liệu).",
    ]
    assert answer["short"] == "t (vi): chưa xác định được do thiếu số liệu: a (vi) (thiếu số liệu)"


def test_a_long_list_tells_only_what_was_found() -> None:
    low = table("t", rule("low", when(CriterionPercent(), "<", 50)), policy="COLLECT", scope="all")
    codes = "abcdef"
    world = rubric(low, criteria=tuple(leaf(code) for code in codes), scopes={"all": codes})
    assert len(told(world, sheet(dict.fromkeys(codes, 9) | {"c": 1}), "t")["sentences"]) == 1


def test_an_empty_list_is_told_as_none_and_left_out_of_the_line() -> None:
    low = table("t", rule("low", when(CriterionPercent("a"), "<", 50)), policy="COLLECT")
    world = rubric(low)
    assert told(world, sheet(), "t")["conclusion"] == "T (en) for agency in 2022: none."
    assert one_line(world, result_of(world, sheet()), EN) == ""


def test_a_table_that_compares_rounded_values_says_so() -> None:
    rounded = table("t", rule("good", when(TotalPercent(), ">=", 90)), places=0)
    assert told(rubric(rounded), sheet({"a": "89.6"}), "t")["sentences"][-1] == (
        "Points and percentages are rounded half-up to 0 decimals before they are compared."
    )


# ---- documents -------------------------------------------------------------------------------------------------------


def citing(document: Document, citation: Citation) -> str:
    asked = table("t", rule("yes", when(TotalPercent(), ">=", 0), citations=(citation,)))
    return told(rubric(asked, documents=(LAW, document)), sheet(), "t")["citations"][0]


def test_an_article_that_was_read_stands_before_its_document() -> None:
    assert citing(replace(LAW, code="x"), Citation("x", article="Article 5")) == (
        "Article 5, Decision No. 1/QĐ of 2022-01-01 by UBND tỉnh"
    )


def test_a_place_stands_behind_the_document_where_nothing_else_reports_it() -> None:
    assert citing(replace(LAW, code="x"), Citation("x", place=text("annex"))).endswith("UBND tỉnh, annex (en)")


def test_a_document_without_number_date_and_issuer_is_its_kind() -> None:
    assert (
        citing(Document("x", Text("Nghị quyết", "Resolution"), "", "", Text(""), Text("")), Citation("x"))
        == "Resolution"
    )


def test_a_report_may_be_cited_without_a_place() -> None:
    report = replace(LAW, code="x", number="2/BC", dated="2023")
    assert citing(report, Citation("law", stated_in="x")).endswith(
        "as stated in Decision No. 2/BC of the year 2023 by UBND tỉnh"
    )


def test_citations_of_one_table_are_told_once() -> None:
    twice = table("t", rule("good", when(TotalPercent(), ">=", 80)), rule("fair", when(TotalPercent(), ">=", 60)))
    assert len(told(rubric(twice), sheet(), "t")["citations"]) == len(CITED)


def test_the_text_holds_title_conclusion_reasons_and_basis() -> None:
    world = rubric(FIRST)
    lines = as_text(explain(world, result_of(world, sheet()), EN, Names("Agency A")), EN).splitlines()
    assert lines[:4] == [
        "Provisional result, not published.",
        "",
        "first (en)",
        "First (en) for Agency A in 2022: “good (en)”.",
    ]
    assert lines[-1] == "Basis: Decision No. 1/QĐ of 2022-01-01 by UBND tỉnh."


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (None, "Kết quả dự kiến, chưa công bố."),
        (LAW, "Kết quả đã công bố theo Quyết định số 1/QĐ ngày 01/01/2022 của UBND tỉnh."),
    ],
)
def test_a_result_is_said_to_be_provisional_or_published_by_a_decision(decision: Document | None, status: str) -> None:
    world = rubric(FIRST)
    explanation = explain(world, result_of(world, sheet()), VI, Names("Sở A", "Giám đốc Sở A"), Beside(decision))
    assert explanation["status"] == as_text(explanation, VI).splitlines()[0] == status
    assert (explanation["subject"], explanation["head"]) == ("Sở A", "Giám đốc Sở A")


def test_a_period_that_is_no_year_is_called_a_period() -> None:
    world = rubric(FIRST)
    case = sheet(period="2022-h1")
    assert told(world, case, "first")["conclusion"] == "First (en) for agency in period 2022-h1: “good (en)”."
    assert told(world, case, "first", VI)["conclusion"].startswith("First (vi) đối với agency kỳ đánh giá 2022-h1: ")


def test_an_area_whose_name_says_so_is_not_called_an_area_twice() -> None:
    named = replace(leaf("a", 100), name=Text("Lĩnh vực A"))
    ceiling = table("t", rule("low", when(CriterionPercent("a"), "<", 95)), policy="COLLECT")
    assert told(rubric(ceiling, criteria=(named,)), sheet(), "t", VI)["sentences"][0].startswith(
        "Lĩnh vực A đạt 90,00/100"
    )


@pytest.mark.parametrize(
    ("measure", "operator", "threshold", "short"),
    [
        (IndicatorValue("online"), ">=", 80, "yes (en): online (en): 81.5"),
        (CriterionPoints("a"), ">=", 5, "yes (en): points of a (en): 8.6 points"),
        (OutcomeOf("first"), "=", "good", "yes (en): the result of “first (en)”: good (en)"),
        (PreviousReviewed(), "=", True, "yes (en): in the previous period, agency was under accountability review"),
        (IndicatorValue("late"), "missing", None, "yes (en): late (en) (not provided)"),
    ],
)
def test_one_line_names_what_the_very_table_looks_at(
    measure: IndicatorValue, operator: str, threshold: int | str | None, short: str
) -> None:
    decided = table("t", rule("yes", when(measure, operator, threshold)))
    world = rubric(FIRST, decided, criteria=CRITERIA, indicators=("online", "late"))
    case = sheet({"a": "8.6", "b": 4}, indicators={"online": "81.5"}, previous=PREVIOUS)
    assert told(world, case, "t")["short"] == short


def test_a_finding_about_the_agency_is_told_on_one_line_with_its_figures_and_not_with_those_of_other_tables() -> None:
    seen = when(IndicatorValue("online"), "<", 50), when(FindingsOf("listed"), ">=", 1)
    world = rubric(
        LISTED,
        table("t", rule("note", *seen), policy="COLLECT"),
        criteria=CRITERIA,
        scopes={"few": ("b",)},
        indicators=("online",),
    )
    answer = told(world, sheet({"a": 9, "b": 4}, indicators={"online": 45}), "t")
    assert answer["conclusion"] == "T (en) for agency in 2022: “note (en)”."
    assert answer["short"] == "note (en): online (en): 45 (below 50)"


def test_a_condition_on_what_was_before_is_asked_in_words() -> None:
    before = rule("good", when(PreviousReviewed(), "=", threshold=False), when(FindingsOf("listed"), ">", 0))
    world = rubric(LISTED, table("t", before), criteria=CRITERIA, scopes={"few": ("b",)})
    reviewed = Previous(reviewed=False)
    assert told(world, sheet({"a": 9, "b": 4}, previous=reviewed), "t")["sentences"][-2] == (
        "Agency meets all conditions of “good (en)” (not under accountability review in the previous period; at least one "
        "case of “listed (en)”)."
    )


def test_a_component_is_named_with_its_code_and_an_area_by_its_name() -> None:
    world = rubric(FIRST, criteria=(area("1", leaf("1.1")),))
    telling = Telling(world, result_of(world, sheet({"1.1": 5})), EN)
    assert [coded_name(telling, world.criterion[code]) for code in ("1", "1.1")] == ["1 (en)", "1.1 1.1 (en)"]
