"""Chapter 12: sentences. What an agency, its head and the council read, in Vietnamese and English."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.document import Citation, Document
from rules.language import Language
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
from rules.rubric import Rubric
from rules.sentences import TableExplanation, as_text, explain, one_line
from rules.sheet import Previous, Sheet
from rules.text import Text
from tests.builders import CITED, LAW, NA, leaf, result_of, rubric, rule, sheet, table, text, when
from tests.hai_duong import at_percent, block_of, rubric_of, sheets

VI, EN = Language("vi"), Language("en")


def told(rubric: Rubric, sheet: Sheet, code: str, language: Language = EN) -> TableExplanation:
    tables = explain(rubric, result_of(rubric, sheet), language)["tables"]
    return next(each for each in tables if each["table"] == code)


def agency_told(agency: str, code: str, language: Language = VI) -> TableExplanation:
    return told(rubric_of(block_of(agency)), sheets()[agency], code, language)


# ---- the model explanations ------------------------------------------------------------------------------------------


def test_a_rating_lost_by_one_area_is_told_with_the_area_the_threshold_and_the_shortfall() -> None:
    rating = agency_told("bql-khu-cong-nghiep", "head_rating")
    assert rating["conclusion"].endswith("Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu: “Hoàn thành nhiệm vụ”.")
    assert rating["sentences"] == [
        "Chỉ số tổng hợp đạt 80,97% so với điểm tối đa.",
        "Cải cách thủ tục hành chính đạt 9,75/16 điểm, bằng 60,94%.",
        "Chưa đạt “Hoàn thành tốt nhiệm vụ”: bảo đảm điều kiện Chỉ số tổng hợp từ 80% trở lên, nhưng Cải cách thủ tục "
        "hành chính đạt 9,75/16 điểm, bằng 60,94%, chưa bảo đảm điều kiện từng lĩnh vực trong bảy lĩnh vực chấm theo "
        "tài liệu kiểm chứng từ 70% trở lên.",
        "Đáp ứng đủ điều kiện của “Hoàn thành nhiệm vụ” (Chỉ số tổng hợp từ 65% trở lên; từng lĩnh vực trong bảy lĩnh "
        "vực chấm theo tài liệu kiểm chứng từ 50% trở lên). Các mức được xét lần lượt từ cao xuống thấp, lấy mức đầu "
        "tiên đáp ứng, thống nhất đối với tất cả cơ quan trong khối.",
        "Không xác định mức thấp hơn “Không hoàn thành nhiệm vụ” do đã đáp ứng đủ các điều kiện nêu trên.",
        "Để đạt “Hoàn thành tốt nhiệm vụ”: Cải cách thủ tục hành chính cần đạt ít nhất 11,20/16 điểm, còn thiếu 1,45 "
        "điểm (theo bước chấm 0,25: 1,50 điểm).",
    ]
    assert rating["short"] == (
        "Hoàn thành nhiệm vụ: Chỉ số tổng hợp 80,97%; Cải cách thủ tục hành chính 60,94% (chưa đạt 70%, thiếu 1,45 điểm)"
    )


def test_a_review_names_each_area_with_what_it_lacks() -> None:
    review = agency_told("so-y-te", "review")
    assert review["conclusion"] == "so-y-te, kỳ đánh giá 2022: Lĩnh vực thuộc diện phải kiểm điểm: 02 trường hợp."
    assert review["sentences"][0] == (
        "Cải cách thủ tục hành chính đạt 10,25/16 điểm, bằng 64,06%: “Thuộc diện phải tổ chức kiểm điểm” (điều kiện: "
        "Cải cách thủ tục hành chính dưới 75%); Cải cách thủ tục hành chính cần đạt ít nhất 12,00/16 điểm, còn thiếu "
        "1,75 điểm."
    )
    assert "còn thiếu 0,75 điểm" in review["sentences"][1]


def test_an_area_exactly_on_the_line_is_told_and_not_found() -> None:
    review = agency_told("tu-ky", "review")
    assert review["conclusion"].endswith("01 trường hợp.")
    assert (
        "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số đạt 6,75/9 điểm, bằng 75,00%."
        in review["sentences"]
    )


def test_what_the_rules_do_not_cover_goes_to_the_council_with_the_closest_rules() -> None:
    case = at_percent({"tai-chinh-cong": 49}, 67)
    rating = told(rubric_of("so"), case, "head_rating", VI)
    assert (
        "chưa xác định được “Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu” theo quy định hiện hành"
        in (rating["conclusion"])
    )
    assert "phần mềm không tự xếp loại. Kính trình Hội đồng xem xét, kết luận." in rating["conclusion"]
    assert (
        "Để đạt “Hoàn thành nhiệm vụ”: Cải cách tài chính công cần đạt ít nhất 3,00/6 điểm, còn thiếu 0,06 điểm."
        in (" ".join(rating["sentences"]).replace(" (theo bước chấm 0,25: 0,06 điểm)", ""))
    )
    assert [each for each in rating["sentences"] if each.startswith("Chưa đạt “Không hoàn thành nhiệm vụ”")]
    assert rating["short"].startswith(
        "Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu: quy định chưa điều chỉnh, trình Hội đồng (chưa bảo đảm:"
    )


def test_what_is_missing_is_named_with_what_is_possible_meanwhile() -> None:
    case = replace(sheets()["so-y-te"], previous=Previous())
    repeat = told(rubric_of("so"), case, "review_repeat", VI)
    assert repeat["conclusion"].endswith("chưa xác định được “Kiểm điểm năm thứ hai liên tiếp” do thiếu số liệu.")
    assert repeat["sentences"][-2:] == [
        "Số liệu còn thiếu: thuộc diện phải kiểm điểm ở kỳ trước (chưa có số liệu).",
        "Có thể có, tùy theo số liệu còn thiếu: Năm thứ hai liên tiếp thuộc diện phải kiểm điểm.",
    ]
    assert repeat["short"].endswith(
        "chưa xác định được do thiếu số liệu: thuộc diện phải kiểm điểm ở kỳ trước (chưa có số liệu)"
    )


def test_what_nobody_has_read_is_cited_as_stated_elsewhere_and_without_an_article() -> None:
    for citation in agency_told("so-y-te", "head_rating")["citations"]:
        assert ", theo nội dung nêu tại Mục IV, Phần thứ nhất, Báo cáo số 27/BC-UBND ngày 01/03/2023" in citation
        assert "iều " not in citation.split(", theo")[0]
    assert agency_told("so-y-te", "review")["citations"][0].startswith("Nghị quyết năm 2021 của Ban Thường vụ Tỉnh ủy")


def test_assumptions_are_told_wherever_the_rating_is() -> None:
    assert len(agency_told("nam-sach", "head_rating", EN)["assumptions"]) == 2


def test_nobody_is_told_of_a_better_outcome_than_the_best() -> None:
    sentences = agency_told("nam-sach", "head_rating", EN)["sentences"]
    assert not [each for each in sentences if each.startswith(("To reach", "Not “Excellent"))]


@pytest.mark.parametrize("agency", sheets())
def test_every_agency_is_told_in_both_languages_without_words_of_the_other(agency: str) -> None:
    rubric = rubric_of(block_of(agency))
    result = result_of(rubric, sheets()[agency])
    vi, en = (as_text(explain(rubric, result, language, "Cơ quan"), language) for language in (VI, EN))
    assert "{" not in vi + en
    assert not [word for word in ("Not ", "points", "Basis", "Assumption") if word in vi]
    assert not [word for word in ("điểm ", "Căn cứ", "Giả định") if word in en.replace("kiểm điểm", "")]
    assert one_line(rubric, result, VI).startswith("Nhóm")


def test_a_shortfall_is_rounded_up_so_that_reaching_it_suffices() -> None:
    """Kim Thành under a floor of 85%: 4.675 of 5.5 points are needed, 4.50 are there."""
    floor = table("t", rule("good", when(LowestPercent("few"), ">=", 85)), rule("fair", when(TotalPoints(), ">=", 0)))
    world = rubric(floor, criteria=(leaf("a", "5.5"), leaf("b")), scopes={"few": ("a",)})
    assert told(world, sheet({"a": "4.5", "b": 9}), "t")["sentences"][-1] == (
        "To reach “good (en)”: a (en) needs at least 4.68/5.5 points and lacks 0.18 points."
    )


def test_an_area_that_is_not_assessed_lacks_nothing() -> None:
    floor = table("t", rule("good", when(LowestPercent("few"), ">=", 80)), rule("fair", when(TotalPoints(), ">=", 0)))
    world = rubric(floor, criteria=(leaf("a"), leaf("b")), scopes={"few": ("a", "b")})
    assert told(world, sheet({"a": 7, "b": NA}), "t")["sentences"][-1] == (
        "To reach “good (en)”: a (en) needs at least 8.00/10 points and lacks 1.00 points."
    )


# ---- every measure and every operator --------------------------------------------------------------------------------

CRITERIA = (leaf("a", 10, step="0.25"), leaf("b", 10))
PREVIOUS = Previous(reviewed=True, rank=3, outcomes={"first": "good"})
FIRST = table("first", rule("good", when(TotalPercent(), ">=", 0)))
LISTED = table("listed", rule("low", when(CriterionPercent(), "<", 50)), policy="COLLECT", scope="few")


@pytest.mark.parametrize(
    ("measure", "operator", "threshold", "sentence"),
    [
        (TotalPoints(), ">=", 12, "The total points: 12.6 points: “yes (en)” (condition: the total points at 12 points or more)."),
        (CriterionPoints("a"), ">", 5, "Points of a (en): 8.6 points: “yes (en)” (condition: points of a (en) above 5 points)."),
        (CriterionPercent("b"), "<=", 40, "B (en) has 4.00/10 points, 40.00%: “yes (en)” (condition: b (en) at most 40%)."),
        (StepRemainder("a"), "=", "0.1", "Points of a (en) above the step: 0.1 points: “yes (en)” (condition: points of a (en) above the step: 0.1 points)."),
        (CountBelow("few", Fraction(50)), "=", 1, "The number of areas below 50.00% among few (en): 1: “yes (en)” (condition: the number of areas below 50.00% among few (en): 1)."),
        (IndicatorValue("online"), ">=", 80, "Online (en): 81.5: “yes (en)” (condition: online (en) at 80 or more)."),
        (OutcomeOf("first"), "=", "good", "The result of “first (en)”: good (en): “yes (en)” (condition: the result of “first (en)”: good (en))."),
        (FindingsOf("listed"), ">=", 1, "The number of cases of “listed (en)”: 1: “yes (en)” (condition: the number of cases of “listed (en)” at 1 or more)."),
        (PreviousReviewed(), "=", True, "Under accountability review in the previous period: yes: “yes (en)” (condition: under accountability review in the previous period: yes)."),
        (PreviousRank(), "<", 5, "The rank in the previous period: 3: “yes (en)” (condition: the rank in the previous period below 5)."),
        (PreviousOutcome("first"), "in", ["good"], "The result of “first (en)” in the previous period: good (en): “yes (en)” (condition: the result of “first (en)” in the previous period one of: good (en))."),
        (PeriodCode(), "in", ["2022", "2023"], "The period: 2022: “yes (en)” (condition: the period one of: 2022, 2023)."),
        (LowestPercent("few"), "<", 50, "B (en) has 4.00/10 points, 40.00%: “yes (en)” (condition: at least one of few (en) below 50%); b (en) needs at least 5.00/10 points and lacks 1.00 points."),
        (LowestPercent("few"), ">=", 40, "B (en) has 4.00/10 points, 40.00%: “yes (en)” (condition: each of few (en) at 40% or more)."),
    ],
)  # fmt: skip
def test_a_measure_is_named_with_what_was_seen_and_what_was_asked(
    measure: TotalPoints, operator: str, threshold: int | str | list[str], sentence: str
) -> None:
    asked = table("t", rule("yes", when(measure, operator, threshold)), policy="COLLECT")
    world = rubric(FIRST, LISTED, asked, criteria=CRITERIA, scopes={"few": ("a", "b")}, indicators=("online",))
    case = sheet({"a": "8.6", "b": 4}, indicators={"online": "81.5"}, previous=PREVIOUS)
    assert told(world, case, "t")["sentences"] == [sentence]


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (IndicatorValue("online"), "Online (en) (not provided): “yes (en)” (condition: online (en): no data)."),
        (CriterionPercent("a"), "A (en) (not assessed): “yes (en)” (condition: a (en): no data)."),
        (LowestPercent("few"), "Each of few (en) (no applicable area): “yes (en)” (condition: each of few (en): no data)."),
        (OutcomeOf("open"), "The result of “open (en)” (not determined): “yes (en)” (condition: the result of “open (en)”: no data)."),
    ],
)  # fmt: skip
def test_a_missing_measure_is_told_with_why(measure: IndicatorValue, words: str) -> None:
    asked = table("t", rule("yes", when(measure)), policy="COLLECT")
    undecided = table("open", rule("x", when(TotalPercent(), "<", 0)))
    criteria = (leaf("a"), leaf("b"))
    world = rubric(undecided, asked, criteria=criteria, scopes={"few": ("a",)}, indicators=("online",))
    assert told(world, sheet({"a": NA, "b": 9}), "t")["sentences"] == [words]


def test_a_count_that_is_not_certain_is_told_as_a_range() -> None:
    sure, perhaps = rule("sure", when(TotalPoints(), ">=", 0)), rule("perhaps", when(IndicatorValue("online"), ">=", 1))
    counted = table("t", rule("many", when(FindingsOf("listed"), ">=", 2)))
    world = rubric(table("listed", sure, perhaps, policy="COLLECT"), counted, indicators=("online",))
    answer = told(world, sheet(), "t")
    assert answer["sentences"] == ["The number of cases of “listed (en)”: between 1 and 2."]
    assert answer["conclusion"].endswith("cannot be determined yet because data are missing.")


def test_the_applicable_maximum_is_named_where_something_is_not_assessed() -> None:
    world = rubric(FIRST, criteria=(leaf("a"), leaf("b", 5)))
    assert told(world, sheet({"a": 9, "b": NA}), "first", VI)["sentences"][0] == (
        "Chỉ số tổng hợp đạt 90,00% so với điểm tối đa áp dụng (10 điểm)."
    )


# ---- hit policies ----------------------------------------------------------------------------------------------------


def test_overlapping_rules_are_told_as_a_conflict() -> None:
    good, fair = rule("good", when(TotalPercent(), ">=", 80)), rule("fair", when(TotalPercent(), ">=", 60))
    answer = told(rubric(table("t", good, fair, policy="UNIQUE")), sheet(), "t")
    assert "rules that overlap give different results" in answer["conclusion"]
    assert answer["sentences"][-1] == "Rules for these results are met at once: good (en); fair (en)."


def test_a_better_outcome_whose_rule_stands_later_is_said_to_be_met_as_well() -> None:
    fair, good = rule("fair", when(TotalPercent(), ">=", 60)), rule("good", when(TotalPercent(), ">=", 80))
    answer = told(rubric(table("t", fair, good, outcomes=("good", "fair"))), sheet(), "t")
    assert "“good (en)” is met as well, but an earlier rule decided." in answer["sentences"]


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
    assert blocked["short"] == "t (en): data missing: online (en) (not provided)"


def test_a_default_is_told_as_a_default() -> None:
    answer = told(rubric(table("t", rule("good", when(TotalPercent(), ">=", 95)), default="fair")), sheet(), "t")
    assert "No rule applies, so “fair (en)” holds by default." in answer["sentences"]


def test_priority_is_told_as_the_best_that_is_met() -> None:
    rules = rule("fair", when(TotalPercent(), ">=", 60)), rule("good", when(TotalPercent(), ">=", 80))
    answer = told(rubric(table("t", *rules, policy="PRIORITY", outcomes=("good", "fair"))), sheet(), "t")
    assert "The best outcome that is met holds, alike for all agencies of the block." in " ".join(answer["sentences"])


def test_a_number_is_told_with_the_rules_that_add_up_to_it() -> None:
    summed = table("t", rule("bonus", when(TotalPercent(), ">=", 80)), policy="COLLECT SUM", values={"bonus": "1.5"})
    answer = told(rubric(summed), sheet(), "t", VI)
    assert answer["conclusion"] == "agency, kỳ đánh giá 2022: t (vi): 1,5."
    assert answer["short"] == "t (vi): 1,5"
    assert "“bonus (vi)”" in answer["sentences"][0]


def test_each_criterion_is_told_with_its_own_outcome() -> None:
    good, fair = rule("good", when(CriterionPercent(), ">=", 80)), rule("fair", when(CriterionPercent(), ">=", 60))
    graded = table("t", good, fair, scope="all")
    world = rubric(graded, criteria=(leaf("a"), leaf("b"), leaf("c")), scopes={"all": ("a", "b", "c")})
    answer = told(world, sheet({"a": 9, "b": 1, "c": NA}), "t")
    assert answer["sentences"] == [
        "A (en) has 9.00/10 points, 90.00%: “good (en)” (condition: a (en) at 80% or more).",
        "B (en) has 1.00/10 points, 10.00%.",
        "C (en): not assessed.",
    ]


def test_a_criterion_in_conflict_is_not_told_as_found() -> None:
    good, fair = rule("good", when(CriterionPercent(), ">=", 80)), rule("fair", when(CriterionPercent(), ">=", 60))
    world = rubric(table("t", good, fair, policy="UNIQUE", scope="all"), scopes={"all": ("a",)})
    assert told(world, sheet(), "t")["sentences"] == ["A (en) has 90.00/100 points, 90.00%."]


def test_a_long_list_tells_only_what_was_found() -> None:
    low = table("t", rule("low", when(CriterionPercent(), "<", 50)), policy="COLLECT", scope="all")
    codes = "abcdef"
    world = rubric(low, criteria=tuple(leaf(code) for code in codes), scopes={"all": codes})
    assert len(told(world, sheet(dict.fromkeys(codes, 9) | {"c": 1}), "t")["sentences"]) == 1


def test_an_empty_list_is_told_as_none_and_left_out_of_the_line() -> None:
    low = table("t", rule("low", when(CriterionPercent("a"), "<", 50)), policy="COLLECT")
    world = rubric(low)
    assert told(world, sheet(), "t")["conclusion"] == "agency, period 2022: t (en): none."
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
        "Article 5, Decision No. 1/QĐ of 01/01/2022 by UBND tỉnh"
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
    lines = as_text(explain(world, result_of(world, sheet()), EN, "Agency A"), EN).splitlines()
    assert lines[:2] == ["first (en)", "Agency A, period 2022: first (en): “good (en)”."]
    assert lines[-1] == "Basis: Decision No. 1/QĐ of 01/01/2022 by UBND tỉnh."
