"""Chapter 18, what did not arise: it leaves the maximum, earns it or is always assessed; settled or asked for."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.answer import NotApplicable
from rules.criterion import Absence, Criterion
from rules.errors import BadValue, RubricRefusal
from rules.measure import CriterionPercent, LowestPercent, TotalPercent
from rules.scoring_errors import AlwaysApplicable
from tests.builders import CANNOT_TELL, NO, YES, area, leaf, rubric, sheet
from tests.evaluators import Judge
from tests.spec.test_combining import absent, points, refused, scores


def earning(code: str, cap: int = 10) -> Criterion:
    return replace(leaf(code, cap), not_applicable=Absence.EARNS)


def always(code: str) -> Criterion:
    return replace(leaf(code), not_applicable=Absence.REFUSED)


def test_both_kinds_in_one_sheet() -> None:
    """By hand: 6 + 4 of 10 + 4 points, 10/14 = 71.43%; the part of 5 points is neither in points nor in maximum."""
    world = rubric(criteria=(area("1", leaf("a"), earning("b", 4), leaf("c", 5)),))
    assert scores(world, *points(a=6), absent("b"), absent("c")) == {
        "1": (10, 14),
        "a": (6, 10),
        "b": (4, 4),
        "c": None,
        "": (10, 14),
    }


def test_what_is_always_assessed_cannot_be_left_out() -> None:
    (refusal,) = refused(rubric(criteria=(always("a"), leaf("b"))), absent("a"), *points(b=1))
    assert isinstance(refusal, AlwaysApplicable)
    assert refusal.at == ("answers", 0, "not_applicable")


def test_the_edition_can_exempt_from_what_is_always_assessed() -> None:
    world = rubric(criteria=(always("a"), leaf("b")), exemptions=[("a", "agency")])
    assert scores(world, *points(b=1))[""] == (1, 10)


def test_an_exemption_earns_the_maximum_where_its_own_component_says_so() -> None:
    world = rubric(criteria=(area("1", earning("a", 4), leaf("b")),), exemptions=[("a", "agency")])
    assert scores(world, *points(b=1))["1"] == (5, 14)


def test_of_a_whole_area_that_is_exempt_nothing_is_assessed_and_nothing_earned() -> None:
    world = rubric(criteria=(area("1", earning("a"), leaf("b")), leaf("2")), exemptions=[("1", "agency")])
    assert scores(world, *points(**{"2": 7})) == {"1": None, "a": None, "b": None, "2": (7, 10), "": (7, 10)}


def test_floors_are_asked_of_the_areas_that_are_left(judge: Judge) -> None:
    world = rubric(
        criteria=(leaf("1"), leaf("2"), leaf("3")), scopes={"areas": ("1", "2", "3")}, exemptions=[("1", "agency")]
    )
    given = sheet({"2": 8, "3": 9})
    assert judge(world, given, LowestPercent("areas"), ">=", 80) is YES
    assert judge(world, given, LowestPercent("areas"), ">", 80) is NO
    assert judge(world, given, TotalPercent(), "=", 85) is YES
    assert judge(world, given, CriterionPercent("1"), "<", 75) is CANNOT_TELL


@pytest.mark.parametrize(("maxima", "applicable"), [(("28.5",), "71.5"), (("3.5",), "96.5")])
def test_the_applicable_maximum_may_be_any_number(maxima: tuple[str, ...], applicable: str) -> None:
    """The maxima of Văn phòng and of others in a published result: 71.5 and 96.5 of 100."""
    left_out = Fraction(maxima[0])
    world = rubric(criteria=(area("1", leaf("out", left_out), leaf("in", 100 - left_out)),))
    found = scores(world, absent("out"), *points(**{"in": 60}))
    assert found[""] == (60, Fraction(applicable))


def test_a_reason_is_needed_and_kept_composed() -> None:
    world = rubric(criteria=(earning("a"), leaf("b")))
    (refusal,) = refused(world, NotApplicable("a", " \n"), *points(b=1))
    assert refusal.at == ("answers", 0, "reason")


def test_only_a_component_says_what_follows_where_nothing_arose() -> None:
    with pytest.raises(RubricRefusal) as caught:
        replace(area("1", leaf("a")), not_applicable=Absence.EARNS)
    assert isinstance(caught.value, BadValue)
    assert caught.value.at == ("not_applicable",)
