"""Integer facts: an accepted sheet as the scaled integers that the rules engine compares.

Nothing here is shared with the exact tally and reading: the two must come to the same verdicts on their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from rules.answer import NotApplicable, Points
from rules.encoding import ANYTHING, Range, encoded_ratio, encoded_rounded, exactly
from rules.measure import (
    CountBelow,
    CriterionMeasure,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    Measure,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.number import SCALE
from rules.rubric import Rubric
from rules.settlement import Settled
from rules.sheet import Sheet

Ratio = tuple[int, int, int]
"""Points and applicable maximum of a criterion, both times 10^6, and how many of its leaves are assessed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one property of a ruleset holds: a measure, for a member where it has one, rounded to places or not.

    *codes* are those that conditions compare with; a code stands for its place among them, any other for -1.
    """

    measure: Measure
    member: str = ""
    places: int | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """A sheet in integers: ratios by criterion, the total under the blank code, and the tables settled so far."""

    rubric: Rubric
    sheet: Sheet
    ratios: Mapping[str, Ratio]
    settled: Mapping[str, Settled]


def gather(rubric: Rubric, sheet: Sheet, settled: Mapping[str, Settled]) -> Facts:
    """The facts of an accepted *sheet*; *settled* may grow while tables are settled."""
    given = {answer.criterion: answer for answer in sheet.answers}
    ratios: dict[str, Ratio] = {}
    for code, criterion in reversed(tuple(rubric.criterion.items())):  # parts before the parents that add them up
        match given.get(code):
            case Points(_, points):
                ratios[code] = (_scaled(points.numerator, points.denominator), _cap(rubric, code), 1)
            case NotApplicable():
                ratios[code] = (0, 0, 0)
            case None:
                ratios[code] = _added([ratios[part.code] for part in criterion.parts])
            case unknown:
                assert_never(unknown)
    ratios[""] = _added([ratios[area.code] for area in rubric.criteria])
    return Facts(rubric, sheet, ratios, settled)


def is_assessed(facts: Facts, member: str) -> bool:
    """Whether anything of *member* (of the whole rubric where blank) is assessed."""
    return facts.ratios[member][2] > 0


def fact(facts: Facts, slot: Slot) -> Range:
    """The encoded value of *slot*, or the range in which it lies."""
    match slot.measure:
        case TotalPoints():
            return _points(facts.ratios[""], slot.places)
        case TotalPercent():
            return _percent(facts.ratios[""], slot.places)
        case CriterionPoints() | CriterionPercent() | StepRemainder():
            return _of_criterion(facts, slot.measure, slot)
        case LowestPercent(scope):
            return min(_percents(facts, scope, slot.places), default=ANYTHING)
        case CountBelow(scope, percent):
            threshold = 2 * _scaled(percent.numerator, percent.denominator)
            below = sum(image < threshold for image, _ in _percents(facts, scope, slot.places))
            return exactly(2 * below * SCALE)
        case IndicatorValue(indicator):
            number = facts.sheet.indicators.get(indicator)
            return ANYTHING if number is None else exactly(encoded_ratio(number.numerator, number.denominator))
        case OutcomeOf(table):
            return _code(slot, facts.settled[table].of(slot.member).outcome)
        case FindingsOf(table):
            low, high = facts.settled[table].counted
            return (2 * low * SCALE, 2 * high * SCALE)
        case PreviousReviewed() | PreviousRank() | PreviousOutcome() | PeriodCode():
            return _of_period(facts.sheet, slot.measure, slot)
        case _:
            assert_never(slot.measure)


def _of_period(
    sheet: Sheet, measure: PreviousReviewed | PreviousRank | PreviousOutcome | PeriodCode, slot: Slot
) -> Range:
    match measure:
        case PreviousReviewed():
            reviewed = sheet.previous.reviewed
            return ANYTHING if reviewed is None else exactly(int(reviewed))
        case PreviousRank():
            rank = sheet.previous.rank
            return ANYTHING if rank is None else exactly(2 * rank * SCALE)
        case PreviousOutcome(table):
            return _code(slot, sheet.previous.outcomes.get(table, ""))
        case PeriodCode():
            return _code(slot, sheet.period)
        case _:
            assert_never(measure)


def _of_criterion(facts: Facts, measure: CriterionMeasure, slot: Slot) -> Range:
    code = measure.criterion or slot.member
    if not is_assessed(facts, code):
        return ANYTHING
    ratio = facts.ratios[code]
    match measure:
        case CriterionPoints():
            return _points(ratio, slot.places)
        case CriterionPercent():
            return _percent(ratio, slot.places)
        case StepRemainder():
            step = facts.rubric.criterion[code].step
            return exactly(0 if step is None else 2 * (ratio[0] % _scaled(step.numerator, step.denominator)))
        case _:
            assert_never(measure)


def _percents(facts: Facts, scope: str, places: int | None) -> list[Range]:
    ratios = (facts.ratios[code] for code in facts.rubric.scope[scope].criteria)
    return [_percent(ratio, places) for ratio in ratios if ratio[1] > 0]


def _points(ratio: Ratio, places: int | None) -> Range:
    return exactly(2 * ratio[0] if places is None else encoded_rounded(ratio[0], SCALE, places))


def _percent(ratio: Ratio, places: int | None) -> Range:
    points, cap, _ = ratio
    if cap <= 0:
        return ANYTHING
    return exactly(encoded_ratio(points * 100, cap) if places is None else encoded_rounded(points * 100, cap, places))


def _code(slot: Slot, code: str) -> Range:
    if code == "":
        return ANYTHING
    return exactly(slot.codes.index(code) if code in slot.codes else -1)


def _cap(rubric: Rubric, code: str) -> int:
    cap = rubric.criterion[code].max_points
    return _scaled(cap.numerator, cap.denominator)


def _added(ratios: list[Ratio]) -> Ratio:
    points, caps, assessed = zip(*ratios, strict=True) if ratios else ((), (), ())
    return (sum(points), sum(caps), sum(assessed))


def _scaled(numerator: int, denominator: int) -> int:
    """The integer numerator/denominator times 10^6, which leaves no remainder for what was accepted."""
    return numerator * SCALE // denominator
