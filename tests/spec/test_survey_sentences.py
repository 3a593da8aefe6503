"""Chapter 20, in sentences: how ballots became points, and that a small group is never shown alone."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.ballots import GroupBallots, SurveyPercent
from rules.language import Language
from rules.methods.survey import Axis, Group, Minimum, Places, Question, Survey, SurveyTakenOver, Then, Weighing
from rules.methods.survey_scale import Band, Banded, Target
from rules.survey_scoring import Bounds, score_survey, score_taken_over
from rules.survey_sentences import SurveyTelling, survey_told
from rules.text import Text
from tests.surveys import ballots, counted, marks, satisfied, survey
from tests.told import EN, VI

TEN = Bounds(Fraction(0), Fraction(10))
NAMES = {
    "council": "Đại biểu HĐND tỉnh",
    "front": "Lãnh đạo Ủy ban MTTQ tỉnh",
    "districts": "Lãnh đạo cấp huyện",
    "people": "Người dân và doanh nghiệp",
}
BOTH = Survey(
    survey().levels,
    (Question("q", Text("Hài lòng chung", "In general")),),
    tuple(Group(code, Text(name)) for code, name in NAMES.items()),
    groups_by=Weighing.ANSWERS,
)


def told(
    asked: Survey, *groups: GroupBallots, language: Language = EN, bounds: Bounds = TEN, **answer: int
) -> list[str]:
    working = score_survey(asked, counted(*groups, **answer), bounds)
    return survey_told(SurveyTelling(asked, working, bounds, language))


DEPARTMENTS = (
    satisfied("council", 18, 20),
    satisfied("front", 3, 4),
    satisfied("districts", 84, 96),
    satisfied("people", 579, 640),
)


def test_the_survey_on_departments_is_told_in_vietnamese_with_the_four_ballots_of_the_front_beside_the_next() -> None:
    """The two groups together are 21 of 24, 87.5%."""
    assert told(BOTH, *DEPARTMENTS, language=VI) == [
        "Số phiếu phát ra 760, thu về 760, hợp lệ 760, không hợp lệ 0",
        (
            "Theo nhóm đối tượng điều tra: Lãnh đạo cấp huyện 87,50%; Người dân và doanh nghiệp 90,47%; "
            "Lãnh đạo Ủy ban MTTQ tỉnh + Đại biểu HĐND tỉnh 87,50%"
        ),
        "Chỉ số hài lòng: 90,00%",
        "90,00% của điểm tối đa 10 điểm: 9,00 điểm",
    ]


def test_the_survey_on_departments_is_told_in_english() -> None:
    sentences = told(BOTH, *DEPARTMENTS)
    assert sentences[0] == "Ballots: 760 issued, 760 returned, 760 valid, 0 invalid"
    assert sentences[2:] == ["Satisfaction index: 90.00%", "90.00% of 10 points: 9.00 points"]


# ---- privacy ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((4, 10, 20, 30), ["c", "d", "a + b"]),
        ((4, 3, 20, 30), ["c", "d", "a + b"]),
        ((1, 2, 20, 30), ["d", "a + b + c"]),
        ((5, 6, 7, 8), ["a", "b", "c", "d"]),
        ((0, 4, 9, 8), ["c", "b + d"]),
    ],
)
def test_a_group_below_five_is_told_with_the_next_smaller_ones_until_they_are_five_and_two(
    sizes: tuple[int, ...], shown: list[str]
) -> None:
    asked = survey(groups="abcd")
    groups = (satisfied(code, of // 2, of) for code, of in zip("abcd", sizes, strict=True))
    (sentence,) = [each for each in told(asked, *groups) if each.startswith("By respondent group")]
    named = sentence.removeprefix("By respondent group: ").replace(" (en)", "").split("; ")
    assert [each.rsplit(" ", 1)[0] for each in named] == shown


def test_two_groups_of_which_one_is_small_are_not_told_apart() -> None:
    asked = survey(groups="ab")
    assert not [each for each in told(asked, satisfied("a", 2, 4), satisfied("b", 9, 20)) if "group" in each]


def test_what_is_told_together_is_weighed_as_in_the_survey() -> None:
    """50% at weight 1 and 100% at weight 3 are 87.5%; a group that weighs nothing is not told."""
    asked = survey(groups={"a": 1, "b": 3, "c": 1, "d": 0}, groups_by=Weighing.FIXED)
    groups = (satisfied("a", 2, 4), satisfied("b", 6, 6), satisfied("c", 0, 9), satisfied("d", 0, 5))
    assert told(asked, *groups)[1] == "By respondent group: c (en) 0.00%; a (en) + b (en) 87.50%"


@pytest.mark.parametrize("first", Axis)
def test_the_index_of_fewer_than_five_ballots_is_not_told(first: Axis) -> None:
    asked = survey(first=first)
    assert told(asked, satisfied("people", 3, 4)) == [
        "Ballots: 4 issued, 4 returned, 4 valid, 0 invalid",
        "Fewer than 5 ballots: the satisfaction index is not shown; 7.50 points",
    ]


def test_nor_where_all_that_weighs_comes_from_a_small_group() -> None:
    asked = survey(groups={"a": 1, "b": 0}, groups_by=Weighing.FIXED)
    assert "Fewer than 5 ballots" in told(asked, satisfied("a", 3, 4), satisfied("b", 3, 90))[-1]


def test_a_question_that_only_a_small_group_answered_is_not_told_by_itself() -> None:
    asked = survey(questions="rst", groups="ab", first=Axis.GROUPS)
    half, none = marks(0, 2, 0, 2, 0), marks(blank=20)
    many = marks(0, 5, 0, 15, 0)
    sentences = told(asked, ballots("a", r=half, s=half, t=half), ballots("b", r=many, s=none, t=many))
    assert sentences[1] == "By question: r (en) 62.50%; t (en) 62.50%"


# ---- samples that are too small --------------------------------------------------------------------------------------


def test_every_shortage_is_told_and_a_small_group_without_its_number() -> None:
    asked = survey(groups="abc", minimum=Minimum(50, 20, Fraction(90)))
    groups = (satisfied("a", 2, 4), satisfied("b", 9, 10), replace(satisfied("c", 20, 30), issued=36))
    assert told(asked, *groups) == [
        "Ballots: 50 issued, 44 returned, 44 valid, 0 invalid",
        "The least sample is missed: 44 valid ballots of at least 50",
        "The least sample is missed: a (en), fewer than 5 valid ballots of at least 20",
        "The least sample is missed: b (en), 10 valid ballots of at least 20",
        "The least sample is missed: 88.00% of the ballots issued returned, of at least 90%",
        "The points are not determined and are submitted to the Council",
    ]


@pytest.mark.parametrize(
    ("then", "sentence"),
    [
        (Then.COUNCIL, "Chưa xác định được điểm, trình Hội đồng xem xét"),
        (Then.BLOCK_AVERAGE, "Chưa xác định được điểm do chưa có bình quân khối"),
        (Then.EXCLUDE, "Không tính vào điểm tối đa áp dụng"),
    ],
)
def test_why_there_are_no_points_is_told(then: Then, sentence: str) -> None:
    asked = survey(minimum=Minimum(30, then=then))
    assert told(asked, satisfied("people", 9, 10), language=VI)[-1] == sentence


def test_points_that_were_deducted_are_told() -> None:
    asked = survey(minimum=Minimum(30, then=Then.DEDUCT, deduction=Fraction("0.5")))
    assert told(asked, satisfied("people", 9, 10), language=VI)[1:] == [
        "Chưa đủ mẫu tối thiểu: 10 phiếu hợp lệ, tối thiểu 30 phiếu",
        "Chỉ số hài lòng: 90,00%",
        "90,00% của điểm tối đa 10 điểm: 9,00 điểm",
        "Trừ 0,50 điểm do chưa đủ mẫu tối thiểu: còn 8,50 điểm",
    ]


def test_the_average_of_the_block_is_told_in_place_of_the_ballots() -> None:
    asked = survey(groups="ab", minimum=Minimum(30, then=Then.BLOCK_AVERAGE))
    assert told(asked, satisfied("a", 9, 10), satisfied("b", 1, 10), block_average=84)[2:] == [
        "The average of the block holds: 84.00%",
        "84.00% of 10 points: 8.40 points",
    ]


# ---- points ----------------------------------------------------------------------------------------------------------

FLOORED = Target(Fraction(95), Fraction(60))
BANDS = Banded((Band(Fraction(0), Fraction(0)), Band(Fraction(90), Fraction(3)), Band(Fraction(95), Fraction(6))))


@pytest.mark.parametrize(
    ("asked", "positive", "sentence"),
    [
        (survey(scale=FLOORED), 95_000, "95,00%, đạt chỉ tiêu 95%: 10,00 điểm"),
        (survey(scale=FLOORED), 91_200, "91,20% so với chỉ tiêu 95%, điểm tối đa 10 điểm: 9,60 điểm"),
        (survey(scale=FLOORED), 94_999, "94,999% so với chỉ tiêu 95%, điểm tối đa 10 điểm: 10,00 điểm"),
        (survey(scale=FLOORED), 59_999, "59,999%, dưới mức 60%, mức đạt điểm tối đa từ 95% trở lên: 0,00 điểm"),
        (survey(scale=BANDS), 97_000, "97,00%, thuộc khoảng từ 95% trở lên: 6,00 điểm"),
        (survey(scale=BANDS), 94_999, "94,999%, thuộc khoảng từ 90% đến dưới 95%: 3,00 điểm"),
    ],
)
def test_the_part_of_the_scale_that_applied_is_told_and_no_percentage_is_printed_onto_a_threshold(
    asked: Survey, positive: int, sentence: str
) -> None:
    assert told(asked, satisfied("people", positive, 100_000), language=VI)[-1] == sentence


def test_points_that_were_kept_within_the_bounds_are_told() -> None:
    asked = survey(places=Places(points=1))
    low = Bounds(Fraction(0), Fraction("0.25"))
    assert told(asked, satisfied("people", 9, 9), bounds=low)[-1] == "Kept between 0 and 0.25 points: 0.25 points"


def test_a_percentage_taken_over_is_told_with_its_document() -> None:
    asked = SurveyTakenOver()
    working = score_taken_over(asked, SurveyPercent("c", Fraction("92.67"), "Báo cáo số 1/BC-UBND"), TEN)
    assert survey_told(SurveyTelling(asked, working, TEN, VI)) == [
        "Chỉ số hài lòng lấy từ cuộc điều tra khác: 92,67% (theo Báo cáo số 1/BC-UBND)",
        "92,67% của điểm tối đa 10 điểm: 9,27 điểm",
    ]
