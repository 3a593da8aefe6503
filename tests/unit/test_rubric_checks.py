"""What stands in the way of scoring the criteria of a rubric, and what somebody should look at."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.combining import Best, Branch, CappedSum, Case, Combining, Rescaled
from rules.criterion import Absence, Criterion
from rules.language import Language
from rules.methods import Method
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Minimum, SurveyTakenOver, Then
from rules.methods.survey_scale import Band, Banded
from rules.rubric_checks import CannotBeScored, WorthALook, doubts, faults
from tests.builders import area, leaf, text
from tests.every_criterion import every_criterion
from tests.scoring import COUNT, PERCENT, band, by_formula, item, option, points, proportional, value
from tests.surveys import survey

VI, EN = Language("vi"), Language("en")
TOO_MUCH = Choice((option("a", 11), option("b", 0)))
TOO_LITTLE = Choice((option("a", 9), option("b", 0)))


def world(method: Choice) -> tuple[Criterion, ...]:
    return leaf("1"), area("2", leaf("2.1"), replace(leaf("2.2"), method=method))


def test_points_outside_the_range_stand_in_the_way() -> None:
    (fault,) = faults(world(TOO_MUCH))
    assert isinstance(fault, CannotBeScored)
    assert fault.at == ("criteria", 1, "parts", 1, "method", "options", 0, "worth")
    assert VI.say(fault).startswith("Tiêu chí 2.2: 11 điểm nằm ngoài")
    assert list(doubts(world(TOO_MUCH))) == []


def test_a_maximum_that_nobody_earns_should_be_looked_at() -> None:
    (doubt,) = doubts(world(TOO_LITTLE))
    assert isinstance(doubt, WorthALook)
    assert doubt.code == "worth-a-look"
    assert doubt.at == ("criteria", 1, "parts", 1, "method", "options")
    assert EN.say(doubt).startswith("Criterion 2.2: No answer earns the maximum of 10 points")
    assert list(faults(world(TOO_LITTLE))) == []


def test_every_kind_of_method_can_be_scored() -> None:
    assert list(faults(every_criterion())) == []
    beyond = replace(leaf("a", Fraction(9)), method=every_criterion()[0].parts[1].method)
    assert [type(each) for each in faults((beyond,))] == [CannotBeScored]


# ---- extra points, and what keeps a total at 0 -----------------------------------------------------------------------


def told(*criteria: Criterion) -> list[str]:
    return [EN.say(doubt).partition(": ")[2] for doubt in doubts(criteria)]


BONUS = replace(area("b", replace(leaf("b.1", 3), not_applicable=Absence.EARNS), leaf("b.2")), extra=True)
NOTHING_EARNS = "Where nothing arose all 3 extra points are earned."
MAY_FALL = "The points, and with them the total, may fall below 0; a total with extra points alone is kept at 0."


def test_a_bonus_that_is_earned_where_nothing_arose_is_named() -> None:
    (doubt,) = doubts((leaf("a"), BONUS))
    assert doubt.at == ("criteria", 1, "parts", 0, "not_applicable")
    assert EN.say(doubt) == f"Criterion b.1: {NOTHING_EARNS}"
    assert told(leaf("a"), replace(BONUS, extra=False)) == []
    malus = replace(leaf("m", 0, low=-3), not_applicable=Absence.EARNS, extra=True)
    assert told(leaf("a"), malus) == []


def test_a_total_that_may_fall_below_zero_is_named_with_its_area() -> None:
    falling = area("2", leaf("2.1"), leaf("2.2", 1, low=-5))
    (doubt,) = doubts((leaf("1"), falling))
    assert (doubt.at, EN.say(doubt)) == (("criteria", 1, "min_points"), f"Criterion 2: {MAY_FALL}")
    assert told(leaf("1"), falling, replace(leaf("b"), extra=True)) == []
    assert told(leaf("1"), leaf("2", 3, low=1)) == []


SIGNED = Figure(Quantity.VALUE, text("x"))
LOW = Band(Fraction(0), Fraction(-1))
BALLOTS = survey(minimum=Minimum(9, then=Then.DEDUCT, deduction=Fraction(1)))


@pytest.mark.parametrize(
    ("method", "falls"),
    [
        (GivenPoints(), True),
        (Deduction(COUNT, Fraction(1)), True),
        (Choice((option("a", 10), option("b", -1))), True),
        (Choice((option("a", 10), option("b", 0))), False),
        (Bands(PERCENT, (band(-1, None, 50), band(10, 50))), True),
        (Bands(PERCENT, (band(0, None, 50), band(10, 50))), False),
        (Bands(PERCENT, (band(0, None, 50), band(10, 50)), nothing=points(-5)), True),
        (
            Bands(
                PERCENT,
                (
                    band(
                        by_formula("value / 10"),
                    ),
                ),
            ),
            True,
        ),
        (Bands(PERCENT, (band(proportional(100)),)), False),
        (Bands(SIGNED, (band(proportional(100)),)), True),
        (RatioToTarget(SIGNED, Fraction(5)), True),
        (RatioToTarget(SIGNED, Fraction(5), Fraction(1)), False),
        (RatioToTarget(replace(SIGNED, least=Fraction(-1)), Fraction(5)), True),
        (RatioToTarget(PERCENT, Fraction(85)), False),
        (RelativeToBest(SIGNED), True),
        (RelativeToBest(COUNT), False),
        (PerItem((item("a", 5), item("b", -1))), True),
        (PerItem((item("a", 5),)), False),
        (Formula("a", (value("a", -5, 10),)), True),
        (Formula("a", (value("a", 0, 10),)), False),
        (Supplied(text("x"), Deduction(COUNT, Fraction(1))), True),
        (survey(), False),
        (BALLOTS, True),
        (SurveyTakenOver(scale=Banded((LOW, Band(Fraction(80), Fraction(10))))), True),
        (SurveyTakenOver(), False),
    ],
)
def test_what_may_come_to_points_below_zero_depends_on_the_method(method: Method, *, falls: bool) -> None:
    assert (MAY_FALL in told(replace(leaf("c", low=-5), method=method))) is falls
    assert MAY_FALL not in told(replace(leaf("c"), method=method))


@pytest.mark.parametrize(
    ("combined", "low", "falls"),
    [
        (Rescaled(), -5, True),
        (CappedSum(), 0, False),
        (CappedSum(), -5, True),
        (Best(), -5, True),
        (Branch("x", (Case("yes", "c.1"), Case("no", "c.2"))), -5, True),
    ],
)
def test_what_may_come_to_points_below_zero_depends_on_the_combining(
    combined: Combining, low: int, *, falls: bool
) -> None:
    parts = (leaf("c.1"), leaf("c.2", low=-5))
    whole = Criterion("c", text("c"), Fraction(20), Fraction(low), parts=parts, combined=combined)
    assert (MAY_FALL in told(whole)) is falls
