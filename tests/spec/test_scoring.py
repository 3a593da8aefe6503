"""Components: what is reported becomes points, as scoring guides say it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rules import formula_errors
from rules import scoring_errors as refused
from rules.answer import Dated, Reported, Sourced
from rules.criterion import Absence, Criterion
from rules.errors import OverCap, Refusal, TooLarge, TooManyDecimals, UnderMinimum
from rules.language import Language
from rules.methods import Method
from rules.methods.bands import Bands, Bound
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Deadline, Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.reporting import NO_CONTEXT, Context
from rules.scored import (
    Act,
    BandComputed,
    BandTaken,
    BelowFloor,
    Excused,
    NotAccepted,
    NothingDone,
    Step,
    TargetReached,
    recomputed,
)
from rules.scoring import score
from rules.working_content import working_content, working_of
from tests.builders import Number, leaf, text
from tests.scoring import (
    CODE,
    COUNT,
    DAYS,
    PERCENT,
    band,
    by_formula,
    chosen,
    counted,
    faults,
    given,
    item,
    items,
    measured,
    of,
    option,
    points,
    proportional,
    share,
    value,
    values,
)

TEN = leaf(CODE, 10)
YEAR = Context(year=2022)


def earned(method: Method, answer: Reported, criterion: Criterion = TEN, context: Context = NO_CONTEXT) -> Fraction:
    return score(method, answer, criterion, context).points


def refusal(method: Method, answer: Reported, criterion: Criterion = TEN, context: Context = NO_CONTEXT) -> Refusal:
    with pytest.raises(Refusal) as caught:
        score(method, answer, criterion, context)
    return caught.value


# ---- points ----------------------------------------------------------------------------------------------------------


def test_points_are_taken_as_given() -> None:
    assert earned(GivenPoints(), given("9.75")) == Fraction("9.75")


@pytest.mark.parametrize(
    ("points", "kind"),
    [("10.25", OverCap), ("-0.25", UnderMinimum), (Fraction(1, 3), TooManyDecimals), (10**11, TooLarge)],
)
def test_points_outside_the_range_are_refused(points: Number, kind: type[Refusal]) -> None:
    assert type(refusal(GivenPoints(), given(points))) is kind


# ---- one option ------------------------------------------------------------------------------------------------------

PLAN = Choice((option("in-time", share(100)), option("late", share("33.3")), option("missing", 0)))


def test_an_option_is_worth_its_points_or_its_share_of_the_maximum() -> None:
    assert [earned(PLAN, chosen(code), leaf(CODE, "1.5")) for code in ("in-time", "late", "missing")] == [
        Fraction("1.5"),
        Fraction("0.5"),
        0,
    ]


def test_an_option_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    found = refusal(PLAN, chosen("never"))
    assert Language("en").say(found) == "c (en) (c): option “never” is not known. Allowed: in-time, late, missing."
    assert found.at == ("option",)


# ---- bands -----------------------------------------------------------------------------------------------------------

DISBURSED = Bands(PERCENT, (band(10, 85), band(proportional(85), 60, 85), band(0, None, 60)))
DELAY = Bands(DAYS, (band(10, None, 1), band(5, 1, 31), band("2.5", 31, 61), band(0, 61)))


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("100", "10"),
        ("85", "10"),
        ("84.99", "10"),
        ("84.9", "9.99"),
        ("72.25", "8.5"),
        ("60", "7.06"),
        ("59.999999", "0"),
        ("59.9", "0"),
        ("0", "0"),
    ],
)
def test_disbursement_earns_in_proportion_to_85_percent_from_60_percent_on(percent: str, expected: str) -> None:
    assert earned(DISBURSED, measured(percent)) == Fraction(expected)
    ratio = RatioToTarget(PERCENT, Fraction(85), Fraction(60))
    assert earned(ratio, measured(percent)) == Fraction(expected)


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "10"), (1, "5"), (30, "5"), (31, "2.5"), (60, "2.5"), (61, "0"), (400, "0")]
)
def test_a_delay_of_30_31_60_and_61_days_falls_into_bands(days: int, expected: str) -> None:
    assert earned(DELAY, counted(days)) == Fraction(expected)


def test_bands_may_include_their_upper_bounds_instead() -> None:
    above = Bands(PERCENT, (band(0, None, 60), band(5, 60, 90), band(10, 90)), includes=Bound.UPPER)
    assert [earned(above, measured(percent)) for percent in ("60", "60.1", "90", "90.1")] == [0, 5, 5, 10]


def test_nothing_done_may_be_worth_less_than_the_lowest_band() -> None:
    graded = Bands(PERCENT, (band(2, None, 50), band(10, 50)), nothing=points(0))
    assert [earned(graded, measured(percent)) for percent in ("0", "0.1", "50")] == [0, 2, 10]
    assert score(graded, of(0, 7), TEN).working.applied == NothingDone()


def test_nothing_done_may_be_worth_a_share() -> None:
    graded = Bands(PERCENT, (band(10, 0),), nothing=share(25))
    assert earned(graded, measured(0)) == Fraction("2.5")


def test_a_percentage_is_computed_from_what_it_is_of() -> None:
    assert earned(DISBURSED, of(3, 5)) == Fraction("7.06")
    assert earned(DISBURSED, of("59.9", 100)) == 0
    assert score(DISBURSED, of(2, 3), TEN).working.applied == BandTaken(1, Fraction(200, 3))


def test_a_date_is_late_from_the_day_after_the_deadline() -> None:
    reports = Bands(Figure(Quantity.DAYS, deadline=Deadline(12, 15)), DELAY.bands)
    days = [date(2022, 11, 1), date(2022, 12, 15), date(2022, 12, 16), date(2023, 1, 15)]
    assert [earned(reports, Dated(CODE, day), TEN, YEAR) for day in days] == [10, 10, 5, Fraction("2.5")]
    assert earned(reports, counted(31), TEN, YEAR) == Fraction("2.5")


def test_a_deadline_may_lie_in_the_year_after() -> None:
    reports = Bands(Figure(Quantity.DAYS, deadline=Deadline(1, 10, years_after=1)), DELAY.bands)
    assert earned(reports, Dated(CODE, date(2023, 1, 10)), TEN, YEAR) == 10
    assert earned(reports, Dated(CODE, date(2023, 1, 11)), TEN, YEAR) == 5


def test_a_date_without_a_year_to_assess_is_refused() -> None:
    reports = Bands(Figure(Quantity.DAYS, deadline=Deadline(12, 15)), DELAY.bands)
    assert type(refusal(reports, Dated(CODE, date(2022, 12, 1)))) is refused.NoYear


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2020, 12, 31), date(2025, 1, 1), date(9999, 12, 31)])
def test_a_date_far_from_the_year_that_is_assessed_is_refused(day: date) -> None:
    reports = Bands(Figure(Quantity.DAYS, deadline=Deadline(12, 15)), DELAY.bands)
    found = refusal(reports, Dated(CODE, day), TEN, YEAR)
    assert (type(found), found.at) == (refused.DateOutOfRange, ("date",))
    facts = {"given": day, "first": date(2021, 1, 1), "last": date(2024, 12, 31)}
    assert found.facts().items() >= facts.items()


def test_a_date_is_near_where_the_calendar_itself_ends() -> None:
    reports = Bands(Figure(Quantity.DAYS, deadline=Deadline(12, 15)), DELAY.bands)
    for year, first, last in ((2022, 2021, 2024), (1, 1, 3), (9998, 9997, 9999)):
        assert earned(reports, Dated(CODE, date(first, 1, 1)), TEN, Context(year)) == 10
        assert earned(reports, Dated(CODE, date(last, 12, 31)), TEN, Context(year)) == 0


STEPPED = Bands(PERCENT, (band(10, 85), band(by_formula("value / 85 * max_points"), 60, 85), band(0, None, 60)))


@pytest.mark.parametrize(
    ("answer", "earns"),
    [(measured(85), 10), (measured("84.9"), "9.99"), (measured(60), "7.06"), (measured("59.9"), 0), (of(2, 3), "7.84")],
)
def test_a_formula_holds_inside_its_band(answer: Reported, earns: Number) -> None:
    assert earned(STEPPED, answer) == Fraction(earns)
    working = score(STEPPED, answer, TEN).working
    assert recomputed(working) == Fraction(earns)


def test_the_working_has_the_formula_of_the_band_and_its_values() -> None:
    working = score(STEPPED, measured(60), TEN).working
    values = {"value": Fraction(60), "max_points": Fraction(10)}
    assert working.applied == BandComputed(1, "value / 85 * max_points", values)
    assert (working.start, working.steps) == (Fraction(120, 17), (Step(Act.ROUNDED, Fraction(2)),))
    assert working_of(replace(TEN, method=STEPPED), working_content(working)) == working


def test_a_formula_in_a_band_is_kept_within_the_range() -> None:
    steep = Bands(COUNT, (band(by_formula("max_points - value * 3")),))
    assert [earned(steep, counted(count)) for count in (0, 3, 4)] == [10, 1, 0]
    assert recomputed(score(steep, counted(4), TEN).working) == 0


def test_a_formula_in_a_band_that_divides_by_zero_is_refused() -> None:
    found = refusal(Bands(COUNT, (band(by_formula("max_points / value")),)), counted(0))
    assert (type(found), found.at) == (refused.DividedByZero, ())


def test_a_figure_in_no_band_is_refused() -> None:
    holed = Bands(PERCENT, (band(0, None, 60), band(10, 85)))
    assert type(refusal(holed, measured(70))) is refused.NoBand


@pytest.mark.parametrize(
    ("answer", "kind", "at"),
    [
        (measured("100.1"), refused.FigureOutOfRange, "value"),
        (measured(-1), refused.FigureOutOfRange, "value"),
        (measured(Fraction(1, 3)), TooManyDecimals, "value"),
        (of(1, 0), refused.NoDenominator, "denominator"),
        (of(1, -1), refused.NoDenominator, "denominator"),
        (of(3, 2), refused.ProportionOutOfRange, "numerator"),
        (of(-1, 2), refused.ProportionOutOfRange, "numerator"),
        (of(Fraction(1, 3), 2), TooManyDecimals, "numerator"),
        (of(1, 10**11), TooLarge, "denominator"),
    ],
)
def test_a_percentage_that_cannot_be_is_refused_where_it_stands(answer: Reported, kind: type[Refusal], at: str) -> None:
    found = refusal(DISBURSED, answer)
    assert (type(found), found.at) == (kind, (at,))


def test_a_part_above_its_whole_is_refused_as_it_was_reported() -> None:
    told = Language("vi").say(refusal(DISBURSED, of(11, 10)))
    assert told.endswith(": 11/10 nằm ngoài khoảng cho phép. Đề nghị nhập tử số bằng từ 0% đến 100% mẫu số.")


def test_a_figure_above_the_best_is_told_as_a_decimal() -> None:
    above = refusal(RelativeToBest(PERCENT), of(1, 3), TEN, Context(best=Fraction("33.33")))
    assert "33,3333… cao hơn mức cao nhất trong kỳ là 33,33" in Language("vi").say(above)


def test_the_figures_that_a_formula_lacks_are_named() -> None:
    method = Formula("a / b", (value("a"), value("b", low=1)))
    assert "b (vi) (b)" in Language("vi").say(refusal(method, values(a=1)))


def test_a_percentage_of_nothing_is_refused_with_what_can_be_done() -> None:
    assert Language("vi").say(refusal(DISBURSED, of(0, 0))) == (
        "c (vi) (c), Tỷ lệ hồ sơ đúng hạn: không tính được tỷ lệ khi mẫu số là 0. "
        "Được phép: mẫu số lớn hơn 0, hoặc “không phát sinh”."
    )


def test_a_method_may_say_which_figures_are_possible() -> None:
    grown = Bands(Figure(Quantity.PERCENT, least=Fraction(-100), most=Fraction(300)), (band(0, None, 0), band(10, 0)))
    assert [earned(grown, measured(percent)) for percent in (-100, 250)] == [0, 10]


# ---- ratio -----------------------------------------------------------------------------------------------------------


def test_a_ratio_without_a_floor_begins_at_nought() -> None:
    online = RatioToTarget(PERCENT, Fraction(80), places=3)
    assert [earned(online, measured(percent)) for percent in (0, 10, 70, 80, 100)] == [
        0,
        Fraction("1.25"),
        Fraction("8.75"),
        10,
        10,
    ]


def test_points_of_a_ratio_are_rounded_half_up() -> None:
    assert earned(RatioToTarget(PERCENT, Fraction(100), places=1), measured("12.5"), leaf(CODE, 1)) == Fraction("0.1")
    assert earned(RatioToTarget(PERCENT, Fraction(100), places=1), measured("25"), leaf(CODE, 1)) == Fraction("0.3")


def test_a_ratio_says_whether_the_target_was_reached_or_the_floor_missed() -> None:
    ratio = RatioToTarget(PERCENT, Fraction(85), Fraction(60))
    assert score(ratio, measured(85), TEN).working.applied == TargetReached(Fraction(85))
    assert score(ratio, measured("59.9"), TEN).working.applied == BelowFloor(Fraction("59.9"))


# ---- items -----------------------------------------------------------------------------------------------------------

INITIATIVES = PerItem((item("province", 1), item("agency", "0.5", most=3)), cap=Fraction(4))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, "0"),
        ({"province": 1}, "1"),
        ({"province": 1, "agency": 2}, "2"),
        ({"province": 0, "agency": 9}, "1.5"),
        ({"province": 3, "agency": 9}, "4"),
    ],
)
def test_items_earn_points_each_up_to_their_number_and_up_to_a_cap(counts: dict[str, int], expected: str) -> None:
    assert earned(INITIATIVES, items(counts)) == Fraction(expected)


def test_of_one_kind_of_item_the_number_will_do() -> None:
    assert earned(PerItem((item("award", "0.5"),)), counted(3)) == Fraction("1.5")
    assert type(refusal(INITIATIVES, counted(3))) is refused.WrongAnswer


def test_a_bonus_ends_at_the_maximum_of_its_component() -> None:
    assert earned(PerItem((item("award", "0.5"),)), counted(30), leaf(CODE, 2)) == 2


def test_items_that_cost_points_end_at_the_minimum() -> None:
    assert earned(PerItem((item("complaint", -1),)), counted(9), leaf(CODE, 0, low=-5)) == -5


@pytest.mark.parametrize(
    ("counts", "kind"),
    [
        ({"other": 1}, refused.UnknownItem),
        ({"agency": -1}, refused.FigureOutOfRange),
        ({"agency": 10**11}, refused.FigureOutOfRange),
    ],
)
def test_items_that_cannot_be_are_refused(counts: dict[str, int], kind: type[Refusal]) -> None:
    found = refusal(INITIATIVES, items(counts))
    assert (type(found), found.at) == (kind, ("items", *counts))


# ---- deductions ------------------------------------------------------------------------------------------------------

LATE = Deduction(DAYS, Fraction("0.1"), free=5, accepted=60, may_be_waived=True)


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "10"), (5, "10"), (6, "9.9"), (30, "7.5"), (31, "7.4"), (60, "4.5"), (61, "0")]
)
def test_a_delay_costs_more_each_day_and_is_refused_in_the_end(days: int, expected: str) -> None:
    assert earned(LATE, faults(days)) == Fraction(expected)
    assert earned(LATE, counted(days)) == Fraction(expected)


def test_a_waiver_with_a_reason_takes_nothing_off() -> None:
    scored = score(LATE, faults(61, waived=True, reason="sự cố hệ thống"), TEN)
    assert scored.points == 10
    assert scored.working.applied == Excused(61, "sự cố hệ thống")


def test_a_waiver_without_a_reason_is_refused() -> None:
    found = refusal(LATE, faults(61, waived=True, reason=" "))
    assert (type(found), found.at) == (refused.WaiverUnexplained, ("reason",))


@pytest.mark.parametrize("method", [Deduction(COUNT, Fraction(1)), Bands(COUNT, (band(0, 0),))])
def test_a_waiver_where_there_is_none_is_refused(method: Method) -> None:
    found = refusal(method, faults(1, waived=True, reason="x"))
    assert (type(found), found.at) == (refused.NotWaivable, ("waived",))


def test_violations_cost_points_down_to_the_minimum() -> None:
    method = Deduction(COUNT, Fraction(4))
    assert [earned(method, faults(count)) for count in range(4)] == [10, 6, 2, 0]
    assert [earned(method, faults(count), leaf(CODE, 0, low=-5)) for count in range(3)] == [0, -4, -5]


def test_what_is_refused_earns_the_minimum() -> None:
    method = Deduction(COUNT, Fraction(1), accepted=2)
    scored = score(method, faults(3), leaf(CODE, 0, low=-5))
    assert scored.points == -5
    assert scored.working.applied == NotAccepted(3)


def test_days_late_may_be_a_date_with_a_waiver() -> None:
    method = Deduction(Figure(Quantity.DAYS, deadline=Deadline(12, 15)), Fraction(1), may_be_waived=True)
    late = date(2022, 12, 18)
    assert earned(method, Dated(CODE, late), TEN, YEAR) == 7
    assert earned(method, Dated(CODE, late, waived=True, reason="x"), TEN, YEAR) == 10


# ---- supplied by another body ----------------------------------------------------------------------------------------

INSPECTED = Supplied(text("Inspectorate"), GivenPoints())
COUNTED_ELSEWHERE = Supplied(text("Office"), RatioToTarget(PERCENT, Fraction(95)))


def test_what_another_body_supplies_comes_with_its_document() -> None:
    assert earned(INSPECTED, Sourced(given("4.5"), "12/TB-TTr")) == Fraction("4.5")
    assert earned(COUNTED_ELSEWHERE, Sourced(measured("91.2"), "34/VP")) == Fraction("9.6")
    assert Sourced(given(1), "x").criterion == CODE


def test_another_body_may_choose_count_and_find_fault() -> None:
    inspector = text("Inspectorate")
    decided = Supplied(inspector, Choice((option("passed", 10), option("failed", 0))))
    assert earned(decided, Sourced(chosen("passed"), "12/TB-TTr")) == 10
    assert type(refusal(decided, chosen("passed"))) is refused.DocumentMissing
    listed = Supplied(inspector, PerItem((item("letter", 2), item("visit", 1, 2))))
    assert earned(listed, Sourced(items({"letter": 2, "visit": 3}), "12/TB-TTr")) == 6
    found = Supplied(inspector, Deduction(COUNT, Fraction(2), may_be_waived=True))
    assert earned(found, Sourced(faults(3), "12/TB-TTr")) == 4
    assert earned(found, Sourced(faults(3, waived=True, reason="flood"), "12/TB-TTr")) == 10
    excused = refusal(found, Sourced(faults(3, waived=True), "12/TB-TTr"))
    assert (type(excused), excused.at) == (refused.WaiverUnexplained, ("reason",))


def test_what_another_body_supplies_may_be_a_date() -> None:
    supplied = Supplied(text("Office"), Bands(Figure(Quantity.DAYS, deadline=Deadline(12, 15)), DELAY.bands))
    late = Dated(CODE, date(2022, 12, 16))
    assert earned(supplied, Sourced(late, "34/VP"), TEN, YEAR) == 5
    assert type(refusal(supplied, late, TEN, YEAR)) is refused.DocumentMissing
    excused = Sourced(replace(late, waived=True, reason="flood"), "34/VP")
    found = refusal(supplied, excused, TEN, YEAR)
    assert (type(found), found.at) == (refused.NotWaivable, ("waived",))


def test_what_another_body_supplies_is_refused_without_its_document() -> None:
    found = refusal(INSPECTED, Sourced(given("4.5"), " "))
    assert (type(found), found.at) == (refused.DocumentMissing, ("document",))
    assert type(refusal(INSPECTED, given("4.5"))) is refused.DocumentMissing
    assert type(refusal(COUNTED_ELSEWHERE, Sourced(given(1), "x"))) is refused.WrongAnswer


# ---- relative to the best --------------------------------------------------------------------------------------------

LETTERS = RelativeToBest(COUNT)


def test_the_best_of_the_period_earns_the_maximum_and_the_others_in_proportion() -> None:
    best = Context(best=Fraction(12))
    assert [earned(LETTERS, counted(count), TEN, best) for count in (12, 7, 0)] == [10, Fraction("5.83"), 0]


def test_where_nobody_did_anything_nobody_earns_anything() -> None:
    assert earned(LETTERS, counted(0), TEN, Context(best=Fraction(0))) == 0


def test_nobody_earns_anything_before_the_best_is_known() -> None:
    assert type(refusal(LETTERS, counted(3))) is refused.BestUnknown


def test_a_figure_above_the_best_is_refused() -> None:
    assert type(refusal(LETTERS, counted(13), TEN, Context(best=Fraction(12)))) is refused.BeyondBest


def test_the_best_may_be_a_percentage_that_never_ends() -> None:
    relative = RelativeToBest(PERCENT)
    assert earned(relative, of(1, 3), TEN, Context(best=Fraction(200, 3))) == 5


# ---- formula ---------------------------------------------------------------------------------------------------------

BLEND = Formula(
    "planned == 0 ? max_points : (0.3 * early + 0.7 * done) / planned * max_points",
    (value("planned", 0), value("early", 0), value("done", 0, 1000)),
)


def test_a_formula_is_computed_exactly_and_rounded_once() -> None:
    assert earned(BLEND, values(planned=3, early=1, done=2)) == Fraction("5.67")
    assert earned(BLEND, values(planned=0, early=0, done=0)) == 10


def test_a_formula_ends_at_the_range_of_its_component() -> None:
    assert earned(BLEND, values(planned=1, early=9, done=9)) == 10
    assert earned(Formula("0 - a", (value("a"),)), values(a=99), leaf(CODE, 10, low=-2)) == -2


@pytest.mark.parametrize(
    ("answer", "kind", "at"),
    [
        (values(planned=1, early=1), refused.MissingInputs, ("values",)),
        (values(planned=1, early=1, done=1, other=1), refused.UnknownInput, ("values", "other")),
        (values(planned=1, early=1, done=1001), refused.FigureOutOfRange, ("values", "done")),
        (values(planned=1, early=1, done=Fraction(1, 3)), TooManyDecimals, ("values", "done")),
        (values(planned=1, early=1, done=1, max_points=99), refused.UnknownInput, ("values", "max_points")),
    ],
)
def test_values_that_a_formula_does_not_take_are_refused(
    answer: Reported, kind: type[Refusal], at: tuple[str, ...]
) -> None:
    found = refusal(BLEND, answer)
    assert (type(found), found.at) == (kind, at)


def test_a_formula_that_divides_by_zero_is_refused() -> None:
    found = refusal(Formula("1 / a", (value("a"),)), values(a=0))
    assert (type(found), found.at) == (refused.DividedByZero, ("values",))


def test_not_applicable_is_proposed_only_where_it_is_possible() -> None:
    for always, or_not in ((replace(TEN, not_applicable=Absence.REFUSED), ""), (TEN, ", or “not applicable”")):
        divided = refusal(Formula("1 / a", (value("a"),)), values(a=0), always)
        assert Language("en").say(divided).endswith(f"Allowed: other figures{or_not}.")
        nothing = refusal(DISBURSED, of(1, 0), always)
        assert Language("en").say(nothing).endswith(f"Allowed: a whole above 0{or_not}.")


def test_what_a_formula_counts_is_counted_in_wholes() -> None:
    whole = Formula("a", (Input("a", COUNT),))
    assert earned(whole, values(a=3)) == 3
    assert type(refusal(whole, values(a="0.5"))) is refused.NotWhole


# ---- answers of another form -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        (GivenPoints(), chosen("x")),
        (PLAN, given(1)),
        (DISBURSED, counted(3)),
        (DELAY, measured(3)),
        (DELAY, of(1, 2)),
        (DELAY, Dated(CODE, date(2022, 1, 1))),
        (RatioToTarget(PERCENT, Fraction(85)), given(1)),
        (INITIATIVES, given(1)),
        (LATE, chosen("x")),
        (LETTERS, measured(1)),
        (BLEND, measured(1)),
    ],
)
def test_an_answer_in_another_form_is_refused(method: Method, answer: Reported) -> None:
    assert type(refusal(method, answer, TEN, YEAR)) is refused.WrongAnswer


def test_the_form_that_is_asked_for_is_named() -> None:
    dated = Bands(Figure(Quantity.DAYS, deadline=Deadline(12, 15)), DELAY.bands)
    assert Language("vi").say(refusal(dated, measured(1))) == (
        "c (vi) (c): không nhập được kết quả ở dạng “value”. Được phép: số ngày, hoặc ngày tháng."
    )


def test_a_formula_that_comes_to_more_digits_than_can_be_written_is_refused() -> None:
    powers = Formula("(((a**4)**4)**4)**4", (value("a"),))
    assert type(refusal(powers, values(a="99999999999.999999"))) is formula_errors.FormulaTooLarge
