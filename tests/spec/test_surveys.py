"""Chapter 20: surveys. Ballots become a percentage and then points; every variant is worked out by hand."""

from fractions import Fraction

import pytest

from rules.answer_content import normalised
from rules.ballots import GroupBallots, SurveyPercent
from rules.methods.survey import Axis, Denominator, Minimum, Places, Survey, SurveyTakenOver, Then, Weighing
from rules.methods.survey_scale import Band, Banded, Target
from rules.survey_acceptance import percent_refusals, survey_refusals
from rules.survey_scoring import Bounds, score_taken_over
from rules.survey_working import Basis, Branch, Least, Standing
from tests.surveys import DEPARTMENTS, DISTRICTS, ballots, counted, marks, returned, satisfied, survey, worked

ONE_DECIMAL = Places(points=1)
FLOORED = Target(Fraction(85), Fraction(60))
BANDS = Banded((Band(Fraction(0), Fraction(0)), Band(Fraction(70), Fraction(3)), Band(Fraction(90), Fraction(6))))


# ---- the variants that provinces use ---------------------------------------------------------------------------------


def test_v1_the_share_of_positive_answers_over_all_760_ballots_on_departments() -> None:
    """18 of 20, 3 of 4, 84 of 96 and 579 of 640 are 684 of 760, 90%: 9 of 10 points."""
    asked = survey(groups=DEPARTMENTS.keys(), groups_by=Weighing.ANSWERS)
    positive = {"council": 18, "front": 3, "districts": 84, "people": 579}
    working = worked(asked, *(satisfied(group, positive[group], of) for group, of in DEPARTMENTS.items()))
    assert sum(group.valid for group in working.sample) == 760
    assert (working.percent, working.points) == (Fraction(90), Fraction(9))


def test_v1_by_groups_with_stated_weights() -> None:
    """90%, 75%, 87.5% and 60% at 20, 10, 30 and 40: 18 + 7.5 + 26.25 + 24 = 75.75%."""
    weights = {"council": 20, "front": 10, "districts": 30, "people": 40}
    positive = {"council": 18, "front": 3, "districts": 84, "people": 384}
    asked = survey(groups=weights, groups_by=Weighing.FIXED)
    working = worked(asked, *(satisfied(group, positive[group], of) for group, of in DEPARTMENTS.items()))
    assert (working.percent, working.points) == (Fraction("75.75"), Fraction("7.58"))


