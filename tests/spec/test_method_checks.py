"""Static checks: what of a method cannot be scored, or never happens."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.criterion import Criterion
from rules.errors import Path
from rules.language import Language
from rules.method_checks import check
from rules.method_finding import Severity
from rules.methods import Method
from rules.methods.bands import Bands, Bound
from rules.methods.choice import Choice, Option
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.methods.items import Item, PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Group, Level, Minimum, Question, Weighing
from rules.number import HUNDRED
from rules.text import Text
from tests.builders import leaf, text
from tests.scoring import COUNT, DAYS, PERCENT, band, by_formula, item, option, points, proportional, share, value
from tests.surveys import survey

TEN = leaf("c", 10)
ERROR, WARNING = Severity.ERROR, Severity.WARNING
VALUE = Figure(Quantity.VALUE)
SURVEY = survey()
TOLD_APART = survey(minimum=Minimum(of_group=1))


def found(method: Method, criterion: Criterion = TEN) -> list[tuple[Severity, str, Path]]:
    english = Language("en")
    return [(each.severity, english.written(each.words), each.at) for each in check(method, criterion)]


IN_THE_FIRST = ("bands", 0, "worth", "text")


@pytest.mark.parametrize(
    "method",
    [
        GivenPoints(),
        Choice((option("a", share(100)), option("b", 0))),
        Bands(PERCENT, (band(10, 85), band(proportional(85), 60, 85), band(0, None, 60))),
        Bands(PERCENT, (band(0, None, 60), band(10, 60)), includes=Bound.UPPER),
        Bands(DAYS, (band(10, None, 1), band(5, 1, 31), band(0, 31))),
        Bands(DAYS, (band(10, None, 0), band(5, 0, 30), band(0, 30)), includes=Bound.UPPER),
        Bands(COUNT, (band(10, 0),), nothing=points(0)),
        Bands(COUNT, (band(5, 1, 3), band(10, 3)), nothing=points(0)),
        Bands(VALUE, (band(0, None, 0), band(10, 0))),
        Bands(VALUE, (band(proportional(5)),)),
        RatioToTarget(PERCENT, Fraction(85), Fraction(60)),
        RatioToTarget(COUNT, Fraction(200)),
        RatioToTarget(VALUE, Fraction(5), Fraction(1)),
        PerItem((item("a", 1),)),
        PerItem((item("a", 1), item("b", 3, most=3), item("c", -1, most=1))),
        PerItem((item("a", 5, most=2),)),
        Deduction(COUNT, Fraction(1)),
        Deduction(COUNT, Fraction(1), accepted=9),
        Bands(PERCENT, (band(0, None, 60), band(by_formula("value / 85 * max_points"), 60, 85), band(10, 85))),
        Bands(VALUE, (band(by_formula("value"), 5), band(0, None, 5))),
        RelativeToBest(COUNT),
        Formula("a / b * max_points", (value("a"), value("b", 1))),
        Supplied(text("x"), GivenPoints()),
    ],
)
def test_nothing_is_found_in_a_sound_method(method: Method) -> None:
    assert found(method) == []


def test_options_lie_within_the_range_and_one_earns_the_maximum() -> None:
    assert found(Choice((option("a", 11), option("b", -1), option("c", share(50))))) == [
        (ERROR, "11 points are outside the range of the component, from 0 to 10", ("options", 0, "worth")),
        (ERROR, "-1 points are outside the range of the component, from 0 to 10", ("options", 1, "worth")),
    ]
    assert found(Choice((option("a", 9), option("b", share(95))))) == [
        (WARNING, "No answer earns the maximum of 10 points; the most that can be earned is 9.5", ("options",))
    ]


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (Bands(PERCENT, (band(0, None, 60), band(10, 61))), "No band covers figures from 60 to below 61"),
        (
            Bands(PERCENT, (band(0, None, 60), band(10, 61)), includes=Bound.UPPER),
            "No band covers figures above 60 to 61",
        ),
        (Bands(PERCENT, (band(0, None, 60), band(10, 60, 100))), "No band covers 100"),
        (Bands(PERCENT, (band(0, 0, 60), band(10, 60)), includes=Bound.UPPER), "No band covers 0"),
        (Bands(VALUE, (band(0, 0, 60), band(10, 60))), "No band covers figures below 0"),
        (Bands(VALUE, (band(0, None, 60), band(10, 60, 90))), "No band covers figures from 90"),
        (Bands(DAYS, (band(10, None, 31), band(5, 32))), "No band covers 31"),
        (Bands(DAYS, (band(10, None, 30), band(5, 40))), "No band covers figures from 30 to 39"),
        (Bands(DAYS, (band(10, None, 30), band(5, 40)), includes=Bound.UPPER), "No band covers figures from 31 to 40"),
        (Bands(DAYS, (band(10, None, 30),)), "No band covers figures from 30"),
        (Bands(COUNT, (band(10, 2),), nothing=points(0)), "No band covers 1"),
    ],
)
def test_a_hole_between_bands_is_an_error(method: Method, words: str) -> None:
    assert found(method) == [(ERROR, words, ("bands",))]


def test_an_overlap_of_bands_is_an_error() -> None:
    overlapping = Bands(PERCENT, (band(0, None, 61), band(10, 60)))
    assert found(overlapping) == [(ERROR, "Bands 1 and 2 overlap; the first of them holds", ("bands", 1))]
    assert found(Bands(DAYS, (band(10, None, Fraction("30.5")), band(0, "30.1")))) == []


def test_a_band_into_which_nothing_falls_is_named() -> None:
    words = "No figure that can be reported falls into band {}"
    beyond = Bands(PERCENT, (band(0, None, 60), band(10, 60), band(10, 101)))
    assert (WARNING, words.format(3), ("bands", 2)) in found(beyond)
    between = Bands(DAYS, (band(10, None, 3), band(5, "3.2", "3.8"), band(0, 3)))
    assert (WARNING, words.format(2), ("bands", 1)) in found(between)
    hidden = Bands(COUNT, (band(0, None, 1), band(10, 1)), nothing=points(0))
    assert found(hidden) == [(WARNING, words.format(1), ("bands", 0))]


def test_bands_and_nothing_done_lie_within_the_range() -> None:
    assert found(Bands(PERCENT, (band(11, 50), band(0, None, 50)), nothing=points(-1))) == [
        (ERROR, "11 points are outside the range of the component, from 0 to 10", ("bands", 0, "worth")),
        (ERROR, "-1 points are outside the range of the component, from 0 to 10", ("nothing",)),
    ]


def test_bands_none_of_which_earns_the_maximum_are_named() -> None:
    words = "No answer earns the maximum of 10 points; the most that can be earned is {}"
    assert found(Bands(PERCENT, (band(9, 50), band(0, None, 50)))) == [(WARNING, words.format(9), ("bands",))]
    assert found(Bands(PERCENT, (band(proportional(125)),))) == [(WARNING, words.format(8), ("bands",))]


def test_bands_of_which_none_is_reached_do_not_say_what_can_be_earned() -> None:
    assert [each for each in found(Bands(PERCENT, (band(0, 200),))) if "maximum" in each[1]] == []


def test_bands_that_rise_and_fall_are_named() -> None:
    words = "A larger figure earns more in one place and less in another"
    assert found(Bands(PERCENT, (band(0, None, 30), band(10, 30, 60), band(5, 60)))) == [(WARNING, words, ("bands",))]
    barely = Bands(PERCENT, (band(0, None, 30), band(10, 30, 60), band("9.99", 60)))
    assert found(barely) == [(WARNING, words, ("bands",))]
    falling = Bands(PERCENT, (band(10, None, 30), band(proportional(100), 30)))
    assert found(falling) == [(WARNING, words, ("bands",))]


def test_a_formula_in_a_band_that_leaves_the_range_at_an_end_is_named() -> None:
    words = "At {} the formula comes to {} points; they are kept from 0 to 10"
    above = Bands(PERCENT, (band(by_formula("value / 50 * max_points"), None, 80), band(10, 80)))
    assert found(above) == [(WARNING, words.format(80, 16), IN_THE_FIRST)]
    below = Bands(COUNT, (band(by_formula("max_points - value"), None, 15), band(0, 15)))
    assert found(below) == [(WARNING, words.format(14, -4), IN_THE_FIRST)]


def test_a_formula_in_a_band_that_divides_by_zero_for_a_figure_in_it_is_an_error() -> None:
    words = "For 0 the formula divides by zero"
    falling = Bands(COUNT, (band(by_formula("max_points / value"), None, 5), band(2, 5)))
    assert found(falling) == [(ERROR, words, IN_THE_FIRST)]
    assert found(replace(falling, nothing=points(10))) == []
    beyond = Bands(PERCENT, (band(by_formula("max_points / value"), 0), band(10, None, 0)), includes=Bound.UPPER)
    assert [each[:2] for each in found(beyond) if each[0] is ERROR and "divides" in each[1]] == []


FORGOTTEN = (band(10, 98), band(by_formula("value / 98"), 90, 98), band(5, 80, 90), band(0, None, 80))


@pytest.mark.parametrize(
    "method",
    [
        Bands(PERCENT, FORGOTTEN),
        Bands(PERCENT, (band(0, None, 60), band(by_formula("70 - value"), 60, 70), band(10, 70))),
        Bands(VALUE, (band(by_formula("value"), None, 5), band(1, 5, 6), band(10, 6))),
        Bands(VALUE, (band(0, None, 5), band(10, 5, 6), band(by_formula("value"), 6))),
    ],
)
def test_a_formula_in_a_band_that_falls_where_others_rise_is_named(method: Method) -> None:
    assert (WARNING, "A larger figure earns more in one place and less in another", ("bands",)) in found(method)


def test_a_formula_in_a_band_without_ends_or_with_none_that_counts_says_nothing_of_the_order() -> None:
    assert (
        found(
            Bands(
                VALUE,
                (
                    band(
                        by_formula("value"),
                    ),
                ),
            )
        )
        == []
    )
    beyond = Bands(PERCENT, (band(by_formula("max_points / value"), 0), band(10, None, 0)), includes=Bound.UPPER)
    assert all("in one place" not in each[1] for each in found(beyond))


def test_a_formula_in_a_band_that_divides_by_zero_between_the_ends_is_named() -> None:
    method = Bands(PERCENT, (band(0, None, 50), band(by_formula("100 / (value - 75)"), 50)))
    assert (WARNING, "For 75 the formula divides by zero", ("bands", 1, "worth", "text")) in found(method)


ALWAYS = "Whatever is reported, the formula divides by zero"


def test_a_formula_that_always_divides_by_zero_is_an_error() -> None:
    assert found(Formula("a / (max_points - 10)", (value("a"),))) == [(ERROR, ALWAYS, ("text",))]
    assert found(Formula("a / (a - a)", (value("a"),))) == [(ERROR, ALWAYS, ("text",))]
    within_band = Bands(PERCENT, (band(by_formula("1 / (value - value)"), None, 50), band(10, 50)))
    assert (ERROR, ALWAYS, IN_THE_FIRST) in found(within_band)
    assert (ERROR, ALWAYS, ("text",)) not in found(Formula("a / (max_points - 10)", (value("a"),)), leaf("c", 9))


def divisions(text: str, *inputs: Input) -> list[str]:
    """For what figures the formula in *text* is said to divide by zero."""
    start, end = "With ", " the formula divides by zero: these figures are refused"
    return [words[len(start) : -len(end)] for _, words, _ in found(Formula(text, inputs)) if words.endswith(end)]


A, B, C = (Input(name, COUNT) for name in "abc")
ONE_ON = value("b", 1)


@pytest.mark.parametrize(
    ("text", "inputs", "said"),
    [
        ("a / b * max_points", (A, B), ["b = 0"]),
        ("a / b * max_points", (A, ONE_ON), []),
        ("a / (b * c)", (A, B, C), ["b = 0", "c = 0"]),
        ("a / (-b) ** 2", (A, B), ["b = 0"]),
        ("a / (b / (c + 1))", (A, B, C), ["b = 0"]),
        ("a / (b - 3)", (A, B), ["b = 3"]),
        ("a / (2 * b - 3)", (A, B), []),
        ("a / (b - 0.5)", (A, value("b", None, 9)), ["b = 0.5"]),
        ("a / (b * b - b - 2)", (A, B), []),
        ("a / (b - c)", (A, B, C), ["b = 0, c = 0"]),
        ("b > 0 ? a / b : 0", (A, B), []),
        ("b > 0 and a / b > 1 ? 10 : 0", (A, B), []),
        ("a / b > 1 and a > 1 ? 10 : 0", (A, B), ["b = 0"]),
        ("not (a / b > 1) ? 10 : 0", (A, B), ["b = 0"]),
        ("a == 1 ? 1 / (max_points - 10) : 5", (A,), ["a = 1"]),
        ("a / (1 / (b - 1) - 1)", (A, value("b", 1, 3)), ["b = 1"]),
    ],
)
def test_figures_for_which_a_formula_divides_by_zero_are_named(
    text: str, inputs: tuple[Input, ...], said: list[str]
) -> None:
    assert divisions(text, *inputs) == said


def test_a_formula_that_leaves_the_range_of_its_component_is_named() -> None:
    words = "With {} the formula comes to {} points; they are kept from 0 to 10"
    percent = (Input("a", PERCENT),)
    assert found(Formula("a * 100", percent)) == [(WARNING, words.format("a = 100", "10,000"), ("text",))]
    assert found(Formula("max_points - a / 5", percent)) == [(WARNING, words.format("a = 100", -10), ("text",))]
    constant = found(Formula("0 - 1", (value("a", 3),)))
    assert (WARNING, words.format("a = 3", -1), ("text",)) in constant
    assert found(Formula("max_points * a / 100", percent)) == []


def test_that_lateness_is_rewarded_is_named() -> None:
    words = "The more days, the more points: whoever is latest earns the most"
    assert found(RatioToTarget(DAYS, Fraction(30))) == [(WARNING, words, ("figure", "quantity"))]
    assert found(Bands(DAYS, (band(0, None, 5), band(10, 5)))) == [(WARNING, words, ("bands",))]
    assert found(Bands(DAYS, (band(10),))) == []


def test_a_cap_of_items_above_the_maximum_is_named() -> None:
    words = "The items together may earn 12 points, more than the maximum of 10 points: it stays at that"
    assert found(PerItem((item("a", 1),), cap=Fraction(12))) == [(WARNING, words, ("cap",))]
    assert found(PerItem((item("a", 1),), cap=Fraction(10))) == []


def test_a_group_that_may_drop_out_is_named() -> None:
    words = "Without a least number of ballots in each group, a group nobody of which answered drops out"
    both = ("people", "staff")
    assert found(survey(groups=both)) == [(WARNING, words, ("minimum", "of_group"))]
    assert found(survey(groups={"people": 1, "staff": 2}, groups_by=Weighing.FIXED))[-1][1] == words
    assert found(survey(groups=both, minimum=Minimum(of_group=1))) == found(survey()) == []
    assert found(survey(groups=both, groups_by=Weighing.ANSWERS)) == []


def test_formulas_in_bands_that_never_earn_the_maximum_are_named() -> None:
    words = "No answer earns the maximum of 10 points; the most that can be earned is {}"
    assert found(
        Bands(
            PERCENT,
            (
                band(
                    by_formula("value / 20"),
                ),
            ),
        )
    ) == [(WARNING, words.format(5), ("bands",))]


def test_a_formula_that_never_comes_to_the_maximum_is_named() -> None:
    words = "The formula never comes to the maximum of 10 points: whatever is reported, at most to {}"
    half = Formula("max_points * a / 100", (value("a", 0, 50),))
    assert found(half) == [(WARNING, words.format(5), ("text",))]
    assert found(Formula("0 - a", (value("a", 0),)))[:1] == [(WARNING, words.format(0), ("text",))]
    assert found(Formula("max_points * a / 100", (value("a", 0, 100),))) == []
    assert found(Formula("9.996 + a - a", (value("a", 0, "0.5"),), places=2)) == []


def test_a_single_deduction_of_more_than_there_is_is_named() -> None:
    words = "One alone takes off 11 points, more than the 10 points that can be lost"
    assert found(Deduction(COUNT, Fraction(11))) == [(WARNING, words, ("each",))]
    assert found(Deduction(COUNT, Fraction(10))) == []


def test_that_the_latest_is_the_best_is_named() -> None:
    words = "The largest number of days counts as the best: whoever is latest earns the maximum"
    assert found(RelativeToBest(DAYS)) == [(WARNING, words, ("figure", "quantity"))]


@pytest.mark.parametrize(
    ("method", "at"),
    [
        (Choice((option("Full", 10), option("none", 0))), ("options", 0, "code")),
        (PerItem((item("plan", 5), item("a b", 5))), ("items", 1, "code")),
        (survey({"1": 0, "Đạt": 100}), ("levels", 1, "code")),
        (survey(questions=("q 1",)), ("questions", 0, "code")),
        (survey(groups=("people", "staff/2"), minimum=Minimum(of_group=1)), ("groups", 1, "code")),
        (Supplied(text("x"), Choice((option("x" * 101, 10),))), ("scored", "options", 0, "code")),
    ],
)
def test_what_is_no_code_is_an_error(method: Method, at: Path) -> None:
    ((severity, words, place),) = found(method)
    assert (severity, place) == (ERROR, at)
    assert "is not a code; allowed are at most 100 lower-case letters" in words


ONCE, AGAIN = Text("Đạt"), Text(" đạt ")


@pytest.mark.parametrize(
    ("method", "at"),
    [
        (Choice((Option("a", ONCE, points(10)), Option("b", AGAIN, points(0)))), ("options", 1, "name")),
        (PerItem((Item("a", ONCE, Fraction(5)), Item("b", AGAIN, Fraction(5)))), ("items", 1, "name")),
        (replace(SURVEY, levels=(Level("a", ONCE, Fraction(0)), Level("b", AGAIN, HUNDRED))), ("levels", 1, "name")),
        (replace(SURVEY, questions=(Question("a", ONCE), Question("b", AGAIN))), ("questions", 1, "name")),
        (replace(TOLD_APART, groups=(Group("a", ONCE), Group("b", AGAIN))), ("groups", 1, "name")),
    ],
)
def test_two_of_one_name_are_named(method: Method, at: Path) -> None:
    ((severity, words, place),) = found(method)
    assert (severity, place) == (WARNING, at)
    assert words.endswith("is the name of a and of b: nobody can tell them apart")


def test_a_target_beyond_what_can_be_reported_is_named() -> None:
    words = "No answer earns the maximum of 10 points; the most that can be earned is {}"
    assert found(RatioToTarget(PERCENT, Fraction(125))) == [(WARNING, words.format(8), ("target",))]
    negative = Figure(Quantity.VALUE, most=Fraction(-1))
    assert found(RatioToTarget(negative, Fraction(5))) == [(WARNING, words.format(0), ("target",))]


def test_a_floor_below_which_nothing_lies_is_named() -> None:
    words = "No figure that can be reported is below the floor of 0"
    assert found(RatioToTarget(PERCENT, Fraction(85), Fraction(0))) == [(WARNING, words, ("floor",))]


def test_items_that_cannot_earn_the_maximum_are_named() -> None:
    words = "No answer earns the maximum of 10 points; the most that can be earned is {}"
    assert found(PerItem((item("a", 1, most=3), item("b", "0.5", most=4)))) == [(WARNING, words.format(5), ("items",))]
    assert found(PerItem((item("a", 1),), cap=Fraction(4))) == [(WARNING, words.format(4), ("items",))]
    assert found(PerItem((item("a", -1),))) == [(WARNING, words.format(0), ("items",))]
    assert found(PerItem((item("a", -1),)), leaf("c", 0, low=-5)) == []


def test_a_refusal_that_changes_nothing_is_named() -> None:
    words = "With 12 accepted nothing is left to refuse: all points are taken off before"
    assert found(Deduction(COUNT, Fraction(1), free=2, accepted=12)) == [(WARNING, words, ("accepted",))]


def test_a_name_that_a_formula_does_not_use_is_named() -> None:
    words = "The formula does not use “b”"
    assert found(Formula("a", (value("a"), value("b")))) == [(WARNING, words, ("inputs", 1))]


def test_what_is_found_in_supplied_figures_is_found_in_their_method() -> None:
    words = "No band covers figures from 60 to below 61"
    supplied = Supplied(text("x"), Bands(PERCENT, (band(0, None, 60), band(10, 61))))
    assert found(supplied) == [(ERROR, words, ("scored", "bands"))]


def test_findings_are_told_in_vietnamese() -> None:
    (finding,) = check(Bands(PERCENT, (band(0, None, 60), band(10, 61))), TEN)
    assert Language("vi").written(finding.words) == "Chưa có khoảng điểm cho số liệu từ 60 đến dưới 61"
