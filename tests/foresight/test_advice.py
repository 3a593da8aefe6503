"""Advice: the least that it takes to rise, in the reference case, in the sample, and case by case."""

from fractions import Fraction

import pytest

from foresight.advice import Advice, NotTold, advice
from rules.answer import Answer, Inputs, Points, Sourced
from rules.combining import Best
from rules.content import edition_of
from rules.criterion import Criterion
from rules.evaluation import evaluate
from rules.measure import (
    CountBelow,
    CriterionPercent,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    OutcomeOf,
    PreviousRank,
    TotalPercent,
)
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.methods.points import GivenPoints
from rules.methods.supplied import Supplied
from rules.number import ZERO
from rules.rubric import Rubric
from rules.sheet import Sheet
from rules.table import Table
from tests.builders import leaf, rubric, rule, sheet, table, text, when
from tests.hai_duong import block_of, rubric_of, sheets
from tests.sample import sample_rubric, sample_sheets


def of(agency: str, outcome: str) -> Advice:
    told = advice(edition_of(rubric_of(block_of(agency)), 1), sheets()[agency], "head_rating")
    return next(each for each in told if each.outcome == outcome)


# ---- the reference case ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agency", "lacking", "on_steps"), [("bql-khu-cong-nghiep", "1.45", "1.5"), ("tu-ky", "1.35", "1.5")]
)
def test_what_lacks_in_one_area_is_told_exactly_and_on_its_steps(agency: str, lacking: str, on_steps: str) -> None:
    told = of(agency, "hoan-thanh-tot")
    able = {each.criterion: each.way for each in told.alone if each.way is not None}
    assert able.keys() == {"thu-tuc-hanh-chinh"}
    alone = able["thu-tuc-hanh-chinh"]
    assert (alone.lacking, alone.gain) == (Fraction(lacking), Fraction(on_steps))
    assert told.way is not None
    assert told.way.lacking == Fraction(lacking)


def test_where_two_areas_are_too_low_none_of_them_is_enough_alone() -> None:
    told = of("so-y-te", "hoan-thanh-tot")
    assert told.way is not None
    assert all(each.way is None for each in told.alone)
    procedures = next(each for each in told.alone if each.criterion == "thu-tuc-hanh-chinh")
    (unmet,) = procedures.unmet
    assert unmet.stays
    assert (unmet.seen.value, unmet.seen.where) == (Fraction(200, 3), ("chinh-quyen-so",))


def test_whoever_has_the_best_outcome_needs_no_advice() -> None:
    assert advice(edition_of(rubric_of("so"), 1), sheets()["so-noi-vu"], "group")[-1:] == ()


def test_of_findings_there_is_no_advice() -> None:
    with pytest.raises(NotTold):
        advice(edition_of(rubric_of("so"), 1), sheets()["so-noi-vu"], "review")


# ---- the sample, with every method -----------------------------------------------------------------------------------


def test_in_the_sample_the_improved_sheets_are_answers_to_its_methods() -> None:
    edition = edition_of(sample_rubric(), 1)
    for each in sample_sheets()[:6]:
        for told in advice(edition, each, "head_rating"):
            assert told.way is not None
            assert evaluate(edition, told.way.sheet)["outcomes"]["head_rating"]["code"] is not None
            assert len(told.way.sheet.answers) == len(each.answers)


# ---- case by case ----------------------------------------------------------------------------------------------------


def gains(world: Rubric, given: Sheet) -> dict[str, str | None]:
    """What each better outcome of the table `t` takes; nothing where points do not lead there."""
    return {each.outcome: str(each.way.gain) if each.way else None for each in advice(edition_of(world, 1), given, "t")}


def alone(world: Rubric, given: Sheet, outcome: str) -> dict[str, dict[str, tuple[str, str]] | None]:
    """By area what rises where it does alone; nothing where it cannot."""
    told = next(each for each in advice(edition_of(world, 1), given, "t") if each.outcome == outcome)
    return {
        each.criterion: {rise.criterion: (str(rise.before), str(rise.after)) for rise in each.way.rises}
        if each.way
        else None
        for each in told.alone
    }


def good_from(percent: int) -> Table:
    return table("t", rule("good", when(TotalPercent(), ">=", percent)), rule("fair", when(TotalPercent(), ">=", 0)))