def test_v2_the_overall_question_only_on_1716_ballots_on_districts() -> None:
    """15 of 20, 3 of 4, 54 of 72 and 1,215 of 1,620 are 1,287 of 1,716, 75%: 6 of 8 points."""
    asked = survey(groups=DISTRICTS.keys(), groups_by=Weighing.BALLOTS)
    groups = (satisfied(group, of * 3 // 4, of) for group, of in DISTRICTS.items())
    working = worked(asked, *groups, cap=8)
    assert sum(group.valid for group in working.sample) == 1716
    assert (working.percent, working.points) == (Fraction(75), Fraction(6))


@pytest.mark.parametrize(
    ("questions", "by", "percent"),
    [
        (("a", "b", "c"), Weighing.EQUAL, "80"),
        ({"a": 50, "b": 30, "c": 20}, Weighing.FIXED, "83"),
    ],
)
def test_v3_by_factor_the_mean_of_the_shares(questions: object, by: Weighing, percent: str) -> None:
    """90%, 80% and 70%: 80% alike, 45 + 24 + 14 = 83% at 50, 30 and 20."""
    asked = survey(questions=questions, questions_by=by)  # type: ignore[arg-type] # both forms are taken
    people = ballots(a=marks(0, 10, 0, 90, 0), b=marks(20, 0, 0, 0, 80), c=marks(0, 0, 30, 40, 30))
    assert worked(asked, people).percent == Fraction(percent)


def test_v4_the_mean_of_the_scale_over_its_highest_level() -> None:
    """5, 5, 10, 40 and 40 answers at 1 to 5: 405 of 500 is 81%."""
    asked = survey({"1": 20, "2": 40, "3": 60, "4": 80, "5": 100})
    assert worked(asked, ballots(q=marks(5, 5, 10, 40, 40))).percent == 81


def test_v4_the_mean_of_the_scale_from_its_lowest_level() -> None:
    """The same answers have the mean 4.05: 3.05 of 4 is 76.25%."""
    asked = survey({"1": 0, "2": 25, "3": 50, "4": 75, "5": 100})
    assert worked(asked, ballots(q=marks(5, 5, 10, 40, 40))).percent == Fraction("76.25")


def test_v5_each_level_earns_a_share_of_the_maximum() -> None:
    """40 good, 40 fair, 15 medium, 5 poor: 40 + 30 + 7.5 + 0 = 77.5% of 2 points."""
    asked = survey({"1": 0, "2": 50, "3": 75, "4": 100})
    working = worked(asked, ballots(q=marks(5, 15, 40, 40)), cap=2)
    assert (working.percent, working.points) == (Fraction("77.5"), Fraction("1.55"))


@pytest.mark.parametrize(
    ("positive", "branch", "points"),
    [
        (850, Branch.TARGET_REACHED, "10"),
        (849, Branch.SHARE_OF_TARGET, "9.99"),
        (600, Branch.SHARE_OF_TARGET, "7.06"),
        (599, Branch.BELOW_FLOOR, "0"),
    ],
)
def test_v6_the_target_earns_the_maximum_below_it_a_share_and_below_the_floor_nothing(
    positive: int, branch: Branch, points: str
) -> None:
    working = worked(survey(scale=FLOORED), satisfied("people", positive, 1000))
    assert working.converted is not None
    assert (working.converted.branch, working.points) == (branch, Fraction(points))


@pytest.mark.parametrize(("positive", "points"), [(90, 6), (89, 3), (70, 3), (69, 0), (0, 0)])
def test_v7_bands_give_fixed_points_from_their_lower_bound_on(positive: int, points: int) -> None:
    assert worked(survey(scale=BANDS), satisfied("people", positive, 100), cap=6).points == points


def test_v8_a_finished_percentage_is_taken_over_with_its_document() -> None:
    """92.67% of 15 points are 13.9005."""
    answer = SurveyPercent("c", Fraction("92.67"), "1/BC-UBND")
    working = score_taken_over(SurveyTakenOver(), answer, Bounds(Fraction(0), Fraction(15)))
    assert (working.basis, working.document) == (Basis.TAKEN_OVER, "1/BC-UBND")
    assert (working.percent, working.points) == (Fraction("92.67"), Fraction("13.90"))


def test_v9_ballots_on_which_every_answer_is_positive() -> None:
    """72 of 96 ballots are positive throughout, 75%, though 80 are on each question."""
    asked = survey(questions=("a", "b"), all_positive=True)
    people = ballots(all_positive=72, a=marks(0, 16, 0, 80, 0), b=marks(0, 0, 16, 0, 80))
    assert tuple(survey_refusals(asked, counted(people), "c")) == ()
    assert worked(asked, people).percent == 75


# ---- what stands in the denominator ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("denominator", "counted_answers", "percent"),
    [
        (Denominator(), 80, "75"),
        (Denominator(blanks=True), 90, "200/3"),
        (Denominator(no_opinion=True), 85, "1200/17"),
        (Denominator(invalid=True), 100, "60"),
        (Denominator(blanks=True, no_opinion=True, invalid=True), 115, "1200/23"),
    ],
)
def test_blanks_no_opinion_and_invalid_ballots_stand_in_the_denominator_where_the_rubric_says_so(
    denominator: Denominator, counted_answers: int, percent: str
) -> None:
    people = ballots(invalid=20, q=marks(0, 20, 0, 60, 0, blank=10, no_opinion=5))
    working = worked(survey(denominator=denominator), people)
    assert working.shares[0].counted == counted_answers
    assert working.percent == Fraction(percent)


def test_a_question_that_nobody_of_a_group_answered_is_left_out_and_the_rest_weighs_on() -> None:
    """Of weights 1 and 3 the first has no answer: 50% of the other is all there is."""
    asked = survey(questions={"a": 1, "b": 3}, questions_by=Weighing.FIXED)
    assert worked(asked, ballots(a=marks(blank=4), b=marks(0, 2, 0, 2, 0))).percent == 50


def test_an_invalid_ballot_weighs_in_its_group_where_it_counts() -> None:
    """20 of 40 are 50% and 9 of 10 are 90%: (40 × 50 + 10 × 90) / 50 = 58%; without them (20 × 100 + 10 × 90) / 30."""
    groups = (ballots("a", invalid=20, q=marks(0, 0, 0, 20, 0)), satisfied("b", 9, 10))
    for counts, percent in ((True, Fraction(58)), (False, Fraction(290, 3))):
        asked = survey(groups=("a", "b"), groups_by=Weighing.BALLOTS, denominator=Denominator(invalid=counts))
        assert worked(asked, *groups).percent == percent


# ---- the order of averaging ------------------------------------------------------------------------------------------

A, B = "a", "b"
TWO_GROUPS = (
    ballots("x", a=marks(0, 0, 0, 10, 0), b=marks(0, 5, 0, 5, 0)),
    ballots("y", a=marks(0, 20, 0, 10, 0, blank=10), b=marks(0, 0, 0, 0, 0, blank=40)),
)
"""Group x: 100% and 50% of ten ballots. Group y of forty: a third of thirty, and b that nobody answered."""


@pytest.mark.parametrize(
    ("first", "groups_by", "percent"),
    [
        (Axis.QUESTIONS, Weighing.EQUAL, Fraction(325, 6)),  # (75 + 33.33) / 2
        (Axis.GROUPS, Weighing.EQUAL, Fraction(175, 3)),  # (66.67 + 50) / 2
        (Axis.QUESTIONS, Weighing.BALLOTS, Fraction(125, 3)),  # (10 × 75 + 40 × 33.33) / 50
        (Axis.GROUPS, Weighing.BALLOTS, Fraction(145, 3)),  # ((10 × 100 + 40 × 33.33) / 50 + 50) / 2
    ],
)
def test_over_what_is_averaged_first_makes_a_difference(first: Axis, groups_by: Weighing, percent: Fraction) -> None:
    asked = survey(questions=("a", "b"), groups=("x", "y"), groups_by=groups_by, first=first)
    assert worked(asked, *TWO_GROUPS).percent == percent


@pytest.mark.parametrize("first", Axis)
def test_averaged_by_answers_throughout_all_answers_are_pooled_in_either_order(first: Axis) -> None:
    """10 + 5 + 10 positive of 10 + 10 + 30 answers."""
    asked = survey(
        questions=("a", "b"),
        groups=("x", "y"),
        questions_by=Weighing.ANSWERS,
        groups_by=Weighing.ANSWERS,
        first=first,
    )
    assert worked(asked, *TWO_GROUPS).percent == 50


def test_groups_stand_in_the_order_of_the_survey_whatever_the_order_of_the_report() -> None:
    asked = survey(questions=("a", "b"), groups=("x", "y"))
    assert worked(asked, *TWO_GROUPS) == worked(asked, *TWO_GROUPS[::-1])


def test_all_positive_ballots_are_averaged_over_groups_in_either_order_and_fixed_weights_of_questions_are_idle() -> (
    None
):
    groups = (
        ballots("x", all_positive=4, a=marks(0, 4, 0, 6, 0), b=marks(0, 5, 0, 5, 0)),
        ballots("y", all_positive=1, a=marks(0, 2, 0, 2, 0), b=marks(0, 3, 0, 1, 0)),
    )
    for first in Axis:
        asked = survey(
            questions={"a": 1, "b": 2},
            questions_by=Weighing.FIXED,
            groups=("x", "y"),
            first=first,
            all_positive=True,
        )
        assert worked(asked, *groups).percent == Fraction(65, 2)


def falls(asked: Survey, before: tuple[GroupBallots, ...], after: tuple[GroupBallots, ...]) -> bool:
    """Whether the percentage is lower after one more satisfied ballot."""
    lower, higher = worked(asked, *after).percent, worked(asked, *before).percent
    assert lower is not None
    assert higher is not None
    return lower < higher


def test_one_more_satisfied_ballot_may_lower_the_index_where_shares_are_rounded_before_ballots_weigh() -> None:
    """400 of 1,000 and 401 of 1,001 are both rounded to 40%, which weighs more the second time."""
    before = (satisfied("x", 10, 10), satisfied("y", 400, 1000))
    after = (satisfied("x", 10, 10), satisfied("y", 401, 1001))
    for places, answer in ((Places(share=0), True), (Places(mean=0), True), (Places(), False)):
        assert falls(survey(groups=("x", "y"), groups_by=Weighing.BALLOTS, places=places), before, after) is answer


def test_one_more_satisfied_ballot_may_lower_the_index_where_only_what_is_averaged_last_weighs_by_answers() -> None:
    """Group x gains 0.05 percentage points and two answers to weigh with, far below the 100% of group y."""
    full = ballots("y", a=marks(0, 0, 0, 1000, 0), b=marks(0, 0, 0, 1000, 0))
    before = (ballots("x", a=marks(1000), b=marks(0, 0, 0, 1, 0, no_opinion=999)), full)
    after = (ballots("x", a=marks(1000, 0, 0, 1, 0), b=marks(0, 0, 0, 2, 0, no_opinion=999)), full)
    for inner, answer in ((Weighing.EQUAL, True), (Weighing.ANSWERS, False)):
        asked = survey(questions=("a", "b"), groups=("x", "y"), groups_by=Weighing.ANSWERS, questions_by=inner)
        assert falls(asked, before, after) is answer


# ---- rounding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "percent", "points"),
    [
        (Places(), Fraction(500, 9), "5.56"),
        (Places(share=0), Fraction(167, 3), "5.57"),
        (Places(mean=0), Fraction("55.5"), "5.55"),
        (Places(percent=1), Fraction("55.6"), "5.56"),
        (Places(points=0), Fraction(500, 9), "6"),
        (Places(share=0, mean=0, percent=0, points=1), Fraction(56), "5.6"),
    ],
)
def test_each_step_is_rounded_half_up_where_the_rubric_says_so(places: Places, percent: Fraction, points: str) -> None:
    """Group x: 1/3, 1/3 and 2/3, mean 44.44%; group y: 2/3 each, 66.67%; in whole shares 44.33% and 67%."""
    third, two_thirds = marks(0, 2, 0, 1, 0), marks(0, 1, 0, 2, 0)
    groups = (ballots("x", a=third, b=third, c=two_thirds), ballots("y", a=two_thirds, b=two_thirds, c=two_thirds))
    working = worked(survey(questions=("a", "b", "c"), groups=("x", "y"), places=places), *groups)
    assert (working.percent, working.points) == (percent, Fraction(points))


