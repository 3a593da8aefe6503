"""Curves: the answers to a component in a row, and the points that they earn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil, floor

from rules.answer import Chosen, Counted, Itemised, Measured, Points, Reported, Sourced
from rules.ballots import GroupBallots, Marks, Surveyed, SurveyPercent
from rules.criterion import Criterion
from rules.errors import Refusal
from rules.methods import Method, whoever_supplies
from rules.methods.bands import Bands
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey, SurveyTakenOver
from rules.methods.survey_scale import Banded, Scale, Target
from rules.methods.worth import Proportional
from rules.number import HUNDRED, SCALE, ZERO
from rules.reporting import Context
from rules.scoring import score

DOCUMENT = "..."
"""The document of an answer that nobody has given."""

_BALLOTS = 10_000
"""Ballots of each group in a survey that nobody has held: shares of a hundredth of a per cent."""

_BEST = 1_000_000
"""The best of a period that has not been, where the figure has no largest value."""

_BEYOND = 1_000
"""How far a figure without a bound is followed beyond the last of its cuts."""


@dataclass(frozen=True)
class Curve:
    """Answers to *criterion* numbered from 0 to *last*; between *cuts* their points stay, only rise or only fall.

    Points between two cuts have so many *places*. *best* is the best of the period that goes with the answers.
    """

    criterion: Criterion
    answer: Callable[[int], Reported]
    last: int
    cuts: tuple[int, ...]
    places: int
    best: Fraction | None = None

    def points(self, number: int) -> Fraction | None:
        """The points of an answer; `None` where it is refused."""
        try:
            return score(self.criterion.method, self.answer(number), self.criterion, Context(best=self.best)).points
        except Refusal:
            return None

    @cached_property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The stretches of answers between cuts, and each cut by itself."""
        return tuple(self._pieces())

    def _pieces(self) -> Iterator[tuple[int, int]]:
        inside = sorted({cut for cut in self.cuts if 0 <= cut <= self.last} | {0, self.last})
        for cut, after in pairwise(inside):
            yield cut, cut
            if cut + 1 <= after - 1:
                yield cut + 1, after - 1
        yield inside[-1], inside[-1]

    def number_earning(self, points: Fraction) -> int | None:
        """The first answer found that earns exactly *points*."""
        for low, high in self.pieces:
            number = self._within(low, high, points)
            if number is not None:
                return number
        return None

    def _within(self, low: int, high: int, points: Fraction) -> int | None:
        """As `number_earning`, between two answers, by halving."""
        at_low, at_high = self.points(low), self.points(high)
        if at_low is None or at_high is None or not min(at_low, at_high) <= points <= max(at_low, at_high):
            return None
        rises = at_low <= at_high
        while low < high:
            middle = (low + high) // 2
            reached = self.points(middle)
            if reached is None:
                return None
            if (reached >= points) if rises else (reached <= points):
                high = middle
            else:
                low = middle + 1
        return low if self.points(low) == points else None


def curve_of(criterion: Criterion, best: Fraction | None = None) -> Curve | None:
    """The curve of a leaf whose points follow from one figure; `None` where they follow from something else.

    *best* is the best of the period, where it is known.
    """
    method = whoever_supplies(criterion.method)
    match method:
        case Bands() | RatioToTarget() | Deduction() | RelativeToBest():
            return _of_figure(criterion, method, best)
        case SurveyTakenOver(places, scale):
            cuts = tuple(int(cut * SCALE) for cut in _scale_cuts(scale))
            return Curve(criterion, _Percentage(criterion.code), int(HUNDRED) * SCALE, cuts, places.points)
        case Survey():
            return _of_survey(criterion, method)
        case _:
            return None


# ---- figures ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reported:
    """Answers that report a figure, in units of it from *low* on."""

    criterion: Criterion
    figure: Figure
    low: Fraction

    def __call__(self, number: int) -> Reported:
        value = self.low + Fraction(number, unit_of(self.figure))
        code, whole = self.criterion.code, self.figure.is_whole
        return reported(self.criterion, Counted(code, int(value)) if whole else Measured(code, value))


def unit_of(figure: Figure) -> int:
    """How many different figures there are from one whole number to the next."""
    return 1 if figure.is_whole else SCALE


