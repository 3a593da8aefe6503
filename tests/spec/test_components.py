"""Chapter 21, down to the components: what lost points is told where something falls short, with its arithmetic."""

from dataclasses import replace
from fractions import Fraction

from rules.answer import Answer, Chosen, Counted, Itemised, Measured, NotApplicable, Points
from rules.combining import Best, Branch, CappedSum, Case, Rescaled
from rules.content import edition_of
from rules.criterion import Absence, Criterion
from rules.evaluation import evaluate
from rules.language import Language
from rules.measure import CriterionPercent, TotalPercent
from rules.methods import Method
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.items import PerItem
from rules.methods.ratio import RatioToTarget
from rules.result import Result
from rules.rubric import Rubric
from rules.sentences import Explanation, explain
from rules.sheet import Sheet
from rules.text import Text
from tests.builders import area, leaf, rubric, rule, table, text, when
from tests.scoring import COUNT, PERCENT, item, option
from tests.surveys import counted, satisfied, survey
from tests.told import EN, VI


def scored_by(method: Method, code: str, cap: int = 10, **more: object) -> Criterion:
    return replace(leaf(code, cap), method=method, **more)  # type: ignore[arg-type]


TIMELY = scored_by(RatioToTarget(PERCENT, Fraction(95), Fraction(60)), "1.1")
PLAN = scored_by(Choice((option("late", 1), option("in-time", 4))), "1.2", 4)
GIVEN = leaf("1.3", 6)
LAW = area("1", TIMELY, PLAN, GIVEN)
FLOOR = table(
    "rating",
    rule("good", when(TotalPercent(), ">=", 80), when(CriterionPercent("1"), ">=", 90)),
    rule("fair", when(TotalPercent(), ">=", 0)),
)


def told(world: Rubric, answers: tuple[Answer, ...], language: Language = EN) -> Explanation:
    return explain(world, result(world, answers), language)


def result(world: Rubric, answers: tuple[Answer, ...]) -> Result:
    return evaluate(edition_of(world, 1), Sheet("agency", "2022", answers))


def whole(*areas: Criterion) -> Rubric:
    return rubric(FLOOR, criteria=areas)


GOOD_BUT_SLOW = (Measured("1.1", Fraction("76")), Chosen("1.2", "in-time"), Points("1.3", Fraction(5)))


def test_what_lost_points_is_told_where_its_area_falls_short_most_first() -> None:
    (rating,) = told(whole(LAW), GOOD_BUT_SLOW)["tables"]
    assert rating["sentences"][-1] == (
        "Components of 1 (en) that lost points: 1.1 1.1 (en) (2.00 points deducted: share of dossiers settled in time "
        "76%, the maximum for 95%); 1.3 1.3 (en) (1.00 points deducted). Figures without a source are the agency's own "
        "report."
    )


def test_it_is_told_in_vietnamese() -> None:
    (rating,) = told(whole(LAW), GOOD_BUT_SLOW, VI)["tables"]
    assert rating["sentences"][-1] == (
        "Các tiêu chí thành phần bị trừ điểm của lĩnh vực 1 (vi): 1.1 1.1 (vi) (trừ 2,00 điểm: tỷ lệ hồ sơ đúng hạn "
        "76%, mức đạt điểm tối đa 95%); 1.3 1.3 (vi) (trừ 1,00 điểm). Số liệu không ghi nguồn là số liệu tự kê khai."
    )


def test_of_many_components_those_that_lost_most_are_told_and_the_others_counted() -> None:
    def sentence(count: int) -> str:
        many = area("1", *(leaf(f"1.{place}", 30) for place in range(1, count + 1)))
        answers = tuple(Points(f"1.{place}", Fraction(30 - place)) for place in range(1, count + 1))
        (rating,) = told(whole(many), answers)["tables"]
        return rating["sentences"][-1]

    assert sentence(20).endswith("1.2 1.2 (en) (2.00 points deducted); 1.1 1.1 (en) (1.00 points deducted).")
    assert sentence(21).endswith("1.12 1.12 (en) (12.00 points deducted); and 11 others: 66.00 points deducted.")


def test_every_component_says_how_it_came_to_its_points() -> None:
    lines = told(whole(LAW), GOOD_BUT_SLOW)["components"]
    assert [(line["code"], line["points"], line["why"], line["arithmetic"]) for line in lines] == [
        (
            "1.1",
            "8",
            "2.00 points deducted: share of dossiers settled in time 76%, the maximum for 95%; reported by the agency",
            "76 / 95 x 10 = 8",
        ),
        ("1.2", "4", "the maximum of 4.00 points: in-time (en); reported by the agency", "4"),
        ("1.3", "5", "1.00 points deducted", ""),
    ]


def test_nothing_is_said_of_components_where_whole_areas_have_ready_made_points() -> None:
    explanation = told(whole(leaf("1")), (Points("1", Fraction(5)),))
    assert explanation["components"] == []
    assert not any("lost points" in sentence for each in explanation["tables"] for sentence in each["sentences"])