def test_points_are_kept_within_the_maximum_when_rounding_would_lift_them_above_it() -> None:
    working = worked(survey(places=ONE_DECIMAL), satisfied("people", 9, 9), cap="0.25")
    assert working.converted is not None
    assert (working.converted.rounded, working.points) == (Fraction("0.3"), Fraction("0.25"))


# ---- the least sample ------------------------------------------------------------------------------------------------

SMALL = (satisfied("x", 24, 30), satisfied("y", 3, 4))


@pytest.mark.parametrize(
    ("minimum", "missed"),
    [
        (Minimum(ballots=34), ()),
        (Minimum(ballots=35), ((Least.BALLOTS, "", 34, 35),)),
        (Minimum(of_group=4), ()),
        (Minimum(of_group=5), ((Least.OF_GROUP, "y", 4, 5),)),
        (Minimum(returned=Fraction(85)), ()),
        (Minimum(returned=Fraction(86)), ((Least.RETURNED, "", 85, 86),)),
    ],
)
def test_a_sample_is_too_small_by_ballots_in_all_or_in_a_group_or_by_those_returned(
    minimum: Minimum, missed: tuple[object, ...]
) -> None:
    """34 valid ballots of 40 issued are 85%."""
    groups = (SMALL[0], returned(SMALL[1], 10))
    working = worked(survey(groups=("x", "y"), minimum=minimum), *groups)
    assert tuple((each.of, each.group, each.given, each.least) for each in working.shortages) == missed
    assert (working.standing is Standing.SCORED) is not bool(missed)


