"""Problems and advice as they are read: whole sentences, in both languages, of any rubric."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from foresight.advice import advice
from foresight.advice_phrases import advice_text, alone_text
from foresight.check import check
from foresight.problem import Kind, Problem
from foresight.problem_phrases import problem_text, proposal_text, witness_text
from foresight.solving import NotProven, Solver
from rules.answer import Points, Sourced
from rules.combining import Best
from rules.condition import Condition
from rules.content import edition_of
from rules.criterion import Criterion
from rules.evaluation import evaluate
from rules.language import CODES
from rules.measure import CriterionPercent, IndicatorValue, OutcomeOf, TotalPercent
from rules.methods.points import GivenPoints
from rules.methods.supplied import Supplied
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.table import HitPolicy
from rules.telling import Telling
from rulesvc.languages import language
from tests.builders import leaf, rubric, rule, sheet, table, text, when
from tests.foresight.test_check import with_both_bounds
from tests.hai_duong import block_of, edited, moved, rubric_of, sheets
from tests.spec.strategies import mixed_trees, rubrics

VI, EN = map(language, CODES)
RATING = "“Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu”"
EVIDENCE = "ít nhất một lĩnh vực trong bảy lĩnh vực chấm theo tài liệu kiểm chứng"


def only(problems: tuple[Problem, ...], kind: Kind) -> Problem:
    return next(problem for problem in problems if problem.kind is kind)


def test_a_hole_is_told_with_an_example_and_a_rule_that_closes_it() -> None:
    whole = rubric_of("huyen")
    hole = next(problem for problem in check(whole) if problem.table == "head_rating")
    box = f"Chỉ số tổng hợp từ 65% trở lên; {EVIDENCE} dưới 50%"
    assert problem_text(hole, whole, VI) == f"{RATING}: quy định chưa điều chỉnh trường hợp {box}."
    assert proposal_text(hole, whole, VI) == (
        f"Đề xuất bổ sung, để cấp có thẩm quyền quyết định: “Không hoàn thành nhiệm vụ” đối với trường hợp {box}; "
        "văn bản làm căn cứ cần được xác định."
    )
    example = witness_text(hole, whole, VI)
    assert example.startswith("Ví dụ minh họa: Chỉ số tổng hợp đạt ")
    assert example.endswith(" (thấp nhất trong bảy lĩnh vực chấm theo tài liệu kiểm chứng).")


def test_a_level_that_nobody_can_have_is_told_with_what_is_asked_for_it() -> None:
    raised = edited(with_both_bounds("so"), "head_rating", moved("total_percent", 65, 95))
    problems = check(raised)
    never, unreached = only(problems, Kind.NEVER_MATCHES), only(problems, Kind.UNREACHED)
    assert problem_text(never, raised, VI) == (
        f"{RATING}: không có kết quả nào đáp ứng được điều kiện của “Hoàn thành nhiệm vụ” (Chỉ số tổng hợp từ 95% "
        "trở lên; từng lĩnh vực trong bảy lĩnh vực chấm theo tài liệu kiểm chứng từ 50% trở lên; Chỉ số tổng hợp dưới 80%)."
    )
    assert problem_text(unreached, raised, VI) == (
        f"{RATING}: mức “Hoàn thành nhiệm vụ” không thể áp dụng, không có kết quả nào được xác định ở mức này."
    )
    assert (witness_text(never, raised, VI), proposal_text(never, raised, VI)) == ("", "")


def test_rules_that_overlap_are_told_where_they_do() -> None:
    whole = rubric_of("so")
    unique = [replace(one, hit_policy=HitPolicy.UNIQUE) if one.code == "group" else one for one in whole.tables]
    overlapping = replace(whole, tables=tuple(unique))
    assert problem_text(only(check(overlapping), Kind.OVERLAP), overlapping, EN) == (
        "“Group by composite index”: the rules for “Composite index of 90% or more”, “Composite index from 80% to below "
        "90%” both apply to the composite index at 90% or more."
    )


def test_a_rule_that_only_conflicts_is_not_said_to_give_way_to_another() -> None:
    levels = (rule("high", when(TotalPercent(), ">=", 90)), rule("good", when(TotalPercent(), ">=", 80)))
    told = {policy: rubric(table("t", *reversed(levels), policy=policy)) for policy in ("UNIQUE", "FIRST")}
    sentences = {
        policy: problem_text(only(check(world), Kind.NEVER_DECIDES), world, VI) for policy, world in told.items()
    }
    assert "đồng thời đáp ứng quy định khác" in sentences["UNIQUE"]
    assert "đã được xác định theo quy định khác" in sentences["FIRST"]


def test_what_could_not_be_told_in_time_is_not_called_sound() -> None:
    whole = rubric_of("so")
    problems = check(whole, seconds=0)
    assert {problem.kind for problem in problems} == {Kind.NOT_PROVEN}
    assert problem_text(problems[0], whole, VI) == (
        "“Nhóm điểm theo Chỉ số tổng hợp”: chưa chứng minh được trong thời gian cho phép: "
        "mọi trường hợp đều có quy định điều chỉnh."
    )
    with pytest.raises(NotProven):
        Solver((), (), seconds=0).is_possible(True)  # noqa: FBT003 -- a question that needs no answer


def told(agency: str, outcome: str) -> list[str]:
    edition = edition_of(rubric_of(block_of(agency)), 1)
    telling = Telling(edition.rubric, evaluate(edition, sheets()[agency]), VI)
    ways = advice(edition, sheets()[agency], "head_rating")
    each = next(way for way in ways if way.outcome == outcome)
    return [
        advice_text(each, edition.rubric.table["head_rating"], telling),
        *(alone_text(alone, telling) for alone in each.alone),
    ]


def test_advice_names_the_least_and_what_it_is_on_the_steps() -> None:
    sentences = told("tu-ky", "hoan-thanh-tot")
    assert sentences[0] == (
        "Để đạt mức “Hoàn thành tốt nhiệm vụ”, tổng điểm cần tăng ít nhất 1,35 điểm (theo bước chấm: 1,50 điểm): "
        "Cải cách thủ tục hành chính từ 9,50 lên 11,00/15,5 điểm."
    )
    assert (
        "Chỉ riêng Cải cách thủ tục hành chính có thể đủ: cần tăng 1,35 điểm (theo bước chấm: 1,50 điểm)." in sentences
    )


def test_advice_says_why_one_area_alone_is_not_enough() -> None:
    assert (
        "Chỉ riêng Cải cách thủ tục hành chính chưa đủ, do Xây dựng và phát triển Chính quyền điện tử, Chính quyền số "
        "vẫn ở mức 66,67%."
    ) in told("so-y-te", "hoan-thanh-tot")


def told_of(world: Rubric, given_sheet: Sheet, outcome: str) -> list[str]:
    edition = edition_of(world, 1)
    telling = Telling(world, evaluate(edition, given_sheet), VI)
    (each,) = [way for way in advice(edition, given_sheet, "t") if way.outcome == outcome]
    return [advice_text(each, world.table["t"], telling), *(alone_text(alone, telling) for alone in each.alone)]


def test_a_way_that_is_one_of_several_is_told_as_an_example() -> None:
    assert told("so-y-te", "hoan-thanh-tot")[0].startswith(
        "Để đạt mức “Hoàn thành tốt nhiệm vụ”, tổng điểm cần tăng ít nhất 3,68 điểm: chẳng hạn Công tác chỉ đạo"
    )


def test_what_an_area_brings_at_most_is_not_said_to_stay() -> None:
    assert (
        "Chỉ riêng Cải cách thể chế chưa đủ, do Chỉ số tổng hợp cao nhất chỉ đạt 77,82%; Cải cách thủ tục hành chính "
        "vẫn ở mức 64,06%."
    ) in told("so-y-te", "hoan-thanh-tot")


def test_a_rise_that_adds_nothing_to_the_total_is_told() -> None:
    parts = (leaf("b", 10, step=1), leaf("c", 10, step=1))
    p = Criterion("p", text("p"), Fraction(10), parts=parts, combined=Best())
    asked = rule("good", when(CriterionPercent("b"), ">=", 50))
    world = rubric(table("t", asked, rule("fair", when(TotalPercent(), ">=", 0))), criteria=(leaf("a", 10, step=1), p))
    assert told_of(world, sheet({"a": 8, "b": 2, "c": 7}), "good") == [
        "Để đạt “good (vi)”, không cần tăng tổng điểm, nhưng cần tăng: b b (vi) từ 2,00 lên 5,00/10 điểm.",
        "Chỉ riêng a (vi) chưa đủ, do b (vi) vẫn ở mức 20,00%.",
        "Chỉ riêng p (vi) có thể đủ: không cần tăng tổng điểm, nhưng cần tăng b b (vi) từ 2,00 lên 5,00/10 điểm.",
    ]


def test_whoever_supplies_what_has_to_rise_is_named() -> None:
    supplied = Criterion("s", text("s"), Fraction(10), step=Fraction(1), method=Supplied(text("body"), GivenPoints()))
    asked = rule("good", when(CriterionPercent("s"), ">=", 70))
    world = rubric(table("t", asked, rule("fair", when(TotalPercent(), ">=", 0))), criteria=(supplied,))
    given_sheet = Sheet("agency", "2022", (Sourced(Points("s", Fraction(6)), "1/BC"),))
    assert told_of(world, given_sheet, "good")[0] == (
        "Để đạt “good (vi)”, tổng điểm cần tăng ít nhất 1,00 điểm: "
        "s (vi) từ 6,00 lên 7,00/10 điểm (số liệu do body (vi) cung cấp)."
    )


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        (when(TotalPercent(), "<", 60), "với mức tăng tối đa vẫn chưa đáp ứng yêu cầu: Chỉ số tổng hợp dưới 60%"),
        (
            when(OutcomeOf("g"), "=", "high"),
            "với mức tăng tối đa vẫn chưa đáp ứng yêu cầu: kết quả “g (vi)”: high (vi)",
        ),
        (when(IndicatorValue("i"), ">=", 90), "i (vi) giữ nguyên"),
    ],
)
def test_why_one_area_is_not_enough_is_true_of_every_condition(asked: Condition, because: str) -> None:
    group = table(
        "g",
        rule("high", when(TotalPercent(), ">=", 101)),
        rule("middle", when(TotalPercent(), ">=", 90)),
        rule("low", when(TotalPercent(), "<", 90)),
    )
    impossible = when(CriterionPercent("b"), ">=", 101)
    rating = table("t", rule("good", asked, impossible), rule("fair", when(TotalPercent(), ">=", 0)))
    world = rubric(group, rating, criteria=(leaf("a", 90, step=1), leaf("b", 10, step=1)), indicators=("i",))
    (_, of_a, _) = told_of(world, sheet({"a": 50, "b": 5}), "good")
    assert of_a == f"Chỉ riêng a (vi) chưa đủ, do {because}; b (vi) vẫn ở mức 50,00%."


def test_where_no_condition_can_be_named_it_is_only_said_that_an_area_is_not_enough() -> None:
    rating = table("t", rule("weak", when(IndicatorValue("i"), "<", 50)), default="good", outcomes=("good", "weak"))
    told_here = told_of(rubric(rating, indicators=("i",)), sheet({"a": 50}, indicators={"i": 40}), "good")
    assert told_here == ["Chỉ tăng điểm thì chưa đủ để đạt “good (vi)”.", "Chỉ riêng a (vi) chưa đủ."]


@settings(max_examples=40)
@given(rubrics() | rubrics(mixed_trees()))
def test_the_problems_of_any_rubric_can_be_told(world: Rubric) -> None:
    problems = check(world, seconds=5)
    assert len({problem.name for problem in problems}) == len(problems)
    for problem in problems:
        for each in (VI, EN):
            assert problem_text(problem, world, each).endswith(".")
            assert (problem.witness is None) == (witness_text(problem, world, each) == "")
            assert (problem.proposed is None) == (proposal_text(problem, world, each) == "")
