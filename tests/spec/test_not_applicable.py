"""Chapter 18, what did not arise: it leaves the maximum, earns it or is always assessed; settled or asked for."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.answer import NotApplicable
from rules.ballots import SurveyPercent
from rules.combining import Rescaled
from rules.criterion import Absence, Criterion
from rules.errors import BadValue, NothingApplicable, RubricRefusal
from rules.measure import CountBelow, CriterionPercent, LowestPercent, TotalPercent
from rules.methods.survey import SurveyTakenOver
from rules.scope import Exemption
from rules.scoring_errors import AlwaysApplicable, OnNoBranch
from tests.builders import CANNOT_TELL, NO, YES, area, leaf, rubric, rule, sheet, table, when
from tests.evaluators import Evaluator, Judge
from tests.spec.test_combining import ON_PLAN, absent, parent, points, refused, scores


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


@pytest.mark.parametrize("exempt", [("1", "a"), ("a", "1"), ("0", "a"), ("1",)])
def test_of_a_whole_area_that_is_exempt_nothing_is_earned_though_a_part_is_exempt_by_itself(
    exempt: tuple[str, ...],
) -> None:
    criteria = (area("0", area("1", earning("a"), leaf("b", 5)), leaf("c")), leaf("2"))
    world = rubric(criteria=criteria, exemptions=[(code, "agency") for code in exempt])
    others = points(**({"2": 7} if "0" in exempt else {"c": 1, "2": 7}))
    found = scores(world, *others)
    assert (found["1"], found["a"]) == (None, None)


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


def test_a_survey_that_was_not_held_is_rescaled_from_the_rest() -> None:
    """By hand: 5 of 6 points stand for 10, 5 x 10 / 6 = 8.33; with the survey at 90% it is 5 + 3.6 = 8.6."""
    survey = replace(leaf("survey", 4), method=SurveyTakenOver())
    world = rubric(criteria=(parent("1", 10, Rescaled(), leaf("papers", 6), survey), leaf("2")))
    found = scores(world, *points(papers=5, **{"2": 7}), absent("survey"))
    assert (found["1"], found["survey"], found[""]) == ((Fraction("8.33"), 10), None, (Fraction("15.33"), 20))
    held = scores(world, *points(papers=5, **{"2": 7}), SurveyPercent("survey", Fraction(90), "1/BC"))
    assert (held["1"], held[""]) == ((Fraction("8.6"), 10), (Fraction("15.6"), 20))


def test_a_survey_that_an_agency_is_exempt_from_is_rescaled_alike() -> None:
    survey = replace(leaf("survey", 4), method=SurveyTakenOver(), not_applicable=Absence.REFUSED)
    world = rubric(
        criteria=(parent("1", 10, Rescaled(), leaf("papers", 6), survey),), exemptions=[("survey", "agency")]
    )
    assert scores(world, *points(papers=3))["1"] == (5, 10)


def test_by_exemption_and_by_request_in_one_sheet() -> None:
    """By hand: exempt b earns 4, exempt c leaves, requested d earns 2, requested e leaves: 8 + 4 + 2 of 10 + 4 + 2."""
    world = rubric(
        criteria=(area("1", leaf("a"), earning("b", 4), leaf("c", 5), earning("d", 2), leaf("e", 3)),),
        exemptions=[("b", "agency"), ("c", "agency")],
    )
    given = (*points(a=8), absent("d"), absent("e"))
    expected = {"1": (14, 16), "a": (8, 10), "b": (4, 4), "c": None, "d": (2, 2), "e": None, "": (14, 16)}
    assert scores(world, *given) == expected
    assert scores(world, *given, absent("b"), absent("c")) == expected


def test_what_is_earned_or_left_in_one_sheet_is_in_the_percentages(judge: Judge) -> None:
    """By hand: area 1 has 6 + 4 of 10 + 4 = 71.43%, area 2 has 9 of 10 = 90%, together 19 of 24 = 79.17%."""
    world = rubric(
        criteria=(area("1", leaf("a"), earning("b", 4), leaf("c", 5)), area("2", leaf("d"), leaf("e", 6))),
        scopes={"areas": ("1", "2")},
        exemptions=[("e", "agency")],
    )
    given = sheet({"a": 6, "b": None, "c": None, "d": 9})
    assert judge(world, given, CriterionPercent("1"), "=", "71.43") is NO
    assert judge(world, given, CriterionPercent("1"), ">=", "71.428571") is YES
    assert judge(world, given, CriterionPercent("1"), "<", "71.428572") is YES
    assert judge(world, given, TotalPercent(), ">=", "79.166666") is YES
    assert judge(world, given, TotalPercent(), "<", "79.166667") is YES
    assert judge(world, given, LowestPercent("areas"), "<", 75) is YES
    assert judge(world, given, CountBelow("areas", Fraction(75)), "=", 1) is YES


def test_an_area_under_75_percent_is_found_among_those_that_are_left(evaluator: Evaluator) -> None:
    below = table("below", rule("weak", when(CriterionPercent(), "<", 75)), scope="areas", policy="COLLECT")
    world = rubric(
        below, criteria=(leaf("1"), leaf("2"), leaf("3")), scopes={"areas": ("1", "2", "3")}, exemptions=[("1", "x")]
    )
    answered = evaluator(world, sheet({"2": 7, "3": 8}, agency="x"))
    assert answered.findings("below") == [("2", "weak")]
    assert answered.possible("below") == []


def test_where_no_maximum_is_left_the_sheet_is_refused() -> None:
    world = rubric(criteria=(leaf("a"), leaf("b"), leaf("off", 0, low=-5)), exemptions=[("b", "agency")])
    (refusal,) = refused(world, absent("a"), *points(off=-1))
    assert isinstance(refusal, NothingApplicable)
    assert refusal.at == ("answers",)


def test_a_branch_on_what_the_edition_exempts_from_is_not_assessed() -> None:
    world = replace(
        ON_PLAN,
        criteria=(*ON_PLAN.criteria, leaf("c")),
        exemptions=(Exemption("plan", "agency"),),
    )
    found = scores(world, *points(c=5))
    assert (found["plan"], found["1"], found[""]) == (None, None, (5, 10))


def test_where_nothing_decides_on_a_branch_neither_part_is_to_be_answered() -> None:
    criteria = (*ON_PLAN.criteria, leaf("c"))
    absence, exempt = replace(ON_PLAN, criteria=criteria), (Exemption("plan", "agency"),)
    for world, given in ((absence, (absent("plan"),)), (replace(absence, exemptions=exempt), ())):
        assert scores(world, *given, *points(c=5))["1"] is None
        found = refused(world, *points(a1=1, c=5), *given, absent("b"))
        assert [(type(each), each.at) for each in found] == [
            (OnNoBranch, ("answers", 0, "criterion")),
            (OnNoBranch, ("answers", 2 + len(given), "criterion")),
        ]


def test_a_reason_is_needed_and_kept_composed() -> None:
    world = rubric(criteria=(earning("a"), leaf("b")))
    (refusal,) = refused(world, NotApplicable("a", " \n"), *points(b=1))
    assert refusal.at == ("answers", 0, "reason")


def test_only_a_component_says_what_follows_where_nothing_arose() -> None:
    with pytest.raises(RubricRefusal) as caught:
        replace(area("1", leaf("a")), not_applicable=Absence.EARNS)
    assert isinstance(caught.value, BadValue)
    assert caught.value.at == ("not_applicable",)