def test_a_return_is_missed_where_nothing_was_issued() -> None:
    working = worked(survey(minimum=Minimum(returned=Fraction(1))), ballots(q=marks(0)))
    assert [each.given for each in working.shortages] == [0]


def least(then: Then, deduction: int = 0) -> Minimum:
    return Minimum(of_group=5, then=then, deduction=Fraction(deduction))


def test_a_small_sample_costs_points_where_the_rubric_deducts_them() -> None:
    """80% and 75% are 77.5%, 7.75 points, less one."""
    working = worked(survey(groups=("x", "y"), minimum=least(Then.DEDUCT, 1)), *SMALL)
    assert (working.standing, working.points) == (Standing.SCORED, Fraction("6.75"))


def test_nothing_is_deducted_from_a_sample_that_is_large_enough() -> None:
    asked = survey(groups=("x",), minimum=least(Then.DEDUCT, 1))
    assert worked(asked, SMALL[0]).points == 8


def test_no_more_is_deducted_than_there_is() -> None:
    asked = survey(groups=("x", "y"), minimum=least(Then.DEDUCT, 9))
    assert worked(asked, *SMALL).points == 0
    assert worked(asked, *SMALL, low=-2).points == Fraction("-1.25")


def test_a_small_sample_is_scored_by_the_average_of_the_block_where_the_rubric_says_so() -> None:
    asked = survey(groups=("x", "y"), minimum=least(Then.BLOCK_AVERAGE), places=Places(percent=1))
    working = worked(asked, *SMALL, block_average="84.56")
    assert (working.basis, working.percent, working.points) == (Basis.BLOCK_AVERAGE, Fraction("84.6"), Fraction("8.46"))