def test_a_table_that_reads_an_earlier_one_is_led_to_through_it() -> None:
    group = table("g", rule("high", when(TotalPercent(), ">=", 90)), rule("low", when(TotalPercent(), "<", 90)))
    rating = table("t", rule("good", when(OutcomeOf("g"), "=", "high")), rule("fair", when(OutcomeOf("g"), "=", "low")))
    assert gains(rubric(group, rating), sheet({"a": 85})) == {"good": "5"}


def test_findings_that_stand_in_the_way_are_risen_out_of() -> None:
    review = table("r", rule("reviewed", when(CriterionPercent(), "<", 75)), policy="COLLECT", scope="all")
    none_found = when(FindingsOf("r"), "=", 0)
    rating = table("t", rule("good", none_found), rule("fair", when(TotalPercent(), ">=", 0)))
    two = (leaf("a", 10, step="0.25"), leaf("b", 10, step="0.25"))
    world = rubric(review, rating, criteria=two, scopes={"all": ("a", "b")})
    assert gains(world, sheet({"a": 7, "b": 9})) == {"good": "1/2"}


def test_too_many_ways_through_an_earlier_table_are_not_told() -> None:
    codes = tuple(f"c{number}" for number in range(40))
    review = table("r", rule("reviewed", when(CriterionPercent(), "<", 75)), policy="COLLECT", scope="all")
    world = rubric(
        review,
        table("t", rule("good", when(FindingsOf("r"), "<=", 20)), rule("fair", when(TotalPercent(), ">=", 0))),
        criteria=tuple(leaf(code, 10, step=1) for code in codes),
        scopes={"all": codes},
    )
    with pytest.raises(NotTold):
        gains(world, sheet(dict.fromkeys(codes, 5)))


@pytest.mark.parametrize("first", ["a", "f"])
def test_points_that_no_figure_earns_do_not_hide_a_way(first: str) -> None:
    counted = Input("x", Figure(Quantity.COUNT, text("x"), least=ZERO, most=Fraction(10)))
    by_formula = Criterion("f", text("f"), Fraction(5), method=Formula("0.5*x", (counted,)))
    criteria = sorted((leaf("a", 5, step="0.25"), by_formula), key=lambda each: each.code != first)
    answers = (Points("a", Fraction("3.75")), Inputs("f", {"x": Fraction(8)}))
    given = Sheet("agency", "2022", answers)
    assert gains(rubric(good_from(81), criteria=tuple(criteria)), given) == {"good": "1/2"}
    assert gains(rubric(good_from(80), criteria=tuple(criteria)), given) == {"good": "1/4"}


def test_points_that_no_figure_earns_are_left_out_where_figures_are_too_many_to_list() -> None:
    counted = Input("x", Figure(Quantity.COUNT, text("x"), least=ZERO, most=Fraction(100_000)))
    by_formula = Criterion("f", text("f"), Fraction(5), method=Formula("0.25*x", (counted,)))
    world = rubric(good_from(82), criteria=(by_formula, leaf("a", 5, step=1)))
    given = Sheet("agency", "2022", (Inputs("f", {"x": Fraction(16)}), Points("a", Fraction(4))))
    assert gains(world, given) == {"good": "1/4"}


def test_where_the_better_outcome_is_the_default_every_rule_has_to_fail() -> None:
    rating = table("t", rule("weak", when(TotalPercent(), "<", 50)), default="good", outcomes=("good", "weak"))
    assert gains(rubric(rating), sheet({"a": 45})) == {"good": "5"}


@pytest.mark.parametrize("policy", ["ANY", "UNIQUE"])
def test_a_rule_of_the_same_outcome_about_which_data_are_missing_stands_in_nobodys_way(policy: str) -> None:
    unknown = rule("good", when(IndicatorValue("i"), ">=", 90), code="r1")
    known = rule("good", when(TotalPercent(), ">=", 80), code="r2")
    assert gains(rubric(table("t", unknown, known, policy=policy), indicators=("i",)), sheet({"a": 75})) == {
        "good": "5"
    }


def test_an_earlier_rule_that_is_unknown_is_risen_out_of() -> None:
    rating = table(
        "t",
        rule("fair", when(TotalPercent(), "<", 60), when(PreviousRank(), "<=", 3)),
        rule("good", when(TotalPercent(), ">=", 50)),
        outcomes=("good", "fair"),
    )
    assert gains(rubric(rating), sheet({"a": 55})) == {"good": "5"}