def test_the_maximum_that_is_earned_since_nothing_arose_is_told_with_its_reason() -> None:
    earned = replace(TIMELY, not_applicable=Absence.EARNS)
    world = whole(area("1", earned, leaf("1.2")))
    lines = told(world, (NotApplicable("1.1", "không có hồ sơ"), Points("1.2", Fraction(10))))["components"]
    assert lines[0]["why"] == ("the maximum of 10.00 points: nothing arose (không có hồ sơ); reported by the agency")
    assert lines[1]["why"] == "the maximum"


def test_what_is_not_assessed_is_told_with_its_reason() -> None:
    lines = told(whole(area("1", leaf("1.1"), leaf("1.2"))), (NotApplicable("1.1", "x"), Points("1.2", Fraction(1))))
    assert [(line["points"], line["why"]) for line in lines["components"]] == [
        (None, "not assessed"),
        ("1", "9.00 points deducted"),
    ]


def test_a_branch_says_what_counts_and_what_does_not() -> None:
    has_plan = scored_by(Choice((option("yes", 10), option("no", 0))), "0")
    with_plan, without = leaf("1.1"), leaf("1.2")
    branch = Branch("0", (Case("yes", "1.1"), Case("no", "1.2")))
    world = whole(has_plan, Criterion("1", text("1"), Fraction(10), parts=(with_plan, without), combined=branch))
    lines = told(world, (Chosen("0", "yes"), Points("1.1", Fraction(7))))["components"]
    assert [(line["code"], line["why"]) for line in lines[1:]] == [
        ("1", "1.1 1.1 (en) counts"),
        ("1.1", "3.00 points deducted"),
        ("1.2", "not assessed: since “yes (en)” was chosen for 0 0 (en)"),
    ]


def test_a_branch_on_what_is_not_assessed_says_so_and_one_on_what_did_not_arise() -> None:
    for absence, why in (
        (Absence.LEAVES, "không đánh giá: do tiêu chí 0 0 (vi) không đánh giá"),
        (Absence.EARNS, "không đánh giá: do tiêu chí 0 0 (vi) không phát sinh"),
    ):
        has_plan = scored_by(Choice((option("yes", 10), option("no", 0))), "0", not_applicable=absence)
        branch = Branch("0", (Case("yes", "1.1"), Case("no", "1.2")))
        parts = (leaf("1.1"), leaf("1.2"))
        world = whole(leaf("s"), has_plan, Criterion("1", text("1"), Fraction(10), parts=parts, combined=branch))
        explanation = told(world, (Points("s", Fraction(9)), NotApplicable("0", "x")), VI)
        assert [line["why"] for line in explanation["components"] if line["code"] in {"1.1", "1.2"}] == [why, why]
        of_branch = why.removeprefix("không đánh giá: ")
        assert any(f"1 (vi) ({of_branch})" in sentence for sentence in explanation["tables"][0]["sentences"])


def test_of_the_best_of_several_only_the_one_that_counts_lost_points() -> None:
    best = Criterion("1", text("1"), Fraction(10), parts=(leaf("1.1"), leaf("1.2")), combined=Best())
    explanation = told(whole(best), (Points("1.1", Fraction(3)), Points("1.2", Fraction(8))))
    assert explanation["tables"][0]["sentences"][-1] == (
        "Components of 1 (en) that lost points: 1.2 1.2 (en) (2.00 points deducted)."
    )


def test_a_rescaled_sum_says_what_it_was_rescaled_from() -> None:
    rescaled = Criterion("1", text("1"), Fraction(20), parts=(leaf("1.1"), leaf("1.2")), combined=Rescaled())
    lines = told(whole(rescaled), (Points("1.1", Fraction(8)), NotApplicable("1.2", "x")))["components"]
    assert (lines[0]["points"], lines[0]["why"]) == (
        "16",
        "8/10 points of what is assessed, in proportion to 20 points",
    )


def test_bonus_points_beyond_their_cap_and_a_total_beyond_the_maximum_are_told() -> None:
    ideas = scored_by(PerItem((item("idea", 1),)), "9.1", 5)
    bonus = Criterion("9", text("9"), Fraction(2), parts=(ideas,), combined=CappedSum(), extra=True)
    world = whole(leaf("1"), bonus)
    lines = told(world, (Points("1", Fraction(9)), Itemised("9.1", {"idea": 4})))["components"]
    assert [(line["code"], line["points"], line["why"]) for line in lines if line["code"] in {"9", ""}] == [
        ("9", "2", "the components add up to 4 points, of which 0 to 2 points can be counted"),
        ("", "10", "the areas add up to 11 points; the total is kept between 0 and 10 points"),
    ]


