"""Problems and advice as they are read: whole sentences, in both languages, of any rubric."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from foresight.advice import advice
from foresight.advice_phrases import advice_text, alone_text
from foresight.check import check
from foresight.problem import Kind, Problem
from foresight.problem_phrases import problem_text, proposal_text, witness_text
from foresight.solving import NotProven, Solver
from rules.content import edition_of
from rules.evaluation import evaluate
from rules.language import CODES
from rules.rubric import Rubric
from rules.table import HitPolicy
from rules.telling import Telling
from rulesvc.languages import language
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
        f"Đề xuất bổ sung, để cấp có thẩm quyền quyết định: “Không hoàn thành nhiệm vụ” đối với trường hợp {box}."
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
