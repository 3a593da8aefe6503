"""Cases from the tables of a rubric: at every threshold and for every condition, or proven not to be there."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings

from foresight.case_content import expected_content, expected_of
from foresight.cases import Case, Decided, Difference, Run, run, worked
from foresight.cases_phrases import covered_text, expected_text, figures_text, run_text
from foresight.coverage import Covered, coverage
from foresight.generating import Generated, generated
from foresight.language import LOCALE
from foresight.showing import Goal, Show, goals_of, shows, values
from rules.answer import Points
from rules.condition import Condition, Operator
from rules.content import edition_of
from rules.language import LOCALE as OF_RULES
from rules.language import Language
from rules.measure import CriterionPercent, FindingsOf, LowestPercent, PreviousReviewed, TotalPercent
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.working import Working
from tests.builders import leaf, rubric, rule, sheet, table, when
from tests.foresight.test_check import every_working, small
from tests.hai_duong import BLOCKS, edited, moved, rubric_of

VIETNAMESE, ENGLISH = (Language(code, (OF_RULES, LOCALE)) for code in ("vi", "en"))
TOTAL = TotalPercent()
REVIEWED = Condition(PreviousReviewed(), Operator.EQUALS, threshold=True)
TWO_BOUNDS = rubric(
    table("t", rule("low", when(TOTAL, "<", 50)), rule("mid", when(TOTAL, ">=", 50), when(TOTAL, "<", 80))),
    criteria=(leaf("a", 10, step=1),),
)


@cache
def found(block: str) -> Generated:
    return generated(rubric_of(block))


def names(cases: Iterable[Case]) -> list[str]:
    return [case.name for case in cases]


def named(block: str, name: str) -> Case:
    return next(case for case in found(block).cases if case.name == name)


def total_of(block: str, case: Case) -> Fraction | None:
    return worked(rubric_of(block), case.sheet).tally.total.percent


def of_condition(show: Show, *asked: Condition, policy: str = "FIRST") -> Goal:
    whole = table("t", rule("x", *asked), policy=policy)
    return next(goal for goal in goals_of(rubric(whole)) if goal.show is show)


# ---- the reference case ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", BLOCKS)
def test_every_condition_of_the_rating_and_the_group_has_its_pair(block: str) -> None:
    assert found(block).unproven == ()
    covered = coverage(rubric_of(block), found(block).cases)
    assert len(covered) == sum(len(each.rules) for each in rubric_of(block).tables)
    assert all(each.is_complete for each in covered)


@pytest.mark.parametrize("block", BLOCKS)
def test_what_no_case_shows_is_proven_to_be_impossible(block: str) -> None:
    workings = [worked(rubric_of(block), case.sheet) for case in found(block).cases]
    shown = {
        goal.name
        for goal in goals_of(rubric_of(block))
        for working in workings
        if shows(working, goal) or _is_beside(working, goal)
    }
    assert shown | set(found(block).impossible) == {goal.name for goal in goals_of(rubric_of(block))}
    assert shown.isdisjoint(found(block).impossible)
    assert "data_notes:lech-buoc-cham:step_remainder:below" in found(block).impossible


def _is_beside(working: Working, goal: Goal) -> bool:
    """Whether a value is on the side of the threshold that *goal* is about."""
    if goal.show not in (Show.BELOW, Show.ABOVE):
        return False
    return any(
        value < goal.threshold if goal.show is Show.BELOW else value > goal.threshold for value in values(working, goal)
    )


def test_boundary_cases_lie_at_the_threshold_and_one_step_beside_it() -> None:
    """The maxima of the departments add up to 100, and what is surveyed goes in steps of 0.01."""
    of_90 = [named("so", f"group:90:total_percent:{side}") for side in ("below", "at", "above")]
    assert [total_of("so", case) for case in of_90] == [Fraction("89.99"), 90, Fraction("90.01")]
    assert [case.expected["group"][0].outcome for case in of_90] == ["80-90", "90", "90"]


@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_expected_is_what_the_engine_says_and_the_cases_are_few(block: str) -> None:
    edition = edition_of(rubric_of(block), 1)
    assert all(run(edition, case) == Run() for case in found(block).cases)
    assert len(found(block).cases) < 30 < len(list(goals_of(rubric_of(block))))
    assert all(case.about == (case.name.partition(":")[0],) for case in found(block).cases)


def test_the_same_rubric_has_the_same_cases_every_time() -> None:
    assert generated(rubric_of("so")) == found("so")


def test_cases_that_are_there_already_are_used_again() -> None:
    assert generated(rubric_of("so"), found("so").cases).cases == ()
    first, *others = generated(TWO_BOUNDS).cases
    assert generated(TWO_BOUNDS, [first]).cases == tuple(others)


def test_a_name_that_shows_something_else_by_now_is_not_taken_away() -> None:
    raised = edited(rubric_of("so"), "group", moved("total_percent", 90, 91))
    again = names(generated(raised, found("so").cases).cases)
    assert "group:90:total_percent:below-2" in again
    assert "group:90:total_percent:below" not in again


def test_nothing_is_proven_without_time() -> None:
    nothing = generated(rubric_of("so"), seconds=0)
    assert (nothing.cases, nothing.impossible) == ((), ())
    assert nothing.unproven == tuple(goal.name for goal in goals_of(rubric_of("so")))


def test_conditions_on_the_same_measure_are_told_apart_by_their_place() -> None:
    made = generated(TWO_BOUNDS)
    assert "t:mid:total_percent-1:below" in names(made.cases) + [goal.name for goal in goals_of(TWO_BOUNDS)]
    assert "t:low:total_percent:at" in names(made.cases)
    assert made.unproven == ()
    assert all(each.is_complete for each in coverage(TWO_BOUNDS, made.cases))


def test_the_nearest_count_beside_a_threshold_is_the_next_one() -> None:
    goal = "review_repeat:lap-lai:findings"
    told = {side: named("so", f"{goal}:{side}") for side in ("below", "at", "above")}
    assert [len(case.expected["review"]) for case in told.values()] == [0, 1, 2]
    assert isinstance(rubric_of("so").table["review_repeat"].rules[0].conditions[0].measure, FindingsOf)


# ---- against all results, one by one ---------------------------------------------------------------------------------


def _nearest(workings: list[Working], goal: Goal) -> Fraction | None:
    beside = [value for working in workings for value in values(working, goal)]
    if goal.show is Show.BELOW:
        return max((value for value in beside if value < goal.threshold), default=None)
    return min((value for value in beside if value > goal.threshold), default=None)


@settings(max_examples=20, deadline=None)
@given(small())
def test_of_small_rubrics_what_is_called_impossible_is_and_nothing_nearer_is_missed(world: Rubric) -> None:
    made = generated(world)
    everything = [working for _, working in every_working(world)]
    chosen = [worked(world, case.sheet) for case in made.cases]
    assert made.unproven == ()
    for goal in goals_of(world):
        if goal.show in (Show.BELOW, Show.ABOVE):
            nearest = _nearest(everything, goal)
            assert _nearest(chosen, goal) == nearest, goal.name
            possible = nearest is not None
        else:
            possible = any(shows(working, goal) for working in everything)
            assert any(shows(working, goal) for working in chosen) == possible, goal.name
        assert (goal.name in made.impossible) != possible, goal.name


# ---- running ---------------------------------------------------------------------------------------------------------


def test_a_case_that_comes_out_otherwise_is_told_in_both_languages() -> None:
    raised = edited(rubric_of("so"), "group", moved("total_percent", 90, 91))
    came_out = run(edition_of(raised, 2), named("so", "group:90:total_percent:at"))
    assert came_out == Run((Difference("group", (Decided(outcome="90"),), (Decided(outcome="80-90"),)),))
    assert not came_out.passed
    assert run_text(came_out, raised, VIETNAMESE) == (
        "“Nhóm điểm theo Chỉ số tổng hợp”: dự kiến “Nhóm đạt Chỉ số tổng hợp từ 90% trở lên”; hiện là “Nhóm đạt Chỉ số"
        " tổng hợp từ 80% đến dưới 90%”."
    )
    assert run_text(came_out, raised, ENGLISH).count("”; now “") == 1


def test_a_case_that_is_as_expected_is_told_with_its_figures() -> None:
    case, edition = named("so", "group:90:total_percent:at"), edition_of(rubric_of("so"), 1)
    assert run_text(run(edition, case), edition.rubric, VIETNAMESE) == "đúng như dự kiến"
    assert "90,00%" in figures_text(case, edition, VIETNAMESE)
    assert expected_text(case, edition.rubric, VIETNAMESE).endswith("“Nhóm đạt Chỉ số tổng hợp từ 90% trở lên”")


def test_a_case_about_criteria_shows_the_figures_of_each_that_its_table_looks_at() -> None:
    edition = edition_of(rubric_of("so"), 1)
    (review,) = (table for table in edition.rubric.tables if table.code == "review")
    case = next(each for each in found("so").cases if each.about == ("review",))
    told = figures_text(case, edition, VIETNAMESE).split("; ")
    assert len(told) == len(edition.rubric.members(review)) > 1
    assert told[0].startswith("lĩnh vực ")
    assert all("điểm, bằng" in each for each in told)
    notes = next(each for each in found("so").cases if each.about == ("data_notes",))
    assert figures_text(notes, edition, VIETNAMESE).count(";") > 1


def test_the_agency_of_a_made_up_sheet_has_no_code_in_a_sentence() -> None:
    edition = edition_of(rubric_of("so"), 1)
    case = next(each for each in found("so").cases if each.about == ("review_repeat",))
    told = figures_text(case, edition, VIETNAMESE)
    assert "kỳ đánh giá trước, cơ quan, đơn vị " in told
    assert case.sheet.agency not in told


def test_a_case_whose_sheet_is_refused_says_why() -> None:
    case = named("so", "group:90:total_percent:at")
    cut = replace(case, sheet=replace(case.sheet, answers=case.sheet.answers[1:]))
    came_out = run(edition_of(rubric_of("so"), 1), cut)
    assert (came_out.differences, len(came_out.refused), came_out.passed) == ((), 1, False)
    assert run_text(came_out, rubric_of("so"), ENGLISH) == ENGLISH.say(came_out.refused[0])
    assert figures_text(cut, edition_of(rubric_of("so"), 1), ENGLISH) == ""
    assert not any(each.met for each in coverage(rubric_of("so"), [cut]))
    refused = Case("x", sheet({}), {}, ("t",))
    assert generated(TWO_BOUNDS, [refused]) == generated(TWO_BOUNDS)


def test_a_table_that_is_gone_differs_even_where_nothing_was_expected_of_it() -> None:
    gone = Case("x", sheet({"a": 5}), {"flags": ()}, ("flags",))
    came_out = run(edition_of(TWO_BOUNDS, 1), gone)
    assert came_out == Run((Difference("flags", (), None),))
    assert run_text(came_out, TWO_BOUNDS, ENGLISH) == "There is no table “flags” any more."
    assert figures_text(gone, edition_of(TWO_BOUNDS, 1), ENGLISH) == ""
    assert expected_text(gone, TWO_BOUNDS, ENGLISH) == ""


def test_tables_of_every_kind_are_told() -> None:
    whole = rubric(
        table("flags", rule("low", when(CriterionPercent(), "<", 50)), policy="COLLECT", scope="all"),
        table("each", rule("high", when(CriterionPercent(), ">=", 50)), policy="UNIQUE", scope="all"),
        table("worth", rule("n", when(TOTAL, "<", 50)), policy="COLLECT SUM", values={"n": "-0.5"}),
        table("again", rule("twice", REVIEWED, when(TOTAL, "<", 50)), policy="COLLECT"),
        table("open", rule("late", REVIEWED)),
        criteria=(leaf("a", 10), leaf("b", 10)),
        scopes={"all": ("a", "b")},
    )
    of_low = sheet({"a": 4, "b": 5})
    decided = {
        "flags": (Decided("a", "low"),),
        "each": (Decided("a", "", Reason.NO_RULE), Decided("b", "high")),
        "worth": (Decided(number=Fraction("-0.5")),),
        "again": (Decided("", "twice", Reason.MISSING),),
        "open": (Decided(reason=Reason.MISSING),),
    }
    case = Case("x", of_low, decided, tuple(decided))
    assert run(edition_of(whole, 1), case) == Run()
    assert expected_of(expected_content(decided)) == decided
    assert expected_text(case, whole, ENGLISH).split("; ") == [
        "“flags (en)”: a (en): “low (en)”",
        "“each (en)”: a (en): no rule applies",
        "b (en): “high (en)”",
        "“worth (en)”: -0.5",
        "“again (en)”: “twice (en)” perhaps, since data are missing",
        "“open (en)”: not determined, since data are missing",
    ]
    other = {"flags": (Decided("a", "gone"),), "again": ()}
    differing = run(edition_of(whole, 1), Case("y", of_low, other, ("flags",)))
    assert run_text(differing, whole, ENGLISH) == (
        "“flags (en)”: expected a (en): “gone”; now a (en): “low (en)”. "
        "“again (en)”: expected nothing found; now “twice (en)” perhaps, since data are missing."
    )


# ---- what is shown ---------------------------------------------------------------------------------------------------


def test_what_cases_do_not_show_yet_is_told() -> None:
    low, middle = (Case(str(points), sheet({"a": points}), {}, ()) for points in (4, 6))
    assert coverage(TWO_BOUNDS, []) == (
        Covered("t", "low", met=False, decides=False, conditions=(False,)),
        Covered("t", "mid", met=False, decides=False, conditions=(False, False)),
    )
    of_low, of_mid = coverage(TWO_BOUNDS, [low, middle])
    assert of_low.is_complete
    assert of_mid == Covered("t", "mid", met=True, decides=True, conditions=(True, False))
    assert (
        covered_text(of_mid, TWO_BOUNDS, ENGLISH)
        == "“t (en)”, rule for “mid (en)”: 1 of 2 conditions have a pair of cases"
    )
    nothing = Covered("t", "mid", met=False, decides=False, conditions=(False, False))
    assert covered_text(nothing, TWO_BOUNDS, ENGLISH) == "“t (en)”, rule for “mid (en)”: no case meets it"
    idle = Covered("t", "mid", met=True, decides=False, conditions=(True, True))
    assert covered_text(idle, TWO_BOUNDS, ENGLISH) == "“t (en)”, rule for “mid (en)”: it decides no case"


def test_of_several_rules_for_one_outcome_the_place_is_told_too() -> None:
    alike = rubric(
        table(
            "t", rule("x", when(TOTAL, "<", 50), code="p"), rule("x", when(TOTAL, ">=", 50), code="q"), outcomes=["x"]
        )
    )
    told = covered_text(Covered("t", "q", met=False, decides=False, conditions=(False,)), alike, ENGLISH)
    assert told == "“t (en)”, rule 2 of 2 for “x (en)”: no case meets it"


def test_a_rule_that_another_one_always_anticipates_decides_nothing() -> None:
    twice = rubric(
        table("t", rule("x", when(TOTAL, ">=", 50)), rule("y", when(TOTAL, ">=", 60))),
        criteria=(leaf("a", 10, step=1),),
    )
    made = generated(twice)
    assert "t:y:decides" in made.impossible
    assert [each.decides for each in coverage(twice, made.cases)] == [True, False]


def test_only_numbers_have_values_beside_them() -> None:
    with pytest.raises(TypeError):
        _ = of_condition(Show.UNMET, REVIEWED).threshold


def test_points_beside_the_step_are_looked_for_where_a_table_asks_for_them() -> None:
    case = named("so", "data_notes:lech-buoc-cham:step_remainder:above")
    assert case.expected["data_notes"] == (Decided("che-do-cong-vu", "lech-buoc-cham"),)
    points = [answer.points for answer in case.sheet.answers if isinstance(answer, Points)]
    assert any(each % Fraction("0.25") for each in points)


def test_a_lowest_percentage_that_steps_do_not_reach_is_proven_so() -> None:
    thirds = rubric(
        table("t", rule("x", when(LowestPercent("all"), ">=", 50))),
        criteria=(leaf("a", 3, step=1), leaf("b", 3, step=1)),
        scopes={"all": ("a", "b")},
    )
    made = generated(thirds)
    assert made.impossible == ("t:x:lowest_percent:at",)
    lowest = [min(Fraction(a.points) for a in case.sheet.answers if isinstance(a, Points)) for case in made.cases]
    assert lowest == [1, 2]
