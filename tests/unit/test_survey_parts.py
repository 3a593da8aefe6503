"""Surveys: what is refused, what checks find, content both ways, sentences in both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from rules.answer_content import answer_of
from rules.ballots import MOST_BALLOTS, GroupBallots, Marks, Surveyed, SurveyPercent
from rules.ballots_content import ballots_content
from rules.canonical import canonical
from rules.errors import Refusal
from rules.method_content import method_content, method_of
from rules.method_finding import Severity
from rules.methods.survey import (
    Axis,
    Denominator,
    Group,
    Level,
    Minimum,
    Places,
    Question,
    Survey,
    SurveyTakenOver,
    Then,
    Weighing,
)
from rules.methods.survey_scale import Band, Banded, Proportional, Target
from rules.survey_acceptance import survey_refusals
from rules.survey_checks import check_survey
from rules.survey_phrases import survey_described
from rules.survey_scoring import Bounds, score_survey
from rules.text import Text
from rules.together import all_of
from tests.surveys import ballots, counted, marks, survey
from tests.told import EN, VI

TEN = Bounds(Fraction(0), Fraction(10))


def band(at_least: str, points: str) -> Band:
    return Band(Fraction(at_least), Fraction(points))


def places_of(refusals: Iterable[Refusal]) -> list[str]:
    return [".".join(map(str, refusal.at)) for refusal in refusals]


# ---- values that are refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "values", "at"),
    [
        (Target, {"percent": Fraction(0)}, ["percent"]),
        (Target, {"percent": Fraction(101)}, ["percent"]),
        (Target, {"percent": Fraction(80), "floor": Fraction(81)}, ["floor"]),
        (Target, {"percent": Fraction(80), "floor": Fraction(-1)}, ["floor"]),
        (Banded, {"bands": ()}, ["bands"]),
        (Banded, {"bands": (band("1", "0"),)}, ["bands.0.at_least"]),
        (
            Banded,
            {"bands": (band("0", "0"), band("0", "1"), band("101", "2"))},
            ["bands.1.at_least", "bands.2.at_least"],
        ),
        (Banded, {"bands": (band("0", "0.0000001"),)}, ["bands.0.points"]),
        (Minimum, {"ballots": -1, "of_group": 10**11}, ["ballots", "of_group"]),
        (Minimum, {"returned": Fraction(101)}, ["returned"]),
        (Minimum, {"ballots": 1, "deduction": Fraction(1)}, ["deduction"]),
        (Minimum, {"ballots": 1, "deduction": Fraction(-1)}, ["deduction"]),
        (Minimum, {"ballots": 1, "deduction": Fraction(1, 3), "then": Then.DEDUCT}, ["deduction"]),
        (Minimum, {"then": Then.DEDUCT}, ["deduction", "then"]),
        (Places, {"share": -1, "mean": 7, "points": 7}, ["share", "mean", "points"]),
    ],
)
def test_parts_of_a_survey_are_refused_with_where(build: Any, values: Mapping[str, Any], at: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        build(**values)
    assert places_of(all_of(refused.value)) == at


@pytest.mark.parametrize(
    ("values", "at"),
    [
        ({"worth": {}}, ["levels"]),
        ({"worth": {"1": -1, "2": 101, "3": "0.0000001"}}, ["levels.0.worth", "levels.1.worth", "levels.2.worth"]),
        ({"questions": ()}, ["questions"]),
        ({"questions": ("a", "a", " ")}, ["questions.1.code", "questions.2.code"]),
        ({"groups": ()}, ["groups"]),
        ({"questions_by": Weighing.BALLOTS}, ["questions_by"]),
        ({"questions_by": Weighing.FIXED}, ["questions.0.weight"]),
        ({"groups": {"x": 1}}, ["groups.0.weight"]),
        ({"groups": {"x": -1, "y": "0.0000001"}, "groups_by": Weighing.FIXED}, ["groups.0.weight", "groups.1.weight"]),
        ({"groups": {"x": 0, "y": 0}, "groups_by": Weighing.FIXED}, ["groups"]),
        ({"groups": (), "groups_by": Weighing.FIXED}, ["groups"]),
        ({"worth": {"1": 0, "2": 50}, "all_positive": True}, ["levels"]),
    ],
)
def test_a_survey_that_cannot_be_worked_out_is_refused_with_where(values: Mapping[str, Any], at: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        survey(**values)
    assert places_of(all_of(refused.value)) == at


def test_a_refusal_says_what_is_allowed_in_both_languages() -> None:
    with pytest.raises(Refusal) as refused:
        survey(groups={"x": 0}, groups_by=Weighing.FIXED)
    assert EN.say(refused.value) == (
        "survey: respondent groups: “0” is not allowed. Allowed: weights that add up to more than 0."
    )
    assert "các hệ số có tổng lớn hơn 0" in VI.say(refused.value)


# ---- ballots that are refused ----------------------------------------------------------------------------------------

ASKED = survey(questions=("a", "b"), groups=("x", "y"))
GOOD = ballots("x", a=marks(0, 1, 0, 3, 0), b=marks(0, 0, 0, 0, 2, blank=1, no_opinion=1))
OTHER = ballots("y", a=marks(0, 1, 0, 3, 0), b=marks(0, 1, 0, 3, 0))


def refused(asked: Survey, *groups: GroupBallots, average: Fraction | None = None) -> list[tuple[str, str]]:
    found = survey_refusals(asked, counted(*groups, block_average=average), "c", ("answers", 0))
    return [(refusal.code, ".".join(map(str, refusal.at)).removeprefix("answers.0.")) for refusal in found]


def changed(**questions: Marks) -> GroupBallots:
    return replace(GOOD, questions={**GOOD.questions, **questions})


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ((GOOD, OTHER), []),
        ((GOOD,), [("missing-from-survey", "groups")]),
        ((GOOD, OTHER, OTHER), [("counted-twice", "groups.2.group")]),
        ((GOOD, OTHER, replace(OTHER, group="z")), [("unknown-to-survey", "groups.2.group")]),
        ((replace(GOOD, issued=-1), OTHER), [("ballots-out-of-range", "groups.0.issued")]),
        ((replace(GOOD, issued=MOST_BALLOTS + 1), OTHER), [("ballots-out-of-range", "groups.0.issued")]),
        ((replace(GOOD, returned=5), OTHER), [("ballots-out-of-range", "groups.0.returned")]),
        ((replace(GOOD, invalid=5), OTHER), [("ballots-out-of-range", "groups.0.invalid")]),
        ((changed(c=marks(4)), OTHER), [("unknown-to-survey", "groups.0.questions.c")]),
        ((replace(GOOD, questions={"a": GOOD.questions["a"]}), OTHER), [("missing-from-survey", "groups.0.questions")]),
        ((changed(a=Marks({"6": 4})), OTHER), [("unknown-to-survey", "groups.0.questions.a.levels.6")]),
        (
            (changed(a=marks(-1, 5)), OTHER),
            [
                ("ballots-out-of-range", "groups.0.questions.a.levels.1"),
                ("ballots-out-of-range", "groups.0.questions.a.levels.2"),
            ],
        ),
        (
            (changed(a=marks(4, blank=-1, no_opinion=5)), OTHER),
            [
                ("ballots-out-of-range", "groups.0.questions.a.blank"),
                ("ballots-out-of-range", "groups.0.questions.a.no_opinion"),
            ],
        ),
        (
            (changed(a=marks(3), b=marks(4, blank=1)), OTHER),
            [
                ("answers-differ", "groups.0.questions.a"),
                ("answers-differ", "groups.0.questions.b"),
            ],
        ),
        ((replace(GOOD, all_positive=1), OTHER), [("not-asked", "groups.0.all_positive")]),
    ],
)
def test_counts_that_do_not_fit_are_refused_with_where(
    groups: tuple[GroupBallots, ...], found: list[tuple[str, str]]
) -> None:
    assert refused(ASKED, *groups) == found


@pytest.mark.parametrize(
    ("given", "denominator", "found"),
    [
        (None, Denominator(), [("missing-from-survey", "groups.0.all_positive")]),
        (1, Denominator(), [("ballots-out-of-range", "groups.0.all_positive")]),
        (2, Denominator(), []),
        (5, Denominator(), []),
        (6, Denominator(), [("ballots-out-of-range", "groups.0.all_positive")]),
        (4, Denominator(blanks=True), []),
        (5, Denominator(blanks=True), [("ballots-out-of-range", "groups.0.all_positive")]),
        (4, Denominator(no_opinion=True), []),
        (5, Denominator(no_opinion=True), [("ballots-out-of-range", "groups.0.all_positive")]),
        (3, Denominator(blanks=True, no_opinion=True), []),
        (4, Denominator(blanks=True, no_opinion=True), [("ballots-out-of-range", "groups.0.all_positive")]),
    ],
)
def test_ballots_all_positive_are_as_many_as_the_counts_of_questions_leave_room_for(
    given: int | None, denominator: Denominator, found: list[tuple[str, str]]
) -> None:
    """Of 8 ballots 7 are positive on a, and 3 on b with a blank and a “no opinion”: from 7 + 3 - 8 = 2 to 3 + 1 + 1."""
    asked = survey(questions=("a", "b"), all_positive=True, denominator=denominator)
    people = ballots(all_positive=given, a=marks(0, 1, 0, 7, 0), b=marks(0, 3, 0, 0, 3, blank=1, no_opinion=1))
    assert refused(asked, people) == found


@pytest.mark.parametrize(
    ("then", "average", "found"),
    [
        (Then.COUNCIL, "80", [("not-asked", "block_average")]),
        (Then.BLOCK_AVERAGE, "80", []),
        (Then.BLOCK_AVERAGE, "100.5", [("percent-out-of-range", "block_average")]),
    ],
)
def test_the_average_of_the_block_is_taken_only_where_the_survey_uses_it(
    then: Then, average: str, found: list[tuple[str, str]]
) -> None:
    asked = replace(ASKED, minimum=Minimum(then=then))
    assert refused(asked, GOOD, OTHER, average=Fraction(average)) == found


def test_a_small_sample_is_refused_where_the_survey_says_so_and_each_shortage_is_named() -> None:
    minimum = Minimum(ballots=9, of_group=5, returned=Fraction(90), then=Then.REFUSE)
    asked = replace(ASKED, minimum=minimum)
    answer = counted(replace(GOOD, issued=8), OTHER)
    said = [EN.say(refusal) for refusal in survey_refusals(asked, answer, "9.1 Survey")]
    assert [each.removesuffix("; with fewer this survey is not scored.") for each in said] == [
        "9.1 Survey, valid ballots: 8. Allowed: at least 9",
        "9.1 Survey, x (en): valid ballots: 4. Allowed: at least 5",
        "9.1 Survey, y (en): valid ballots: 4. Allowed: at least 5",
        "9.1 Survey, ballots returned, in per cent of those issued: 66.66. Allowed: at least 90",
    ]
    assert refused(replace(asked, minimum=Minimum(then=Then.REFUSE)), GOOD, OTHER) == []


def test_a_survey_that_nobody_answered_is_refused_where_small_samples_are() -> None:
    asked = survey(minimum=Minimum(then=Then.REFUSE))
    assert refused(asked, ballots(q=marks(blank=9))) == [("nobody-answered", "groups")]


# ---- static checks ---------------------------------------------------------------------------------------------------

FIXED = Weighing.FIXED
TWO = ("x", "y")
EACH = Minimum(of_group=1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (survey(), []),
        (survey({"1": 50, "2": 50}), ["levels", "scale"]),
        (survey({"1": 0, "2": 100, "3": 50}), ["levels.2.worth"]),
        (survey(groups={"x": 0, "y": 1}, groups_by=FIXED), ["groups.0.weight"]),
        (survey(questions={"x": 0, "y": 1}, questions_by=FIXED), ["questions.0.weight"]),
        (survey(questions=TWO, groups_by=Weighing.ANSWERS), ["groups_by"]),
        (survey(questions=TWO, groups_by=Weighing.ANSWERS, all_positive=True), []),
        (survey(questions=TWO, groups_by=Weighing.ANSWERS, questions_by=Weighing.ANSWERS), []),
        (survey(groups_by=Weighing.ANSWERS), []),
        (survey(groups=TWO, questions_by=Weighing.ANSWERS, first=Axis.GROUPS, minimum=EACH), ["questions_by"]),
        (survey(questions_by=Weighing.ANSWERS, first=Axis.GROUPS), []),
        (survey(groups=TWO, groups_by=Weighing.BALLOTS), []),
        (survey(groups=TWO, groups_by=Weighing.BALLOTS, places=Places(1, 1)), ["places.share", "places.mean"]),
        (survey(groups=TWO, questions_by=Weighing.ANSWERS, places=Places(1, 1), minimum=EACH), ["places.share"]),
        (survey(groups=TWO), ["minimum.of_group"]),
        (survey(minimum=Minimum(ballots=9, then=Then.DEDUCT, deduction=Fraction(10))), []),
        (survey(minimum=Minimum(ballots=9, then=Then.DEDUCT, deduction=Fraction(11))), ["minimum.deduction"]),
        (survey({"1": 0, "2": 80}, scale=Target(Fraction(80))), []),
        (survey({"1": 0, "2": 80}, scale=Target(Fraction(81))), ["scale"]),
        (survey({"1": 0, "2": 80}), ["scale"]),
        (survey(scale=Banded((band("0", "0"), band("90", "10")))), []),
        (survey(scale=Banded((band("0", "-1"), band("90", "11")))), ["scale.bands.0.points", "scale.bands.1.points"]),
        (
            survey({"1": 0, "2": 80}, scale=Banded((band("0", "0"), band("81", "10")))),
            ["scale.bands.1.at_least", "scale"],
        ),
        (survey(scale=Banded((band("0", "10"), band("90", "9")))), ["scale.bands.1.points"]),
        (SurveyTakenOver(), []),
        (SurveyTakenOver(scale=Banded((band("0", "9"),))), ["scale.bands"]),
    ],
)
def test_checks_find_what_cannot_be_scored_never_happens_or_goes_against_sense(
    asked: Survey | SurveyTakenOver, found: list[str]
) -> None:
    assert [".".join(map(str, each.at)) for each in check_survey(asked, TEN)] == found


def test_points_that_are_out_of_bounds_are_errors_the_rest_are_warnings() -> None:
    asked = survey({"1": 0, "2": 80}, scale=Banded((band("0", "-1"), band("90", "10"))))
    assert [(each.severity, EN.written(each.words)) for each in check_survey(asked, TEN)] == [
        (Severity.ERROR, "The band from 0% earns -1 points. Allowed: from 0 to 10"),
        (Severity.WARNING, "The band from 90% is never reached: the best answers make 80%"),
        (Severity.WARNING, "No answer earns the maximum of 10 points: the best answers make 80%"),
    ]


def test_a_finding_is_said_in_vietnamese_as_well() -> None:
    (found,) = check_survey(survey({"1": 100, "2": 100}), TEN)
    assert VI.written(found.words) == "Mọi mức được tính như nhau: câu trả lời không làm thay đổi kết quả"


# ---- content ---------------------------------------------------------------------------------------------------------

FULL = survey(
    {"1": 0, "2": 50, "3": 100},
    {"a": 1, "b": "0.5"},
    {"x": 2, "y": 0},
    questions_by=Weighing.FIXED,
    groups_by=Weighing.FIXED,
    first=Axis.GROUPS,
    all_positive=True,
    denominator=Denominator(blanks=True, no_opinion=True, invalid=True),
    minimum=Minimum(30, 5, Fraction(70), Then.DEDUCT, Fraction("0.5")),
    places=Places(0, 1, 2, 3),
    scale=Target(Fraction(95), Fraction(60)),
)


@pytest.mark.parametrize(
    "asked",
    [
        survey(),
        FULL,
        replace(FULL, scale=Target(Fraction(95))),
        replace(FULL, scale=Banded((band("0", "0"), band("90", "2.5")))),
    ],
)
def test_a_survey_is_read_back_from_its_content_as_it_was(asked: Survey) -> None:
    content = method_content(asked)
    assert method_of(content) == asked
    assert canonical(method_content(method_of(content))) == canonical(content)


@pytest.mark.parametrize("scale", [Proportional(), Target(Fraction(90)), Banded((band("0", "1"),))])
def test_the_taking_over_of_a_survey_is_read_back_from_its_content(scale: Any) -> None:
    asked = SurveyTakenOver(Places(percent=1), scale)
    assert method_of(method_content(asked)) == asked


def test_content_leaves_out_what_is_as_by_default() -> None:
    content = method_content(survey({"1": 0, "2": 100}))
    assert content == {
        "kind": "survey",
        "levels": [
            {"code": "1", "name": {"vi": "1 (vi)", "en": "1 (en)"}, "worth": "0"},
            {"code": "2", "name": {"vi": "2 (vi)", "en": "2 (en)"}, "worth": "100"},
        ],
        "questions": [{"code": "q", "name": {"vi": "q (vi)", "en": "q (en)"}}],
        "groups": [{"code": "people", "name": {"vi": "people (vi)", "en": "people (en)"}}],
    }


@pytest.mark.parametrize(
    "answer",
    [
        counted(GOOD, OTHER),
        counted(replace(GOOD, all_positive=0, issued=9), block_average="84.5"),
    ],
)
def test_counted_ballots_are_read_back_from_their_content(answer: Surveyed) -> None:
    content = ballots_content(answer)
    again = answer_of({"criterion": "c", **content})
    assert isinstance(again, Surveyed)
    assert canonical(ballots_content(again)) == canonical(content)
    asked = ASKED if len(answer.groups) > 1 else survey(questions=("a", "b"), groups=("x",))
    assert score_survey(asked, again, TEN).points == score_survey(asked, answer, TEN).points


def test_one_report_has_one_content_whatever_its_order_and_whether_noughts_are_written() -> None:
    short = replace(GOOD, questions={"b": GOOD.questions["b"], "a": Marks({"4": 3, "2": 1})})
    assert canonical(ballots_content(counted(GOOD, OTHER))) == canonical(ballots_content(counted(OTHER, short)))


def test_a_percentage_taken_over_is_read_back_from_its_content() -> None:
    answer = SurveyPercent("c", Fraction("92.67"), "1/BC")
    assert ballots_content(answer) == {"percent": "92.67", "document": "1/BC"}
    assert answer_of({"criterion": "c", **ballots_content(answer)}) == answer


# ---- sentences about the survey --------------------------------------------------------------------------------------


def levels(**worth: str) -> tuple[Level, ...]:
    names = {"bad": Text("Không hài lòng", "Dissatisfied"), "good": Text("Hài lòng", "Satisfied")}
    return tuple(Level(code, names[code], Fraction(value)) for code, value in worth.items())


PEOPLE = Group("people", Text("Người dân", "Citizens"))
OVERALL = Question("q", Text("Hài lòng chung", "Satisfied in general"))
PLAIN = Survey(levels(bad="0", good="100"), (OVERALL,), (PEOPLE,))


def test_a_plain_survey_is_described_in_english() -> None:
    assert survey_described(PLAIN, EN) == [
        "Satisfaction index: the share of answers at Satisfied",
        "Question: Satisfied in general",
        "Respondent group: Citizens",
        "Not in the denominator: blank answers, “no opinion”, invalid ballots",
        "Where no answer counts, the Council decides",
        "Rounded half-up: points to 2 decimals",
        "Points: the satisfaction index times the maximum points",
    ]


def test_a_plain_survey_is_described_in_vietnamese() -> None:
    assert survey_described(PLAIN, VI) == [
        "Chỉ số hài lòng: tỷ lệ câu trả lời ở mức Hài lòng",
        "Câu hỏi: Hài lòng chung",
        "Nhóm đối tượng điều tra: Người dân",
        "Không tính vào mẫu số: câu để trống, “không có ý kiến”, phiếu không hợp lệ",
        "Trường hợp không có câu trả lời nào được tính, trình Hội đồng xem xét",
        "Làm tròn: điểm đến 2 chữ số thập phân",
        "Cách tính điểm: Chỉ số hài lòng nhân với điểm tối đa",
    ]


def test_every_parameter_is_described() -> None:
    asked = survey(
        {"1": 0, "2": 50, "3": 100},
        {"a": 1, "b": "0.5"},
        ("x", "y"),
        questions_by=Weighing.FIXED,
        groups_by=Weighing.BALLOTS,
        denominator=Denominator(blanks=True, no_opinion=True, invalid=True),
        minimum=Minimum(30, 5, Fraction(70), Then.DEDUCT, Fraction("0.5")),
        places=Places(0, 1, 2, 3),
        scale=Target(Fraction(95), Fraction(60)),
    )
    assert survey_described(asked, EN) == [
        "Satisfaction index: the mean of the answers, worth 1 (en) 0%; 2 (en) 50%; 3 (en) 100%",
        "Questions (with fixed weights): a (en) (weight 1); b (en) (weight 0.5)",
        "Respondent groups (by number of ballots): x (en); y (en)",
        "Averaged over the questions of each group first, then over the groups",
        "In the denominator as well: blank answers, “no opinion”, invalid ballots",
        (
            "Least sample: 30 valid ballots in all; 5 valid ballots in each group; 70% of the ballots issued returned. "
            "With less, 0.50 points are deducted"
        ),
        (
            "Rounded half-up: the share of each question in each group to 0 decimals; what is averaged first to 1 "
            "decimals; the satisfaction index to 2 decimals; points to 3 decimals"
        ),
        "Points: the maximum from 95% on; below, the share of 95% that is reached; below 60%, 0",
    ]


def test_ballots_counted_whole_are_described() -> None:
    asked = survey({"1": 0, "2": 100}, ("a", "b"), all_positive=True, denominator=Denominator(blanks=True))
    described = survey_described(replace(asked, scale=Target(Fraction(95))), EN)
    assert described[0] == "Satisfaction index: the share of ballots with every answer at 2 (en)"
    assert described[1] == "Questions: a (en); b (en)"
    assert described[3:5] == ["Counted as not positive: blank answers", "Passed over: “no opinion”, invalid ballots"]
    assert described[-1] == "Points: the maximum from 95% on; below, the share of 95% that is reached"


def test_a_survey_taken_over_and_bands_are_described() -> None:
    asked = SurveyTakenOver(scale=Banded((band("0", "0"), band("90", "3"), band("95", "6"))))
    assert survey_described(asked, VI) == [
        "Chỉ số hài lòng: lấy kết quả của cuộc điều tra khác, kèm văn bản",
        "Làm tròn: điểm đến 2 chữ số thập phân",
        "Cách tính điểm: từ 95% trở lên: 6,00 điểm; từ 90% đến dưới 95%: 3,00 điểm; từ 0% đến dưới 90%: 0,00 điểm",
    ]