def test_a_rule_that_is_wanted_and_blocked_by_an_unknown_one_of_that_outcome_leads_nowhere() -> None:
    rating = table(
        "t",
        rule("fair", when(PreviousRank(), "<=", 3), code="r0"),
        rule("good", when(TotalPercent(), ">=", 50), code="r1"),
        rule("fair", when(TotalPercent(), ">=", 0), code="r2"),
        outcomes=("good", "fair"),
    )
    assert gains(rubric(rating), sheet({"a": 55})) == {}


# ---- without an outcome ----------------------------------------------------------------------------------------------


def test_whoever_has_no_outcome_is_not_advised_towards_one_that_is_passed_or_fallen_to() -> None:
    """At 55 of 100 with a gap from 50 to 60."""
    rating = table(
        "t",
        rule("best", when(TotalPercent(), ">=", 90), when(LowestPercent("all"), ">=", 101)),
        rule("good", when(TotalPercent(), ">=", 80)),
        rule("fair", when(TotalPercent(), ">=", 60)),
        rule("poor", when(TotalPercent(), ">=", 60), when(TotalPercent(), "<", 50)),
        rule("failed", when(TotalPercent(), "<", 50)),
    )
    world = rubric(rating, scopes={"all": ("a",)})
    assert gains(world, sheet({"a": 55})) == {"fair": "5", "good": "25", "best": None}


def test_whoever_rises_to_no_outcome_is_not_told_of_each_that_it_is_not() -> None:
    rating = table("t", rule("good", when(IndicatorValue("i"), ">=", 90)), rule("fair", when(TotalPercent(), "<", 50)))
    assert gains(rubric(rating, indicators=("i",)), sheet({"a": 55})) == {}


# ---- one of several --------------------------------------------------------------------------------------------------


def the_better() -> Rubric:
    """An area is worth what the better of its parts is, and one of the parts is asked for by name."""
    parts = (leaf("b", 10, step=1), leaf("c", 10, step=1))
    p = Criterion("p", text("p"), Fraction(10), parts=parts, combined=Best())
    asked = rule("good", when(TotalPercent(), ">=", 50), when(CriterionPercent("b"), ">=", 50))
    return rubric(table("t", asked, rule("fair", when(TotalPercent(), ">=", 0))), criteria=(leaf("a", 10, step=1), p))


def test_where_the_better_part_counts_no_more_rises_than_has_to_and_no_area_for_another() -> None:
    given = sheet({"a": 8, "b": 2, "c": 7})
    assert gains(the_better(), given) == {"good": "0"}
    assert alone(the_better(), given, "good") == {"a": None, "p": {"b": ("2", "5")}}


def test_that_there_are_other_ways_is_known() -> None:
    two = (leaf("a", 10, step=1), leaf("b", 10, step=1))
    (either,) = advice(edition_of(rubric(good_from(70), criteria=two), 1), sheet({"a": 6, "b": 6}), "t")
    by_name = table(
        "t", rule("good", when(CriterionPercent("b"), ">=", 70)), rule("fair", when(TotalPercent(), ">=", 0))
    )
    (one,) = advice(edition_of(rubric(by_name, criteria=two), 1), sheet({"a": 6, "b": 6}), "t")
    assert either.way is not None
    assert either.way.others
    assert one.way is not None
    assert not one.way.others


def test_what_others_supply_is_left_alone_where_another_way_is_as_short() -> None:
    supplied = Criterion("s", text("s"), Fraction(10), step=Fraction(1), method=Supplied(text("body"), GivenPoints()))
    for criteria in ((supplied, leaf("a", 10, step=1)), (leaf("a", 10, step=1), supplied)):
        answers: dict[str, Answer] = {"a": Points("a", Fraction(6)), "s": Sourced(Points("s", Fraction(6)), "1/BC")}
        given = Sheet("agency", "2022", tuple(answers[each.code] for each in criteria))
        (told,) = advice(edition_of(rubric(good_from(70), criteria=criteria), 1), given, "t")
        assert told.way is not None
        assert [rise.criterion for rise in told.way.rises] == ["a"]


def test_as_many_criteria_rise_as_have_to() -> None:
    few = table(
        "t", rule("good", when(CountBelow("all", Fraction(50)), "<=", 1)), rule("fair", when(TotalPercent(), ">=", 0))
    )
    criteria = tuple(leaf(code, 10, step=1) for code in "abc")
    assert gains(rubric(few, criteria=criteria, scopes={"all": "abc"}), sheet({"a": 1, "b": 4, "c": 2})) == {
        "good": "4"
    }
