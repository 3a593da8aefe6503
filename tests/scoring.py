"""Short builders for scoring: figures, methods and answers in a line."""

from collections.abc import Mapping
from fractions import Fraction

from rules.answer import Chosen, Counted, Inputs, Itemised, Measured, Points, Proportion
from rules.methods.bands import Band
from rules.methods.choice import Option
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Input
from rules.methods.items import Item
from rules.methods.worth import BandWorth, ByFormula, FixedPoints, Proportional, Share
from rules.text import Text
from tests.builders import Number, text

CODE = "c"
PERCENT = Figure(Quantity.PERCENT, Text("Tỷ lệ hồ sơ đúng hạn", "Share of dossiers settled in time"))
COUNT = Figure(Quantity.COUNT, Text("Số văn bản", "Number of documents"), Text("văn bản", "documents"))
DAYS = Figure(Quantity.DAYS, Text("Số ngày chậm", "Days late"))


def number(given: Number | None) -> Fraction | None:
    return None if given is None else Fraction(given)


def points(given: Number) -> FixedPoints:
    return FixedPoints(Fraction(given))


def share(percent: Number) -> Share:
    return Share(Fraction(percent))


def proportional(target: Number) -> Proportional:
    return Proportional(Fraction(target))


def by_formula(text: str) -> ByFormula:
    return ByFormula(text)


def band(worth: BandWorth | Number, low: Number | None = None, high: Number | None = None) -> Band:
    return Band(worth if isinstance(worth, BandWorth) else points(worth), number(low), number(high))


def option(code: str, worth: BandWorth | Number) -> Option:
    assert not isinstance(worth, Proportional | ByFormula)
    return Option(code, text(code), worth if isinstance(worth, FixedPoints | Share) else points(worth))


def item(code: str, worth: Number, most: int | None = None) -> Item:
    return Item(code, text(code), Fraction(worth), most)


def value(name: str, low: Number | None = None, high: Number | None = None) -> Input:
    return Input(name, Figure(Quantity.VALUE, text(name), least=number(low), most=number(high)))


# ---- answers ---------------------------------------------------------------------------------------------------------


def given(number: Number) -> Points:
    return Points(CODE, Fraction(number))


def chosen(code: str) -> Chosen:
    return Chosen(CODE, code)


def measured(number: Number) -> Measured:
    return Measured(CODE, Fraction(number))


def counted(count: int) -> Counted:
    return Counted(CODE, count)


def of(numerator: Number, denominator: Number) -> Proportion:
    return Proportion(CODE, Fraction(numerator), Fraction(denominator))


def items(counts: Mapping[str, int]) -> Itemised:
    return Itemised(CODE, counts)


def faults(count: int, *, waived: bool = False, reason: str = "") -> Counted:
    return Counted(CODE, count, waived, reason)


def values(**numbers: Number) -> Inputs:
    return Inputs(CODE, {name: Fraction(number) for name, number in numbers.items()})
