"""Chapter 14: sentences. What an agency, its head and the council read, in Vietnamese and English."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.answer import Chosen, NotApplicable, Points
from rules.combining import Branch, Case
from rules.criterion import Criterion
from rules.language import Language
from rules.measure import (
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    OutcomeOf,
    PeriodCode,
    TotalPercent,
    TotalPoints,
)
from rules.methods.choice import Choice
from rules.number import exact
from rules.sentences import ALONE, Beside, TableExplanation, as_text, explain, one_line
from rules.sheet import Previous, Sheet
from rules.table import Subject, Table
from rules.telling import Given, Names
from tests.builders import NA, area, leaf, result_of, rubric, rule, sheet, table, text, when
from tests.hai_duong import at_percent, block_of, published, rescored, rows, rubric_of, sheets, total
from tests.scoring import option
from tests.told import EN, VI, told


def agency_told(agency: str, code: str, language: Language = VI, beside: Beside = ALONE) -> TableExplanation:
    return told(rubric_of(block_of(agency)), sheets()[agency], code, language, named(agency, language), beside=beside)


def named(agency: str, language: Language = VI) -> Names:
    """Name and title of the head as the reference case has them."""
    row = next(row for row in rows("agency-details") if row["agency"] == agency)
    vi, en = Names(published()[agency]["name"], row["head_title"]), Names(row["name_en"], row["head_title_en"])
    return vi if language is VI else en


# ---- the model explanations ------------------------------------------------------------------------------------------


def test_a_rating_lost_by_one_area_is_told_with_the_area_the_threshold_and_the_shortfall() -> None:
    rating = agency_told("bql-khu-cong-nghiep", "head_rating")
    assert rating["conclusion"] == (
        "Trưởng Ban Quản lý các khu công nghiệp tỉnh được xác định mức “Hoàn thành nhiệm vụ” năm 2022 (Mức độ hoàn thành "
        "nhiệm vụ CCHC của người đứng đầu)."
    )
    assert rating["sentences"] == [
        "Chỉ số tổng hợp đạt 80,97% so với điểm tối đa, bảo đảm điều kiện từ 80% trở lên của mức “Hoàn thành tốt nhiệm "
        "vụ”. Tuy nhiên, lĩnh vực Cải cách thủ tục hành chính đạt 9,75/16 điểm, bằng 60,94%, chưa bảo đảm điều kiện từng "
        "lĩnh vực trong bảy lĩnh vực chấm theo tài liệu kiểm chứng từ 70% trở lên.",
        "Ban Quản lý các khu công nghiệp tỉnh đáp ứng đủ điều kiện của mức “Hoàn thành nhiệm vụ” (Chỉ số tổng hợp từ 65% "
        "trở lên; từng lĩnh vực trong bảy lĩnh vực chấm theo tài liệu kiểm chứng từ 50% trở lên).",
        "Các mức được xét lần lượt từ cao xuống thấp, lấy mức đầu tiên đáp ứng, thống nhất đối với tất cả cơ quan trong "
        "khối.",
        "Kết quả này không mâu thuẫn với “Nhóm đạt Chỉ số tổng hợp từ 80% đến dưới 90%”, do được xác định theo hai căn cứ "
        "khác nhau: “Nhóm điểm theo Chỉ số tổng hợp” chỉ căn cứ Chỉ số tổng hợp; “Mức độ hoàn thành nhiệm vụ CCHC của "
        "người đứng đầu” căn cứ đồng thời Chỉ số tổng hợp và từng lĩnh vực trong bảy lĩnh vực chấm theo tài liệu kiểm "
        "chứng.",
        "Trường hợp này không thuộc mức “Không hoàn thành nhiệm vụ” (Chỉ số tổng hợp dưới 65%).",
        "Để đạt mức “Hoàn thành tốt nhiệm vụ”, lĩnh vực Cải cách thủ tục hành chính cần đạt ít nhất 11,20/16 điểm, còn "
        "thiếu 1,45 điểm (theo bước chấm 0,25: 1,50 điểm); các lĩnh vực khác đều đã đạt từ 70% trở lên.",
    ]
    assert rating["short"] == (
        "Hoàn thành nhiệm vụ: Chỉ số tổng hợp 80,97%; Cải cách thủ tục hành chính 60,94% (chưa đạt 70%, thiếu 1,45 điểm)"
    )


def test_the_same_rating_is_told_in_plain_english() -> None:
    rating = agency_told("bql-khu-cong-nghiep", "head_rating", EN)
    assert rating["conclusion"].startswith(
        "Head of the Management Board of Industrial Zones receives the rating “Completion of duties” in 2022"
    )
    assert rating["sentences"][0] == (
        "The composite index is 80.97% of the maximum points, which meets the condition “80% or more” of the rating “Good "
        "completion of duties”. However, Reform of administrative procedures has 9.75/16 points, 60.94%, which does not "
        "meet the condition “each of the seven areas scored on evidence at 70% or more”."
    )


def test_a_head_without_a_title_is_the_head_of_the_agency() -> None:
    rating = told(rubric_of("so"), sheets()["so-y-te"], "head_rating", VI, Names("Sở Y tế"))
    assert rating["conclusion"].startswith("Người đứng đầu Sở Y tế được xác định mức “Hoàn thành nhiệm vụ” năm 2022")


def test_the_group_is_told_of_the_agency_and_not_of_its_head() -> None:
    assert agency_told("tu-ky", "group")["conclusion"] == (
        "Nhóm điểm theo Chỉ số tổng hợp đối với UBND huyện Tứ Kỳ năm 2022: “Nhóm đạt Chỉ số tổng hợp từ 80% đến dưới 90%”."
    )


def test_the_best_is_told_with_the_lowest_area_and_that_the_next_lower_is_not_looked_at() -> None:
    rating = agency_told("so-khoa-hoc-cong-nghe", "head_rating")
    assert rating["sentences"][1] == (
        "Lĩnh vực Cải cách tài chính công đạt 5,00/6 điểm, bằng 83,33% (thấp nhất trong bảy lĩnh vực chấm theo tài liệu "
        "kiểm chứng)."
    )
    assert rating["sentences"][-1] == (
        "Không xét mức thấp hơn là mức “Hoàn thành tốt nhiệm vụ” do đã đáp ứng đủ các điều kiện nêu trên."
    )
    assert rating["short"] == (
        "Hoàn thành xuất sắc nhiệm vụ: Chỉ số tổng hợp 91,30%; thấp nhất: Cải cách tài chính công 83,33%"
    )


def test_a_review_names_each_area_with_what_it_lacks() -> None:
    review = agency_told("so-y-te", "review")
    assert review["conclusion"] == (
        "Sở Y tế thuộc diện phải tổ chức kiểm điểm năm 2022 đối với 02 lĩnh vực: Cải cách thủ tục hành chính; Xây dựng và "
        "phát triển Chính quyền điện tử, Chính quyền số."
    )
    assert review["sentences"] == [
        "Lĩnh vực Cải cách thủ tục hành chính đạt 10,25/16 điểm, bằng 64,06%, thiếu 1,75 điểm so với mức 75%.",
        "Lĩnh vực Xây dựng và phát triển Chính quyền điện tử, Chính quyền số đạt 6,00/9 điểm, bằng 66,67%, thiếu 0,75 "
        "điểm so với mức 75%.",
        "Việc thuộc diện kiểm điểm được xác định độc lập, không làm thay đổi: Nhóm điểm theo Chỉ số tổng hợp; Mức độ hoàn "
        "thành nhiệm vụ CCHC của người đứng đầu.",
    ]
    assert review["short"] == (
        "Thuộc diện phải tổ chức kiểm điểm, 02 lĩnh vực: Cải cách thủ tục hành chính 64,06% (chưa đạt 75%, thiếu 1,75 "
        "điểm); Xây dựng và phát triển Chính quyền điện tử, Chính quyền số 66,67% (chưa đạt 75%, thiếu 0,75 điểm)"
    )


def test_a_second_year_is_told_with_the_year_before_and_this_one() -> None:
    assert agency_told("so-y-te", "review_repeat")["sentences"] == [
        "Kỳ đánh giá trước, Sở Y tế đã thuộc diện phải kiểm điểm; năm 2022 có 02 lĩnh vực thuộc diện phải kiểm điểm, do đó "
        "xác định “Năm thứ hai liên tiếp thuộc diện phải kiểm điểm”.",
        "Số liệu theo từng lĩnh vực của kỳ đánh giá trước chưa có trong hệ thống nên chưa xác định được có cùng lĩnh vực "
        "hay không.",
    ]
    assert agency_told("so-y-te", "review_repeat", EN)["sentences"] == [
        "In the previous period, Department of Health was under accountability review; in 2022, 2 areas came under "
        "accountability review, hence “Under accountability review for the second year running”.",
        "The figures of each area in the previous period are not in the system, so that it cannot be told whether it was "
        "the same areas.",
    ]


@pytest.mark.parametrize(
    ("in_detail", "caveat"),
    [
        (True, []),
        (
            False,
            [
                "Số liệu theo từng lĩnh vực của năm 2021 chưa có trong hệ thống nên chưa xác định được có cùng lĩnh vực "
                "hay không."
            ],
        ),
    ],
)
def test_the_year_before_is_named_where_it_is_known(caveat: list[str], *, in_detail: bool) -> None:
    given = Beside(given=Given(previous="2021", in_detail=in_detail))
    assert agency_told("so-y-te", "review_repeat", beside=given)["sentences"] == [
        "Năm 2021, Sở Y tế đã thuộc diện phải kiểm điểm; năm 2022 có 02 lĩnh vực thuộc diện phải kiểm điểm, do đó xác định "
        "“Năm thứ hai liên tiếp thuộc diện phải kiểm điểm”.",
        *caveat,
    ]


def test_who_is_not_reviewed_is_told_so() -> None:
    assert agency_told("so-khoa-hoc-cong-nghe", "review")["conclusion"] == (
        "Sở Khoa học và Công nghệ không thuộc diện phải tổ chức kiểm điểm năm 2022."
    )
    assert agency_told("so-khoa-hoc-cong-nghe", "review_repeat")["sentences"] == [
        "Năm 2022 không có lĩnh vực nào thuộc diện phải kiểm điểm.",
        "Kỳ đánh giá trước, Sở Khoa học và Công nghệ không thuộc diện phải kiểm điểm.",
    ]


def test_an_area_exactly_on_the_line_is_told_and_not_found() -> None:
    review = agency_told("tu-ky", "review")
    assert "đối với 01 lĩnh vực: Cải cách thủ tục hành chính." in review["conclusion"]
    assert (
        "Lĩnh vực Xây dựng và phát triển Chính quyền điện tử, Chính quyền số đạt 6,75/9 điểm, bằng 75,00%."
        in review["sentences"]
    )


def test_a_review_on_which_a_rating_depends_is_not_said_to_leave_it_alone() -> None:
    review = table("review", rule("low", when(CriterionPercent(), "<", 50)), policy="COLLECT", scope="all")
    rating = table("rating", rule("poor", when(FindingsOf("review"), ">=", 1)))
    higher = table("higher", rule("bad", when(OutcomeOf("rating"), "=", "poor")))
    world = rubric(review, rating, higher, scopes={"all": ("a",)}, review_table="review")
    assert told(world, sheet({"a": 40}), "review")["sentences"] == [
        "A (en) has 40.00/100 points, 40.00%, 10.00 points short of 50%."
    ]


def test_a_head_rated_as_the_total_says_is_told_of_no_contradiction() -> None:
    assert "không mâu thuẫn" not in " ".join(agency_told("so-khoa-hoc-cong-nghe", "head_rating")["sentences"])


@pytest.mark.parametrize(
    ("group", "is_said"),
    [
        (table("group", rule("g", when(TotalPercent(), ">=", 80))), True),
        (table("group", rule("g", when(TotalPercent(), ">=", 79))), False),
        (table("group", rule("g", when(TotalPercent(), ">=", 80)), places=0), False),
        (table("group", rule("g", when(TotalPercent(), ">=", 80)), policy="COLLECT"), False),
        (table("group", rule("g", when(TotalPercent(), ">=", 80), when(TotalPoints(), "<", 0))), False),
        (
            table("group", rule("g", when(TotalPercent(), ">=", 80)), rule("h", when(CriterionPercent("a"), "<", 0))),
            False,
        ),
    ],
)
def test_two_results_are_told_apart_where_one_asks_more_than_the_total_that_both_ask(
    group: Table, *, is_said: bool
) -> None:
    good = rule("good", when(TotalPercent(), ">=", 80), when(CriterionPercent("a"), ">=", 95))
    rated = replace(table("rated", good, rule("fair", when(TotalPercent(), ">=", 50))), subject=Subject.HEAD)
    sentences = told(rubric(group, rated), sheet(), "rated")["sentences"]
    said = (
        "This does not contradict “g (en)”, since the two rest on different grounds: “group (en)” on the composite index "
        "alone, “rated (en)” on the composite index and a (en) together."
    )
    assert (said in sentences) is is_said


# ---- not assessed ----------------------------------------------------------------------------------------------------

PARTLY = sheet({"a": 9, "b": NA, "c.1": 4, "c.2": NA, "penalty": -1})
PARTS = (leaf("a"), leaf("b", 20), area("c", leaf("c.1", 5), leaf("c.2", 5)), leaf("penalty", 0, low=-5))


def partly_told(rated: Table, language: Language = VI, **more: object) -> TableExplanation:
    world = rubric(rated, criteria=PARTS, scopes={"all": ("a", "b", "c", "penalty"), "none": ("b",)}, **more)  # type: ignore[arg-type]
    beside = Beside(given=Given(reasons={"b": "không phát sinh hồ sơ"}))
    return told(world, PARTLY, "t", language, beside=beside)


def test_what_is_not_assessed_is_named_with_its_reason_and_the_maximum_that_applies() -> None:
    good, fair = rule("good", when(TotalPercent(), ">=", 90)), rule("fair", when(TotalPoints(), ">=", 5))
    answer = partly_told(table("t", good, fair))
    assert answer["sentences"][:3] == [
        "Tổng điểm: 12 điểm so với điểm tối đa áp dụng (15 điểm).",
        "Không xét: b (vi) (không phát sinh hồ sơ); c.2 (vi).",
        "Chỉ số tổng hợp đạt 80,00% so với điểm tối đa áp dụng (15 điểm), chưa bảo đảm điều kiện từ 90% trở lên của “good "
        "(vi)”.",
    ]
    assert answer["short"] == (
        "fair (vi): tổng điểm: 12 điểm so với điểm tối đa áp dụng (15 điểm); Chỉ số tổng hợp 80,00% so với điểm tối đa áp "
        "dụng (15 điểm) (chưa đạt 90%, thiếu 1,50 điểm)"
    )


def test_one_point_is_not_called_points() -> None:
    weak = rule("weak", when(TotalPoints(), "<", 1)), rule("fair", when(TotalPoints(), ">=", 1))
    assert told(rubric(table("t", *weak)), sheet({"a": 1}), "t")["short"] == "fair (en): the total points: 1 point"
    one_place = table("t", *weak, places=1)
    assert told(rubric(one_place), sheet({"a": 1}), "t")["sentences"][-1].endswith(
        "to 1 decimal before they are compared."
    )


def test_what_the_rubric_exempts_is_named_as_outside_the_scope() -> None:
    rated = table("t", rule("good", when(TotalPercent(), ">=", 0)))
    world = rubric(rated, criteria=(leaf("a"), leaf("b")), exemptions=[("b", "agency")])
    assert "Không xét: b (vi) (không thuộc phạm vi đánh giá)." in told(world, sheet({"a": 9}), "t", VI)["sentences"]


def test_the_part_of_a_branch_that_was_not_taken_is_not_among_what_is_not_assessed() -> None:
    plan = replace(leaf("plan", 1), method=Choice((option("yes", 1), option("no", 0))))
    branch = Branch("plan", (Case("yes", "1.1"), Case("no", "1.2")))
    either = Criterion("1", text("1"), Fraction(10), combined=branch, parts=(leaf("1.1"), leaf("1.2")))
    rated = table("t", rule("good", when(TotalPercent(), ">=", 0)))
    given = (Chosen("plan", "yes"), Points("1.1", Fraction(9)), NotApplicable("b", "không phát sinh hồ sơ"))
    found = told(rubric(rated, criteria=(plan, either, leaf("b"))), Sheet("agency", "2022", given), "t", VI)
    assert [each for each in found["sentences"] if each.startswith("Không xét")] == ["Không xét: b (vi)."]


def test_what_looks_at_one_area_alone_does_not_name_what_is_not_assessed_elsewhere() -> None:
    rated = table("t", rule("good", when(CriterionPercent("a"), ">=", 0)))
    assert not [each for each in partly_told(rated)["sentences"] if each.startswith("Không xét")]


def test_an_area_without_a_maximum_is_told_with_its_points() -> None:
    low = table("t", rule("low", when(CriterionPoints(), "<", 0)), policy="COLLECT", scope="all")
    assert partly_told(low)["sentences"] == [
        "Điểm a (vi): 9 điểm.",
        "Lĩnh vực b (vi): không xét (không phát sinh hồ sơ).",
        "Điểm c (vi): 4 điểm.",
        "Lĩnh vực penalty (vi) đạt -1 điểm, thiếu 1,00 điểm so với mức 0 điểm, do đó xác định “low (vi)”.",
    ]


def test_where_no_area_of_a_review_is_assessed_it_is_not_considered() -> None:
    review = table("t", rule("low", when(CriterionPercent(), "<", 75)), policy="COLLECT", scope="none")
    assert partly_told(review, review_table="t")["conclusion"] == (
        "T (vi) đối với agency năm 2022: Không xét, do không có tiêu chí nào được đánh giá."
    )


# ---- not determined --------------------------------------------------------------------------------------------------


def silent_case(percent: int = 49) -> Sheet:
    """66% in total, and *percent* in public finance: no rule covers it. An invented case."""
    case = at_percent({"tai-chinh-cong": percent}, 67)
    return rescored(case, lambda area, points: points + (66 - total(case) if area == "sipas" else 0))


def test_what_the_rules_do_not_cover_goes_to_the_council_with_the_closest_rules() -> None:
    rating = told(rubric_of("so"), silent_case(), "head_rating", VI, Names("Cơ quan A", "Thủ trưởng Cơ quan A"))
    assert rating["conclusion"] == (
        "Chưa xác định được “Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu” đối với Thủ trưởng Cơ quan A năm 2022 "
        "theo quy định hiện hành do quy định chưa điều chỉnh trường hợp này; phần mềm không tự xếp loại. Kính trình Hội "
        "đồng xem xét, kết luận."
    )
    assert rating["sentences"] == [
        "Chỉ số tổng hợp đạt 66,00% so với điểm tối đa, bảo đảm điều kiện từ 65% trở lên của mức “Hoàn thành nhiệm vụ”. "
        "Tuy nhiên, lĩnh vực Cải cách tài chính công đạt 2,94/6 điểm, bằng 49,00%, chưa bảo đảm điều kiện từng lĩnh vực "
        "trong bảy lĩnh vực chấm theo tài liệu kiểm chứng từ 50% trở lên.",
        "Trường hợp này không thuộc mức “Không hoàn thành nhiệm vụ” (Chỉ số tổng hợp dưới 65%).",
        "Để đạt mức “Hoàn thành nhiệm vụ”, lĩnh vực Cải cách tài chính công cần đạt ít nhất 3,00/6 điểm, còn thiếu 0,06 "
        "điểm; các lĩnh vực khác đều đã đạt từ 50% trở lên.",
        "Chỉ số tổng hợp cao hơn mức 65% là 1,00 điểm phần trăm.",
    ]
    assert rating["short"] == (
        "Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu: quy định chưa điều chỉnh, trình Hội đồng: Chỉ số tổng hợp "
        "66,00% (từ 65% trở lên); Cải cách tài chính công 49,00% (chưa đạt 50%, thiếu 0,06 điểm)"
    )


@pytest.mark.parametrize(
    ("measure", "operator", "threshold", "sentences", "figures"),
    [
        (TotalPercent(), "<", 65, ["The composite index is 25.00 percentage points above 65%."], "the composite index 90.00% (65% or more)"),
        (TotalPercent(), "<", 90, ["The composite index is exactly at 90%."], "the composite index 90.00% (90% or more)"),
        (TotalPercent(), "<=", "89.999999", ["The composite index is 0.000001 percentage points above 89.999999%."], "the composite index 90.00% (more than 89.999999%)"),
        (LowestPercent("all"), "<", 80, ["A (en) is 10.00 percentage points above 80%."], "lowest: a (en) 90.00% (80% or more)"),
        (CriterionPercent("a"), "<", 80, ["A (en) is 10.00 percentage points above 80%."], "a (en) 90.00% (80% or more)"),
        (CriterionPoints("a"), "<", 80, ["Points of a (en) stand 10.00 points above 80 points."], "points of a (en): 90 points (80 points or more)"),
        (TotalPoints(), "<=", 80, ["The total points stand 10.00 points above 80 points."], "the total points: 90 points (more than 80 points)"),
    ],
)  # fmt: skip
def test_nobody_falls_short_of_a_rule_for_the_weak(
    measure: TotalPercent, operator: str, threshold: int, sentences: list[str], figures: str
) -> None:
    weak = table("t", rule("weak", when(measure, operator, threshold)))
    answer = told(rubric(weak, scopes={"all": ("a",)}), sheet(), "t")
    assert answer["sentences"][-2].startswith("This case does not fall under “weak (en)” (")
    assert answer["sentences"][-1:] == sentences
    assert answer["short"] == f"t (en): not covered by the rules, for the Council: {figures}"


def test_of_rules_that_come_equally_close_the_nearest_is_told_and_the_others_are_listed() -> None:
    """Below all the groups of a district, of which the lowest begins at 70%."""
    group = told(rubric_of("huyen"), sheet_at("tu-ky", "65.08"), "group")
    assert group["sentences"] == [
        "The composite index is 65.08% of the maximum points, which does not meet the condition “70% or more” of “Composite "
        "index from 70% to below 80%”.",
        "Not met either: “Composite index from 80% to below 90%” (the composite index at 80% or more); “Composite index of "
        "90% or more” (the composite index at 90% or more).",
        "To reach “Composite index from 70% to below 80%”, the total needs at least 70.00/100 points and lacks 4.92 points; "
        "and still the composite index below 80%.",
    ]
    assert group["short"].endswith(": the composite index 65.08% (below 70%, 4.92 points short)")


def sheet_at(agency: str, points: str) -> Sheet:
    """The sheet of *agency* with so many *points* in all, the largest areas first."""
    left = [exact(points)]

    def given(area: str, _: Fraction) -> Fraction:
        taken = min(left[0], rubric_of(block_of(agency)).criterion[area].max_points)
        left[0] -= taken
        return taken

    return rescored(sheets()[agency], given)


def test_a_floor_and_a_limit_that_is_no_score_are_fallen_short_of() -> None:
    good = rule(
        "good",
        when(TotalPercent(), ">=", 80),
        when(IndicatorValue("late"), "<=", 5),
        when(PeriodCode(), "in", ["2023", "2024"]),
    )
    answer = told(rubric(table("t", good), indicators=("late",)), sheet(indicators={"late": 7}), "t")
    assert answer["sentences"] == [
        "The composite index is 90.00% of the maximum points, which meets the condition “80% or more” of “good (en)”. "
        "However, late (en): 7, which does not meet the condition “at most 5”; the period: 2022, which does not meet the "
        "condition “the period one of: 2023, 2024”."
    ]
    assert answer["short"] == (
        "t (en): not covered by the rules, for the Council: the composite index 90.00% (80% or more); "
        "late (en): 7 (not met: at most 5); the period: 2022 (not met: the period one of: 2023, 2024)"
    )


def test_what_holds_in_a_rule_that_comes_close_is_told_without_its_words_where_it_speaks_for_itself() -> None:
    close = rule("good", when(PeriodCode(), "=", "2022"), when(TotalPercent(), ">=", 95))
    answer = told(rubric(table("t", close)), sheet(), "t")
    assert answer["short"].endswith(
        "for the Council: the period: 2022; the composite index 90.00% (below 95%, 5.00 points short)"
    )


def test_what_is_missing_is_named_with_what_is_possible_meanwhile() -> None:
    case = replace(sheets()["so-y-te"], previous=Previous())
    repeat = told(rubric_of("so"), case, "review_repeat", VI)
    assert repeat["conclusion"] == (
        "Chưa xác định được “Kiểm điểm năm thứ hai liên tiếp” đối với so-y-te năm 2022 do thiếu số liệu."
    )
    assert repeat["sentences"] == [
        "Năm 2022 có 02 lĩnh vực thuộc diện phải kiểm điểm.",
        "Số liệu còn thiếu: diện kiểm điểm của kỳ đánh giá trước (chưa có số liệu).",
        "Có thể có, tùy theo số liệu còn thiếu: Năm thứ hai liên tiếp thuộc diện phải kiểm điểm.",
    ]
    assert repeat["short"].endswith(
        "chưa xác định được do thiếu số liệu: diện kiểm điểm của kỳ đánh giá trước (chưa có số liệu)"
    )


def test_what_nobody_has_read_is_cited_as_stated_elsewhere_and_without_an_article() -> None:
    for citation in agency_told("so-y-te", "head_rating")["citations"]:
        assert ", theo nội dung nêu tại Mục IV, Phần thứ nhất, Báo cáo số 27/BC-UBND ngày 01/3/2023" in citation
        assert "iều " not in citation.split(", theo")[0]
    assert agency_told("so-y-te", "review")["citations"][0].startswith("Nghị quyết năm 2021 của Ban Thường vụ Tỉnh ủy")


def test_assumptions_are_told_wherever_the_rating_is() -> None:
    assert len(agency_told("nam-sach", "head_rating", EN)["assumptions"]) == 2


def test_nobody_is_told_of_a_better_outcome_than_the_best() -> None:
    sentences = agency_told("nam-sach", "head_rating", EN)["sentences"]
    assert not [each for each in sentences if each.startswith("To reach")]


@pytest.mark.parametrize("agency", sheets())
def test_every_agency_is_told_in_both_languages_without_words_of_the_other(agency: str) -> None:
    rubric = rubric_of(block_of(agency))
    result = result_of(rubric, sheets()[agency])
    vi, en = (as_text(explain(rubric, result, language, Names("Cơ quan")), language) for language in (VI, EN))
    assert "{" not in vi + en
    assert not [word for word in ("Not ", "points", "Basis", "Assumption") if word in vi]
    assert not [word for word in ("điểm ", "Căn cứ", "Giả định") if word in en.replace("kiểm điểm", "")]
    assert one_line(rubric, result, VI).startswith("Nhóm")


def test_a_shortfall_is_rounded_up_so_that_reaching_it_suffices() -> None:
    """Kim Thành under a floor of 85%: 4.675 of 5.5 points are needed, 4.50 are there."""
    floor = table("t", rule("good", when(LowestPercent("few"), ">=", 85)), rule("fair", when(TotalPoints(), ">=", 0)))
    world = rubric(floor, criteria=(leaf("a", "5.5"), leaf("b")), scopes={"few": ("a",)})
    assert told(world, sheet({"a": "4.5", "b": 9}), "t")["sentences"][-1] == (
        "To reach “good (en)”, a (en) needs at least 4.68/5.5 points and lacks 0.18 points."
    )


def test_an_area_that_is_not_assessed_lacks_nothing() -> None:
    floor = table("t", rule("good", when(LowestPercent("few"), ">=", 80)), rule("fair", when(TotalPoints(), ">=", 0)))
    world = rubric(floor, criteria=(leaf("a"), leaf("b")), scopes={"few": ("a", "b")})
    assert told(world, sheet({"a": 7, "b": NA}), "t")["sentences"][-1] == (
        "To reach “good (en)”, a (en) needs at least 8.00/10 points and lacks 1.00 points."
    )


def test_what_must_be_passed_is_not_reached_by_standing_on_it() -> None:
    above = table("t", rule("good", when(LowestPercent("few"), ">", 80)), rule("fair", when(TotalPoints(), ">=", 0)))
    world = rubric(above, criteria=(leaf("a", step="0.25"),), scopes={"few": ("a",)})
    answer = told(world, sheet({"a": 8}), "t")
    assert answer["sentences"][-1] == (
        "To reach “good (en)”, a (en) needs more than 8.00/10 points and has 8.00 (in steps of 0.25: 0.25 points)."
    )
    assert answer["short"] == "fair (en): the total points: 8 points; a (en) 80.00% (not met: more than 80%)"


@pytest.mark.parametrize(
    ("operator", "threshold", "points", "needed"),
    [
        (">=", 70, "6.94", "at least 6.95/10 points and lacks 0.01 points"),
        (">=", "69.5", "6.94", "at least 6.95/10 points and lacks 0.01 points"),
        (">", 70, "6.95", "at least 7.05/10 points and lacks 0.10 points"),
        (">=", -70, "-7.05", "more than -7.05/10 points and has -7.05"),
    ],
)
def test_where_values_are_rounded_first_less_suffices(operator: str, threshold: int, points: str, needed: str) -> None:
    good = rule("good", when(CriterionPercent("a"), operator, threshold))
    rounded = table("t", good, rule("fair", when(TotalPoints(), ">=", -20)), places=0)
    world = rubric(rounded, criteria=(leaf("a", low=-10), leaf("b")))
    assert (
        told(world, sheet({"a": points, "b": 0}), "t")["sentences"][-2]
        == f"To reach “good (en)”, a (en) needs {needed}."
    )


def test_an_area_that_reaches_the_floor_by_rounding_is_not_told_as_short() -> None:
    floor = table(
        "t", rule("good", when(LowestPercent("few"), ">=", 70)), rule("fair", when(TotalPoints(), ">=", 0)), places=0
    )
    world = rubric(floor, criteria=(leaf("a"), leaf("b")), scopes={"few": ("a", "b")})
    sentences = told(world, sheet({"a": "6.96", "b": 6}), "t")["sentences"]
    assert sentences[-2] == (
        "To reach “good (en)”, b (en) needs at least 6.95/10 points and lacks 0.95 points; all the others are at 70% or more."
    )
