"""Static checks: what of a method cannot be scored, or never happens."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.criterion import Criterion
from rules.errors import Path
from rules.formula_notation import notation
from rules.formula_reading import formula
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
from rules.methods.survey_scale import Band as ScaleBand
from rules.methods.survey_scale import Banded
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
    assert (ERROR, "For 75 the formula divides by zero", ("bands", 1, "worth", "text")) in found(method)


def test_an_end_that_lies_next_to_a_band_is_no_figure_of_it() -> None:
    """At 0 nothing is computed; at 2, which is found after it, the formula divides by zero."""
    middle = band(by_formula("1 / (value * value - 2 * value)"), 0, 10)
    method = Bands(PERCENT, (band(10, None, 0), middle, band(5, 10)), includes=Bound.UPPER)
    assert [words for _, words, _ in found(method) if "divides" in words] == ["For 2 the formula divides by zero"]


def test_a_formula_in_a_band_that_leaves_the_range_between_its_ends_is_named() -> None:
    words = "At {} the formula comes to {} points; they are kept from 0 to 10"
    above = Bands(PERCENT, (band(by_formula("value * (100 - value)")),))
    assert (WARNING, words.format(50, "2,500"), IN_THE_FIRST) in found(above)
    below = Bands(COUNT, (band(by_formula("(value - 5) ** 2 - 20"), None, 11), band(10, 11)))
    assert [each for each in found(below) if "comes to" in each[1]] == [(WARNING, words.format(5, -20), IN_THE_FIRST)]
    beyond_at_an_end = Bands(PERCENT, (band(by_formula("max_points - (value - 50) ** 2")),))
    assert [each[1] for each in found(beyond_at_an_end) if "comes to" in each[1]] == [
        words.format(0, "-2,490"),
        words.format(100, "-2,490"),
    ]
    at_an_end_too = Bands(PERCENT, (band(by_formula("value < 50 ? 11 : 9")),))
    assert [each[1] for each in found(at_an_end_too) if "comes to" in each[1]] == [words.format(0, 11)]
    always_zero_there = Bands(
        COUNT, (band(by_formula("value > 0 ? 1 / (value - 1) : 1 / value"), None, 2), band(10, 2))
    )
    assert [each for each in found(always_zero_there) if "comes to" in each[1]] == []


ALWAYS = "Whatever is reported, the formula divides by zero"


def test_a_formula_that_always_divides_by_zero_is_an_error() -> None:
    assert found(Formula("a / (max_points - 10)", (value("a"),))) == [(ERROR, ALWAYS, ("text",))]
    assert found(Formula("a / (a - a)", (value("a"),))) == [(ERROR, ALWAYS, ("text",))]
    within_band = Bands(PERCENT, (band(by_formula("1 / (value - value)"), None, 50), band(10, 50)))
    assert (ERROR, ALWAYS, IN_THE_FIRST) in found(within_band)
    assert (ERROR, ALWAYS, ("text",)) not in found(Formula("a / (max_points - 10)", (value("a"),)), leaf("c", 9))


def divisions(text: str, *inputs: Input) -> list[str]:
    """For what figures the formula in *text* is said to divide by zero."""
    start, end = "With ", " the formula divides by zero: bound the figures, or set a condition before"
    told = [each for each in found(Formula(text, inputs)) if each[1].endswith(end)]
    assert all(severity is ERROR for severity, _, _ in told)
    return [words[len(start) : -len(end)] for _, words, _ in told]


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
        ("a / (b * b - b - 2)", (A, B), ["b = 2"]),
        ("10 / (a * a - 2 * a + 1)", (value("a", 0, 10),), ["a = 1"]),
        ("10 / (a * b - 6)", (A, B), ["a = 6, b = 1"]),
        ("10 / (a * a * b * b - 36)", (A, B), ["a = 1, b = 6"]),
        ("10 / (a * a * b * b - 36)", (value("a"), value("b")), ["a = 1, b = 6"]),
        ("1 / a + 1 / (b * b - 4)", (A, value("b", None, 9)), ["a = 0", "b = -2"]),
        ("1 / (a * a - 1) + 1 / (1 - a * a)", (A,), ["a = 1"]),
        ("a == 3 ? 1 / (b * b - 4) : 5", (A, B), ["a = 3, b = 2"]),
        ("1 / (a ** 2 - 2)", (A,), []),
        ("1 / (a * a - a / a)", (value("a", 1, "1.5"),), ["a = 1"]),
        ("a / (b - c)", (A, B, C), ["b = 0, c = 0"]),
        ("b > 0 ? a / b : 0", (A, B), []),
        ("b > 0 and a / b > 1 ? 10 : 0", (A, B), []),
        ("a / b > 1 and a > 1 ? 10 : 0", (A, B), ["b = 0"]),
        ("not (a / b > 1) ? 10 : 0", (A, B), ["b = 0"]),
        ("a == 1 ? 1 / (max_points - 10) : 5", (A,), ["a = 1"]),
        ("a / (1 / (b - 1) - 1)", (A, value("b", 1, 3)), ["b = 1", "b = 2"]),
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
    assert found(Formula("a * (100 - a)", percent)) == [(WARNING, words.format("a = 50", "2,500"), ("text",))]
    both = (value("a", 0, 10), value("b", 0, 10))
    assert found(Formula("a * b / 10 - (a - 5) * (b - 5) / 20", both))[0][:2] == (
        WARNING,
        words.format("a = 0, b = 0", "-1.25"),
    )


def test_a_long_formula_is_tried_for_fewer_figures() -> None:
    """It leaves the range at 0.1 alone, which is among a thousand figures and not among five hundred."""
    percent, sums = (Input("a", PERCENT),), " + ".join(["(0" + " + 0" * 40 + ")"] * 3)
    short = found(Formula("a == 0.1 ? 11 : 10", percent))
    assert [words[:12] for _, words, _ in short] == ["With a = 0.1"]
    assert found(Formula(f"a == 0.1 ? 11 : 10 + {sums}", percent)) == []


def test_a_case_that_is_never_computed_is_named() -> None:
    words = "“{}” {} holds, whatever is reported: what stands {} the colon is never computed"
    percent = (Input("a", PERCENT), Input("b", PERCENT))
    never, always = ("never", "before"), ("always", "after")
    assert found(Formula("a > 100 ? 10 : 1", percent[:1])) == [
        (WARNING, words.format("a > 100", *never), ("text",)),
        (WARNING, "The formula never comes to the maximum of 10 points: whatever is reported, at most to 1", ("text",)),
    ]
    for condition, told in (
        ("a >= 0", ("a >= 0", *always)),
        ("a < 0", ("a < 0", *never)),
        ("a <= 100", ("a <= 100", *always)),
        ("a + 1 == -b", ("(a + 1) == (-b)", *never)),
        ("a != a + b + 0.5", None),
        ("a - a != 0", ("(a - a) != 0", *never)),
        ("a > 50 or b >= 0", ("(a > 50) or (b >= 0)", *always)),
        ("a > 50 and not b ** 2 >= 0", ("(a > 50) and (not ((b ** 2) >= 0))", *never)),
        ("a > 50 and b > 50", None),
        ("not a > 50", None),
        ("max_points > 9", None),
    ):
        told_of = [each[1] for each in found(Formula(f"{condition} ? a / 10 : b / 10", percent)) if "holds" in each[1]]
        assert told_of == ([words.format(*told)] if told else [])


def test_of_a_case_that_is_never_computed_nothing_else_is_told() -> None:
    words = "“a > 100” never holds, whatever is reported: what stands before the colon is never computed"
    nested = Formula("a > 100 ? (a > 200 ? 5 : 1 / (a - a)) : a / 10", (Input("a", PERCENT),))
    assert found(nested) == [(WARNING, words, ("text",))]
    within_band = Bands(PERCENT, (band(10, 50), band(by_formula("value > 60 ? 9 : value / 5"), None, 50)))
    assert [each for each in found(within_band) if "holds" in each[1]] == [
        (WARNING, words.replace("a > 100", "value > 60"), ("bands", 1, "worth", "text"))
    ]


def test_a_condition_is_written_as_it_can_be_typed() -> None:
    assert notation(formula("(a > 1 ? -a : 2.5) * a / 3 > 1 ? 1 : 0", ("a",))) == (
        "(((((a > 1) ? (-a) : 2.5) * a) / 3) > 1) ? 1 : 0"
    )


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


def test_a_number_that_cannot_be_reported_and_what_follows_from_it_is_named() -> None:
    words = "No answer earns the maximum of 10 points; the most that can be earned is {}"
    at = ("figure", "least")
    some = Figure(Quantity.COUNT, least=Fraction(5), most=Fraction(20))
    assert found(Deduction(some, Fraction(1), free=2)) == [(WARNING, words.format(7), at)]
    assert found(Deduction(replace(some, least=Fraction(1)), Fraction(1))) == [(WARNING, words.format(9), at)]
    assert found(Deduction(some, Fraction(1), free=2, accepted=4)) == [(WARNING, words.format(0), at)]
    assert found(Deduction(some, Fraction(1), free=2, may_be_waived=True)) == []
    assert found(Deduction(some, Fraction(1), free=5)) == []


def test_a_number_accepted_or_free_that_is_never_passed_is_named() -> None:
    few = Figure(Quantity.COUNT, most=Fraction(3))
    refused = "With {} accepted nothing is ever refused: no more than 3 can be reported"
    assert found(Deduction(few, Fraction(1), accepted=3)) == [(WARNING, refused.format(3), ("accepted",))]
    assert found(Deduction(few, Fraction(1), accepted=2)) == []
    free = "With 3 free nothing is ever taken off: no more than 3 can be reported"
    assert found(Deduction(few, Fraction(1), free=3)) == [(WARNING, free, ("free",))]
    assert found(Deduction(few, Fraction(1), free=2)) == []


def test_a_target_that_every_figure_reaches_is_named() -> None:
    words = "No figure that can be reported is below the target of 80: all earn the maximum"
    high = Figure(Quantity.VALUE, least=Fraction(80), most=Fraction(100))
    assert found(RatioToTarget(high, Fraction(80))) == [(WARNING, words, ("target",))]
    assert found(RatioToTarget(high, Fraction("80.5"))) == []


def test_bands_of_a_survey_worth_less_than_the_maximum_are_the_reason_why_nothing_earns_it() -> None:
    words = "No answer earns the maximum of 10 points: {}"
    low = survey(scale=Banded((ScaleBand(Fraction(0), Fraction(1)), ScaleBand(Fraction(90), Fraction(9)))))
    assert found(low) == [(WARNING, words.format("no band is worth more than 9 points"), ("scale", "bands"))]
    high = replace(low, scale=Banded((ScaleBand(Fraction(0), Fraction(1)), ScaleBand(Fraction(90), Fraction(10)))))
    assert found(high) == []
    levels = replace(high, levels=tuple(replace(each, worth=each.worth * 4 / 5) for each in high.levels))
    assert (WARNING, words.format("the best answers make 80%"), ("scale",)) in found(levels)


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
