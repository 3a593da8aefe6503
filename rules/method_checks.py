"""Static checks of a method against the range of its component: what cannot be scored, or never happens."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from rules.band_checks import END, START, Cut, Uncovered, holes, overlaps, pieces
from rules.criterion import Criterion
from rules.errors import N_, Path
from rules.formula import names_in
from rules.method_finding import Finding, Severity
from rules.methods import Method, OfBallots, OfFigures
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.worth import BandWorth, FixedPoints, Proportional, Share
from rules.number import HUNDRED, ZERO, rounded
from rules.said import said
from rules.survey_checks import check_survey
from rules.survey_scoring import Bounds


def check(method: Method, criterion: Criterion) -> tuple[Finding, ...]:
    """Everything found in *method* for *criterion*, whose own method it need not be."""
    if isinstance(method, OfBallots):
        return check_survey(method, Bounds(criterion.min_points, criterion.max_points))
    return _check(method, criterion)


def _check(method: OfFigures, criterion: Criterion) -> tuple[Finding, ...]:
    match method:
        case Choice():
            return tuple(_about_choice(method, criterion))
        case Bands():
            return tuple(_about_bands(method, criterion))
        case RatioToTarget():
            return tuple(_about_ratio(method, criterion))
        case PerItem():
            return tuple(_about_items(method, criterion))
        case Deduction():
            return tuple(_about_deduction(method, criterion))
        case Supplied():
            return tuple(
                Finding(found.severity, found.words, ("scored", *found.at)) for found in check(method.scored, criterion)
            )
        case GivenPoints() | RelativeToBest():
            return ()
        case Formula():
            return tuple(_about_formula(method))
        case _:
            assert_never(method)


def _error(words: str, at: Path, **facts: object) -> Finding:
    return Finding(Severity.ERROR, said(words, **facts), at)


def _warning(words: str, at: Path, **facts: object) -> Finding:
    return Finding(Severity.WARNING, said(words, **facts), at)


def _about_choice(method: Choice, criterion: Criterion) -> Iterator[Finding]:
    worths = [_fixed(option.worth, criterion, method.places) for option in method.options]
    for place, points in enumerate(worths):
        yield from _in_range(points, criterion, ("options", place, "worth"))
    yield from _about_maximum(max(worths), criterion, ("options",))


def _fixed(worth: FixedPoints | Share, criterion: Criterion, places: int) -> Fraction:
    match worth:
        case FixedPoints(points):
            return points
        case Share(percent):
            return rounded(criterion.max_points * percent / HUNDRED, places)
        case _:
            assert_never(worth)


def _in_range(points: Fraction, criterion: Criterion, at: Path) -> Iterator[Finding]:
    if not criterion.min_points <= points <= criterion.max_points:
        yield _error(
            N_("{points} points are outside the range of the component, from {low} to {cap}"),
            at,
            points=points,
            low=criterion.min_points,
            cap=criterion.max_points,
        )


def _about_maximum(best: Fraction, criterion: Criterion, at: Path) -> Iterator[Finding]:
    if best < criterion.max_points:
        words = N_("No answer earns the maximum of {cap} points; the most that can be earned is {best}")
        yield _warning(words, at, cap=criterion.max_points, best=best)


# ---- bands -----------------------------------------------------------------------------------------------------------


def _about_bands(method: Bands, criterion: Criterion) -> Iterator[Finding]:
    for hole in holes(method):
        yield _about_hole(hole)
    for earlier, later in overlaps(method):
        words = N_("Bands {earlier} and {later} overlap; the first of them holds")
        yield _error(words, ("bands", later), earlier=earlier + 1, later=later + 1)
    reached = {piece.place for piece in pieces(method)}
    for place, band in enumerate(method.bands):
        if place not in reached:
            words = N_("No figure that can be reported falls into band {number}")
            yield _warning(words, ("bands", place), number=place + 1)
        if not isinstance(band.worth, Proportional):
            points = _fixed(band.worth, criterion, method.places)
            yield from _in_range(points, criterion, ("bands", place, "worth"))
    if method.nothing is not None:
        yield from _in_range(_fixed(method.nothing, criterion, method.places), criterion, ("nothing",))
    earned = _earned(method, criterion)
    yield from _about_maximum(max((most for _, most in earned), default=criterion.max_points), criterion, ("bands",))
    if not _only_rises(earned) and not _only_rises([(most, least) for least, most in reversed(earned)]):
        yield _warning(N_("A larger figure earns more in one place and less in another"), ("bands",))


def _about_hole(hole: Uncovered) -> Finding:
    low, high = hole.low, hole.high
    start = said(N_("from {number}") if hole.with_low else N_("above {number}"), number=low)
    end = said(N_("to {number}") if hole.with_high else N_("below {number}"), number=high)
    if low == high:
        return _error(N_("No band covers {number}"), ("bands",), number=low)
    if low is None or high is None:
        return _error(N_("No band covers figures {bound}"), ("bands",), bound=end if low is None else start)
    return _error(N_("No band covers figures {low} {high}"), ("bands",), low=start, high=end)


def _earned(method: Bands, criterion: Criterion) -> list[tuple[Fraction, Fraction]]:
    """What the lowest and the highest figure earn of each stretch where one worth holds, lowest figures first."""
    earned = []
    for piece in pieces(method):
        least, most = (_earned_at(cut, piece.worth, method.places, criterion) for cut in piece.stretch)
        earned.append((least, most))
    return earned


def _earned_at(cut: Cut, worth: BandWorth, places: int, criterion: Criterion) -> Fraction:
    low, cap = criterion.min_points, criterion.max_points
    match worth:
        case Proportional() if cut in {START, END}:
            return low if cut == START else cap
        case Proportional(target):
            return min(max(rounded(cut[1] / target * cap, places), low), cap)
        case FixedPoints() | Share():
            return min(max(_fixed(worth, criterion, places), low), cap)
        case _:
            assert_never(worth)


def _only_rises(earned: list[tuple[Fraction, Fraction]]) -> bool:
    return all(least <= most for least, most in earned) and all(
        before <= after for (_, before), (after, _) in pairwise(earned)
    )


# ---- the others ------------------------------------------------------------------------------------------------------


def _about_ratio(method: RatioToTarget, criterion: Criterion) -> Iterator[Finding]:
    high = method.figure.high
    if high is not None and method.target > high:
        best = rounded(max(high, ZERO) / method.target * criterion.max_points, method.places)
        yield from _about_maximum(best, criterion, ("target",))
    if method.floor is not None and method.figure.low is not None and method.floor <= method.figure.low:
        words = N_("No figure that can be reported is below the floor of {floor}")
        yield _warning(words, ("floor",), floor=method.floor)


def _about_items(method: PerItem, criterion: Criterion) -> Iterator[Finding]:
    gains = [item for item in method.items if item.points > 0]
    limited = [item.points * item.most for item in gains if item.most is not None]
    most = None if len(limited) < len(gains) else sum(limited, ZERO)
    ends = [bound for bound in (most, method.cap) if bound is not None]
    yield from _about_maximum(min(ends, default=criterion.max_points), criterion, ("items",))


def _about_deduction(method: Deduction, criterion: Criterion) -> Iterator[Finding]:
    span = criterion.max_points - criterion.min_points
    if method.accepted is not None and (method.accepted - method.free) * method.each >= span:
        words = N_("With {count} accepted nothing is left to refuse: all points are taken off before")
        yield _warning(words, ("accepted",), count=method.accepted)


def _about_formula(method: Formula) -> Iterator[Finding]:
    used = names_in(method.number)
    for place, each in enumerate(method.inputs):
        if each.name not in used:
            yield _warning(N_("The formula does not use “{name}”"), ("inputs", place), name=each.name)