def test_the_average_of_the_block_does_not_replace_a_sample_that_is_large_enough() -> None:
    asked = survey(groups=("x",), minimum=least(Then.BLOCK_AVERAGE))
    assert worked(asked, SMALL[0], block_average=100).percent == 80


@pytest.mark.parametrize(
    ("then", "standing"),
    [
        (Then.BLOCK_AVERAGE, Standing.AWAITS_BLOCK_AVERAGE),
        (Then.COUNCIL, Standing.FOR_COUNCIL),
        (Then.EXCLUDE, Standing.EXCLUDED),
    ],
)
def test_a_small_sample_has_no_points_until_the_average_is_supplied_or_the_council_concludes_or_at_all(
    then: Then, standing: Standing
) -> None:
    working = worked(survey(groups=("x", "y"), minimum=least(then)), *SMALL)
    assert (working.standing, working.percent, working.points) == (standing, None, None)


@pytest.mark.parametrize(
    ("minimum", "standing"),
    [
        (Minimum(), Standing.FOR_COUNCIL),
        (Minimum(then=Then.EXCLUDE), Standing.EXCLUDED),
        (least(Then.DEDUCT, 1), Standing.FOR_COUNCIL),
        (Minimum(then=Then.REFUSE), Standing.FOR_COUNCIL),
    ],
)
def test_a_survey_in_which_no_answer_counts_has_no_percentage(minimum: Minimum, standing: Standing) -> None:
    working = worked(survey(minimum=minimum), ballots(q=marks(0, blank=9)))
    assert (working.overall, working.standing, working.points) == (None, standing, None)


def test_groups_and_questions_that_weigh_nothing_make_no_mean() -> None:
    asked = survey(questions={"a": 0, "b": 1}, questions_by=Weighing.FIXED)
    working = worked(asked, ballots(a=marks(0, 0, 0, 3, 0), b=marks(blank=3)))
    assert (working.means, working.overall) == ((), None)


# ---- a percentage that is taken over ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "document", "refused"),
    [
        ("92.67", "1/BC", []),
        ("100", "1/BC", []),
        ("100.01", "1/BC", ["percent-out-of-range"]),
        ("-1", " ", ["percent-out-of-range", "survey-document-missing"]),
        ("0.0000001", "1/BC", ["percent-out-of-range"]),
    ],
)
def test_a_percentage_is_taken_over_from_0_to_100_and_with_a_document(
    percent: str, document: str, refused: list[str]
) -> None:
    answer = SurveyPercent("c", Fraction(percent), document)
    assert [refusal.code for refusal in percent_refusals(answer, "c")] == refused


def test_the_document_is_kept_composed_and_stripped() -> None:
    given = SurveyPercent("c", Fraction(90), " Quye\u0302\u0301t định 1 ")
    assert normalised(given) == SurveyPercent("c", Fraction(90), "Quyết định 1")
