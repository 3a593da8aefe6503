"""Exemplary answers: of every component one that can be scored, the best of some that are tried."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from math import ceil
from typing import Final, assert_never

from rules.answer import (
    Answer,
    Chosen,
    Counted,
    Inputs,
    Itemised,
    Measured,
    NotApplicable,
    Points,
    Reported,
    Sourced,
    options_chosen,
)
from rules.ballots import GroupBallots, Marks, Surveyed, SurveyPercent
from rules.branching import left_out
from rules.criterion import Absence, Criterion
from rules.errors import N_, Refusal
from rules.methods import Method, OfBallots, OfFigures
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
from rules.number import HUNDRED
from rules.reporting import Context
from rules.rubric import Rubric
from rules.scoring import score
from rulesvc.languages import language

_NOTHING_AROSE: Final = N_("nothing arose in the period")
_DOCUMENT: Final = "1/BC"
_ENOUGH: Final = 100
_MOST_TRIED: Final = 500


def exemplary_answers(rubric: Rubric, agency: str) -> tuple[Answer, ...]:
    """An answer for each component that *rubric* asks of *agency*, branches included."""
    asked = [code for code in rubric.leaf_codes if code not in rubric.exempt.get(agency, frozenset())]
    answers = {code: _exemplary(rubric, rubric.criterion[code]) for code in asked}
    given = {code: answer for code, answer in answers.items() if answer is not None}
    needless = left_out(rubric, given.values())
    return tuple(answer for code, answer in given.items() if code not in needless)


def _exemplary(rubric: Rubric, leaf: Criterion) -> Answer | None:
    """What earns most of what is tried; “not applicable” where none of it can be scored and that is possible."""
    best, earned = None, (-1, Fraction(0))
    for answer in islice(_tried(leaf.method, leaf), _MOST_TRIED):
        try:
            points = score(leaf.method, answer, leaf, _context(answer)).points
        except Refusal:
            continue
        if best is None or (_leads_on(rubric, answer), points) > earned:
            best, earned = answer, (_leads_on(rubric, answer), points)
    if best is None and leaf.not_applicable is not Absence.REFUSED:
        return NotApplicable(leaf.code, language("vi").words(_NOTHING_AROSE))
    return best


def _context(answer: Reported) -> Context:
    """What is reported is the best there is."""
    match answer:
        case Measured(_, value):
            return Context(best=value)
        case Counted(_, count):
            return Context(best=Fraction(count))
        case _:
            return Context()


def _leads_on(rubric: Rubric, answer: Reported) -> int:
    """How many branches an option leads to: more can be shown than where it leads nowhere."""
    chosen = options_chosen((answer,))
    return sum(branch.part_of(chosen.get(branch.on, "")) != "" for _, branch in rubric.branches)


def _tried(method: Method, leaf: Criterion) -> Iterator[Reported]:
    if isinstance(method, OfBallots):
        yield _ballots(method, leaf.code)
    else:
        yield from _of_figures(method, leaf)


def _of_figures(method: OfFigures, leaf: Criterion) -> Iterator[Reported]:
    code = leaf.code
    match method:
        case GivenPoints():
            yield Points(code, leaf.max_points)
        case Choice():
            yield from (Chosen(code, option.code) for option in method.options)
        case Bands():
            bounds = {bound for band in method.bands for bound in (band.low, band.high) if bound is not None}
            yield from _reports(method.figure, code, bounds)
        case RatioToTarget():
            yield from _reports(method.figure, code, {Fraction(ceil(method.target))})
        case Deduction() | RelativeToBest():
            yield from _reports(method.figure, code, set())
        case PerItem() | Formula():
            yield from _of_parts(method, leaf)
        case Supplied():
            for answer in _of_figures(method.scored, leaf):
                if isinstance(answer, Points | Chosen | Measured | Counted | Itemised):
                    yield Sourced(answer, _DOCUMENT)
        case _:
            assert_never(method)


def _of_parts(method: PerItem | Formula, leaf: Criterion) -> Iterator[Reported]:
    code = leaf.code
    if isinstance(method, PerItem):
        good = (item for item in method.items if item.points > 0)
        yield Itemised(code, {item.code: item.most or ceil(leaf.max_points / item.points) for item in good})
        yield Itemised(code, {item.code: 0 for item in method.items})
        return
    names = tuple(each.name for each in method.inputs)
    for values in product(*(_numbers(each.figure, set()) for each in method.inputs)):
        yield Inputs(code, dict(zip(names, values, strict=True)))


def _reports(figure: Figure, code: str, bounds: set[Fraction]) -> Iterator[Reported]:
    """Reports of *figure* around the *bounds* of a method and the ends of what is possible."""
    for number in _numbers(figure, bounds):
        if not figure.is_whole:
            yield Measured(code, number)
        elif number.denominator == 1 and number >= 0:
            yield Counted(code, int(number))


def _numbers(figure: Figure, bounds: set[Fraction]) -> list[Fraction]:
    ends = {end for end in (figure.low, figure.high) if end is not None}
    around = {bound + step for bound in bounds for step in (-1, 0, 1)}
    return sorted({Fraction(0), Fraction(1), HUNDRED, *ends, *around}, reverse=True)


def _ballots(method: OfBallots, code: str) -> Reported:
    """Ballots that are all at the best level, as many as are needed."""
    match method:
        case Survey():
            best = max(method.levels, key=lambda level: level.worth).code
            count = max(_ENOUGH, method.minimum.ballots, method.minimum.of_group)
            marks: Mapping[str, Marks] = {question.code: Marks({best: count}) for question in method.questions}
            all_positive = count if method.all_positive else None
            groups = (GroupBallots(each.code, count, count, 0, marks, all_positive) for each in method.groups)
            return Surveyed(code, tuple(groups))
        case SurveyTakenOver():
            return SurveyPercent(code, HUNDRED, _DOCUMENT)
        case _:
            assert_never(method)