def _of_figure(
    criterion: Criterion,
    method: Bands | RatioToTarget | Deduction | RelativeToBest,
    best: Fraction | None,
) -> Curve:
    figure = method.figure
    if isinstance(method, RelativeToBest):
        best = best or (Fraction(_BEST) if figure.high is None else figure.high)
    else:
        best = None
    cuts = _figure_cuts(method, criterion, best)
    low, high = range_of(figure, cuts)
    high = high if best is None else best
    unit = unit_of(figure)
    numbered = tuple(place for cut in cuts for place in {floor((cut - low) * unit), ceil((cut - low) * unit)})
    places = method.places if not isinstance(method, Deduction) else 0
    return Curve(criterion, _Reported(criterion, figure, low), int((high - low) * unit), numbered, places, best)


def range_of(figure: Figure, cuts: tuple[Fraction, ...]) -> tuple[Fraction, Fraction]:
    """From where to where a *figure* is looked at: a figure without a bound some way beyond its *cuts*."""
    low = figure.low if figure.low is not None else min(cuts, default=ZERO) - 1
    beyond = max((*cuts, low)) * 2 + _BEYOND
    return Fraction(floor(low)), figure.high if figure.high is not None else Fraction(ceil(beyond))


def _figure_cuts(method: Method, criterion: Criterion, best: Fraction | None) -> tuple[Fraction, ...]:
    """Where points may jump, or stop rising or falling."""
    match method:
        case Bands():
            bounds = [bound for band in method.bands for bound in (band.low, band.high) if bound is not None]
            targets = [band.worth.target for band in method.bands if isinstance(band.worth, Proportional)]
            return (ZERO, *bounds, *(end for target in targets for end in _ends(criterion, target)))
        case RatioToTarget():
            return (ZERO, *_ends(criterion, method.target), *(() if method.floor is None else (method.floor,)))
        case Deduction():
            reached = ceil((criterion.max_points - criterion.min_points) / method.each) + method.free
            accepted = () if method.accepted is None else (Fraction(method.accepted), Fraction(method.accepted + 1))
            return (Fraction(method.free), Fraction(reached), *accepted)
        case _:
            return (ZERO, *_ends(criterion, best or Fraction(1)))


def _ends(criterion: Criterion, target: Fraction) -> tuple[Fraction, ...]:
    """The figures in proportion to *target* that have the least and the most points."""
    cap = criterion.max_points
    return (target * criterion.min_points / cap, target) if cap else (target,)


# ---- surveys ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Percentage:
    """Answers that take a percentage over, in millionths."""

    code: str

    def __call__(self, number: int) -> Reported:
        return SurveyPercent(self.code, Fraction(number, SCALE), DOCUMENT)


@dataclass(frozen=True, slots=True)
class _Ballots:
    """Answers with the same ballots in every group, on every question so many at the highest level."""

    code: str
    survey: Survey

    def __call__(self, number: int) -> Reported:
        survey = self.survey
        high = max(survey.levels, key=lambda level: level.worth).code
        low = min(survey.levels, key=lambda level: level.worth).code
        levels = {code: count for code, count in ((high, number), (low, _BALLOTS - number)) if count}
        marks = {question.code: Marks(levels) for question in survey.questions}
        positive = number if survey.all_positive else None
        groups = (GroupBallots(group.code, _BALLOTS, _BALLOTS, 0, marks, positive) for group in survey.groups)
        return Surveyed(self.code, tuple(groups))


def _of_survey(criterion: Criterion, survey: Survey) -> Curve:
    worths = [level.worth for level in survey.levels]
    low, high = (ZERO, HUNDRED) if survey.all_positive else (min(worths), max(worths))
    spread = high - low
    places = [(cut - low) * _BALLOTS / spread for cut in _scale_cuts(survey.scale)] if spread else []
    cuts = tuple(each for place in places for each in {floor(place), ceil(place)})
    return Curve(criterion, _Ballots(criterion.code, survey), _BALLOTS, cuts, survey.places.points)


def _scale_cuts(scale: Scale) -> tuple[Fraction, ...]:
    match scale:
        case Target(percent, least):
            return (least, percent)
        case Banded(bands):
            return tuple(band.at_least for band in bands)
        case _:
            return ()


def reported(criterion: Criterion, answer: Points | Chosen | Measured | Counted | Itemised) -> Reported:
    """*answer* to *criterion*, with a document where another body supplies it."""
    return Sourced(answer, DOCUMENT) if isinstance(criterion.method, Supplied) else answer
