"""Chapter 6: applicability and exemptions. What does not arise leaves every aggregate."""

from fractions import Fraction

import pytest

from rules.acceptance import accept
from rules.answer import Points
from rules.errors import Exempted, Refused
from rules.evaluation import decide, examine
from rules.measure import CountBelow, LowestPercent, TotalPercent, TotalPoints
from rules.sheet import Accepted
from tests.builders import CANNOT_TELL, NA, YES, area, leaf, rubric, rule, sheet, table, when
from tests.evaluators import Judge

WORLD = rubric(
    criteria=(area("staff", leaf("s1", 10), leaf("s2", 10)), leaf("law", 10), leaf("gate", 10)),
    scopes={"areas": ("staff", "law", "gate")},
    exemptions=[("law", "no-law"), ("staff", "no-staff"), ("s1", "no-s1")],
)


def test_an_inapplicable_leaf_leaves_points_maximum_lowest_and_count(judge: Judge) -> None:
    answers = sheet({"s1": 8, "s2": 8, "law": NA, "gate": 8})
    assert judge(WORLD, answers, TotalPoints(), "=", 24) is YES
    assert judge(WORLD, answers, TotalPercent(), "=", 80) is YES
    assert judge(WORLD, answers, LowestPercent("areas"), "=", 80) is YES
    assert judge(WORLD, answers, CountBelow("areas", Fraction(80)), "=", 0) is YES


def test_nothing_is_not_the_same_as_not_applicable(judge: Judge) -> None:
    answers = sheet({"s1": 8, "s2": 8, "law": 0, "gate": 8})
    assert judge(WORLD, answers, TotalPercent(), "=", 60) is YES
    assert judge(WORLD, answers, LowestPercent("areas"), "=", 0) is YES


def test_an_exempt_leaf_needs_no_answer_and_leaves_the_maximum(judge: Judge) -> None:
    answers = sheet({"s1": 9, "s2": 9, "gate": 9}, agency="no-law")
    assert judge(WORLD, answers, TotalPercent(), "=", 90) is YES


def test_an_exempt_area_takes_its_parts_along(judge: Judge) -> None:
    answers = sheet({"law": 9, "gate": 9}, agency="no-staff")
    assert judge(WORLD, answers, TotalPercent(), "=", 90) is YES
    assert judge(WORLD, answers, LowestPercent("areas"), "=", 90) is YES


def test_a_part_of_an_area_may_be_exempt(judge: Judge) -> None:
    answers = sheet({"s2": 5, "law": 9, "gate": 9}, agency="no-s1")
    assert judge(WORLD, answers, LowestPercent("areas"), "=", 50) is YES


def test_an_exemption_is_for_the_agency_it_names(judge: Judge) -> None:
    answers = sheet({"s1": 9, "s2": 9, "law": 9, "gate": 9}, agency="another")
    assert judge(WORLD, answers, TotalPoints(), "=", 36) is YES


def test_an_exempt_leaf_may_be_answered_not_applicable_and_changes_nothing() -> None:
    left_out = accept(WORLD, sheet({"s1": 9, "s2": 9, "gate": 9}, agency="no-law"))
    answered = accept(WORLD, sheet({"s1": 9, "s2": 9, "law": NA, "gate": 9}, agency="no-law"))
    assert answered == left_out


def test_points_for_an_exempt_leaf_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        accept(WORLD, sheet({"s1": 9, "s2": 9, "law": 5, "gate": 9}, agency="no-law"))
    (refusal,) = refused.value.refusals
    assert isinstance(refusal, Exempted)
    assert refusal.at == ("answers", 2, "points")


def test_a_total_over_nothing_would_be_missing_on_both_sides() -> None:
    """Such a sheet is not accepted; should it come through all the same, nothing is made up."""
    total = table("t", rule("good", when(TotalPercent(), ">=", 0)), rule("none", when(TotalPercent(), "missing")))
    world, nothing = rubric(total), Accepted("agency", "2022", sheet({"a": NA}).answers)
    verdicts = decide(world, nothing).verdicts
    assert list(verdicts.values()) == [CANNOT_TELL, YES]
    assert [each.verdict for each in examine(world, nothing).examined["t"]] == [CANNOT_TELL, YES]
    assert not any(isinstance(answer, Points) for answer in nothing.answers)
