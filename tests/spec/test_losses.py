"""Losses add up: what is told to have cost points in an area is its maximum less its points, to the last one."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from rules.answer import Answer, Chosen, NotApplicable, Points
from rules.combining import Best, Branch, CappedSum, Case, Combining, Rescaled
from rules.content import edition_of
from rules.criterion import Criterion
from rules.evaluation import evaluate
from rules.language import Language
from rules.losses import losses, lost_within
from rules.methods.choice import Choice
from rules.number import ZERO
from rules.result import Result
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.telling import Telling
from tests.builders import leaf, result_of, rubric, text
from tests.sample import sample_results, sample_rubric
from tests.scoring import option
from tests.spec.strategies import mixed_worlds
from tests.told import EN, VI

SURE = leaf("sure")
PLAN = replace(leaf("plan", 1), method=Choice((option("yes", 1), option("no", 0))))


def combined(combining: Combining, *parts: Criterion, cap: float, low: int = 0, extra: bool = False) -> Criterion:
    return Criterion("1", text("1"), Fraction(str(cap)), Fraction(low), combined=combining, parts=parts, extra=extra)


def told(area: Criterion, *answers: Answer, language: Language = VI) -> list[str]:
    world = rubric(criteria=(SURE, PLAN, area))
    given = (Points("sure", Fraction(10)), Chosen("plan", "yes"), *answers)
    result = evaluate(edition_of(world, 1), Sheet("agency", "2022", given))
    return losses(Telling(world, result, language), ("1",))


def points(code: str, number: float) -> Points:
    return Points(code, Fraction(str(number)))


def require_losses_to_add_up(world: Rubric, result: Result) -> None:
    telling = Telling(world, result, VI)
    for area in world.criteria:
        line = telling.lines[area.code]
        lost = sum((loss.lost for loss in lost_within(telling, (area,), extra=area.extra)), ZERO)
        had, most = Fraction(line["points"] or 0), Fraction(line["max_points"])
        if not area.extra:
            assert lost == most - had, area.code
        elif area.max_points == 0:
            assert lost == -had, area.code


@pytest.mark.parametrize("agency", sample_results())
def test_losses_of_the_sample_add_up(agency: str) -> None:
    require_losses_to_add_up(sample_rubric(), sample_results()[agency])


@given(mixed_worlds())
def test_losses_add_up(world: tuple[Rubric, Sheet]) -> None:
    require_losses_to_add_up(world[0], result_of(*world))


@pytest.mark.parametrize("agency", sample_results())
def test_what_the_sentences_of_the_sample_tell_adds_up(agency: str) -> None:
    telling = Telling(sample_rubric(), sample_results()[agency], VI)
    for area in sample_rubric().criteria:
        if not area.extra and (found := losses(telling, (area.code,))):
            amounts = re.findall(r"[(:] ?(không )?trừ ([\d,]+) điểm", found[0])
            amounts += re.findall(r"\. Điểm bị trừ: ()([\d,]+)", found[0])  # of a survey
            lost = sum(Fraction(each.replace(",", ".")) * (-1 if spared else 1) for spared, each in amounts)
            line = telling.lines[area.code]
            assert lost == Fraction(line["max_points"]) - Fraction(line["points"] or 0), found[0]


def test_the_smaller_scale_of_the_part_that_counts_is_told() -> None:
    cases = (Case("yes", "1.1"), Case("no", "1.2"))
    area = combined(Branch("plan", cases), leaf("1.1", "0.5"), leaf("1.2", 1), cap=1)
    (sentence,) = told(area, points("1.1", 0.25))
    assert sentence == (
        "Các tiêu chí thành phần bị trừ điểm của lĩnh vực 1 (vi): 1 1 (vi) (trừ 0,50 điểm: tính theo 1.1 có điểm tối "
        "đa 0,5 trong 1 điểm); 1.1 1.1 (vi) (trừ 0,25 điểm)"
    )


def test_that_nothing_is_assessed_of_the_part_that_counts_is_told() -> None:
    """Of the branch 1 point is left, as part 1.2 is worth 1 point less than it."""
    cases = (Case("yes", "1.2"), Case("no", "1.1"))
    area = combined(Branch("plan", cases), leaf("1.1", 3), leaf("1.2", 2), cap=3)
    (sentence,) = told(area, NotApplicable("1.2", "không có"))
    assert sentence.endswith("1 1 (vi) (trừ 1,00 điểm: tính theo 1.2, nhưng không có nội dung nào được đánh giá)")


def test_the_lower_maximum_of_the_best_part_is_told() -> None:
    area = combined(Best(), leaf("1.1", 10), leaf("1.2", 6), cap=10)
    (sentence,) = told(area, points("1.1", 1), points("1.2", 6), language=EN)
    assert sentence.endswith("1 1 (en) (4.00 points deducted: 1.2 counts, which has at most 6 of 10 points)")


def test_what_rescaling_costs_or_spares_is_told() -> None:
    area = combined(Rescaled(), leaf("1.1", 10), leaf("1.2", 10), cap=20)
    (sentence,) = told(area, points("1.1", 8), NotApplicable("1.2", "x"))
    assert "1.1 1.1 (vi) (trừ 2,00 điểm)" in sentence
    assert (
        "1 1 (vi) (trừ 2,00 điểm do quy đổi, ngoài số điểm các tiêu chí thành phần bị trừ: 8/10 điểm của phần được "
        "đánh giá" in sentence
    )


def test_what_is_spared_within_bounds_is_told_after_what_was_lost() -> None:
    area = combined(CappedSum(), leaf("1.1", 4), leaf("1.2", 4), cap=5)
    (sentence,) = told(area, points("1.1", 4), points("1.2", 0))
    assert sentence.endswith(
        "1.2 1.2 (vi) (trừ 4,00 điểm); 1 1 (vi) (không trừ 3,00 điểm: các tiêu chí thành phần cộng lại được tính từ 0 "
        "đến 5 điểm)"
    )


def test_nothing_is_told_of_parts_whose_loss_cost_nothing() -> None:
    area = combined(CappedSum(), leaf("1.1", 5), leaf("1.2", 4), cap=5)
    assert told(area, points("1.1", 5), points("1.2", 0)) == []


def test_a_penalty_block_says_how_much_it_takes_off_at_most() -> None:
    parts = (leaf("1.1", 0, low=-3), leaf("1.2", 0, low=-3))
    area = combined(CappedSum(), *parts, cap=0, low=-4, extra=True)
    (sentence,) = told(area, points("1.1", -3), points("1.2", -2))
    assert sentence == (
        "Điểm trừ: 1.1 1.1 (vi) (trừ 3,00 điểm); 1.2 1.2 (vi) (trừ 2,00 điểm); 1 1 (vi) (không trừ 1,00 điểm: tổng số "
        "điểm trừ tối đa 4,00 điểm)"
    )


def test_a_bonus_is_told_with_what_of_it_is_beyond_its_most() -> None:
    area = combined(CappedSum(), leaf("1.1", 3), leaf("1.2", 3), cap=5, extra=True)
    (sentence,) = told(area, points("1.1", 3), points("1.2", 2.5))
    assert sentence == (
        "Điểm thưởng: 1.1 1.1 (vi) (cộng 3,00 điểm); 1.2 1.2 (vi) (cộng 2,50 điểm); 1 1 (vi) (không cộng 0,50 điểm: "
        "các tiêu chí thành phần cộng lại được tính từ 0 đến 5 điểm)"
    )


def test_what_was_added_and_taken_off_comes_out_as_the_points() -> None:
    area = combined(CappedSum(), leaf("1.1", 3), leaf("1.2", 0, low=-5), cap=5, extra=True)
    off, bonus = told(area, points("1.1", 3), points("1.2", -5), language=EN)
    assert off == "Points taken off: 1.2 1.2 (en) (5.00 points deducted)"
    assert bonus == (
        "Bonus points: 1.1 1.1 (en) (3.00 points added); 1 1 (en) (2.00 points not deducted: the components together "
        "count for 0 to 5 points)"
    )
