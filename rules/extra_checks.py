"""Static checks of what extra points are about: what earns them for nothing, and totals that nothing keeps above 0."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from rules.combining import Best, Branch, CappedSum, Rescaled, Sum
from rules.criterion import Absence, Criterion
from rules.errors import N_, Path
from rules.formula_range import range_between, range_of
from rules.method_finding import Finding, warning
from rules.methods import Method
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey, SurveyTakenOver
from rules.methods.survey_scale import Banded
from rules.methods.worth import MAXIMUM, BandWorth, ByFormula, FixedPoints, Proportional
from rules.number import ZERO


def check_bonus(criterion: Criterion) -> Iterator[Finding]:
    """What is found in *criterion*, which is or lies in an area of extra points."""
    if not criterion.parts and criterion.max_points > 0 and criterion.not_applicable is Absence.EARNS:
        words = N_("Where nothing arose all {cap} extra points are earned")
        yield warning(words, ("not_applicable",), cap=criterion.max_points)


def check_total(areas: tuple[Criterion, ...]) -> Iterator[tuple[Path, Criterion, Finding]]:
    """Which of *areas* may bring the total below 0, and where it stands; extra points keep it at 0 or above."""
    if any(area.extra for area in areas):
        return
    words = N_("The points, and with them the total, may fall below 0; a total with extra points alone is kept at 0")
    for place, area in enumerate(areas):
        if _least(area) < 0:
            yield ("criteria", place), area, warning(words, ("min_points",))


def _least(criterion: Criterion) -> Fraction:
    """Points below 0 that *criterion* can come to, or 0; rescaled, these may be more below it."""
    least = [_least(part) for part in criterion.parts]
    if not least:
        can = criterion.min_points < 0 and _falls(criterion.method, criterion.max_points)
        return criterion.min_points if can else ZERO
    match criterion.combined:
        case Sum() | Rescaled():
            return sum(least, ZERO)
        case CappedSum():
            return min(max(sum(least, ZERO), criterion.min_points), ZERO)
        case Best() | Branch():
            return min(least)
        case _:
            assert_never(criterion.combined)


def _falls(method: Method, cap: Fraction) -> bool:
    """Whether *method* can come to points below 0, where the component allows them."""
    match method:
        case GivenPoints() | Deduction():
            return True
        case Choice():
            return any(_is_below(option.worth) for option in method.options)
        case Bands():
            worths = [band.worth for band in method.bands]
            in_proportion = any(isinstance(worth, Proportional) for worth in worths)
            return any(map(_is_below, [*worths, method.nothing])) or (in_proportion and _can_be_negative(method.figure))
        case RatioToTarget():
            return method.floor is None and _can_be_negative(method.figure)
        case RelativeToBest():
            return _can_be_negative(method.figure)
        case PerItem():
            return any(item.points < 0 for item in method.items)
        case Formula():
            ranges = {each.name: range_between(each.figure.low, each.figure.high) for each in method.inputs}
            return range_of(method.number, {**ranges, MAXIMUM: range_between(cap, cap)})[0] < (0, ZERO)
        case Supplied():
            return _falls(method.scored, cap)
        case Survey() | SurveyTakenOver():
            deducts = isinstance(method, Survey) and method.minimum.deduction > 0
            return deducts or (isinstance(method.scale, Banded) and any(band.points < 0 for band in method.scale.bands))
        case _:
            assert_never(method)


def _is_below(worth: BandWorth | None) -> bool:
    """Whether *worth* by itself may be below 0; what a formula comes to is kept from the minimum on."""
    return isinstance(worth, ByFormula) or (isinstance(worth, FixedPoints) and worth.points < 0)


def _can_be_negative(figure: Figure) -> bool:
    return figure.low is None or figure.low < 0
