"""Static checks of a method against the range of its component: what cannot be scored, or never happens."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final, assert_never

from rules.band_checks import END, START, Cut, Figures, Piece, figures_of, holes, overlaps, pieces
from rules.criterion import Criterion
from rules.errors import N_, Path
from rules.formula import computed
from rules.formula_checks import ALWAYS_BY_ZERO, check_cases, check_formula
from rules.formula_range import highest, range_between
from rules.formula_spans import Span, Spans
from rules.formula_tries import tries
from rules.formula_zeros import always_divides, zeros
from rules.member_checks import check_members
from rules.method_finding import Finding, error, warning
from rules.methods import Method, OfBallots, OfFigures
from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Quantity
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey
from rules.methods.worth import FIGURE, MAXIMUM, ByFormula, FixedPoints, Proportional, Share
from rules.number import HUNDRED, SCALE, ZERO, rounded
from rules.said import said
from rules.survey_checks import check_survey
from rules.survey_scoring import Bounds

_BY_ZERO: Final = N_("For {number} the formula divides by zero")
_SMALLEST: Final = Fraction(1, SCALE)
_LATEST_EARNS_MOST: Final = N_("The more days, the more points: whoever is latest earns the most")


@lru_cache(maxsize=2_048)
def check(method: Method, criterion: Criterion) -> tuple[Finding, ...]:
    """Everything found in *method* for *criterion*, whose own it need not be; searched once for what is alike."""
    if isinstance(method, OfBallots):
        members = check_members(method) if isinstance(method, Survey) else ()
        return (*members, *check_survey(method, Bounds(criterion.min_points, criterion.max_points)))
    return _check(method, criterion)


def _check(method: OfFigures, criterion: Criterion) -> tuple[Finding, ...]:
    match method:
        case Choice():
            return (*check_members(method), *_about_choice(method, criterion))
        case Bands():
            return tuple(_about_bands(method, criterion))
        case RatioToTarget():
            return tuple(_about_ratio(method, criterion))
        case PerItem():
            return (*check_members(method), *_about_items(method, criterion))
        case Deduction():
            return (*_about_deduction(method, criterion), *_about_counts(method, criterion))
        case Supplied():
            return tuple(
                Finding(found.severity, found.words, ("scored", *found.at)) for found in check(method.scored, criterion)
            )
        case RelativeToBest():
            return tuple(_about_best(method))
        case GivenPoints():
            return ()
        case Formula():
            return tuple(check_formula(method, criterion))
        case _:
            assert_never(method)


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
        yield error(
            N_("{points} points are outside the range of the component, from {low} to {cap}"),
            at,
            points=points,
            low=criterion.min_points,
            cap=criterion.max_points,
        )


def _about_maximum(best: Fraction, criterion: Criterion, at: Path) -> Iterator[Finding]:
    if best < criterion.max_points:
        words = N_("No answer earns the maximum of {cap} points; the most that can be earned is {best}")
        yield warning(words, at, cap=criterion.max_points, best=best)


# ---- bands -----------------------------------------------------------------------------------------------------------


def _about_bands(method: Bands, criterion: Criterion) -> Iterator[Finding]:
    for hole in holes(method):
        yield _about_hole(hole)
    for earlier, later in overlaps(method):
        words = N_("Bands {earlier} and {later} overlap; the first of them holds")
        yield error(words, ("bands", later), earlier=earlier + 1, later=later + 1)
    reached = {piece.place for piece in pieces(method)}
    for place, band in enumerate(method.bands):
        if place not in reached:
            words = N_("No figure that can be reported falls into band {number}")
            yield warning(words, ("bands", place), number=place + 1)
        if isinstance(band.worth, FixedPoints | Share):
            points = _fixed(band.worth, criterion, method.places)
            yield from _in_range(points, criterion, ("bands", place, "worth"))
    if method.nothing is not None:
        yield from _in_range(_fixed(method.nothing, criterion, method.places), criterion, ("nothing",))
    yield from _about_formulas(method, criterion)
    yield from _about_maximum(_most_earned(method, criterion), criterion, ("bands",))
    yield from _about_order(method, criterion)


def _about_order(method: Bands, criterion: Criterion) -> Iterator[Finding]:
    earned = _earned(method, criterion)
    rises, falls = _only_rises(earned), _only_rises([(most, least) for least, most in reversed(earned)])
    if not rises and not falls:
        yield warning(N_("A larger figure earns more in one place and less in another"), ("bands",))
    if rises and not falls and method.figure.quantity is Quantity.DAYS:
        yield warning(_LATEST_EARNS_MOST, ("bands",))


def _about_hole(hole: Figures) -> Finding:
    low, high = hole.low, hole.high
    start = said(N_("from {number}") if hole.with_low else N_("above {number}"), number=low)
    below = N_("below {number}") if low is None else N_("to below {number}")
    end = said(N_("to {number}") if hole.with_high else below, number=high)
    if low == high:
        return error(N_("No band covers {number}"), ("bands",), number=low)
    if low is None or high is None:
        return error(N_("No band covers figures {bound}"), ("bands",), bound=end if low is None else start)
    return error(N_("No band covers figures {low} {high}"), ("bands",), low=start, high=end)


def _about_formulas(method: Bands, criterion: Criterion) -> Iterator[Finding]:
    """What the formulas of bands come to at the first and the last figure for which they hold."""
    for piece in pieces(method):
        if isinstance(piece.worth, ByFormula) and piece.place is not None:
            at: Path = ("bands", piece.place, "worth", "text")
            figures, cap = figures_of(method.figure, piece.stretch), criterion.max_points
            spans = {FIGURE: Span(figures.low, figures.high, method.figure.is_whole), MAXIMUM: Span(cap, cap)}
            if always_divides(piece.worth.number, {name: span.range for name, span in spans.items()}):
                yield error(ALWAYS_BY_ZERO, at)
                continue
            yield from check_cases(piece.worth.number, {name: span.range for name, span in spans.items()}, at)
            for bound, has in ((figures.low, figures.with_low), (figures.high, figures.with_high)):
                if bound is not None:
                    yield from _about_end(piece.worth, (bound, has), method.places, criterion, at)
            within = {**spans, FIGURE: _inside(figures, whole=method.figure.is_whole)}
            for number in _zeros_between(piece.worth, within):
                yield error(_BY_ZERO, at, number=number)
            yield from _about_middle(piece.worth, within, method.places, criterion, at)


def _inside(figures: Figures, *, whole: bool) -> Span:
    """Those of *figures* that can be reported, without an end that lies next to them."""
    low = figures.low if figures.with_low or figures.low is None else figures.low + _SMALLEST
    high = figures.high if figures.with_high or figures.high is None else figures.high - _SMALLEST
    return Span(low, high, whole)


def _zeros_between(worth: ByFormula, spans: Spans) -> Iterator[Fraction]:
    """Figures for which the formula divides by zero, the first and the last of the band apart."""
    found = (values[FIGURE] for values in zeros(worth.number, spans) if FIGURE in values)
    return (number for number in found if number not in {spans[FIGURE].low, spans[FIGURE].high})


def _about_end(
    worth: ByFormula, end: tuple[Fraction, bool], places: int, criterion: Criterion, at: Path
) -> Iterator[Finding]:
    """*end*: a figure, and whether it lies in the band or only next to it."""
    bound, has = end
    try:
        points = rounded(computed(worth.number, {FIGURE: bound, MAXIMUM: criterion.max_points}), places)
    except ZeroDivisionError:
        if has:
            yield error(_BY_ZERO, at, number=bound)
        return
    if points != _kept(points, criterion):
        yield _beyond(bound, points, criterion, at)


def _about_middle(worth: ByFormula, spans: Spans, places: int, criterion: Criterion, at: Path) -> Iterator[Finding]:
    """Points beyond the range of *criterion* for figures between the ends, where the ends themselves come less far."""
    found: dict[Fraction, Fraction] = {}
    ends = {spans[FIGURE].low, spans[FIGURE].high}
    tried = () if spans[FIGURE].is_open else tries(worth.number, spans)
    for values in sorted(tried, key=lambda each: each[FIGURE] in ends):  # of figures that come as far an end is kept
        with suppress(ZeroDivisionError):
            found[computed(worth.number, values)] = values[FIGURE]
    for number in sorted({min(found), max(found)}) if found else ():
        points = rounded(number, places)
        if found[number] not in ends and points != _kept(points, criterion):
            yield _beyond(found[number], points, criterion, at)


def _beyond(number: Fraction, points: Fraction, criterion: Criterion, at: Path) -> Finding:
    words = N_("At {number} the formula comes to {points} points; they are kept from {low} to {cap}")
    return warning(words, at, number=number, points=points, low=criterion.min_points, cap=criterion.max_points)


def _most_earned(method: Bands, criterion: Criterion) -> Fraction:
    """Points that no figure exceeds; the maximum where nothing less can be told."""
    cap = criterion.max_points
    return max((_most_of(piece, method, criterion) for piece in pieces(method)), default=cap)


def _most_of(piece: Piece, method: Bands, criterion: Criterion) -> Fraction:
    if not isinstance(piece.worth, ByFormula):
        return max(_earned_at(cut, piece.worth, method.places, criterion) for cut in piece.stretch)
    figures = figures_of(method.figure, piece.stretch)
    cap = criterion.max_points
    ranges = {FIGURE: range_between(figures.low, figures.high), MAXIMUM: range_between(cap, cap)}
    most = highest(piece.worth.number, ranges)
    return cap if most is None else _kept(rounded(most, method.places), criterion)


def _kept(points: Fraction, criterion: Criterion) -> Fraction:
    """*points*, kept within the range of the component."""
    return min(max(points, criterion.min_points), criterion.max_points)


def _earned(method: Bands, criterion: Criterion) -> list[tuple[Fraction, Fraction]]:
    """What the lowest and the highest figure earn of each stretch where one worth holds, lowest figures first.

    Between them a formula may rise and fall: that is passed over.
    """
    earned = []
    for piece in pieces(method):
        if isinstance(piece.worth, ByFormula):
            ends = _ends_by_formula(piece, piece.worth, method, criterion)
        else:
            ends = [_earned_at(cut, piece.worth, method.places, criterion) for cut in piece.stretch]
        if ends:
            earned.append((ends[0], ends[-1]))
    return earned


def _ends_by_formula(piece: Piece, worth: ByFormula, method: Bands, criterion: Criterion) -> list[Fraction]:
    """What a formula comes to at the ends of a stretch, where it has ends and does not divide by zero there."""
    figures, cap, earned = figures_of(method.figure, piece.stretch), criterion.max_points, []
    for bound in (figures.low, figures.high):
        if bound is not None:
            with suppress(ZeroDivisionError):
                points = computed(worth.number, {FIGURE: bound, MAXIMUM: cap})
                earned.append(_kept(rounded(points, method.places), criterion))
    return earned


def _earned_at(cut: Cut, worth: FixedPoints | Share | Proportional, places: int, criterion: Criterion) -> Fraction:
    low, cap = criterion.min_points, criterion.max_points
    match worth:
        case Proportional() if cut in {START, END}:
            return low if cut == START else cap
        case Proportional(target):
            return _kept(rounded(cut[1] / target * cap, places), criterion)
        case FixedPoints() | Share():
            return _kept(_fixed(worth, criterion, places), criterion)
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
    if method.figure.low is not None and method.target <= method.figure.low:
        words = N_("No figure that can be reported is below the target of {target}: all earn the maximum")
        yield warning(words, ("target",), target=method.target)
    if method.figure.quantity is Quantity.DAYS:
        yield warning(_LATEST_EARNS_MOST, ("figure", "quantity"))
    if method.floor is not None and method.figure.low is not None and method.floor <= method.figure.low:
        words = N_("No figure that can be reported is below the floor of {floor}")
        yield warning(words, ("floor",), floor=method.floor)


def _about_items(method: PerItem, criterion: Criterion) -> Iterator[Finding]:
    gains = [item for item in method.items if item.points > 0]
    limited = [item.points * item.most for item in gains if item.most is not None]
    most = None if len(limited) < len(gains) else sum(limited, ZERO)
    ends = [bound for bound in (most, method.cap) if bound is not None]
    yield from _about_maximum(min(ends, default=criterion.max_points), criterion, ("items",))
    if method.cap is not None and method.cap > criterion.max_points:
        words = N_(
            "The items together may earn {limit} points, more than the maximum of {cap} points: it stays at that"
        )
        yield warning(words, ("cap",), limit=method.cap, cap=criterion.max_points)


def _about_deduction(method: Deduction, criterion: Criterion) -> Iterator[Finding]:
    span = criterion.max_points - criterion.min_points
    if method.accepted is not None and (method.accepted - method.free) * method.each >= span:
        words = N_("With {count} accepted nothing is left to refuse: all points are taken off before")
        yield warning(words, ("accepted",), count=method.accepted)
    if method.each > span:
        words = N_("One alone takes off {each} points, more than the {span} points that can be lost")
        yield warning(words, ("each",), each=method.each, span=span)


def _about_counts(method: Deduction, criterion: Criterion) -> Iterator[Finding]:
    """What follows from the least and the largest number that can be reported."""
    least, most = method.figure.low or ZERO, method.figure.high
    refused = method.accepted is not None and method.accepted < least
    fewest = max(least - method.free, ZERO) * method.each
    best = criterion.min_points if refused else _kept(criterion.max_points - fewest, criterion)
    if not method.may_be_waived:
        yield from _about_maximum(best, criterion, ("figure", "least"))
    if most is not None and method.accepted is not None and method.accepted >= most:
        words = N_("With {count} accepted nothing is ever refused: no more than {most} can be reported")
        yield warning(words, ("accepted",), count=method.accepted, most=most)
    if most is not None and method.free >= most:
        words = N_("With {count} free nothing is ever taken off: no more than {most} can be reported")
        yield warning(words, ("free",), count=method.free, most=most)


def _about_best(method: RelativeToBest) -> Iterator[Finding]:
    if method.figure.quantity is Quantity.DAYS:
        words = N_("The largest number of days counts as the best: whoever is latest earns the maximum")
        yield warning(words, ("figure", "quantity"))
