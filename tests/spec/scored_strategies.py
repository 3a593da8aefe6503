"""Random methods with answers of their form, for components with and without a negative range."""

from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from rules.answer import Reported, Sourced
from rules.criterion import Criterion
from rules.methods import Method
from rules.methods.bands import Band, Bands, Bound
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula
from rules.methods.items import Item, PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.worth import BandWorth
from tests.builders import leaf, text
from tests.scoring import (
    CODE,
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

FIGURES = st.sampled_from([Figure(quantity) for quantity in Quantity])
PERCENTS = st.integers(0, 100).map(Fraction)
QUARTERS = st.integers(-8, 48).map(lambda quarters: Fraction(quarters, 4))
PLACES = st.integers(0, 6)
SMALL = st.integers(0, 40)
BAND_FORMULAS = ("value", "value / 85 * max_points", "max_points - value ** 2 / 3", "max_points / (value - 1)")
FORMULAS = ("a", "a / (b + 1)", "a > b ? max_points : a * b", "(a - b) ** 2 / 3", "0 - a")


def criteria() -> SearchStrategy[Criterion]:
    caps = st.sampled_from([("10", 0), ("1.5", 0), ("0", -5), ("7", -2), ("0.333333", 0)])
    return caps.map(lambda cap: leaf(CODE, cap[0], low=cap[1]))


def fixed() -> SearchStrategy[BandWorth]:
    return QUARTERS.map(points) | PERCENTS.map(share)


def answers_of(figure: Figure) -> SearchStrategy[Reported]:
    match figure.quantity:
        case Quantity.PERCENT:
            wholes = st.integers(1, 30)
            parts = wholes.flatmap(lambda whole: st.integers(0, whole).map(lambda part: of(part, whole)))
            return st.integers(0, 1000).map(lambda tenths: measured(Fraction(tenths, 10))) | parts
        case Quantity.VALUE:
            return st.integers(-400, 400).map(lambda tenths: measured(Fraction(tenths, 10)))
        case _:
            return SMALL.map(counted)


@st.composite
def bands(draw: DrawFn, figure: Figure | None = None) -> Bands:
    """Bands of any kind: with holes, overlaps and bands that are never reached."""
    bounds = st.none() | st.integers(-2, 42).map(Fraction) | st.integers(-4, 84).map(lambda halves: Fraction(halves, 2))

    def one() -> Band:
        low, high = draw(bounds), draw(bounds)
        if low is not None and high is not None and low >= high:
            low, high = high, low if low > high else None
        return Band(draw(fixed() | st.integers(1, 120).map(proportional)), low, high)

    made = tuple(one() for _ in range(draw(st.integers(1, 4))))
    nothing = draw(st.none() | fixed())
    return Bands(figure or draw(FIGURES), made, draw(st.sampled_from(Bound)), nothing, draw(PLACES))  # type: ignore[arg-type]


@st.composite
def ratios(draw: DrawFn) -> RatioToTarget:
    target = draw(st.integers(1, 120))
    floor = draw(st.none() | st.integers(0, target - 1).map(Fraction))
    return RatioToTarget(draw(FIGURES), Fraction(target), floor, draw(PLACES))


@st.composite
def item_lists(draw: DrawFn) -> PerItem:
    worths = draw(st.lists(QUARTERS.filter(bool), min_size=1, max_size=3))
    most = [draw(st.none() | st.integers(1, 5)) for _ in worths]
    made: tuple[Item, ...] = tuple(item(f"i{place}", worth, most[place]) for place, worth in enumerate(worths))
    return PerItem(made, draw(st.none() | QUARTERS))


@st.composite
def deductions(draw: DrawFn) -> Deduction:
    figure = Figure(draw(st.sampled_from([Quantity.COUNT, Quantity.DAYS])))
    free = draw(st.integers(0, 3))
    accepted = draw(st.none() | st.integers(free, 30))
    return Deduction(figure, draw(QUARTERS.filter(lambda each: each > 0)), free, accepted, may_be_waived=True)


@st.composite
def cases(draw: DrawFn) -> tuple[Method, Reported]:
    """A method, and an answer of its form."""
    kinds = ["points", "choice", "bands", "by formula", "ratio", "items", "deduction", "relative", "formula"]
    kind = draw(st.sampled_from(kinds))
    method, answers = draw(_of_kind(kind))
    answer = draw(answers)
    if not isinstance(method, RelativeToBest | Formula) and draw(st.booleans()):
        return Supplied(text("office"), method), Sourced(answer, "1/BC")  # type: ignore[arg-type]
    return method, answer


def _of_kind(kind: str) -> SearchStrategy[tuple[Method, SearchStrategy[Reported]]]:
    match kind:
        case "points":
            return st.just((GivenPoints(), QUARTERS.map(given)))
        case "choice":
            worths = st.lists(fixed(), min_size=1, max_size=4)
            return st.builds(
                lambda worths, places: (
                    Choice(tuple(option(f"o{place}", worth) for place, worth in enumerate(worths)), places),
                    st.integers(0, len(worths) - 1).map(lambda place: chosen(f"o{place}")),
                ),
                worths,
                PLACES,
            )
        case "bands":
            return bands().map(lambda method: (method, answers_of(method.figure)))
        case "by formula":
            texts = st.sampled_from(BAND_FORMULAS).map(by_formula)
            made = st.builds(lambda figure, worth: Bands(figure, (band(0, None, 2), band(worth, 2))), FIGURES, texts)
            return made.map(lambda method: (method, answers_of(method.figure)))
        case "ratio":
            return ratios().map(lambda method: (method, answers_of(method.figure)))
        case "items":
            return item_lists().map(lambda method: (method, _counts(method)))
        case "deduction":
            waived = st.booleans()
            answers = st.builds(lambda count, excused: faults(count, waived=excused, reason="x"), SMALL, waived)
            return deductions().map(lambda method: (method, answers))
        case "relative":
            return st.builds(RelativeToBest, FIGURES, PLACES).map(lambda method: (method, answers_of(method.figure)))
        case _:
            inputs = (value("a"), value("b"))
            numbers = st.builds(lambda a, b: values(a=a, b=b), QUARTERS, QUARTERS)
            return st.builds(
                lambda text, places: (Formula(text, inputs, places), numbers), st.sampled_from(FORMULAS), PLACES
            )


def _counts(method: PerItem) -> SearchStrategy[Reported]:
    return st.fixed_dictionaries({}, optional={item.code: st.integers(0, 9) for item in method.items}).map(items)