BESIDE = rubric(
    table("rating", rule("good", when(TotalPercent(), ">=", 80)), rule("fair", when(TotalPercent(), ">=", 0))),
    criteria=(
        area("1", leaf("1.1")),
        replace(area("9", scored_by(PerItem((item("idea", 1),)), "9.1", 2), leaf("9.2", 3)), extra=True),
        replace(area("10", replace(leaf("10.1", 0, low=-5), method=Deduction(COUNT, Fraction(1)))), extra=True),
        replace(leaf("11", 0, low=-2), extra=True),
    ),
)
"""A maximum of 10 points; beside it a bonus of at most 5 points and what takes off at most 7."""


def beside(ideas: int, given: int, faults: int, off: int = 0) -> tuple[Answer, ...]:
    return (
        Points("1.1", Fraction(6)),
        Itemised("9.1", {"idea": ideas}),
        Points("9.2", Fraction(given)),
        Counted("10.1", faults),
        Points("11", Fraction(-off)),
    )


def test_bonus_points_that_are_not_earned_are_no_loss() -> None:
    (rating,) = told(BESIDE, beside(0, 0, 0))["tables"]
    assert not any("taken off" in sentence for sentence in rating["sentences"])
    assert not any("9." in sentence or "10." in sentence for sentence in rating["sentences"])


def test_points_that_a_penalty_took_off_are_among_the_losses() -> None:
    (rating,) = told(BESIDE, beside(0, 3, 2, 1), VI)["tables"]
    assert rating["sentences"][-1] == "Điểm thưởng: 9.2 9.2 (vi) (cộng 3,00 điểm)."
    assert rating["sentences"][-2] == (
        "Điểm trừ: 10.1 10.1 (vi) (trừ 2,00 điểm: số văn bản 02 văn bản); 11 11 (vi) (trừ 1,00 điểm). Số liệu không "
        "ghi nguồn là số liệu tự kê khai."
    )
    (rating,) = told(BESIDE, beside(0, 0, 0, 1))["tables"]
    assert rating["sentences"][-1] == "Points taken off: 11 11 (en) (1.00 points deducted)."


def test_extra_points_are_added_and_taken_off_and_never_deducted_from_their_maximum() -> None:
    def whys(*reported: int) -> list[str]:
        return [line["why"] for line in told(BESIDE, beside(*reported), VI)["components"][1:] if line["code"]]

    assert whys(0, 0, 0, 0) == [
        "không được cộng điểm: không có mục nào; số liệu tự kê khai",
        "không được cộng điểm",
        "không bị trừ điểm: số văn bản 0 văn bản; số liệu tự kê khai",
        "không bị trừ điểm",
    ]
    assert whys(1, 3, 2, 2) == [
        "cộng 1,00 điểm: idea (vi): 01; số liệu tự kê khai",
        "cộng 3,00 điểm",
        "trừ 2,00 điểm: số văn bản 02 văn bản; số liệu tự kê khai",
        "trừ 2,00 điểm",
    ]


def test_a_survey_beside_the_maximum_tells_no_points_lost() -> None:
    asked, ballots = replace(leaf("c"), method=survey()), counted(satisfied("people", 912, 1000))
    for extra in (False, True):
        world = whole(leaf("1"), replace(asked, extra=extra))
        lines = told(world, (Points("1", Fraction(5)), ballots))["components"]
        assert any("Points lost" in line["why"] for line in lines) is not extra


def test_what_the_edition_exempts_from_is_told_as_outside_the_scope() -> None:
    earned = replace(TIMELY, not_applicable=Absence.EARNS)
    world = rubric(FLOOR, criteria=(area("1", earned, leaf("1.2")),), exemptions=[("1.1", "agency")])
    (line, _) = told(world, (Points("1.2", Fraction(10)),), VI)["components"]
    assert line["why"] == "đạt điểm tối đa 10,00 điểm: không thuộc phạm vi đánh giá"


def test_points_taken_off_are_told_as_lost() -> None:
    faults = Criterion(
        "8.1", Text("8.1"), Fraction(0), Fraction(-3), method=Deduction(COUNT, Fraction("0.5"), accepted=None)
    )
    penalty = Criterion("8", text("8"), Fraction(0), Fraction(-2), parts=(faults,), combined=CappedSum())
    lines = told(whole(leaf("1"), penalty), (Points("1", Fraction(9)), Counted("8.1", 5)))["components"]
    assert [(line["code"], line["points"], line["why"]) for line in lines[1:]] == [
        ("8", "-2", "the components add up to -2.5 points, of which -2 to 0 points can be counted"),
        ("8.1", "-2.5", "2.50 points deducted: number of documents 5 documents; reported by the agency"),
    ]


def test_a_survey_is_told_with_its_ballots() -> None:
    world = whole(area("1", replace(leaf("c"), method=survey()), leaf("1.2")))
    lines = told(world, (counted(satisfied("people", 912, 1000)), Points("1.2", Fraction(10))))["components"]
    assert (lines[0]["points"], lines[0]["arithmetic"]) == ("9.12", "91.2 x 10 / 100 = 9.12")
    assert "91.20%" in lines[0]["why"]
    assert "1,000" in lines[0]["why"]
