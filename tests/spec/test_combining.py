"""Chapter 18, parents: how the scores of parts become one, each sentence asked of both evaluators."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

from rules.acceptance import accept
from rules.answer import Answer, Chosen, Counted, Measured, NotApplicable, Points
from rules.combining import Best, Branch, CappedSum, Case, Combining, Rescaled, Sum
from rules.criterion import Absence, Criterion, unsummed, walk
from rules.errors import (
    BadValue,
    DuplicateCode,
    MissingAnswers,
    NothingApplicable,
    PercentTooLow,
    PointsTooLarge,
    Refusal,
    Refused,
    RubricRefusal,
)
from rules.facts import gather
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.ratio import RatioToTarget
from rules.number import SCALE
from rules.rubric import Rubric
from rules.scope import Exemption
from rules.scoring_errors import OnAnotherBranch, UnknownOption
from rules.sheet import Sheet
from rules.tally import Counting, Summed, tally
from rules.together import all_of
from rules.tree_errors import (
    BranchOnNoChoice,
    CasesDiffer,
    ExtraBelow,
    LargestDiffers,
    NoSuchPart,
    PartWithoutCase,
)
from tests.builders import Number, area, leaf, rubric, text
from tests.scoring import option
from tests.spec.second_opinion import Opinion, came_to
from tests.spec.strategies import INDICATORS, mixed_trees, sheets


def points(**given: Number) -> tuple[Answer, ...]:
    return tuple(Points(code, Fraction(number)) for code, number in given.items())


def absent(code: str) -> NotApplicable:
    return NotApplicable(code, "không phát sinh")


def parent(code: str, cap: Number, combined: Combining, *parts: Criterion, low: Number = 0) -> Criterion:
    return Criterion(code, text(code), Fraction(cap), Fraction(low), parts=parts, combined=combined)


def scores(world: Rubric, *answers: Answer, agency: str = "agency") -> dict[str, Any]:
    """Points and applicable maximum by criterion, on which the exact tally and the integer facts agree."""
    accepted = accept(world, Sheet(agency, "2022", answers))
    added = tally(world, accepted)
    exact = {**added.scores, "": added.total}
    ratios: Mapping[str, Any] = gather(world, accepted, {}).ratios
    for code, score in exact.items():
        assert ratios[code][:2] == (score.points * SCALE, score.max_points * SCALE)
        assert (ratios[code][2] > 0) is score.applicable
    return {code: (score.points, score.max_points) if score.applicable else None for code, score in exact.items()}


def refused(world: Rubric, *answers: Answer) -> list[Refusal]:
    with pytest.raises(Refused) as caught:
        accept(world, Sheet("agency", "2022", answers))
    return list(caught.value.refusals)


# ---- sums ------------------------------------------------------------------------------------------------------------


def test_what_is_not_assessed_leaves_the_maximum_of_a_sum() -> None:
    world = rubric(criteria=(area("1", leaf("a"), leaf("b", 5)),))
    assert scores(world, *points(a=8), absent("b"))["1"] == (8, 10)


def test_a_rescaled_sum_stands_for_all_of_its_parts() -> None:
    world = rubric(criteria=(parent("1", 30, Rescaled(), leaf("a", 20), leaf("b", 10)),))
    assert scores(world, *points(a=17), absent("b"))["1"] == (Fraction("25.5"), 30)
    assert scores(world, *points(a=17, b=4))["1"] == (21, 30)


def test_a_rescaled_sum_is_rounded_half_up_to_its_places() -> None:
    three = parent("1", 10, Rescaled(), leaf("a", 3), leaf("b", 7))
    assert scores(rubric(criteria=(three,)), *points(a=1), absent("b"))["1"] == (Fraction("3.33"), 10)
    rounder = replace(three, combined=Rescaled(0))
    assert scores(rubric(criteria=(rounder,)), *points(a="0.45"), absent("b"))["1"] == (2, 10)


def test_rounding_never_leads_a_rescaled_sum_above_the_maximum() -> None:
    world = rubric(criteria=(parent("1", "2.5", Rescaled(0), leaf("a", "1.5"), leaf("b", 1)), leaf("c")))
    assert scores(world, absent("a"), *points(b=1, c=1))["1"] == (Fraction("2.5"), Fraction("2.5"))


def test_a_rescaled_sum_without_a_maximum_is_left_as_it_is() -> None:
    penalty = replace(leaf("a"), max_points=Fraction(0), min_points=Fraction(-3))
    world = rubric(criteria=(parent("1", 10, Rescaled(), penalty, leaf("b")), leaf("c")))
    assert scores(world, *points(a=-2, c=5), absent("b"))["1"] == (-2, 0)


def test_a_capped_sum_is_kept_within_its_bounds() -> None:
    world = rubric(criteria=(parent("1", 2, CappedSum(), leaf("a", 2), leaf("b", 2), low=-1), leaf("c")))
    assert scores(world, *points(a="1.5", b="1.5", c=1))["1"] == (2, 2)
    assert scores(world, *points(a="0.5", b="0.5", c=1))["1"] == (1, 2)
    assert scores(world, *points(a="0.5", c=1), absent("b"))["1"] == (Fraction("0.5"), 2)


def test_a_penalty_block_takes_points_off_down_to_its_least() -> None:
    off = replace(leaf("a"), max_points=Fraction(0), min_points=Fraction(-3))
    world = rubric(criteria=(parent("1", 0, CappedSum(), off, low=-2), leaf("c")))
    found = scores(world, *points(a="-2.5", c=9))
    assert (found["1"], found[""]) == ((-2, 0), (7, 10))


def test_parts_of_which_none_is_assessed_are_not_assessed_together() -> None:
    for combined in (Rescaled(), CappedSum(), Best()):
        world = rubric(criteria=(parent("1", 10, combined, leaf("a", 10)), leaf("c")))
        assert scores(world, absent("a"), *points(c=1))["1"] is None


# ---- one of several --------------------------------------------------------------------------------------------------


PAIR = area("a", leaf("a1", 5), leaf("a2", 5))


def test_of_several_ways_the_best_counts_out_of_the_maximum() -> None:
    world = rubric(criteria=(parent("1", 10, Best(), leaf("a", 6), leaf("b", 10)),))
    assert scores(world, *points(a=6, b=4))["1"] == (6, 10)
    accepted = accept(world, Sheet("agency", "2022", points(a=4, b=4)))
    assert tally(world, accepted).combined == {"1": Counting("a")}


def test_of_several_ways_one_that_is_not_assessed_has_no_say() -> None:
    low = replace(leaf("b"), min_points=Fraction(-5))
    world = rubric(criteria=(parent("1", 10, Best(), leaf("a"), low), leaf("c")))
    assert scores(world, absent("a"), *points(b=-3, c=1))["1"] == (-3, 10)


def test_of_several_ways_the_maximum_is_the_largest_of_those_that_are_assessed() -> None:
    """Way a is assessed in half: 5 of 5; b whole, out of 8, though nothing was earned; c, the largest, not at all."""
    ways = (PAIR, leaf("b", 8), leaf("c", 10))
    world = rubric(criteria=(parent("1", 10, Best(), *ways), leaf("d")))
    assert scores(world, absent("a1"), *points(a2=5, b=0, d=1), absent("c"))["1"] == (5, 8)
    assert scores(world, absent("a1"), *points(a2=5, d=1), absent("b"), absent("c"))["1"] == (5, 5)
    assert scores(world, *points(a1=0, a2=5, b=0, d=1), absent("c"))["1"] == (5, 10)


PLAN = replace(leaf("plan", 1), method=Choice((option("yes", 1), option("no", 0), option("exempt", 0))))
CASES = (Case("yes", "a"), Case("no", "b"), Case("exempt"))
ON_PLAN = rubric(criteria=(PLAN, parent("1", 10, Branch("plan", CASES), area("a", leaf("a1", 10)), leaf("b", 4))))


def chosen(code: str) -> Chosen:
    return Chosen("plan", code)


def test_the_option_that_was_chosen_tells_which_part_counts() -> None:
    assert scores(ON_PLAN, chosen("yes"), *points(a1=7))["1"] == (7, 10)
    assert scores(ON_PLAN, chosen("no"), *points(b=3))["1"] == (3, 10)


def test_what_is_not_assessed_of_the_part_that_counts_leaves_the_maximum_of_a_branch() -> None:
    parts = (PAIR, area("b", leaf("b1", 2), leaf("b2", 2)))
    world = rubric(criteria=(PLAN, parent("1", 10, Branch("plan", CASES), *parts)))
    assert scores(world, chosen("yes"), *points(a1=4, a2=5))["1"] == (9, 10)
    assert scores(world, chosen("yes"), absent("a1"), *points(a2=5))["1"] == (5, 5)
    assert scores(world, chosen("no"), *points(b1=2, b2=1))["1"] == (3, 10)
    assert scores(world, chosen("no"), absent("b1"), *points(b2=1))["1"] == (1, 8)


def test_an_option_may_lead_to_nothing_being_assessed() -> None:
    assert scores(ON_PLAN, chosen("exempt"))["1"] is None


def test_a_branch_on_what_is_not_assessed_is_not_assessed() -> None:
    world = replace(ON_PLAN, criteria=(*ON_PLAN.criteria, leaf("c")))
    found = scores(world, absent("plan"), *points(c=5))
    assert (found["1"], found[""]) == (None, (5, 10))


def test_only_what_counts_is_to_be_answered() -> None:
    (refusal,) = refused(ON_PLAN, chosen("yes"), *points(b=3), *points(a1=7))
    assert isinstance(refusal, OnAnotherBranch)
    assert (refusal.option, refusal.at) == (text("yes"), ("answers", 1, "criterion"))
    (missing,) = refused(ON_PLAN, chosen("no"))
    assert isinstance(missing, MissingAnswers)
    assert missing.criteria == ("b",)


def test_without_the_option_nothing_else_is_said_to_be_missing() -> None:
    (missing,) = refused(ON_PLAN, *points(b=3))
    assert isinstance(missing, MissingAnswers)
    assert missing.criteria == ("plan",)


def test_what_is_earned_on_another_branch_does_not_count() -> None:
    earning = replace(leaf("a1", 10), not_applicable=Absence.EARNS)
    parts = (area("a", earning), leaf("b", 4))
    criteria = (PLAN, parent("1", 10, Branch("plan", CASES), *parts))
    world = rubric(criteria=criteria, exemptions=[("a1", "agency")])
    assert scores(world, chosen("no"), absent("b"))["1"] == (0, 6)


def test_an_option_that_there_is_not_says_nothing_of_what_need_not_be_answered() -> None:
    (refusal,) = refused(ON_PLAN, chosen("perhaps"), *points(b=3))
    assert isinstance(refusal, UnknownOption)


def test_what_a_part_is_worth_less_than_its_branch_stays_in_the_maximum_though_all_of_it_is_left_out() -> None:
    """By hand, b2 being worth 5 of the 10 points of b: 15/21, then 12/18, then 10/16 and not 10/11."""
    parts = (leaf("b1", 10), area("b2", leaf("x", 3), leaf("y", 2)))
    branched = parent("b", 10, Branch("plan", (Case("yes", "b1"), Case("no", "b2"), Case("exempt"))), *parts)
    world = rubric(criteria=(PLAN, leaf("a"), branched))
    asked = (chosen("no"), *points(a=10))
    assert scores(world, *asked, *points(x=3, y=2))[""] == (15, 21)
    assert scores(world, *asked, absent("x"), *points(y=2))[""] == (12, 18)
    assert scores(world, *asked, absent("x"), absent("y"))[""] == (10, 16)


def test_a_part_worth_the_whole_branch_that_is_left_out_leaves_nothing_to_assess() -> None:
    assert scores(ON_PLAN, chosen("yes"), absent("a1"))["1"] is None


def test_a_part_that_is_exempt_is_left_out_of_its_branch_and_a_branch_that_is_exempt_as_a_whole() -> None:
    world = replace(ON_PLAN, criteria=(*ON_PLAN.criteria, leaf("c")))
    for exempt, expected in ((("b",), (0, 6)), (("1",), None), (("a", "b"), None), (("a1", "b"), None)):
        exempting = replace(world, exemptions=tuple(Exemption(code, "agency") for code in exempt))
        assert scores(exempting, chosen("no"), *points(c=5))["1"] == expected


def test_of_a_branch_within_a_part_that_does_not_count_nothing_is_assessed() -> None:
    inner = parent(
        "inner", 10, Branch("plan", (Case("yes", "a"), Case("no", "a2"), Case("exempt"))), leaf("a"), leaf("a2", 4)
    )
    outer = parent(
        "1", 10, Branch("plan", (Case("yes", "inner"), Case("no", "b"), Case("exempt"))), inner, leaf("b", 4)
    )
    world = rubric(criteria=(PLAN, outer))
    found = scores(world, chosen("no"), *points(b=4))
    assert (found["1"], found["inner"]) == ((4, 10), None)


# ---- points beside the maximum ---------------------------------------------------------------------------------------

BONUS = replace(parent("9", 2, CappedSum(), leaf("ideas", 5)), extra=True)
OFF = replace(
    parent("8", 0, CappedSum(), replace(leaf("late"), max_points=Fraction(0), min_points=Fraction(-9)), low=-9),
    extra=True,
)
WITH_EXTRA = rubric(criteria=(leaf("a"), BONUS, OFF))


def test_bonus_points_count_up_to_the_cap_of_their_block_and_add_no_maximum() -> None:
    found = scores(WITH_EXTRA, *points(a=5, ideas=4, late=0))
    assert (found["9"], found[""]) == ((2, 2), (7, 10))
    assert WITH_EXTRA.max_points == 10


@pytest.mark.parametrize(
    ("a", "ideas", "late", "total"), [("9.5", 2, 0, 10), (3, 0, -5, 0), (9, 2, -1, 10), (0, 0, 0, 0)]
)
def test_the_total_stays_between_nothing_and_the_maximum(a: Number, ideas: int, late: int, total: int) -> None:
    assert scores(WITH_EXTRA, *points(a=a, ideas=ideas, late=late))[""] == (total, 10)


def test_what_the_areas_came_to_is_kept_where_the_total_is_another() -> None:
    accepted = accept(WITH_EXTRA, Sheet("agency", "2022", points(a=9, ideas=2, late=0)))
    assert tally(WITH_EXTRA, accepted).combined[""] == Summed(Fraction(11), Fraction(10))


def test_bonus_points_alone_are_nothing_to_assess() -> None:
    (refusal,) = refused(WITH_EXTRA, absent("a"), *points(ideas=2, late=0))
    assert isinstance(refusal, NothingApplicable)


# ---- what a rubric may not say ---------------------------------------------------------------------------------------


def wrong(*criteria: Criterion) -> list[tuple[type[Refusal], object]]:
    with pytest.raises(RubricRefusal) as caught:
        rubric(criteria=criteria)
    return [(type(each), each.at) for each in all_of(caught.value)]


def test_only_a_whole_area_has_points_beside_the_maximum() -> None:
    found = wrong(area("1", replace(leaf("a"), extra=True)))
    assert found == [(ExtraBelow, ("criteria", 0, "parts", 0, "extra"))]


def branch(*cases: Case, on: str = "plan") -> Criterion:
    return parent("1", 10, Branch(on, cases), leaf("a"), leaf("b"))


@pytest.mark.parametrize(
    ("criterion", "kind", "at"),
    [
        (branch(*CASES, on="nowhere"), BranchOnNoChoice, ("on",)),
        (branch(*CASES, on="a"), BranchOnNoChoice, ("on",)),
        (branch(*CASES[:2]), CasesDiffer, ("cases",)),
        (branch(*CASES, Case("perhaps", "a")), CasesDiffer, ("cases",)),
        (branch(*CASES[:2], Case("exempt", "c")), NoSuchPart, ("cases", 2, "part")),
        (branch(CASES[0], Case("no", "a"), CASES[2]), PartWithoutCase, ("cases",)),
    ],
)
def test_a_branch_says_of_each_option_which_part_counts(
    criterion: Criterion, kind: type[Refusal], at: tuple[object, ...]
) -> None:
    assert wrong(PLAN, criterion) == [(kind, ("criteria", 1, "combined", *at))]


def test_each_option_stands_once_and_there_is_at_least_one() -> None:
    with pytest.raises(DuplicateCode) as twice:
        Branch("plan", (Case("yes", "a"), Case("yes", "b")))
    assert (twice.value.given, twice.value.at) == ("yes", ("cases", 1, "option"))
    with pytest.raises(BadValue) as nothing:
        Branch("plan", ())
    assert nothing.value.at == ("cases",)


def test_points_that_rescaling_would_lead_out_of_bounds_are_refused() -> None:
    """Nothing but the smallest part may be assessed: -900 of 0.000001 stand for -900 000 000 000 900 of the whole."""
    small = leaf("a", "0.000001", low=-900)
    assert wrong(parent("1", "1000000.000001", Rescaled(), small, leaf("b", 10**6))) == [
        (PointsTooLarge, ("criteria",)),
        (PercentTooLow, ("criteria",)),
    ]
    rubric(criteria=(parent("1", "1000000.000001", Sum(), small, leaf("b", 10**6)),))


def test_a_cap_so_small_that_percentages_would_be_out_of_bounds_is_refused() -> None:
    off = leaf("a", 0, low=-9)
    assert wrong(parent("1", "0.000001", CappedSum(), replace(off, min_points=Fraction(-(10**6))), low=-(10**6))) == [
        (PercentTooLow, ("criteria",))
    ]
    rubric(criteria=(parent("1", "0.000001", CappedSum(), off, low=-9),))


def test_what_remains_of_a_branch_beside_a_part_may_be_such_a_cap_too() -> None:
    """Where b1 is not assessed, what b2 takes off is out of 10 - 9.999999 points."""
    off = replace(leaf("b2"), max_points=Fraction(0), min_points=Fraction(-(10**6)))
    nearly = area("b", leaf("b1", "9.999999"), off)
    assert wrong(PLAN, parent("1", 10, Branch("plan", CASES), leaf("a"), nearly)) == [(PercentTooLow, ("criteria",))]
    rubric(criteria=(PLAN, parent("1", 10, Branch("plan", CASES), leaf("a"), area("b", leaf("b1", 9), off))))


def test_no_branch_hangs_on_what_a_branch_may_leave_out() -> None:
    inner = replace(PLAN, code="inner")
    outer = parent("1", 1, Branch("plan", (Case("yes", "inner"), Case("no"), Case("exempt"))), inner)
    other = parent("2", 10, Branch("inner", (Case("yes", "a"), Case("no"), Case("exempt"))), leaf("a"))
    assert wrong(PLAN, outer, other) == [(BranchOnNoChoice, ("criteria", 2, "combined", "on"))]


def test_a_branch_has_cases_and_one_for_each_option() -> None:
    for cases, at in (((), ("cases",)), ((CASES[0], CASES[0]), ("cases", 1, "option"))):
        with pytest.raises(RubricRefusal) as caught:
            Branch("plan", cases)
        assert caught.value.at == at


def test_the_maximum_of_parts_that_exclude_each_other_is_the_largest() -> None:
    for combined in (Best(), Branch("plan", CASES)):
        (found,) = unsummed((parent("1", 9, combined, leaf("a"), leaf("b", 4)),))
        assert isinstance(found, LargestDiffers)
        assert (found.given, found.largest, found.at) == (9, 10, ("criteria", 0, "max_points"))
    assert list(unsummed((parent("1", 10, Best(), leaf("a"), leaf("b", 4)), BONUS))) == []


# ---- any tree --------------------------------------------------------------------------------------------------------

stable = settings(max_examples=100, deadline=None, derandomize=True, database=None)


@st.composite
def trees(draw: DrawFn) -> tuple[Rubric, Sheet]:
    """A rubric of criteria alone, perhaps with an exemption for the agency `exempt`, and a sheet that it accepts."""
    sure, *others = draw(mixed_trees())
    codes = st.sampled_from([each.code for each in walk(tuple(others))])
    exemptions = [(code, "exempt") for code in draw(st.lists(codes, max_size=2, unique=True))]
    world = rubric(criteria=(sure, *others), indicators=INDICATORS, exemptions=exemptions)
    return world, draw(sheets(world))


@stable
@given(trees())
def test_on_any_tree_both_evaluators_and_a_second_opinion_add_up_alike(case: tuple[Rubric, Sheet]) -> None:
    world, sheet = case
    told = Opinion(world, sheet)
    assert scores(world, *sheet.answers, agency=sheet.agency) == {
        code: came_to(told, code) for code in (*world.criterion, "")
    }


@stable
@given(trees())
def test_on_any_tree_points_are_within_bounds(case: tuple[Rubric, Sheet]) -> None:
    world, sheet = case
    found = scores(world, *sheet.answers, agency=sheet.agency)
    for code, criterion in world.criterion.items():
        score = found[code]
        assert score is None or score[0] <= score[1] <= criterion.max_points
        if score is not None and isinstance(criterion.combined, CappedSum):
            assert score[0] >= criterion.min_points
    total, most = found[""]
    assert total <= most <= world.max_points
    assert total >= 0 or not any(area.extra for area in world.criteria)


@stable
@given(trees(), st.data())
def test_more_points_for_a_component_never_come_to_less(case: tuple[Rubric, Sheet], data: DataObject) -> None:
    world, sheet = case
    places = [place for place, each in enumerate(sheet.answers) if isinstance(each, Points)]
    place = data.draw(st.sampled_from(places))
    raised = [*sheet.answers]
    leaf = world.criterion[raised[place].criterion]
    raised[place] = Points(leaf.code, leaf.max_points)
    before = scores(world, *sheet.answers, agency=sheet.agency)
    after = scores(world, *raised, agency=sheet.agency)
    for code in before:
        assert (before[code] is None) == (after[code] is None)
        assert before[code] is None or before[code][0] <= after[code][0]


def adding(criterion: Criterion) -> Criterion:
    """*criterion* with nothing but sums and branches, and with points for every leaf."""
    if not criterion.parts:
        return replace(criterion, max_points=max(criterion.max_points, Fraction(1)))
    parts = tuple(map(adding, criterion.parts))
    if isinstance(criterion.combined, Branch):
        return replace(criterion, parts=parts, max_points=max(part.max_points for part in parts))
    return area(criterion.code, *parts)


@st.composite
def leaving(draw: DrawFn) -> tuple[Rubric, Sheet, Criterion]:
    """A rubric that adds up, a sheet, and a leaf on it that may leave the maximum and decides no branch."""
    world = rubric(criteria=tuple(map(adding, draw(mixed_trees()))), indicators=INDICATORS)
    sheet = draw(sheets(world))
    asked = [world.criterion[each.criterion] for each in sheet.answers if each.criterion != PLAN.code]
    leaves = [leaf for leaf in asked if leaf.not_applicable is Absence.LEAVES and leaf.code != "sure"]
    assume(leaves)
    return world, sheet, draw(st.sampled_from(leaves))


def all_points(leaf: Criterion) -> Answer:
    match leaf.method:
        case Choice(options):
            return Chosen(leaf.code, options[0].code)
        case Deduction():
            return Counted(leaf.code, 0)
        case RatioToTarget():
            return Measured(leaf.code, Fraction(100))
        case _:
            return Points(leaf.code, leaf.max_points)


@stable
@given(leaving())
def test_leaving_a_component_out_takes_no_more_off_the_maximum_than_off_the_points_of_whoever_has_all_of_it(
    case: tuple[Rubric, Sheet, Criterion],
) -> None:
    """So of every criterion, and no percentage rises above that of all points for the component.

    Not of capped sums and of the best of several ways, which have a maximum of their own; rescaled, up to rounding.
    """
    world, sheet, leaf = case
    others = [each for each in sheet.answers if each.criterion != leaf.code]
    had = scores(world, all_points(leaf), *others, agency=sheet.agency)
    left = scores(world, absent(leaf.code), *others, agency=sheet.agency)
    for code in world.criterion:
        (points, most), (fewer, less) = had[code] or (0, 0), left[code] or (0, 0)
        assert points - fewer >= most - less >= 0
    assert had[""][0] * left[""][1] >= left[""][0] * had[""][1]
