"""Methods of scoring are refused where they are built, each fault where it stands."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from rules.errors import BadValue, DuplicateCode, NotANumber, Path, Refusal
from rules.formula import names_in
from rules.formula_errors import BadExponent, UnknownName
from rules.method_content import method_content, method_of
from rules.methods.bands import Band, Bands
from rules.methods.choice import Choice, Option
from rules.methods.deduction import Deduction
from rules.methods.figure import Deadline, Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.methods.items import Item, PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.worth import ByFormula, FixedPoints, Proportional, Share
from rules.plain import FieldLacking, NoSuchField
from rules.text import Text
from rules.together import all_of
from tests.builders import text
from tests.scoring import COUNT, DAYS, PERCENT, band, item, option, points, value

THIRD = Fraction(1, 3)
HUGE = 10**11


def wrong(build: Callable[[], object]) -> list[tuple[type[Refusal], Path]]:
    """Everything that is wrong with what *build* builds."""
    with pytest.raises(Refusal) as refused:
        build()
    return [(type(each), each.at) for each in all_of(refused.value)]


@pytest.mark.parametrize(
    ("build", "at"),
    [
        (lambda: FixedPoints(THIRD), ("points",)),
        (lambda: Share(Fraction(101)), ("percent",)),
        (lambda: Share(Fraction(-1)), ("percent",)),
        (lambda: Share(THIRD), ("percent",)),
        (lambda: Proportional(Fraction(0)), ("target",)),
        (lambda: Proportional(THIRD), ("target",)),
        (lambda: Option("", text("x"), points(1)), ("code",)),
        (lambda: Choice(()), ("options",)),
        (lambda: Choice((option("a", 1),), places=7), ("places",)),
        (lambda: Choice((option("a", 1),), places=-1), ("places",)),
        (lambda: Band(points(1), THIRD), ("low",)),
        (lambda: Band(points(1), high=THIRD), ("high",)),
        (lambda: band(1, 5, 5), ("high",)),
        (lambda: Bands(PERCENT, ()), ("bands",)),
        (lambda: RatioToTarget(PERCENT, Fraction(0)), ("target",)),
        (lambda: RatioToTarget(PERCENT, Fraction(85), Fraction(85)), ("floor",)),
        (lambda: RatioToTarget(PERCENT, Fraction(85), Fraction(-1)), ("floor",)),
        (lambda: RatioToTarget(PERCENT, Fraction(85), THIRD), ("floor",)),
        (lambda: RatioToTarget(PERCENT, Fraction(85), places=7), ("places",)),
        (lambda: RelativeToBest(PERCENT, places=7), ("places",)),
        (lambda: Item("", text("x"), Fraction(1)), ("code",)),
        (lambda: item("a", 0), ("points",)),
        (lambda: Item("a", text("a"), THIRD), ("points",)),
        (lambda: item("a", 1, most=0), ("most",)),
        (lambda: item("a", 1, most=HUGE), ("most",)),
        (lambda: PerItem(()), ("items",)),
        (lambda: PerItem((item("a", 1),), cap=THIRD), ("cap",)),
        (lambda: Deduction(PERCENT, Fraction(1)), ("figure", "quantity")),
        (lambda: Deduction(COUNT, Fraction(0)), ("each",)),
        (lambda: Deduction(COUNT, THIRD), ("each",)),
        (lambda: Deduction(COUNT, Fraction(1), free=-1), ("free",)),
        (lambda: Deduction(COUNT, Fraction(1), free=3, accepted=2), ("accepted",)),
        (lambda: Deduction(COUNT, Fraction(1), accepted=HUGE), ("accepted",)),
        (lambda: Supplied(Text(" "), GivenPoints()), ("by",)),
        (lambda: Figure(Quantity.VALUE, least=THIRD), ("least",)),
        (lambda: Figure(Quantity.VALUE, most=Fraction(HUGE)), ("most",)),
        (lambda: Figure(Quantity.COUNT, most=Fraction(1, 2)), ("most",)),
        (lambda: Figure(Quantity.DAYS, least=Fraction(-1)), ("least",)),
        (lambda: Figure(Quantity.PERCENT, least=Fraction(100)), ("most",)),
        (lambda: Figure(Quantity.COUNT, deadline=Deadline(12, 15)), ("deadline",)),
        (lambda: Deadline(2, 29), ("day",)),
        (lambda: Deadline(13, 1), ("day",)),
        (lambda: Deadline(12, 15, years_after=2), ("years_after",)),
        (lambda: Input("A", PERCENT), ("name",)),
        (lambda: Input("max_points", PERCENT), ("name",)),
        (lambda: Input("and", PERCENT), ("name",)),
        (lambda: Input("a" * 51, PERCENT), ("name",)),
        (lambda: Formula("1", ()), ("inputs",)),
        (lambda: Formula("a0", tuple(value(f"a{place}") for place in range(51))), ("inputs",)),
        (lambda: Formula("a", (value("a"),), places=7), ("places",)),
    ],
)
def test_a_value_that_no_method_can_have_is_refused(build: Callable[[], object], at: Path) -> None:
    assert wrong(build) == [(BadValue, at)]


@pytest.mark.parametrize(
    ("build", "at"),
    [
        (lambda: Choice((option("a", 1), option("a", 2))), ("options", 1, "code")),
        (lambda: PerItem((item("a", 1), item("b", 1), item("a", 2))), ("items", 2, "code")),
        (lambda: Formula("a", (value("a"), value("a"))), ("inputs", 1, "name")),
    ],
)
def test_a_code_stands_once(build: Callable[[], object], at: Path) -> None:
    assert wrong(build) == [(DuplicateCode, at)]


def test_the_formula_of_a_band_knows_the_figure_and_the_maximum_alone() -> None:
    assert names_in(ByFormula("value / 85 * max_points").number) == {"value", "max_points"}
    assert wrong(lambda: ByFormula("done / 85")) == [(UnknownName, ("text",))]
    worth = {"kind": "formula", "text": "value ** 5"}
    content = {"kind": "bands", "figure": {"quantity": "percent"}, "bands": [{"worth": worth}]}
    assert wrong(lambda: method_of(content)) == [(BadExponent, ("bands", 0, "worth", "text"))]
    worth["text"] = "value / 85"
    assert method_content(method_of(content)) == content


def test_a_formula_that_cannot_be_read_is_refused_with_all_else() -> None:
    assert wrong(lambda: Formula("b", (value("a"),), places=9)) == [(UnknownName, ("text",)), (BadValue, ("places",))]


# ---- content ---------------------------------------------------------------------------------------------------------

RATIO: dict[str, Any] = {"kind": "ratio", "figure": {"quantity": "percent"}, "target": "85", "floor": "60"}


def test_the_content_of_a_method_is_its_kind_and_what_is_not_usual() -> None:
    assert method_content(RatioToTarget(Figure(Quantity.PERCENT), Fraction(85), Fraction(60))) == RATIO
    late = Deduction(DAYS, Fraction("0.5"), free=2, may_be_waived=True)
    assert method_content(Supplied(Text("Thanh tra"), Bands(COUNT, (band(Share(Fraction(50)), None, 3),)))) == {
        "kind": "supplied",
        "by": {"vi": "Thanh tra"},
        "scored": {
            "kind": "bands",
            "figure": {
                "quantity": "count",
                "name": {"vi": "Số văn bản", "en": "Number of documents"},
                "unit": {"vi": "văn bản", "en": "documents"},
            },
            "bands": [{"worth": {"kind": "share", "percent": "50"}, "high": "3"}],
        },
    }
    assert method_content(late) == {
        "kind": "deduction",
        "figure": {"quantity": "days", "name": {"vi": "Số ngày chậm", "en": "Days late"}},
        "each": "0.5",
        "free": 2,
        "may_be_waived": True,
    }
    assert method_of(method_content(late)) == late


def test_a_deadline_is_part_of_the_content() -> None:
    dated = {
        "kind": "deduction",
        "figure": {"quantity": "days", "deadline": {"month": 12, "day": 15}},
        "each": "1",
    }
    assert method_content(method_of(dated)) == dated


@pytest.mark.parametrize(
    ("content", "at"),
    [
        (None, ()),
        ([], ()),
        ("ratio", ()),
        ({}, ("kind",)),
        ({"kind": "other"}, ("kind",)),
        ({"kind": ["ratio"]}, ("kind",)),
        ({**RATIO, "other": 1}, ("other",)),
        ({"kind": "ratio", "figure": {"quantity": "percent"}}, ("target",)),
        ({**RATIO, "target": 85.5}, ("target",)),
        ({**RATIO, "floor": None}, ("floor",)),
        ({**RATIO, "places": "2"}, ("places",)),
        ({**RATIO, "places": True}, ("places",)),
        ({**RATIO, "places": 9}, ("places",)),
        ({**RATIO, "figure": "percent"}, ("figure",)),
        ({**RATIO, "figure": {"quantity": "weight"}}, ("figure", "quantity")),
        ({**RATIO, "figure": {"quantity": []}}, ("figure", "quantity")),
        ({**RATIO, "figure": {"quantity": "percent", "name": "x"}}, ("figure", "name")),
        ({**RATIO, "figure": {"quantity": "percent", "name": {"vi": 1}}}, ("figure", "name", "vi")),
        ({**RATIO, "figure": {"quantity": "percent", "name": {"en": "x"}}}, ("figure", "name", "vi")),
        ({"kind": "choice", "options": {}}, ("options",)),
        (
            {"kind": "choice", "options": [{"code": "a", "name": {"vi": "a"}, "worth": {}}]},
            ("options", 0, "worth", "kind"),
        ),
        (
            {
                "kind": "choice",
                "options": [{"code": "a", "name": {"vi": "a"}, "worth": {"kind": "share", "percent": "101"}}],
            },
            ("options", 0, "worth", "percent"),
        ),
        ({"kind": "deduction", "figure": {"quantity": "days"}, "each": "1", "may_be_waived": 1}, ("may_be_waived",)),
    ],
)
def test_content_that_is_no_method_is_refused_where_it_stands(content: Any, at: Path) -> None:
    (found,) = wrong(lambda: method_of(content))
    assert found[0] in {BadValue, NoSuchField, FieldLacking}
    assert found[1] == at


def test_a_number_that_is_none_is_refused_where_it_stands() -> None:
    assert wrong(lambda: method_of({**RATIO, "target": "85%"})) == [(NotANumber, ("target",))]


def test_all_refusals_of_a_part_are_told_where_they_stand() -> None:
    figure = {"quantity": "count", "least": "0.5", "most": "-1"}
    assert wrong(lambda: method_of({**RATIO, "figure": figure})) == [
        (BadValue, ("figure", "least")),
        (BadValue, ("figure", "most")),
        (BadValue, ("figure", "most")),
    ]
