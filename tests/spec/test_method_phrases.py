"""Methods and workings in sentences, as a scoring guide and a letter have them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rules.answer import Dated, Reported, Sourced
from rules.criterion import Criterion
from rules.language import Language
from rules.method_phrases import method_sentence
from rules.methods import Method, OfFigures
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
from rules.reporting import Context
from rules.scoring import score
from rules.text import Text
from rules.working_phrases import Setting, arithmetic, working_sentence
from tests.builders import leaf
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
from tests.told import EN, VI

CRITERION = Criterion(CODE, Text("Tỷ lệ giải ngân", "Disbursement"), Fraction(10))
UNNAMED = Figure(Quantity.PERCENT)
RATIO = RatioToTarget(PERCENT, Fraction(85), Fraction(60))
LATE = Deduction(DAYS, Fraction("0.1"), free=5, accepted=60, may_be_waived=True)
MARKS = Bands(PERCENT, (band(2, None, 50), band("9.5", 50, 95), band(10, 95)))
DATED = replace(DAYS, deadline=Deadline(11, 30))
AMONG_OTHERS = Setting(alone=False)
EXACT = Context(best=Fraction(12))


def told(
    method: Method, answer: Reported, language: Language = VI, criterion: Criterion = CRITERION
) -> tuple[str, str]:
    """What is said of the working, and its arithmetic."""
    scored = score(method, answer, criterion, EXACT)
    return working_sentence(method, scored, criterion, language, AMONG_OTHERS), arithmetic(scored.working, language)


@pytest.mark.parametrize(
    ("method", "vietnamese", "english"),
    [
        (
            GivenPoints(),
            "người thẩm định chấm từ 0 đến 10,00 điểm",
            "points given by the appraiser, from 0 to 10.00 points",
        ),
        (
            Choice((option("a", share(100)), option("b", "0.5"))),
            "chọn một mức: a (vi): 100% của 10,00 điểm; b (vi): 0,50 điểm",
            "one of: a (en): 100% of 10.00 points; b (en): 0.50 points",
        ),
        (
            RatioToTarget(UNNAMED, Fraction(85), Fraction(60)),
            "tỷ lệ giải ngân: từ 85% trở lên: 10,00 điểm; từ 60% đến dưới 85%: tỷ lệ giải ngân / 85% × 10,00 điểm, "
            "làm tròn đến 2 chữ số thập phân; dưới 60%: 0,00 điểm",
            "disbursement: 85% or more: 10.00 points; from 60% to below 85%: disbursement / 85% x 10.00 points, "
            "rounded to 2 decimals; below 60%: 0.00 points",
        ),
        (
            RatioToTarget(COUNT, Fraction(20)),
            "số văn bản: từ 20 văn bản trở lên: 10,00 điểm; không quá 19 văn bản: số văn bản / 20 văn bản × "
            "10,00 điểm, làm tròn đến 2 chữ số thập phân",
            "number of documents: 20 documents or more: 10.00 points; at most 19 documents: number of documents / "
            "20 documents x 10.00 points, rounded to 2 decimals",
        ),
        (
            Bands(UNNAMED, (band(proportional(85), 60, 85),), nothing=points(1)),
            "tỷ lệ giải ngân: từ 60% đến dưới 85%: tỷ lệ giải ngân / 85% × 10,00 điểm, làm tròn đến 2 chữ số thập "
            "phân; chưa thực hiện: 1,00 điểm",
            "disbursement: from 60% to below 85%: disbursement / 85% x 10.00 points, rounded to 2 decimals; nothing "
            "done: 1.00 points",
        ),
        (
            Bands(UNNAMED, (band(0, None, 50), band(5, 50, 80), band(10, 80)), includes=Bound.UPPER),
            "tỷ lệ giải ngân: không quá 50%: 0,00 điểm; trên 50% đến 80%: 5,00 điểm; trên 80%: 10,00 điểm",
            "disbursement: at most 50%: 0.00 points; above 50% to 80%: 5.00 points; more than 80%: 10.00 points",
        ),
        (
            Bands(DAYS, (band(10, None, 1), band(5, 1, 31), band(2, 31, 61), band(0, 61))),
            "số ngày chậm: 0 ngày: 10,00 điểm; từ 01 đến 30 ngày: 5,00 điểm; từ 31 đến 60 ngày: 2,00 điểm; "
            "từ 61 ngày trở lên: 0,00 điểm",
            "days late: 0 days: 10.00 points; from 1 to 30 days: 5.00 points; from 31 to 60 days: 2.00 points; "
            "61 days or more: 0.00 points",
        ),
        (
            Bands(DAYS, (band(10, None, 30), band(5, 30, 60), band(0, 60)), includes=Bound.UPPER),
            "số ngày chậm: không quá 30 ngày: 10,00 điểm; từ 31 đến 60 ngày: 5,00 điểm; từ 61 ngày trở lên: 0,00 điểm",
            "days late: at most 30 days: 10.00 points; from 31 to 60 days: 5.00 points; 61 days or more: 0.00 points",
        ),
        (
            Bands(Figure(Quantity.VALUE), (band(10),)),
            "tỷ lệ giải ngân: mọi số liệu: 10,00 điểm",
            "disbursement: any figure: 10.00 points",
        ),
        (
            PerItem((item("a", 1), item("b", "0.5", most=3)), cap=Fraction(4)),
            "tính theo số lượng: a (vi) 1,00 điểm; b (vi) 0,50 điểm, tính không quá 03; tổng cộng không quá 4,00 điểm",
            "for each: a (en) 1.00 points; b (en) 0.50 points, at most 3 of them; in all at most 4.00 points",
        ),
        (PerItem((item("a", 1),)), "tính theo số lượng: a (vi) 1,00 điểm", "for each: a (en) 1.00 points"),
        (
            LATE,
            "10,00 điểm, trừ 0,10 điểm cho mỗi ngày: số ngày chậm; 05 ngày đầu không bị trừ; quá 60 ngày không được "
            "chấp nhận: 0,00 điểm; không trừ điểm nếu lý do được chấp nhận",
            "10.00 points, less 0.10 points for each day: days late; the first 5 days are free; more than 60 days are "
            "not accepted: 0.00 points; nothing is taken off for a reason that is accepted",
        ),
        (
            Deduction(COUNT, Fraction(4)),
            "10,00 điểm, trừ 4,00 điểm cho mỗi trường hợp: số văn bản",
            "10.00 points, less 4.00 points for each of: number of documents",
        ),
        (
            Supplied(Text("Thanh tra tỉnh", "the Inspectorate"), GivenPoints()),
            "Thanh tra tỉnh cung cấp: người thẩm định chấm từ 0 đến 10,00 điểm",
            "supplied by the Inspectorate: points given by the appraiser, from 0 to 10.00 points",
        ),
        (
            RelativeToBest(COUNT),
            "số văn bản / mức cao nhất trong kỳ × 10,00 điểm, làm tròn đến 2 chữ số thập phân",
            "number of documents / the best of the period x 10.00 points, rounded to 2 decimals",
        ),
        (
            Bands(PERCENT, (band(by_formula("value / 85 * max_points"), 60), band(0, None, 60))),
            "tỷ lệ hồ sơ đúng hạn: từ 60% trở lên: tính theo công thức: “tỷ lệ hồ sơ đúng hạn” / 85 × 10, làm tròn đến "
            "2 chữ số thập phân; dưới 60%: 0,00 điểm",
            "share of dossiers settled in time: 60% or more: formula: “share of dossiers settled in time” / 85 x 10, "
            "rounded to 2 decimals; below 60%: 0.00 points",
        ),
        (
            Formula("a / 3", (value("a"),), places=3),
            "tính theo công thức: “a (vi)” / 3, làm tròn đến 3 chữ số thập phân",
            "formula: “a (en)” / 3, rounded to 3 decimals",
        ),
    ],
)
def test_a_method_is_said_as_the_scoring_guide_says_it(method: Method, vietnamese: str, english: str) -> None:
    assert method_sentence(method, CRITERION, VI) == vietnamese
    assert method_sentence(method, CRITERION, EN) == english


def test_a_name_that_is_no_ordinary_word_keeps_its_capitals() -> None:
    figure = Figure(Quantity.PERCENT, Text("TTHC trực tuyến", "DVC online"))
    assert method_sentence(Bands(figure, (band(0),)), CRITERION, VI) == "TTHC trực tuyến: mọi số liệu: 0,00 điểm"


@pytest.mark.parametrize(
    ("method", "answer", "sentence", "steps"),
    [
        (GivenPoints(), given("9.5"), "trừ 0,50 điểm", "9,5"),
        (GivenPoints(), given(10), "đạt điểm tối đa 10,00 điểm", "10"),
        (
            Choice((option("a", share("33.3")),)),
            chosen("a"),
            "trừ 6,67 điểm: a (vi)",
            "10 × 33,3 / 100 = 3,33",
        ),
        (
            Choice((option("a", share("33.333")),)),
            chosen("a"),
            "trừ 6,67 điểm: a (vi)",
            "10 × 33,333 / 100, làm tròn đến 2 chữ số thập phân: 3,33",
        ),
        (
            MARKS,
            measured("91.2"),
            "trừ 0,50 điểm: tỷ lệ hồ sơ đúng hạn 91,2%, thuộc khoảng từ 50% đến dưới 95%, mức đạt "
            "điểm tối đa từ 95% trở lên",
            "9,5",
        ),
        (
            MARKS,
            measured(95),
            "đạt điểm tối đa 10,00 điểm: tỷ lệ hồ sơ đúng hạn 95%, thuộc khoảng từ 95% trở lên",
            "10",
        ),
        (
            RATIO,
            of(1190, 2000),
            "trừ 10,00 điểm: tỷ lệ hồ sơ đúng hạn 59,5% (1.190/2.000), dưới mức 60%, mức đạt điểm tối đa 85%",
            "0",
        ),
        (RATIO, of(9, 10), "đạt điểm tối đa 10,00 điểm: tỷ lệ hồ sơ đúng hạn 90% (9/10)", "10"),
        (
            Bands(PERCENT, (band(0, None, 60), band(proportional(85), 60, 85), band(10, 85))),
            of(7, 10),
            "trừ 1,76 điểm: tỷ lệ hồ sơ đúng hạn 70%, thuộc khoảng từ 60% đến dưới 85%, mức đạt điểm tối đa từ 85% trở "
            "lên",
            "7 / 10 × 100 / 85 × 10, làm tròn đến 2 chữ số thập phân: 8,24",
        ),
        (
            MARKS,
            of(949_999, 1_000_000),
            "trừ 0,50 điểm: tỷ lệ hồ sơ đúng hạn 94,9999% (949.999/1.000.000), thuộc khoảng từ 50% "
            "đến dưới 95%, mức đạt điểm tối đa từ 95% trở lên",
            "9,5",
        ),
        (Bands(PERCENT, (band(5),)), of(2, 3), "trừ 5,00 điểm: tỷ lệ hồ sơ đúng hạn 66,67% (2/3)", "5"),
        (
            Bands(PERCENT, (band(5),), nothing=points(1)),
            measured(0),
            "trừ 9,00 điểm: tỷ lệ hồ sơ đúng hạn: chưa thực hiện",
            "1",
        ),
        (
            RATIO,
            of(3, 5),
            "trừ 2,94 điểm: tỷ lệ hồ sơ đúng hạn 60%, mức đạt điểm tối đa 85%",
            "3 / 5 × 100 / 85 × 10, làm tròn đến 2 chữ số thập phân: 7,06",
        ),
        (
            RATIO,
            measured("59.9"),
            "trừ 10,00 điểm: tỷ lệ hồ sơ đúng hạn 59,9%, dưới mức 60%, mức đạt điểm tối đa 85%",
            "0",
        ),
        (RATIO, measured(90), "đạt điểm tối đa 10,00 điểm: tỷ lệ hồ sơ đúng hạn 90%", "10"),
        (
            RatioToTarget(Figure(Quantity.VALUE, Text("Số thu"), Text("tỷ đồng")), Fraction(5)),
            measured("2.5"),
            "trừ 5,00 điểm: số thu 2,5 tỷ đồng, mức đạt điểm tối đa 5 tỷ đồng",
            "2,5 / 5 × 10 = 5",
        ),
        (
            PerItem((item("a", 1), item("b", "0.5", most=3)), cap=Fraction(4)),
            items({"a": 3, "b": 9}),
            "trừ 6,00 điểm: a (vi): 03; b (vi): kê khai 09, tính 03",
            "3 × 1 + 3 × 0,5, không quá 4 điểm",
        ),
        (PerItem((item("a", 1),)), items({}), "trừ 10,00 điểm: không có mục nào", "0"),
        (PerItem((item("a", 1),)), counted(1), "trừ 9,00 điểm: a (vi): 01", "1"),
        (LATE, faults(9), "trừ 0,40 điểm: số ngày chậm 09 ngày, trong đó 04 ngày bị trừ điểm", "10 - 4 × 0,1 = 9,6"),
        (LATE, faults(3), "đạt điểm tối đa 10,00 điểm: số ngày chậm 03 ngày", "10"),
        (LATE, faults(61), "trừ 10,00 điểm: số ngày chậm 61 ngày, quá 60 ngày không được chấp nhận", "0"),
        (
            LATE,
            faults(61, waived=True, reason="sự cố"),
            "đạt điểm tối đa 10,00 điểm: số ngày chậm 61 ngày, được miễn trừ điểm: sự cố",
            "10",
        ),
        (
            Deduction(COUNT, Fraction(4)),
            faults(3),
            "trừ 10,00 điểm: số văn bản 03 văn bản",
            "10 - 3 × 4, không dưới 0 điểm",
        ),
        (
            Supplied(Text("Văn phòng UBND tỉnh"), RATIO),
            Sourced(measured(51), "34/BC-VP"),
            "trừ 10,00 điểm: tỷ lệ hồ sơ đúng hạn 51%, dưới mức 60%, mức đạt điểm tối đa 85%; số liệu do Văn phòng "
            "UBND tỉnh cung cấp theo 34/BC-VP",
            "0",
        ),
        (
            RelativeToBest(COUNT),
            counted(7),
            "trừ 4,17 điểm: số văn bản 07 văn bản, mức cao nhất trong kỳ 12 văn bản",
            "7 / 12 × 10, làm tròn đến 2 chữ số thập phân: 5,83",
        ),
        (
            Bands(PERCENT, (band(10, 85), band(by_formula("value / 85 * max_points"), None, 85))),
            measured(60),
            "trừ 2,94 điểm: tỷ lệ hồ sơ đúng hạn 60%, thuộc khoảng dưới 85%, mức đạt điểm tối đa từ 85% trở lên",
            "60 / 85 × 10, làm tròn đến 2 chữ số thập phân: 7,06",
        ),
        (
            Supplied(Text("Thanh tra tỉnh"), Choice((option("a", 10), option("b", 5)))),
            Sourced(chosen("b"), "7/KL-TTr"),
            "trừ 5,00 điểm: b (vi); số liệu do Thanh tra tỉnh cung cấp theo 7/KL-TTr",
            "5",
        ),
        (
            Formula("a / 3", (value("a"),)),
            values(a=7),
            "trừ 7,67 điểm: a (vi): 7",
            "7 / 3, làm tròn đến 2 chữ số thập phân: 2,33",
        ),
    ],
)
def test_a_working_says_what_was_reported_what_was_needed_and_what_it_cost(
    method: Method, answer: Reported, sentence: str, steps: str
) -> None:
    assert told(method, answer) == (sentence, steps)


@pytest.mark.parametrize(
    ("method", "day", "sentence"),
    [
        (
            Bands(DATED, (band(10, None, 1), band(5, 1, 31), band(2, 31, 61), band(0, 61))),
            date(2023, 1, 14),
            "trừ 8,00 điểm: số ngày chậm 45 ngày (thực hiện ngày 14/01/2023), thuộc khoảng từ 31 đến 60 ngày, mức đạt "
            "điểm tối đa 0 ngày",
        ),
        (
            Bands(DATED, (band(10, None, 1), band(5, 1))),
            date(2022, 11, 30),
            "đạt điểm tối đa 10,00 điểm: số ngày chậm 0 ngày (thực hiện ngày 30/11/2022)",
        ),
        (
            Deduction(DATED, Fraction(1)),
            date(2022, 12, 3),
            "trừ 3,00 điểm: số ngày chậm 03 ngày (thực hiện ngày 03/12/2022)",
        ),
    ],
)
def test_of_a_date_the_day_is_told_beside_how_late_it_is(method: OfFigures, day: date, sentence: str) -> None:
    scored = score(method, Dated(CODE, day), CRITERION, Context(2022))
    assert working_sentence(method, scored, CRITERION, VI, AMONG_OTHERS) == sentence


def test_of_a_single_kind_of_item_it_is_told_how_many_count() -> None:
    ideas = PerItem((item("idea", 1, most=2),))
    assert told(ideas, counted(9))[0] == "trừ 8,00 điểm: idea (vi): kê khai 09, tính 02"
    supplied = Supplied(Text("Sở Nội vụ"), ideas)
    assert "idea (vi): kê khai 09, tính 02; số liệu do" in told(supplied, Sourced(counted(9), "1/BC"))[0]


def test_a_best_that_is_no_finite_decimal_is_broken_off() -> None:
    context = Context(best=Fraction(200, 3))
    scored = score(RelativeToBest(PERCENT), of(1, 3), CRITERION, context)
    assert arithmetic(scored.working, VI) == "1 / 3 × 100 / 66,6666… × 10 = 5"


def test_the_way_to_the_maximum_is_told_only_where_points_are_lost() -> None:
    rounding = Bands(PERCENT, (band(proportional(98), None, 98), band(10, 98)), places=1)
    assert told(rounding, measured("97.99"))[0] == (
        "đạt điểm tối đa 10,00 điểm: tỷ lệ hồ sơ đúng hạn 97,99%, thuộc khoảng dưới 98%"
    )
    ratio = RatioToTarget(PERCENT, Fraction(98), places=1)
    assert told(ratio, measured("97.99"))[0] == "đạt điểm tối đa 10,00 điểm: tỷ lệ hồ sơ đúng hạn 97,99%"


def test_a_percentage_below_the_target_of_its_band_is_not_printed_onto_it() -> None:
    banded = Bands(PERCENT, (band(proportional(85)),), places=6)
    assert "84,999999%" in told(banded, measured("84.999999"))[0]
    by_case = Bands(PERCENT, (band(by_formula("value >= 85 or 10 / value > 1 ? 10 : value / 100")),))
    assert told(by_case, measured("84.999999"))[0] == (
        "trừ 9,15 điểm: tỷ lệ hồ sơ đúng hạn 84,999999%; do “tỷ lệ hồ sơ đúng hạn” nhỏ hơn 85 và "
        "10 / “tỷ lệ hồ sơ đúng hạn” không quá 1"
    )
    assert "0,001%" in told(by_case, measured("0.001"))[0]


def test_a_formula_says_which_case_applied_and_why() -> None:
    method = Formula("a > 10 ? 5 : 1", (value("a"),))
    assert told(method, values(a=3)) == ("trừ 9,00 điểm: a (vi): 3; do “a (vi)” không quá 10", "1")
    assert told(method, values(a=11))[0] == "trừ 5,00 điểm: a (vi): 11; do “a (vi)” lớn hơn 10"
    percent = Formula("a > 10 ? 5 : 1", (Input("a", PERCENT),))
    assert "84,999999%" in told(percent, values(a=Fraction("84.999999")))[0]


def test_what_is_taken_off_for_an_item_stands_in_brackets() -> None:
    items_ = PerItem((item("a", 1), item("b", -2)))
    assert told(items_, items({"a": 9, "b": 1}))[1] == "9 × 1 + (-2) = 7"
    penalty = leaf(CODE, 0, low=-5)
    assert told(items_, items({"b": 2}), VI, penalty)[1] == "2 × (-2) = -4"
    assert told(items_, items({"b": 1}), VI, penalty)[1] == "-2"


def test_a_waiver_of_what_costs_nothing_is_not_told() -> None:
    for days in (0, 5):
        assert "miễn" not in told(LATE, faults(days, waived=True, reason="sự cố"))[0]


def test_a_band_without_a_whole_in_it_has_no_figure() -> None:
    empty = Bands(COUNT, (band(0, None, Fraction("2.2")), band(1, Fraction("2.2"), Fraction("2.8")), band(2, 3)))
    assert "không có số liệu nào: 1,00 điểm" in method_sentence(empty, CRITERION, VI)
    assert "no figure: 1.00 points" in method_sentence(empty, CRITERION, EN)


def test_a_penalty_that_was_not_earned_is_no_maximum() -> None:
    penalty = leaf(CODE, 0, low=-5)
    assert told(Deduction(COUNT, Fraction(1)), faults(0), VI, penalty)[0] == "không bị trừ điểm: số văn bản 0 văn bản"
    assert told(Deduction(COUNT, Fraction(1)), faults(2), VI, penalty) == (
        "trừ 2,00 điểm: số văn bản 02 văn bản",
        "0 - 2 × 1 = -2",
    )


def test_a_working_is_told_in_english() -> None:
    assert told(MARKS, measured("91.2"), EN)[0] == (
        "0.50 points deducted: share of dossiers settled in time 91.2%, in the band from 50% to below 95%, the "
        "maximum for 95% or more"
    )
    assert told(RATIO, measured(60), EN)[1] == "60 / 85 x 10, rounded to 2 decimals: 7.06"


def test_a_working_is_told_of_its_own_method_only() -> None:
    scored = score(MARKS, measured(95), CRITERION)
    with pytest.raises(TypeError):
        working_sentence(LATE, scored, CRITERION, VI)


def test_the_step_of_a_component_is_told_with_the_points_that_are_given() -> None:
    stepped = leaf("c", 10, step="0.25")
    assert method_sentence(GivenPoints(), stepped, VI) == (
        "người thẩm định chấm từ 0 đến 10,00 điểm, bước chấm 0,25 điểm"
    )
    assert method_sentence(GivenPoints(), stepped, EN) == (
        "points given by the appraiser, from 0 to 10.00 points, in steps of 0.25"
    )


# ---- what can be reported, and by when -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("least", "most", "vietnamese", "english"),
    [
        (None, 250, "số liệu kê khai từ 0% đến 250%", "figures that are possible: from 0% to 250%"),
        (5, None, "số liệu kê khai từ 5% đến 100%", "figures that are possible: from 5% to 100%"),
    ],
)
def test_the_figures_that_are_possible_are_told_where_they_are_not_as_usual(
    least: int | None, most: int | None, vietnamese: str, english: str
) -> None:
    low, high = (None if bound is None else Fraction(bound) for bound in (least, most))
    method = Bands(Figure(Quantity.PERCENT, PERCENT.name, least=low, most=high), (band(10),))
    assert method_sentence(method, CRITERION, VI).endswith(f"mọi số liệu: 10,00 điểm; {vietnamese}")
    assert method_sentence(method, CRITERION, EN).endswith(f"any figure: 10.00 points; {english}")


def test_a_figure_may_be_open_on_one_side() -> None:
    least = RelativeToBest(Figure(Quantity.COUNT, COUNT.name, COUNT.unit, least=Fraction(1)))
    most = RatioToTarget(Figure(Quantity.VALUE, most=Fraction(20)), Fraction(5))
    assert method_sentence(least, CRITERION, VI).endswith("; số liệu kê khai từ 01 văn bản trở lên")
    assert method_sentence(most, CRITERION, VI).endswith("; số liệu kê khai không quá 20")


def test_of_the_figures_of_a_formula_each_tells_its_own_limits() -> None:
    method = Formula("a / b", (value("a"), value("b", low=1)))
    assert method_sentence(method, CRITERION, VI) == (
        "tính theo công thức: “a (vi)” / “b (vi)”, làm tròn đến 2 chữ số thập phân; “b (vi)”: số liệu kê khai từ 1 "
        "trở lên"
    )


@pytest.mark.parametrize(
    ("deadline", "vietnamese", "english"),
    [
        (
            Deadline(12, 20),
            "thời hạn: ngày 20 tháng 12 của năm đánh giá",
            "deadline: day 20 of month 12 of the year that is assessed",
        ),
        (
            Deadline(2, 5, years_after=1),
            "thời hạn: ngày 05 tháng 02 của năm sau năm đánh giá",
            "deadline: day 5 of month 2 of the year after it",
        ),
        (
            Deadline(3, 1),
            "thời hạn: ngày 01 tháng 3 của năm đánh giá",
            "deadline: day 1 of month 3 of the year that is assessed",
        ),
    ],
)
def test_the_deadline_is_told_as_official_papers_write_days(deadline: Deadline, vietnamese: str, english: str) -> None:
    method = Deduction(Figure(Quantity.DAYS, DAYS.name, deadline=deadline), Fraction(1))
    assert method_sentence(method, CRITERION, VI).endswith(f"số ngày chậm; {vietnamese}")
    assert method_sentence(method, CRITERION, EN).endswith(f"days late; {english}")


def test_what_has_no_points_to_begin_with_is_told_by_what_is_taken_off() -> None:
    penalty = leaf(CODE, 0, low=-5)
    assert method_sentence(Deduction(COUNT, Fraction(1)), penalty, VI) == (
        "trừ 1,00 điểm cho mỗi trường hợp: số văn bản"
    )


# ---- by whom ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "answer", "sentence"),
    [
        (
            RATIO,
            measured(90),
            "the maximum of 10.00 points: share of dossiers settled in time 90%; reported by the agency",
        ),
        (
            Supplied(Text("Thanh tra tỉnh", "the Inspectorate"), GivenPoints()),
            Sourced(given(9), "34/BC-TT"),
            "1.00 points deducted: supplied by the Inspectorate, 34/BC-TT",
        ),
        (GivenPoints(), given(9), "1.00 points deducted"),
    ],
)
def test_a_working_by_itself_says_who_reported(method: Method, answer: Reported, sentence: str) -> None:
    assert working_sentence(method, score(method, answer, CRITERION), CRITERION, EN) == sentence
