"""Methods in a sentence: what the scoring guide says of a component, in Vietnamese and English."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Final, assert_never

from rules.criterion import Criterion
from rules.errors import N_
from rules.formula_phrases import written_formula
from rules.language import Language
from rules.methods import Method, OfBallots, OfFigures
from rules.methods.bands import Bands, Bound
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.methods.items import Item, PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.worth import FIGURE, MAXIMUM, BandWorth, ByFormula, FixedPoints, Proportional, Share
from rules.number import ZERO, Comparison
from rules.reporting import name_of_figure
from rules.survey_phrases import survey_described

_POINTS: Final = N_("{points} points")
_ROUNDED: Final = N_("{worth}, rounded to {places} decimals")
_DEDUCTIONS: Final = {
    Quantity.COUNT: (N_("less {points} for each of: {figure}"), N_("the first {count} are free")),
    Quantity.DAYS: (N_("less {points} for each day: {figure}"), N_("the first {count} days are free")),
}
_BETWEEN: Final = {Bound.LOWER: N_("from {low} to below {high}"), Bound.UPPER: N_("above {low} to {high}")}
_ON: Final = {Bound.LOWER: N_("{threshold} or more"), Bound.UPPER: N_("more than {threshold}")}
_UP_TO: Final = {Bound.LOWER: N_("below {threshold}"), Bound.UPPER: N_("at most {threshold}")}


_DEADLINES: Final = (
    N_("deadline: day {day} of month {month} of the year that is assessed"),
    N_("deadline: day {day} of month {month} of the year after it"),
)
"""By how many years the deadline comes after the year that is assessed."""


def method_sentence(method: Method, criterion: Criterion, language: Language) -> str:
    """How *criterion* is scored by *method*, as one sentence without its full stop; of a survey as several."""
    if isinstance(method, OfBallots):
        told = survey_described(method, language)
        return " ".join(each if each.endswith("?") else f"{each}." for each in told).removesuffix(".")
    return "; ".join((_sentence(method, criterion, language), *_limits_of(method, criterion, language)))


def _sentence(method: OfFigures, criterion: Criterion, language: Language) -> str:
    match method:
        case GivenPoints():
            return _given(criterion, language)
        case Choice():
            options = (
                f"{language.text(option.name)}: {_worth(option.worth, criterion, language)}"
                for option in method.options
            )
            return language.words(N_("one of: {options}"), options="; ".join(options))
        case Bands():
            return _bands(method, criterion, language)
        case RatioToTarget():
            return _ratio(method, criterion, language)
        case PerItem():
            return _items(method, language)
        case Deduction():
            return _deduction(method, criterion, language)
        case Supplied():
            scored = method_sentence(method.scored, criterion, language)
            return language.words(N_("supplied by {by}: {scored}"), by=method.by, scored=scored)
        case RelativeToBest():
            return _relative(method, criterion, language)
        case Formula():
            return _formula(method, criterion, language)
        case _:
            assert_never(method)


# ---- figures ---------------------------------------------------------------------------------------------------------


def figure_name(figure: Figure, criterion: Criterion, language: Language) -> str:
    """What *figure* is called inside a sentence."""
    name = language.text(name_of_figure(figure, criterion))
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def amount(figure: Figure, value: Fraction, language: Language, comparisons: tuple[Comparison, ...] = ()) -> str:
    """*value* of *figure* with its unit: `91,2%`; on the right side of what it is compared with."""
    unit = language.text(figure.unit)
    match figure.quantity:
        case Quantity.PERCENT:
            exactly = 100 % value.denominator == 0
            return language.number(value) + "%" if exactly else language.percent(value, comparisons)
        case Quantity.DAYS:
            return language.words(N_("{count} days"), count=language.count(int(value)))
        case Quantity.COUNT:
            return f"{language.count(int(value))} {unit}".rstrip()
        case Quantity.VALUE:
            return f"{language.number(value)} {unit}".rstrip()
        case _:
            assert_never(figure.quantity)


def stretch(figure: Figure, low: Fraction | None, high: Fraction | None, includes: Bound, language: Language) -> str:
    """Figures from *low* to *high*: “from 60% to below 85%”; of wholes the first and the last."""
    if figure.is_whole:
        return _wholes(figure, low, high, includes, language)
    if low is not None and high is not None:
        facts = {"low": amount(figure, low, language), "high": amount(figure, high, language)}
        return language.words(_BETWEEN[includes], **facts)
    if low is not None:
        return language.words(_ON[includes], threshold=amount(figure, low, language))
    if high is not None:
        return language.words(_UP_TO[includes], threshold=amount(figure, high, language))
    return language.words(N_("any figure"))


def _wholes(figure: Figure, low: Fraction | None, high: Fraction | None, includes: Bound, language: Language) -> str:
    lower = includes is Bound.LOWER
    least = figure.low or ZERO
    first = least if low is None else Fraction(ceil(low) if lower else floor(low) + 1)
    if high is None:
        return language.words(_ON[Bound.LOWER], threshold=amount(figure, first, language))
    last = Fraction(ceil(high) - 1 if lower else floor(high))
    if last < first:
        return language.words(N_("no figure"))
    if first == last:
        return amount(figure, last, language)
    if first <= least:
        return language.words(_UP_TO[Bound.UPPER], threshold=amount(figure, last, language))
    facts = {"low": language.count(int(first)), "high": amount(figure, last, language)}
    return language.words(N_("from {low} to {high}"), **facts)


def _limits_of(method: OfFigures, criterion: Criterion, language: Language) -> Iterator[str]:
    """What of the figures of *method* can be reported, and by when something was to be done."""
    match method:
        case Bands() | RatioToTarget() | Deduction() | RelativeToBest():
            yield from _limits(method.figure, language)
        case Formula():
            for each in method.inputs:
                limits = "; ".join(_limits(each.figure, language))
                if limits:
                    yield f"{_called(each, method, criterion, language)}: {limits}"
        case GivenPoints() | Choice() | PerItem() | Supplied():
            return
        case _:
            assert_never(method)


def _limits(figure: Figure, language: Language) -> Iterator[str]:
    if figure.least is not None or figure.most is not None:
        yield language.words(N_("figures that are possible: {range}"), range=_range(figure, language))
    if figure.deadline is not None:
        deadline = figure.deadline
        facts = {"day": language.count(deadline.day), "month": language.month(deadline.month)}
        yield language.words(_DEADLINES[deadline.years_after], **facts)


def _range(figure: Figure, language: Language) -> str:
    """From the least figure that is possible to the largest, both among them."""
    low, high = (None if bound is None else amount(figure, bound, language) for bound in (figure.low, figure.high))
    if low is None:
        return language.words(_UP_TO[Bound.UPPER], threshold=high)
    if high is None:
        return language.words(_ON[Bound.LOWER], threshold=low)
    return language.words(N_("from {low} to {high}"), low=low, high=high)


# ---- worths ----------------------------------------------------------------------------------------------------------


def points_text(points: Fraction, language: Language) -> str:
    """*points* with their unit: `7.06 points`."""
    return language.words(_POINTS, points=language.points(points))


def _worth(worth: FixedPoints | Share, criterion: Criterion, language: Language) -> str:
    match worth:
        case FixedPoints(points):
            return points_text(points, language)
        case Share(percent):
            cap = language.points(criterion.max_points)
            return language.words(N_("{percent}% of {cap} points"), percent=percent, cap=cap)
        case _:
            assert_never(worth)


def _proportion(figure: Figure, target: Fraction, places: int, criterion: Criterion, language: Language) -> str:
    """The figure over its target, times the maximum."""
    proportion = language.words(
        N_("{figure} / {target} x {cap} points"),
        figure=figure_name(figure, criterion, language),
        target=amount(figure, target, language),
        cap=language.points(criterion.max_points),
    )
    return language.words(_ROUNDED, worth=proportion, places=places)


# ---- methods ---------------------------------------------------------------------------------------------------------


def _given(criterion: Criterion, language: Language) -> str:
    facts = {"low": criterion.min_points, "cap": points_text(criterion.max_points, language)}
    if criterion.step is None:
        return language.words(N_("points given by the appraiser, from {low} to {cap}"), **facts)
    words = N_("points given by the appraiser, from {low} to {cap}, in steps of {step}")
    return language.words(words, step=criterion.step, **facts)


def _bands(method: Bands, criterion: Criterion, language: Language) -> str:
    told = []
    for band in method.bands:
        where = stretch(method.figure, band.low, band.high, method.includes, language)
        told.append(f"{where}: {_band_worth(band.worth, method, criterion, language)}")
    if method.nothing is not None:
        told.append(language.words(N_("nothing done: {worth}"), worth=_worth(method.nothing, criterion, language)))
    return f"{figure_name(method.figure, criterion, language)}: {'; '.join(told)}"


def _band_worth(worth: BandWorth, method: Bands, criterion: Criterion, language: Language) -> str:
    match worth:
        case Proportional(target):
            return _proportion(method.figure, target, method.places, criterion, language)
        case ByFormula():
            names = names_in_band(method, criterion, language)
            told = language.words(N_("formula: {text}"), text=written_formula(worth.number, names, language))
            return language.words(_ROUNDED, worth=told, places=method.places)
        case FixedPoints() | Share():
            return _worth(worth, criterion, language)
        case _:
            assert_never(worth)


def _ratio(method: RatioToTarget, criterion: Criterion, language: Language) -> str:
    figure, target, floor_ = method.figure, method.target, method.floor
    full = stretch(figure, target, None, Bound.LOWER, language)
    below = stretch(figure, floor_, target, Bound.LOWER, language)
    told = [
        f"{full}: {points_text(criterion.max_points, language)}",
        f"{below}: {_proportion(figure, target, method.places, criterion, language)}",
    ]
    if floor_ is not None:
        told.append(f"{stretch(figure, None, floor_, Bound.LOWER, language)}: {points_text(ZERO, language)}")
    return f"{figure_name(figure, criterion, language)}: {'; '.join(told)}"


def _items(method: PerItem, language: Language) -> str:
    told = "; ".join(_item(item, language) for item in method.items)
    if method.cap is None:
        return language.words(N_("for each: {items}"), items=told)
    cap = points_text(method.cap, language)
    return language.words(N_("for each: {items}; in all at most {cap}"), items=told, cap=cap)


def _item(item: Item, language: Language) -> str:
    facts = {"name": item.name, "points": points_text(item.points, language)}
    if item.most is None:
        return language.words(N_("{name} {points}"), **facts)
    return language.words(N_("{name} {points}, at most {count} of them"), count=language.count(item.most), **facts)


def _deduction(method: Deduction, criterion: Criterion, language: Language) -> str:
    each = points_text(method.each, language)
    name = figure_name(method.figure, criterion, language)
    less, free = _DEDUCTIONS[method.figure.quantity]
    told = [language.words(less, points=each, figure=name)]
    if criterion.max_points > 0:
        cap = points_text(criterion.max_points, language)
        told = [language.words(N_("{cap}, {less}"), cap=cap, less=told[0])]
    if method.free:
        told.append(language.words(free, count=language.count(method.free)))
    if method.accepted is not None:
        lowest = points_text(criterion.min_points, language)
        count = amount(method.figure, Fraction(method.accepted), language)
        told.append(language.words(N_("more than {count} are not accepted: {lowest}"), count=count, lowest=lowest))
    if method.may_be_waived:
        told.append(language.words(N_("nothing is taken off for a reason that is accepted")))
    return "; ".join(told)


def _relative(method: RelativeToBest, criterion: Criterion, language: Language) -> str:
    proportion = language.words(
        N_("{figure} / the best of the period x {cap} points"),
        figure=figure_name(method.figure, criterion, language),
        cap=language.points(criterion.max_points),
    )
    return language.words(_ROUNDED, worth=proportion, places=method.places)


def _formula(method: Formula, criterion: Criterion, language: Language) -> str:
    names = names_in_formula(method, criterion, language)
    told = language.words(N_("formula: {text}"), text=written_formula(method.number, names, language))
    return language.words(_ROUNDED, worth=told, places=method.places)


def names_in_formula(method: Formula, criterion: Criterion, language: Language) -> dict[str, str]:
    """What the names in the formula of *method* are called."""
    names = {each.name: _called(each, method, criterion, language) for each in method.inputs}
    return names | {MAXIMUM: language.number(criterion.max_points)}


def names_in_band(method: Bands, criterion: Criterion, language: Language) -> dict[str, str]:
    """What the names in the formulas of bands are called."""
    figure = figure_name(method.figure, criterion, language)
    return {FIGURE: f"“{figure}”", MAXIMUM: language.number(criterion.max_points)}


def _called(input_: Input, method: Formula, criterion: Criterion, language: Language) -> str:
    """What an input is called in the formula: the name of its figure, told apart where several have one name."""
    names = [figure_name(each.figure, criterion, language) for each in method.inputs]
    name = figure_name(input_.figure, criterion, language)
    return f"“{name}”" if names.count(name) == 1 else f"“{name} ({input_.name})”"
