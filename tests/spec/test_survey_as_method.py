"""Chapter 20, among the methods of scoring: steps that come to the points, checks, sentences, and what is refused."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given

from rules.answer import Answer, Chosen, Measured, Points, Reported, Sourced
from rules.ballots import SurveyPercent
from rules.errors import Refusal
from rules.method_checks import check
from rules.method_phrases import method_sentence
from rules.methods import Method
from rules.methods.survey import Minimum, Places, Survey, SurveyTakenOver, Then
from rules.methods.survey_scale import Band, Banded, Target
from rules.result import CriterionLine, Result
from rules.scored import recomputed
from rules.scoring import score
from rules.sentences import explain
from rules.sheet import Sheet
from rules.survey_scoring import Bounds
from rules.working_phrases import arithmetic, working_sentence
from tests.builders import area, leaf, result_of, rubric
from tests.spec.test_survey_laws import Ballot, aggregated, cases, worked
from tests.surveys import counted, satisfied, survey
from tests.told import EN, VI

TEN = leaf("c", 10)
FLOORED = Target(Fraction(85), Fraction(60))
BANDS = Banded((Band(Fraction(0), Fraction(1)), Band(Fraction(90), Fraction(10))))
DEDUCTED = Minimum(ballots=2000, then=Then.DEDUCT, deduction=Fraction("0.5"))


@pytest.mark.parametrize(
    ("method", "positive", "points", "steps"),
    [
        (survey(), 912, "9.12", "91.2 x 10 / 100 = 9.12"),
        (survey(places=Places(points=1)), 912, "9.1", "91.2 x 10 / 100, rounded to 1 decimals: 9.1"),
        (survey(scale=FLOORED), 600, "7.06", "60 / 85 x 10, rounded to 2 decimals: 7.06"),
        (survey(scale=FLOORED), 850, "10", "10"),
        (survey(scale=FLOORED), 599, "0", "0"),
        (survey(scale=BANDS), 912, "10", "10"),
        (survey(scale=BANDS), 89, "1", "1"),
        (survey(minimum=DEDUCTED), 912, "8.62", "91.2 x 10 / 100 - 0.5 = 8.62"),
    ],
)
def test_the_working_of_a_survey_is_a_start_and_steps_that_come_to_the_points(
    method: Method, positive: int, points: str, steps: str
) -> None:
    scored = score(method, counted(satisfied("people", positive, 1000)), TEN)
    assert scored.points == recomputed(scored.working) == Fraction(points)
    assert arithmetic(scored.working, EN) == steps


@given(cases())
def test_steps_and_survey_come_to_the_same_points(case: tuple[Survey, list[Ballot]]) -> None:
    asked, found = case
    answer = aggregated(asked, found)
    expected = worked(asked, found, Bounds(TEN.min_points, TEN.max_points)).points
    assume(expected is not None)
    scored = score(asked, answer, TEN)
    assert scored.points == recomputed(scored.working) == expected


def test_a_percentage_that_never_ends_is_broken_off_where_it_is_told() -> None:
    scored = score(survey(), counted(satisfied("people", 20, 30)), TEN)
    assert arithmetic(scored.working, VI) == "66,6666… × 10 / 100, làm tròn đến 2 chữ số thập phân: 6,67"


def test_a_percentage_taken_over_is_scored_and_told() -> None:
    scored = score(SurveyTakenOver(), SurveyPercent("c", Fraction("92.67"), "1/BC"), TEN)
    assert scored.points == Fraction("9.27")
    assert working_sentence(SurveyTakenOver(), scored, TEN, VI) == (
        "Chỉ số hài lòng lấy từ cuộc điều tra khác: 92,67% (theo 1/BC). "
        "92,67% của điểm tối đa 10 điểm: 9,27 điểm. Điểm bị trừ: 0,73"
    )


def test_a_survey_at_the_maximum_has_lost_nothing() -> None:
    scored = score(survey(), counted(satisfied("people", 9, 9)), TEN)
    assert working_sentence(survey(), scored, TEN, VI).endswith("100,00% của điểm tối đa 10 điểm: 10,00 điểm")


def test_a_survey_is_described_and_checked_among_the_methods() -> None:
    method = survey({"1": 0, "2": 50})
    assert method_sentence(method, TEN, EN).startswith("Satisfaction index: the mean of the answers, worth")
    assert [finding.at for finding in check(method, TEN)] == [("scale",)]


@pytest.mark.parametrize(
    ("then", "code"),
    [
        (Then.COUNCIL, "sample-for-council"),
        (Then.BLOCK_AVERAGE, "block-average-missing"),
        (Then.REFUSE, "sample-too-small"),
    ],
)
def test_a_survey_that_is_not_scored_says_why(then: Then, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        score(survey(minimum=Minimum(ballots=9, then=then)), counted(satisfied("people", 4, 8)), TEN)
    assert refused.value.code == code


LEFT_OUT = survey(minimum=Minimum(ballots=9, then=Then.EXCLUDE))


def surveyed(method: Method, *answers: Answer) -> Result:
    """What both evaluators make of the survey `s` beside another component, and of the *answers*."""
    world = rubric(criteria=(area("1", replace(leaf("s"), method=method), leaf("b")),))
    return result_of(world, Sheet("agency", "2022", (Points("b", Fraction(8)), *answers)))


def line_of(result: Result, code: str) -> CriterionLine:
    return next(line for line in result["criteria"] if line["code"] == code)


def test_with_too_small_a_sample_the_survey_leaves_the_maximum_and_its_ballots_stay() -> None:
    small = replace(counted(satisfied("people", 4, 8)), criterion="s")
    found = surveyed(LEFT_OUT, small)
    line = line_of(found, "s")
    assert (line["applicable"], line["points"], found["total"]["points"], found["total"]["max_points"]) == (
        *(False, None),
        *("8", "10"),
    )
    assert line["working"]["applied"]["standing"] == "excluded"
    assert line["working"]["applied"]["shortages"] == [{"of": "ballots", "group": "", "given": "8", "least": "9"}]
    assert line["working"]["answer"]["groups"][0]["returned"] == 8


def test_with_a_sample_that_suffices_it_is_scored() -> None:
    enough = replace(counted(satisfied("people", 9, 9)), criterion="s")
    assert surveyed(LEFT_OUT, enough)["total"]["max_points"] == "20"


@pytest.mark.parametrize(
    ("positive", "of", "why"),
    [
        (4, 8, "không đánh giá: chưa đủ mẫu tối thiểu: 08 phiếu hợp lệ, tối thiểu 09 phiếu"),
        (0, 0, "không đánh giá: chưa đủ mẫu tối thiểu: 0 phiếu hợp lệ, tối thiểu 09 phiếu"),
    ],
)
def test_it_is_told_why_a_survey_was_left_out(positive: int, of: int, why: str) -> None:
    assert why_of(LEFT_OUT, positive, of) == why


def test_it_is_told_that_nothing_counts_where_no_sample_is_asked_for() -> None:
    asked = survey(minimum=Minimum(then=Then.EXCLUDE))
    assert why_of(asked, 0, 0) == "không đánh giá: không có câu trả lời nào của cuộc điều tra được tính"


def why_of(method: Method, positive: int, of: int) -> str:
    world = rubric(criteria=(area("1", replace(leaf("s"), method=method), leaf("b")),))
    small = replace(counted(satisfied("people", positive, of)), criterion="s")
    found = result_of(world, Sheet("agency", "2022", (small, Points("b", Fraction(8)))))
    return next(line["why"] for line in explain(world, found, VI)["components"] if line["code"] == "s")


CONCLUDED = Sourced(Points("s", Fraction("7.5")), "Thông báo 12/TB-HĐ")
FOR_COUNCIL = survey(minimum=Minimum(ballots=9))


@pytest.mark.parametrize("method", [FOR_COUNCIL, survey(minimum=DEDUCTED)])
def test_what_the_council_concluded_on_a_survey_is_entered_with_its_document(method: Method) -> None:
    found = surveyed(method, CONCLUDED)
    assert found["total"]["points"] == "15.5"
    assert line_of(found, "s")["working"] == {
        "answer": {"points": "7.5", "document": "Thông báo 12/TB-HĐ"},
        "applied": {"kind": "concluded"},
        "start": "7.5",
    }
    scored = score(method, CONCLUDED, TEN)
    assert working_sentence(method, scored, TEN, VI) == ("trừ 2,50 điểm: do Hội đồng kết luận theo Thông báo 12/TB-HĐ")


@pytest.mark.parametrize(
    ("method", "answer", "code"),
    [
        (FOR_COUNCIL, CONCLUDED.answer, "document-missing"),
        (FOR_COUNCIL, replace(CONCLUDED, document=" "), "document-missing"),
        (FOR_COUNCIL, Sourced(Points("s", Fraction(11)), "x"), "over-cap"),
        (FOR_COUNCIL, Sourced(Chosen("s", "x"), "x"), "wrong-answer"),
        (LEFT_OUT, CONCLUDED, "wrong-answer"),
        (survey(minimum=Minimum(ballots=9, then=Then.REFUSE)), CONCLUDED, "wrong-answer"),
    ],
)
def test_the_council_concludes_points_within_the_maximum_with_a_document_and_only_where_it_is_asked(
    method: Method, answer: Reported, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        score(method, answer, TEN)
    assert refused.value.code == code


@pytest.mark.parametrize("method", [LEFT_OUT, FOR_COUNCIL, SurveyTakenOver()])
def test_another_form_of_answer_is_refused(method: Method) -> None:
    with pytest.raises(Refusal) as refused:
        score(method, Measured("c", Fraction(5)), TEN)
    assert refused.value.code == "wrong-answer"


def test_of_fewer_ballots_than_are_shown_the_arithmetic_tells_no_percentage() -> None:
    scored = score(survey(), counted(satisfied("people", 3, 4)), TEN)
    assert (scored.points, scored.working.start, scored.working.steps) == (Fraction("7.5"), Fraction("7.5"), ())
    assert arithmetic(scored.working, VI) == "7,5"
